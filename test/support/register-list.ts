import { Client } from 'pg';
import { createApp } from '../../src/app.ts';
import { makeRegister, type Register } from '../../src/applications/register/register.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import type { Role } from '../../src/platform/tables.ts';
import { addPerson, addRole, openTestSession, type TestSession } from './people.ts';
import { makeRegisterWorld, type RegisterWorld } from './register-world.ts';
import { cloneDatabase } from './template-database.ts';
import { testConfig } from './test-config.ts';
import { testLog } from './test-server.ts';

/** What an entry of the register should be listed as, kept apart from the database. */
export interface ListedEntry {
  readonly number: number;
  readonly kind: 'submission' | 'withdrawal';
  readonly at: string;
  readonly applicationId: string;
  readonly title: string;
  readonly leadName: string;
  readonly leadFiscalCode: string;
  readonly snapshotHash: string;
  readonly ground: string | null;
  readonly hash: string;
}

export interface ListScene {
  readonly world: RegisterWorld;
  readonly database: Database;
  readonly admin: Client;
  readonly adminUrl: string;
  readonly app: App;
  /** In the order of their numbers. */
  readonly entries: readonly ListedEntry[];
  /** Enters so many more. */
  readonly enterMore: (count: number) => Promise<void>;
  readonly signIn: (role: Role | null, kind: 'api' | 'browser') => Promise<TestSession>;
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

export interface ListWanted {
  readonly entered: number;
  readonly spare?: number;
  /** Title and lead of the application that is entered as the number-th. */
  readonly wordsOf: (number: number) => Words;
}

interface Words {
  readonly title: string;
  readonly leadName: string;
}

const ground = 'Il partner "Sole", ha rinunciato';
const bodyId = '00000000-0000-4000-8000-000000000001';

/** A call whose register holds what was entered through the register itself; every fortieth is withdrawn at once. */
export async function makeListScene({
  entered,
  spare = 0,
  wordsOf,
}: ListWanted): Promise<ListScene> {
  const base = await cloneDatabase();
  const world = await makeRegisterWorld(base.adminUrl, {
    applications: entered + spare,
    resubmission: true,
  });
  const admin = new Client(base.adminUrl);
  await admin.connect();
  const words = world.applications.map((_, index) => wordsOf(index + 1));
  await writeTexts(admin, world, words);
  const database = openDatabase(base.url, { connectionsMax: 6 });
  const signer = makeSigner();
  const register = makeRegister({ pool: database.pool, signer });
  const log = testLog();
  const config = testConfig({ requestsPerMinute: 100_000 });
  const services = { config, database, clock: () => new Date(), signer };
  // A test that computes what it expects keeps the loop busy, for which nobody is to be turned away.
  const eventLoop = { delayMs: () => 0, stop: () => undefined };
  const app = createApp(services, { log, eventLoop });
  await app.ready();
  const { entries, enterMore } = enteringInto(register, world, words);
  for (let done = 0; done < entered; done += 200) await enterMore(Math.min(200, entered - done));
  return {
    world,
    database,
    admin,
    adminUrl: base.adminUrl,
    app,
    entries,
    enterMore,
    signIn: async (role, kind) => {
      const { id: personId } = await addPerson(database.db);
      if (role !== null) await addRole(database.db, { personId, bodyId, role });
      return openTestSession(database.db, personId, kind);
    },
    faults: () => log.lines.filter((line) => line.includes('a fault of the server')),
    close: async () => {
      await app.close();
      await register.drain();
      await admin.end();
      await database.close();
      await base.drop();
    },
  };
}

function enteringInto(
  register: Register,
  world: RegisterWorld,
  words: readonly Words[],
): Pick<ListScene, 'entries' | 'enterMore'> {
  const entries: ListedEntry[] = [];
  const enter = async (index: number, withdrawn?: ListedEntry): Promise<ListedEntry> => {
    const { id: applicationId, tokenHash: token, snapshotHash } = at(world.applications, index);
    const by = { token, applicationId };
    const outcome = await register.enter(
      world,
      withdrawn
        ? { ...by, kind: 'withdrawal', number: withdrawn.number, reason: ground }
        : { ...by, kind: 'submission', snapshotHash },
    );
    if (outcome.type !== 'entered') throw new Error(JSON.stringify(outcome));
    const { entry, hash } = outcome.receipt;
    const leadFiscalCode = String(world.callId * 1_000_000 + index + 1).padStart(11, '0');
    const { number, kind, at: instant, ground: reason } = entry;
    const line = { number, kind, at: instant, applicationId, ...at(words, index) };
    return { ...line, leadFiscalCode, snapshotHash: entry.snapshotHash, ground: reason, hash };
  };
  let next = 0;
  const enterMore = async (count: number): Promise<void> => {
    const indexes = Array.from({ length: count }, (_, index) => next + index);
    next += count;
    const submitted = await Promise.all(indexes.map((index) => enter(index)));
    const taken = submitted.filter((_, place) => at(indexes, place) % 40 === 7);
    const withdrawn = await Promise.all(
      taken.map((entry) => enter(at(indexes, submitted.indexOf(entry)), entry)),
    );
    entries.push(...[...submitted, ...withdrawn].toSorted((a, b) => a.number - b.number));
  };
  return { entries, enterMore };
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}

/** The frozen texts come in as they do in the program, so that what lists show of them is made by the database. */
async function writeTexts(
  admin: Client,
  { callId, applications }: RegisterWorld,
  words: readonly Words[],
): Promise<void> {
  await admin.query(
    `update organisation o set name = w.name from unnest($1::uuid[], $2::text[]) w (id, name) where o.id = w.id`,
    [applications.map(({ leadId }) => leadId), words.map(({ leadName }) => leadName)],
  );
  await admin.query(
    `update application a set title = w.title from unnest($1::uuid[], $2::text[]) w (id, title) where a.id = w.id`,
    [applications.map(({ id }) => id), words.map(({ title }) => title)],
  );
  await admin.query(
    `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
     select call_id, id, ready_hash, 'x', 1, created_by from application where call_id = $1`,
    [callId],
  );
  await admin.query('analyze');
}
