import type { Probe } from './probe.ts';

/** From one instant to another, in milliseconds since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * A time in which no server is known to have been well: from the last good answer of any of them to the next. What
 * really happened lies within, and is shorter by at most the time between two probes at either end.
 */
export interface Outage extends Span {
  readonly servers: readonly ServerInOutage[];
}

/** What one server saw of it. */
export interface ServerInOutage {
  readonly server: string;
  readonly lastGoodAt: number | null;
  readonly firstGoodAt: number | null;
  /** None from a server that was not there: it has not tried at all. */
  readonly problems: readonly ProblemSeen[];
}

export interface ProblemSeen {
  readonly code: string;
  readonly count: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** A probe that comes so many times later than it was due means that one is missing. */
const dueTimes = 2;

/** How far around a span probes are needed to judge its edges, for servers that try at least this often. */
export function marginMs(everyMsMax: number): number {
  return dueTimes * everyMsMax;
}

/**
 * The outages within a span, oldest first. A server counts as well between two good answers in a row of the same run;
 * between two runs, next to a bad answer, or where one is missing, nobody knows, and unknown is not well.
 */
export function findOutages(
  probes: readonly Probe[],
  { span, now }: { span: Span; now: number },
): readonly Outage[] {
  const runs = groupBy(probes, ({ run }) => run);
  const well = mergeSpans([...runs.values()].flatMap((run) => wellSpans(run, now)));
  return seenBy(probes, gapsOf(well, span));
}

/** When one run was well, from good answer to good answer. */
function wellSpans(run: readonly Probe[], now: number): readonly Span[] {
  const spans: Span[] = [];
  let open: Span | undefined;
  const ordered = run.toSorted((a, b) => a.at - b.at);
  for (const [index, probe] of ordered.entries()) {
    const before = ordered[index - 1];
    const follows = before !== undefined && isInTime(before, probe.at);
    if (open && !(follows && probe.problem === null)) {
      spans.push(open);
      open = undefined;
    }
    if (probe.problem === null) open = { from: open?.from ?? probe.at, to: answeredAt(probe) };
  }
  const last = ordered.at(-1);
  // The next one is not due yet.
  if (open && last)
    spans.push(isInTime(last, now) ? { ...open, to: Math.max(open.to, now) } : open);
  return spans;
}

function isInTime({ at, everyMs }: Probe, next: number): boolean {
  return next - at <= dueTimes * everyMs;
}

function answeredAt({ at, tookMs }: Probe): number {
  return at + (tookMs ?? 0);
}

/** The same time as spans that are in order and do not touch. */
function mergeSpans(spans: readonly Span[]): readonly Span[] {
  const merged: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else merged.push(span);
  }
  return merged;
}

/** What the spans leave out. */
function gapsOf(spans: readonly Span[], { from, to }: Span): readonly Span[] {
  const edges = [from, ...spans.flatMap((each) => [each.from, each.to]), to].map((edge) =>
    Math.min(Math.max(edge, from), to),
  );
  const gaps: Span[] = [];
  for (let index = 0; index < edges.length; index += 2) {
    const gap = { from: edges[index] ?? from, to: edges[index + 1] ?? to };
    if (gap.from < gap.to) gaps.push(gap);
  }
  return gaps;
}

/** Adds to each gap, which are in order, what the servers saw of it. */
function seenBy(probes: readonly Probe[], gaps: readonly Span[]): readonly Outage[] {
  const servers = [...groupBy(probes, ({ server }) => server)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([server, own]) => sightsOf(server, own, gaps));
  return gaps.map((gap, index) => ({
    ...gap,
    servers: servers.flatMap((sights) => sights[index] ?? []),
  }));
}

/** What one server saw of each gap, in one walk: there may be many of both. */
function sightsOf(
  server: string,
  probes: readonly Probe[],
  gaps: readonly Span[],
): readonly ServerInOutage[] {
  const ordered = probes.toSorted((a, b) => a.at - b.at);
  const good = ordered.filter(({ problem }) => problem === null);
  const bad = ordered.filter(({ problem }) => problem !== null);
  let [goodBefore, badBefore] = [0, 0];
  return gaps.map(({ from, to }) => {
    while (isAtMost(good[goodBefore], from)) goodBefore += 1;
    while (isAtMost(bad[badBefore], from - 1)) badBefore += 1;
    let badUntil = badBefore;
    while (isAtMost(bad[badUntil], to)) badUntil += 1;
    const last = good[goodBefore - 1];
    const first = good[goodBefore];
    return {
      server,
      lastGoodAt: last ? answeredAt(last) : null,
      firstGoodAt: first?.at ?? null,
      problems: problemsOf(bad.slice(badBefore, badUntil)),
    };
  });
}

function isAtMost(probe: Probe | undefined, at: number): boolean {
  return probe !== undefined && probe.at <= at;
}

function problemsOf(bad: readonly Probe[]): readonly ProblemSeen[] {
  return [...groupBy(bad, ({ problem }) => problem ?? '')].map(([code, seen]) => ({
    code,
    count: seen.length,
    firstAt: seen[0]?.at ?? 0,
    lastAt: seen.at(-1)?.at ?? 0,
  }));
}

export function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
