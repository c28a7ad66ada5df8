import { sql } from 'kysely';
import type { Database, Tx } from '../../platform/database.ts';
import { addJob } from '../../platform/jobs/add-job.ts';
import { countDue } from './due-letters.ts';
import { findSourceLetter, type LetterRules, type LetterSource } from './letter-source.ts';
import { findBatch, type LetterBatch } from './store.ts';
import { findOutcomeLetter, writeDue } from './write-letters.ts';

export const letterTask = 'letter-batch';

export interface LettersAct {
  readonly callId: number;
  readonly personId: string;
  readonly template: string;
  readonly rules: LetterRules;
  readonly database: Database;
}

export type LettersRefusal = 'no-such-letter' | 'letters-under-way' | 'no-letter-due';

/** Has letters about something else than an outcome written in the background, to everybody who has not got theirs. */
export async function beginSourceLetters(
  tx: Tx,
  { cause, source, ...act }: LettersAct & { readonly cause: string; readonly source: LetterSource },
): Promise<LettersOutcome> {
  const { callId, rules, template } = act;
  const letter = findSourceLetter(rules, source, template);
  if (!letter) return { type: 'refused', code: 'no-such-letter' };
  return begin(tx, act, {
    cause,
    count: () => source.countDue(tx, { callId, cause, letter, limit: 1 }),
  });
}

export type LettersOutcome =
  | { readonly type: 'begun'; readonly batch: LetterBatch }
  | { readonly type: 'refused'; readonly code: LettersRefusal };

/** Has the letters about an outcome written in the background, to everybody who has not got theirs. */
export async function beginLetters(tx: Tx, act: LettersAct): Promise<LettersOutcome> {
  const { callId, template, rules } = act;
  const letter = findOutcomeLetter(rules, template);
  if (!letter) return { type: 'refused', code: 'no-such-letter' };
  return begin(tx, act, {
    cause: null,
    count: async () => (await countDue(tx, callId, [letter])).get(letter.id) ?? 0,
  });
}

async function begin(
  tx: Tx,
  { callId, personId, template }: LettersAct,
  { cause, count }: { readonly cause: string | null; readonly count: () => Promise<number> },
): Promise<LettersOutcome> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`letter-batches ${callId}`}, 0))`.execute(
    tx,
  );
  const open = await tx
    .selectFrom('letter_batch')
    .select('id')
    .where('call_id', '=', callId)
    .where('template', '=', template)
    .where('ended_at', 'is', null)
    .executeTakeFirst();
  if (open) return { type: 'refused', code: 'letters-under-way' };
  const wanted = await count();
  if (wanted === 0) return { type: 'refused', code: 'no-letter-due' };
  const { id } = await tx
    .insertInto('letter_batch')
    .values({ call_id: callId, template, wanted, begun_by: personId, cause })
    .returning('id')
    .executeTakeFirstOrThrow();
  await addLetterJob(tx, id);
  const batch = await findBatch(tx, id);
  if (!batch) throw new Error('letters have gone in their own transaction');
  return { type: 'begun', batch };
}

export async function addLetterJob(tx: Tx, id: string): Promise<void> {
  await addJob(tx, { task: letterTask, payload: { id }, key: `letters/${id}` });
}

/** Writes the letter about the outcome of one application; its file is made in the background. */
export async function writeOneLetter(
  tx: Tx,
  act: LettersAct & { readonly applicationId: string },
): Promise<
  { readonly type: 'written' } | { readonly type: 'refused'; readonly code: LettersRefusal }
> {
  const letter = findOutcomeLetter(act.rules, act.template);
  if (!letter) return { type: 'refused', code: 'no-such-letter' };
  const { callId, applicationId, rules, personId, database } = act;
  const written = await writeDue(tx, {
    database,
    callId,
    applicationId,
    letter,
    rules,
    personId,
    batchId: null,
    limit: 1,
  });
  return written === undefined ? { type: 'refused', code: 'no-letter-due' } : { type: 'written' };
}
