import { readFileSync } from 'node:fs';
import type { Kysely } from 'kysely';
import type { Tables } from '../../src/platform/tables.ts';

const small = readFileSync('src/calls/fixtures/small-call.yaml', 'utf8');

export interface BeeCall {
  readonly id?: string;
  readonly title?: string;
  /** As YAML, such as `{ date: 2025-01-15, time: "10:00" }`. */
  readonly opens?: string;
  readonly closes?: string;
  readonly invented?: boolean;
  readonly procedure?: string;
}

/** A small sound definition, as text; one gap of it is open and keeps no server waiting. */
export function beeCall({
  id,
  title,
  opens,
  closes,
  invented = true,
  procedure,
}: BeeCall = {}): string {
  return small
    .replace('id: bee-houses', `id: ${id ?? 'bee-houses'}`)
    .replace('en: Bee houses', `en: ${title ?? 'Bee houses'}`)
    .replace(
      "opens: { date: 2025-01-15, time: '10:00' }",
      `opens: ${opens ?? "{ date: 2025-01-15, time: '10:00' }"}`,
    )
    .replace(
      "closes: { date: 2025-02-15, time: '16:00' }",
      `closes: ${closes ?? "{ date: 2025-02-15, time: '16:00' }"}`,
    )
    .replace('fictional: true\n', invented ? 'fictional: true\n' : '')
    .replace('procedure: ranking', `procedure: ${procedure ?? 'ranking'}`);
}

/** Decisions that fill the gap of `beeCall`. */
export function beeDecisions({
  id = 'bee-houses',
  value = 12,
  fictional = true,
  fills = 'threshold-points',
} = {}): string {
  return `bandolo: 1
kind: decisions
call: ${id}
fictional: ${fictional}
decisions:
  - id: d1
    fills: ${fills}
    value: ${value}
    author: Head of the call
    date: 2025-01-10
    ground: Resolution 3 of 2025
`;
}

/** `beeCall` with a window so many minutes from now. */
export function beeCallAround(opensIn: number, closesIn: number, more: BeeCall = {}): string {
  const text = beeCall({ ...more, opens: edgeIn(opensIn), closes: edgeIn(closesIn) });
  return text.replace('Europe/Rome', 'Etc/UTC');
}

/** A window edge so many minutes from now, on a clock without summer time. */
export function edgeIn(minutes: number): string {
  const text = new Date(Date.now() + minutes * 60_000).toISOString();
  return `{ date: ${text.slice(0, 10)}, time: '${text.slice(11, 23)}' }`;
}

export async function addBody(db: Kysely<Tables>, code: string): Promise<string> {
  const { id } = await db
    .insertInto('body')
    .values({
      code,
      name: `Body ${code}`,
      kind: 'authority',
      parent_id: null,
      fiscal_code: null,
      fictional: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addPerson(db: Kysely<Tables>): Promise<string> {
  const { id } = await db
    .insertInto('person')
    .values({
      fiscal_code: null,
      given_name: 'Ada',
      family_name: 'Api',
      email: null,
      fictional: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
