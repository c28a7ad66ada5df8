import type { VNode } from 'preact';
import {
  Day,
  EmptyState,
  formatMoney,
  formatNumber,
  Table,
  Tag,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import type { ActDigest } from './digest.ts';
import type { ListedAct } from './queries.ts';
import type { PublishedAct } from './published-act.ts';
import { publicationWords } from './words.ts';

export interface ActLine {
  readonly act: PublishedAct;
  readonly slug: string;
  readonly digest: ActDigest;
  readonly isList: boolean;
}

/** Published acts of one call, the latest first. */
export function CallActs({
  slug,
  lines,
  hasList,
}: {
  readonly slug: string;
  readonly lines: readonly ActLine[];
  readonly hasList: boolean;
}): VNode {
  const words = useWords(publicationWords);
  if (lines.length === 0)
    return (
      <EmptyState title={words.noActs}>
        <p>{words.noActsAbout}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={words.resultsOf(slug)}
        isCaptionHidden
        rows={lines}
        keyOf={({ act }) => String(act.number)}
        columns={actColumns(words)}
      />
      {hasList ? (
        <p>
          <a href={`/calls/${slug}/results/members`}>{words.membership}</a>
        </p>
      ) : null}
      <p class="bd-row">
        <a href={`/calls/${slug}/results.csv`}>{words.csvMachine}</a>
        <a href={`/calls/${slug}/results.json`}>{words.json}</a>
        <a href={`/calls/${slug}/results.atom`}>{words.feed}</a>
        <a href="/open-data#columns">{words.dataAbout}</a>
      </p>
    </>
  );
}

function actColumns(words: (typeof publicationWords)['it' | 'en']) {
  return [
    {
      title: words.act,
      isRowHead: true,
      isWide: true,
      cell: ({ act, slug }: ActLine) => (
        <>
          <a href={`/calls/${slug}/results/${act.number}`} lang="it">
            {act.title}
          </a>
          {act.replacedBy === null ? null : (
            <>
              {' '}
              <Tag tone="stop">{words.replacedBy(act.replacedBy)}</Tag>
            </>
          )}
          {act.replaces === null ? null : (
            <small class="bd-2nd d-block">{words.replaces(act.replaces)}</small>
          )}
        </>
      ),
    },
    { title: words.kind, cell: ({ act }: ActLine) => words.kinds[act.kind] },
    { title: words.publishedOn, cell: ({ act }: ActLine) => <Day day={act.publishedOn} /> },
    {
      title: words.beneficiaries,
      isNumber: true,
      cell: (line: ActLine) => <Count line={line} />,
    },
    {
      title: words.grantedHere,
      isNumber: true,
      cell: (line: ActLine) => <Granted line={line} />,
    },
  ];
}

function Count({ line: { digest, isList } }: { readonly line: ActLine }): VNode {
  const { language } = usePage();
  const listed = digest.units.reduce((sum, { outcomes }) => sum + (outcomes['listed'] ?? 0), 0);
  return <>{formatNumber(isList ? listed : digest.all.fundedHere, language)}</>;
}

function Granted({ line: { digest, isList } }: { readonly line: ActLine }): VNode {
  const { language } = usePage();
  return <>{isList ? '–' : formatMoney(digest.all.granted, language)}</>;
}

/** Published acts of all calls, the latest first. */
export function AllActs({
  lines,
}: {
  readonly lines: readonly (ActLine & { readonly act: ListedAct })[];
}): VNode {
  const { language } = usePage();
  const words = useWords(publicationWords);
  if (lines.length === 0)
    return (
      <EmptyState title={words.noActs}>
        <p>{words.noActsAbout}</p>
      </EmptyState>
    );
  const [title, ...rest] = actColumns(words);
  return (
    <Table
      caption={words.rankings}
      isCaptionHidden
      rows={lines}
      keyOf={({ act }) => `${act.callId}/${act.number}`}
      columns={[
        ...(title === undefined ? [] : [title]),
        {
          title: words.call,
          cell: ({ act }: ActLine & { readonly act: ListedAct }) => (
            <>
              <a href={`/calls/${act.slug}`}>{act.callTitle[language]}</a>
              <small class="bd-2nd d-block">{act.bodyName}</small>
            </>
          ),
        },
        ...rest,
      ]}
    />
  );
}
