import { known, type Check } from '../../engine/index.ts';
import { decideAct, type ExaminationRefusal } from '../examination.ts';
import { decideWaiting, missingRules } from './decide-phase.ts';
import { areCostsOpen, type Examined } from './examined.ts';
import type { Reason } from './outcome-act.ts';

export type DecidedOutcome = 'admitted' | 'with-reserve' | 'not-admitted';

export interface ReasonAsked {
  /** The check it follows from; none for a reserve of the office's own. */
  readonly check: string | null;
  readonly text: string;
}

export interface OutcomeAsked {
  readonly outcome: DecidedOutcome;
  readonly reasons: readonly ReasonAsked[];
  readonly observations: string | null;
  /** The revision that its author had read. */
  readonly seen: number;
}

/** Where the notice of the reasons against stands, and whether its observations are answered. */
export type NoticeStanding = 'none' | 'open' | 'over' | 'unanswered';

export type OutcomeRefusal =
  | ExaminationRefusal
  | 'waiting-for-reply'
  | 'rules-missing'
  | 'phases-left'
  | 'points-open'
  | 'costs-open'
  | 'not-met'
  | 'has-reserves'
  | 'nothing-against'
  | 'reasons-missing'
  | 'not-a-reason'
  | 'notice-first'
  | 'notice-open'
  | 'observations-unanswered';

export type OutcomeDecision =
  | { readonly type: 'decided'; readonly reasons: readonly Reason[] }
  | { readonly type: 'refused'; readonly code: OutcomeRefusal };

type Decided = Pick<Examined, 'call' | 'examination' | 'phases' | 'standings'>;

/** Whether an examination ends so. What the panel decides comes after it, and is not asked here. */
export function decideOutcome(
  examined: Decided,
  asked: OutcomeAsked,
  notice: NoticeStanding,
): OutcomeDecision {
  const { call, examination } = examined;
  const code =
    decideAct(examination, asked.seen) ??
    (missingRules(call.document).length > 0 ? 'rules-missing' : undefined) ??
    (asked.outcome === 'not-admitted'
      ? refusalAgainst(examined, asked, notice)
      : refusalInFavour(examined, asked));
  if (code) return { type: 'refused', code };
  return { type: 'decided', reasons: reasonsOf(examined, asked) };
}

function refusalInFavour(
  { examination, phases, standings }: Decided,
  { outcome, reasons }: OutcomeAsked,
): OutcomeRefusal | undefined {
  const waiting = decideWaiting(examination);
  if (waiting) return waiting;
  const offices = phases.filter(({ phase }) => phase.by === 'office');
  if (offices.some(({ phase }) => phase.id === examination.phase)) return 'phases-left';
  if (offices.some(({ state }) => state === 'fail')) return 'not-met';
  if (offices.some(({ state }) => state === 'open')) return 'points-open';
  if (areCostsOpen({ standings })) return 'costs-open';
  if (outcome === 'with-reserve')
    return checkReasons(
      reasons,
      offices.flatMap((each) => each.reserves),
    );
  return offices.some(({ state }) => state === 'reserve') ? 'has-reserves' : undefined;
}

function refusalAgainst(
  { call, phases }: Decided,
  { reasons }: OutcomeAsked,
  notice: NoticeStanding,
): OutcomeRefusal | undefined {
  const failing = failingChecks({ phases });
  if (failing.length === 0) return 'nothing-against';
  const code = checkReasons(reasons, failing);
  if (code) return code;
  if (reasons.some(({ check }) => check === null)) return 'not-a-reason';
  const rule = known(call.document.examination?.noticeAgainst);
  if (rule?.applies !== true) return undefined;
  if (notice === 'none') return 'notice-first';
  if (notice === 'open') return 'notice-open';
  return notice === 'unanswered' ? 'observations-unanswered' : undefined;
}

/** Every reason has words, and one that names a check names one of these, once. */
function checkReasons(
  reasons: readonly ReasonAsked[],
  checks: readonly Check[],
): OutcomeRefusal | undefined {
  if (reasons.length === 0 || reasons.some(({ text }) => text.trim() === ''))
    return 'reasons-missing';
  const named = reasons.flatMap(({ check }) => (check === null ? [] : [check]));
  const isEach = named.every(
    (id, index) => checks.some((check) => check.id === id) && named.indexOf(id) === index,
  );
  return isEach ? undefined : 'not-a-reason';
}

/** The checks for which an application can be refused. */
export function failingChecks({ phases }: Pick<Examined, 'phases'>): readonly Check[] {
  return phases.filter(({ phase }) => phase.by === 'office').flatMap(({ failing }) => failing);
}

function reasonsOf({ phases }: Decided, { outcome, reasons }: OutcomeAsked): readonly Reason[] {
  if (outcome === 'admitted') return [];
  const checks = phases.flatMap((each) => [...each.failing, ...each.reserves]);
  return reasons.map(({ check: id, text }) => {
    const check = checks.find((each) => each.id === id);
    return {
      check: id,
      title: check?.title ?? null,
      article: check?.article ?? null,
      text: text.trim(),
    };
  });
}
