import type { VNode } from 'preact';
import {
  EmptyState,
  Instant,
  Money,
  Table,
  Tag,
  usePage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import { nextStepOf, type NextStep } from './next-step.ts';
import type { RankingCall } from './queries.ts';
import { deskWords } from './words.ts';

/** The calls of an office, each with what comes next for its ranking. */
export function CallsView({ calls }: { readonly calls: readonly RankingCall[] }): VNode {
  const words = useWords(deskWords);
  const { language } = usePage();
  if (calls.length === 0)
    return (
      <EmptyState title={words.noCalls}>
        <p>{words.noCallsHelp}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={calls}
      keyOf={({ slug }) => slug}
      columns={[
        {
          title: words.call,
          isRowHead: true,
          cell: ({ slug, title }) => <a href={`/rankings/${slug}`}>{title[language]}</a>,
        },
        { title: words.next, cell: (call) => <NextTag next={nextStepOf(call)} /> },
        {
          title: words.received,
          cell: ({ received, open }) => (received === 0 ? '—' : words.receivedOf(received, open)),
        },
        {
          title: words.frozenAt,
          cell: ({ frozenAt }) => (frozenAt ? <Instant at={frozenAt} /> : words.notFrozen),
        },
        {
          title: words.grantedSum,
          isNumber: true,
          cell: ({ summary }) => (summary ? <Money cents={summary.granted} /> : '—'),
        },
      ]}
    />
  );
}

const tones: Readonly<Record<NextStep['step'], Tone>> = {
  'nothing-received': 'plain',
  'examinations-open': 'open',
  freeze: 'info',
  decide: 'stop',
  stopped: 'open',
  prepare: 'info',
  sign: 'warn',
  publish: 'warn',
  published: 'ok',
  look: 'info',
};

function NextTag({ next: { step, count } }: { readonly next: NextStep }): VNode {
  const { nexts } = useWords(deskWords);
  const said = nexts[step];
  return <Tag tone={tones[step]}>{typeof said === 'string' ? said : said(count)}</Tag>;
}
