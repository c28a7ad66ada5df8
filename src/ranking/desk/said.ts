import {
  formatDay as isoDay,
  pointsNumber,
  type CallDocument,
  type Cents,
  type DayNumber,
  type Localized,
} from '../../engine/index.ts';
import {
  formatDay,
  formatExactInstant,
  formatMoney,
  formatNumber,
  type Language,
} from '../../platform/page/index.ts';
import type { FrozenApplication } from '../round/load-round.ts';
import type { PlaceReason, RankingLine } from './settled-round.ts';
import type { DeskWords } from './words.ts';

/** An amount for a column that says it is euro. */
export function amountText(cents: Cents, language: Language): string {
  return formatMoney(cents, language).replace(/[\s€]/gu, '');
}

export function pointsText(points: number, language: Language): string {
  return pointsNumber(points, language);
}

/** The title of a line, a sub-line or a ranking; the call itself where it has no lines. */
export function titleOfUnit(
  document: Pick<CallDocument, 'lines' | 'title'>,
  unit: string,
  language: Language,
): string {
  const all = (document.lines ?? []).flatMap((line) => [line, ...(line.sublines ?? [])]);
  return (all.find(({ id }) => id === unit)?.title ?? document.title)[language];
}

/** What stands before the explanation in a title: `Linea 1` of `Linea 1. Infrastrutture …`. */
export function shortTitle(title: string): string {
  const [first = title] = title.split(/ [-–(]|: |(?<=\w)\. (?![-–(])/u);
  return first.trim();
}

export function shortUnit(
  document: Pick<CallDocument, 'lines' | 'title'>,
  unit: string,
  language: Language,
): string {
  return shortTitle(titleOfUnit(document, unit, language));
}

export function potTitle(document: CallDocument, pot: string): Localized {
  const found = document.funding?.pots.find(({ id }) => id === pot);
  return found?.title ?? { it: pot, en: pot };
}

/** Who answers for it and where: `Comune di Lombrone (BG)`. */
export function nameOf({ lead }: Pick<FrozenApplication, 'lead'>): string {
  return lead.province === undefined ? lead.name : `${lead.name} (${lead.province})`;
}

/** What orders a round, as people call it. */
export function keyName(
  document: CallDocument,
  by: string,
  words: DeskWords,
  language: Language,
): string {
  const known = (words.keys as Readonly<Record<string, string>>)[by];
  if (known !== undefined) return known;
  const [kind, id = ''] = by.split(':', 2);
  if (kind === 'criterion') {
    const criterion = document.score?.criteria.find((each) => each.id === id);
    return criterion ? `${criterion.code} ${criterion.title[language]}` : id;
  }
  return factOf(document, id)?.label[language] ?? id;
}

function factOf(document: CallDocument, id: string) {
  return (
    document.facts.find((fact) => fact.id === id) ??
    document.derived?.find((fact) => fact.id === id)
  );
}

/** How a key counts: what its numbers stand for. */
export function keyUnit(
  document: CallDocument,
  by: string,
): 'points' | 'money' | 'instant' | 'day' | 'truth' | 'percent' | 'number' {
  if (by === 'net' || by === 'bonus' || by === 'gross' || by.startsWith('criterion:'))
    return 'points';
  if (by === 'grant' || by === 'admitted') return 'money';
  if (by === 'received') return 'instant';
  const type = by.startsWith('fact:')
    ? factOf(document, by.slice('fact:'.length))?.type
    : undefined;
  if (type === 'money' || type === 'points' || type === 'percent') return type;
  if (type === 'date') return 'day';
  return type === 'bool' ? 'truth' : 'number';
}

export function keyValue(
  document: CallDocument,
  by: string,
  value: number,
  words: DeskWords,
  language: Language,
): string {
  if (Number.isNaN(value)) return words.notKnown;
  switch (keyUnit(document, by)) {
    case 'points':
      return pointsText(value, language);
    case 'money':
      return formatMoney(value, language);
    case 'instant':
      return formatExactInstant(new Date(value), language);
    case 'day':
      return formatDay(isoDay(value as DayNumber), language);
    case 'truth':
      return value === 1 ? words.yes : words.no;
    case 'percent':
      return `${formatNumber(value / 100, language)} %`;
    default:
      return formatNumber(value, language);
  }
}

/** What put an application where it is, in words. */
export function placedText(
  document: CallDocument,
  placed: PlaceReason | undefined,
  words: DeskWords,
  language: Language,
): string {
  const { placedBy } = words;
  if (!placed) return '';
  if (placed.kind !== 'key') return placedBy[placed.kind];
  const { by, isAfterTie, own, above } = placed;
  if (by === 'draw') return placedBy.draw;
  const say = isAfterTie ? placedBy.equalThen : placedBy.key;
  return say(
    keyName(document, by, words, language),
    keyValue(document, by, own, words, language),
    keyValue(document, by, above, words, language),
  );
}

/** Why it got what it got, where that is not plain. */
export function fundedText(
  { reason, reasonAt }: Pick<RankingLine, 'reason' | 'reasonAt'>,
  words: DeskWords,
  language: Language,
): string {
  const said = words.fundedBy[reason];
  if (typeof said === 'string') return said;
  return reason === 'money-ended'
    ? words.fundedBy['money-ended'](reasonAt)
    : (said as (left: string) => string)(formatMoney(reasonAt, language));
}
