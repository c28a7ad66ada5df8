// npm run bench:letters: how long letters about outcomes take to everybody of one call, in a server that answers meanwhile.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { migrate } from '../../src/platform/migrate.ts';
import { loadSigner } from '../../src/platform/signer.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { headersOf, openSessions } from '../examination/people.js';
import { fillExamination } from '../examination/world.js';
import { percentiles } from '../reading/server-process.js';
import { fillWorld } from '../reading/world.js';
import { startReader } from './reader.js';
import { startProduct } from './product.js';

const letters = Number(process.env.LETTERS ?? 20_000);
/** Some are withdrawn or refused, and they get other letters. */
const applications = Math.ceil(letters * 1.07) + 20;
const usualSeconds = Number(process.env.USUAL ?? 20);
const targetMinutes = 15;
const folder = mkdtempSync(join(tmpdir(), 'bandolo-letters-'));
const data = join(folder, 'data');
mkdirSync(data);

const cluster = await startCluster();
const client = new Client(cluster.adminUrl);
let product;
try {
  await migrate(cluster.migratorUrl);
  await client.connect();
  const world = await step('applications with their outcomes', fill);
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}; load ${loadavg()[0].toFixed(1)}; ${applications} applications in one call`,
  );
  product = await startProduct(cluster, { data });
  const reader = startReader(product, world);
  await reader.readFor(usualSeconds / 2);
  reader.forget();
  await reader.readFor(usualSeconds);
  const usual = reader.take();
  const done = await write(reader, world);
  const meanwhile = reader.take();
  await reader.stop();
  await checkLetters(done.id);
  print(done, usual, meanwhile);
} finally {
  await product?.stop();
  await client.end();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function step(name, act) {
  const start = performance.now();
  const result = await act();
  console.log(`— ${name}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
  return result;
}

async function fill() {
  const { calls } = await fillWorld(cluster, {
    applications,
    organisations: Math.max(50, Math.ceil(applications / 20)),
    listed: 12,
    signer: loadSigner(join(folder, 'key.pem')),
    decisions: 'definitions/fictional-village-lamps/decisions.yaml',
  });
  const [{ callId, slug }] = calls;
  const { officers } = await fillExamination(cluster, { callId, officers: 20 });
  await client.query(
    `update person set email = 'p' || replace(id::text, '-', '') || '@example.org' where email is null`,
  );
  // Who was received long ago has been told long ago.
  await client.query(
    `insert into entry_notice (call_id, number) select call_id, number from register_head on conflict do nothing`,
  );
  await decideEverything(callId);
  const samples = { any: await findAny(callId) };
  const officer = officers[0];
  await openSessions(client, [officer, ...samples.any.map(({ lead }) => lead)]);
  return { callId, slug, officer, samples };
}

async function findAny(callId) {
  const { rows } = await client.query(
    `select x.application_id as id, w.person_id as lead
       from examination x
       join application a on a.call_id = x.call_id and a.id = x.application_id
       join power w on w.organisation_id = a.lead_id and w.kind = 'legal-representative'
      where x.call_id = $1 and x.outcome = 'admitted' order by md5(x.application_id::text) limit 300`,
    [callId],
  );
  return rows;
}

/** As many as are wanted are admitted, and nothing is said of the others. */
async function decideEverything(callId) {
  const { rowCount } = await client.query(
    `with wanted as (
       select call_id, application_id from examination
        where call_id = $1 and state <> 'withdrawn' and outcome is null order by entry_number limit $2
     ), admitted as (
       update examination x set state = 'decided', outcome = 'admitted', look_again = null, is_suspended = false
         from wanted w where w.call_id = x.call_id and w.application_id = x.application_id
       returning x.call_id, x.application_id, x.entry_number, x.snapshot_hash
     )
     insert into outcome_act (call_id, application_id, number, entry_number, kind, snapshot_hash, person_id)
     select call_id, application_id, 1000, entry_number, 'admitted', snapshot_hash, (select id from person limit 1) from admitted`,
    [callId, letters],
  );
  if (rowCount !== letters)
    throw new Error(`${rowCount} applications to write to, ${letters} wanted`);
  await client.query('vacuum analyze');
}

/** Begins the letters as an officer does, and goes on reading until the last one is there. */
async function write(reader, { slug, officer }) {
  const path = `/api/v1/calls/${slug}/letters`;
  const headers = { ...headersOf(officer, 'api'), 'content-type': 'application/json' };
  const began = performance.now();
  const { id } = await product.ask('POST', path, { headers, body: { template: 'admitted' } });
  for (;;) {
    await reader.readFor(15);
    const { batches } = await product.ask('GET', path, { headers });
    const { written, wanted, endedAt } = batches.find((each) => each.id === id);
    const seconds = (performance.now() - began) / 1000;
    const left = (seconds / Math.max(1, written)) * (wanted - written);
    console.log(
      `  ${written} of ${wanted} after ${seconds.toFixed(0)} s, ${(written / seconds).toFixed(0)} a second, about ${(left / 60).toFixed(1)} minutes left; load ${loadavg()[0].toFixed(1)}`,
    );
    if (endedAt)
      return {
        id,
        wanted,
        seconds:
          (Date.parse(endedAt) - Date.parse(batches.find((each) => each.id === id).begunAt)) / 1000,
      };
  }
}

/** Each application has its letter, and each letter its file and its announcement, once. */
async function checkLetters(id) {
  const { rows } = await client.query(
    `select count(*)::int as letters, count(distinct l.application_id)::int as applications, count(p.file_hash)::int as files,
            count(n.number)::int as told, (select written from letter_batch where id = $1) as written
       from letter l join print p on p.id = l.print_id
       left join letter_notice n on n.call_id = l.call_id and n.number = l.number
      where l.batch_id = $1`,
    [id],
  );
  for (const [what, count] of Object.entries(rows[0]))
    if (count !== letters) throw new Error(`${count} ${what} of ${letters}`);
}

function print({ wanted, seconds }, usual, meanwhile) {
  const each = (seconds * 1000) / wanted;
  const minutes = (each * 20_000) / 60_000;
  console.log(
    `\n${wanted} letters in ${(seconds / 60).toFixed(1)} minutes: ${each.toFixed(1)} ms each`,
  );
  console.log(`20,000 at this pace: ${minutes.toFixed(1)} minutes (target ${targetMinutes})\n`);
  console.log(
    '| server time, ms | p50 before | p95 before | p50 meanwhile | p95 meanwhile | p95 ÷ p95 before (target 2) |',
  );
  console.log('| --- | --- | --- | --- | --- | --- |');
  const whole = (times) => [...times.values()].flat();
  for (const name of [...usual.keys(), undefined]) {
    const before = percentiles(name === undefined ? whole(usual) : usual.get(name));
    const after = percentiles(name === undefined ? whole(meanwhile) : (meanwhile.get(name) ?? []));
    const figures = [before.p50, before.p95, after.p50, after.p95].map((each) => each.toFixed(1));
    console.log(
      `| ${name ?? 'all of them'} | ${figures.join(' | ')} | ${(after.p95 / before.p95).toFixed(2)} |`,
    );
  }
}
