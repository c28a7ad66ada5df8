import type { Db } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import type { TrialData } from './read-trial.ts';
import { findOrganisationIds, findPeople } from './queries.ts';

/** What every step of a load needs. A step looks at what is there and does the rest, so any can be the last one. */
export interface Loading {
  readonly services: Services;
  readonly data: TrialData;
  /** Where the definitions are. */
  readonly definitions: string;
  /** Called after each step, with its name. */
  readonly done: (step: string) => void;
}

/** Ids by the keys of the files. */
export type Ids = ReadonlyMap<string, string>;

/** The people of the trial that are there. */
export async function peopleIds(db: Db, { people }: TrialData): Promise<Ids> {
  const found = await findPeople(
    db,
    people.map(({ fiscalCode }) => fiscalCode),
  );
  return byKey(people, found);
}

/** The organisations of the trial that are there. */
export async function organisationIds(db: Db, { organisations }: TrialData): Promise<Ids> {
  const found = await findOrganisationIds(
    db,
    organisations.map(({ fiscalCode }) => fiscalCode),
  );
  return byKey(organisations, found);
}

function byKey(
  all: readonly { readonly key: string; readonly fiscalCode: string }[],
  found: ReadonlyMap<string, string>,
): Ids {
  return new Map(
    all.flatMap(({ key, fiscalCode }) => {
      const id = found.get(fiscalCode);
      return id === undefined ? [] : [[key, id] as const];
    }),
  );
}

/** What must be there because a step before has made it. */
export function idOf(ids: Ids, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`"${key}" of the trial is not there`);
  return id;
}

/** The outcome that the files of a trial promise; anything else is a fault in them. */
export function expectOutcome<O extends { readonly type: string }, T extends O['type']>(
  outcome: O | undefined,
  what: string,
  ...types: readonly T[]
): Extract<O, { readonly type: T }> {
  if (outcome && (types as readonly string[]).includes(outcome.type))
    return outcome as Extract<O, { readonly type: T }>;
  throw new Error(`the trial cannot be loaded: ${what}: ${JSON.stringify(outcome)}`);
}
