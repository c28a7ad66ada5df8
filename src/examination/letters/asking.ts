import type { FastifyRequest } from 'fastify';
import type { Access } from '../../accounts/index.ts';
import { principalOf } from '../../accounts/index.ts';
import type { LetterDocument } from '../../engine/index.ts';
import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Services } from '../../platform/services.ts';
import { countDue } from './due-letters.ts';
import type { LettersRefusal } from './begin-letters.ts';
import { letterWords } from './words.ts';
import { loadLetterRules, type LetterRules } from './write-letters.ts';

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
}

export async function findAskedLetters(
  { database }: Services,
  request: FastifyRequest,
): Promise<LettersAsked | undefined> {
  const callId = request.subject?.callId;
  if (callId === undefined) return undefined;
  const { personId } = principalOf(request);
  return { callId, personId, rules: await loadLetterRules(database, callId, personId) };
}

/** The letters about outcomes that the call has, and to how many each is still to be written. */
export async function listTemplates(
  { database }: Services,
  { callId, rules }: LettersAsked,
): Promise<readonly { readonly letter: LetterDocument; readonly due: number }[]> {
  const letters = rules.published.call.document.examination?.letters ?? [];
  const found = [];
  for (const letter of letters)
    if (letter.on === 'outcome')
      found.push({ letter, due: await countDue(database.db, { callId, letter }) });
  return found;
}

export function lettersProblem(code: LettersRefusal): ProblemReply {
  const status = code === 'no-such-letter' ? 422 : 409;
  return refusedByRules(code, { status, en: letterWords.en.refusals[code] });
}
