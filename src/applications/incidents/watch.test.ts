import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../test/support/database-cluster.ts';
import { makeRegisterWorld, type RegisterWorld } from '../../../test/support/register-world.ts';
import { testConfig } from '../../../test/support/test-config.ts';
import { registerGuard } from '../../accounts/index.ts';
import { openDatabase, type Database, type Db } from '../../platform/database.ts';
import type { App } from '../../platform/http/app-type.ts';
import { createServer, type ServerOptions } from '../../platform/http/create-server.ts';
import { migrate } from '../../platform/migrate.ts';
import { makeSigner } from '../../platform/signer.ts';
import { makeEvidence } from './evidence.ts';
import { readDatabaseClock } from './evidence-store.ts';
import { noteFailedActs } from './failed-acts.ts';
import type { Clocks } from './moment.ts';
import { ownAddress } from './probe.ts';
import { loadSightings } from './queries.ts';
import { makeWatch, type Watch, type WatchOptions } from './watch.ts';

/** Tests that kill the database have one of their own, as durable as in production. */
let cluster: TestCluster;
let database: Database;
let world: RegisterWorld;
const everyMs = 400;

beforeAll(async () => {
  cluster = await startCluster();
  await migrate(cluster.migratorUrl);
  database = openDatabase(cluster.url, { connectionsMax: 6 });
  world = await makeRegisterWorld(cluster.adminUrl, { applications: 40 });
}, 120_000);
afterAll(async () => {
  await database.close();
  await cluster.destroy();
});

interface Served {
  readonly app: App;
  readonly watch: Watch;
  readonly server: string;
  readonly port: number;
  /** Runs while the server closes, after it has begun to turn people away. */
  readonly onClosing: (run: () => Promise<void>) => void;
  readonly stop: () => Promise<void>;
}

let names = 0;

/** A server that tries itself, with one decisive act that needs the database. */
async function serve(
  more: Partial<WatchOptions> = {},
  options: ServerOptions = {},
): Promise<Served> {
  const server = `server-${++names}`;
  const services = {
    config: testConfig({ requestsPerMinute: 1_000_000 }),
    database,
    clock: () => new Date(),
    signer: makeSigner(),
  };
  const app = createServer(services, options);
  const watch = makeWatch({ database, server, everyMs, ...more });
  registerGuard(app, services, {});
  noteFailedActs(app, watch);
  app.register(async (inner) => {
    inner.post(
      '/api/v1/calls/:call/applications/:application/submission',
      { config: { access: { who: 'anyone' }, isDecisive: true } },
      async () => {
        await database.pool.query('select 1');
        return {};
      },
    );
    inner.get(
      '/api/v1/quiet/:call/:application',
      { config: { access: { who: 'anyone' } } },
      async () => {
        await database.pool.query('select 1');
        return {};
      },
    );
  });
  let closing: () => Promise<void> = async () => undefined;
  app.addHook('preClose', () => closing());
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address() as AddressInfo;
  watch.start(ownAddress(address));
  const stop = async (): Promise<void> => {
    await watch.stop();
    await app.close();
  };
  const onClosing = (run: () => Promise<void>): void => {
    closing = run;
  };
  return { app, watch, server, port: address.port, onClosing, stop };
}

