import { buffer } from 'node:stream/consumers';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallDocument, CostItem, CostValue } from '../../engine/index.ts';
import type { DraftContent } from '../draft.ts';
import type { NamedPartner } from '../snapshot.ts';
import { readColumn } from './amounts-in-column.ts';
import type { ImportPlace } from './import-place.ts';
import { planImport, type PlannedRow } from './plan-import.ts';
import { readTable, writeCsv, type Table } from './table-text.ts';
import { expensesTable } from './write-expenses.ts';
import { readWorkbook, writeWorkbook } from './xlsx.ts';

const category = (id: string, it: string, code: string) => ({
  id,
  code,
  label: { it, en: `${it} (en)` },
  article: 'art. 1',
});
const document = {
  partnership: {
    article: 'art. 1',
    roles: [
      {
        id: 'lead',
        label: { it: 'capofila', en: 'lead' },
        article: 'art. 1',
        beneficiary: true,
        lead: true,
      },
    ],
    minimum: [],
  },
  costs: {
    article: 'art. 2',
    categories: [
      category('staff', 'Personale', 'A'),
      category('goods', 'Forniture; e “altro”', 'B'),
      category('twin', 'Doppia', 'C'),
      category('twin2', 'Doppia', 'D'),
    ],
  },
} as unknown as CallDocument;
const partners: readonly NamedPartner[] = [
  { id: 'p1', name: 'Uno S.r.l.', fiscalCode: '00000000001', role: 'lead' },
  { id: 'p2', name: '=Due & figli', fiscalCode: '00000000002', role: 'lead' },
];

function placeOf(
  costs: readonly DraftContent['costs'][],
  language: 'it' | 'en' = 'it',
): ImportPlace {
  const content: DraftContent = {
    facts: {},
    partners: partners.map(({ id, role }, index) => ({
      id,
      role,
      ...(costs[index] && { costs: costs[index] }),
    })),
  };
  return { document, content, partners, language };
}

function rowsOf(table: Table, place: ImportPlace): readonly PlannedRow[] {
  const plan = planImport(table, place);
  if (plan.type !== 'plan') throw new Error(plan.type);
  return plan.rows;
}

function workbook(table: Table): Promise<Buffer> {
  return buffer(writeWorkbook(table, 'it', new Date(0)));
}

const anyText = fc
  .oneof(
    fc.string({ unit: 'grapheme', maxLength: 40 }),
    fc.constantFrom('=SUM(A1)', "'=x", '+39 02', '-1', '@cmd', 'a;b,"c"', "''-", '1.000', '€', '"'),
  )
  .map((text) => text.replaceAll(/[\p{Cc}\s\u2028\u2029\uFEFF]+/gu, ' ').trim());
const anyAmount = fc
  .bigInt({ min: 0n, max: 99_999_999_999_999n })
  .map((cents) => `${cents / 100n}.${String(cents % 100n).padStart(2, '0')}`);
const anyItem = fc.record({
  description: fc.option(anyText, { nil: '' }),
  supplier: fc.option(anyText, { nil: '' }),
  amount: fc.option(anyAmount, { nil: undefined }),
});

/** Costs of a partner; every expense says something, as in what is stored. */
const anyCosts = fc.dictionary(
  fc.constantFrom('staff', 'goods', 'twin', 'twin2'),
  fc.oneof(
    anyAmount,
    fc.array(
      anyItem.filter(({ description, supplier }) => description !== '' || supplier !== ''),
      { minLength: 1, maxLength: 6 },
    ),
  ),
);

function stored(all: readonly Record<string, unknown>[]): readonly DraftContent['costs'][] {
  let next = 0;
  return all.map((costs) =>
    Object.fromEntries(
      Object.entries(costs).map(([id, value]): [string, CostValue] => [
        id,
        typeof value === 'string'
          ? value
          : (value as { description: string; supplier: string; amount?: string }[]).map(
              ({ description, supplier, amount }): CostItem => ({
                id: `i${next++}`,
                ...(description !== '' && { description }),
                ...(supplier !== '' && { supplier }),
                ...(amount !== undefined && { amount }),
              }),
            ),
      ]),
    ),
  );
}

/** The costs that the accepted rows of a plan make, put together in the plainest way. */
function costsMade(rows: readonly PlannedRow[]): readonly Record<string, CostValue>[] {
  return partners.map(({ id: partner }) => {
    const costs: Record<string, CostValue> = {};
    for (const row of rows) {
      if (row.kind === 'refused') throw new Error(JSON.stringify(row));
      const { expense } = row;
      if (expense.partner !== partner) continue;
      const amount =
        expense.cents === undefined
          ? undefined
          : `${Math.trunc(expense.cents / 100)}.${String(expense.cents % 100).padStart(2, '0')}`;
      if (expense.id === undefined) costs[expense.category] = amount ?? '';
      else {
        const { id, description, supplier } = expense;
        costs[expense.category] = [
          ...((costs[expense.category] as CostItem[] | undefined) ?? []),
          {
            id,
            ...(description !== '' && { description }),
            ...(supplier !== '' && { supplier }),
            ...(amount !== undefined && { amount }),
          },
        ];
      }
    }
    return costs;
  });
}

