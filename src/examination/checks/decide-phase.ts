import { known, phasesOf, type Phase } from '../../engine/index.ts';
import { decideAct, type ExaminationRefusal } from '../examination.ts';
import { areCostsOpen, type Examined } from './examined.ts';

export interface PhaseAsked {
  readonly phase: string;
  /** The revision that its author had read; none where a program passes what the rules alone decide. */
  readonly seen?: number;
  /** Only what the rules decided by themselves, without a finding. */
  readonly isByRulesOnly?: boolean;
}

export type PhaseRefusal =
  | ExaminationRefusal
  | 'waiting-for-reply'
  | 'rules-missing'
  | 'not-this-phase'
  | 'for-the-panel'
  | 'points-open'
  | 'costs-open'
  | 'not-met'
  | 'not-by-rules';

export type PhaseDecision =
  | { readonly type: 'passed'; readonly next: Phase | undefined }
  | { readonly type: 'refused'; readonly code: PhaseRefusal };

type Decided = Pick<Examined, 'call' | 'examination' | 'phases' | 'checks' | 'standings'>;

/** Whether the phase under way is concluded in favour of the application, and which one comes then. */
export function decidePhase(examined: Decided, asked: PhaseAsked): PhaseDecision {
  const code = refusalOf(examined, asked);
  if (code) return { type: 'refused', code };
  const phases = phasesOf(examined.call);
  const index = phases.findIndex(({ id }) => id === asked.phase);
  return { type: 'passed', next: phases[index + 1] };
}

function refusalOf(
  { call, examination, phases, checks, standings }: Decided,
  { phase, seen, isByRulesOnly = false }: PhaseAsked,
): PhaseRefusal | undefined {
  const closed = decideAct(examination, seen) ?? decideWaiting(examination);
  if (closed) return closed;
  if (missingRules(call.document).length > 0) return 'rules-missing';
  const index = phases.findIndex((reading) => reading.phase.id === phase);
  const reading = phases[index];
  if (!reading || examination.phase !== phase) return 'not-this-phase';
  if (reading.phase.by === 'panel') return 'for-the-panel';
  // What was found since may have changed what a phase before this one rests on.
  const states = phases.slice(0, index + 1).map(({ state }) => state);
  if (states.includes('fail')) return 'not-met';
  if (states.includes('open')) return 'points-open';
  const isLast = !phases.slice(index + 1).some((each) => each.phase.by === 'office');
  if (isLast && areCostsOpen({ standings })) return 'costs-open';
  const own = checks.filter((check) => check.phase === phase);
  const isByRules = own.every(
    ({ decidedBy, verdict, reads }) =>
      decidedBy === 'engine' &&
      (verdict === 'met' || verdict === 'not-applicable') &&
      !reads.some(({ fact }) => fact.proof === 'office'),
  );
  return isByRulesOnly && !isByRules ? 'not-by-rules' : undefined;
}

export function decideWaiting({ state }: Examined['examination']): 'waiting-for-reply' | undefined {
  return state === 'waiting' ? 'waiting-for-reply' : undefined;
}

/** What the call must say before anything can be concluded; the places of its definition that say nothing. */
export function missingRules({
  examination,
}: Examined['call']['document']): readonly MissingRule[] {
  if (!examination) return ['examination'];
  const { twoPersons, noticeAgainst } = examination;
  return [
    ...(known(twoPersons) === undefined ? (['twoPersons'] as const) : []),
    ...(known(noticeAgainst) === undefined ? (['noticeAgainst'] as const) : []),
  ];
}

export type MissingRule = 'examination' | 'twoPersons' | 'noticeAgainst';
