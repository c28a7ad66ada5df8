import type { ProblemReply } from '../platform/http/problem-reply.ts';
import { refusals, type Refused } from './refusal.ts';

/** What the rules refuse, as problem details. */
export function problemOf({ problems }: Refused): ProblemReply {
  const [first] = problems;
  if (!first) throw new Error('A refusal without a problem.');
  const { status, en } = refusals[first.code];
  const parts = problems.filter(({ path }) => path !== '');
  return {
    status,
    code: problems.length === 1 ? first.code : 'refused',
    title: 'Refused by the rules',
    detail: problems.length === 1 ? en : 'The rules refuse this; see each part.',
    errors: parts.map(({ code, path }) => ({ code, path, detail: refusals[code].en })),
  };
}
