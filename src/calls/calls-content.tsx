import type { VNode } from 'preact';
import {
  Actions,
  Button,
  ButtonLink,
  EmptyState,
  Facts,
  Pagination,
  SearchForm,
  Section,
  Select,
  usePage,
  useWords,
} from '../platform/page/index.ts';
import { CallTags, termFacts } from './call-parts.tsx';
import type { PublishedCall } from './published-call.ts';
import type { CallState } from './term.ts';
import { callWords } from './words.ts';

export interface CallsProps {
  readonly groups: readonly {
    readonly state: CallState;
    readonly calls: readonly PublishedCall[];
  }[];
  readonly chosen: {
    readonly state?: CallState | undefined;
    readonly mode?: PublishedCall['mode'] | undefined;
  };
  readonly next: string | null;
  readonly at: Date;
  /** Bodies for which whoever looks may publish. */
  readonly bodies: readonly { readonly code: string; readonly name: string }[];
}

/** The list of calls: what is open first. */
export function CallsContent({ groups, chosen, next, at, bodies }: CallsProps): VNode {
  const words = useWords(callWords);
  const isEmpty = groups.every(({ calls }) => calls.length === 0);
  return (
    <>
      {bodies.length === 0 ? null : (
        <Actions>
          {bodies.map(({ code, name }) => (
            <ButtonLink key={code} href={`/bodies/${code}/publish`} isSecondary>
              {words.publishFor(name)}
            </ButtonLink>
          ))}
        </Actions>
      )}
      <Filter chosen={chosen} />
      {isEmpty ? (
        <EmptyState title={words.noCalls}>
          <p>{words.noCallsHelp}</p>
        </EmptyState>
      ) : (
        groups.map(({ state, calls }) => (
          <Section key={state} id={state} title={words.states[state]}>
            {calls.length === 0 ? (
              <p>{words.nothingInState[state]}</p>
            ) : (
              <ul class="bd-flat bd-cards">
                {calls.map((call) => (
                  <CallCard key={call.slug} call={call} at={at} />
                ))}
              </ul>
            )}
            {state === 'closed' && chosen.state === undefined && calls.length > 0 ? (
              <p>
                <a href="/calls?state=closed">{words.allClosed}</a>
              </p>
            ) : null}
          </Section>
        ))
      )}
      <Pagination next={next} />
      <p>
        <a href="/calendar.ics">{words.calendar}</a>
      </p>
    </>
  );
}

function Filter({ chosen }: Pick<CallsProps, 'chosen'>): VNode {
  const words = useWords(callWords);
  return (
    <SearchForm action="/calls" label={words.filter}>
      <Select
        name="state"
        label={words.filterState}
        value={chosen.state ?? ''}
        prompt={words.all}
        isOptional
        options={(['open', 'upcoming', 'closed'] as const).map((value) => ({
          value,
          text: words.states[value],
        }))}
      />
      <Select
        name="mode"
        label={words.filterMode}
        value={chosen.mode ?? ''}
        prompt={words.all}
        isOptional
        options={(['live', 'rehearsal', 'test'] as const).map((value) => ({
          value,
          text: words.modes[value],
        }))}
      />
      <Button isSecondary>{words.show}</Button>
    </SearchForm>
  );
}

function CallCard({ call, at }: { readonly call: PublishedCall; readonly at: Date }): VNode {
  const words = useWords(callWords);
  const { language } = usePage();
  const { slug, title, summary, bodyName, term } = call;
  return (
    <li class="bd-card">
      <CallTags call={call} at={at} />
      <h3>
        <a href={`/calls/${slug}`}>{title[language]}</a>
      </h3>
      <p>{summary[language]}</p>
      <Facts facts={[...termFacts(term, at, words), { term: words.body, value: bodyName }]} />
    </li>
  );
}
