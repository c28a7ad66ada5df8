import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Principal } from '../../src/accounts/index.ts';
import { stateOf, versionTag } from '../../src/applications/application.ts';
import type { ApplicationRecord } from '../../src/applications/application-record.ts';
import type { Draft } from '../../src/applications/draft.ts';
import { editApplication } from '../../src/applications/edit-application.ts';
import { freezeApplication } from '../../src/applications/freeze-application.ts';
import { giveConsent } from '../../src/applications/give-consent.ts';
import { loadCurrentCall } from '../../src/applications/published-call.ts';
import { findApplicationIn, findSnapshot } from '../../src/applications/queries.ts';
import { readSnapshot, type Snapshot } from '../../src/applications/snapshot.ts';
import { startApplication } from '../../src/applications/start-application.ts';
import { withdrawConsent } from '../../src/applications/withdraw-consent.ts';
import type { Tx } from '../../src/platform/database.ts';
import { completeDraft, makeWorld, principalWith, type World } from './application-world.ts';

export type Scene = Awaited<ReturnType<typeof makeScene>>;

/** A call, a lead with partners, and a person for each who may do everything for it. */
export async function makeScene(partnerCount = 8) {
  const cast = await makeCast(partnerCount);
  const looks = looksOf(cast);
  const changes = changesOf(cast);
  /** Frozen by somebody who cannot consent, so that no consent is there yet. */
  async function frozen(): Promise<ApplicationRecord> {
    const application = await changes.start(cast.editor);
    expect(await changes.freeze(application, cast.editor)).toMatchObject({ type: 'frozen' });
    return looks.read(application);
  }
  async function ready(): Promise<ApplicationRecord> {
    const application = await frozen();
    await Promise.all(cast.organisations.map((_, index) => changes.consent(application, index)));
    return looks.read(application);
  }
  return { ...cast, ...looks, ...changes, frozen, ready, enter };
}

const all = ['read', 'edit', 'consent', 'submit'] as const;

type Cast = Awaited<ReturnType<typeof makeCast>>;

async function makeCast(partnerCount: number) {
  const world: World = await makeWorld();
  const { callId } = await world.publish();
  const organisations: string[] = [];
  const people: Principal[] = [];
  for (let index = 0; index < partnerCount; index += 1) {
    const organisation = await world.makeOrganisation(`Organisation ${index}`);
    organisations.push(organisation);
    people.push(principalWith(await world.makePerson(), { [organisation]: all }));
  }
  const leadId = organisations[0] ?? '';
  const strangeId = await world.makeOrganisation('Stranger');
  const personOf = (index: number): Principal => people[index] as Principal;
  return {
    world,
    published: await loadCurrentCall(world, callId),
    organisations,
    people,
    personOf,
    organisationOf: (index: number): string => organisations[index] ?? '',
    leadId,
    lead: personOf(0),
    /** May edit for the lead, and nothing else. */
    editor: principalWith(await world.makePerson(), { [leadId]: ['read', 'edit'] }),
    stranger: principalWith(await world.makePerson(), { [strangeId]: all }),
    strangeId,
    inTx: <T>(run: (tx: Tx) => Promise<T>): Promise<T> =>
      world.database.db.transaction().execute(run),
    draftOf: (title = 'Lampioni'): Draft => completeDraft(leadId, organisations.slice(1), title),
    actOn: (application: ApplicationRecord, principal: Principal) => ({
      callId: application.call.id,
      applicationId: application.id,
      principal,
    }),
  };
}

