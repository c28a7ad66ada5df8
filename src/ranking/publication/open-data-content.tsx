import type { VNode } from 'preact';
import { Day, Section, Table, usePage, useWords } from '../../platform/page/index.ts';
import { dataColumns } from './columns.ts';
import { licencePage } from './dcat.ts';
import type { OpenDataset } from './open-data.ts';
import { openDataWords } from './open-data-words.ts';

interface FileLine {
  readonly id: string;
  readonly title: VNode | string;
  readonly about: string;
  readonly modified: Date | undefined;
  /** The address of the files without their ending. */
  readonly stem: string;
}

/** What is published as data, what is not and why, and what each column means. */
export function OpenDataContent({
  datasets,
}: {
  readonly datasets: readonly OpenDataset[];
}): VNode {
  const { language } = usePage();
  const words = useWords(openDataWords);
  const lines: readonly FileLine[] = [
    {
      id: 'grants',
      title: words.allGrants,
      about: words.allGrantsAbout,
      modified: datasets[0]?.modified,
      stem: '/open-data/grants',
    },
    ...datasets.map(({ slug, title, bodyName, modified, acts }) => ({
      id: slug,
      title: <a href={`/calls/${slug}/results`}>{title[language]}</a>,
      about: `${bodyName}. ${words.callAbout(acts)}`,
      modified,
      stem: `/calls/${slug}/results`,
    })),
  ];
  return (
    <>
      <Section id="files" title={words.files}>
        <FilesTable lines={lines} />
      </Section>
      <Section id="rules" title={words.rules}>
        <Paragraphs texts={words.rulesAbout} />
      </Section>
      <Section id="formats" title={words.formats}>
        <Paragraphs texts={words.formatsAbout} />
      </Section>
      <Section id="catalogue" title={words.catalogue}>
        <p>{words.catalogueAbout}</p>
        <ul>
          <li>
            <a href="/open-data/catalogue.ttl">{words.turtle}</a>
          </li>
          <li>
            <a href="/open-data/catalogue.jsonld">{words.jsonLd}</a>
          </li>
          <li>
            <a href="/results.atom">{words.feed}</a>
          </li>
        </ul>
      </Section>
      <Section id="licence" title={words.licence}>
        <p>
          {words.licenceAbout} <a href={licencePage}>{words.licenceName}</a>
        </p>
      </Section>
      <Section id="published" title={words.published}>
        <p>
          <a href="/published-rankings">{words.publishedAbout}</a>
        </p>
      </Section>
      <Section id="columns" title={words.columns}>
        <ColumnsTable />
      </Section>
    </>
  );
}

function Paragraphs({ texts }: { readonly texts: readonly string[] }): VNode {
  return (
    <>
      {texts.map((text) => (
        <p key={text}>{text}</p>
      ))}
    </>
  );
}

function FilesTable({ lines }: { readonly lines: readonly FileLine[] }): VNode {
  const words = useWords(openDataWords);
  return (
    <Table
      caption={words.files}
      isCaptionHidden
      rows={lines}
      keyOf={({ id }) => id}
      columns={[
        {
          title: words.whatItIs,
          isRowHead: true,
          isWide: true,
          cell: ({ title, about }) => (
            <>
              {title}
              <small class="bd-2nd d-block">{about}</small>
            </>
          ),
        },
        {
          title: words.updated,
          cell: ({ modified }) => (modified === undefined ? words.noneYet : <Day day={modified} />),
        },
        {
          title: words.download,
          isWide: true,
          cell: ({ stem, id }) => (
            <span class="bd-row">
              <FileLink href={`${stem}.csv`} text={words.csv} of={id} />
              <FileLink href={`${stem}.csv?headers=it`} text={words.csvItalian} of={id} />
              <FileLink href={`${stem}.json`} text={words.json} of={id} />
            </span>
          ),
        },
      ]}
    />
  );
}

function FileLink({
  href,
  text,
  of,
}: {
  readonly href: string;
  readonly text: string;
  readonly of: string;
}): VNode {
  return (
    <a href={href}>
      {text}
      <span class="bd-vh"> {of}</span>
    </a>
  );
}

function ColumnsTable(): VNode {
  const { language } = usePage();
  const words = useWords(openDataWords);
  return (
    <Table
      caption={words.columns}
      isCaptionHidden
      rows={dataColumns}
      keyOf={({ name }) => name}
      columns={[
        { title: words.name, cell: ({ name }) => <code>{name}</code> },
        { title: words.header, cell: ({ header }) => <span lang="it">{header}</span> },
        {
          title: words.about,
          isWide: true,
          cell: ({ about }) => <Coded text={about[language]} />,
        },
        { title: words.kind, cell: ({ kind }) => words.kinds[kind] },
      ]}
    />
  );
}

/** A sentence whose values stand between backquotes. */
function Coded({ text }: { readonly text: string }): VNode {
  return (
    <>
      {text
        .split('`')
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  );
}
