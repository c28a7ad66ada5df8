import type { CallDocument, FactPlace, FactValue } from '../../engine/index.ts';
import { readEntry } from '../../engine/index.ts';
import { findCostPlace } from './cost-places.ts';
import type { Examined, ExaminedCheck } from './examined.ts';
import type { Subject } from './finding.ts';

type FactDocument = CallDocument['facts'][number];

/** What a finding can be about: a value of the application or an amount of it, or one of its checks. */
export type Place =
  | {
      readonly type: 'fact';
      readonly place: FactPlace;
      /** What the application says there; nothing where it says nothing. */
      readonly declared: FactValue | undefined;
    }
  | { readonly type: 'check'; readonly check: ExaminedCheck };

type Searched = Pick<Examined, 'call' | 'declared' | 'checks'>;

/** Where a finding belongs; nothing where this application has no such place. */
export function findPlace(examined: Searched, subject: Subject): Place | undefined {
  if (subject.kind === 'fact') return findFactPlace(examined, subject);
  if (subject.kind === 'cost') return findCostPlace(examined, subject);
  const check = examined.checks.find(
    ({ kind, subject: id, partner }) =>
      kind === subject.kind && id === subject.subject && partner === subject.partner,
  );
  return check && subject.entry === undefined ? { type: 'check', check } : undefined;
}

function findFactPlace(
  { call, declared }: Searched,
  { subject, partner, entry }: Subject,
): Place | undefined {
  const fact = call.document.facts.find(({ id }) => id === subject);
  const isOfPartner = fact?.level === 'partner';
  const holder =
    partner === undefined ? declared : declared.partners?.find(({ id }) => id === partner);
  if (!fact || !holder || isOfPartner !== (partner !== undefined)) return undefined;
  const value = holder.facts?.[subject];
  const of = partner === undefined ? {} : { partner };
  if (entry !== undefined) return findEntry(fact, { entry, value });
  return { type: 'fact', place: { fact, ...of }, declared: value };
}

function findEntry(
  list: FactDocument,
  { entry, value }: { readonly entry: string; readonly value: FactValue | undefined },
): Place | undefined {
  const at = readEntry(entry);
  const fact = at && list.fields?.find(({ id }) => id === at.field);
  const row: unknown = at && Array.isArray(value) ? value[at.row] : undefined;
  if (!fact || !at || typeof row !== 'object' || row === null) return undefined;
  const declared = (row as Readonly<Record<string, FactValue>>)[at.field];
  return { type: 'fact', place: { fact, list: list.id, entry }, declared };
}

/** A finding about a value. */
export function subjectAt({ fact, partner, list, entry }: FactPlace): Subject {
  return {
    kind: 'fact',
    subject: list ?? fact.id,
    ...(partner === undefined ? {} : { partner }),
    ...(entry === undefined ? {} : { entry }),
  };
}
