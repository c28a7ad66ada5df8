/** What is known of somebody that may tie them to an application. */
export interface Ties {
  readonly personId: string;
  readonly fiscalCode: string | null;
  readonly familyName: string;
  /** Organisations over which the person has or had a power, by id. */
  readonly powers: readonly string[];
  /** Fiscal codes of the bodies in which the person has or had a role. */
  readonly bodies: readonly string[];
  /** Fiscal codes of the organisations to which the person says to be related. */
  readonly relations: readonly string[];
}

/** Who is in an application, without anything of what it says. */
export interface Cast {
  readonly organisations: readonly CastOrganisation[];
  /** Everybody who has acted in it. */
  readonly people: readonly CastPerson[];
}

export interface CastOrganisation {
  readonly id: string;
  readonly name: string;
  readonly fiscalCode: string;
  readonly isLead: boolean;
}

export interface CastPerson {
  readonly personId: string;
  readonly name: string;
  readonly familyName: string;
  readonly fiscalCode: string | null;
}

export type HintKind = 'same-person' | 'power' | 'role' | 'relation' | 'family-name';

/** A sign that there may be a conflict; it decides nothing. */
export interface Hint {
  readonly kind: HintKind;
  /** The organisation or the person that it is about. */
  readonly about: string;
}

/** A family name says little: many people have the same. */
export function isWeak({ kind }: Hint): boolean {
  return kind === 'family-name';
}

/** Signs that somebody may be in conflict with an application, the strong ones first. */
export function findHints(ties: Ties, { organisations, people }: Cast): readonly Hint[] {
  const same = people.filter((person) => isSame(ties, person));
  const alike = people.filter(
    (person) =>
      !same.includes(person) && alikeName(person.familyName) === alikeName(ties.familyName),
  );
  const ofOrganisations = (
    kind: HintKind,
    isTied: (organisation: CastOrganisation) => boolean,
  ): readonly Hint[] => organisations.filter(isTied).map(({ name }) => ({ kind, about: name }));
  return [
    ...same.map(({ name }): Hint => ({ kind: 'same-person', about: name })),
    ...ofOrganisations('same-person', ({ fiscalCode }) => fiscalCode === ties.fiscalCode),
    ...ofOrganisations('power', ({ id }) => ties.powers.includes(id)),
    ...ofOrganisations('role', ({ fiscalCode }) => ties.bodies.includes(fiscalCode)),
    ...ofOrganisations('relation', ({ fiscalCode }) => ties.relations.includes(fiscalCode)),
    ...alike.map(({ name }): Hint => ({ kind: 'family-name', about: name })),
  ];
}

function isSame(ties: Ties, person: CastPerson): boolean {
  return (
    person.personId === ties.personId ||
    (ties.fiscalCode !== null && person.fiscalCode === ties.fiscalCode)
  );
}

/** As names are compared: without capitals, accents and what stands between letters. */
function alikeName(name: string): string {
  return name
    .normalize('NFD')
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
