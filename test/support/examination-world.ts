import { Client } from 'pg';
import { createApp } from '../../src/app.ts';
import { makeRegister, type Register } from '../../src/applications/register/register.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import type { Services } from '../../src/platform/services.ts';
import type { Role } from '../../src/platform/tables.ts';
import { takeIn } from '../../src/examination/index.ts';
import { makeWorld, type CallOptions, type World } from './application-world.ts';
import { addPerson, addRole, openTestSession, type TestSession } from './people.ts';
import { addReadyApplications, type ReadyApplication } from './register-world.ts';
import { testConfig } from './test-config.ts';
import { testLog } from './test-server.ts';

/** A call with finished applications, its register, and a server over it; as many officers as a test needs. */
export interface ExaminationWorld extends Pick<World, 'database' | 'adminUrl'> {
  readonly world: World;
  readonly services: Services;
  readonly app: App;
  readonly callId: number;
  readonly slug: string;
  readonly bodyId: string;
  readonly register: Register;
  readonly admin: Client;
  readonly applications: readonly ReadyApplication[];
  readonly submit: (application: ReadyApplication) => Promise<number>;
  readonly withdraw: (application: ReadyApplication, number: number) => Promise<string>;
  /** Submits the first so many, one after the other, and takes them in. */
  readonly receive: (count: number) => Promise<readonly ReadyApplication[]>;
  readonly addOfficer: (familyName?: string, role?: Role) => Promise<string>;
  readonly sessionOf: (personId: string, kind?: 'api' | 'browser') => Promise<TestSession>;
  /** Another connection to the same database, as another server has. */
  readonly other: () => Database;
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface ExaminationWanted extends Partial<CallOptions> {
  readonly applications: number;
  /** Title and lead of the n-th application, from 1. */
  readonly wordsOf?: (n: number) => { readonly title: string; readonly leadName: string };
}

export async function makeExaminationWorld({
  applications: count,
  wordsOf = (n) => ({ title: `Lampioni ${n}`, leadName: `Comune inventato ${n}` }),
  ...call
}: ExaminationWanted): Promise<ExaminationWorld> {
  const world = await makeWorld();
  const { callId, slug } = await world.publish({ resubmission: true, ...call });
  const admin = new Client(world.adminUrl);
  await admin.connect();
  const applications = await addReadyApplications(admin, callId, count);
  await writeTexts(admin, { callId, slug, applications, wordsOf });
  const { rows } = await admin.query<{ id: string }>(
    'select body_id as id from call where id = $1',
    [callId],
  );
  const bodyId = rows[0]?.id ?? '';
  const { database } = world;
  const signer = makeSigner();
  const register = makeRegister({ pool: database.pool, signer });
  const log = testLog();
  const services: Services = {
    config: testConfig({ requestsPerMinute: 100_000, publicUrl: 'http://localhost' }),
    database,
    clock: () => new Date(),
    signer,
  };
  const app = createApp(services, { log, eventLoop: { delayMs: () => 0, stop: () => undefined } });
  await app.ready();
  const opened: Database[] = [];
  const acts = actsOn(register, { callId, call: slug });
  return {
    ...acts,
    world,
    database,
    adminUrl: world.adminUrl,
    services,
    app,
    callId,
    slug,
    bodyId,
    register,
    admin,
    applications,
    receive: async (some) => {
      const received = applications.slice(0, some);
      for (const application of received) await acts.submit(application);
      await takeIn(services);
      return received;
    },
    addOfficer: async (familyName, role = 'officer') => {
      const { id } = await addPerson(database.db, familyName === undefined ? {} : { familyName });
      await addRole(database.db, { personId: id, bodyId, role });
      return id;
    },
    sessionOf: (personId, kind = 'api') => openTestSession(database.db, personId, kind),
    other: () => {
      const another = openDatabase(world.url, { connectionsMax: 4 });
      opened.push(another);
      return another;
    },
    faults: () => log.lines.filter((line) => line.includes('a fault of the server')),
    close: async () => {
      await app.close();
      await register.drain();
      for (const each of opened) await each.close();
      await admin.end();
      await world.close();
    },
  };
}

function actsOn(
  register: Register,
  call: { readonly callId: number; readonly call: string },
): Pick<ExaminationWorld, 'submit' | 'withdraw'> {
  return {
    submit: async ({ tokenHash, id, snapshotHash }) => {
      const outcome = await register.enter(call, {
        kind: 'submission',
        token: tokenHash,
        applicationId: id,
        snapshotHash,
      });
      if (outcome.type !== 'entered') throw new Error(JSON.stringify(outcome));
      return outcome.receipt.entry.number;
    },
    withdraw: async ({ tokenHash, id }, number) => {
      const outcome = await register.enter(call, {
        kind: 'withdrawal',
        token: tokenHash,
        applicationId: id,
        number,
        reason: 'Rinuncia',
      });
      return outcome.type === 'refused' ? outcome.code : outcome.type;
    },
  };
}

/** The frozen texts come in as they do in the program, so that their headings are made by the database. */
async function writeTexts(
  admin: Client,
  {
    callId,
    slug,
    applications,
    wordsOf,
  }: {
    readonly callId: number;
    readonly slug: string;
    readonly applications: readonly ReadyApplication[];
    readonly wordsOf: NonNullable<ExaminationWanted['wordsOf']>;
  },
): Promise<void> {
  const words = applications.map((_, index) => wordsOf(index + 1));
  await admin.query(
    `update organisation o set name = w.name from unnest($1::uuid[], $2::text[]) w (id, name) where o.id = w.id`,
    [applications.map(({ leadId }) => leadId), words.map(({ leadName }) => leadName)],
  );
  await admin.query(
    `update application a set title = w.title from unnest($1::uuid[], $2::text[]) w (id, title) where a.id = w.id`,
    [applications.map(({ id }) => id), words.map(({ title }) => title)],
  );
  // As the program left them before they were frozen.
  await admin.query('set session_replication_role = replica');
  await admin.query('update application set content = $2 where call_id = $1', [callId, content]);
  await admin.query('set session_replication_role = origin');
  const texts = applications.map(({ id, leadId }, index) =>
    textOf(slug, { id, leadId, ...words[index] }),
  );
  await admin.query(
    `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
     select $1, a.id, a.ready_hash, convert_to(t.content, 'UTF8'), 1, a.created_by
       from unnest($2::uuid[], $3::text[]) t (id, content) join application a on a.id = t.id`,
    [callId, applications.map(({ id }) => id), texts],
  );
  await admin.query('analyze');
}

const content = { line: 'light', facts: { village: 'Ores', applicantKind: 'municipality' } };

function textOf(
  slug: string,
  {
    id,
    leadId,
    title = '',
    leadName = '',
  }: {
    readonly id: string;
    readonly leadId: string;
    readonly title?: string;
    readonly leadName?: string;
  },
): string {
  const lead = { id: leadId, name: leadName, fiscalCode: '00000000000' };
  return JSON.stringify({
    bandolo: 'application/1',
    call: { slug, mode: 'rehearsal', version: 1, definitionHash: '' },
    application: id,
    revision: 1,
    title,
    lead,
    partners: [{ ...lead, role: 'lead' }],
    content,
  });
}
