// npm run bench:examination: how long the pages of an office and of a panel take with many applications in one call.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signer.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { fillWorld } from '../reading/world.js';
import { ask, startServer } from './asking.js';
import { fillDialogue } from './dialogue-world.js';
import { drawWhileAsked } from './drawing.js';
import { makePages } from './pages.js';
import { composePanel, fillScores, secretOf } from './panel-world.js';
import { findSamples, openSessions } from './people.js';
import { checkMeasured } from './routes.js';
import { fillExamination } from './world.js';

const runs = Number(process.env.RUNS ?? 1);
const applications = Number(process.env.APPLICATIONS ?? 20_000);
const count = Number(process.env.REQUESTS ?? 100);
const connections = Number(process.env.CONNECTIONS ?? 2);
/** A pattern of names or addresses: only these are measured. */
const only = process.env.ONLY === undefined ? undefined : new RegExp(process.env.ONLY);
const target = 100;
const decisions = 'definitions/fictional-village-lamps/decisions.yaml';
const folder = mkdtempSync(join(tmpdir(), 'bandolo-examination-'));
const keyFile = join(folder, 'key.pem');
const data = join(folder, 'data');
mkdirSync(data);
const began = performance.now();
const seconds = () => ((performance.now() - began) / 1000).toFixed(0);

const cluster = await startCluster();
const client = new Client(cluster.adminUrl);
let slow;
try {
  await migrate(cluster.migratorUrl);
  await client.connect();
  const world = await fill();
  console.log(await describe(world));
  const rounds = [];
  for (let run = 1; run <= runs; run++) rounds.push(await measure(world, run));
  slow = print(rounds);
} finally {
  await client.end();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}
if (slow.length > 0) {
  console.log(`\n${slow.length} above ${target} ms at p95:\n${slow.join('\n')}`);
  process.exitCode = 1;
}

/** Says what it does, for it takes a minute or two. */
async function step(name, act) {
  const start = performance.now();
  const result = await act();
  console.log(`— ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function fill() {
  const { calls } = await step('applications and their register', () =>
    fillWorld(cluster, {
      applications,
      organisations: Math.max(50, Math.ceil(applications / 20)),
      listed: 12,
      signer: loadSigner(keyFile),
      decisions,
    }),
  );
  const [{ callId, slug }] = calls;
  const {
    officers,
    taken,
    seconds: takenIn,
  } = await step('examinations', () => fillExamination(cluster, { callId, officers: 20 }));
  const files = join(data, 'files');
  const file = await step('findings, requests, messages', () =>
    fillDialogue(client, { url: cluster.url, callId, officers, files }),
  );
  const members = await step('the panel and its declarations', () =>
    composePanel(client, cluster, { callId }),
  );
  const secretary = members.at(-1).id;
  const place = { slug, secretary, judge: members[1].id, officer: officers[0] };
  const drawing = await step('the drawing, and pages meanwhile', () =>
    drawWhileAsked({
      client,
      server: () => startServer({ url: cluster.url, keyFile, data }),
      place,
    }),
  );
  await step('sheets, sessions, minutes, letters', () =>
    fillScores(client, { callId, members, officers, file }),
  );
  await addOfficersThings(officers[0]);
  return { callId, slug, officers, members, secretary, taken, takenIn, drawing };
}

/** What an officer keeps for themselves: filters, and the address of their due days. */
async function addOfficersThings(officer) {
  await client.query(
    `insert into saved_filter (person_id, name, query) select $1, 'Filtro ' || n, '{"view":"all","phase":"formal"}' from generate_series(1, 10) n`,
    [officer],
  );
  await client.query(
    `insert into due_feed (token_hash, person_id) values (sha256($1::text::bytea), $2)`,
    [secretOf('feed'), officer],
  );
}

async function describe({ callId, taken, takenIn, drawing }) {
  const { rows } = await client.query(
    `select (select count(*) from examination where call_id = $1) as applications, (select count(*) from panel_arrival where call_id = $1) as arrivals,
            (select count(*) from panel_assignment where call_id = $1) as assignments, (select count(*) from sheet where call_id = $1) as sheets,
            (select count(*) from sheet where call_id = $1 and state = 'closed') as closed, (select count(*) from consolidation where call_id = $1) as put,
            (select count(*) from finding where call_id = $1) as findings, (select count(*) from examination_request where call_id = $1) as requests,
            (select count(*) from application_message where call_id = $1) as messages, (select count(*) from letter where call_id = $1) as letters,
            pg_size_pretty(pg_database_size(current_database())) as size`,
    [callId],
  );
  const [row] = rows;
  return [
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; load ${loadavg()[0].toFixed(1)}; after ${seconds()} s`,
    `${row.applications} applications in one call (${taken} entries taken in within ${takenIn.toFixed(1)} s), ${row.arrivals} of them before the panel`,
    `${row.findings} findings, ${row.requests} requests, ${row.messages} messages, ${row.assignments} assignments`,
    `${row.sheets} sheets (${row.closed} closed), ${row.put} put together, ${row.letters} letters; database ${row.size}`,
    `drawing who scores ${row.arrivals} applications: ${(drawing.ms / 1000).toFixed(1)} s in ${drawing.drawings} drawings, the longest ${drawing.longest.toFixed(0)} ms; pages of the panel meanwhile at most ${drawing.slowest.toFixed(0)} ms (${drawing.turnedAway} turned away), an act on an examination ${drawing.act.toFixed(0)} ms`,
  ].join('\n');
}

