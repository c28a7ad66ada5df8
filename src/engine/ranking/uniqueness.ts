/** Who takes part in an application, for rules on how many one may present. */
export interface UniquenessApplication {
  readonly id: string;
  /** Who presents it alone, or all who present it together. */
  readonly applicants: readonly string[];
  readonly lead?: string;
  readonly partners?: readonly string[];
  readonly line?: string;
  readonly subline?: string;
}

export type UniquenessPart = 'applicant' | 'lead' | 'partner' | 'line' | 'subline';

/** Applications of which a rule allows only one. */
export interface UniquenessBreach {
  /** What they have in common, part by part in the order of the rule. */
  readonly key: readonly { readonly part: UniquenessPart; readonly value: string }[];
  /** Ids, in the order given. */
  readonly applications: readonly string[];
}

/**
 * Finds the applications that are the same in every part of a rule, such as one for each applicant
 * and line. A subject is looked for only in the roles that the rule names, so `['lead']` lets a
 * firm lead one proposal and be partner of many. An application that lacks a part breaks nothing.
 */
export function checkUniqueness(
  per: readonly UniquenessPart[],
  applications: readonly UniquenessApplication[],
): UniquenessBreach[] {
  if (per.length === 0) throw new RangeError('a rule on uniqueness must name what is unique');
  const groups = new Map<string, { key: UniquenessBreach['key']; ids: Set<string> }>();
  for (const application of applications) {
    for (const key of keysOf(per, application)) {
      const name = JSON.stringify(key.map(({ value }) => value));
      const group = groups.get(name) ?? { key, ids: new Set() };
      group.ids.add(application.id);
      groups.set(name, group);
    }
  }
  return [...groups.values()]
    .filter(({ ids }) => ids.size > 1)
    .map(({ key, ids }) => ({ key, applications: [...ids] }));
}

function keysOf(
  per: readonly UniquenessPart[],
  application: UniquenessApplication,
): UniquenessBreach['key'][] {
  return per.reduce<UniquenessBreach['key'][]>(
    (keys, part) =>
      keys.flatMap((key) => valuesOf(part, application).map((value) => [...key, { part, value }])),
    [[]],
  );
}

function valuesOf(part: UniquenessPart, application: UniquenessApplication): readonly string[] {
  if (part === 'applicant') return application.applicants;
  if (part === 'partner') return application.partners ?? [];
  const value = application[part];
  return value === undefined ? [] : [value];
}
