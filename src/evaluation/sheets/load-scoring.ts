import {
  formatPoints,
  parsePoints,
  sheetFigures,
  sheetOf,
  type ApplicationDocument,
  type Call,
  type Sheet,
  type SheetFigures,
} from '../../engine/index.ts';
import type { Examined } from '../../examination/index.ts';
import { valuesOf, type SheetContent } from './sheet.ts';

/** An application as the panel scores it: the text under examination with what the office found, and the sheet for it. */
export interface Scoring {
  readonly call: Call;
  readonly application: ApplicationDocument;
  readonly sheet: Sheet;
  /** SHA-256 of the text under examination, in hexadecimal. */
  readonly textHash: string;
}

/** Nothing where the call gives no points in the line applied for. */
export function scoringOf({ call, content, prepared, examination }: Examined): Scoring | undefined {
  const sheet = sheetOf(call, prepared);
  return (
    sheet && {
      call,
      application: withoutJudgements(call, content),
      sheet,
      textHash: examination.snapshotHash,
    }
  );
}

/** Once consolidated, values of the panel are findings; a sheet says its own in their place. */
function withoutJudgements(
  { document }: Call,
  application: ApplicationDocument,
): ApplicationDocument {
  const judged = new Set(
    document.facts.filter(({ proof }) => proof === 'panel').map(({ id }) => id),
  );
  const facts = Object.entries(application.facts ?? {}).filter(([id]) => !judged.has(id));
  return { ...application, facts: Object.fromEntries(facts) };
}

/** A value that the engine refuses, by its fact. */
export interface ValueProblem {
  readonly fact: string;
  readonly message: string;
}

export type ScoringFigures =
  | {
      readonly type: 'figures';
      readonly figures: SheetFigures;
      readonly prepared: Examined['prepared'];
    }
  | { readonly type: 'refused'; readonly problems: readonly ValueProblem[] };

/** What a sheet comes to as filled in so far. */
export function figuresFor(
  { call, application, sheet }: Pick<Scoring, 'call' | 'application' | 'sheet'>,
  content: SheetContent,
): ScoringFigures {
  const offSteps = offStepsIn(sheet, content);
  if (offSteps.length > 0) return { type: 'refused', problems: offSteps };
  const read = sheetFigures(call, application, valuesOf(content));
  if (read.type === 'figures') return read;
  if (read.type === 'no-score') throw new Error('a sheet was asked for where nothing is scored');
  return {
    type: 'refused',
    problems: read.problems.map(({ path, message }) => ({ fact: String(path[1] ?? ''), message })),
  };
}

/** Points between two steps may come of several sheets, where the call rounds them so, but of no single one. */
function offStepsIn({ criteria }: Sheet, content: SheetContent): readonly ValueProblem[] {
  return criteria.flatMap((criterion): readonly ValueProblem[] => {
    if (criterion.kind !== 'points' || criterion.step === undefined) return [];
    const { value = null } = content[criterion.fact.id] ?? {};
    const isText = typeof value === 'string' || typeof value === 'number';
    const points = isText ? parsePoints(value) : undefined;
    if (points === undefined || (points - criterion.from) % criterion.step === 0) return [];
    const message = `found ${formatPoints(points)} points, between two steps of ${formatPoints(criterion.step)}`;
    return [{ fact: criterion.fact.id, message }];
  });
}
