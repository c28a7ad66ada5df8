import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completeDraft } from '../../../test/support/application-world.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
} from '../../../test/support/examination-scene.ts';

let scene: ExaminationScene;
beforeAll(async () => {
  scene = await makeExaminationScene({ partners: 2, draft: completeDraft });
}, 60_000);
afterAll(async () => {
  expect(scene.server.faults()).toEqual([]);
  await scene.close();
});

const officer = () => {
  const [first] = scene.officers;
  if (!first) throw new Error('The scene has no officer.');
  return first;
};

interface Item {
  readonly number: number;
  readonly side: string;
  readonly text: string;
  readonly readAt?: string;
}

async function messagesOf(address: string, token: string): Promise<readonly Item[]> {
  const { body } = await scene.ask(token, `GET ${address}/messages`);
  return body['items'] as readonly Item[];
}

test('eight messages at once get eight numbers, and each is told by mail without what it says', async () => {
  const address = await scene.submit();
  const { db } = scene.world.database;
  const lead = await db
    .selectFrom('power')
    .select('person_id')
    .where('organisation_id', '=', scene.leadId)
    .execute();
  await db
    .updateTable('person')
    .set({ email: 'lead@example.org' })
    .where(
      'id',
      'in',
      lead.map(({ person_id: id }) => id),
    )
    .execute();
  const text = 'Manca la planimetria quotata.';
  const sent = await Promise.all(
    Array.from({ length: 8 }, () =>
      scene.ask(officer().token, `POST ${address}/messages`, { text }),
    ),
  );
  expect(sent.map(({ body }) => Number(body['number'])).toSorted((a, b) => a - b)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8,
  ]);
  const mails = await db
    .selectFrom('mail_message')
    .select(['recipient', 'subject', 'text', 'link'])
    .where('kind', '=', 'office-message')
    .execute();
  expect(mails).toHaveLength(8);
  expect(JSON.stringify(mails)).not.toContain('planimetria');
  expect(mails[0]?.link).toBe(`${address}/messages`);
});

test('whoever opens the page has read what the other side wrote, and no one else has', async () => {
  const address = await scene.submit();
  const answered = await scene.ask(scene.tokens.lead, `POST ${address}/messages`, {
    text: 'La mandiamo domani.',
  });
  expect(answered.status, answered.text).toBe(201);
  await messagesOf(address, officer().token);
  expect(await messagesOf(address, scene.tokens.lead)).toMatchObject([{ number: 1 }]);
  const unread = await scene.ask(officer().token, `GET /calls/${scene.slug}/messages?unread=true`);
  expect(unread.body['items']).toContainEqual(
    expect.objectContaining({ application: address.split('/').at(-1), unread: 1 }),
  );
  const page = await officer().browser.get(`${address}/messages`);
  expect(page.html).toContain('La mandiamo domani.');
  const [first] = await messagesOf(address, scene.tokens.lead);
  expect(first?.readAt).toBeDefined();
  const again = await scene.ask(officer().token, `GET /calls/${scene.slug}/messages?unread=true`);
  expect(again.text).not.toContain(address.split('/').at(-1));
});

test('partners, strangers and evaluators have no part in it, and before the submission nobody of the office', async () => {
  const address = await scene.submit();
  await scene.ask(officer().token, `POST ${address}/messages`, { text: 'Solo per il capofila.' });
  const partner = await scene.ask(scene.tokens.partner, `GET ${address}/messages`);
  expect([partner.status, partner.body['code']]).toEqual([403, 'not-the-lead']);
  const written = await scene.ask(scene.tokens.partner, `POST ${address}/messages`, {
    text: 'Ehi',
  });
  expect([written.status, written.body['code']]).toEqual([403, 'not-the-lead']);
  expect((await scene.ask(scene.tokens.stranger, `GET ${address}/messages`)).status).toBe(404);
  const draft = await scene.server.ask(
    scene.tokens.lead,
    `POST /api/v1/calls/${scene.slug}/applications`,
    {
      lead: scene.leadId,
      title: 'Bozza',
    },
  );
  const own = `/calls/${scene.slug}/applications/${String(draft.body['id'])}`;
  const early = await scene.ask(scene.tokens.lead, `POST ${own}/messages`, { text: 'Ci siete?' });
  expect([early.status, early.body['code']]).toEqual([409, 'not-submitted']);
  expect((await scene.ask(officer().token, `GET ${own}/messages`)).status).toBe(404);
  const empty = await scene.ask(officer().token, `POST ${address}/messages`, { text: '  \n ' });
  expect(empty.body['errors']).toMatchObject([{ path: '/text' }]);
});

test('mail about an application that did not arrive is there to be dealt with, once', async () => {
  const address = await scene.submit();
  const { db } = scene.world.database;
  const { rows } = await sql<{ id: string }>`
    insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
    values ('office-message', ${`application/${address.split('/').at(-1)}`}, 'gone@example.org', 'it', 'Prova', 'Testo',
            'failed', now(), '550 no such mailbox') returning id`.execute(db);
  const id = rows[0]?.id ?? '';
  const list = `GET /calls/${scene.slug}/delivery-failures`;
  expect((await scene.ask(officer().token, list)).body['items']).toContainEqual(
    expect.objectContaining({ id, reply: '550 no such mailbox', canRetry: true }),
  );
  expect((await officer().browser.get(`${address}/messages`)).html).toContain('non è arrivato');
  const settle = () =>
    scene.ask(officer().token, `POST /calls/${scene.slug}/delivery-failures/${id}/settlement`, {
      act: 'note',
      note: 'Telefonato',
    });
  const settled = await Promise.all(Array.from({ length: 8 }, settle));
  expect(settled.filter(({ status }) => status === 204)).toHaveLength(1);
  expect((await scene.ask(officer().token, list)).text).not.toContain(id);
  expect((await scene.ask(scene.tokens.lead, list)).status).toBe(403);
});
