import type { VNode } from 'preact';
import type { PublishedCall } from '../../calls/index.ts';
import {
  Button,
  DateField,
  EmptyState,
  formatNumber,
  Icon,
  Instant,
  Pagination,
  SearchForm,
  Select,
  Table,
  Tag,
  TextField,
  usePage,
  useWords,
  type FieldError,
  type Language,
} from '../../platform/page/index.ts';
import { protocolOf } from './entry.ts';
import { exportFormats, type ExportFormat } from './export-formats.ts';
import type { RegisterFilter, RegisterLine } from './register-lines.ts';
import { dayBounds } from './rome-day.ts';
import { exportAddress } from './routes.ts';
import { registerWords } from './words.ts';

export function RegisterView({
  call,
  query,
  lines,
  total,
  next,
}: {
  readonly call: PublishedCall;
  readonly query: Readonly<Record<string, string>>;
  readonly lines: readonly RegisterLine[];
  readonly total: number;
  readonly next: string | null;
}): VNode {
  const words = useWords(registerWords);
  const { language } = usePage();
  return (
    <>
      <p class="bd-lead">{words.registerLead(formatNumber(total, language))}</p>
      <SearchForm action={`/calls/${call.slug}/register`} label={words.search}>
        <TextField name="text" label={words.text} value={query['text'] ?? ''} isOptional />
        <Select
          isOptional
          name="kind"
          label={words.kind}
          value={query['kind'] ?? ''}
          options={[
            { value: '', text: words.all },
            { value: 'submission', text: words.submission },
            { value: 'withdrawal', text: words.withdrawal },
          ]}
        />
        <DateField name="from" label={words.from} value={query['from'] ?? ''} isOptional />
        <DateField name="until" label={words.until} value={query['until'] ?? ''} isOptional />
        <Button>{words.find}</Button>
      </SearchForm>
      <Exports call={call} query={query} />
      {lines.length === 0 ? (
        <EmptyState title={words.none}>
          <p>{words.noneHelp}</p>
        </EmptyState>
      ) : (
        <Lines call={call} lines={lines} />
      )}
      <Pagination next={next} />
    </>
  );
}

/** What was found as a file, in each format. */
function Exports({
  call,
  query,
}: {
  readonly call: PublishedCall;
  readonly query: Readonly<Record<string, string>>;
}): VNode {
  const words = useWords(registerWords);
  const filter = new URLSearchParams(exportQuery(query)).toString();
  const addressOf = (format: ExportFormat): string =>
    `${exportAddress(call.slug, format)}${filter === '' ? '' : `?${filter}`}`;
  return (
    <div class="bd-row bd-exports">
      <span class="bd-small">{words.exports}</span>
      {exportFormats.map((format) => (
        <a key={format} class="bd-btn second small" href={addressOf(format)}>
          <Icon name="download" />
          <span class="bd-vh">{words.exportAs} </span>
          {words.formats[format]}
        </a>
      ))}
    </div>
  );
}

function Lines({
  call,
  lines,
}: {
  readonly call: PublishedCall;
  readonly lines: readonly RegisterLine[];
}): VNode {
  const words = useWords(registerWords);
  return (
    <Table
      caption={words.register}
      rows={lines}
      keyOf={({ number }) => String(number)}
      columns={[
        {
          title: words.protocol,
          isRowHead: true,
          cell: ({ number, applicationId }) => (
            <a
              class="bd-num"
              href={`/calls/${call.slug}/applications/${applicationId}/receipts/${number}`}
            >
              {protocolOf(call.slug, number)}
            </a>
          ),
        },
        { title: words.at, cell: ({ at }) => <Instant at={new Date(at)} isExact /> },
        {
          title: words.kind,
          cell: ({ kind }) =>
            kind === 'submission' ? (
              <Tag tone="ok">{words.submission}</Tag>
            ) : (
              <Tag tone="plain">{words.withdrawal}</Tag>
            ),
        },
        { title: words.title, cell: ({ title }) => title },
        { title: words.lead, cell: ({ leadName }) => leadName },
      ]}
    />
  );
}

const kinds = ['submission', 'withdrawal'] as const;

/** The filter that the fields of the page say. */
export function readFilter(
  query: Readonly<Record<string, string>>,
  language: Language,
): { readonly filter: RegisterFilter; readonly errors: readonly FieldError[] } {
  const words = registerWords[language];
  const errors: FieldError[] = [];
  const boundsOf = (name: 'from' | 'until') => {
    const day = query[name] ?? '';
    const bounds = day === '' ? undefined : dayBounds(day);
    if (day !== '' && !bounds) errors.push({ field: name, message: words.noDay(day) });
    return bounds;
  };
  const kind = kinds.find((each) => each === query['kind']);
  const filter = {
    text: query['text']?.slice(0, 200),
    kind,
    from: boundsOf('from')?.first,
    until: boundsOf('until')?.next,
  };
  return { filter, errors };
}

function exportQuery(query: Readonly<Record<string, string>>): Record<string, string> {
  const { filter } = readFilter(query, 'en');
  return {
    ...(filter.text === undefined || filter.text === '' ? {} : { text: filter.text }),
    ...(filter.kind === undefined ? {} : { kind: filter.kind }),
    ...(filter.from === undefined ? {} : { from: filter.from.toISOString() }),
    ...(filter.until === undefined ? {} : { until: filter.until.toISOString() }),
  };
}
