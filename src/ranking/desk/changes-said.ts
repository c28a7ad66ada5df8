import { parseCents, parsePoints, type CallDocument, type RankingKey } from '../../engine/index.ts';
import { formatMoney, type Language } from '../../platform/page/index.ts';
import { keyName, keyUnit, pointsText, potTitle, shortUnit } from './said.ts';
import type { WhatIfChanges } from './what-if-changes.ts';
import type { DeskWords } from './words.ts';

/** What a trial changes in the rules, a line for each. */
export function changesSaid(
  document: CallDocument,
  changes: WhatIfChanges,
  words: DeskWords,
  language: Language,
): readonly string[] {
  const { thresholds = {}, pots = {}, moves = [], keys, ties, orderOfRankings } = changes;
  const money = (amount: string): string => formatMoney(parseCents(amount) ?? 0, language);
  const order = (list: readonly RankingKey[]): string =>
    list.length === 0
      ? words.nothingMore
      : list.map((key) => keyText(document, key, words, language)).join('; ');
  return [
    ...Object.entries(thresholds).map(
      ([id, points]) =>
        `${words.thresholdField(thresholdName(document, id, words))}: ${pointsText(parsePoints(points) ?? 0, language)}`,
    ),
    ...Object.entries(pots).map(
      ([id, amount]) => `${potTitle(document, id)[language]}: ${money(amount)}`,
    ),
    ...moves.map(({ from, to, amount }) =>
      words.contents.move(
        money(amount),
        potTitle(document, from)[language],
        potTitle(document, to)[language],
      ),
    ),
    ...(changes.per ? [`${words.perField}: ${words.pers[changes.per]}`] : []),
    ...(keys ? [`${words.keyField(0)}: ${order(keys)}`] : []),
    ...(ties ? [`${words.tieField(0)}: ${order(ties)}`] : []),
    ...(changes.lastResort
      ? [`${words.lastResortField}: ${words.lastResorts[changes.lastResort]}`]
      : []),
    ...(changes.partial ? [`${words.partialField}: ${words.partials[changes.partial]}`] : []),
    ...(changes.equals ? [`${words.equalsField}: ${words.equals[changes.equals]}`] : []),
    ...(orderOfRankings
      ? [
          words.contents.order(
            orderOfRankings.map((unit) => shortUnit(document, unit, language)).join(', '),
          ),
        ]
      : []),
  ];
}

/** A key with which end comes first, in words that fit what it counts. */
export function keyText(
  document: CallDocument,
  { by, order }: RankingKey,
  words: DeskWords,
  language: Language,
): string {
  const what = keyName(document, by, words, language);
  const unit = keyUnit(document, by);
  if (unit === 'instant' || unit === 'day')
    return order === 'lowest-first' ? words.earliest(what) : words.latest(what);
  return order === 'highest-first' ? words.highest(what) : words.lowest(what);
}

/** On what a threshold is read; its lines where it is not for all. */
export function thresholdName(document: CallDocument, id: string, words: DeskWords): string {
  const threshold = document.score?.thresholds.find((each) => each.id === id);
  if (!threshold) return id;
  const on = words.keys[threshold.on];
  return threshold.lines ? `${on}, ${threshold.lines.join(', ')}` : on;
}
