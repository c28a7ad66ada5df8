import type { VNode } from 'preact';
import { daysBetween, formatDay as isoDay, type DayNumber } from '../../engine/index.ts';
import {
  formatWeekday,
  Tag,
  usePage,
  useWords,
  type IconName,
  type Language,
  type Tone,
} from '../../platform/page/index.ts';
import { dayOf } from '../clock.ts';
import { isOpen, type ExaminationRecord, type RecordedSuspension } from '../examination.ts';
import { termShape } from '../term-shape.ts';
import type { QueueRow } from './read-queue.ts';
import { queueWords, type QueueWords } from './words.ts';

/** How an application stands, in two or three words: what burns first. */
export function RowState({ row }: { readonly row: QueueRow }): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const { state, outcome, suspensions, rules, arrived } = row;
  if (!isOpen(row)) return <OutcomeTag state={state} outcome={outcome} />;
  const { today } = rules;
  const burns = burningText(row, words, language);
  if (burns !== undefined || arrived)
    return (
      <div class="bd-queue-tags">
        {burns === undefined ? null : (
          <Tag tone="stop" icon="clock">
            {burns}
          </Tag>
        )}
        {arrived ? (
          <Tag tone="info" icon="inbox">
            {words.arrived[arrived.kind]}
          </Tag>
        ) : null}
      </div>
    );
  const held = standing(suspensions, today);
  if (row.isSuspended && held) return <SuspensionTag held={held} today={today} />;
  const icons = { 'to-begin': 'inbox', 'under-way': 'search', waiting: 'clock' } as const;
  return (
    <Tag tone={state === 'waiting' ? 'warn' : 'plain'} icon={icons[state as keyof typeof icons]}>
      {words.states[state]}
    </Tag>
  );
}

/** What a term says that is over or soon will be; nothing while it stands still. */
function burningText(
  { reading, rules: { today }, isSuspended, suspensions }: QueueRow,
  words: QueueWords,
  language: Language,
): string | undefined {
  if (!reading || (isSuspended && standing(suspensions, today))) return undefined;
  const { lateBy, isNear } = termShape(reading, today);
  if (lateBy > 0) return words.isLate;
  return isNear && reading.due.type === 'known'
    ? words.endsOn(formatWeekday(isoDay(reading.due.day), language))
    : undefined;
}

const outcomeTones: Readonly<Record<string, readonly [Tone, IconName]>> = {
  admitted: ['ok', 'check-circle'],
  'with-reserve': ['warn', 'warning-circle'],
  'not-admitted': ['stop', 'close-circle'],
  withdrawn: ['plain', 'minus-circle'],
};

function OutcomeTag({ state, outcome }: Pick<ExaminationRecord, 'state' | 'outcome'>): VNode {
  const words = useWords(queueWords);
  const [tone, icon] = outcomeTones[outcome ?? ''] ?? (['plain', 'info-circle'] as const);
  return (
    <Tag tone={tone} icon={icon}>
      {outcome === null ? words.states[state] : words.outcomes[outcome]}
    </Tag>
  );
}

/** The one that holds now, or that begins next. */
function standing(
  suspensions: readonly RecordedSuspension[],
  today: DayNumber,
): RecordedSuspension | undefined {
  return suspensions.findLast(({ untilDay }) => untilDay === null || dayOf(untilDay) >= today);
}

function SuspensionTag({
  held: { fromDay, untilDay },
  today,
}: {
  readonly held: RecordedSuspension;
  readonly today: DayNumber;
}): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const from = dayOf(fromDay);
  const text = (): string => {
    if (from > today) return words.suspendedFrom(formatWeekday(fromDay, language));
    if (untilDay === null) return words.suspendedSince(formatWeekday(fromDay, language));
    return words.suspendedDay(daysBetween(from, today) + 1, daysBetween(from, dayOf(untilDay)) + 1);
  };
  return (
    <Tag tone="warn" icon="clock">
      {text()}
    </Tag>
  );
}

/** What is to be done next, as a link to where it is done. */
export function NextStep({
  row,
  acts,
}: {
  readonly row: QueueRow;
  /** Whether whoever looks may also act. */
  readonly acts: boolean;
}): VNode {
  const words = useWords(queueWords);
  const { language } = usePage();
  const { state, phase, openPoints, assignedTo, rules, arrived } = row;
  const address = examinationAddress(row);
  if (arrived)
    return (
      <a href={`${applicationAddress(row)}/requests/${arrived.number}`}>
        {words.steps.reply[arrived.kind]}
      </a>
    );
  if (acts && state === 'to-begin' && assignedTo === null)
    return <a href={`${address}/assignment`}>{words.steps.assign}</a>;
  const text = (): string => {
    if (!acts || !isOpen(row)) return words.steps.read;
    if (state === 'to-begin') return words.steps.begin;
    if (state === 'waiting') return words.steps.wait;
    const current = rules.published.call.document.phases?.find(({ id }) => id === phase);
    if (current?.by === 'panel') return words.steps.panel;
    if (openPoints > 0) return words.steps.points(openPoints);
    return current ? words.steps.phase(current.title[language]) : words.steps.outcome;
  };
  return <a href={address}>{text()}</a>;
}

interface Addressed {
  readonly call: { readonly slug: string };
  readonly applicationId: string;
}

/** Where an application is examined. */
export function examinationAddress(addressed: Addressed): string {
  return `${applicationAddress(addressed)}/examination`;
}

function applicationAddress({ call, applicationId }: Addressed): string {
  return `/calls/${call.slug}/applications/${applicationId}`;
}
