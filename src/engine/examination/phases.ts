import type { Call } from '../definition/compile-call.ts';
import type { PhaseDocument } from '../definition/eligibility-document.ts';
import type { Localized } from '../definition/gap.ts';
import type { Check } from './check.ts';

/** A step of the examination: by the checks of the office, or by the score of the panel. */
export interface Phase {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  readonly by: 'office' | 'panel';
}

/** The only phase of a call that names none. */
export const onlyPhase = 'examination';

/** The phases in their order; a call that names none is examined in one go. */
export function phasesOf({ document }: Pick<Call, 'document'>): readonly Phase[] {
  if (document.phases?.length) return document.phases.map(phaseOf);
  const title = { it: 'Istruttoria', en: 'Examination' };
  const article = document.examination?.article ?? '';
  return [{ id: onlyPhase, title, article, by: 'office' }];
}

function phaseOf({ id, title, article, by = 'office' }: PhaseDocument): Phase {
  return { id, title, article, by };
}

/** What the checks of a phase come to, and what still stands in its way. */
export interface PhaseReading {
  readonly phase: Phase;
  /** `reserve` and `pass` let the application go on; `fail` is grounds to refuse it. */
  readonly state: 'open' | 'pass' | 'reserve' | 'fail';
  /** Not decided yet although the phase cannot be passed without them. */
  readonly open: readonly Check[];
  readonly failing: readonly Check[];
  readonly reserves: readonly Check[];
  readonly warnings: readonly Check[];
}

/** How each phase stands by its checks. One check that excludes is enough, whatever is still open. */
export function readPhases(
  call: Pick<Call, 'document'>,
  checks: readonly Check[],
): readonly PhaseReading[] {
  return phasesOf(call).map((phase) => {
    const own = checks.filter((check) => check.phase === phase.id);
    const notMet = own.filter((check) => check.verdict === 'not-met');
    const open = own.filter((check) => check.verdict === 'unknown' && check.effect !== 'warn');
    const failing = notMet.filter((check) => check.effect === 'exclude');
    const reserves = notMet.filter((check) => check.effect === 'reserve');
    const warnings = notMet.filter((check) => check.effect === 'warn');
    const state =
      failing.length > 0
        ? 'fail'
        : open.length > 0
          ? 'open'
          : reserves.length > 0
            ? 'reserve'
            : 'pass';
    return { phase, state, open, failing, reserves, warnings };
  });
}
