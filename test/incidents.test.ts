import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { migrate } from '../src/platform/migrate.ts';
import { submit } from './storm/clients.ts';
import { serverProcess } from './storm/server.ts';
import { startCluster } from './support/database-cluster.ts';
import { makeRegisterWorld, type ReadyApplication } from './support/register-world.ts';
import { temporaryFolder } from './support/sample-round.ts';

test(
  'what two real servers see of a killed database, and of one of them killed, is there afterwards',
  { timeout: 180_000 },
  async () => {
    const cluster = await startCluster();
    await migrate(cluster.migratorUrl);
    const world = await makeRegisterWorld(cluster.adminUrl, { applications: 20 });
    const env = {
      DATABASE_URL: cluster.url,
      BANDOLO_MIGRATION_URL: cluster.migratorUrl,
      BANDOLO_DATA: temporaryFolder(),
      BANDOLO_RATE_REQUESTS: '1000000',
    };
    const one = serverProcess(env, await findFreePort());
    const two = serverProcess({ ...env, BANDOLO_DATA: temporaryFolder() }, await findFreePort());
    await Promise.all([one.start(), two.start()]);
    await sleep(6_000);
    await cluster.kill9();
    // Whoever submits for the first time names the call, which the server has not met before.
    for (const [index, ready] of (world.applications as ReadyApplication[]).slice(0, 10).entries())
      expect((await submit((index % 2 === 0 ? one : two).port, world, ready)).status).toBe(503);
    await two.kill9();
    await sleep(1_000);
    await cluster.start();
    await sleep(7_000);
    expect(await one.stop()).toBe(0);
    const client = new Client(cluster.adminUrl);
    await client.connect();
    const attempts = await client.query(
      'select application_id, reason, person_id from failed_attempt order by ordinal',
    );
    expect(attempts.rows).toEqual(
      world.applications
        .slice(0, 10)
        .filter((_, index) => index % 2 === 0)
        .map(({ id, personId }) => ({
          application_id: id,
          reason: 'database',
          person_id: personId,
        })),
    );
    const probes = await client.query(
      'select server, problem, count(*)::int as n from probe group by 1, 2 order by 1, 2',
    );
    console.log(probes.rows);
    await client.end();
    await cluster.destroy();
  },
);
