import { createBody, findBody, foundBody, giveFirstRole, giveRole } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { expectOutcome, idOf, peopleIds, type Ids, type Loading } from './loading.ts';
import { isRoleGiven } from './queries.ts';
import { named, type TrialData } from './read-trial.ts';
import type { TrialBody } from './trial-schema.ts';

/** Makes the invented bodies: the first out of nothing, the others by who administers the one above. */
export async function addBodies({ services, data, done }: Loading): Promise<void> {
  const people = await peopleIds(services.database.db, data);
  await services.database.db.transaction().execute(async (tx) => {
    for (const body of data.bodies) {
      const there = await findBody(tx, body.code);
      const bodyId = there?.id ?? (await makeBody(tx, body, { data, people }));
      await giveAdministration(tx, body, { data, people, bodyId, now: services.clock() });
    }
  });
  done('bodies');
}

interface World {
  readonly data: TrialData;
  readonly people: Ids;
}

async function makeBody(tx: Tx, body: TrialBody, { data, people }: World): Promise<string> {
  const { code, name, kind, parent } = body;
  if (parent === undefined) return foundFirst(tx, body, data.ground);
  const above = await findBody(tx, parent);
  if (!above) throw new Error(`the body ${parent} of the trial comes after ${code}`);
  const by = idOf(people, administratorOf(data, parent));
  const asked = { parentId: above.id, code, name, kind, fiscalCode: null, by };
  return expectOutcome(await createBody(tx, asked), code, 'created').id;
}

/** The region is there before anybody who could make it. */
async function foundFirst(
  tx: Tx,
  { code, name, kind }: TrialBody,
  ground: string,
): Promise<string> {
  const id = await foundBody(tx, { code, name, kind, fictional: true, ground });
  if (id === undefined) throw new Error(`the body ${code} is there already`);
  return id;
}

async function giveAdministration(
  tx: Tx,
  { administrator, parent }: TrialBody,
  { data, people, bodyId, now }: World & { readonly bodyId: string; readonly now: Date },
): Promise<void> {
  if (administrator === undefined) return;
  const personId = idOf(people, administrator);
  const wanted = { personId, bodyId, role: 'administrator', call: null } as const;
  if (await isRoleGiven(tx, wanted)) return;
  const { ground } = data;
  if (parent === undefined) {
    await giveFirstRole(tx, { personId, bodyId, ground });
    return;
  }
  const to = named(data.people, administrator, ({ key }) => key);
  const by = idOf(people, administratorOf(data, parent));
  const asked = { ...wanted, to, ground, by, validFrom: null, validUntil: null };
  expectOutcome(await giveRole(tx, asked, now), `${administrator} administers`, 'given');
}

/** Who administers a body, or the one above it. */
export function administratorOf({ bodies }: TrialData, code: string): string {
  const { administrator, parent } = named(bodies, code, (body) => body.code);
  const own = administrator ?? (parent && named(bodies, parent, (body) => body.code).administrator);
  if (own === undefined) throw new Error(`nobody administers the body ${code} of the trial`);
  return own;
}
