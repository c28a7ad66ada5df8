// npm run bench:reading: how long the server takes to show what a large call holds.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signer.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { makeRegisterWorld } from '../../test/support/register-world.ts';
import { makeDice } from './content.js';
import { walkInterview } from './interview.js';
import { makeScenarios } from './scenarios.js';
import { percentiles, runScript, startServer } from './server-process.js';
import { fillWorld, openSessions } from './world.js';

const runs = Number(process.env.RUNS ?? 5);
const applications = Number(process.env.APPLICATIONS ?? 100_000);
const listed = Number(process.env.CALLS ?? 500);
/** A pattern of names: only these pages are measured, without the export and the burst. */
const only = process.env.ONLY === undefined ? undefined : new RegExp(process.env.ONLY);
const requests = Number(process.env.REQUESTS ?? 400);
const connections = Number(process.env.CONNECTIONS ?? 2);
const burst = Number(process.env.BURST ?? 15_000);
const folder = mkdtempSync(join(tmpdir(), 'bandolo-reading-'));
const keyFile = join(folder, 'key.pem');

const cluster = await startCluster();
const client = new Client(cluster.adminUrl);
try {
  await migrate(cluster.migratorUrl);
  await client.connect();
  const world = await fillWorld(cluster, {
    applications,
    organisations: Math.max(50, Math.ceil(applications / 20)),
    listed,
    signer: loadSigner(keyFile),
  });
  console.log(await describeWorld(world));
  const rounds = [];
  for (let run = 1; run <= runs; run++) rounds.push(await measure(world, run));
  print(rounds);
} finally {
  await client.end();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function describeWorld({ calls, people }) {
  const { rows } = await client.query(
    'select pg_size_pretty(pg_database_size(current_database())) as size, current_setting($1) as buffers',
    ['shared_buffers'],
  );
  const sizes = calls.map(({ size, entries }) => `${size} (${entries} entries)`).join(', ');
  return `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; ${people.length} organisations; ${listed} calls; applications ${sizes}; database ${rows[0].size}, shared_buffers ${rows[0].buffers}`;
}

async function measure(world, run) {
  const sessions = await openSessions(client, world.people, { run, call: world.calls[0] });
  const server = await startServer([cluster.url, keyFile], profileFlags());
  try {
    const interviews = await walkInterviews(server, run);
    const scenarios = makeScenarios({ calls: world.calls, sessions, interviews, run }).filter(
      ({ name }) => only === undefined || only.test(name),
    );
    // Every path of the program is warm before the first figure.
    for (const scenario of scenarios) await ask(server, scenario, 60);
    const before = stolen();
    const pages = {};
    for (const scenario of scenarios) pages[scenario.name] = await ask(server, scenario, requests);
    if (only !== undefined) {
      console.log(`run ${run}`, JSON.stringify(pages));
      return { pages, stolenPercent: stolen(before) };
    }
    const exported = await exportRegister(server, { ...world, sessions });
    const slowly = await exportRegister(server, { ...world, sessions, pauseMs: 4 });
    const busy = await askDuringBurst(server, scenarios, run);
    const result = { pages, exported, slowly, busy, stolenPercent: stolen(before) };
    console.log(`run ${run}`, JSON.stringify(result));
    return result;
  } finally {
    server.stop();
  }
}

/** The pages of interviews about all calls and about one, as people come to them. */
async function walkInterviews({ port }, run) {
  const dice = makeDice(2000 + run);
  const walks = async (name, route, paths) => {
    const addresses = [];
    for (const path of paths) addresses.push(...(await walkInterview(port, path, dice)));
    return { name, route, addresses };
  };
  const listing = await fetch(`http://127.0.0.1:${port}/api/v1/calls?state=open&limit=50`);
  const { items } = await listing.json();
  const open = items.slice(0, 20).map(({ call }) => `/calls/${call}/fits`);
  return [
    await walks('interview: all calls', '/fits', Array(8).fill('/fits')),
    await walks('interview: one call', '/calls/:call/fits', open),
  ];
}

/** Sends so many requests of a kind, and gives how long the server and the client saw them take. */
async function ask(server, { route, make, target }, count) {
  await server.say('answered');
  const file = join(folder, 'requests.ndjson');
  writeFileSync(file, Array.from({ length: count }, () => JSON.stringify(make())).join('\n'));
  const { latencies, statuses } = await runScript('load.js', [server.port, connections, file]);
  // The last line of the log is written after its reply has arrived.
  await sleep(50);
  const { answered } = await server.say('answered');
  const own = answered.filter((each) => each.route === route);
  if (statuses['200'] !== count || own.length !== count)
    throw new Error(`${route}: ${JSON.stringify(statuses)}, ${own.length} in the log of ${count}`);
  return { target, server: percentiles(own.map(({ ms }) => ms)), client: percentiles(latencies) };
}

/** The whole register as CSV; with a pause after each piece, by somebody whose line is slow. */
async function exportRegister(server, { calls, sessions, pauseMs }) {
  const [{ slug, entries }] = calls;
  const { rss } = await server.say('forgetPeak');
  const start = performance.now();
  const headers = { authorization: `Bearer ${sessions.officer.token}` };
  const path = `/api/v1/calls/${slug}/register-export`;
  const reply = await new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: server.port, path, headers }, resolve).on('error', reject);
  });
  let [firstByteMs, bytes, lines] = [0, 0, 0];
  for await (const chunk of reply) {
    firstByteMs ||= performance.now() - start;
    bytes += chunk.length;
    for (const byte of chunk) if (byte === 10) lines += 1;
    if (pauseMs !== undefined) await sleep(pauseMs);
  }
  const seconds = (performance.now() - start) / 1000;
  if (reply.statusCode !== 200 || lines !== entries + 1)
    throw new Error(`${reply.statusCode}: ${lines} lines of ${entries} entries`);
  const { peak } = await server.say('peak');
  const mb = (value) => Math.round(value / 1_048_576);
  return {
    firstByteMs,
    seconds,
    rowsPerSecond: Math.round(entries / seconds),
    megabytes: mb(bytes),
    rssMb: mb(rss),
    peakMb: mb(peak),
  };
}

