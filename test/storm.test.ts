import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { migrate } from '../src/platform/migrate.ts';
import { expectWholeRegister } from './storm/check-register.ts';
import { storm, submit, type Acknowledged } from './storm/clients.ts';
import { serverProcess, type ServerProcess } from './storm/server.ts';
import { startCluster, type TestCluster } from './support/database-cluster.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { makeRegisterWorld, type RegisterWorld } from './support/register-world.ts';

/** `npm run storm` kills twenty times; every run of the tests a few. */
const kills = Number(process.env['STORM_KILLS'] ?? 2);
const applications = 400 + kills * 400;
const timeout = 60_000 + kills * 30_000;

const folder = temporaryFolder();
let cluster: TestCluster;
beforeAll(async () => {
  cluster = await startCluster();
  await migrate(cluster.migratorUrl);
});
afterAll(() => cluster.destroy());

let worlds = 0;
function makeWorld(): Promise<RegisterWorld> {
  return makeRegisterWorld(cluster.adminUrl, { call: `storm-${++worlds}.rehearsal`, applications });
}

async function makeServer(): Promise<ServerProcess> {
  const env = {
    DATABASE_URL: cluster.url,
    BANDOLO_MIGRATION_URL: cluster.migratorUrl,
    BANDOLO_RATE_REQUESTS: '1000000',
    BANDOLO_DATA: folder,
  };
  return serverProcess(env, await findFreePort());
}

/** Submissions go on while `kill` is called again and again; then whoever was told nothing asks once more. */
async function stormWhile(
  world: RegisterWorld,
  servers: readonly ServerProcess[],
  kill: (round: number) => Promise<void>,
): Promise<readonly Acknowledged[]> {
  const ports = servers.map(({ port }) => port);
  let isOver = false;
  const running = storm(world, { ports, clients: 48, isOver: () => isOver });
  for (let round = 0; round < kills; round++) {
    await sleep(150 + Math.random() * 350);
    await kill(round);
  }
  isOver = true;
  const { acknowledged, faults } = await running;
  expect(faults).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(kills * 10);
  return acknowledged;
}

async function expectSameReceipts(
  world: RegisterWorld,
  server: ServerProcess,
  acknowledged: readonly Acknowledged[],
): Promise<void> {
  for (const { application, receipt } of acknowledged.filter((_, index) => index % 7 === 0)) {
    const answer = await submit(server.port, world, application);
    expect(answer.status).toBe(200);
    expect(answer.body).toBe(JSON.stringify(receipt));
  }
}

describe('nothing is lost, doubled or reordered', () => {
  test(`when the server is killed ${kills} times`, { timeout }, async () => {
    const world = await makeWorld();
    const server = await makeServer();
    await server.start();
    const acknowledged = await stormWhile(world, [server], async () => {
      await server.kill9();
      await server.start();
    });
    await expectWholeRegister(cluster.adminUrl, world, acknowledged);
    await expectSameReceipts(world, server, acknowledged);
    await server.stop();
  });

  test(`when PostgreSQL is killed ${kills} times`, { timeout }, async () => {
    const world = await makeWorld();
    const server = await makeServer();
    await server.start();
    const acknowledged = await stormWhile(world, [server], async () => {
      await cluster.kill9();
      await sleep(100);
      await cluster.start();
    });
    await expectWholeRegister(cluster.adminUrl, world, acknowledged);
    await expectSameReceipts(world, server, acknowledged);
    await server.stop();
  });

  test(
    `when two servers share the database and are killed in turn ${kills} times`,
    { timeout },
    async () => {
      const world = await makeWorld();
      const servers = [await makeServer(), await makeServer()] as const;
      // Both migrate and start at the same instant.
      await Promise.all(servers.map((server) => server.start()));
      const acknowledged = await stormWhile(world, servers, async (round) => {
        const server = servers[round % 2] as ServerProcess;
        await server.kill9();
        await server.start();
      });
      await expectWholeRegister(cluster.adminUrl, world, acknowledged);
      await expectSameReceipts(world, servers[1], acknowledged);
      await Promise.all(servers.map((server) => server.stop()));
    },
  );

  test(
    'when the server is told to stop: what was acknowledged is stored, what was not is refused',
    { timeout },
    async () => {
      const world = await makeWorld();
      const server = await makeServer();
      await server.start();
      let isOver = false;
      const running = storm(world, { ports: [server.port], clients: 48, isOver: () => isOver });
      await sleep(400);
      isOver = true;
      expect(await server.stop()).toBe(0);
      await server.start();
      const { acknowledged, faults } = await running;
      expect(faults).toEqual([]);
      const rows = await expectWholeRegister(cluster.adminUrl, world, acknowledged);
      // A stop in order leaves nobody in doubt: everything that is stored was acknowledged.
      expect(rows).toHaveLength(acknowledged.length);
      await server.stop();
    },
  );
});