const submit = (port: number, application: string, path = `calls/${world.call}/applications`) =>
  fetch(`http://127.0.0.1:${port}/api/v1/${path}/${application}/submission`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.applications[0]?.token}` },
  });

async function until(isTrue: () => Promise<boolean> | boolean, ms = 20_000): Promise<void> {
  const lastMs = performance.now() + ms;
  while (!(await isTrue())) {
    if (performance.now() > lastMs) throw new Error('it did not become true');
    await sleep(25);
  }
}

function probesOf(db: Db, server: string) {
  return db
    .selectFrom('probe')
    .selectAll()
    .where('server', '=', server)
    .orderBy('ordinal')
    .execute();
}

async function evidenceOf(from: number, to: number) {
  const span = { from, to };
  return makeEvidence(
    await loadSightings(database.db, { callId: world.callId, call: world.call, span }),
  );
}

describe('a server that is well', () => {
  test(
    'leaves a good probe every so often, and a word when it is stopped',
    { timeout: 60_000 },
    async () => {
      const served = await serve();
      const { server } = served;
      await until(async () => (await probesOf(database.db, server)).length >= 4);
      await served.stop();
      const probes = await probesOf(database.db, server);
      expect(probes.map(({ ordinal }) => ordinal)).toEqual(probes.map((_, index) => index + 1));
      expect(new Set(probes.map(({ run }) => run)).size).toBe(1);
      expect(probes.at(-1)).toMatchObject({ problem: 'stopped', took_ms: null });
      const good = probes.slice(0, -1);
      expect(good.filter(({ problem }) => problem !== null)).toEqual([]);
      for (const { took_ms: tookMs, every_ms: each } of good) {
        expect(tookMs).toBeGreaterThanOrEqual(0);
        expect(each).toBe(everyMs);
      }
      for (const { at, server_at: serverAt } of probes)
        expect(Math.abs(at.getTime() - serverAt.getTime())).toBeLessThan(1_000);
    },
  );

  test('sees that it stood still itself', { timeout: 60_000 }, async () => {
    const served = await serve({ stallMs: 300 });
    const { server } = served;
    await until(async () => (await probesOf(database.db, server)).length >= 2);
    const started = performance.now();
    while (performance.now() - started < 900);
    await until(async () =>
      (await probesOf(database.db, server)).some(({ problem }) => problem === 'stall'),
    );
    const stall = (await probesOf(database.db, server)).find(({ problem }) => problem === 'stall');
    expect(stall?.took_ms).toBeGreaterThanOrEqual(600);
    await served.stop();
  });

  test('is no witness of another that answers at its address', { timeout: 60_000 }, async () => {
    const watch = makeWatch({ database, server: 'nobody', everyMs: 100 });
    watch.start({ host: '127.0.0.1', port: 1 });
    await until(async () => (await probesOf(database.db, 'nobody')).length >= 2);
    await watch.stop();
    const [first] = await probesOf(database.db, 'nobody');
    expect(first?.problem).toBe('no-answer');
  });
});

describe('the database is killed', () => {
  test(
    'the evidence names the outage to within one probe, and every act that failed once',
    { timeout: 180_000 },
    async () => {
      const [one, two] = [await serve(), await serve()];
      await until(async () => (await probesOf(database.db, two.server)).length >= 3);
      const lastGood = await readDatabaseClock(database.db);
      const killedAt = Date.now();
      await cluster.kill9();
      const applications = world.applications.slice(0, 12);
      for (const [index, { id }] of applications.entries()) {
        const { port } = index % 2 === 0 ? one : two;
        expect((await submit(port, id)).status).toBe(503);
        expect((await submit(port, id)).status).toBe(503);
      }
      // Neither an address that names nothing nor what is no decisive act is evidence of anything.
      expect((await submit(one.port, randomUUID())).status).toBe(503);
      expect((await submit(one.port, 'x')).status).toBe(503);
      expect((await fetch(`http://127.0.0.1:${one.port}/api/v1/quiet/a/b`)).status).toBe(503);
      await sleep(2_500);
      expect(one.watch.standing()).toMatchObject({ attemptsWaiting: 13, attemptsDropped: 0 });
      expect(one.watch.standing().probesWaiting).toBeGreaterThan(2);
      await cluster.start();
      const backAt = await readDatabaseClock(database.db);
      await until(
        () => one.watch.standing().attemptsWaiting + two.watch.standing().attemptsWaiting === 0,
      );
      await sleep(3 * everyMs);
      await Promise.all([one.stop(), two.stop()]);

      const evidence = await evidenceOf(
        lastGood - 500,
        (await readDatabaseClock(database.db)) - everyMs * 2,
      );
      const outage = evidence.outages.find(({ byServer }) =>
        byServer.some(({ problems }) => problems.some(({ code }) => code === 'database')),
      );
      if (!outage) throw new Error(JSON.stringify(evidence.outages));
      const [from, to] = [Date.parse(outage.from), Date.parse(outage.to)];
      // A probe and the second for which the server remembers how it was.
      const slack = everyMs + 1_200;
      expect(from).toBeLessThanOrEqual(killedAt + 1_200);
      expect(from).toBeGreaterThanOrEqual(killedAt - slack);
      expect(to).toBeLessThanOrEqual(backAt + slack + 500);
      expect(outage.byServer.map(({ server }) => server)).toEqual(
        expect.arrayContaining([one.server, two.server]),
      );
      expect(evidence.attempts).toMatchObject({
        count: 24,
        applications: 12,
        reasons: [{ reason: 'database', count: 24 }],
        dropped: [],
      });
      const rows = await database.db
        .selectFrom('failed_attempt')
        .select(['at', 'server_at', 'ordinal', 'person_id', 'application_id'])
        .where('server', '=', one.server)
        .orderBy('ordinal')
        .execute();
      expect(rows).toHaveLength(12);
      const instants = rows.map(({ at }) => at.getTime());
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      for (const { at } of rows) {
        expect(at.getTime()).toBeGreaterThanOrEqual(from);
        expect(at.getTime()).toBeLessThanOrEqual(to);
      }
      // Who it was is read from the session that was shown.
      expect(new Set(rows.map((row) => row.person_id))).toEqual(
        new Set([world.applications[0]?.personId]),
      );
    },
  );

  test(
    'a server that is stopped meanwhile leaves what it saw to the next',
    { timeout: 180_000 },
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'incidents-test-'));
      const first = await serve({ folder });
      await until(async () => (await probesOf(database.db, first.server)).length >= 2);
      await cluster.kill9();
      const { id = '' } = world.applications[20] ?? {};
      expect((await submit(first.port, id)).status).toBe(503);
      await first.stop();
      expect(readdirSync(folder)).toHaveLength(1);
      await cluster.start();
      const second = await serve({ folder });
      await until(() => readdirSync(folder).length === 0);
      await second.stop();
      expect(existsSync(folder)).toBe(true);
      const rows = await database.db
        .selectFrom('failed_attempt')
        .select('server')
        .where('application_id', '=', id)
        .execute();
      expect(rows).toEqual([{ server: first.server }]);
      expect((await probesOf(database.db, first.server)).at(-1)?.problem).toBe('stopped');
    },
  );
});

