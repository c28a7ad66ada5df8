import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addPerson } from '../../test/support/people.ts';
import { cloneDatabase, type TestDatabase } from '../../test/support/template-database.ts';
import { testConfig } from '../../test/support/test-config.ts';
import { readTrialState, type TrialState } from '../../test/support/trial-state.ts';
import { openDatabase, type Database } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import { makeSigner } from '../platform/signer.ts';
import { loadTrialData, type LoadingOptions, type PersonToBe } from './load-trial-data.ts';

const opened: { readonly database: Database; readonly clone: TestDatabase }[] = [];
const signer = makeSigner();
let first: Services;
let toldFirst: readonly PersonToBe[];
let whole: TrialState;

async function makeServer(hasTrialSignIn = true): Promise<Services> {
  const clone = await cloneDatabase();
  const services = serverOn(clone.url, hasTrialSignIn);
  opened.push({ database: services.database, clone });
  return services;
}

function serverOn(url: string, hasTrialSignIn: boolean): Services {
  const database = openDatabase(url, { connectionsMax: 7 });
  return { database, config: testConfig({ hasTrialSignIn }), clock: () => new Date(), signer };
}

async function load(services: Services, options: Partial<LoadingOptions> = {}) {
  return loadTrialData(services, { isEmpty: false, log: () => undefined, ...options });
}

const stateOf = ({ database }: Services) => readTrialState(database.db);

beforeAll(async () => {
  first = await makeServer();
  toldFirst = await load(first);
  whole = await stateOf(first);
}, 180_000);

afterAll(async () => {
  for (const { database, clone } of opened) {
    await database.close();
    await clone.drop();
  }
});

describe('what a trial begins with', () => {
  const rowsOf = (part: string) =>
    (whole[part] ?? []).map((row) => JSON.parse(row) as Readonly<Record<string, unknown>>);

  test('everybody and everything invented says so, and nobody is signed in', () => {
    for (const part of ['people', 'organisations'])
      expect(rowsOf(part).filter(({ fictional }) => fictional !== true)).toEqual([]);
    expect(rowsOf('organisations').length).toBeGreaterThan(25);
    expect(whole['openSessions']).toEqual([]);
  });

  test('every role is held by somebody, and of the mandates one is over and one was taken back', () => {
    expect(new Set(rowsOf('roles').map(({ role }) => role))).toEqual(
      new Set([
        'author',
        'officer',
        'evaluator',
        'panel-secretary',
        'signatory',
        'controller',
        'programme-coordinator',
        'auditor',
        'administrator',
      ]),
    );
    const mandates = rowsOf('powers').filter(({ kind }) => kind === 'mandate');
    expect(mandates.filter(({ over }) => over === true)).toHaveLength(1);
    expect(mandates.filter(({ revoked }) => revoked === true)).toHaveLength(1);
    expect(mandates.filter(({ slug }) => slug !== null)).toHaveLength(1);
  });

  test('there are applications of every state', () => {
    const states = rowsOf('applications').map(({ frozen, ready, entries }) => {
      const kinds = ((entries ?? []) as readonly (readonly unknown[])[]).map(([kind]) => kind);
      if (kinds.length > 0) return kinds.join(', ');
      return ready === true ? 'ready' : frozen === true ? 'frozen' : 'draft';
    });
    expect(new Set(states)).toEqual(
      new Set([
        'draft',
        'frozen',
        'ready',
        'submission',
        'submission, withdrawal',
        'submission, withdrawal, submission',
      ]),
    );
    expect(rowsOf('incidents')).toEqual([
      expect.objectContaining({ touched: [expect.anything(), expect.anything()] }),
    ]);
  });

  test('the registers have numbers without gaps', () => {
    expect(rowsOf('registers').length).toBeGreaterThan(2);
    for (const { entries, last } of rowsOf('registers')) expect(entries).toBe(last);
  });
});

