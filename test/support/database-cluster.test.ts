import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { startCluster } from './database-cluster.ts';

async function ask(url: string, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

test('what is committed outlives the death of every process, at the same address', async () => {
  const cluster = await startCluster();
  expect(await ask(cluster.adminUrl, 'show fsync')).toEqual([{ fsync: 'on' }]);
  await ask(cluster.adminUrl, 'create table kept (number int)');
  for (const number of [1, 2]) {
    await ask(cluster.adminUrl, `insert into kept values (${number})`);
    await cluster.kill9();
    await expect(ask(cluster.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
    await cluster.start();
  }
  await cluster.stop();
  await cluster.start();
  expect(await ask(cluster.adminUrl, 'select number from kept order by 1')).toEqual([
    { number: 1 },
    { number: 2 },
  ]);
  expect(await ask(cluster.url, 'select current_user as me')).toEqual([{ me: 'bandolo_server' }]);
  await cluster.destroy();
  expect(existsSync(dirname(cluster.directory))).toBe(false);
});
