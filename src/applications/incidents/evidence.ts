import { createHash } from 'node:crypto';
import { canonicalJson } from '../../engine/index.ts';
import { findOutages, groupBy, type Outage, type Span } from './outage.ts';
import type { Probe } from './probe.ts';

/** A decisive act that failed, as it is stored; instants in milliseconds by the clock of the database. */
export interface StoredAttempt {
  readonly at: number;
  readonly applicationId: string;
  readonly reason: string;
}

export interface StoredDropped {
  readonly server: string;
  readonly first: number;
  readonly last: number;
  readonly repeated: number;
  readonly unnamed: number;
}

/** What is known of a time: to this the hash of an incident goes. Instants are ISO 8601 in UTC; nobody is named. */
export interface Evidence {
  readonly format: 'bandolo-incident-evidence-1';
  readonly call: string;
  readonly from: string;
  readonly to: string;
  readonly computedAt: string;
  /** Since when there are probes; of the time before nothing is said, and without any of no time at all. */
  readonly observedFrom?: string;
  readonly byServer: readonly ServerSeen[];
  readonly outages: readonly OutageSeen[];
  readonly attempts: AttemptsSeen;
  readonly minutes: readonly MinuteSeen[];
}

export interface ServerSeen {
  readonly server: string;
  readonly probes: number;
  readonly good: number;
  /** By how much the clock of the database was ahead of that of the server. */
  readonly clockOffsetMs: { readonly least: number; readonly most: number };
}

export interface OutageSeen {
  readonly from: string;
  readonly to: string;
  readonly byServer: readonly {
    readonly server: string;
    readonly lastGoodAt?: string;
    readonly firstGoodAt?: string;
    readonly problems: readonly {
      readonly code: string;
      readonly count: number;
      readonly firstAt: string;
      readonly lastAt: string;
    }[];
  }[];
}

export interface AttemptsSeen {
  readonly count: number;
  readonly applications: number;
  readonly reasons: readonly { readonly reason: string; readonly count: number }[];
  /** What a server had no room to note one by one. */
  readonly dropped: readonly {
    readonly server: string;
    readonly firstAt: string;
    readonly lastAt: string;
    readonly repeated: number;
    readonly unnamed: number;
  }[];
}

export interface MinuteSeen {
  readonly at: string;
  readonly good: number;
  readonly bad: number;
  readonly attempts: number;
}

export interface Sightings {
  readonly call: string;
  readonly span: Span;
  readonly now: number;
  readonly observedFrom: number | null;
  readonly probes: readonly Probe[];
  readonly attempts: readonly StoredAttempt[];
  readonly dropped: readonly StoredDropped[];
}

/** Puts together what the servers saw within a span. */
export function makeEvidence(seen: Sightings): Evidence {
  const { call, span, now, observedFrom, probes } = seen;
  const within = probes.filter(({ at }) => isWithin(at, span));
  const from = Math.max(span.from, observedFrom ?? span.to);
  const outages = from < span.to ? findOutages(probes, { span: { from, to: span.to }, now }) : [];
  return {
    format: 'bandolo-incident-evidence-1',
    call,
    from: iso(span.from),
    to: iso(span.to),
    computedAt: iso(now),
    ...(observedFrom === null ? {} : { observedFrom: iso(observedFrom) }),
    byServer: serversOf(within),
    outages: outages.map(outageSeen),
    attempts: attemptsOf(seen),
    minutes: minutesOf(span, within, seen.attempts),
  };
}

/** Whether our own servers have seen anything at all. */
export function showsSomething({
  outages,
  attempts,
}: Pick<Evidence, 'outages' | 'attempts'>): boolean {
  return outages.length > 0 || attempts.count > 0 || attempts.dropped.length > 0;
}

/** SHA-256 of the canonical text. */
export function evidenceHash(evidence: Evidence): Buffer {
  return createHash('sha256').update(canonicalJson(evidence)).digest();
}

function serversOf(probes: readonly Probe[]): readonly ServerSeen[] {
  return [...groupBy(probes, ({ server }) => server)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([server, own]) => {
      let [least, most] = [Infinity, -Infinity];
      for (const { at, serverAt } of own) {
        least = Math.min(least, at - serverAt);
        most = Math.max(most, at - serverAt);
      }
      const good = own.filter(({ problem }) => problem === null).length;
      return { server, probes: own.length, good, clockOffsetMs: { least, most } };
    });
}

function outageSeen({ from, to, servers }: Outage): OutageSeen {
  return {
    from: iso(from),
    to: iso(to),
    byServer: servers.map(({ server, lastGoodAt, firstGoodAt, problems }) => ({
      server,
      ...(lastGoodAt === null ? {} : { lastGoodAt: iso(lastGoodAt) }),
      ...(firstGoodAt === null ? {} : { firstGoodAt: iso(firstGoodAt) }),
      problems: problems.map(({ code, count, firstAt, lastAt }) => ({
        code,
        count,
        firstAt: iso(firstAt),
        lastAt: iso(lastAt),
      })),
    })),
  };
}

function attemptsOf({ attempts, dropped }: Sightings): AttemptsSeen {
  return {
    count: attempts.length,
    applications: new Set(attempts.map(({ applicationId }) => applicationId)).size,
    reasons: [...groupBy(attempts, ({ reason }) => reason)]
      .map(([reason, own]) => ({ reason, count: own.length }))
      .toSorted((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1)),
    dropped: dropped.map(({ first, last, ...rest }) => ({
      ...rest,
      firstAt: iso(first),
      lastAt: iso(last),
    })),
  };
}

const minuteMs = 60_000;

function minutesOf(
  { from, to }: Span,
  probes: readonly Probe[],
  attempts: readonly StoredAttempt[],
): readonly MinuteSeen[] {
  const first = Math.floor(from / minuteMs);
  const counts = Array.from({ length: Math.ceil(to / minuteMs) - first }, () => ({
    good: 0,
    bad: 0,
    attempts: 0,
  }));
  const countAt = (at: number) => counts[Math.floor(at / minuteMs) - first];
  for (const { at, problem } of probes) {
    const count = countAt(at);
    if (count) count[problem === null ? 'good' : 'bad'] += 1;
  }
  for (const { at } of attempts) {
    const count = countAt(at);
    if (count) count.attempts += 1;
  }
  return counts.map((count, index) => ({ at: iso((first + index) * minuteMs), ...count }));
}

function isWithin(at: number, { from, to }: Span): boolean {
  return at >= from && at <= to;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
