import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { mailConfig, startMailWorld, type MailWorld } from '../../../test/support/mail-world.ts';
import { openDatabase } from '../database.ts';
import { startJobs, type Jobs } from '../jobs/start-jobs.ts';
import { createMetrics } from '../metrics.ts';
import { deliverMessage } from './deliver-message.ts';
import { openMailServer } from './mail-server.ts';
import { addMissingDeliveries, mailTasks } from './mail-tasks.ts';
import { htmlText, isMailAddress, oneLine } from './message.ts';

let world: MailWorld;
const running: Jobs[] = [];
const logged: string[] = [];

beforeAll(async () => {
  world = await startMailWorld();
});

afterEach(async () => {
  for (const jobs of running.splice(0)) await jobs.stop();
  logged.length = 0;
});

afterAll(() => world.close());

async function begin(): Promise<void> {
  const say = (line: object, message: string) =>
    void logged.push(JSON.stringify({ line, message }));
  const jobs = await startJobs({
    database: world.jobs,
    tasks: mailTasks(world),
    atOnce: 2,
    metrics: createMetrics(),
    log: { info: say, warn: say, error: say } as never,
    pollMs: 50,
  });
  running.push(jobs);
}

async function untilState(id: string, wanted: string): Promise<void> {
  const end = Date.now() + 30_000;
  while ((await world.stateOf(id)) !== wanted) {
    if (Date.now() > end) throw new Error(`it does not become ${wanted}`);
    await sleep(20);
  }
}

function attemptsOf(id: string) {
  return world.database.db
    .selectFrom('mail_attempt')
    .select(['number', 'name', 'outcome', 'reply'])
    .where('message_id', '=', id)
    .orderBy('number')
    .execute();
}

function receivedBy(recipient: string) {
  return world.smtp.received.filter(({ to }) => to.includes(recipient));
}

function hurry(): Promise<unknown> {
  return sql`update graphile_worker._private_jobs set run_at = now()`.execute(world.database.db);
}

test('a message goes out in both forms, with nothing that watches, and its secret is erased', async () => {
  await begin();
  const id = await world.queue({
    recipient: 'uno@example.org',
    subject: 'Invito: però è così',
    text: 'Buongiorno <b>Ada</b>,\n\nvedi sotto.',
    link: { label: 'Apri l’invito', address: 'https://bandi.example.org/i/a?b&c', isSecret: true },
  });
  await untilState(id, 'sent');
  const [mail] = receivedBy('uno@example.org');
  expect(mail?.from).toBe('bandi@example.org');
  expect(mail?.raw).toMatch(/^From: Bandolo <bandi@example\.org>\r$/m);
  expect(mail?.raw).toMatch(/^Reply-To: ufficio@example\.org\r$/m);
  expect(mail?.raw).toMatch(new RegExp(`^Message-ID: <${id}@example\\.org>\r$`, 'm'));
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated\r$/m);
  expect(mail?.raw).toMatch(/^Subject: =\?UTF-8\?/m);
  expect(mail?.raw).toContain('multipart/alternative');
  const text = decoded(mail?.raw ?? '');
  expect(text).toContain('&lt;b&gt;Ada&lt;/b&gt;');
  expect(text).toContain('https://bandi.example.org/i/a?b&c');
  expect(text).not.toMatch(/<img|<script|<link|url\(/i);
  const row = await world.database.db
    .selectFrom('mail_message')
    .select(['link', 'reply', 'state'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ link: null, reply: '250 OK: taken', state: 'sent' });
  expect(await attemptsOf(id)).toMatchObject([{ number: 1, outcome: 'accepted' }]);
});

/** Quoted-printable as it is meant. */
function decoded(raw: string): string {
  return raw
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
}

test('what is refused for the moment is tried again under the same name', async () => {
  world.smtp.next({ code: 451, text: 'busy', at: 'data' });
  await begin();
  const id = await world.queue({ recipient: 'due@example.org' });
  await until(async () => (await attemptsOf(id)).some(({ outcome }) => outcome === 'later'));
  expect(await world.stateOf(id)).toBe('queued');
  await until(async () => {
    await hurry();
    return (await world.stateOf(id)) === 'sent';
  });
  const attempts = await attemptsOf(id);
  expect(attempts.map(({ outcome }) => outcome)).toEqual(['later', 'accepted']);
  expect(new Set(attempts.map(({ name }) => name)).size).toBe(1);
  expect(receivedBy('due@example.org')).toHaveLength(1);
});

