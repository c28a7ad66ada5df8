import type { Static } from 'typebox';
import { formatPoints, type SheetCriterion, type SheetFigures } from '../../engine/index.ts';
import type { sheetSchema } from './api-schemas.ts';
import type { AskedSheet } from './asking.ts';
import { figuresFor } from './load-scoring.ts';
import { missingIn } from './sheet.ts';

type SheetJson = Static<typeof sheetSchema>;
type RangeJson = SheetJson['net'];

/** The sheet of whoever asks, as programs read it. */
export function sheetJson({
  key,
  scoring,
  sheet: record,
  standing,
}: Extract<AskedSheet, { readonly type: 'own' }>): SheetJson {
  const { sheet, textHash } = scoring;
  const entries = record?.content ?? {};
  const read = figuresFor(scoring, entries);
  const figures = read.type === 'figures' ? read : figuresFor(scoring, {});
  if (figures.type === 'refused') throw new Error('an application can no longer be scored');
  return {
    application: key.applicationId,
    state: record === undefined || record.state === 'removed' ? 'none' : record.state,
    standing,
    ...(record && { savedAt: record.savedAt.toISOString() }),
    textSha256: textHash,
    entries: entries as SheetJson['entries'],
    criteria: sheet.criteria.map((each) => criterionJson(each, figures.figures)),
    alsoJudged: sheet.alsoJudged.map(({ id }) => id),
    ...figuresJson(figures.figures),
    missing: missingIn(sheet, entries).map(({ what, code, fact }) => ({
      what,
      code: code.en,
      ...(fact === undefined ? {} : { fact }),
    })),
    gaps: sheet.gaps.map(({ id, note }) => ({ id, note })),
  };
}

export function figuresJson({ net, bonus, gross, passes }: SheetFigures) {
  return { net: rangeJson(net), bonus: rangeJson(bonus), gross: rangeJson(gross), passes };
}

export function rangeJson({
  low,
  high,
}: {
  readonly low: number;
  readonly high: number;
}): RangeJson {
  return { from: formatPoints(low), to: formatPoints(high) };
}

function criterionJson(
  criterion: SheetCriterion,
  figures: SheetFigures,
): SheetJson['criteria'][number] {
  const { id, code, title, article, kind } = criterion;
  const points = figures.criteria.get(id) ?? { low: 0, high: 0 };
  return { id, code, title, article, kind, points: rangeJson(points), ...wayJson(criterion) };
}

function wayJson(criterion: SheetCriterion): Partial<SheetJson['criteria'][number]> {
  switch (criterion.kind) {
    case 'computed': {
      const names = criterion.asks.map(({ fact }) => fact.id);
      return names.length === 0 ? {} : { waitsFor: [...new Set(names)] };
    }
    case 'lost':
      return { gaps: criterion.gaps.map(({ id, note }) => ({ id, note })) };
    case 'option':
    case 'options':
      return {
        fact: criterion.fact.id,
        choices: criterion.choices.map(({ value, label, points }) => ({
          value,
          label,
          points: formatPoints(points),
        })),
      };
    case 'points':
      return {
        fact: criterion.fact.id,
        from: formatPoints(criterion.from),
        to: formatPoints(criterion.to),
        ...(criterion.step === undefined ? {} : { step: formatPoints(criterion.step) }),
      };
    default:
      return { fact: criterion.fact.id };
  }
}