async function measure({ callId, slug, officers, members, secretary }, run) {
  const samples = await findSamples(client, callId);
  const { rows } = await client.query(
    `select (select arrivals from panel where call_id = $1) as arrivals, (select count(*)::int from panel_session where call_id = $1) as sessions`,
    [callId],
  );
  const late = members.findLast(({ part }) => part === 'substitute').id;
  const place = { callId, slug, samples, run, officer: officers[run % officers.length], secretary };
  const pages = makePages({ ...place, ...rows[0], late, judge: members[1].id });
  if (run === 1) await openSessions(client, askers({ samples, officers, members }));
  const server = await startServer({ url: cluster.url, keyFile, data });
  try {
    const { routes } = await server.say('routes');
    const measured = checkMeasured(routes, pages);
    if (run === 1) console.log(`${measured} addresses, ${pages.length} pages\n`);
    const wanted = pages.filter(
      ({ name, route }) => only === undefined || only.test(`${name} ${route}`),
    );
    await warm(server, wanted);
    const figures = {};
    for (const page of wanted) {
      const key = `${page.name} | ${page.route}`;
      figures[key] = await ask(server, page, { count, connections, folder });
      if (figures[key].p95 > target) console.log(`  ${key}: p95 ${figures[key].p95.toFixed(0)} ms`);
    }
    console.log(`run ${run}: load ${loadavg()[0].toFixed(1)}, after ${seconds()} s`);
    return figures;
  } finally {
    server.stop();
  }
}

/** Every path of the program is warm before the first figure; one that is not answered as it must be ends the run. */
async function warm(server, pages) {
  const faults = [];
  for (const page of pages)
    await ask(server, page, { count: 15, connections, folder }).catch(({ message }) =>
      faults.push(message),
    );
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

function askers({ samples, officers, members }) {
  return [
    ...officers,
    ...members.map(({ id }) => id),
    ...Object.values(samples).flatMap((each) => each.map(({ lead }) => lead)),
  ];
}

/** Gives those that are too slow. */
function print(rounds) {
  console.log(`\n| server time, ms | address | p50 | p95 (lowest to highest) | p99 | kB |`);
  console.log('| --- | --- | --- | --- | --- | --- |');
  return Object.keys(rounds[0]).filter((key) => {
    const of = (read) => rounds.map((round) => read(round[key])).toSorted((a, b) => a - b);
    const middle = (read) => of(read)[Math.floor(rounds.length / 2)].toFixed(1);
    const p95 = of((each) => each.p95);
    console.log(
      `| ${key} | ${middle((each) => each.p50)} | ${middle((each) => each.p95)} (${p95[0].toFixed(1)} to ${p95.at(-1).toFixed(1)}) | ${middle((each) => each.p99)} | ${middle((each) => each.kilobytes)} |`,
    );
    return Number(middle((each) => each.p95)) > target;
  });
}