describe('an act that is turned away before anything is read', () => {
  const post = (app: App, id: string) =>
    app.inject({
      method: 'POST',
      url: `/api/v1/calls/${world.call}/applications/${id}/submission`,
    });
  const reasonsOf = async (server: string) =>
    (
      await database.db
        .selectFrom('failed_attempt')
        .select('reason')
        .where('server', '=', server)
        .execute()
    ).map(({ reason }) => reason);

  test('is noted of a server that is late with everything', async () => {
    const served = await serve({}, { eventLoop: { delayMs: () => 10_000, stop: () => undefined } });
    const { id = '' } = world.applications[21] ?? {};
    expect((await post(served.app, id)).statusCode).toBe(503);
    await served.stop();
    expect(await reasonsOf(served.server)).toEqual(['busy']);
  });

  test('is noted of a server that is being stopped', async () => {
    const served = await serve();
    const { id = '' } = world.applications[22] ?? {};
    expect((await post(served.app, id)).statusCode).toBe(200);
    const statuses: number[] = [];
    served.onClosing(async () => {
      statuses.push((await submit(served.port, id)).status);
    });
    await served.app.close();
    expect(statuses).toEqual([503]);
    await served.watch.stop();
    expect(await reasonsOf(served.server)).toEqual(['stopping']);
  });
});

describe('the clock of the server', () => {
  test(
    'may be put forward and back: nothing lasts less than nothing, and the order stays',
    { timeout: 120_000 },
    async () => {
      let offsetMs = 0;
      const clocks: Clocks = {
        wall: () => new Date(Date.now() + offsetMs),
        steadyMs: () => performance.now(),
      };
      const served = await serve({ clocks, everyMs: 200 });
      const { server, watch } = served;
      const from = await readDatabaseClock(database.db);
      for (const next of [3_600_000, -3_600_000, 0]) {
        const { length } = await probesOf(database.db, server);
        offsetMs = next;
        watch.noteFailedAttempt({
          call: world.call,
          applicationId: world.applications[30]?.id ?? '',
          reason: 'database',
        });
        await until(async () => (await probesOf(database.db, server)).length >= length + 3);
      }
      await served.stop();
      const to = await readDatabaseClock(database.db);
      const probes = await probesOf(database.db, server);
      const instants = probes.map(({ at }) => at.getTime());
      expect(instants).toEqual(instants.toSorted((a, b) => a - b));
      for (const { at, took_ms: tookMs } of probes) {
        expect(tookMs ?? 0).toBeGreaterThanOrEqual(0);
        expect(at.getTime()).toBeGreaterThanOrEqual(from - 2_000);
        expect(at.getTime()).toBeLessThanOrEqual(to);
      }
      const span = { from, to: to - 1_000 };
      const evidence = await evidenceOf(span.from, span.to);
      const seen = evidence.byServer.find((each) => each.server === server);
      expect(seen?.clockOffsetMs.most).toBeGreaterThan(3_500_000);
      expect(seen?.clockOffsetMs.least).toBeLessThan(-3_500_000);
      for (const outage of evidence.outages)
        expect(Date.parse(outage.to)).toBeGreaterThan(Date.parse(outage.from));
      const attempts = await database.db
        .selectFrom('failed_attempt')
        .select(['at', 'server_at'])
        .where('server', '=', server)
        .execute();
      expect(attempts).toHaveLength(3);
      for (const { at } of attempts) {
        expect(at.getTime()).toBeGreaterThanOrEqual(from - 2_000);
        expect(at.getTime()).toBeLessThanOrEqual(to);
      }
    },
  );
});

test('probes are forgotten after ninety days', { timeout: 60_000 }, async () => {
  const run = randomUUID();
  const day = 86_400_000;
  const now = await readDatabaseClock(database.db);
  for (const [index, age] of [91, 89].entries())
    await database.db
      .insertInto('probe')
      .values({
        run,
        ordinal: index + 1,
        server: 'old',
        at: new Date(now - age * day),
        server_at: new Date(now - age * day),
        took_ms: 1,
        every_ms: 5_000,
        problem: null,
      })
      .execute();
  const served = await serve();
  await until(async () => (await probesOf(database.db, 'old')).length === 1);
  await served.stop();
  expect((await probesOf(database.db, 'old')).map(({ ordinal }) => ordinal)).toEqual([2]);
});
