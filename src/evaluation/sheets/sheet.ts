import {
  formatPoints,
  parsePoints,
  type FactDocument,
  type FactValue,
  type Gap,
  type Sheet as AskedSheet,
  type SheetCriterion,
} from '../../engine/index.ts';

/**
 * What one evaluator says about one application:
 *
 *   (nothing) ── saved ──▶ open ── closed ──▶ closed ── reopened, until sheets are laid open ──▶ open
 *                            └────────── removed for a conflict, for good ◀──────────┘
 */
export interface SheetRecord {
  readonly id: string;
  readonly state: SheetState;
  readonly revision: number;
  readonly savedAt: Date;
  readonly closedAt: Date | null;
  /** SHA-256 of the text it is about, in hexadecimal. */
  readonly textHash: string;
  readonly content: SheetContent;
}

export type SheetState = 'open' | 'closed' | 'removed';

/** By fact of the panel. */
export type SheetContent = Readonly<Record<string, SheetEntry>>;

export interface SheetEntry {
  /** As in the text of an application; null while there is only a reason. */
  readonly value: FactValue | null;
  readonly reason: string;
}

/** One word is no reason: whoever applied will read it. */
export const reasonCharactersMin = 10;
export const reasonCharactersMax = 4000;

/** What keeps a sheet from being closed. */
export interface Missing {
  readonly what: 'value' | 'reason' | 'lost';
  /** Of the panel; none for what is lost. */
  readonly fact: string | undefined;
  /** As the call numbers it; the label of a fact that no criterion is about. */
  readonly code: { readonly it: string; readonly en: string };
  readonly gaps: readonly Gap['unknown'][];
}

/** The facts that the sheet asks of the panel, with the criterion that asks. */
export function askedFacts(
  sheet: AskedSheet,
): readonly { readonly fact: FactDocument; readonly criterion: SheetCriterion | undefined }[] {
  const own = sheet.criteria.flatMap((criterion) =>
    'fact' in criterion ? [{ fact: criterion.fact, criterion }] : [],
  );
  return [...own, ...sheet.alsoJudged.map((fact) => ({ fact, criterion: undefined }))];
}

/** Everything that is still to be done before the sheet can be closed, in the order of the sheet. */
export function missingIn(sheet: AskedSheet, content: SheetContent): readonly Missing[] {
  const lost = sheet.criteria.flatMap((criterion): readonly Missing[] =>
    criterion.kind === 'lost'
      ? [{ what: 'lost', fact: undefined, code: codeOf(criterion), gaps: criterion.gaps }]
      : [],
  );
  const asked = askedFacts(sheet).flatMap(({ fact, criterion }): readonly Missing[] => {
    const entry = content[fact.id];
    const rest = {
      fact: fact.id,
      code: criterion ? codeOf(criterion) : fact.label,
      gaps: [],
    };
    return [
      ...(entry === undefined || entry.value === null ? [{ what: 'value', ...rest } as const] : []),
      ...(isReason(entry?.reason ?? '') ? [] : [{ what: 'reason', ...rest } as const]),
    ];
  });
  return [...lost, ...asked];
}

function codeOf({ code }: SheetCriterion): Missing['code'] {
  return { it: code, en: code };
}

export function isReason(text: string): boolean {
  return text.trim().length >= reasonCharactersMin;
}

/** The values alone, as the engine reads them. */
export function valuesOf(content: SheetContent): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(content).flatMap(([fact, { value }]) => (value === null ? [] : [[fact, value]])),
  );
}

/** A value as a form holds it; several for a set of options. */
export function typedOf(value: FactValue | null | undefined): readonly string[] {
  if (value === null || value === undefined) return [];
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'object' ? [] : [String(value)];
}

export type ValueReading =
  | { readonly type: 'value'; readonly value: FactValue | null }
  /** It is no value of this fact; the engine says whether one of the right kind fits. */
  | { readonly type: 'not-a-value' };

/** Reads what was typed or chosen for a fact; nothing chosen is no value yet. */
export function readTyped(
  fact: FactDocument,
  typed: readonly string[],
  hasReason: boolean,
): ValueReading {
  // Of a set, choosing nothing is an answer once a reason is given for it.
  if (fact.type === 'options')
    return { type: 'value', value: typed.length > 0 ? [...typed] : hasReason ? [] : null };
  const text = (typed[0] ?? '').trim();
  if (text === '') return { type: 'value', value: null };
  switch (fact.type) {
    case 'bool':
      return text === 'true' || text === 'false'
        ? { type: 'value', value: text === 'true' }
        : { type: 'not-a-value' };
    case 'int':
      return /^-?\d{1,9}$/.test(text)
        ? { type: 'value', value: Number(text) }
        : { type: 'not-a-value' };
    case 'points': {
      const points = parsePoints(text.replace(',', '.'));
      return points === undefined
        ? { type: 'not-a-value' }
        : { type: 'value', value: formatPoints(points) };
    }
    default:
      return { type: 'value', value: text };
  }
}
