// npm run bench:letters: how long letters about outcomes take to everybody of one call, and which step of them.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { carryOut } from '../../src/examination/letters/write-letters.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { folderStore } from '../../src/platform/files/folder-store.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { compilePdf } from '../../src/platform/pdf/compile-pdf.ts';
import { loadSigner } from '../../src/platform/signer.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import { fillExamination } from '../examination/world.js';
import { fillWorld } from '../reading/world.js';

const applications = Number(process.env.APPLICATIONS ?? 20_000);
const targetMinutes = 15;
const folder = mkdtempSync(join(tmpdir(), 'bandolo-letters-'));
const files = join(folder, 'files');
mkdirSync(files, { recursive: true });

const cluster = await startCluster();
const client = new Client(cluster.adminUrl);
const database = openDatabase(cluster.url, { connectionsMax: 10 });
try {
  await migrate(cluster.migratorUrl);
  await client.connect();
  const { calls } = await fillWorld(cluster, {
    applications,
    organisations: Math.max(50, Math.ceil(applications / 20)),
    listed: 12,
    signer: loadSigner(join(folder, 'key.pem')),
  });
  const [call] = calls;
  await fillExamination(cluster, { callId: call.callId, officers: 20 });
  const batch = await decideEverything(call.callId);
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
  const began = performance.now();
  await carryOut({ db: database.db, store: folderStore(files) }, database, batch.id);
  const seconds = (performance.now() - began) / 1000;
  await print(batch, seconds);
} finally {
  await client.end();
  await database.close();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

/** Everything that was not withdrawn is admitted, and its letters are begun. */
async function decideEverything(callId) {
  await client.query(
    `insert into outcome_act (call_id, application_id, number, entry_number, kind, snapshot_hash, person_id)
     select call_id, application_id, 1000, entry_number, 'admitted', snapshot_hash, (select id from person limit 1)
       from examination where call_id = $1 and state <> 'withdrawn'`,
    [callId],
  );
  await client.query(
    `update examination set state = 'decided', outcome = 'admitted', look_again = null, is_suspended = false
      where call_id = $1 and state <> 'withdrawn'`,
    [callId],
  );
  await client.query('analyze');
  const { rows } = await client.query(
    `insert into letter_batch (call_id, template, wanted, begun_by)
     select $1, 'admitted', count(*), (select id from person limit 1) from examination
      where call_id = $1 and outcome = 'admitted' returning id, wanted`,
    [callId],
  );
  return rows[0];
}

async function print({ id, wanted }, seconds) {
  const { rows } = await client.query(
    `select (select count(*)::int from letter where batch_id = $1) as letters,
            (select count(*)::int from letter l join print p on p.id = l.print_id
              where l.batch_id = $1 and p.file_hash is not null) as files,
            (select ended_at is not null from letter_batch where id = $1) as ended,
            (select p.document from print p join letter l on l.print_id = p.id where l.batch_id = $1 limit 1) as document`,
    [id],
  );
  const [{ letters, files: made, ended, document }] = rows;
  if (letters !== wanted || made !== wanted || !ended)
    throw new Error(`${letters} letters and ${made} files of ${wanted}`);
  const layout = timeLayout(document);
  const each = (seconds * 1000) / wanted;
  console.log(`${wanted} letters in ${seconds.toFixed(1)} s: ${each.toFixed(1)} ms each`);
  console.log(`of which laying out: ${layout.toFixed(1)} ms each`);
  const minutes = (each * 20_000) / 60_000;
  console.log(`20,000 at this pace: ${minutes.toFixed(1)} minutes (target ${targetMinutes})`);
}

/** How long one takes to be laid out, without anything else. */
function timeLayout(document) {
  const whole = { ...document, at: new Date(document.at) };
  compilePdf(whole);
  const count = 50;
  const began = performance.now();
  for (let index = 0; index < count; index += 1) compilePdf({ ...whole, title: `${index}` });
  return (performance.now() - began) / count;
}
