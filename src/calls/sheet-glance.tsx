import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import { Facts, Instant, usePage, useWords, type Fact } from '../platform/page/index.ts';
import { readCardFigures } from './catalogue/card-figures.ts';
import { Most, Pot, Share } from './catalogue/figures-view.tsx';
import { Given, moneyText } from './sheet-parts.tsx';
import type { PublishedCall } from './published-call.ts';
import { sheetWords } from './sheet-words.ts';
import { callWords } from './words.ts';

export interface GlanceProps {
  readonly call: PublishedCall;
  readonly document: CallDocument;
  readonly at: Date;
}

/** What one comes to the page for, in at most seven lines. */
export function Glance({ call, document, at }: GlanceProps): VNode {
  const words = useWords(sheetWords);
  const own = useWords(callWords);
  const { language } = usePage();
  const { grant } = document;
  const { share = 'unknown', ceiling = 'unknown', pot, who } = readCardFigures(document);
  const { closesAt } = call.term;
  const isClosed = closesAt !== null && at > closesAt;
  const facts: readonly Fact[] = [
    ...(grant === undefined
      ? [{ term: words.gives, value: document.gives === 'recognition' ? words.recognition : '' }]
      : [
          { term: words.maxGrant, value: <Most ceiling={ceiling} /> },
          { term: words.share, value: <Share share={share} /> },
        ]),
    ...(grant?.minimumProject === undefined
      ? []
      : [
          {
            term: words.minimumProject,
            value: (
              <Given value={grant.minimumProject.amount}>
                {(value) => moneyText(value, language)}
              </Given>
            ),
          },
        ]),
    ...(who === undefined ? [] : [{ term: words.who, value: who[language] }]),
    ...(pot === undefined ? [] : [{ term: words.money, value: <Pot pot={pot} /> }]),
    {
      term: isClosed ? own.closed : own.closes,
      value: closesAt === null ? own.noEnd : <Instant at={closesAt} />,
    },
  ];
  return (
    <aside class="bd-glance" aria-label={words.glance}>
      <Facts facts={facts} />
    </aside>
  );
}
