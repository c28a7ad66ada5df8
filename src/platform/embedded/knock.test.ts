import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCluster, type TestCluster } from '../../../test/support/database-cluster.ts';
import { findCredentials, type Credentials } from './credentials.ts';
import { findFreePort } from './free-port.ts';
import { knock } from './knock.ts';
import { identify } from './postmaster-file.ts';

let cluster: TestCluster;
let credentials: Credentials;

beforeAll(async () => {
  cluster = await startCluster({ settings: { fsync: 'off', shared_buffers: '16MB' } });
  credentials = (await findCredentials(cluster.directory)) as Credentials;
});
afterAll(() => cluster.destroy());

test('whoever listens is asked for the passwords and for the folder', async () => {
  const { port, directory } = cluster;
  const folder = join(directory, 'postgres');
  const before = readdirSync(folder).toSorted();
  expect(await knock({ port, credentials })).toBe('ours');
  expect(await knock({ port, credentials, folder })).toBe('ours');
  expect(await knock({ port, credentials, folder: directory })).toBe('elsewhere');
  expect(await knock({ port, credentials: { ...credentials, admin: 'guess' } })).toBe('refused');
  expect(await knock({ port: await findFreePort(), credentials })).toBe('silent');
  expect(readdirSync(folder).toSorted()).toEqual(before);
});

test('a number is believed only if it is that of a PostgreSQL', async () => {
  expect(await identify(process.pid, cluster.directory)).toBe('other');
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  expect(await identify(child.pid ?? 0, cluster.directory)).toBe('gone');
});

test.skipIf(process.platform === 'win32')('a process that nobody has buried is gone', async () => {
  // The child ends only once its parent has become a program that never asks after it.
  const script = '(read -r line) <&3 & echo $!; exec sleep 600';
  const parent = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] });
  const [said] = (await once(parent.stdio[1] as Readable, 'data')) as [Buffer];
  const pid = Number(said.toString());
  while (!nameOf(parent.pid).endsWith('sleep'));
  expect(await identify(pid, cluster.directory)).toBe('other');
  (parent.stdio[3] as Writable).end('now\n');
  while ((await identify(pid, cluster.directory)) === 'other');
  expect(await identify(pid, cluster.directory)).toBe('gone');
  expect(() => process.kill(pid, 0)).not.toThrow();
  parent.kill('SIGKILL');
});

function nameOf(pid = 0): string {
  return execFileSync('ps', ['-o', 'comm=', '-p', String(pid)], { encoding: 'utf8' }).trim();
}
