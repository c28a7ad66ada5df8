import type { VNode } from 'preact';
import type { Fraction } from '../../engine/index.ts';
import {
  Actions,
  Button,
  Details,
  Facts,
  Form,
  KeyFigures,
  Note,
  Section,
  Select,
  Table,
  Tag,
  TextArea,
  TextField,
  formatInstant,
  formatNumber,
  usePage,
  useWords,
  type Language,
} from '../../platform/page/index.ts';
import { reasonField, valueField, type TypedEntry } from '../sheets/read-form.ts';
import { pointsText, rangeText } from '../sheets/scale.ts';
import { reasonCharactersMax, typedOf } from '../sheets/sheet.ts';
import type { Proposal } from './consolidation.ts';
import type { Table as OpenTable } from './load-table.ts';
import { valueText } from './value-text.ts';
import { consolidationWords } from './words.ts';

export interface ConsolidationProps {
  readonly here: string;
  readonly table: OpenTable;
  /** What was sent and not taken. */
  readonly typed: ReadonlyMap<string, TypedEntry> | undefined;
}

/** What the sheets say side by side, what follows from it, and the form with which the panel decides. */
export function ConsolidationView(props: ConsolidationProps): VNode {
  const { here, table } = props;
  const { record, mayAct, method } = table;
  const words = useWords(consolidationWords);
  const isDecided = record.state === 'decided';
  return (
    <>
      {isDecided ? <DecidedNote table={table} /> : null}
      {method === undefined ? null : <p>{words.methods[method]}</p>}
      <Totals table={table} />
      {mayAct && !isDecided ? (
        <Form action={here}>
          {table.proposals.map((proposal) => (
            <ProposalView key={proposal.fact.id} proposal={proposal} {...props} hasForm />
          ))}
          <Actions>
            <Button>{words.decide}</Button>
          </Actions>
        </Form>
      ) : (
        table.proposals.map((proposal) => (
          <ProposalView key={proposal.fact.id} proposal={proposal} {...props} hasForm={false} />
        ))
      )}
      {mayAct && !record.isReleased ? <Undoing here={here} /> : null}
    </>
  );
}

function DecidedNote({ table: { record } }: { readonly table: OpenTable }): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  return (
    <Note tone="ok" title={words.decidedNote}>
      <p>
        {words.alreadyBy(
          record.decidedBy ?? '',
          record.decidedAt ? formatInstant(record.decidedAt, language) : '',
        )}
      </p>
    </Note>
  );
}

function Totals({ table: { sheets, apart } }: { readonly table: OpenTable }): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  return (
    <Section id="totals" title={words.totals}>
      <Table
        caption={words.totals}
        isCaptionHidden
        rows={sheets}
        keyOf={({ sheet }) => sheet.id}
        columns={[
          { title: words.sheetOf, isRowHead: true, cell: ({ sheet }) => sheet.name },
          {
            title: words.net,
            isNumber: true,
            cell: ({ figures }) => rangeText(figures.net, language),
          },
          {
            title: words.bonus,
            isNumber: true,
            cell: ({ figures }) => rangeText(figures.bonus, language),
          },
          {
            title: words.gross,
            isNumber: true,
            cell: ({ figures }) => rangeText(figures.gross, language),
          },
        ]}
      />
      {apart.length === 0 ? null : (
        <Note tone="warn" title={words.apartTitle}>
          <ul>
            {apart.map(({ sheetId, name, distance }) => (
              <li key={sheetId}>{words.apart(name, exactText(distance, language))}</li>
            ))}
          </ul>
        </Note>
      )}
    </Section>
  );
}

/** Hundredths of a point as a number that people read; what does not come out even is a fraction. */
function exactText({ num, den }: Fraction, language: Language): string {
  const sign = num < 0n ? '−' : '';
  const size = num < 0n ? -num : num;
  if (size % den === 0n) return `${sign}${pointsText(Number(size / den), language)}`;
  const [whole, rest] = [size / (den * 100n), size % (den * 100n)];
  const head = whole === 0n ? '' : `${formatNumber(Number(whole), language)} + `;
  return `${sign}${head}${rest}/${den * 100n}`;
}

