import type { RankingCall } from './queries.ts';

/** What comes next for the ranking of a call, with how many of it there are. */
export interface NextStep {
  readonly step:
    | 'nothing-received'
    | 'examinations-open'
    | 'freeze'
    | 'decide'
    | 'stopped'
    | 'prepare'
    | 'sign'
    | 'publish'
    | 'published'
    | 'look';
  readonly count: number;
}

/** The first thing that somebody has to do about a ranking; what is under way comes before what is over. */
export function nextStepOf(call: RankingCall): NextStep {
  const { received, open, round, arrived, summary, drafts, signed, published, decisions } = call;
  if (received === 0) return { step: 'nothing-received', count: 0 };
  if (signed > 0) return { step: 'publish', count: signed };
  if (drafts > 0) return { step: 'sign', count: drafts };
  if (published > 0 && arrived === 0) return { step: 'published', count: published };
  if (round === null)
    return open > 0 ? { step: 'examinations-open', count: open } : { step: 'freeze', count: 0 };
  if (arrived > 0) return { step: 'freeze', count: arrived };
  const isOfNow = summary?.decisions.join() === decisions.join();
  if (!summary || !isOfNow) return { step: 'look', count: 0 };
  if (summary.toDecide > 0) return { step: 'decide', count: summary.toDecide };
  if (summary.stops > 0) return { step: 'stopped', count: summary.stops };
  return { step: 'prepare', count: 0 };
}
