import { earlier, momentOf, type Clocks } from './moment.ts';
import type { NotedProbe } from './probe-box.ts';
import { tryOnce, type Address } from './probe.ts';

export interface ProbePlan {
  readonly address: Address;
  readonly everyMs: number;
  readonly timeoutMs: number;
  /** A process that wakes so much later than it had planned stood still. */
  readonly stallMs: number;
  readonly clocks: Clocks;
  readonly note: (probe: Omit<NotedProbe, 'ordinal'>) => void;
  /** Called after each probe. */
  readonly noted: () => void;
}

/** How often between two probes the process looks whether it stood still. */
const looksBetween = 10;

/** Tries this server at once and then again and again; gives what ends it, which waits for the try under way. */
export function runProbes(plan: ProbePlan): () => Promise<void> {
  const { everyMs, stallMs, clocks, note, noted } = plan;
  const lookMs = everyMs / looksBetween;
  let looks = 0;
  let plannedMs = clocks.steadyMs();
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let isStopped = false;

  function look(): void {
    const lateMs = Math.round(clocks.steadyMs() - plannedMs);
    const isStall = lateMs >= stallMs;
    if (isStall)
      note({ moment: earlier(momentOf(clocks), lateMs), tookMs: lateMs, problem: 'stall' });
    if (isStall || looks % looksBetween === 0)
      underWay ??= probe(plan).finally(() => {
        underWay = undefined;
        if (!isStopped) noted();
      });
    looks += 1;
    plannedMs = isStall ? clocks.steadyMs() + lookMs : plannedMs + lookMs;
    planNext();
  }

  function planNext(): void {
    timer = setTimeout(look, Math.max(0, plannedMs - clocks.steadyMs()));
    timer.unref();
  }

  planNext();
  return async () => {
    isStopped = true;
    clearTimeout(timer);
    await underWay;
    note({ moment: momentOf(clocks), tookMs: null, problem: 'stopped' });
  };
}

async function probe({ address, timeoutMs, clocks, note }: ProbePlan): Promise<void> {
  const moment = momentOf(clocks);
  note({ moment, ...(await tryOnce({ address, timeoutMs, steadyMs: clocks.steadyMs })) });
}
