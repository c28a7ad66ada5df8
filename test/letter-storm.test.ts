import { hash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findFreePort } from '../src/platform/embedded/free-port.ts';
import { send, type Answer } from './storm/clients.ts';
import { serverProcess, type ServerProcess } from './storm/server.ts';
import { makeExaminationWorld, type ExaminationWorld } from './support/examination-world.ts';
import { readPdf } from './support/pdf-file.ts';
import type { ReadyApplication } from './support/register-world.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { buildProgram } from './support/serving.ts';

/** `npm run storm:letters` kills ten times in the middle of five hundred; every run of the tests once. */
const kills = Number(process.env['LETTER_KILLS'] ?? 1);
const letters = Number(process.env['LETTERS'] ?? 30);
const timeout = 180_000 + kills * 20_000 + letters * 500;

let world: ExaminationWorld;
let server: ServerProcess;
let token: string;
beforeAll(async () => {
  buildProgram();
  world = await makeExaminationWorld({ applications: letters });
  await world.receive(letters);
  await admitEverybody();
  ({ token } = await world.sessionOf(await world.addOfficer()));
  const env = {
    DATABASE_URL: world.world.url,
    BANDOLO_DATA: temporaryFolder(),
    BANDOLO_RATE_REQUESTS: '1000000',
  };
  server = serverProcess(env, await findFreePort());
}, timeout);
afterAll(async () => {
  await server.kill9();
  await world.close();
});

/** As the office decides it; and whoever may write for a lead has an address. */
async function admitEverybody(): Promise<void> {
  const { admin, callId } = world;
  await admin.query(
    `insert into outcome_act (call_id, application_id, number, entry_number, kind, snapshot_hash, person_id)
     select call_id, application_id, 1, entry_number, 'admitted', snapshot_hash, (select id from person limit 1)
       from examination where call_id = $1`,
    [callId],
  );
  await admin.query(
    `update examination set state = 'decided', outcome = 'admitted' where call_id = $1`,
    [callId],
  );
  await admin.query(
    `update person set email = 'p' || replace(id::text, '-', '') || '@example.org'`,
  );
}

function ask(method: string, path: string, body?: object): Promise<Answer> {
  const asked = { method, path: `/api/v1/calls/${world.slug}${path}`, token };
  return send(server.port, body === undefined ? asked : { ...asked, body });
}

/** How far the letters are, as the page shows it. */
async function progress(): Promise<{ readonly written: number; readonly endedAt?: string }> {
  const { status, body } = await ask('GET', '/letters');
  expect(status, body).toBe(200);
  const { batches } = JSON.parse(body) as { batches: { wanted: number; written: number }[] };
  expect(batches).toHaveLength(1);
  const [batch] = batches;
  if (!batch) throw new Error('there are no letters');
  expect(batch.wanted).toBe(letters);
  return batch;
}

/** Waits until so many are there; what is shown never goes back. */
async function until(count: number): Promise<void> {
  let before = 0;
  for (;;) {
    const { written, endedAt } = await progress();
    expect(written).toBeGreaterThanOrEqual(before);
    before = written;
    if (count < letters ? written >= count : endedAt !== undefined) return;
    await sleep(20);
  }
}

/** What was said to be done is done, and nothing else is, whenever it was cut off. */
async function expectTrue(): Promise<number> {
  const { rows } = await sql<Record<'written' | 'files' | 'told' | 'messages', number>>`
    select (select written from letter_batch) as written,
           (select count(*)::int from print where file_hash is not null) as files,
           (select count(*)::int from letter_notice) as told,
           (select count(*)::int from mail_message where kind = 'letter') as messages`.execute(
    world.database.db,
  );
  const [{ written, ...others } = { written: -1 }] = rows;
  expect(others).toEqual({ files: written, told: written, messages: written });
  return written;
}

async function killInTheMiddle(): Promise<number> {
  await server.kill9();
  const written = await expectTrue();
  // As if the minute had passed after which a server that says nothing and has no connection is taken for dead.
  await world.admin.query(`update job_worker set seen_at = seen_at - interval '1 minute'`);
  await server.start();
  return written;
}

/** The letter of an application as the office downloads it. */
async function letterOf({ id }: ReadyApplication) {
  const own = `/applications/${id}/letters`;
  const { body } = await ask('GET', own);
  const { items } = JSON.parse(body) as {
    items: { number: number; sha256: string; bytes: number }[];
  };
  expect(items).toHaveLength(1);
  const [letter] = items;
  if (!letter) throw new Error('there is no letter');
  const reply = await fetch(
    `http://127.0.0.1:${server.port}/api/v1/calls/${world.slug}${own}/${letter.number}/file`,
    { headers: { authorization: `Bearer ${token}` } },
  );
  expect(reply.status).toBe(200);
  return { ...letter, content: Buffer.from(await reply.arrayBuffer()) };
}

test(
  `each of ${letters} letters is written once, whole and told of, however often the server is killed (${kills})`,
  { timeout },
  async () => {
    await server.start();
    const begun = await Promise.all(
      Array.from({ length: 8 }, () => ask('POST', '/letters', { template: 'admitted' })),
    );
    expect(begun.filter(({ status }) => status === 202)).toHaveLength(1);
    expect(begun.filter(({ status }) => status === 409)).toHaveLength(7);
    const cut: number[] = [];
    for (let kill = 1; kill <= kills; kill += 1) {
      await until(Math.max(1, Math.floor((letters * kill) / (kills + 1))));
      cut.push(await killInTheMiddle());
    }
    expect(Math.max(...cut)).toBeLessThan(letters);
    await until(letters);
    expect(await expectTrue()).toBe(letters);
    const numbers: number[] = [];
    for (const application of world.applications) {
      const { number, sha256, bytes, content } = await letterOf(application);
      numbers.push(number);
      expect([hash('sha256', content), content.length]).toEqual([sha256, bytes]);
      const { metadata, text } = await readPdf(content);
      expect(metadata).toContain('<pdfaid:part>3</pdfaid:part>');
      expect(text).toContain(`Lettera n. ${number}`);
    }
    expect(numbers.toSorted((a, b) => a - b)).toEqual(numbers.map((_, index) => index + 1));
    expect(await server.stop()).toBe(0);
  },
);
