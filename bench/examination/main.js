// npm run bench:examination: how long the pages of an office take with many applications in one call.
import { fork, spawn } from 'node:child_process';
import { hash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { serverFlags } from '../../scripts/server-flags.js';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signer.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { makeDice } from '../reading/content.js';
import { fillWorld } from '../reading/world.js';
import { fillExamination } from './world.js';

const runs = Number(process.env.RUNS ?? 3);
const applications = Number(process.env.APPLICATIONS ?? 20_000);
const requests = Number(process.env.REQUESTS ?? 200);
const connections = Number(process.env.CONNECTIONS ?? 2);
const target = 100;
const reading = fileURLToPath(new URL('../reading/', import.meta.url));
const dist = process.env.DIST ?? fileURLToPath(new URL('../../dist', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bandolo-examination-'));
const keyFile = join(folder, 'key.pem');

const cluster = await startCluster();
const client = new Client(cluster.adminUrl);
try {
  await migrate(cluster.migratorUrl);
  await client.connect();
  const { calls } = await fillWorld(cluster, {
    applications,
    organisations: Math.max(50, Math.ceil(applications / 20)),
    listed: 12,
    signer: loadSigner(keyFile),
  });
  const [call] = calls;
  const examined = await fillExamination(cluster, { callId: call.callId, officers: 20 });
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; ${call.size} applications in one call, ${examined.taken} entries taken in within ${examined.seconds.toFixed(1)} s`,
  );
  const rounds = [];
  for (let run = 1; run <= runs; run++) rounds.push(await measure({ call, ...examined, run }));
  print(rounds);
} finally {
  await client.end();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function measure({ call, officers, run }) {
  const token = `bandolo_${hash('sha256', `officer ${run}`, 'base64url')}`;
  await client.query(
    `insert into session (token_hash, family, person_id, kind, how, level, csrf_secret, idle_expires_at, absolute_expires_at)
     values (sha256($1::text::bytea), gen_random_uuid(), $2, 'browser', 'trial', 2, 'x', now() + interval '1 day', now() + interval '1 day')`,
    [token, officers[run % officers.length]],
  );
  const server = await startServer();
  try {
    const scenarios = makeScenarios({ call, token, run });
    for (const scenario of scenarios) await ask(server, scenario, 30);
    const pages = {};
    for (const scenario of scenarios) pages[scenario.name] = await ask(server, scenario, requests);
    return pages;
  } finally {
    server.stop();
  }
}

function makeScenarios({ call, token, run }) {
  const dice = makeDice(7000 + run);
  const headers = {
    cookie: `bandolo-session=${token}`,
    accept: 'text/html',
    'accept-language': 'it',
  };
  const page = (name, route, makePath) => ({
    name,
    route,
    make: () => ({ path: makePath(), headers }),
  });
  const queue = (name, makeQuery) =>
    page(name, '/calls/:call/examination', () => {
      const query = new URLSearchParams(makeQuery());
      return `/calls/${call.slug}/examination?${query}`;
    });
  const day = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const deep = () =>
    Buffer.from(
      JSON.stringify([day(dice.upTo(80)), String(call.callId), String(dice.upTo(20_000))]),
    ).toString('base64url');
  return [
    page('one’s own, over all calls', '/examination', () => '/examination'),
    page('all, over all calls', '/examination', () => '/examination?view=all'),
    queue('all of a call', () => ({ view: 'all' })),
    queue('all of a call, deep', () => ({ view: 'all', after: deep() })),
    queue('to assign', () => ({ view: 'unassigned' })),
    queue('suspended', () => ({ view: 'suspended' })),
    queue('decided', () => ({ view: 'all', state: 'decided' })),
    queue('ending on a day', () => ({ view: 'all', due: day(dice.upTo(80)) })),
    queue('common words', () => ({ view: 'all', text: dice.pick(['comune', 'lampioni', 'via']) })),
    queue('common words, one’s own', () => ({ text: dice.pick(['comune', 'lampioni', 'via']) })),
    queue('rare words', () => ({ view: 'all', text: dice.pick(['zaffiro', 'olmeto', 'nardo']) })),
    queue('words of nothing', () => ({ view: 'all', text: 'xilofono' })),
    queue('a number', () => ({ view: 'all', text: String(1 + dice.upTo(20_000)) })),
    queue('a line and a phase', () => ({ view: 'all', line: 'light', phase: 'formal' })),
    page(
      'work of the officers',
      '/calls/:call/examination/workload',
      () => `/calls/${call.slug}/examination/workload`,
    ),
    page('due days, one’s own', '/examination/calendar', () => '/examination/calendar'),
    page('due days, of all', '/examination/calendar', () => '/examination/calendar?view=all'),
  ];
}

/** Sends so many requests of a kind, and gives how long the server saw them take. */
async function ask(server, { route, make }, count) {
  await server.say('answered');
  const file = join(folder, 'requests.ndjson');
  writeFileSync(file, Array.from({ length: count }, () => JSON.stringify(make())).join('\n'));
  const { statuses } = await load([server.port, connections, file]);
  // The last line of the log is written after its reply has arrived.
  await sleep(50);
  const { answered } = await server.say('answered');
  const own = answered.filter((each) => each.route === route);
  if (statuses['200'] !== count || own.length !== count)
    throw new Error(`${route}: ${JSON.stringify(statuses)}, ${own.length} in the log of ${count}`);
  const sorted = own.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

function load(args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(reading, 'load.js'), ...args.map(String)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let out = '';
    child.stdout.on('data', (part) => (out += part));
    child.on('close', (code) =>
      code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`load.js ended with ${code}`)),
    );
  });
}

async function startServer() {
  const child = fork(join(reading, 'server.js'), [dist, cluster.url, keyFile], {
    execArgv: serverFlags,
  });
  const answer = () =>
    new Promise((resolve, reject) => {
      const onExit = (code) => reject(new Error(`the server ended with ${code}`));
      child.once('exit', onExit);
      child.once('message', (message) => {
        child.off('exit', onExit);
        resolve(message);
      });
    });
  const { port } = await answer();
  const say = (message) => {
    child.send(message);
    return answer();
  };
  return { port, say, stop: () => child.kill('SIGTERM') };
}

function print(rounds) {
  console.log(`\n| server time, ms | p50 | p95 (lowest to highest) | p99 | target |`);
  console.log('| --- | --- | --- | --- | --- |');
  for (const name of Object.keys(rounds[0])) {
    const of = (read) => rounds.map((round) => read(round[name])).toSorted((a, b) => a - b);
    const middle = (read) => of(read)[Math.floor(rounds.length / 2)].toFixed(1);
    const p95 = of((each) => each.p95);
    console.log(
      `| ${name} | ${middle((each) => each.p50)} | ${middle((each) => each.p95)} (${p95[0].toFixed(1)} to ${p95.at(-1).toFixed(1)}) | ${middle((each) => each.p99)} | ${target} |`,
    );
  }
}