test('what is refused for good becomes a failure to act on, and is not tried again', async () => {
  world.smtp.next({ code: 550, text: 'no such person tre@example.org', at: 'recipient' });
  await begin();
  const id = await world.queue({ recipient: 'tre@example.org' });
  await untilState(id, 'failed');
  await sleep(200);
  expect(await attemptsOf(id)).toMatchObject([
    { outcome: 'refused', reply: '550 no such person tre@example.org' },
  ]);
  expect(receivedBy('tre@example.org')).toEqual([]);
  expect(logged.join()).not.toContain('tre@');
});

test('a refusal of everybody is about us: it is tried again', async () => {
  world.smtp.next({ code: 554, text: 'not from you', at: 'connection' });
  await begin();
  const id = await world.queue({ recipient: 'tutti@example.org' });
  await until(async () => {
    await hurry();
    return (await world.stateOf(id)) === 'sent';
  });
  expect((await attemptsOf(id)).map(({ outcome }) => outcome)).toEqual(['later', 'accepted']);
});

test('a connection that breaks in the middle of a message is tried again', async () => {
  world.smtp.next('drop');
  await begin();
  const id = await world.queue({ recipient: 'quattro@example.org', text: 'a'.repeat(50_000) });
  await until(async () => {
    await hurry();
    return (await world.stateOf(id)) === 'sent';
  });
  expect((await attemptsOf(id)).map(({ outcome }) => outcome)).toEqual(['later', 'accepted']);
  expect(receivedBy('quattro@example.org')).toHaveLength(1);
});

test('of eight that try at once one sends', async () => {
  const id = await world.queue({ recipient: 'cinque@example.org' });
  const before = world.smtp.conversations();
  const desks = Array.from({ length: 8 }, () => openDatabase(world.url, { connectionsMax: 2 }));
  const delivered = await Promise.all(
    desks.map((database) =>
      deliverMessage({ jobs: database, database, server: world.server }, id, { isLast: false }),
    ),
  );
  await Promise.all(desks.map((database) => database.close()));
  expect(delivered.map(({ outcome }) => outcome).toSorted()).toEqual([
    'accepted',
    ...Array.from({ length: 7 }, () => 'elsewhere'),
  ]);
  expect(world.smtp.conversations() - before).toBe(1);
  expect(receivedBy('cinque@example.org')).toHaveLength(1);
});

test('a process killed while the mail server has the message leaves it to the next, under the same name', async () => {
  world.smtp.next('hold');
  const id = await world.queue({ recipient: 'sei@example.org' });
  const child = spawn(process.execPath, [
    '--import',
    resolve('test/support/typescript-hooks.js'),
    resolve('test/support/hold-mail.ts'),
    world.url,
    String(world.smtp.port),
    id,
  ]);
  await world.smtp.held();
  const meanwhile = await deliverMessage(world, id, { isLast: false });
  expect(meanwhile).toEqual({ outcome: 'elsewhere' });
  child.kill('SIGKILL');
  await once(child, 'exit');
  world.smtp.release();
  expect(await attemptsOf(id)).toMatchObject([{ number: 1, outcome: null }]);
  await until(
    async () => (await deliverMessage(world, id, { isLast: false })).outcome !== 'elsewhere',
  );
  const attempts = await attemptsOf(id);
  expect(attempts.map(({ outcome }) => outcome)).toEqual([null, 'accepted']);
  expect(new Set(attempts.map(({ name }) => name)).size).toBe(1);
  const names = receivedBy('sei@example.org').map(
    ({ raw }) => /^Message-ID: (.*)\r$/m.exec(raw)?.[1],
  );
  expect(new Set(names)).toEqual(new Set([attempts[0]?.name]));
});

test('a mail server that is not there leaves messages waiting, and the last try gives up', async () => {
  const server = openMailServer(mailConfig(1));
  if (server === undefined) throw new Error('there is none');
  expect(await server.check()).toMatch(/ECONNREFUSED/);
  const id = await world.queue({ recipient: 'sette@example.org' });
  const desk = { ...world, server };
  expect(await deliverMessage(desk, id, { isLast: false })).toMatchObject({ outcome: 'later' });
  expect(await world.stateOf(id)).toBe('queued');
  await deliverMessage(desk, id, { isLast: true });
  expect(await world.stateOf(id)).toBe('failed');
});

