import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { readCall, readCallDocument } from '../src/calls/index.ts';
import { ExampleRunner, parseCents, suggestAmount } from '../src/engine/index.ts';
import { exactBudget, readProgramme } from '../src/programme/index.ts';

const file = 'definitions/ricircolo-enti-locali-2024/call.yaml';
const text = readFileSync(file, 'utf8');

function example(id: string) {
  const read = readCallDocument(text, file);
  if (read.type === 'refused') throw new Error('the definition cannot be read');
  const found = read.document.examples.find((each) => each.id === id);
  if (!found) throw new Error(`there is no example ${id}`);
  return { found, mismatches: new ExampleRunner(read.document).run(found) };
}

describe('R17.1 the table of line 4', () => {
  test('R17.1: its seven criteria reach exactly 100 in each of the four sub-lines', () => {
    const read = readCall({ definition: { file, text } });
    if (read.type === 'refused') throw new Error('the definition cannot be read');
    for (const id of ['4a', '4b', '4c', '4d']) {
      const score = read.call.tracks.get(id)?.score;
      expect(score?.criteria).toHaveLength(7);
      expect(score?.criteria.reduce((sum, criterion) => sum + (criterion.max ?? 0), 0)).toBe(
        100_00,
      );
      expect(score?.residual).toBe(0);
    }
  });

  test('R17.1: the floor project has 28 net and 4 of bonus, and is not admissible', () => {
    const { found, mismatches } = example('d1-28-net-32-gross');
    expect(found.assess?.expect).toMatchObject({ net: 28, gross: 32, threshold: 'no' });
    expect(mismatches).toEqual([]);
  });
});

describe('R17.11 the clock', () => {
  const read = readCallDocument(text, file);
  if (read.type === 'refused') throw new Error('the definition cannot be read');
  const clock = read.document.clocks.find((each) => each.days === 120);
  const run = (
    expected: { readonly due: string; readonly lateDays: number },
    suspended: readonly { readonly from: string; readonly to: string; readonly why: string }[],
  ) =>
    new ExampleRunner(read.document).run({
      id: 'clock',
      title: 'clock',
      ...(clock && typeof clock.endOnHoliday === 'object'
        ? { given: { [clock.endOnHoliday.unknown.id]: 'as-is' } }
        : {}),
      clock: {
        id: clock?.id ?? '',
        start: '2025-01-15',
        today: '2025-05-23',
        suspended,
        expect: expected,
      },
    });

  test('R17.11: closing of 15 January 2025 and 120 days is 15 May; the decree of 23 May is 8 days late', () => {
    expect(run({ due: '2025-05-15', lateDays: 8 }, [])).toEqual([]);
  });

  test('R17.11: with a suspension of 8 days it is in time, with 7 days one day late', () => {
    const why = 'clarifications';
    expect(
      run({ due: '2025-05-23', lateDays: 0 }, [{ from: '2025-03-01', to: '2025-03-08', why }]),
    ).toEqual([]);
    expect(
      run({ due: '2025-05-22', lateDays: 1 }, [{ from: '2025-03-01', to: '2025-03-07', why }]),
    ).toEqual([]);
  });
});

test('R17.12: the budget table of the programme comes out exact in rows and columns', () => {
  const programme = parse(
    readFileSync('definitions/politiche-ambientali-2019/programme.yaml', 'utf8'),
  ) as unknown;
  const read = readProgramme(programme);
  if (!('programme' in read)) throw new Error('the programme cannot be read');
  const exact = exactBudget(read.programme);
  if (exact.type === 'refused') throw new Error('the budget cannot be made exact');
  const cents = exact.rows.map((row) =>
    Object.values(row.cells).map((cell) => parseCents(cell) ?? Number.NaN),
  );
  const add = (list: readonly number[]): number => list.reduce((sum, each) => sum + each, 0);
  expect(cents.map(add)).toEqual([40_000_00, 75_000_00, 30_000_00, 5_000_00]);
  const columns = cents[0]?.map((_, column) => add(cents.map((row) => row[column] ?? Number.NaN)));
  expect(columns).toEqual([
    20_000_00, 20_000_00, 20_000_00, 10_000_00, 15_000_00, 20_000_00, 15_000_00, 10_000_00,
    20_000_00,
  ]);
  expect([cents[0]?.[0], cents[3]?.[0]]).toEqual([5_333_34, 666_66]);
});

test.each(['150.0000', '300.00,00', '33.206.777.91', '367.00 mila'])(
  'R17.13: %s is not read as an amount, nor guessed',
  (amount) => {
    expect(parseCents(amount)).toBeUndefined();
    expect(suggestAmount(amount)).toBeUndefined();
  },
);
