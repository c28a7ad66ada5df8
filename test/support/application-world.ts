import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Principal } from '../../src/accounts/index.ts';
import type { Draft } from '../../src/applications/draft.ts';
import { amendCall, publishCall } from '../../src/calls/index.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import type { Mode, Role, Scope } from '../../src/platform/tables.ts';
import { addBody, addOrganisation, addPerson, addPower, addRole } from './people.ts';
import { cloneDatabase } from './template-database.ts';

/** A body with a call, and people and organisations made as a test needs them. */
export interface World {
  readonly database: Database;
  readonly url: string;
  readonly adminUrl: string;
  readonly publish: (options?: Partial<CallOptions>) => Promise<{ callId: number; slug: string }>;
  /** Publishes a second version of a call, with another wording of one question. */
  readonly amend: (slug: string, decisions?: string) => Promise<void>;
  readonly makeOrganisation: (name: string) => Promise<string>;
  readonly makePerson: () => Promise<string>;
  readonly givePower: (
    personId: string,
    organisationId: string,
    scopes: readonly Scope[],
  ) => Promise<void>;
  readonly giveRole: (personId: string, role: Role) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface CallOptions {
  readonly definition: string;
  /** A file that fills the gaps of the definition. */
  readonly decisions: string;
  /** Instead of the id in the definition, so that one database can have several. */
  readonly id: string;
  readonly mode: Mode;
  readonly resubmission: boolean;
  /** From now, in minutes; below zero it is past. */
  readonly opensIn: number;
  readonly closesIn: number;
}

/** The invented call, which has lines, partners, costs and every kind of fact. */
const lamps = 'definitions/fictional-village-lamps/call.yaml';
const minuteMs = 60_000;

export async function makeWorld(): Promise<World> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url, { connectionsMax: 12 });
  const { db } = database;
  const { id: bodyId } = await addBody(db);
  return {
    database,
    url: clone.url,
    adminUrl: clone.adminUrl,
    publish: (options = {}) => publish(database, bodyId, options),
    amend: (slug, decisions) => amend(database, slug, decisions),
    makeOrganisation: async (name) => (await addOrganisation(db, { name })).id,
    makePerson: async () => (await addPerson(db)).id,
    givePower: async (personId, organisationId, scopes) => {
      await addPower(db, { personId, organisationId, scopes });
    },
    giveRole: async (personId, role) => {
      await addRole(db, { personId, bodyId, role });
    },
    close: async () => {
      await database.close();
      await clone.drop();
    },
  };
}

async function publish(
  database: Database,
  bodyId: string,
  {
    definition = lamps,
    decisions,
    id,
    mode = 'rehearsal',
    resubmission = false,
    opensIn = -60,
    closesIn = 60,
  }: Partial<CallOptions>,
): Promise<{ callId: number; slug: string }> {
  const now = Date.now();
  const text = readFileSync(definition, 'utf8');
  const outcome = await publishCall(
    { database },
    {
      definition: {
        file: definition,
        text: id === undefined ? text : text.replace(/^id: .*$/m, `id: ${id}`),
      },
      ...(decisions !== undefined && {
        decisions: [{ file: decisions, text: readFileSync(decisions, 'utf8') }],
      }),
      bodyId,
      mode,
      resubmission,
      ground: 'a test',
      personId: null,
      term: {
        opensAt: new Date(now + opensIn * minuteMs),
        closesAt: new Date(now + closesIn * minuteMs),
      },
    },
  );
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  return outcome;
}

async function amend(database: Database, slug: string, decisions?: string): Promise<void> {
  const { definition } = await database.db
    .selectFrom('call_version')
    .innerJoin('call', 'call.id', 'call_version.call_id')
    .select('definition')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const text = definition
    .replace('version: "1"', 'version: "2"')
    .replace('What is the village called?', 'What is the name of the village?');
  const outcome = await amendCall(
    { database },
    {
      slug,
      definition: { file: 'call.yaml', text },
      ...(decisions !== undefined && {
        decisions: [{ file: decisions, text: readFileSync(decisions, 'utf8') }],
      }),
      ground: 'a test',
      personId: null,
    },
  );
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
}

/** A draft on the first line of the invented call that answers every question to the applicant. */
export function completeDraft(
  leadId: string,
  workshopIds: readonly string[],
  title = 'Lampioni',
): Draft {
  return {
    title,
    content: {
      line: 'light',
      facts: {
        village: 'Ores',
        applicantKind: 'municipality',
        hasLampPlan: true,
        lampKinds: ['led'],
        materials: ['iron'],
        ownShare: '10%',
        startDate: '2027-05-01',
        upkeepYears: 5,
        lamps: [{ street: 'Via Roma', count: 10, price: '1000.00', lit: '2027-12-01' }],
      },
      partners: [
        { id: leadId, role: 'lead', facts: { signed: true }, costs: { poles: '20000.00' } },
        ...workshopIds.map((id) => ({ id, role: 'workshop', facts: { signed: true } })),
      ],
    },
  };
}

/** Somebody with these powers, as the guard would find them. */
export function principalWith(
  personId: string,
  powers: Readonly<Record<string, readonly Scope[]>>,
): Principal {
  return {
    personId,
    sessionFamily: randomUUID(),
    kind: 'api',
    how: 'token',
    level: 2,
    actingFor: null,
    roles: [],
    powers: Object.entries(powers).map(([organisationId, scopes]) => ({
      organisationId,
      kind: 'mandate',
      scopes,
      callId: null,
    })),
  };
}
