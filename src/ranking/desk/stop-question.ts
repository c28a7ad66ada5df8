import type { PartialPolicy, RoundStop, TiePolicy } from '../../engine/index.ts';

/**
 * What it takes to go on from a stop: a decision about this round, a decision on the call, a value that somebody has
 * to find, another ranking, or a decision that cannot be carried out and must be withdrawn.
 */
export type StopNature = 'decision' | 'rule' | 'value' | 'waits' | 'mistake';

/** A stop under a name by which a page or a program says which one it answers. */
export interface StopQuestion {
  readonly key: string;
  readonly stop: RoundStop;
  readonly nature: StopNature;
}

const natures: Readonly<Record<RoundStop['code'], StopNature>> = {
  'procedure-missing': 'rule',
  'ranking-unit-missing': 'rule',
  'keys-missing': 'rule',
  'last-resort-missing': 'rule',
  'pot-amount-missing': 'rule',
  'pot-share-missing': 'rule',
  'money-kinds-missing': 'rule',
  'unknown-value': 'value',
  'protocol-missing': 'value',
  'waits-for-another-ranking': 'waits',
  'ranking-stopped': 'waits',
  'tie-at-cut-off': 'decision',
  'more-money-needed': 'decision',
  'partial-policy-missing': 'decision',
  'order-of-rankings-missing': 'decision',
  'draw-not-valid': 'mistake',
  'reallocation-not-allowed': 'mistake',
  'move-not-valid': 'mistake',
  'move-exceeds-left': 'mistake',
  'addition-not-valid': 'mistake',
  'saving-not-valid': 'mistake',
  'unknown-application': 'mistake',
  'application-twice': 'mistake',
  'unknown-ranking': 'mistake',
};

/** The stops of a round, each under a name of its own that stays as long as the stop does. */
export function questionsOf(stops: readonly RoundStop[]): readonly StopQuestion[] {
  const used = new Map<string, number>();
  return stops.map((stop): StopQuestion => {
    const gap = stop.detail['gap'];
    const about = typeof gap === 'string' ? gap : (stop.rankings[0] ?? '');
    const name = about === '' ? stop.code : `${stop.code}.${about}`;
    const count = (used.get(name) ?? 0) + 1;
    used.set(name, count);
    return {
      key: count === 1 ? name : `${name}.${count}`,
      stop,
      nature: natures[stop.code],
    };
  });
}

/** Stops that the page of one ranking shows: its own, and those that are about the whole round. */
export function questionsAbout(
  questions: readonly StopQuestion[],
  unit: string,
): readonly StopQuestion[] {
  return questions.filter(
    ({ stop: { rankings } }) => rankings.length === 0 || rankings.includes(unit),
  );
}

/** What a decision may choose at a tie or at a grant that the money does not cover, as the engine allows it. */
export function allowedAt({ detail }: RoundStop): readonly (TiePolicy | PartialPolicy)[] {
  const { allowed } = detail;
  return Array.isArray(allowed) ? (allowed as readonly (TiePolicy | PartialPolicy)[]) : [];
}

/** A figure of a stop in cents, where it has it. */
export function centsAt({ detail }: RoundStop, name: 'left' | 'needed'): number | undefined {
  const value = detail[name];
  return typeof value === 'number' ? value : undefined;
}
