import {
  addDays,
  isGap,
  readClarification,
  readNotice,
  type Call,
  type DayNumber,
  type Standstill,
} from '../../engine/index.ts';
import { refused, type Refused } from './refusals.ts';
import { isRound, type RequestKind, type RequestRecord } from './request.ts';

/** What the call makes of a request that is sent on a day. */
export interface RequestPlan {
  readonly type: 'plan';
  readonly article: string;
  /** The last day on which an answer is in time. */
  readonly answerBy: DayNumber;
  /** How the clock of the examination stands still, while nobody has answered. */
  readonly standstill: Standstill | undefined;
}

/** Whether the call lets one be sent on this day after those that were sent before, and with which days. */
export function planRequest(
  call: Call,
  {
    kind,
    day,
    why,
    earlier,
  }: {
    readonly kind: RequestKind;
    readonly day: DayNumber;
    readonly why: string;
    readonly earlier: readonly RequestRecord[];
  },
): RequestPlan | Refused {
  const rules = call.document.examination;
  if (!rules) return refused('no-examination');
  const { article } = kind === 'clarification' ? rules.clarification : rules;
  const barred = kind === 'clarification' ? roundsRefusal(call, earlier) : undefined;
  if (barred) return { ...barred, article };
  const reading =
    kind === 'clarification'
      ? readClarification(call, { requested: day, why }, day)
      : readNotice(call, { notice: day, why }, day);
  if (reading.type === 'undecided') return refused('undecided', { article, gaps: reading.gaps });
  if (reading.type === 'refused')
    return refused(
      kind === 'clarification' ? 'clarification-not-provided' : 'notice-not-provided',
      {
        article,
      },
    );
  return {
    type: 'plan',
    article,
    answerBy: reading.answerBy,
    standstill: reading.standstill,
  };
}

function roundsRefusal(call: Call, earlier: readonly RequestRecord[]): Refused | undefined {
  const rounds = call.document.examination?.clarification.rounds;
  if (rounds === undefined || rounds === 'any') return undefined;
  if (isGap(rounds)) return refused('undecided', { gaps: [rounds.unknown] });
  if (rounds === 0) return refused('clarification-not-provided');
  const used = earlier.filter((each) => each.kind === 'clarification' && isRound(each)).length;
  return used < rounds ? undefined : refused('rounds-used');
}

/**
 * The last day that an open request held up: the day of an answer in time, the last day to answer when nobody answered
 * in time, and after observations to a notice the days that the call adds. The day of the request itself where it held up
 * none.
 */
export function endOfStandstill(
  call: Call,
  {
    kind,
    sent,
    dueOn,
    answered,
  }: {
    readonly kind: RequestKind;
    readonly sent: DayNumber;
    readonly dueOn: DayNumber;
    /** The day of the answer or of the withdrawal; none where the days to answer are over. */
    readonly answered: { readonly by: 'reply' | 'withdrawal'; readonly on: DayNumber } | undefined;
  },
): DayNumber {
  const inTime = answered && answered.on <= dueOn ? answered : undefined;
  const until = inTime?.on ?? dueOn;
  const isAnswered = kind === 'notice-against' && inTime?.by === 'reply';
  return isAnswered ? addDays(until, resumeDaysOf(call)) : (Math.max(until, sent) as DayNumber);
}

function resumeDaysOf({ document }: Call): number {
  const rules = document.examination?.noticeAgainst;
  return rules && !isGap(rules) && rules.applies ? rules.resumeDays : 0;
}
