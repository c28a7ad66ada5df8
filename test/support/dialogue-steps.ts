import { sql } from 'kysely';
import { expect } from 'vitest';
import { takeIn } from '../../src/examination/index.ts';
import type { Database } from '../../src/platform/database.ts';
import type { ApiAnswer } from './api-client.ts';
import { completeDraft } from './application-world.ts';
import { pdf } from './document-scene.ts';

export interface DialogueCast {
  /** Asks as somebody, and insists on the status. */
  readonly ask: (
    name: string | null,
    request: string,
    options?: {
      readonly status?: number;
      readonly body?: unknown;
      readonly file?: Buffer;
      readonly form?: FormData;
      readonly headers?: Record<string, string>;
    },
  ) => Promise<ApiAnswer>;
  readonly database: Database;
  readonly call: string;
  readonly lead: string;
  readonly officer: string;
}

type Cast = DialogueCast;

/** Every operation on requests, notices and replies, as it is described; gives what may be done at the end. */
export async function useDialogue(cast: Cast): Promise<unknown> {
  const own = await beginExamination(cast);
  await useClarification(cast, own);
  await useNotices(cast, own);
  const { body } = await cast.ask(cast.officer, `GET ${own}/refusability`);
  return body['may'];
}

async function beginExamination(cast: Cast): Promise<string> {
  const own = await submitApplication(cast, 'Lampioni da chiarire');
  await cast.ask(cast.officer, `POST ${own}/examination/beginning`);
  return own;
}

/** An application of the lead alone, received by the office; gives its address. */
export async function submitApplication(
  { ask, database, call, lead }: Cast,
  title: string,
): Promise<string> {
  const { body } = await ask(lead, 'GET /api/v1/organisations');
  const [organisation] = body['items'] as readonly { readonly id: string }[];
  const id = organisation?.id ?? '';
  const started = await ask(lead, `POST ${call}/applications`, {
    status: 201,
    body: { lead: id, ...completeDraft(id, [], title) },
  });
  const own = started.headers.get('location') ?? '';
  const frozen = await ask(lead, `POST ${own}/freeze`, {
    headers: { 'if-match': started.headers.get('etag') ?? '' },
  });
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  await ask(lead, `POST ${own}/submission`, { status: 201, body: { snapshotHash: hash } });
  await takeIn({ database });
  return own;
}

/** A draft of one point; gives the address of the request. */
async function write({ ask, officer }: Cast, own: string, kind: string): Promise<string> {
  const { body } = await ask(officer, `POST ${own}/requests`, { status: 201, body: { kind } });
  const path = `${own}/requests/${String(body['number'])}`;
  const slot = kind === 'clarification' ? { slot: 'agreement' } : {};
  await ask(officer, `PUT ${path}`, {
    body: {
      revision: 1,
      introduction: 'Gentile capofila,',
      points: [
        { id: 'own-1', text: 'Manca l’accordo firmato.', article: 'art. 9', fields: [], ...slot },
      ],
    },
  });
  return path;
}

async function send(cast: Cast, own: string, kind: string): Promise<string> {
  const path = await write(cast, own, kind);
  await cast.ask(cast.officer, `POST ${path}/sending`, { body: { revision: 2 } });
  return path;
}

async function answer({ ask, lead }: Cast, path: string): Promise<ApiAnswer> {
  const read = await ask(lead, `GET ${path}`);
  const before = (read.body['reply'] as { readonly revision: number } | undefined)?.revision ?? 0;
  const texts = { 'own-1': 'Eccolo.' };
  const saved = await ask(lead, `PUT ${path}/reply`, {
    body: { revision: before, texts, corrections: {} },
  });
  const { revision } = saved.body['reply'] as { readonly revision: number };
  return ask(lead, `POST ${path}/reply/sending`, { body: { revision } });
}

async function useClarification(cast: Cast, own: string): Promise<void> {
  const { ask, lead, officer, database } = cast;
  const discarded = await write(cast, own, 'clarification');
  const draft = await ask(officer, `GET ${discarded}`);
  expect(draft.body['preview']).toMatchObject({ stopsClock: true });
  await ask(officer, `DELETE ${discarded}?revision=2`, { status: 204 });
  const path = await send(cast, own, 'clarification');
  await ask(officer, `GET ${own}/requests`);
  const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await ask(officer, `POST ${path}/extension`, { body: { until, reason: 'Le ferie' } });
  const upload = { file: pdf('the agreement') };
  await ask(lead, `PUT ${path}/reply/points/own-1/documents?name=accordo.pdf`, upload);
  await ask(lead, `GET ${path}/documents/1`);
  await ask(lead, `DELETE ${path}/reply/documents/1`);
  await ask(lead, `PUT ${path}/reply/points/own-1/documents?name=accordo.pdf`, upload);
  const { body } = await answer(cast, path);
  const { textHash } = body['reply'] as { readonly textHash: string };
  await ask(officer, `GET ${own}/texts/${textHash}`);
  await ask(officer, `GET ${own}/documents/agreement/versions/1`);
  await useDelivery(cast, path, database);
}

async function useDelivery({ ask, officer }: Cast, path: string, { db }: Database): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const query = `name=ricevuta.pdf&day=${today}&note=${encodeURIComponent('Ricevuta di consegna')}`;
  await ask(officer, `POST ${path}/proofs?${query}`, { file: pdf('the receipt') });
  const { body } = await ask(officer, `GET ${path}`);
  const { proofs, messages } = body['delivery'] as {
    readonly proofs: readonly { readonly number: number; readonly kind: string }[];
    readonly messages: readonly { readonly id: string }[];
  };
  expect(proofs.map(({ kind }) => kind)).toEqual(['opened', 'evidence']);
  await ask(officer, `GET ${path}/proofs/2/file`);
  const [message] = messages;
  if (!message) throw new Error('nobody was told of the request');
  await db
    .updateTable('mail_message')
    .set({ state: 'failed', ended_at: sql<Date>`now()`, reply: '550 no such user' })
    .where('id', '=', message.id)
    .execute();
  const call = path.replace(/\/applications\/.*/, '');
  await ask(officer, `POST ${call}/delivery-failures/${message.id}/settlement`, {
    status: 204,
    body: { act: 'note', note: 'Telefonato' },
  });
  const after = await ask(officer, `GET ${path}`);
  expect(after.text).toContain('failure-settled');
}

async function useNotices(cast: Cast, own: string): Promise<void> {
  const { ask, officer, database } = cast;
  const withdrawn = await send(cast, own, 'notice-against');
  await ask(officer, `POST ${withdrawn}/withdrawal`, { body: { reason: 'Per errore' } });
  const late = await send(cast, own, 'notice-against');
  await database.db
    .updateTable('examination_request')
    .set({ due_on: sql<string>`sent_on - 1` })
    .where('state', '=', 'open')
    .execute();
  await answer(cast, late);
  await ask(officer, `POST ${late}/late-reply`, { body: { take: true, ground: 'Un guasto' } });
  await ask(officer, `POST ${late}/answers/own-1`, {
    body: { text: 'Non accolta: l’accordo non è firmato.', upheld: true },
  });
}
