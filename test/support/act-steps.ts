import { expect } from 'vitest';
import { sql } from 'kysely';
import { findCall } from '../../src/calls/index.ts';
import { makePrint, type Press } from '../../src/examination/index.ts';
import type { Services } from '../../src/platform/services.ts';
import { freezeRound } from '../../src/ranking/index.ts';
import type { ApiAnswer } from './api-client.ts';
import type { DialogueCast } from './dialogue-steps.ts';

interface ActCast extends Pick<DialogueCast, 'ask' | 'officer'> {
  readonly services: Services;
  readonly press: Press;
  /** The address of a call in which things were received. */
  readonly call: string;
  readonly signatory: string;
  readonly stranger: string;
  /** A text as the signatory signs it. */
  readonly sign: (text: string) => Promise<Buffer>;
}

const texts = { title: 'Graduatoria', ground: 'Art. 13' };
const protocol = { protocol: '2025/0001', protocolDay: '2025-01-07' };

/** Every operation on acts, as it is described; gives the states in which they are left. */
export async function useActs(cast: ActCast): Promise<readonly unknown[]> {
  const { ask, officer, signatory, call, stranger } = cast;
  await freeze(cast);
  const acts = `${call}/ranking-acts`;
  const draft = { kind: 'ranking', ...texts, decisions: [] };
  await ask(stranger, `POST ${acts}`, { status: 403, body: draft });
  const drafted = await ask(officer, `POST ${acts}`, { status: 201, body: draft });
  const one = `${acts}/${String(drafted.body['number'])}`;
  const changed = { ...draft, title: 'Graduatoria unica', revision: 1 };
  await ask(officer, `PUT ${one}`, { body: changed });
  await ask(officer, `PUT ${one}`, { status: 412, body: changed });
  await ask(officer, `GET ${one}`);
  await ask(officer, `POST ${one}/document`);
  await ask(officer, `GET ${one}/files/sheet`);
  const contentHash = await hashOf(cast, one);
  await ask(signatory, `POST ${one}/signature`, {
    status: 409,
    body: { contentHash: '0'.repeat(64) },
  });
  await ask(signatory, `POST ${one}/signature`, { body: { contentHash } });
  await ask(signatory, `POST ${one}/publication`, { body: protocol });
  await printAll(cast);
  await ask(officer, `POST ${one}/letters`, { status: 422, body: { template: 'none' } });
  const { body: letters } = await ask(officer, `POST ${one}/letters`, {
    body: { template: 'ranked' },
  });
  expect(Number(letters['wanted'])).toBeGreaterThan(0);
  await ask(officer, `POST ${one}/letters`, { status: 409, body: { template: 'ranked' } });
  for (const file of ['text', 'document', 'bundle']) await ask(officer, `GET ${one}/files/${file}`);
  await ask(officer, `GET ${one}/files/signature`, { status: 409 });
  await ask(officer, `GET ${one}/entries?limit=1`);
  await signCorrection(cast, acts, Number(drafted.body['number']));
  const third = await ask(officer, `POST ${acts}`, { status: 201, body: draft });
  const given = `${acts}/${String(third.body['number'])}`;
  await ask(officer, `POST ${given}/abandonment`, { status: 204 });
  await ask(officer, `GET ${call}/recognitions?organisation=12345670017&on=2025-01-07`);
  const { body } = await ask(officer, `GET ${acts}?limit=50`);
  return (body['items'] as readonly Record<string, unknown>[]).map(({ state }) => state);
}

/** Freezes what was received, after the office has refused whatever was still open. */
async function freeze({ services, call: address }: ActCast): Promise<void> {
  const { db } = services.database;
  const slug = address.split('/').at(-1) ?? '';
  const call = await findCall(services, slug);
  if (!call) throw new Error(`there is no call ${slug}`);
  await sql`update examination set outcome = 'not-admitted', state = 'decided', revision = revision + 1
             where call_id = ${call.callId} and state <> 'withdrawn'`.execute(db);
  const { callId, version } = call;
  const { made_by: personId } = await db
    .selectFrom('examination')
    .innerJoin('register_entry', (join) =>
      join
        .onRef('register_entry.call_id', '=', 'examination.call_id')
        .onRef('register_entry.number', '=', 'examination.entry_number'),
    )
    .select('register_entry.person_id as made_by')
    .where('examination.call_id', '=', callId)
    .limit(1)
    .executeTakeFirstOrThrow();
  const frozen = await freezeRound(services, { callId, slug, version, personId });
  expect(frozen.type).toBe('frozen');
}

async function hashOf({ ask, officer }: ActCast, one: string): Promise<string> {
  const { body }: ApiAnswer = await ask(officer, `GET ${one}/checks`);
  expect(body).toMatchObject({ maySign: true });
  return String(body['contentHash']);
}

/** What jobs do in the background, done here. */
async function printAll({ press }: ActCast): Promise<void> {
  const waiting = await press.db
    .selectFrom('ranking_act')
    .innerJoin('print', 'print.id', 'ranking_act.text_print')
    .select('print.id')
    .where('print.file_hash', 'is', null)
    .execute();
  for (const { id } of waiting) await makePrint(press, id);
}

/** A correction that somebody else has signed, brought by the office. */
async function signCorrection(cast: ActCast, acts: string, replaces: number): Promise<void> {
  const { ask, officer, sign } = cast;
  const body = {
    kind: 'correction',
    ...texts,
    reasons: 'Errore materiale.',
    replaces,
    decisions: [],
  };
  const { body: drafted } = await ask(officer, `POST ${acts}`, { status: 201, body });
  const one = `${acts}/${String(drafted['number'])}`;
  const hash = await hashOf(cast, one);
  const { text } = await ask(officer, `GET ${one}/files/text`);
  const file = await sign(text);
  await ask(officer, `PUT ${one}/signatures/${hash}`, { status: 422, file: Buffer.from('x') });
  await ask(officer, `PUT ${one}/signatures/${hash}`, { file });
  await ask(officer, `GET ${one}/files/signature`);
}
