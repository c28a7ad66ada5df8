import type { Moment } from './moment.ts';
import type { ProbeResult } from './probe.ts';

export interface NotedProbe extends Omit<ProbeResult, 'tookMs'> {
  readonly ordinal: number;
  readonly moment: Moment;
  readonly tookMs: number | null;
}

/**
 * Keeps probes in memory until they are stored. When there is no room the oldest stay and the newest takes the place
 * of the one before it: of a very long outage the beginning and the end are known, and nothing good between.
 */
export interface ProbeBox {
  readonly note: (probe: Omit<NotedProbe, 'ordinal'>) => void;
  readonly next: (countMax: number) => readonly NotedProbe[];
  readonly forget: (batch: readonly NotedProbe[]) => void;
  readonly waiting: () => number;
}

export function makeProbeBox(roomMax: number): ProbeBox {
  let kept: NotedProbe[] = [];
  let lastOrdinal = 0;
  return {
    note: (probe) => {
      if (kept.length >= roomMax) kept.pop();
      kept.push({ ...probe, ordinal: ++lastOrdinal });
    },
    next: (countMax) => kept.slice(0, countMax),
    forget: (batch) => {
      const stored = new Set(batch);
      kept = kept.filter((each) => !stored.has(each));
    },
    waiting: () => kept.length,
  };
}
