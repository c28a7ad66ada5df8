import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'puppeteer-core';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadable, openPage } from '../../../test/support/in-browser.ts';
import { addBody, addPerson, addRole, openTestSession } from '../../../test/support/people.ts';
import { cookieName } from '../../platform/http/cookies.ts';
import { queueMessage } from '../../platform/mail/queue-message.ts';
import type { Message } from '../../platform/mail/message.ts';

let server: AccountsServer;
let browser: Browser;
let address: string;

beforeAll(async () => {
  server = await startAccounts({ env: { BANDOLO_TRIAL: 'on' } });
  address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

function write(changes: Partial<Message> = {}): Promise<string> {
  return server.services.database.db.transaction().execute((tx) =>
    queueMessage(tx, {
      kind: 'partner-invitation',
      about: 'application/1',
      recipient: 'ada.neri@example.org',
      language: 'it',
      subject: 'Invito a partecipare',
      text: 'Buongiorno,\n\nprima riga\nseconda riga <b>x</b>',
      link: { label: 'Apri l’invito', address: 'https://bandi.example.org/invito', isSecret: true },
      ...changes,
    }),
  );
}

async function fail(id: string): Promise<void> {
  await server.services.database.db
    .updateTable('mail_message')
    .set({ state: 'failed', ended_at: new Date(), reply: '550 no such person' })
    .where('id', '=', id)
    .execute();
}

async function administrator() {
  const { db } = server.services.database;
  const { id: personId } = await addPerson(db);
  const { id: bodyId } = await addBody(db);
  await addRole(db, { bodyId, personId, role: 'administrator' });
  const { token } = await openTestSession(db, personId, 'browser');
  return { personId, cookies: { [cookieName(server.services.config, 'session')]: token } };
}

async function page(url: string, cookies: Record<string, string>, language = 'it') {
  const reply = await server.app.inject({
    url,
    headers: { accept: 'text/html', 'accept-language': language },
    cookies,
  });
  return { status: reply.statusCode, body: reply.body, cookies: reply.cookies };
}

async function act(id: string, what: string, cookies: Record<string, string>) {
  const shown = await page('/outbox', cookies);
  const csrf = /name="_csrf" value="([^"]+)"/.exec(shown.body)?.[1] ?? '';
  for (const cookie of shown.cookies) cookies[cookie.name] = cookie.value;
  return server.app.inject({
    method: 'POST',
    url: `/outbox/${id}`,
    headers: {
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    cookies,
    payload: new URLSearchParams({ _csrf: csrf, act: what }).toString(),
  });
}

function stateOf(id: string) {
  return server.services.database.db
    .selectFrom('mail_message')
    .select(['state', 'noted_by'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

test('an administrator sees that there is no mail server, and what waits, but no message', async () => {
  await write();
  const { cookies } = await administrator();
  const { body } = await page('/outbox', cookies);
  expect(body).toContain('Nessun server di posta');
  expect(body).toContain('Invito a partecipare');
  expect(body).not.toContain('bandi.example.org/invito');
  expect(body).not.toContain('seconda riga');
  expect((await page('/outbox', cookies, 'en')).body).toContain('No mail server');
});

test('a failure is dealt with once, or sent again', async () => {
  const { personId, cookies } = await administrator();
  const [noted, retried] = [await write(), await write({ recipient: 'b@example.org' })];
  await fail(noted);
  await fail(retried);
  expect((await page('/outbox', cookies)).body).toContain('550 no such person');
  expect((await act(noted, 'note', cookies)).statusCode).toBe(303);
  expect(await stateOf(noted)).toEqual({ state: 'failed', noted_by: personId });
  expect((await act(noted, 'retry', cookies)).statusCode).toBe(303);
  expect(await stateOf(noted)).toEqual({ state: 'failed', noted_by: personId });
  await act(retried, 'retry', cookies);
  expect(await stateOf(retried)).toEqual({ state: 'queued', noted_by: null });
});

test('a failure whose secret is gone is not sent again', async () => {
  const { cookies } = await administrator();
  const id = await write();
  await fail(id);
  await server.services.database.pool.query('update mail_message set link = null where id = $1', [
    id,
  ]);
  expect((await page('/outbox', cookies)).body).toContain('ora cancellato');
  await act(id, 'retry', cookies);
  expect((await stateOf(id)).state).toBe('failed');
});

test('in a trial the message is there to be read, and nowhere else', async () => {
  const id = await write();
  const { body } = await page(`/trial/outbox/${id}`, {});
  expect(body).toContain('href="https://bandi.example.org/invito"');
  expect(body).toContain('seconda riga &lt;b>x&lt;/b>');
  for (const headers of [{ host: 'bandi.example.org' }, { 'x-forwarded-for': '10.0.0.1' }]) {
    const far = await server.app.inject({ url: `/trial/outbox/${id}`, headers });
    expect(far.statusCode).not.toBe(200);
    expect(far.body).not.toContain('bandi.example.org/invito');
  }
  const serious = await startAccounts({ env: { BANDOLO_TRIAL: 'off' } });
  expect((await serious.app.inject({ url: '/trial/outbox' })).statusCode).toBe(404);
  await serious.close();
});

test('the pages hold on a phone and on a desk, in both languages', async () => {
  await fail(await write());
  const id = await write();
  const { cookies } = await administrator();
  for (const width of [320, 1280])
    for (const lang of ['it', 'en'])
      for (const [index, path] of ['/outbox', '/trial/outbox', `/trial/outbox/${id}`].entries()) {
        const seat = { origin: address, cookies: Object.entries(cookies), width };
        const tab = await openPage(browser, `${path}?lang=${lang}`, seat);
        await expectReadable(tab, `outbox-${index}-${lang}-${width}`);
        await tab.close();
      }
});
