import { canonicalJson, type RoundDecisions } from '../../engine/index.ts';
import { mergeDecisions } from '../acts/merge-decisions.ts';
import { compareRounds, type RoundComparison } from './compare-rounds.ts';
import { contentOf, type Choice, type DecidingAct } from './decision-content.ts';
import { refused, type DeskRefusal, type DeskRefused } from './refusal.ts';
import { settleLoaded, type SettledRound } from './settled-round.ts';
import { questionsOf } from './stop-question.ts';

export interface ChoiceAsked {
  /** The stop that is answered; none for money moved of one's own accord. */
  readonly stop: string | undefined;
  readonly choice: Choice;
}

/** A decision with what it would change, before anybody has taken it. */
export interface Proposal {
  readonly type: 'proposal';
  readonly content: RoundDecisions;
  readonly after: SettledRound;
  readonly comparison: RoundComparison;
}

/** Mistakes of a decision that the engine finds when it carries it out. */
const mistakes = [
  'move-exceeds-left',
  'reallocation-not-allowed',
  'move-not-valid',
] as const satisfies readonly DeskRefusal[];

/** What a choice at a stop would come to, with the decisions already in force. */
export function proposeDecision(
  settled: SettledRound,
  holding: readonly RoundDecisions[],
  { stop, choice }: ChoiceAsked,
  act: DecidingAct,
): Proposal | DeskRefused {
  const { round } = settled;
  const question = questionsOf(round.stops).find(({ key }) => key === stop);
  if (stop !== undefined && !question) return refused('stop-gone', '/stop');
  const { orderOfRankings } = mergeDecisions(holding);
  const content = contentOf(settled, question, choice, act, orderOfRankings);
  if (typeof content === 'string') return refused(content, pathOf(content));
  const after = settleLoaded(settled.loaded, mergeDecisions([...holding, content]));
  const mistake = mistakes.find((code) => after.round.stops.some((one) => one.code === code));
  const wasThere = round.stops.some(({ code }) => code === mistake);
  if (mistake && !wasThere) return refused(mistake, '/choice');
  const comparison = compareRounds(round, after.round);
  if (isSame(comparison) && canonicalJson(round.stops) === canonicalJson(after.round.stops))
    return refused('changes-nothing', '/choice');
  return { type: 'proposal', content, after, comparison };
}

function isSame({
  entering,
  leaving,
  changed,
  settled,
  opened,
  ...rest
}: RoundComparison): boolean {
  const lists = [entering, leaving, changed, settled, opened];
  return (
    lists.every(({ length }) => length === 0) &&
    rest.positionsChanged === 0 &&
    rest.pots.every(({ before, after }) => canonicalJson(before) === canonicalJson(after))
  );
}

function pathOf(code: DeskRefusal): string {
  if (code === 'draw-incomplete') return '/choice/order';
  if (code === 'order-incomplete') return '/choice/rankings';
  if (code === 'pot-unknown') return '/choice/from';
  return code === 'amount-wrong' ? '/choice/amount' : '/choice';
}
