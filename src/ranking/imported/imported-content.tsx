import type { VNode } from 'preact';
import {
  EmptyState,
  Facts,
  formatDay,
  formatMoney,
  formatNumber,
  Hash,
  Instant,
  Note,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
  type Language,
  type Tone,
} from '../../platform/page/index.ts';
import { checkTable, figureOf, type TableCheck } from './check-table.ts';
import type { ImportedRanking } from './import-ranking.ts';
import type { FigureTag, PublishedTable } from './published-ranking.ts';
import { importedWords } from './words.ts';

/** All imported tables, with what their sums come to. */
export function ImportedList({
  rankings,
}: {
  readonly rankings: readonly ImportedRanking[];
}): VNode {
  const { language } = usePage();
  const words = useWords(importedWords);
  if (rankings.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneAbout}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={rankings}
      keyOf={({ ranking }) => ranking.slug}
      columns={[
        {
          title: words.ranking,
          isWide: true,
          cell: ({ ranking }) => (
            <a href={`/published-rankings/${ranking.slug}`}>{ranking.title[language]}</a>
          ),
        },
        { title: words.issuer, cell: ({ ranking }) => <span lang="it">{ranking.issuer}</span> },
        {
          title: words.day,
          cell: ({ ranking }) =>
            ranking.published === undefined
              ? words.dayUnknown
              : dayText(ranking.published, language),
        },
        { title: words.tables, isNumber: true, cell: ({ ranking }) => ranking.tables.length },
        {
          title: words.found,
          isWide: true,
          cell: ({ ranking }) => <Found tables={ranking.tables} />,
        },
      ]}
    />
  );
}

function Found({ tables }: { readonly tables: readonly PublishedTable[] }): VNode {
  const words = useWords(importedWords);
  const findings = tables.map((table) => checkTable(table).finding);
  const differing = findings.filter((finding) => finding === 'differs').length;
  if (differing > 0) return <Tag tone="stop">{words.someDiffer(differing)}</Tag>;
  return findings.some((finding) => finding.startsWith('agrees')) ? (
    <Tag tone="ok">{words.allAgree}</Tag>
  ) : (
    <Tag tone="plain">{words.nothingToSay}</Tag>
  );
}

/** One imported ranking: each table with its rows, its sum counted again and its printed total. */
export function ImportedContent({ imported }: { readonly imported: ImportedRanking }): VNode {
  const { language } = usePage();
  const words = useWords(importedWords);
  const { ranking, hash, importedAt } = imported;
  return (
    <>
      <Note tone="info" title={words.outside} />
      {ranking.tables.map((table) => (
        <Section key={table.id} id={table.id} title={table.title[language]}>
          <TableView table={table} />
        </Section>
      ))}
      <Section id="sources" title={words.sources}>
        <ul>
          {ranking.sources.map(({ address, day }) => (
            <li key={address}>
              <code class="bd-break">{address}</code>
              {day === undefined ? '' : `, ${dayText(day, language)}`}
            </li>
          ))}
        </ul>
        <Facts
          facts={[
            { term: words.issuer, value: <span lang="it">{ranking.issuer}</span> },
            { term: words.importedAt, value: <Instant at={importedAt} /> },
            { term: words.hash, value: <Hash value={hash} /> },
          ]}
        />
      </Section>
    </>
  );
}

const findingTones: Readonly<Record<TableCheck['finding'], Tone>> = {
  agrees: 'ok',
  'agrees-but-for-cents': 'ok',
  differs: 'stop',
  incomplete: 'open',
  'no-total': 'plain',
};
const tagTones: Readonly<Record<FigureTag, Tone>> = {
  verbatim: 'plain',
  computed: 'info',
  supposed: 'open',
  slip: 'warn',
};

function TableView({ table }: { readonly table: PublishedTable }): VNode {
  const { language } = usePage();
  const words = useWords(importedWords);
  const check = checkTable(table);
  const figure = (value: number): string => figureText(value, table.counts, language);
  return (
    <>
      <Table
        caption={table.title[language]}
        isCaptionHidden
        rows={table.rows}
        keyOf={({ name }) => name}
        columns={[
          {
            title: table.of[language],
            cell: ({ name, note }) => (
              <>
                <span lang="it">{name}</span>
                {note === undefined ? null : <small class="bd-2nd d-block">{note[language]}</small>}
              </>
            ),
          },
          {
            title: words.figure,
            isNumber: true,
            cell: (row) => {
              const each = figure(figureOf(row.figure, table.counts));
              return row.times === undefined ? each : words.times(row.times, each);
            },
          },
          {
            title: words.tag,
            isWide: true,
            cell: ({ tag, printedAs }) => (
              <>
                <Tag tone={tagTones[tag]}>{words.tags[tag]}</Tag>
                {printedAs === undefined ? null : ` ${words.printedAs(printedAs)}`}
              </>
            ),
          },
        ]}
      />
      <SumFacts check={check} figure={figure} />
      <p>
        <Tag tone={findingTones[check.finding]}>{words.verdicts[check.finding]}</Tag>{' '}
        {words.findings[check.finding]}
      </p>
      {table.supposition === undefined ? null : (
        <p>
          <b>{words.supposition}.</b> {table.supposition[language]}
        </p>
      )}
    </>
  );
}

function SumFacts({
  check,
  figure,
}: {
  readonly check: TableCheck;
  readonly figure: (value: number) => string;
}): VNode {
  const words = useWords(importedWords);
  return (
    <Facts
      facts={[
        { term: words.sum, value: <b class="bd-num">{figure(check.sum)}</b> },
        ...(check.printed === undefined
          ? []
          : [{ term: words.printed, value: <span class="bd-num">{figure(check.printed)}</span> }]),
        ...(check.difference === undefined
          ? []
          : [
              {
                term: `${words.difference} (${words.differenceAbout})`,
                value: <span class="bd-num">{figure(check.difference)}</span>,
              },
            ]),
      ]}
    />
  );
}

function figureText(value: number, counts: PublishedTable['counts'], language: Language): string {
  return counts === 'things' ? formatNumber(value, language) : formatMoney(value, language);
}

/** As much of a day as is known. */
function dayText(day: string, language: Language): string {
  if (day.length === 10) return formatDay(day, language);
  if (day.length === 4) return day;
  const locale = language === 'it' ? 'it-IT' : 'en-GB';
  const at = new Date(`${day}-15T12:00:00Z`);
  return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(at);
}
