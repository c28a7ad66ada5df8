import type { Localized } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import type { CallState, Term } from '../term.ts';
import {
  catalogueStates,
  modes,
  type CatalogueAsked,
  type CatalogueFilter,
  type CatalogueOrder,
  type CatalogueState,
} from './asked.ts';
import type { Label, ListedCall } from './listing.ts';

/** A call with how well it fits the words, and whether it has all of them; 0 and true without words. */
export interface CatalogueRow {
  readonly call: ListedCall;
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
  const placed = rows.map((row) => place(row, asked, at.getTime()));
  const butFor = (filter: keyof Fits): readonly Placed[] =>
    placed.filter(({ misses }) => misses.every((each) => each === filter));
  const ofState = butFor('states');
  const ofMode = butFor('modes');
  return {
    found: placed
      .filter(({ misses }) => misses.length === 0)
      .toSorted(comparer(asked.order, language))
      .map(({ row }) => row),
    states: catalogueStates.map((value) => ({
      value,
      count: ofState.filter((each) => isInState(each, value)).length,
    })),
    audiences: labelChoices(rows, butFor('audiences'), 'audiences', language),
    topics: labelChoices(rows, butFor('topics'), 'topics', language),
    modes: modes.map((value) => ({
      value,
      count: ofMode.filter(({ row }) => row.call.mode === value).length,
    })),
  };
}

/** How many calls there would be without one part of what was asked for. */
export function countWithout(
  rows: readonly CatalogueRow[],
  asked: CatalogueFilter,
  at: Date,
): number {
  return rows.filter((row) => place(row, asked, at.getTime()).misses.length === 0).length;
}

type Fits = Pick<CatalogueFilter, 'states' | 'audiences' | 'topics' | 'modes' | 'body'>;

/** A call at this instant, and the filters that it does not pass. */
interface Placed {
  readonly row: CatalogueRow;
  readonly state: CallState;
  readonly isClosing: boolean;
  /** What comes first has the least. */
  readonly due: number;
  readonly misses: readonly (keyof Fits)[];
}

/** Whether it is open and closes so soon that whoever wants it should begin. */
export function isClosing(term: Term, at: Date): boolean {
  return placeInTime(term, at.getTime()).isClosing;
}

const soonMs = 14 * 86_400_000;
/** Later than any date, and small enough that sums of it are exact. */
const farMs = 1e15;

/** What is open comes by its closing, then what opens, then what closed last. */
function placeInTime(
  { opensAt, closesAt }: Term,
  nowMs: number,
): Pick<Placed, 'state' | 'isClosing' | 'due'> {
  const opensMs = opensAt.getTime();
  const closesMs = closesAt?.getTime() ?? farMs;
  if (nowMs < opensMs) return { state: 'upcoming', isClosing: false, due: farMs + opensMs };
  if (nowMs > closesMs) return { state: 'closed', isClosing: false, due: 4 * farMs - closesMs };
  return { state: 'open', isClosing: closesMs - nowMs < soonMs, due: closesMs };
}

function place(row: CatalogueRow, asked: CatalogueFilter, nowMs: number): Placed {
  const { call } = row;
  const time = placeInTime(call.term, nowMs);
  const misses: (keyof Fits)[] = [];
  if (asked.states.length > 0 && !asked.states.some((each) => isInState(time, each)))
    misses.push('states');
  if (!isAmong(call.audiences, asked.audiences)) misses.push('audiences');
  if (!isAmong(call.topics, asked.topics)) misses.push('topics');
  if (asked.modes.length > 0 && !asked.modes.includes(call.mode)) misses.push('modes');
  if (asked.body !== undefined && asked.body !== call.bodyCode) misses.push('body');
  return { row, ...time, misses };
}

function isAmong(labels: readonly Label[], wanted: readonly string[]): boolean {
  return wanted.length === 0 || labels.some(({ id }) => wanted.includes(id));
}

function isInState(
  { state, isClosing: closes }: Pick<Placed, 'state' | 'isClosing'>,
  wanted: CatalogueState,
): boolean {
  return wanted === 'closing' ? closes : state === wanted;
}

/** Every label that a call has, so that a choice does not vanish because of the others. */
function labelChoices(
  all: readonly CatalogueRow[],
  counted: readonly Placed[],
  kind: 'audiences' | 'topics',
  language: Language,
): readonly LabelChoice[] {
  const labels = new Map<string, Localized>();
  for (const { call } of all) for (const { id, label } of call[kind]) labels.set(id, label);
  const counts = new Map<string, number>();
  for (const { row } of counted)
    for (const { id } of row.call[kind]) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...labels]
    .map(([value, label]) => ({ value, label, count: counts.get(value) ?? 0 }))
    .toSorted((a, b) => collators[language].compare(a.label[language], b.label[language]));
}

const collators = {
  it: new Intl.Collator('it', { numeric: true }),
  en: new Intl.Collator('en', { numeric: true }),
};

type Comparer = (a: Placed, b: Placed) => number;

function comparer(order: CatalogueOrder, language: Language): Comparer {
  const byId: Comparer = (a, b) => a.row.call.callId - b.row.call.callId;
  const byDeadline: Comparer = (a, b) => a.due - b.due || byId(a, b);
  const titleOf = ({ row }: Placed): string => row.call.title[language];
  const orders: Readonly<Record<CatalogueOrder, Comparer>> = {
    deadline: byDeadline,
    relevance: (a, b) => b.row.rank - a.row.rank || byDeadline(a, b),
    newest: (a, b) => byId(b, a),
    published: byId,
    title: (a, b) => collators[language].compare(titleOf(a), titleOf(b)) || byId(a, b),
  };
  return orders[order];
}
