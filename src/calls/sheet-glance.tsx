import type { VNode } from 'preact';
import { isGap, known, parseCents, type CallDocument } from '../engine/index.ts';
import {
  Facts,
  Instant,
  formatMoney,
  usePage,
  useWords,
  type Fact,
  type Language,
} from '../platform/page/index.ts';
import { Given, Unknown, moneyText, rateText } from './sheet-parts.tsx';
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
  const { grant, funding, partnership } = document;
  const { closesAt } = call.term;
  const isClosed = closesAt !== null && at > closesAt;
  const facts: readonly Fact[] = [
    ...(grant === undefined
      ? [{ term: words.gives, value: document.gives === 'recognition' ? words.recognition : '' }]
      : [
          { term: words.maxGrant, value: <Highest grant={grant} /> },
          { term: words.share, value: <Share grant={grant} /> },
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
    ...(partnership === undefined
      ? []
      : [{ term: words.who, value: whoText(partnership, language) }]),
    ...(funding === undefined ? [] : [{ term: words.money, value: <Pots pots={funding.pots} /> }]),
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

type Grant = NonNullable<CallDocument['grant']>;

function Highest({ grant: { ceilings } }: { readonly grant: Grant }): VNode {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (ceilings.length === 0) return <>{words.none}</>;
  const amounts = ceilings.flatMap(({ amount }) => parseCents(known(amount) ?? '') ?? []);
  if (amounts.length === 0) return <Unknown />;
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const most = formatMoney(high, language);
  if (low < high) return <>{`${words.range(formatMoney(low, language), most)}, ${words.byLine}`}</>;
  return <>{ceilings.some(({ growth }) => growth !== undefined) ? words.andMore(most) : most}</>;
}

function Share({ grant: { rate, upTo } }: { readonly grant: Grant }): VNode {
  const own = useWords(callWords);
  const { language } = usePage();
  return (
    <Given value={rate}>
      {(value) => `${upTo === true ? `${own.upTo} ` : ''}${rateText(value, language)}`}
    </Given>
  );
}

/** The smallest composition where there is one, otherwise the roles that may receive money. */
function whoText(
  { minimum, roles }: NonNullable<CallDocument['partnership']>,
  language: Language,
): string {
  const [first] = minimum;
  if (first) return first.title[language];
  const able = roles.filter(({ beneficiary }) => beneficiary);
  return (able.length === 0 ? roles : able).map(({ label }) => label[language]).join('; ');
}

/** The sum of the pots that lie in no larger one; it is not known when one of them is not. */
function Pots({ pots }: { readonly pots: NonNullable<CallDocument['funding']>['pots'] }): VNode {
  const { language } = usePage();
  const own = pots.filter(({ within }) => within === undefined);
  const amounts = own.map(({ amount }) => (isGap(amount) ? undefined : parseCents(amount)));
  let sum = 0;
  for (const amount of amounts) {
    if (amount === undefined) return <Unknown />;
    sum += amount;
  }
  return <>{formatMoney(sum, language)}</>;
}
