import type { Call } from '../definition/compile-call.ts';
import { isGap, known, type Gap } from '../definition/gap.ts';
import { parsePoints } from '../numbers/points.ts';
import type { ConsolidationRule, PointsRange } from './consolidate.ts';
import type { OutlierRule } from './outliers.ts';
import type { SheetCriterion } from './sheet.ts';

export type ConsolidationReading =
  | { readonly type: 'rule'; readonly rule: ConsolidationRule }
  /** Not judged on the sheet, so there is nothing to consolidate. */
  | { readonly type: 'not-judged' }
  | { readonly type: 'undecided'; readonly gaps: readonly Gap['unknown'][] }
  /** The call says nothing about a panel. */
  | { readonly type: 'no-panel' };

/** How the points of several sheets on one criterion become one. */
export function consolidationRuleOf(
  { document }: Pick<Call, 'document'>,
  criterion: SheetCriterion,
): ConsolidationReading {
  const { panel } = document;
  if (!panel) return { type: 'no-panel' };
  if (criterion.kind === 'lost') return { type: 'undecided', gaps: criterion.gaps };
  const range = rangeOf(criterion);
  if (!range) return { type: 'not-judged' };
  const { consolidation, rounding } = panel;
  if (isGap(consolidation)) return { type: 'undecided', gaps: [consolidation.unknown] };
  // Nothing is rounded where the panel agrees, so what is open about rounding does not matter.
  if (consolidation !== 'collegial' && isGap(rounding))
    return { type: 'undecided', gaps: [rounding.unknown] };
  const rule = { method: consolidation, rounding: roundingOf(known(rounding)), range };
  return { type: 'rule', rule };
}

function roundingOf(
  rounding: { readonly to: number | string; readonly by: 'half-up' | 'down' | 'up' } | undefined,
): ConsolidationRule['rounding'] {
  const to = rounding && parsePoints(rounding.to);
  return rounding && to !== undefined ? { to, by: rounding.by } : undefined;
}

/** `undefined` for what is not judged by points: computed criteria, and values that give points. */
function rangeOf(criterion: SheetCriterion): PointsRange | undefined {
  switch (criterion.kind) {
    case 'points': {
      const { from, to, step } = criterion;
      return { kind: 'steps', from, to, ...(step === undefined ? {} : { step }) };
    }
    case 'option':
      return { kind: 'choices', points: criterion.choices.map((choice) => choice.points) };
    case 'options': {
      const { min, max = min } = criterion;
      return { kind: 'steps', from: min, to: max };
    }
    case 'value': {
      const { min, max = min } = criterion;
      return { kind: 'steps', from: min, to: max };
    }
    case 'computed':
    case 'lost':
      return undefined;
    default:
      return criterion satisfies never;
  }
}

/** How far a sheet may lie from the others; no limit where the call names none or leaves it open. */
export function outlierRuleOf({ document }: Pick<Call, 'document'>): OutlierRule {
  const points = known(document.panel?.outlierPoints);
  return { outlierPoints: points === undefined ? undefined : parsePoints(points) };
}
