import type { VNode } from 'preact';
import { parseCents, writeAmount } from '../../engine/index.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  Hidden,
  Section,
  Table,
  Tag,
  TextArea,
  usePage,
  useWords,
  type Language,
  type Tone,
} from '../../platform/page/index.ts';
import { addressOf } from '../addresses.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { itemName, nameOf } from '../sections/draft-field.ts';
import { seenItems } from '../sections/item-fields.ts';
import { seenText } from '../sections/section-form.ts';
import type { ImportPlace } from './import-place.ts';
import type { PlannedExpense, PlannedRow } from './plan-import.ts';
import { importWords } from './words.ts';

/** Two ways in: pasting, and a file. */
export function ImportForm({
  application,
  text,
}: {
  readonly application: ApplicationRecord;
  readonly text: string;
}): VNode {
  const words = useWords(importWords);
  const { errors } = usePage();
  const address = `${addressOf(application)}/sections/budget`;
  const wrong = errors.find(({ field }) => field === 'file')?.message;
  return (
    <>
      <Form action={`${address}/import`}>
        <TextArea
          name="table"
          label={words.paste}
          hint={words.pasteHint}
          value={text}
          rows={10}
          isCode
        />
        <Actions>
          <Button>{words.check}</Button>
        </Actions>
      </Form>
      <Form action={`${address}/import`} hasFile>
        <div class="bd-field">
          <label for="file">{words.file}</label>
          <p class="bd-hint" id="file-hint">
            {words.fileHint}
          </p>
          {wrong === undefined ? null : (
            <p class="bd-error" id="file-error">
              {wrong}
            </p>
          )}
          <input
            class="bd-input bd-file"
            type="file"
            id="file"
            name="file"
            accept=".csv,.xlsx,.tsv,.txt"
            required
            aria-describedby={wrong === undefined ? 'file-hint' : 'file-hint file-error'}
          />
        </div>
        <Actions>
          <Button isSecondary>{words.checkFile}</Button>
        </Actions>
      </Form>
      <Section id="export" title={words.export}>
        <p>{words.exportHelp}</p>
        <Actions>
          <ButtonLink href={`${address}/expenses/csv`} isSecondary>
            {words.asCsv}
          </ButtonLink>
          <ButtonLink href={`${address}/expenses/xlsx`} isSecondary>
            {words.asXlsx}
          </ButtonLink>
        </Actions>
      </Section>
    </>
  );
}

const tones: Readonly<Record<PlannedRow['kind'], Tone>> = {
  add: 'ok',
  change: 'warn',
  same: 'plain',
  refused: 'stop',
};

/** Row by row what would change; the form below it is the one of the budget, filled in with what the table says. */
export function ImportPreview({
  application,
  place,
  rows,
}: {
  readonly application: ApplicationRecord;
  readonly place: ImportPlace;
  readonly rows: readonly PlannedRow[];
}): VNode {
  const words = useWords(importWords);
  const { language } = usePage();
  const address = `${addressOf(application)}/sections/budget`;
  const changing = rows.flatMap((row) =>
    row.kind === 'add' || row.kind === 'change' ? [row.expense] : [],
  );
  const count = (kind: PlannedRow['kind']): string =>
    String(rows.filter((row) => row.kind === kind).length);
  return (
    <>
      <p>
        <b>{words.counts(count('add'), count('change'), count('same'), count('refused'))}</b>
      </p>
      {changing.length === 0 ? (
        <p>{words.nothingToSave}</p>
      ) : (
        <ImportedForm address={address} place={place} expenses={changing} />
      )}
      <p>
        <a href={`${address}/import`}>{words.again}</a>
      </p>
      <Table
        caption={words.previewTitle}
        rows={rows}
        keyOf={({ line }) => String(line)}
        columns={[
          { title: words.line, isNumber: true, cell: ({ line }) => line },
          {
            title: words.description,
            isRowHead: true,
            cell: ({ cells }) => cells.description || cells.category,
          },
          { title: words.partner, cell: ({ cells }) => cells.partner },
          { title: words.category, cell: ({ cells }) => cells.category },
          { title: words.supplier, cell: ({ cells }) => cells.supplier },
          { title: words.amount, isNumber: true, cell: (row) => amountOf(row, language) },
          {
            title: words.state,
            cell: (row) => (
              <>
                <Tag tone={tones[row.kind]}>{words.kinds[row.kind]}</Tag>{' '}
                {row.kind === 'refused' ? words.refusals[row.code] : null}
                {row.kind === 'change' ? words.was(beforeText(row.expense, language)) : null}
              </>
            ),
          },
        ]}
      />
    </>
  );
}

function ImportedForm({
  address,
  place,
  expenses,
}: {
  readonly address: string;
  readonly place: ImportPlace;
  readonly expenses: readonly PlannedExpense[];
}): VNode {
  const words = useWords(importWords);
  const { language } = place;
  const single = expenses.flatMap((each) =>
    each.id === undefined ? [] : [{ ...each, id: each.id }],
  );
  const whole = expenses.filter(({ id }) => id === undefined);
  const items = single.map(({ id, category, partner, before }) => ({
    id,
    category,
    ...(partner === '' ? {} : { partner }),
    ...(typeof before === 'object' ? { item: before } : {}),
  }));
  const seen = seenText([
    ...seenItems(items),
    ...whole.map((each) => [amountName(each), each.before ?? null] as const),
  ]);
  return (
    <Form action={address}>
      <Hidden name="seen" value={seen} />
      {single.map(({ id, description, supplier, cents }) => (
        <>
          <Hidden name={itemName(id, 'description')} value={description} />
          <Hidden name={itemName(id, 'supplier')} value={supplier} />
          <Hidden name={itemName(id, 'amount')} value={typed(cents, language)} />
        </>
      ))}
      {whole.map((each) => (
        <Hidden
          key={amountName(each)}
          name={amountName(each)}
          value={typed(each.cents, language)}
        />
      ))}
      <Actions>
        <Button name="then" value="stay">
          {words.save}
        </Button>
      </Actions>
    </Form>
  );
}

function amountName({ category, partner }: PlannedExpense): string {
  return nameOf({ part: 'cost', id: category, ...(partner === '' ? {} : { partner }) });
}

function typed(cents: number | undefined, language: Language): string {
  return cents === undefined ? '' : writeAmount(cents, language);
}

function amountOf(row: PlannedRow, language: Language): string {
  return row.kind === 'refused' ? row.cells.amount : typed(row.expense.cents, language);
}

function beforeText({ before }: PlannedExpense, language: Language): string {
  const said = typeof before === 'string' ? { amount: before } : (before ?? {});
  const { amount, ...texts } = said as { readonly amount?: string; readonly description?: string };
  const cents = amount === undefined ? undefined : parseCents(amount);
  return [texts.description, cents === undefined ? undefined : writeAmount(cents, language)]
    .filter((each) => each !== undefined)
    .join(', ');
}
