import type { FastifyReply } from 'fastify';
import { parseDay } from '../../engine/index.ts';
import { makeCursor, readCursor } from './api-schema.ts';
import { sendProblem } from './problem-reply.ts';

type Kind = 'text' | 'uuid' | 'instant' | 'day' | 'count';

const forms: Readonly<Record<Kind, RegExp>> = {
  text: /^[^\0]{0,500}$/,
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  instant: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  day: /^\d{4}-\d\d-\d\d$/,
  count: /^\d{1,9}$/,
};

/** What a list begins after, and how many items are wanted; one more is asked for, to know whether it goes on. */
export interface ListPage<P extends readonly string[]> {
  readonly after?: P | undefined;
  readonly limit: number;
}

export interface AskedList {
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
}

type Places<K extends readonly Kind[]> = { readonly [Index in keyof K]: string };

/** Reads the query of a list whose cursors hold these values; nothing when the cursor is none of its own. */
export function readListPage<const K extends readonly Kind[]>(
  { after, limit = 50 }: AskedList,
  kinds: K,
): ListPage<Places<K>> | undefined {
  if (after === undefined) return { limit: limit + 1 };
  const place = readCursor(after, kinds.length);
  const isPlace = place?.every((text, index) => isOf(text, kinds[index] ?? 'text'));
  return isPlace === true ? { limit: limit + 1, after: place as Places<K> } : undefined;
}

/** The same for people: what is no place of the list begins it. */
export function readShownPage<const K extends readonly Kind[]>(
  after: string | undefined,
  limit: number,
  kinds: K,
): ListPage<Places<K>> {
  return readListPage({ after, limit }, kinds) ?? { limit: limit + 1 };
}

function isOf(text: string, kind: Kind): boolean {
  if (!forms[kind].test(text)) return false;
  if (kind === 'day') return parseDay(text) !== undefined;
  return kind !== 'instant' || !Number.isNaN(Date.parse(text));
}

/** The items of a page, and where the list goes on when there is one more. */
export function listPage<T>(
  found: readonly T[],
  { limit }: ListPage<readonly string[]>,
  placeOf: (item: T) => readonly string[],
): { readonly items: readonly T[]; readonly next?: string } {
  const items = found.slice(0, limit - 1);
  const last = items.at(-1);
  return found.length < limit || last === undefined
    ? { items }
    : { items, next: makeCursor(placeOf(last)) };
}

export function sendBadCursor(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    status: 400,
    code: 'not-understood',
    detail: 'Send the `next` of the list before as `after`, or begin without it.',
    errors: [{ code: 'cursor', path: '/after', detail: 'is not a cursor of this list' }],
  });
}
