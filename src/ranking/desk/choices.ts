import type { Language, Option } from '../../platform/page/index.ts';
import { formatMoney } from '../../platform/page/index.ts';
import type { Choice } from './decision-content.ts';
import { sharePots } from './pot-shares.ts';
import { boundsOf } from './amount-bounds.ts';
import { potTitle } from './said.ts';
import type { SettledRound } from './settled-round.ts';
import { allowedAt, centsAt, type StopQuestion } from './stop-question.ts';
import type { DeskWords } from './words.ts';

/** What a page offers at a stop, and why something is not offered. */
export interface OfferedChoices {
  readonly options: readonly Option[];
  readonly remarks: readonly string[];
}

/** What can be decided at a stop, in words; the value of each is read by `readChoice`. */
export function choicesAt(
  settled: SettledRound,
  question: StopQuestion,
  words: DeskWords,
  language: Language,
): OfferedChoices {
  const { stop } = question;
  if (stop.code === 'order-of-rankings-missing')
    return { options: [{ value: 'order', text: words.options.order }], remarks: [] };
  const money = moneyChoices(settled, question, words, language);
  if (stop.code === 'more-money-needed') return money;
  const left = formatMoney(centsAt(stop, 'left') ?? 0, language);
  const { options } = words;
  const offered = allowedAt(stop).map((policy): Option => {
    const hints: Readonly<Record<typeof policy, string>> = {
      draw: options.drawHint,
      'whole-tie': options.wholeHint,
      'none-of-tie': options.noneHint(left),
      'pro-rata': options.proRataHint(left),
      stop: options.stopHint,
      skip: options.skipHint,
      partial: options.partialHint(left),
    };
    return { value: policy, text: options[policy], hint: hints[policy] };
  });
  return { options: [...money.options, ...offered], remarks: money.remarks };
}

/** Money of other pots that is certain to be left, and covers what is missing. */
function moneyChoices(
  settled: SettledRound,
  { stop }: StopQuestion,
  words: DeskWords,
  language: Language,
): OfferedChoices {
  const missing = missingAt(stop);
  const { document } = settled.round.call;
  if (missing === undefined || !document.funding) return { options: [], remarks: [] };
  if (!document.funding.reallocation.allowed)
    return { options: [], remarks: [words.noReallocation] };
  const to = potsOf(settled, stop.applications);
  const givers = sharePots(settled.round, boundsOf(settled)).filter(
    ({ pot, left }) => !to.includes(pot) && left >= missing,
  );
  if (givers.length === 0 || to.length === 0)
    return { options: [], remarks: [words.noMoneyElsewhere] };
  const count = stop.applications.length;
  const { options } = words;
  return {
    remarks: [],
    options: givers.map(({ pot }) => ({
      value: `move:${pot}`,
      text: count === 1 ? options.fundOne : options.fundAll(count),
      hint: options.fundAllHint(formatMoney(missing, language), potTitle(document, pot)[language]),
    })),
  };
}

/** What those at a stop need beyond what is left, in cents. */
export function missingAt(stop: StopQuestion['stop']): number | undefined {
  const [left, needed] = [centsAt(stop, 'left'), centsAt(stop, 'needed')];
  return left === undefined || needed === undefined || needed <= left ? undefined : needed - left;
}

/** The pots that all of these may draw on. */
export function potsOf(
  { round, collector }: SettledRound,
  applications: readonly string[],
): readonly string[] {
  const named = new Set(applications);
  let mask = -1;
  for (const [row, id] of round.ids.entries())
    if (named.has(id)) mask &= round.table.accepts[row] ?? 0;
  return collector.plan.pots.flatMap(({ id }, index) => ((mask >>> index) & 1 ? [id] : []));
}

/** The choice that the value of an option stands for; what it needs besides is in the other fields. */
export function readChoice(fields: {
  readonly choice: string;
  readonly order: readonly string[];
  readonly rankings: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly amount: string;
}): Choice | undefined {
  const { choice, order, rankings, from, to, amount } = fields;
  if (choice === 'move' || choice.startsWith('move:')) return { kind: 'move', from, to, amount };
  if (choice === 'order') return { kind: 'order', rankings };
  if (choice === 'stop' || choice === 'skip' || choice === 'partial')
    return { kind: 'partial', policy: choice };
  if (choice === 'draw') return { kind: 'tie', policy: 'draw', order };
  if (choice === 'whole-tie' || choice === 'none-of-tie' || choice === 'pro-rata')
    return { kind: 'tie', policy: choice };
  return undefined;
}

/** What the fields of a move begin with: what is missing, from the pot that was chosen. */
export function firstMove(
  settled: SettledRound,
  question: StopQuestion | undefined,
  choice: string,
): { readonly from: string; readonly to: string; readonly cents: number | undefined } {
  const from = choice.startsWith('move:') ? choice.slice('move:'.length) : '';
  const to = question ? (potsOf(settled, question.stop.applications)[0] ?? '') : '';
  return { from, to, cents: question && missingAt(question.stop) };
}