test('what is exported is read back without a change, as CSV, in either language', () => {
  fc.assert(
    fc.property(fc.tuple(anyCosts, anyCosts), fc.constantFrom('it', 'en'), (all, language) => {
      const costs = stored(all);
      const place = placeOf(costs, language);
      const read = readTable(writeCsv(expensesTable(place)));
      if (read.type !== 'table') throw new Error(read.code);
      expect(rowsOf(read.table, place).map(({ kind }) => kind)).toEqual(
        read.table.slice(1).map(() => 'same'),
      );
      expect(costsMade(rowsOf(read.table, placeOf([], language)))).toEqual(costs);
    }),
    { numRuns: 300 },
  );
});

test('and as a workbook', async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(anyCosts, anyCosts), async (all) => {
      const costs = stored(all);
      const read = await readWorkbook(await workbook(expensesTable(placeOf(costs))));
      if (read.type !== 'table') throw new Error(read.code);
      expect(costsMade(rowsOf(read.table, placeOf([])))).toEqual(costs);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test('no cell of the CSV begins as a formula does', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(writeCsv([[text]]).slice(1)).not.toMatch(/^"?[=+\-@\t]/);
    }),
    { numRuns: 500 },
  );
});

const heading = ['id', 'partner', 'voce', 'descrizione', 'fornitore', 'importo'];

test('every row says what it would do, or why it is refused', () => {
  const place = placeOf([
    { staff: [{ id: 'a', description: 'Tecnico', amount: '10.00' }], goods: '5.00' },
    { goods: { from: '1.00', to: '2.00' } },
  ]);
  const table = [
    heading,
    ['a', '00000000001', 'Personale', 'Tecnico', '', '10,00'],
    ['a', 'uno s.r.l.', 'personale', 'Tecnico', '', '12'],
    ['', 'Uno S.r.l.', 'A', 'Operaio', 'Rossi', '1.234,50'],
    ['', '00000000001', 'Personale', 'Tecnico', '', '10,00'],
    ['', '00000000001', 'goods', '', '', '7,00'],
    ['', '00000000002', 'goods', 'Altro', '', '7,00'],
    ['', 'Tre', 'goods', 'Altro', '', '7,00'],
    ['', '00000000001', 'Doppia', 'Altro', '', '7,00'],
    ['', '00000000001', 'Personale', 'Altro', '', '7.0000'],
    ['b c', '00000000001', 'Personale', 'Altro', '', '7,00'],
    ['', '00000000001', 'Personale', 'x'.repeat(301), '', '7,00'],
    ['', '00000000001', 'Personale', '', '', '7,00'],
  ];
  expect(rowsOf(table, place).map((row) => (row.kind === 'refused' ? row.code : row.kind))).toEqual(
    [
      'same',
      'twice',
      'add',
      'add',
      'change',
      'stretch',
      'unknown-partner',
      'unknown-category',
      'amount-unreadable',
      'id-strange',
      'too-long',
      'not-described',
    ],
  );
  expect(rowsOf([heading, ['a', '00000000001', 'B', 'x', '', '1']], place)[0]).toMatchObject({
    code: 'moved',
  });
  expect(planImport([['Tecnico', '10']], place).type).toBe('no-heading');
});

test('an amount is refused only where the column leaves it in doubt', () => {
  const said = (...cells: string[]) =>
    readColumn(cells, 'it').map((each) => (each.type === 'amount' ? each.cents : each.code));
  expect(said('1.000', '2.500,00')).toEqual([100_000, 250_000]);
  expect(said('1.000')).toEqual([100_000]);
  expect(said('1,234.50', '1,000')).toEqual([123_450, 100_000]);
  expect(said('1,234.50', '1.000')).toEqual([123_450, 'ambiguous']);
  expect(said('1,234.50', '1.234,50', '1.000')).toEqual([123_450, 123_450, 'ambiguous']);
  expect(said('1.000', '1.23.4')).toEqual([100_000, 'unreadable']);
  expect(said('€ 12', '7 €', 'x', '')).toEqual([1200, 700, 'unreadable', 'unreadable']);
});

test('an archive that would unpack to more than memory, and what is none, are refused', async () => {
  expect(await readWorkbook(Buffer.from('id;voce'))).toMatchObject({ code: 'no-workbook' });
  const good = await workbook([heading, ['a', 'b', 'c', 'd', 'e', '1,00']]);
  const bomb = Buffer.from(good);
  const at = bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  bomb.writeUInt32LE(0x7fff_ffff, at + 24);
  expect(await readWorkbook(bomb)).toMatchObject({ code: 'unpacks-too-large' });
  expect((await readWorkbook(good)).type).toBe('table');
  expect(readTable('a\tb\n'.repeat(3000))).toMatchObject({ code: 'too-many-rows' });
  expect(readTable('id;voce\n"a')).toMatchObject({ code: 'open-quote' });
});
