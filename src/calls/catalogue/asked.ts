import type { Mode } from '../../platform/tables.ts';
import { plainWords } from './plain-words.ts';

/** Those that close soon are among the open ones. */
export const catalogueStates = ['open', 'closing', 'upcoming', 'closed'] as const;
export type CatalogueState = (typeof catalogueStates)[number];

export const catalogueOrders = ['relevance', 'deadline', 'newest', 'title', 'published'] as const;
export type CatalogueOrder = (typeof catalogueOrders)[number];

export const modes: readonly Mode[] = ['live', 'rehearsal', 'test'];

/** Which calls are wanted; an empty list of a filter asks for all. */
export interface CatalogueFilter {
  readonly text: string;
  readonly states: readonly CatalogueState[];
  readonly audiences: readonly string[];
  readonly topics: readonly string[];
  readonly modes: readonly Mode[];
  /** Code of the body. */
  readonly body?: string | undefined;
}

export interface CatalogueAsked extends CatalogueFilter {
  readonly order: CatalogueOrder;
}

export const textMax = 200;
const wordsMax = 8;

/** The words that are looked for, once each. */
export function askedWords(text: string): readonly string[] {
  return [...new Set(plainWords(text.slice(0, textMax)))].slice(0, wordsMax);
}

type Query = Readonly<Record<string, unknown>>;

/** Reads the address of a page, where what is not understood counts as not asked for. */
export function readAsked(query: Query): CatalogueAsked {
  const text = textOf(query['text']);
  const order = catalogueOrders.find((each) => each === query['order']);
  const standard = standardOrder({ text });
  return {
    text,
    states: among(query['state'], catalogueStates),
    audiences: idsOf(query['audience']),
    topics: idsOf(query['topic']),
    modes: among(query['mode'], modes),
    body: textOf(query['body']) || undefined,
    order: order === undefined || order === 'relevance' ? standard : order,
  };
}

/** Of a page that names none: what fits the words best, or what must be done first. */
export function standardOrder({ text }: Pick<CatalogueFilter, 'text'>): 'relevance' | 'deadline' {
  return askedWords(text).length > 0 ? 'relevance' : 'deadline';
}

/** The same as an address says it, without what is not asked for. */
export function askedQuery(
  asked: CatalogueFilter & { readonly order?: CatalogueOrder | undefined },
): string {
  const parameters = new URLSearchParams();
  if (asked.text !== '') parameters.set('text', asked.text);
  for (const state of asked.states) parameters.append('state', state);
  for (const id of asked.audiences) parameters.append('audience', id);
  for (const id of asked.topics) parameters.append('topic', id);
  for (const mode of asked.modes) parameters.append('mode', mode);
  if (asked.body !== undefined) parameters.set('body', asked.body);
  if (asked.order !== undefined) parameters.set('order', asked.order);
  return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function among<T extends string>(value: unknown, known: readonly T[]): readonly T[] {
  const wanted = listOf(value);
  return known.filter((each) => wanted.includes(each));
}

function idsOf(value: unknown): readonly string[] {
  const ids = listOf(value).filter(
    (each): each is string => typeof each === 'string' && /^[\w.-]{1,60}$/.test(each),
  );
  return [...new Set(ids)].slice(0, 20);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value.trim().slice(0, textMax) : '';
}