describe('a load', () => {
  test('is done once: a second start leaves everything as it is', async () => {
    const begun: string[] = [];
    expect(await load(first, { onBegin: () => begun.push('begun') })).toEqual(toldFirst);
    expect(await stateOf(first)).toEqual(whole);
    expect(begun).toEqual([]);
    expect(toldFirst).toHaveLength(36);
    expect(toldFirst.filter(({ isOffice }) => isOffice)).toHaveLength(16);
  });

  test('that is cut off after any step is taken up where it stopped', async () => {
    const services = await makeServer();
    const cuts = new Set<string>();
    for (let isWhole = false; !isWhole;) {
      const counts = new Map<string, number>();
      const onStep = (name: string): void => {
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        const step = `${name} ${count}`;
        if (cuts.has(step)) return;
        cuts.add(step);
        throw new Error(`cut off after ${step}`);
      };
      isWhole = await load(services, { onStep }).then(
        () => true,
        (error: Error) => {
          if (!error.message.startsWith('cut off')) throw error;
          return false;
        },
      );
    }
    expect(cuts.size).toBeGreaterThan(25);
    expect(await withoutLeftSessions(services)).toEqual(whole);
  });

  test('by two servers at once is done by one of them', async () => {
    const services = await makeServer();
    const other = serverOn(opened.at(-1)?.clone.url ?? '', true);
    const begun: string[] = [];
    const steps: string[] = [];
    const options = {
      onBegin: () => begun.push('begun'),
      onStep: (step: string) => steps.push(step),
    };
    const [one, two] = await Promise.all([load(services, options), load(other, options)]);
    await other.database.close();
    expect(begun).toHaveLength(2);
    expect(steps.filter((step) => step === 'trial')).toHaveLength(1);
    expect(one).toEqual(two);
    expect(await stateOf(services)).toEqual(whole);
  });

  test('waits for what a server that has died is still committing', async () => {
    const services = await makeServer();
    await load(services, { isEmpty: true });
    const dying = await services.database.pool.connect();
    await dying.query('begin');
    const steps: string[] = [];
    const loaded = load(services, { onStep: (step) => steps.push(step) });
    await sleep(2_000);
    expect(steps).toEqual([]);
    await dying.query('commit');
    dying.release();
    await loaded;
    expect(steps).toContain('trial');
  });

  test('that shall be empty brings the calls only, and the rest can come later', async () => {
    const services = await makeServer();
    expect(await load(services, { isEmpty: true })).toEqual([]);
    const empty = await stateOf(services);
    expect(empty['calls']?.length).toBeGreaterThan(7);
    for (const part of ['people', 'organisations', 'applications', 'roles', 'incidents'])
      expect(empty[part], part).toEqual([]);
    expect(await load(services)).toHaveLength(36);
    expect(await stateOf(services)).toEqual(whole);
  });

  test('brings nothing where there is somebody real, or where nobody can be somebody else', async () => {
    const real = await makeServer();
    await addPerson(real.database.db, { fictional: false });
    const before = await stateOf(real);
    expect(await load(real)).toEqual([]);
    expect(await load(real, { isEmpty: true })).toEqual([]);
    expect(await stateOf(real)).toEqual(before);
    const serving = await makeServer(false);
    expect(await load(serving)).toEqual([]);
    expect((await stateOf(serving))['acts']).toEqual([]);
    expect((await stateOf(serving))['calls']).toEqual([]);
  });
});

/** A load that dies leaves its sessions, which end by themselves soon. */
async function withoutLeftSessions(services: Services): Promise<TrialState> {
  const { rows } = await services.database.pool.query<{ left: Date | null }>(
    'select max(absolute_expires_at) as left from session where revoked_at is null',
  );
  const left = rows[0]?.left?.getTime() ?? 0;
  expect(left).toBeLessThan(Date.now() + 16 * 60_000);
  return { ...(await stateOf(services)), openSessions: [] };
}
