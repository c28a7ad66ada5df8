import type { VNode } from 'preact';
import { Instant, Tag, useWords } from '../platform/page/index.ts';
import type { PublishedCall } from './published-call.ts';
import { stateOf, type Term } from './term.ts';
import { timeLeft, type TimeLeft } from './time-left.ts';
import { callWords } from './words.ts';

/** What one must know of a call at a glance: whether it is open, for how long, and whether it is for real. */
export function CallTags({
  call,
  at,
}: {
  readonly call: Pick<PublishedCall, 'term' | 'mode' | 'fictional'>;
  readonly at: Date;
}): VNode {
  const words = useWords(callWords);
  return (
    <p class="bd-row">
      <StateTag term={call.term} at={at} />
      {call.mode === 'live' ? null : <Tag tone="stop">{words.modes[call.mode]}</Tag>}
      {call.fictional ? <Tag tone="plain">{words.invented}</Tag> : null}
    </p>
  );
}

const soonDays = 14;

function StateTag({ term, at }: { readonly term: Term; readonly at: Date }): VNode {
  const words = useWords(callWords);
  const state = stateOf(term, at);
  const left = timeLeft(term, at);
  if (state === 'closed')
    return (
      <Tag tone="plain" icon="lock">
        {words.state.closed}
      </Tag>
    );
  if (!left) return <Tag tone="ok">{`${words.state.open}, ${words.noEnd}`}</Tag>;
  const time = timeText(left, words);
  if (state === 'upcoming')
    return (
      <Tag tone="info" icon="calendar">
        {words.opensIn(time)}
      </Tag>
    );
  const isSoon = left.unit !== 'days' || left.count < soonDays;
  return isSoon ? (
    <Tag tone="warn" icon="clock">
      {words.closesIn(time)}
    </Tag>
  ) : (
    <Tag tone="ok" icon="clock">{`${words.state.open}. ${words.closesIn(time)}`}</Tag>
  );
}

function timeText({ unit, count }: TimeLeft, words: (typeof callWords)['it' | 'en']): string {
  return count === 0 ? words.underAMinute : words[unit](count);
}

/** When a call opens and closes, in the words that fit how things stand. */
export function termFacts(
  term: Term,
  at: Date,
  words: (typeof callWords)['it' | 'en'],
): readonly { readonly term: string; readonly value: VNode | string }[] {
  const { opensAt, closesAt } = term;
  const isOpened = at >= opensAt;
  const isClosed = closesAt !== null && at > closesAt;
  return [
    { term: isOpened ? words.opened : words.opens, value: <Instant at={opensAt} /> },
    {
      term: isClosed ? words.closed : words.closes,
      value: closesAt === null ? words.noEnd : <Instant at={closesAt} />,
    },
  ];
}