function ProposalView({
  proposal,
  table,
  typed,
  hasForm,
}: ConsolidationProps & { readonly proposal: Proposal; readonly hasForm: boolean }): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  const { fact, criterion, given, from, exact } = proposal;
  const { document } = table.scoring.call;
  const decided = table.record.entries[fact.id];
  const title = criterion ? `${criterion.code} ${criterion.title[language]}` : fact.label[language];
  return (
    <Section id={`fact-${fact.id}`} title={title}>
      <p class="bd-long">
        <Tag tone={from === 'none' ? 'open' : from === 'agreed' ? 'ok' : 'info'}>
          {from === 'agreed'
            ? words.proposedAgreed
            : from === 'computed'
              ? words.proposedComputed
              : words.proposedNone}
        </Tag>
      </p>
      {exact ? <p>{words.exact(exactText(exact, language))}</p> : null}
      <Table
        caption={title}
        isCaptionHidden
        rows={given}
        keyOf={({ sheetId }) => sheetId}
        columns={[
          { title: words.sheetOf, isRowHead: true, cell: ({ name }) => name },
          {
            title: words.given,
            cell: ({ value }) => valueText(document, fact.id, value, language),
          },
          {
            title: words.points,
            isNumber: true,
            cell: ({ points }) => (points === undefined ? '–' : pointsText(points, language)),
          },
          { title: words.reason, isWide: true, cell: ({ reason }) => reason },
        ]}
      />
      {decided ? (
        <Facts
          facts={[
            { term: words.value, value: valueText(document, fact.id, decided.value, language) },
            { term: words.reason, value: decided.reason },
          ]}
        />
      ) : null}
      {hasForm ? (
        <>
          <Decision
            proposal={proposal}
            typed={
              typed?.get(fact.id) ?? {
                typed: typedOf(proposal.proposed),
                reason: proposal.reason,
              }
            }
          />
        </>
      ) : null}
    </Section>
  );
}

function Decision({
  proposal: { fact, criterion },
  typed,
}: {
  readonly proposal: Proposal;
  readonly typed: TypedEntry;
}): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  const options =
    criterion?.kind === 'option'
      ? criterion.choices.map(({ value, label, points }) => ({
          value: String(value),
          text: `${label[language]} (${pointsText(points, language)})`,
        }))
      : fact.type === 'bool'
        ? [
            { value: 'true', text: language === 'it' ? 'sì' : 'yes' },
            { value: 'false', text: 'no' },
          ]
        : fact.type === 'option'
          ? (fact.options ?? []).map(({ id, label }) => ({ value: id, text: label[language] }))
          : [];
  const [first = ''] = typed.typed;
  const labelled = `${words.value}: ${criterion?.code ?? fact.label[language]}`;
  return (
    <>
      {options.length > 0 ? (
        <Select name={valueField(fact.id)} label={labelled} options={options} value={first} />
      ) : (
        <TextField
          name={valueField(fact.id)}
          label={labelled}
          value={
            fact.type === 'options'
              ? typed.typed.join(' ')
              : language === 'it'
                ? first.replace('.', ',')
                : first
          }
          maxLength={200}
        />
      )}
      <TextArea
        name={reasonField(fact.id)}
        label={`${words.reason}: ${criterion?.code ?? fact.label[language]}`}
        hint={words.reasonHint}
        value={typed.reason}
        rows={3}
        maxLength={reasonCharactersMax}
      />
    </>
  );
}

function Undoing({ here }: { readonly here: string }): VNode {
  const words = useWords(consolidationWords);
  const { errors } = usePage();
  return (
    <Details summary={words.undo} isOpen={errors.some(({ field }) => field === 'reason')}>
      <p>{words.undoHelp}</p>
      <Form action={`${here}/undoing`}>
        <TextArea name="reason" label={words.undoReason} rows={3} maxLength={2000} />
        <Actions>
          <Button isSecondary isDanger>
            {words.undo}
          </Button>
        </Actions>
      </Form>
    </Details>
  );
}

/** The three figures of what was decided. */
export function ScoreFigures({
  net,
  bonus,
  gross,
}: {
  readonly net: number;
  readonly bonus: number;
  readonly gross: number;
}): VNode {
  const words = useWords(consolidationWords);
  const { language } = usePage();
  return (
    <KeyFigures
      facts={[
        { term: words.net, value: pointsText(net, language) },
        { term: words.bonus, value: `+ ${pointsText(bonus, language)}` },
        { term: words.gross, value: pointsText(gross, language) },
      ]}
    />
  );
}
