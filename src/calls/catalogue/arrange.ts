import type { Localized } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import { stateOf, type Term } from '../term.ts';
import {
  catalogueStates,
  modes,
  type CatalogueAsked,
  type CatalogueFilter,
  type CatalogueOrder,
  type CatalogueState,
} from './asked.ts';
import type { Label } from './listing.ts';

/** Of a call, what it is chosen and put in order by. */
export interface CatalogueRow extends Term {
  readonly callId: number;
  readonly mode: Mode;
  readonly bodyCode: string;
  readonly title: Localized;
  readonly audiences: readonly Label[];
  readonly topics: readonly Label[];
  /** How well it fits the words, and whether it has all of them; 0 and true without words. */
  readonly rank: number;
  readonly hasAll: boolean;
}

export interface Choice<T extends string = string> {
  readonly value: T;
  readonly count: number;
}

export interface LabelChoice extends Choice {
  readonly label: Localized;
}

/** The calls that were asked for, in order, and how many each choice of a filter would show. */
export interface Arranged {
  readonly found: readonly CatalogueRow[];
  readonly states: readonly Choice<CatalogueState>[];
  readonly audiences: readonly LabelChoice[];
  readonly topics: readonly LabelChoice[];
  readonly modes: readonly Choice<Mode>[];
}

const soonMs = 14 * 86_400_000;

/** Whether it is open and closes so soon that whoever wants it should begin. */
export function isClosing(term: Term, at: Date): boolean {
  return (
    stateOf(term, at) === 'open' &&
    term.closesAt !== null &&
    term.closesAt.getTime() - at.getTime() < soonMs
  );
}

/** Only calls that have all the words are kept, where there are some. */
export function withBestWords(rows: readonly CatalogueRow[]): readonly CatalogueRow[] {
  const whole = rows.filter(({ hasAll }) => hasAll);
  return whole.length > 0 ? whole : rows;
}

export function arrange(
  rows: readonly CatalogueRow[],
  asked: CatalogueAsked,
  { at, language }: { readonly at: Date; readonly language: Language },
): Arranged {
  const without = (part: Partial<CatalogueFilter>): readonly CatalogueRow[] =>
    rows.filter((row) => isAsked(row, { ...asked, ...part }, at));
  const ofState = without({ states: [] });
  const ofMode = without({ modes: [] });
  return {
    found: without({}).toSorted(comparer(asked.order, { at, language })),
    states: catalogueStates.map((value) => ({
      value,
      count: ofState.filter((row) => isInState(row, value, at)).length,
    })),
    audiences: labelChoices(rows, without({ audiences: [] }), 'audiences', language),
    topics: labelChoices(rows, without({ topics: [] }), 'topics', language),
    modes: modes.map((value) => ({
      value,
      count: ofMode.filter(({ mode }) => mode === value).length,
    })),
  };
}

/** How many calls there would be without one part of what was asked for. */
export function countWithout(
  rows: readonly CatalogueRow[],
  asked: CatalogueFilter,
  at: Date,
): number {
  return rows.filter((row) => isAsked(row, asked, at)).length;
}

function isAsked(row: CatalogueRow, asked: CatalogueFilter, at: Date): boolean {
  return (
    (asked.states.length === 0 || asked.states.some((state) => isInState(row, state, at))) &&
    isAmong(row.audiences, asked.audiences) &&
    isAmong(row.topics, asked.topics) &&
    (asked.modes.length === 0 || asked.modes.includes(row.mode)) &&
    (asked.body === undefined || asked.body === row.bodyCode)
  );
}

function isAmong(labels: readonly Label[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || labels.some(({ id }) => wanted.includes(id));
}

function isInState(term: Term, state: CatalogueState, at: Date): boolean {
  return state === 'closing' ? isClosing(term, at) : stateOf(term, at) === state;
}

/** Every label that a call has, so that a choice does not vanish because of the others. */
function labelChoices(
  all: readonly CatalogueRow[],
  counted: readonly CatalogueRow[],
  kind: 'audiences' | 'topics',
  language: Language,
): readonly LabelChoice[] {
  const labels = new Map(all.flatMap((row) => row[kind]).map(({ id, label }) => [id, label]));
  const counts = new Map<string, number>();
  for (const row of counted)
    for (const { id } of row[kind]) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...labels]
    .map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }))
    .toSorted((a, b) => collators[language].compare(a.label[language], b.label[language]));
}

const collators = {
  it: new Intl.Collator('it', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
};

type Comparer = (a: CatalogueRow, b: CatalogueRow) => number;

function comparer(
  order: CatalogueOrder,
  { at, language }: { readonly at: Date; readonly language: Language },
): Comparer {
  const byDeadline: Comparer = (a, b) => dueOf(a, at) - dueOf(b, at) || a.callId - b.callId;
  const orders: Readonly<Record<CatalogueOrder, Comparer>> = {
    deadline: byDeadline,
    relevance: (a, b) => b.rank - a.rank || byDeadline(a, b),
    newest: (a, b) => b.callId - a.callId,
    published: (a, b) => a.callId - b.callId,
    title: (a, b) =>
      collators[language].compare(a.title[language], b.title[language]) || a.callId - b.callId,
  };
  return orders[order];
}

/** Later than any date, and small enough that sums of it are exact. */
const farMs = 1e15;

/** What comes first has the least: what is open by its closing, then what opens, then what closed last. */
function dueOf(term: Term, at: Date): number {
  const { opensAt, closesAt } = term;
  const state = stateOf(term, at);
  if (state === 'open') return closesAt === null ? farMs : closesAt.getTime();
  if (state === 'upcoming') return farMs + opensAt.getTime();
  return 4 * farMs - (closesAt?.getTime() ?? 0);
}
