import type { Evidence } from './evidence.ts';

/** How much of a time somebody looked at: of the rest nothing is known, neither good nor bad. */
export interface Observed {
  readonly extent: 'whole' | 'part' | 'none';
  readonly seconds: number;
}

export function observedIn({
  from,
  to,
  observedFrom,
}: Pick<Evidence, 'from' | 'to' | 'observedFrom'>): Observed {
  const [first, last] = [Date.parse(from), Date.parse(to)];
  const begins = observedFrom === undefined ? last : Math.max(first, Date.parse(observedFrom));
  const seconds = Math.max(0, Math.round((last - begins) / 1_000));
  if (begins <= first) return { extent: 'whole', seconds };
  return begins < last ? { extent: 'part', seconds } : { extent: 'none', seconds: 0 };
}
