import { assess } from '../src/engine/assessment/assess.ts';
import { prepareApplication } from '../src/engine/assessment/prepare-facts.ts';
import type { ApplicationDocument } from '../src/engine/definition/application-document.ts';
import type { CallDocument } from '../src/engine/definition/call-document.ts';
import { RoundCollector } from '../src/engine/round/collect-round.ts';
import type { RoundDecisions } from '../src/engine/round/round-decisions.ts';
import { settleRound, type Round } from '../src/engine/round/settle-round.ts';
import { compiled, mill } from './mill-call.ts';

export const withFacts = (id: string, facts: Record<string, unknown>, more: object = {}) =>
  ({ ...mill, ...more, id, facts: { ...mill.facts, ...facts } }) as ApplicationDocument;

/** 26, 21 and 16 points, each asking for 506.00. */
export const tall = withFacts('tall', { floors: 9 }, { protocol: 3 });
export const middle = withFacts('middle', {}, { protocol: 2 });
export const low = withFacts('low', { floors: 1 }, { protocol: 1, line: 'hill' });
export const all = [low, middle, tall];

/** Settles a round of applications under the call of mills with a change. */
export function settle(
  applications: readonly ApplicationDocument[],
  change: Partial<CallDocument> = {},
  decisions?: RoundDecisions,
): Round {
  const call = compiled(change);
  const collected = new RoundCollector(call);
  for (const application of applications) {
    const read = prepareApplication(call, application);
    if ('problems' in read) throw new Error(read.problems.map(({ message }) => message).join('\n'));
    collected.add(assess(read.prepared));
  }
  return settleRound(call, collected, decisions);
}
