import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAccounts, type AccountsServer } from '../../../test/support/accounts-server.ts';
import { makeFormBrowser } from '../../../test/support/form-browser.ts';
import { addPerson, openTestSession } from '../../../test/support/people.ts';

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccounts();
});
afterAll(() => server.close());

test('a person chooses in which language they are written to, and whether they are reminded', async () => {
  const { db } = server.services.database;
  const person = await addPerson(db);
  const { token } = await openTestSession(db, person.id, 'browser');
  const browser = makeFormBrowser(server.app, { cookies: [['bandolo-session', token]] });
  const chosen = () =>
    db
      .selectFrom('person')
      .select(['language', 'wants_reminders'])
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow();
  const box = /<input[^>]*name="reminders"[^>]*>/;
  expect(box.exec((await browser.open('/account')).html)?.[0]).toContain('checked');
  expect(await chosen()).toEqual({ language: 'it', wants_reminders: true });
  const sent = await browser.send('/account/messages', { language: 'en' });
  expect(sent).toMatchObject({ status: 303, location: '/account' });
  expect(await chosen()).toEqual({ language: 'en', wants_reminders: false });
  expect(box.exec((await browser.open('/account')).html)?.[0]).not.toContain('checked');
  await browser.send('/account/messages', { language: 'it', reminders: 'on' });
  expect(await chosen()).toEqual({ language: 'it', wants_reminders: true });
});
