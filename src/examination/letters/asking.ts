import type { FastifyRequest } from 'fastify';
import type { Access } from '../../accounts/index.ts';
import { principalOf } from '../../accounts/index.ts';
import type { LetterDocument } from '../../engine/index.ts';
import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import type { Database, Db } from '../../platform/database.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Services } from '../../platform/services.ts';
import { countDue, listDue } from './due-letters.ts';
import type { LettersRefusal } from './begin-letters.ts';
import { letterWords } from './words.ts';
import type { LetterRules } from './letter-source.ts';
import { loadLetterRules } from './write-letters.ts';

export const readers: Access = {
  who: 'named',
  roles: ['officer', 'controller', 'auditor'],
  subject: 'call',
};
export const writers: Access = { who: 'named', roles: ['officer'], subject: 'call' };
export const writersOfOne: Access = { who: 'named', roles: ['officer'], subject: 'application' };

export interface LettersAsked {
  readonly callId: number;
  readonly personId: string;
  readonly rules: LetterRules;
  readonly database: Database;
}

export async function findAskedLetters(
  { database }: Services,
  request: FastifyRequest,
): Promise<LettersAsked | undefined> {
  const callId = request.subject?.callId;
  if (callId === undefined) return undefined;
  const { personId } = principalOf(request);
  return { callId, personId, database, rules: await loadLetterRules(database, callId, personId) };
}

/** The letters about outcomes that the call has, and to how many each is still to be written. */
export async function listTemplates(
  { database }: Services,
  { callId, rules }: LettersAsked,
): Promise<
  readonly {
    readonly letter: LetterDocument;
    readonly due: number;
    /** The application to which the first would be written. */
    readonly first: string | undefined;
  }[]
> {
  const letters = (rules.published.call.document.examination?.letters ?? []).filter(
    ({ on }) => on === 'outcome',
  );
  const underWay = await countUnderWay(database.db, callId);
  const counts = await countDue(
    database.db,
    callId,
    letters.filter(({ id }) => !underWay.has(id)),
  );
  return Promise.all(
    letters.map(async (letter) => {
      const left = underWay.get(letter.id);
      if (left !== undefined) return { letter, due: left, first: undefined };
      const due = counts.get(letter.id) ?? 0;
      const [first] = due === 0 ? [] : await listDue(database.db, { callId, letter, limit: 1 });
      return { letter, due, first: first?.applicationId };
    }),
  );
}

/** How many letters of each template that is being written are left: of them nobody looks for more to begin with. */
async function countUnderWay(db: Db, callId: number): Promise<ReadonlyMap<string, number>> {
  const batches = await db
    .selectFrom('letter_batch')
    .select(['template', 'wanted', 'written'])
    .where('call_id', '=', callId)
    .where('ended_at', 'is', null)
    .execute();
  return new Map(batches.map(({ template, wanted, written }) => [template, wanted - written]));
}

export function lettersProblem(code: LettersRefusal): ProblemReply {
  const status = code === 'no-such-letter' ? 422 : 409;
  return refusedByRules(code, { status, en: letterWords.en.refusals[code] });
}
