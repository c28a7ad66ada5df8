import type { Range } from '../condition/facts.ts';
import { truthName } from '../condition/truth.ts';
import { formatCents } from '../numbers/money.ts';
import { formatPoints } from '../numbers/points.ts';
import { outcomes, type Assessment } from './assessment.ts';

/** A figure as text: one value once it is known, otherwise where it lies; `to` is `null` without a limit. */
export type FigureText = string | { readonly from: string; readonly to: string | null };

export interface AssessmentJson {
  readonly id: string;
  readonly line?: string;
  readonly outcome: Assessment['outcome'];
  readonly eligible: string;
  readonly reserved: string;
  /** Requirements that are not met, cannot be answered yet, or whose exceptions contradict each other. */
  readonly failing: readonly string[];
  readonly open: readonly string[];
  readonly clashing: readonly string[];
  readonly admitted?: Readonly<Record<string, FigureText>>;
  readonly totalAdmitted?: FigureText;
  readonly grant?: FigureText;
  readonly shares?: Readonly<Record<string, string>>;
  readonly criteria?: Readonly<Record<string, FigureText>>;
  readonly net?: FigureText;
  readonly bonus?: FigureText;
  readonly gross?: FigureText;
  readonly threshold?: string;
}

export function moneyText(range: Range): FigureText {
  return figureText(range, formatCents);
}

export function pointsText(range: Range): FigureText {
  return figureText(range, formatPoints);
}

function figureText({ low, high }: Range, format: (value: number) => string): FigureText {
  if (low === high) return format(low);
  return { from: format(low), to: Number.isFinite(high) ? format(high) : null };
}

/** An assessment as plain data for files and interfaces. */
export function assessmentToJson(assessment: Assessment): AssessmentJson {
  const { prepared, costs, grant, score } = assessment;
  const { track } = prepared;
  const withOutcome = (...wanted: readonly number[]): readonly string[] =>
    track.requirements.flatMap((requirement, index) =>
      wanted.includes(assessment.requirements[index] ?? -1) ? [requirement.document.id] : [],
    );
  const minimum = track.grant?.document.minimumProject;
  const onMinimum = (truth: number): readonly string[] =>
    minimum && assessment.minimumProject === truth ? [minimum.id] : [];
  return {
    id: prepared.id,
    ...(track.line === undefined ? {} : { line: track.id }),
    outcome: assessment.outcome,
    eligible: truthName(assessment.eligible),
    reserved: truthName(assessment.reserved),
    failing: [...withOutcome(outcomes.notMet), ...onMinimum(0)],
    open: [...withOutcome(outcomes.unknown), ...onMinimum(2)],
    clashing: withOutcome(outcomes.exceptionsClash),
    ...(costs && {
      admitted: byId(track.costs?.categories ?? [], costs.admitted.map(moneyText)),
      totalAdmitted: moneyText(costs.total),
    }),
    ...(grant && { grant: moneyText(grant.amount) }),
    ...(grant?.shares && {
      shares: Object.fromEntries(
        grant.shares.map((share) => [share.partner, formatCents(share.amount)]),
      ),
    }),
    ...(score && {
      criteria: byId(
        (track.score?.criteria ?? []).map((criterion) => criterion.document),
        score.criteria.map(pointsText),
      ),
      net: pointsText(score.net),
      bonus: pointsText(score.bonus),
      gross: pointsText(score.gross),
      threshold: truthName(score.passes),
    }),
  };
}

function byId<T>(
  items: readonly { readonly id: string }[],
  values: readonly T[],
): Readonly<Record<string, T>> {
  return Object.fromEntries(
    items.flatMap((item, index) => {
      const value = values[index];
      return value === undefined ? [] : [[item.id, value]];
    }),
  );
}
