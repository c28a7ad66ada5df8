import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe, expect, test } from 'vitest';
import { databaseFolder, guard } from '../../../test/support/database-cluster.ts';
import { findBinaries } from './binaries.ts';
import { decideRunAs } from './run-as.ts';
import { type Embedded, startEmbedded } from './start-embedded.ts';

const clean: (() => void)[] = [];
afterAll(() => clean.forEach((each) => each()));

const isRoot = process.getuid?.() === 0;
const hasSetpriv = isRoot && isThere('setpriv');
if (!isRoot) console.warn('Not root: who runs PostgreSQL in the name of root is not tested.');
else if (!hasSetpriv) console.warn('No setpriv: folders that only root may enter are not tested.');

function isThere(program: string): boolean {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

function newFolder(): string {
  const folder = databaseFolder();
  clean.push(guard(folder));
  return folder;
}

async function start(directory: string): Promise<Embedded> {
  const settings = { shared_buffers: '16MB', fsync: 'off' };
  return startEmbedded({ directory, settings, log: () => undefined });
}

async function expectAnswer({ serverUrl }: Embedded): Promise<void> {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  const { rows } = await client.query('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
  await client.end();
}

function statusOf(directory: string): string {
  const file = readFileSync(join(directory, 'postgres', 'postmaster.pid'), 'utf8');
  return readFileSync(`/proc/${file.split('\n')[0]}/status`, 'utf8');
}

test.skipIf(isRoot)('whoever is not root runs PostgreSQL himself', async () => {
  const binaries = await findBinaries();
  expect(await decideRunAs({ directory: '/', data: '/', binaries })).toEqual({ prefix: [] });
});

describe.skipIf(!isRoot)('for root', () => {
  test('PostgreSQL runs as somebody else, who owns the data and has no rights of root', async () => {
    const directory = join(newFolder(), 'data');
    const embedded = await start(directory);
    const owner = statSync(join(directory, 'postgres')).uid;
    expect(owner).not.toBe(0);
    expect(statusOf(directory)).toMatch(new RegExp(`^Uid:\\t${owner}\\t${owner}\\t${owner}`, 'm'));
    expect(statusOf(directory)).toMatch(/^CapEff:\t0+$/m);
    await embedded.stop();
  });

  test('data that root has restored is given back to its user', async () => {
    const directory = join(newFolder(), 'data');
    await (await start(directory)).stop();
    const restored = join(newFolder(), 'data');
    cpSync(directory, restored, { recursive: true });
    expect(statSync(join(restored, 'postgres', 'PG_VERSION')).uid).toBe(0);
    const embedded = await start(restored);
    await expectAnswer(embedded);
    expect(statusOf(restored)).toMatch(/^CapEff:\t0+$/m);
    await embedded.stop();
  });

  test('data that another user has made stays his', async () => {
    const directory = join(newFolder(), 'data');
    await (await start(directory)).stop();
    execFileSync('chown', ['-R', '54321:54321', directory]);
    const embedded = await start(directory);
    await expectAnswer(embedded);
    expect(statusOf(directory)).toMatch(/^Uid:\t54321\t/m);
    await embedded.stop();
  });

  test.skipIf(!hasSetpriv)(
    'a folder that only root may enter is entered all the same',
    async () => {
      const closed = newFolder();
      chmodSync(closed, 0o700);
      const directory = join(closed, 'data');
      const first = await start(directory);
      await expectAnswer(first);
      expect(statusOf(directory)).not.toMatch(/^Uid:\t0/m);
      expect(statusOf(directory)).toMatch(/^CapEff:\t0*2$/m);
      await first.stop();
      await (await start(directory)).stop();
    },
  );

  test('a program that nobody else can run is told with what to do', async () => {
    const closed = newFolder();
    const program = join(closed, 'postgres');
    writeFileSync(program, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    mkdirSync(join(closed, 'data'));
    const binaries = { initdb: program, postgres: program, pgCtl: program };
    await expect(
      decideRunAs({ directory: join(closed, 'data'), data: join(closed, 'none'), binaries }),
    ).rejects.toThrow(/refuses to run as root.*as an ordinary user.*BANDOLO_DATA.*DATABASE_URL/);
  });
});
