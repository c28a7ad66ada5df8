import type { VNode } from 'preact';
import type { CallDocument } from '../engine/index.ts';
import {
  Details,
  Facts,
  Section,
  Table,
  Tag,
  usePage,
  useWords,
  type Fact,
  type TableColumn,
} from '../platform/page/index.ts';
import { answerSaid, isUnknown, lineSaid, totalSaid } from './answers-said.ts';
import { CostTable } from './cost-table.tsx';
import type { CostsTotal, ShownContent } from './sight.ts';
import { capital } from './problem-words.ts';
import { applicationWords } from './words.ts';

type FactDocument = CallDocument['facts'][number];
type Values = Readonly<Record<string, unknown>>;

interface SummaryProps {
  readonly document: CallDocument;
  readonly content: ShownContent;
  /** Names of partners by id. */
  readonly names: ReadonlyMap<string, string>;
  /** For who must read all of it. */
  readonly isOpen?: boolean;
}

/** Everything that an application says, in the words of its call and in the order of its definition. */
export function ContentSummary({ document, content, names, isOpen = false }: SummaryProps): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  const line = lineSaid(document, content.line, language);
  const head: readonly Fact[] = [
    ...(line === undefined ? [] : [{ term: words.line, value: line }]),
    ...(content.requestedRate === undefined
      ? []
      : [{ term: words.requestedRate, value: content.requestedRate }]),
  ];
  return (
    <Section id="content" title={words.content}>
      {head.length > 0 ? <Facts facts={head} /> : null}
      <AnswersOf document={document} values={content.facts} level="project" />
      {content.costs ? <CostTable document={document} costs={content.costs} /> : null}
      <ConfidentialCosts total={content.costsTotal} />
      {(content.partners ?? []).map((partner) => (
        <PartnerSummary
          key={partner.id}
          document={document}
          partner={partner}
          name={names.get(partner.id) ?? partner.id}
          isOpen={isOpen}
        />
      ))}
    </Section>
  );
}

function PartnerSummary({
  document,
  partner,
  name,
  isOpen,
}: {
  readonly document: CallDocument;
  readonly partner: NonNullable<ShownContent['partners']>[number];
  readonly name: string;
  readonly isOpen: boolean;
}): VNode | null {
  const { language } = usePage();
  const role = document.partnership?.roles.find(({ id }) => id === partner.role);
  if (!partner.facts && !partner.costs && partner.costsTotal === undefined) return null;
  return (
    <Details summary={`${name} (${role?.label[language] ?? partner.role})`} isOpen={isOpen}>
      <AnswersOf document={document} values={partner.facts ?? {}} level="partner" />
      {partner.costs ? <CostTable document={document} costs={partner.costs} /> : null}
      <ConfidentialCosts total={partner.costsTotal} />
    </Details>
  );
}

/** Of costs that are not for these eyes, what they come to. */
function ConfidentialCosts({ total }: { readonly total: CostsTotal | undefined }): VNode | null {
  const words = useWords(applicationWords);
  const { language } = usePage();
  if (total === undefined) return null;
  return (
    <p>
      <b>{words.costs}</b>: {words.costsConfidential(totalSaid(total, language))}
    </p>
  );
}

function AnswersOf({
  document,
  values,
  level,
}: {
  readonly document: CallDocument;
  readonly values: Values;
  readonly level: 'project' | 'partner';
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  const asked = document.facts.filter(
    (fact) => (fact.level ?? 'project') === level && values[fact.id] !== undefined,
  );
  const others = Object.keys(values).filter((name) => !asked.some(({ id }) => id === name));
  const facts: readonly Fact[] = [
    ...asked.map((fact) => ({
      term: capital(fact.label[language]),
      value: <Answer fact={fact} value={values[fact.id]} />,
    })),
    ...others.map((name) => ({ term: name, value: JSON.stringify(values[name]) })),
  ];
  return facts.length === 0 ? <p>{words.noAnswers}</p> : <Facts facts={facts} />;
}

/** One answer as people read it; what is unknown looks unknown. */
function Answer({ fact, value }: { readonly fact: FactDocument; readonly value: unknown }): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  if (isUnknown(value)) return <Tag tone="open">{words.unknown}</Tag>;
  if (fact.type === 'list' && Array.isArray(value))
    return <Entries fact={fact} entries={value as readonly Values[]} />;
  const text = answerSaid(fact, value, language);
  return fact.type === 'money' ? <span class="bd-num">{text}</span> : <>{text}</>;
}

interface EntryRow {
  readonly key: string;
  readonly entry: Values;
}

function Entries({
  fact,
  entries,
}: {
  readonly fact: FactDocument;
  readonly entries: readonly Values[];
}): VNode {
  const words = useWords(applicationWords);
  const { language } = usePage();
  const fields = fact.fields ?? [];
  if (entries.length === 0) return <>{words.nothing}</>;
  const rows: readonly EntryRow[] = entries.map((entry, index) => ({ entry, key: String(index) }));
  return (
    <Table
      caption={words.entryOf(String(entries.length))}
      rows={rows}
      keyOf={({ key }) => key}
      columns={fields.map((field): TableColumn<EntryRow> => ({
        title: field.label[language],
        isNumber: field.type === 'int' || field.type === 'money',
        cell: ({ entry }) =>
          entry[field.id] === undefined ? (
            <Tag tone="open">{words.unknown}</Tag>
          ) : (
            <Answer fact={field} value={entry[field.id]} />
          ),
      }))}
    />
  );
}
