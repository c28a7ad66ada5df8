import type { VNode } from 'preact';
import { usePage, useWords } from '../../platform/page/index.ts';
import { CallTags } from '../call-parts.tsx';
import { stateOf } from '../term.ts';
import { isClosing } from './arrange.ts';
import { useCardFacts } from './figures-view.tsx';
import type { ListedCall } from './listing.ts';
import { WindowBar } from './window-bar.tsx';
import { catalogueWords } from './words.ts';

/** A call in the list: whether it can be asked for, for how long, by whom and what one gets. */
export function CallCard({ call, at }: { readonly call: ListedCall; readonly at: Date }): VNode {
  const words = useWords(catalogueWords);
  const { language } = usePage();
  const { slug, title, summary, bodyName, audiences, figures, gives, term, publishedAt } = call;
  const href = `/calls/${slug}`;
  const isPressing = isClosing(term, at);
  return (
    <li class="bd-card bd-call">
      <div class="bd-call-m">
        <div class="bd-call-top">
          <CallTags call={call} at={at} />
          <span class="bd-small bd-2nd">{bodyName}</span>
        </div>
        <h3>
          <a href={href}>{title[language]}</a>
        </h3>
        <p>{summary[language]}</p>
        {audiences.length === 0 ? null : (
          <p class="bd-small">
            <b>{words.audience}:</b> {audiences.map(({ label }) => label[language]).join(', ')}
          </p>
        )}
        <WindowBar term={term} publishedAt={publishedAt} at={at} />
      </div>
      <div class="bd-call-s">
        <CallFigures gives={gives} figures={figures ?? {}} />
        <a class={`bd-btn small ${isPressing ? 'first' : 'second'}`} href={href}>
          {buttonText(call, at, words)}
          <span class="bd-vh">: {title[language]}</span>
        </a>
      </div>
    </li>
  );
}

function CallFigures({
  gives,
  figures,
}: {
  readonly gives: ListedCall['gives'];
  readonly figures: NonNullable<ListedCall['figures']>;
}): VNode {
  const facts = useCardFacts(gives, figures);
  return (
    <dl>
      {facts.map(({ term, value }, index) => (
        <div key={index}>
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function buttonText(
  { term, gives }: Pick<ListedCall, 'term' | 'gives'>,
  at: Date,
  words: (typeof catalogueWords)['it'],
): string {
  const state = stateOf(term, at);
  if (state === 'upcoming') return words.prepare;
  if (state === 'closed') return words.review;
  return gives === 'recognition' ? words.toNotice : words.toCall;
}
