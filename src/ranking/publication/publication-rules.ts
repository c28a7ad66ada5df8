import { known, parseCents, type Cents, type PublicationDocument } from '../../engine/index.ts';
import type { EntryRow } from './entry.ts';

/** Why somebody is not named. */
export type Withheld =
  /** The rules of the call name no natural person. */
  | 'natural-person'
  /** What one got in the year does not exceed the threshold. */
  | 'below-threshold'
  /** Nothing was granted, so that nothing must be published. */
  | 'no-grant'
  /** The grant tells of ill health or hardship. */
  | 'hardship'
  /** The rules do not say, and what is not known is not published. */
  | 'rule-unknown';

/** What the public may know of who stands behind an application. */
export interface ShownHolder {
  /** Nothing when the holder is not named. */
  readonly name: string | null;
  readonly fiscalCode: string | null;
  readonly withheld: Withheld | null;
  readonly province: string | null;
  readonly municipality: string | null;
  readonly municipalityCode: string | null;
}

export type HolderRow = Pick<
  EntryRow,
  'name' | 'fiscalCode' | 'total' | 'province' | 'municipality' | 'municipalityCode'
>;

/** What the rules of a call say about natural persons, once read. */
export interface NamingRules {
  readonly naming: OpenRule<'named' | 'withheld'>;
  readonly hardship: OpenRule<boolean>;
  readonly threshold: OpenRule<Cents>;
}

type OpenRule<T> = { readonly value: T } | undefined;

export function namingRules(publication: PublicationDocument | undefined): NamingRules {
  const naming = known(publication?.naturalPersons);
  const hardship = known(publication?.hardship);
  const amount = known(publication?.threshold);
  const threshold = amount === undefined ? undefined : parseCents(amount);
  return {
    naming: naming === undefined ? undefined : { value: naming },
    hardship: hardship === undefined ? undefined : { value: hardship },
    threshold: threshold === undefined ? undefined : { value: threshold },
  };
}

/** A firm of one person, too, has the fiscal code of that person. */
export function isNaturalPerson(fiscalCode: string): boolean {
  return fiscalCode.length === 16;
}

/**
 * Decides what is shown of a holder. `yearTotal` is what the body has granted to them in the calendar year of the act.
 * Organisations are named with their code; of natural persons the code is never shown, and where a grant tells of
 * hardship, or might, neither is the municipality, by which one could be found.
 */
export function showHolder(
  holder: HolderRow,
  rules: NamingRules,
  yearTotal: (fiscalCode: string) => Cents,
): ShownHolder {
  const { name, fiscalCode, province, municipality, municipalityCode } = holder;
  const place = { province, municipality, municipalityCode };
  if (!isNaturalPerson(fiscalCode)) return { name, fiscalCode, withheld: null, ...place };
  const withheld = withholding(holder, rules, yearTotal);
  const isPlaceShown = rules.hardship?.value === false;
  return {
    name: withheld === null ? name : null,
    fiscalCode: null,
    withheld,
    ...(isPlaceShown ? place : { province, municipality: null, municipalityCode: null }),
  };
}

function withholding(
  { fiscalCode, total }: HolderRow,
  { naming, hardship, threshold }: NamingRules,
  yearTotal: (fiscalCode: string) => Cents,
): Withheld | null {
  if (hardship?.value === true) return 'hardship';
  if (naming?.value === 'withheld') return 'natural-person';
  if (hardship === undefined || naming === undefined || threshold === undefined)
    return 'rule-unknown';
  if (total === 0) return 'no-grant';
  return yearTotal(fiscalCode) > threshold.value ? null : 'below-threshold';
}