/** The same questions while thousands submit to another call of the same server. */
async function askDuringBurst(server, scenarios, run) {
  const { call, applications: list } = await makeRegisterWorld(cluster.adminUrl, {
    call: `burst-${run}.rehearsal`,
    applications: burst,
  });
  const file = join(folder, 'acts.ndjson');
  const acts = list.map(({ id, token, snapshotHash }) => ({
    method: 'POST',
    path: `/api/v1/calls/${call}/applications/${id}/submission`,
    token,
    body: { snapshotHash },
  }));
  writeFileSync(file, acts.map((each) => JSON.stringify(each)).join('\n'));
  const submitting = runScript('../opening/load.js', [server.port, 32, file]);
  let isOver = false;
  void submitting.finally(() => (isOver = true));
  const wanted = [
    'one application, by an officer',
    'one call',
    'register: first page',
    'register: rare words',
  ];
  const pages = {};
  for (const scenario of scenarios.filter(({ name }) => wanted.includes(name))) {
    const figures = await ask(server, scenario, 60);
    if (!isOver) pages[scenario.name] = figures;
  }
  const { perSecond, p99Ms, statuses } = await submitting;
  return { acts: { perSecond, p99Ms, statuses }, pages };
}

/** `PROFILE=folder` keeps what the server spends its time on. */
function profileFlags() {
  const target = process.env.PROFILE;
  return target === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${target}`];
}

/** Time that the machine gave to others, of all the time of its cores. */
function stolen(before) {
  const line = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0] ?? '';
  const ticks = line.split(/\s+/).slice(1, 9).map(Number);
  const now = { stolen: ticks[7], all: ticks.reduce((sum, each) => sum + each, 0) };
  if (!before) return now;
  return Math.round((1000 * (now.stolen - before.stolen)) / (now.all - before.all)) / 10;
}

function print(rounds) {
  const table = (title, pick) => {
    console.log(`\n| ${title} | p50 | p95 (lowest to highest) | p99 | client p95 | target |`);
    console.log('| --- | --- | --- | --- | --- | --- |');
    for (const name of Object.keys(pick(rounds[0]))) {
      const all = rounds.map((round) => pick(round)[name]).filter(Boolean);
      const of = (read) => all.map(read).toSorted((a, b) => a - b);
      const middle = (read) => of(read)[Math.floor(all.length / 2)].toFixed(1);
      const p95 = of((each) => each.server.p95);
      const spread = `${p95[0].toFixed(1)} to ${p95.at(-1).toFixed(1)}`;
      console.log(
        `| ${name} | ${middle((each) => each.server.p50)} | ${middle((each) => each.server.p95)} (${spread}) | ${middle((each) => each.server.p99)} | ${middle((each) => each.client.p95)} | ${all[0].target} |`,
      );
    }
  };
  table('server time, ms', (round) => round.pages);
  if (only !== undefined) return;
  table('while others submit, ms', (round) => round.busy.pages);
  for (const part of ['exported', 'slowly'])
    for (const round of rounds) console.log(part, JSON.stringify(round[part]));
  for (const { busy, stolenPercent } of rounds)
    console.log('acts meanwhile', JSON.stringify(busy.acts), `stolen ${stolenPercent}%`);
}
