// npm run bench:opening: the decisive act through HTTP beside what PostgreSQL can do alone, in one run on one machine.
import { execFileSync, fork, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { serverFlags } from '../../scripts/server-flags.js';
import { makeRegisterWorld } from '../../test/support/register-world.ts';

const runs = Number(process.env.RUNS ?? 5);
const perRun = Number(process.env.ACTS ?? 30_000);
const people = Number(process.env.PEOPLE ?? 20_000);
const here = fileURLToPath(new URL('.', import.meta.url));
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bandolo-opening-'));

const hasPgbench = spawnSync('pgbench', ['--version']).status === 0;
if (!hasPgbench)
  console.log(
    'pgbench is not installed: there is nothing to compare with (Debian: postgresql-contrib).',
  );

const cluster = await startCluster({ settings: { max_connections: '300' } });
try {
  await migrate(cluster.migratorUrl);
  await query(`create table single_row (like register_entry including defaults including indexes)`);
  await query(`alter table single_row alter number add generated always as identity`);
  await query(`create table naive_counter (call_id int primary key, n int not null)`);
  await query(`insert into naive_counter values (1, 0)`);
  const results = await measureAll();
  console.log(
    JSON.stringify(
      { cpus: cpus()[0]?.model, cores: cpus().length, node: process.version, ...results },
      null,
      1,
    ),
  );
} finally {
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function measureAll() {
  const best = hasPgbench ? await bestClients() : {};
  const rounds = [];
  // Before an opening a server has been answering for days.
  const servers = [await startServer(), await startServer()];
  const rehearsal = await makeRegisterWorld(cluster.adminUrl, {
    call: 'warm-up.rehearsal',
    applications: perRun * 2,
  });
  for (const [index, each] of servers.entries())
    await acts(rehearsal, {
      list: rehearsal.applications.slice(index * perRun, (index + 1) * perRun),
      connections: 64,
      servers: [each],
    });
  for (let round = 1; round <= runs; round++) {
    const result = await measureRound(round, { best, servers });
    console.log(`run ${round}`, JSON.stringify(result));
    rounds.push(result);
  }
  const crowd = await makeRegisterWorld(cluster.adminUrl, {
    call: 'crowd.rehearsal',
    applications: people,
  });
  const waiting = await acts(crowd, { list: crowd.applications, connections: 1000, servers });
  for (const { stop } of servers) stop();
  console.log(`${people} waiting people on two processes`, JSON.stringify(waiting));
  return { summary: summarise(rounds), waiting };
}

async function measureRound(round, { best, servers }) {
  const [server] = servers;
  const world = await makeRegisterWorld(cluster.adminUrl, {
    call: `opening-${round}.rehearsal`,
    applications: perRun * 3,
  });
  await query('checkpoint');
  const result = { single: 0, naive: 0 };
  if (hasPgbench) {
    result.single = await pgbench(single, best.single);
    result.naive = await pgbench(naive, best.naive);
    result.naive64 = await pgbench(naive, 64);
  }
  const part = (index) => world.applications.slice(index * perRun, (index + 1) * perRun);
  result.http64 = await acts(world, { list: part(0), connections: 64, servers: [server] });
  result.http256 = await acts(world, {
    list: part(1),
    connections: 256,
    servers: [server],
  });
  result.two256 = await acts(world, { list: part(2), connections: 256, servers });
  if (hasPgbench) {
    // Again after: the machine may have become slower or faster meanwhile.
    result.single = (result.single + (await pgbench(single, best.single))) / 2;
    result.ratio64 = result.http64.perSecond / result.single;
    result.ratio256 = result.http256.perSecond / result.single;
    result.ratioTwo256 = result.two256.perSecond / result.single;
    result.ratioToNaive = result.http256.perSecond / result.naive;
    result.ratioToNaive64 = result.http64.perSecond / result.naive64;
  }
  return result;
}

function summarise(rounds) {
  const pick = (path) =>
    rounds
      .map((round) => path.reduce((value, key) => value?.[key], round))
      .filter((value) => value !== undefined);
  const spread = (path) => {
    const values = pick(path).sort((a, b) => a - b);
    return { median: values[Math.floor(values.length / 2)], min: values[0], max: values.at(-1) };
  };
  return {
    singleRowPerSecond: spread(['single']),
    naiveCounterPerSecond: spread(['naive']),
    perSecond64: spread(['http64', 'perSecond']),
    p99Ms64: spread(['http64', 'p99Ms']),
    perSecond256: spread(['http256', 'perSecond']),
    p99Ms256: spread(['http256', 'p99Ms']),
    ratio64: spread(['ratio64']),
    ratio256: spread(['ratio256']),
    perSecondTwo256: spread(['two256', 'perSecond']),
    p99MsTwo256: spread(['two256', 'p99Ms']),
    ratioTwo256: spread(['ratioTwo256']),
    naive64PerSecond: spread(['naive64']),
    ratioToNaive: spread(['ratioToNaive']),
    ratioToNaive64: spread(['ratioToNaive64']),
    errors: rounds.reduce(
      (sum, { http64, http256, two256 }) => sum + http64.errors + http256.errors + two256.errors,
      0,
    ),
  };
}

/** Everybody looks at the receipts of their application first, as people who wait do; then all act. */
async function acts(world, { list, connections, servers }) {
  const ports = servers.map(({ port }) => port);
  const base = `/api/v1/calls/${world.call}/applications`;
  const look = list.map(({ id, token }) => ({
    method: 'GET',
    path: `${base}/${id}/receipts`,
    token,
  }));
  await load(ports, 32, look);
  await new Promise((resolve) => setTimeout(resolve, 1000));
  const before = await Promise.all(servers.map(({ cpu }) => cpu()));
  const done = await load(
    ports,
    connections,
    list.map(({ id, token, snapshotHash }) => ({
      method: 'POST',
      path: `${base}/${id}/submission`,
      token,
      body: { snapshotHash },
    })),
  );
  const after = await Promise.all(servers.map(({ cpu }) => cpu()));
  const serverCpuUs =
    after.reduce((sum, each, index) => sum + each - before[index], 0) / list.length;
  const entered = await query(
    'select count(*)::int as n from register_entry where call_id = $1 and application_id = any($2)',
    [world.callId, list.map(({ id }) => id)],
  );
  if (entered[0].n !== list.length || done.statuses['201'] !== list.length)
    throw new Error(
      `${entered[0].n} of ${list.length} are in the register: ${JSON.stringify(done.statuses)}`,
    );
  return { ...done, serverCpuUs };
}

async function startServer() {
  const child = fork(join(here, 'server.js'), [dist, cluster.url, join(folder, 'key.pem')], {
    execArgv: serverFlags,
  });
  const [{ port }] = await once(child);
  return {
    port,
    stop: () => child.kill('SIGTERM'),
    cpu: async () => {
      child.send('cpu');
      const [{ cpu }] = await once(child);
      return cpu.user + cpu.system;
    },
  };
}

function once(child) {
  return new Promise((resolve, reject) => {
    const onExit = (code) => reject(new Error(`the server ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve([message]);
    });
  });
}

function load(ports, connections, requests) {
  const file = join(folder, 'requests.ndjson');
  writeFileSync(file, requests.map((each) => JSON.stringify(each)).join('\n'));
  return new Promise((resolve, reject) => {
    const child = spawn(
      process.execPath,
      [join(here, 'load.js'), ports.join(','), String(connections), file],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let out = '';
    child.stdout.on('data', (part) => (out += part));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`load ended with ${code}`)),
    );
  });
}

function single() {
  return `insert into single_row (call_id, kind, commit_number, at, application_id, turn, person_id, organisation_id, snapshot_hash, hash)
    values (1, 'submission', 1, clock_timestamp(), gen_random_uuid(), 1, gen_random_uuid(), gen_random_uuid(), sha256(gen_random_uuid()::text::bytea), sha256('x'));`.replaceAll(
    /\s+/g,
    ' ',
  );
}

function naive() {
  return `begin;\nupdate naive_counter set n = n + 1 where call_id = 1;\n${single()}\ncommit;`;
}

function pgbench(script, clients, seconds = 5) {
  const file = join(folder, 'script.sql');
  writeFileSync(file, script());
  const url = new URL(cluster.adminUrl);
  const out = execFileSync(
    'pgbench',
    [
      '-h',
      url.hostname,
      '-p',
      url.port,
      '-U',
      url.username,
      '-n',
      '-M',
      'prepared',
      '-c',
      String(clients),
      '-j',
      '2',
      '-T',
      String(seconds),
      '-f',
      file,
      url.pathname.slice(1),
    ],
    {
      encoding: 'utf8',
      env: { ...process.env, PGPASSWORD: decodeURIComponent(url.password) },
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  return Number(/tps = ([\d.]+)/.exec(out)?.[1]);
}

/** With how many clients each is fastest here. */
async function bestClients() {
  const best = {};
  for (const [name, script] of [
    ['single', single],
    ['naive', naive],
  ]) {
    let highest = 0;
    for (const clients of [1, 4, 8, 16, 32, 64, 128, 200]) {
      const perSecond = pgbench(script, clients, 2);
      console.log(`pgbench ${name} ${clients} clients: ${Math.round(perSecond)}/s`);
      if (perSecond > highest) [highest, best[name]] = [perSecond, clients];
    }
  }
  return best;
}

async function query(text, values) {
  const client = new Client(cluster.adminUrl);
  await client.connect();
  try {
    return (await client.query(text, values)).rows;
  } finally {
    await client.end();
  }
}
