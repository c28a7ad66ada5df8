import type { VNode } from 'preact';
import { known, parseCents, type CallDocument } from '../engine/index.ts';
import { Facts, Money, Section, Table, usePage, useWords } from '../platform/page/index.ts';
import {
  Article,
  Given,
  LineNames,
  linesColumn,
  moneyText,
  rateText,
  type DocumentProps,
} from './sheet-parts.tsx';
import { sheetWords } from './sheet-words.ts';
import { callWords } from './words.ts';

type Grant = NonNullable<CallDocument['grant']>;
type Ceiling = Grant['ceilings'][number];

/** What one gets: the share, the ceilings, those that grow drawn as bars, and the budget. */
export function MoneySection({ document }: DocumentProps): VNode {
  const words = useWords(sheetWords);
  const own = useWords(callWords);
  const { gives, grant, funding } = document;
  return (
    <Section id="money" title={words.sections.money}>
      {gives === 'recognition' ? <p>{own.recognition}</p> : null}
      {grant === undefined ? null : <Shares grant={grant} document={document} />}
      <Amounts caption={own.ceiling} rows={grant?.ceilings ?? []} document={document} />
      {(grant?.ceilings ?? []).map((ceiling) => (
        <Growth key={ceiling.id} ceiling={ceiling} document={document} />
      ))}
      <Amounts caption={own.pots} rows={funding?.pots ?? []} document={document} />
    </Section>
  );
}

function Shares({ grant, document }: DocumentProps & { readonly grant: Grant }): VNode {
  const words = useWords(sheetWords);
  const own = useWords(callWords);
  const { language } = usePage();
  const { rate, upTo, article, minimumProject, partnerRates = [] } = grant;
  return (
    <Facts
      facts={[
        {
          term: own.rate,
          value: (
            <>
              <Given value={rate}>
                {(value) =>
                  upTo === true ? own.upTo(rateText(value, language)) : rateText(value, language)
                }
              </Given>{' '}
              <Article>{article}</Article>
            </>
          ),
        },
        ...partnerRates.map((each) => ({
          term: words.partnerRates,
          value: (
            <>
              <Given value={each.rate}>{(value) => rateText(value, language)}</Given>{' '}
              <Article>{each.article}</Article>
            </>
          ),
        })),
        ...(minimumProject === undefined
          ? []
          : [
              {
                term: words.minimumProject,
                value: (
                  <>
                    <Given value={minimumProject.amount}>
                      {(value) => moneyText(value, language)}
                    </Given>
                    , <Given value={minimumProject.on}>{(on) => words.minimumOn[on]}</Given>{' '}
                    <Article>{minimumProject.article}</Article>{' '}
                    {minimumProject.lines === undefined ? null : (
                      <LineNames ids={minimumProject.lines} document={document} />
                    )}
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

type AmountRow = Pick<Ceiling, 'id' | 'title' | 'article' | 'lines' | 'amount'>;

function Amounts({
  caption,
  rows,
  document,
}: DocumentProps & {
  readonly caption: string;
  readonly rows: readonly AmountRow[];
}): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  if (rows.length === 0) return null;
  return (
    <Table
      caption={caption}
      rows={rows}
      keyOf={({ id }) => id}
      columns={[
        { title: caption, cell: ({ title }) => title[language] },
        ...linesColumn<AmountRow>(words.forLines, document),
        { title: words.article, cell: ({ article }) => <span lang="it">{article}</span> },
        {
          title: words.amount,
          cell: ({ amount }) => (
            <Given value={amount}>{(value) => moneyText(value, language)}</Given>
          ),
          isNumber: true,
        },
      ]}
    />
  );
}

const growthSteps = [0, 1, 2, 3, 5];

/** How a ceiling grows; the bars are measured by the highest one shown. */
function Growth({
  ceiling: { amount, growth },
  document,
}: DocumentProps & { readonly ceiling: Ceiling }): VNode | null {
  const words = useWords(sheetWords);
  const { language } = usePage();
  const first = parseCents(known(amount) ?? '');
  const each = parseCents(known(growth?.each) ?? '');
  if (!growth || first === undefined || each === undefined) return null;
  const fact = [...document.facts, ...(document.derived ?? [])].find(
    ({ id }) => id === growth.fact,
  );
  const label = fact?.label[language] ?? growth.fact;
  const rows = growthSteps.map((more) => ({
    count: growth.beyond + more,
    cents: first + each * more,
  }));
  const widest = rows.at(-1)?.cents ?? 1;
  return (
    <>
      <p>{words.growth(moneyText(known(growth.each) ?? '', language), label, growth.beyond)}</p>
      <Table
        caption={words.growthTable(label)}
        rows={rows}
        keyOf={({ count }) => String(count)}
        columns={[
          { title: label, cell: ({ count }) => count },
          {
            title: words.maxGrant,
            cell: ({ cents }) => <GrowthBar share={(cents * 100) / widest} />,
          },
          { title: words.amount, cell: ({ cents }) => <Money cents={cents} />, isNumber: true },
        ]}
      />
    </>
  );
}

/** Drawn beside the figure it stands for, so it says nothing of its own. */
function GrowthBar({ share }: { readonly share: number }): VNode {
  return (
    <svg
      class="bd-growth"
      viewBox="0 0 100 8"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <rect width={share.toFixed(2)} height="8" />
    </svg>
  );
}
