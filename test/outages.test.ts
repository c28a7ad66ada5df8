import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { urlOf } from '../src/platform/embedded/credentials.ts';
import { expectWholeRegister } from './storm/check-register.ts';
import { send, storm, submit } from './storm/clients.ts';
import { serverProcess } from './storm/server.ts';
import { makeRegisterWorld, type ReadyApplication } from './support/register-world.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { cloneDatabase } from './support/template-database.ts';

const timeout = 180_000;

test(
  'with every connection taken, acts are refused with 503 and go on when one is free',
  { timeout },
  async () => {
    const database = await cloneDatabase();
    const world = await makeRegisterWorld(database.adminUrl, { applications: 20 });
    const server = serverProcess(
      {
        DATABASE_URL: database.url,
        BANDOLO_MIGRATION_URL: database.migratorUrl,
        BANDOLO_DATA: temporaryFolder(),
        BANDOLO_RATE_REQUESTS: '1000000',
      },
      await findFreePort(),
    );
    await server.start();
    const [first, second] = world.applications as [ReadyApplication, ReadyApplication];
    expect((await submit(server.port, world, first)).status).toBe(201);
    // Nobody but a superuser gets a connection now, and those that the server had are cut.
    const admin = new Client(database.adminUrl);
    await admin.connect();
    const name = new URL(database.url).pathname.slice(1);
    await admin.query(`alter database ${name} connection limit 0`);
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`,
      [name],
    );
    const refused = await submit(server.port, world, second);
    expect(refused.status).toBe(503);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(JSON.parse(refused.body)).toMatchObject({ status: 503, code: 'outcome-unknown' });
    // Monitoring looks every few seconds, and asks the database as often.
    await untilStatus(server.port, 503);
    await admin.query(`alter database ${name} connection limit -1`);
    await admin.end();
    expect((await submit(server.port, world, second)).status).toBe(201);
    await untilStatus(server.port, 200);
    await server.stop();
    await database.drop();
  },
);

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canMount)(
  'a full disk: refused with 503, nothing half-written, and it recovers by itself',
  { timeout },
  async () => {
    expect(canMount).toBe(true);
    const folder = mkdtempSync(join(tmpdir(), 'bandolo-full-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m', 'tmpfs', folder]);
    try {
      await fillAndRecover(folder);
    } finally {
      spawnSync('umount', ['-l', folder]);
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test.skipIf(canMount)('a full disk: SKIPPED, for only root can mount a small disk', () => {
  console.warn('The test with a full disk was skipped: it needs root on Linux.');
  expect(canMount).toBe(false);
});

async function fillAndRecover(folder: string): Promise<void> {
  chmodSync(folder, 0o711);
  const server = serverProcess(
    { BANDOLO_DATA: join(folder, 'data'), BANDOLO_RATE_REQUESTS: '1000000' },
    await findFreePort(),
  );
  await server.start();
  const adminUrl = findAdminUrl(join(folder, 'data', 'database'));
  const world = await makeRegisterWorld(adminUrl, { applications: 6_000 });
  const ballast = join(folder, 'ballast');
  fillDisk(folder, ballast);
  let isOver = false;
  const running = storm(world, { ports: [server.port], clients: 32, isOver: () => isOver });
  const saw503 = await sees503(
    server.port,
    world.applications.at(-1) as ReadyApplication,
    world.call,
  );
  rmSync(ballast);
  await untilStatus(server.port, 200);
  await sleep(500);
  isOver = true;
  const { acknowledged, faults } = await running;
  expect(saw503).toBe(true);
  expect(faults).toEqual([]);
  expect(acknowledged.length).toBeGreaterThan(0);
  await expectWholeRegister(adminUrl, world, acknowledged);
  expect(await server.stop()).toBe(0);
}

function findAdminUrl(directory: string): string {
  const { admin } = JSON.parse(readFileSync(join(directory, 'credentials.json'), 'utf8')) as {
    admin: string;
  };
  const port = Number(
    readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3],
  );
  return urlOf({ user: 'bandolo_admin', password: admin, port });
}

/** Leaves a few hundred kilobytes. */
function fillDisk(folder: string, ballast: string): void {
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - 300_000)));
}

async function sees503(
  port: number,
  application: ReadyApplication,
  call: string,
): Promise<boolean> {
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await send(port, {
      method: 'POST',
      path: `/api/v1/calls/${call}/applications/${application.id}/withdrawal`,
      token: application.token,
      body: { number: 1, reason: 'x' },
    }).catch(() => undefined);
    if (answer?.status === 503 && answer.headers['retry-after'] !== undefined) return true;
    await sleep(100);
  }
  return false;
}

async function untilStatus(port: number, status: 200 | 503): Promise<void> {
  for (;;) {
    const answer = await send(port, { method: 'GET', path: '/status' }).catch(() => undefined);
    if (answer?.status === status) return;
    await sleep(100);
  }
}