test('messages that wait without a job get one, once', async () => {
  const id = await world.queue({ recipient: 'otto@example.org' });
  expect(await addMissingDeliveries(world.database.db)).toBe(0);
  await sql`delete from graphile_worker._private_jobs`.execute(world.database.db);
  const all = await Promise.all(
    Array.from({ length: 4 }, () => addMissingDeliveries(world.database.db)),
  );
  expect(all.reduce((sum, each) => sum + each, 0)).toBe(1);
  await begin();
  await untilState(id, 'sent');
  expect(receivedBy('otto@example.org')).toHaveLength(1);
});

test('a message that is rolled back is neither in the outbox nor sent', async () => {
  const count = async () =>
    (
      await world.database.pool.query<{ readonly n: number }>(
        'select count(*) as n from mail_message',
      )
    ).rows[0]?.n;
  const before = await count();
  await expect(
    world.database.db.transaction().execute(async (tx) => {
      const { queueMessage } = await import('./queue-message.ts');
      await queueMessage(tx, { ...sampleMessage, recipient: 'nove@example.org' });
      throw new Error('no');
    }),
  ).rejects.toThrow('no');
  expect(await count()).toBe(before);
});

const sampleMessage = {
  kind: 'sample',
  about: 'application/1',
  language: 'it',
  subject: 'Prova',
  text: 'Prova',
} as const;

test('a message is what it was when it was written', async () => {
  const id = await world.queue({ recipient: 'dieci@example.org' });
  for (const change of [
    "text = 'other'",
    "recipient = 'b@example.org'",
    "link = 'https://evil.example'",
  ])
    await expect(
      world.database.pool.query(`update mail_message set ${change} where id = $1`, [id]),
    ).rejects.toThrow('is kept as it was written');
  await expect(world.database.pool.query('delete from mail_message')).rejects.toThrow(
    'permission denied',
  );
});

test('nothing that people write begins another header or reaches another recipient', async () => {
  const id = await world.queue({
    recipient: 'undici@example.org',
    subject: 'Prova\r\nBcc: evil@example.org\r\n\r\nbody\u2028x\u0000',
    text: '.\r\nQUIT\r\n<script>alert(1)</script>',
  });
  await deliverMessage(world, id, { isLast: false });
  const [mail] = receivedBy('undici@example.org');
  expect(mail?.to).toEqual(['undici@example.org']);
  const head = mail?.raw.split('\r\n\r\n', 1)[0] ?? '';
  expect(head).not.toMatch(/^bcc:/im);
  expect(head).toContain('Subject: Prova Bcc: evil@example.org body x');
  await expect(world.queue({ recipient: 'a@example.org\r\nBcc: b@example.org' })).rejects.toThrow(
    'no address',
  );
});

test('an address is one address, and a line is one line, whatever is written', () => {
  for (const wrong of [
    'a@b.it, c@d.it',
    'a@b.it\n',
    'a b@c.it',
    '<a@b.it>',
    '"a"@b.it',
    'a@',
    '@b.it',
    'a@b@c.it',
    'a@-b.it',
    'a@[127.0.0.1]',
    `${'a'.repeat(65)}@b.it`,
    'à@b.it',
  ])
    expect(isMailAddress(wrong), wrong).toBe(false);
  for (const right of ['a@b.it', 'ada.neri+bandi@posta.example.org', 'a@localhost'])
    expect(isMailAddress(right), right).toBe(true);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const line = oneLine(text);
      // oxlint-disable-next-line no-control-regex -- these are what must not be there
      expect(line).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
      expect(line.length).toBeLessThanOrEqual(200);
      const html = htmlText(
        {
          language: 'it',
          subject: text,
          text,
          link: { label: text, address: 'https://a.example/' },
        },
        { name: text, address: 'a@b.it', replyTo: undefined, origin: 'https://b.example' },
      );
      expect(
        html.match(/<(?!\/?(!doctype|html|head|meta|title|body|p|hr|br|a)\b)/gi) ?? [],
      ).toEqual([]);
    }),
  );
});

async function until(find: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await find())) {
    if (Date.now() > end) throw new Error('it does not happen');
    await sleep(30);
  }
}
