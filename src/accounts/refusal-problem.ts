import type { ProblemReply } from '../platform/http/problem-reply.ts';
import { partsRefused } from '../platform/http/refused.ts';
import { refusals, type Refused } from './refusal.ts';

/** What the rules refuse, as problem details. */
export function problemOf({ problems }: Refused): ProblemReply {
  return partsRefused(problems, refusals);
}