/** The acts, each in a transaction of its own, by whoever is named. */
function changesOf({ inTx, actOn, draftOf, lead, leadId, published, ...cast }: Cast) {
  return {
    start: async (principal = lead, draft = draftOf(), under = published) => {
      const outcome = await inTx((tx) =>
        startApplication(tx, { published: under, leadId, principal, draft }),
      );
      if (outcome.type !== 'started') throw new Error(JSON.stringify(outcome));
      return outcome.application;
    },
    edit: (
      application: ApplicationRecord,
      draft: Draft | string,
      principal = lead,
      tag = versionTag(application),
    ) => {
      const whole = typeof draft === 'string' ? draftOf(draft) : draft;
      const asked = { ...actOn(application, principal), tag, draft: whole };
      return inTx((tx) => editApplication(tx, asked));
    },
    freeze: (
      application: ApplicationRecord,
      principal = lead,
      { tag = versionTag(application), under = published } = {},
    ) => {
      const asked = { ...actOn(application, principal), tag, published: under };
      return inTx((tx) => freezeApplication(tx, asked));
    },
    consent: (
      application: ApplicationRecord,
      index: number,
      { hash = application.frozenHash ?? '', principal = cast.personOf(index) } = {},
    ) => {
      const organisationId = cast.organisationOf(index);
      const ways = ['account'] as const;
      const asked = { ...actOn(application, principal), organisationId, hash, ways };
      return inTx((tx) => giveConsent(tx, asked));
    },
    takeBack: (application: ApplicationRecord, index: number, principal = cast.personOf(index)) => {
      const organisationId = cast.organisationOf(index);
      const asked = { ...actOn(application, principal), organisationId };
      return inTx((tx) => withdrawConsent(tx, asked));
    },
  };
}

function looksOf({ world }: Cast) {
  const { db } = world.database;
  async function read({ id, call }: ApplicationRecord): Promise<ApplicationRecord> {
    const application = await findApplicationIn(db, call.id, id);
    if (!application) throw new Error('not stored');
    return application;
  }
  async function snapshotOf(application: ApplicationRecord): Promise<Snapshot | undefined> {
    if (application.frozenHash === null) return undefined;
    const key = { callId: application.call.id, id: application.id, hash: application.frozenHash };
    const bytes = await findSnapshot(db, key);
    return bytes && readSnapshot(bytes);
  }
  return {
    read,
    snapshotOf,
    /** What the journal says of an application, in order. */
    actsOn: async ({ id }: Pick<ApplicationRecord, 'id'>): Promise<readonly string[]> => {
      const rows = await db
        .selectFrom('journal')
        .select(['act', 'from_state', 'to_state'])
        .where('subject', '=', `application/${id}`)
        .orderBy('sequence')
        .execute();
      return rows.map((row) => `${row.act}: ${row.from_state ?? '-'} > ${row.to_state ?? '-'}`);
    },
    /** Whatever happened: ready means that everybody has consented to exactly the text that is there. */
    expectConsented: async (application: ApplicationRecord): Promise<void> => {
      const snapshot = await snapshotOf(application);
      if (!snapshot) {
        expect(stateOf(application)).toBe('draft');
        return;
      }
      const text = [application.title, application.content];
      expect([snapshot.title, snapshot.content]).toEqual(text);
      const given = application.consents.map(({ organisationId }) => organisationId);
      const isWhole = application.partners.every(({ id }) => given.includes(id));
      expect(application.readyHash === application.frozenHash).toBe(isWhole);
    },
  };
}

let lastNumber = 0;

/** What the register would write; the register itself is tested where it is. */
export async function enter(tx: Tx, application: ApplicationRecord, turn: number): Promise<void> {
  lastNumber += 1;
  await tx
    .insertInto('register_entry')
    .values({
      call_id: application.call.id,
      number: lastNumber,
      kind: turn % 2 === 1 ? 'submission' : 'withdrawal',
      commit_number: 1,
      at: sql<string>`clock_timestamp()`,
      application_id: application.id,
      turn,
      person_id: application.lead.id,
      organisation_id: application.lead.id,
      snapshot_hash: Buffer.from(application.frozenHash ?? '', 'hex'),
      ground: null,
      hash: Buffer.alloc(32),
    })
    .execute();
}

/** Runs it eight times at once. */
export function eight<T>(run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: 8 }, (_, index) => run(index)));
}
