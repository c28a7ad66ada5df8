import type { VNode } from 'preact';
import { Instant, Section, Timeline, useWords, type Step } from '../platform/page/index.ts';
import { stateOf, type ApplicationState } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import type { TimelineStep } from './queries.ts';
import { protocolOf } from './register/entry.ts';
import { applicationWords, type ApplicationWordsOf } from './words.ts';

interface HistoryProps {
  readonly application: ApplicationRecord;
  readonly names: ReadonlyMap<string, string>;
  readonly timeline: readonly TimelineStep[];
}

/** What has happened, from the journal and the register, and what is ahead. */
export function History({ application, names, timeline }: HistoryProps): VNode {
  const words = useWords(applicationWords);
  const { call, entries } = application;
  const past = [
    ...timeline.map(({ act, at, onBehalfOf }) => ({
      at,
      title: actTitle(act, words),
      who: names.get(onBehalfOf ?? ''),
    })),
    ...entries.map(({ kind, at, number }) => ({
      at,
      title: words.acts[kind],
      who: protocolOf(call.slug, number),
    })),
  ].toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const steps: readonly Step[] = [
    ...past.map(({ at, title, who }, index): Step => ({
      title,
      when: <Instant at={new Date(at)} isExact />,
      state: index === past.length - 1 ? 'now' : 'done',
      ...(who === undefined ? {} : { children: <p>{who}</p> }),
    })),
    ...ahead[stateOf(application)].map((each): Step => ({
      title: words.ahead[each],
      state: 'ahead',
    })),
  ];
  return (
    <Section id="history" title={words.history}>
      <Timeline steps={steps} />
    </Section>
  );
}

function actTitle(act: string, words: ApplicationWordsOf): string {
  return Object.hasOwn(words.acts, act) ? words.acts[act as keyof typeof words.acts] : act;
}

const ahead: Readonly<Record<ApplicationState, readonly ('freeze' | 'consent' | 'submit')[]>> = {
  draft: ['freeze', 'consent', 'submit'],
  frozen: ['consent', 'submit'],
  ready: ['submit'],
  submitted: [],
  withdrawn: [],
};
