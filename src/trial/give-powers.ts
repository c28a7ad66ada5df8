import { findBody, giveMandate, giveRole, revokePower } from '../accounts/index.ts';
import type { Tx } from '../platform/database.ts';
import { administratorOf } from './add-bodies.ts';
import {
  expectOutcome,
  idOf,
  organisationIds,
  peopleIds,
  type Ids,
  type Loading,
} from './loading.ts';
import { isMandateGiven, isRoleGiven } from './queries.ts';
import { named, type TrialData } from './read-trial.ts';
import { rehearsalOf } from './slugs.ts';
import { instantOf } from './relative-time.ts';
import type { TrialMandate, TrialPerson } from './trial-schema.ts';

/** Gives the roles in the bodies and the mandates of the organisations, each by who may give it. */
export async function givePowers({ services, data, done }: Loading): Promise<void> {
  const { db } = services.database;
  const world = {
    data,
    people: await peopleIds(db, data),
    organisations: await organisationIds(db, data),
    now: services.clock(),
  };
  await db.transaction().execute(async (tx) => {
    for (const person of data.people) {
      for (const role of person.roles ?? []) await giveOneRole(tx, { person, role }, world);
      for (const mandate of person.mandates ?? [])
        await giveOneMandate(tx, { person, mandate }, world);
    }
  });
  done('powers');
}

interface World {
  readonly data: TrialData;
  readonly people: Ids;
  readonly organisations: Ids;
  readonly now: Date;
}

type TrialRole = NonNullable<TrialPerson['roles']>[number];

async function giveOneRole(
  tx: Tx,
  { person, role: { role, body, call } }: { person: TrialPerson; role: TrialRole },
  { data, people, now }: World,
): Promise<void> {
  const there = await findBody(tx, body);
  if (!there) throw new Error(`the body ${body} of the trial is not there`);
  const wanted = { role, bodyId: there.id, call: call === undefined ? null : rehearsalOf(call) };
  if (await isRoleGiven(tx, { ...wanted, personId: idOf(people, person.key) })) return;
  const by = idOf(people, administratorOf(data, body));
  const asked = {
    ...wanted,
    to: person,
    ground: data.ground,
    by,
    validFrom: null,
    validUntil: null,
  };
  expectOutcome(await giveRole(tx, asked, now), `${role} for ${person.key}`, 'given');
}

async function giveOneMandate(
  tx: Tx,
  { person, mandate }: { person: TrialPerson; mandate: TrialMandate },
  { data, people, organisations, now }: World,
): Promise<void> {
  const { organisation, scopes, call, from, until, evidence } = mandate;
  const organisationId = idOf(organisations, organisation);
  const wanted = { personId: idOf(people, person.key), organisationId };
  if (await isMandateGiven(tx, wanted)) return;
  const { representative } = named(data.organisations, organisation, ({ key }) => key);
  const by = idOf(people, representative);
  const validFrom = from === undefined ? null : instantOf(from, now);
  const validUntil = until === undefined ? null : instantOf(until, now);
  const what = `mandate for ${person.key}`;
  // One that is over already is given as of the day on which it began.
  const given = await giveMandate(
    tx,
    {
      organisationId,
      to: person,
      scopes,
      validFrom,
      validUntil,
      evidence,
      by,
      call: call === undefined ? null : rehearsalOf(call),
    },
    validFrom ?? now,
  );
  const { id } = expectOutcome(given, what, 'given');
  if (mandate.isRevoked !== true) return;
  const revoked = await revokePower(tx, {
    organisationId,
    powerId: id,
    by: { personId: by, isAdministrator: false },
  });
  expectOutcome(revoked, `${what} taken back`, 'revoked');
}
