import type { ApplicationProblem } from '../assessment/application-problem.ts';
import { assessScore } from '../assessment/assess-score.ts';
import { isKnown } from '../assessment/ranges.ts';
import { prepareApplication, type Prepared } from '../assessment/prepare-facts.ts';
import type { Range } from '../condition/facts.ts';
import { truthName } from '../condition/truth.ts';
import type { ApplicationDocument, FactValue } from '../definition/application-document.ts';
import type { Call } from '../definition/compile-call.ts';
import { findNearest } from '../text/nearest.ts';
import { withFindings, type Finding } from './finding.ts';
import { sheetOf, type SheetThreshold } from './sheet.ts';

/** What an evaluator entered, by fact; a key that is left out is not judged yet. */
export type SheetEntries = { readonly [fact: string]: FactValue };

export interface SheetFigures {
  /** Points by the id of the criterion: a range while something is unknown. */
  readonly criteria: ReadonlyMap<string, Range>;
  /** Without bonuses: what the maximum and most thresholds are read on. */
  readonly net: Range;
  readonly bonus: Range;
  readonly gross: Range;
  readonly thresholds: readonly (SheetThreshold & {
    readonly reached: 'yes' | 'no' | 'unknown';
  })[];
  /** Whether every threshold is reached, those of single criteria included. */
  readonly passes: 'yes' | 'no' | 'unknown';
  /** Criteria whose points are not known yet. */
  readonly open: readonly string[];
}

export type SheetReading =
  | { readonly type: 'figures'; readonly figures: SheetFigures; readonly prepared: Prepared }
  | { readonly type: 'refused'; readonly problems: readonly ApplicationProblem[] }
  /** Nothing is scored in the line applied for. */
  | { readonly type: 'no-score' };

/**
 * The figures of a sheet as filled in so far. `application` is the text under examination with the
 * findings of the office merged in; what the entries say about facts of the panel comes on top.
 * An entry that the sheet does not ask for, or that lies outside its range, is refused with its place.
 */
export function sheetFigures(
  call: Call,
  application: ApplicationDocument,
  entries: SheetEntries,
): SheetReading {
  const read = prepareApplication(call, application);
  if ('problems' in read) return { type: 'refused', problems: read.problems };
  const foreign = foreignEntries(call, read.prepared, entries);
  if (foreign.length > 0) return { type: 'refused', problems: foreign };
  const findings = Object.entries(entries).map(([subject, value]): Finding => ({
    kind: 'fact',
    subject,
    value,
  }));
  const judged = prepareApplication(call, withFindings(application, findings));
  if ('problems' in judged) return { type: 'refused', problems: judged.problems };
  const figures = figuresOf(judged.prepared);
  if (!figures) return { type: 'no-score' };
  return { type: 'figures', figures, prepared: judged.prepared };
}

function foreignEntries(
  call: Call,
  prepared: Prepared,
  entries: SheetEntries,
): readonly ApplicationProblem[] {
  const sheet = sheetOf(call, prepared);
  if (!sheet) return [];
  const asked = new Set(sheet.alsoJudged.map((fact) => fact.id));
  for (const each of sheet.criteria) if ('fact' in each) asked.add(each.fact.id);
  return Object.keys(entries)
    .filter((name) => !asked.has(name))
    .map((name) => {
      const suggestion = findNearest(name, asked);
      return {
        code: 'not-judged',
        message: `the sheet does not ask for "${name}"`,
        path: ['facts', name],
        ...(suggestion === undefined ? {} : { suggestion }),
      };
    });
}

/** The figures of an application whose judgements are all among its facts, as after consolidation. */
export function figuresOf({ track, facts }: Prepared): SheetFigures | undefined {
  const { score } = track;
  if (!score) return undefined;
  const { criteria, net, bonus, gross, thresholds, passes } = assessScore(score, facts);
  const named = score.criteria.map((each, index) => ({
    id: each.document.id,
    points: criteria[index] ?? { low: 0, high: 0 },
  }));
  // Checks on net come first, then those of single criteria, then those on gross.
  const onNet = score.thresholds.filter((each) => each.on === 'net');
  const onGross = score.thresholds.filter((each) => each.on === 'gross');
  const reachedAt = (index: number) => truthName(thresholds[index] ?? 2);
  return {
    criteria: new Map(named.map(({ id, points }) => [id, points])),
    net,
    bonus,
    gross,
    thresholds: [
      ...onNet.map((each, index) => ({ ...each, reached: reachedAt(index) })),
      ...onGross.map((each, index) => ({
        ...each,
        reached: reachedAt(score.netChecks.length + index),
      })),
    ],
    passes: truthName(passes),
    open: named.filter(({ points }) => !isKnown(points)).map(({ id }) => id),
  };
}
