import {
  consolidatePoints,
  consolidationRuleOf,
  formatPoints,
  known,
  outlierRuleOf,
  outliersOf,
  type Call,
  type FactDocument,
  type FactValue,
  type Fraction,
  type Sheet,
  type SheetCriterion,
  type SheetFigures,
} from '../../engine/index.ts';
import { figuresFor, type Scoring } from '../sheets/load-scoring.ts';
import type { AuthoredSheet } from '../sheets/queries.ts';
import { askedFacts } from '../sheets/sheet.ts';

/**
 * What becomes of the sheets of one application:
 *
 *   all closed ── laid open in a session ──▶ opened ── decided ──▶ decided
 *                                              └── undone, with a reason ◀──┘   (the sheets are closed again)
 */
export interface ConsolidationRecord {
  readonly id: string;
  readonly state: 'opened' | 'decided';
  readonly session: number;
  readonly openedAt: Date;
  readonly decidedAt: Date | null;
  readonly decidedBy: string | null;
  readonly isReleased: boolean;
  readonly entries: Readonly<Record<string, DecidedEntry>>;
}

export interface DecidedEntry {
  readonly proposed: FactValue | null;
  readonly value: FactValue;
  readonly reason: string;
}

export type ConsolidationMethod = 'collegial' | 'mean' | 'median';

/** What one sheet says to one question. */
export interface GivenValue {
  readonly sheetId: string;
  readonly name: string;
  readonly value: FactValue | null;
  readonly points: number | undefined;
  readonly reason: string;
}

/** What the rule of the call makes of several sheets for one fact of the panel. */
export interface Proposal {
  readonly fact: FactDocument;
  readonly criterion: SheetCriterion | undefined;
  readonly given: readonly GivenValue[];
  /** `null` where the panel must agree upon it itself. */
  readonly proposed: FactValue | null;
  /** All sheets say the same; the rule computes it; or neither. */
  readonly from: 'agreed' | 'computed' | 'none';
  /** What the points come to, where nobody can give exactly that. */
  readonly exact: Fraction | undefined;
  /** The reasons of the sheets, each once, for the panel to make its own. */
  readonly reason: string;
}

/** A closed sheet with what it comes to. */
export interface OpenSheet {
  readonly sheet: AuthoredSheet;
  readonly figures: SheetFigures;
}

/** The closed sheets as the engine reads them; nothing where rules of a later version can no longer read one of them. */
export function readSheets(
  scoring: Scoring,
  sheets: readonly AuthoredSheet[],
): readonly OpenSheet[] | undefined {
  const open: OpenSheet[] = [];
  for (const sheet of sheets) {
    const read = figuresFor(scoring, sheet.content);
    if (read.type === 'refused') return undefined;
    open.push({ sheet, figures: read.figures });
  }
  return open;
}

/** For each fact of the panel what the sheets say and what follows from it by the rule of the call. */
export function proposalsFor(
  { call, sheet: asked }: Pick<Scoring, 'call' | 'sheet'>,
  sheets: readonly OpenSheet[],
): readonly Proposal[] {
  return askedFacts(asked).map(({ fact, criterion }) => {
    const given = sheets.map(({ sheet, figures }) => givenIn(sheet, figures, fact, criterion));
    const reasons = [...new Set(given.map(({ reason }) => reason.trim()).filter(Boolean))];
    return {
      fact,
      criterion,
      given,
      reason: reasons.join('\n'),
      ...propose(call, criterion, given),
    };
  });
}

function givenIn(
  { id, name, content }: AuthoredSheet,
  figures: SheetFigures,
  fact: FactDocument,
  criterion: SheetCriterion | undefined,
): GivenValue {
  const entry = content[fact.id];
  const range = criterion && figures.criteria.get(criterion.id);
  return {
    sheetId: id,
    name,
    value: entry?.value ?? null,
    points: range && range.low === range.high ? range.low : undefined,
    reason: entry?.reason ?? '',
  };
}

function propose(
  call: Call,
  criterion: SheetCriterion | undefined,
  given: readonly GivenValue[],
): Pick<Proposal, 'proposed' | 'from' | 'exact'> {
  const [first] = given;
  const none = { proposed: null, from: 'none', exact: undefined } as const;
  if (!first || first.value === null) return none;
  const isAgreed = given.every(
    ({ value }) => JSON.stringify(value) === JSON.stringify(first.value),
  );
  if (isAgreed) return { proposed: first.value, from: 'agreed', exact: undefined };
  if (!criterion) return none;
  const read = consolidationRuleOf(call, criterion);
  const points = given.flatMap((each) => (each.points === undefined ? [] : [each.points]));
  if (read.type !== 'rule' || points.length !== given.length) return none;
  const made = consolidatePoints(read.rule, points);
  if (made.type === 'to-agree') return none;
  if (made.type === 'refused') return { ...none, exact: made.exact };
  const value = valueFor(criterion, made.points);
  return value === undefined
    ? { ...none, exact: made.exact }
    : { proposed: value, from: 'computed', exact: undefined };
}

/** The value that gives these points, where there is exactly one. */
function valueFor(criterion: SheetCriterion, points: number): FactValue | undefined {
  if (criterion.kind === 'points') return formatPoints(points);
  if (criterion.kind !== 'option') return undefined;
  const fitting = criterion.choices.filter((choice) => choice.points === points);
  return fitting.length === 1 ? fitting[0]?.value : undefined;
}

/** A sheet that lies apart from all the others, by its net total. */
export interface Apart {
  readonly sheetId: string;
  readonly name: string;
  readonly distance: Fraction;
}

export function apartIn(call: Call, sheets: readonly OpenSheet[]): readonly Apart[] {
  const complete = sheets.filter(({ figures: { net } }) => net.low === net.high);
  const totals = complete.map(({ sheet, figures }) => ({ points: figures.net.low, sheet }));
  return outliersOf(outlierRuleOf(call), totals).map(({ sheet: { sheet }, distance }) => ({
    sheetId: sheet.id,
    name: sheet.name,
    distance,
  }));
}

export function methodOf({ document }: Pick<Call, 'document'>): ConsolidationMethod | undefined {
  return known(document.panel?.consolidation);
}

/** How many sheets each application gets; nothing while that is not decided. */
export function scorersOf({ document }: Pick<Call, 'document'>): number | undefined {
  return known(document.panel?.scorers);
}

/** The least number of members without whom the panel decides nothing; nothing while that is not decided. */
export function leastOf({ document }: Pick<Call, 'document'>): number | undefined {
  return known(document.panel?.members.least);
}

/** Facts that still have no value, or no reason, in what is about to be decided. */
export function undecidedIn(
  sheet: Sheet,
  entries: Readonly<Record<string, { readonly value: FactValue | null; readonly reason: string }>>,
): readonly { readonly fact: string; readonly what: 'value' | 'reason' }[] {
  return askedFacts(sheet).flatMap(({ fact: { id } }) => {
    const entry = entries[id];
    const value = entry === undefined || entry.value === null;
    const reason = (entry?.reason.trim() ?? '') === '';
    return [
      ...(value ? [{ fact: id, what: 'value' } as const] : []),
      ...(reason ? [{ fact: id, what: 'reason' } as const] : []),
    ];
  });
}
