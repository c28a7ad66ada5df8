import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import {
  askedInAll,
  checkProgramme,
  compareWithTarget,
  exactBudget,
  itemFor,
  plannedAttendance,
  readProgramme,
  type Finding,
  type ProgrammeDocument,
  type TargetDocument,
} from './index.ts';

const file = new URL('../../definitions/politiche-ambientali-2019/programme.yaml', import.meta.url);
const programme = readOrThrow(parse(readFileSync(file, 'utf8')));
const findings = checkProgramme(programme);

function readOrThrow(json: unknown): ProgrammeDocument {
  const read = readProgramme(json);
  if ('programme' in read) return read.programme;
  throw new Error(JSON.stringify(read.problems));
}

function found(code: Finding['code'], among = findings): readonly Finding[] {
  return among.filter((finding) => finding.code === code);
}

function changed(change: Partial<ProgrammeDocument>): ProgrammeDocument {
  return { ...programme, ...change };
}

function target(id: string): TargetDocument {
  const one = programme.targets.find((each) => each.id === id);
  if (!one) throw new Error(`no target ${id}`);
  return one;
}

function notice(id: string): string | undefined {
  return programme.notices?.find((each) => each.id === id)?.kind;
}

test('A-1: the rows of staff and of other costs are a cent off, each its own way', () => {
  expect(found('row-differs').map(({ path, difference }) => [path[2], difference])).toEqual([
    [0, -1],
    [3, 1],
  ]);
  expect(found('row-differs')[0]?.message).toContain('39999.99');
  expect(found('row-differs')[1]?.message).toContain('5000.01');
  expect(found('column-differs')).toEqual([]);
});

test('A-1: the exact budget adds up in both ways, with the cent in Bergamo', () => {
  const exact = exactBudget(programme);
  if (exact.type === 'refused') throw new Error(JSON.stringify(exact.findings));
  expect(exact.moved).toEqual([
    { row: 'staff', place: 'bergamo', printed: '5333.33', exact: '5333.34' },
    { row: 'other', place: 'bergamo', printed: '666.67', exact: '666.66' },
  ]);
  const cents = (amount: string | undefined): number => Math.round(Number(amount) * 100);
  for (const row of exact.rows) {
    const sum = Object.values(row.cells).reduce((total, cell) => total + cents(cell), 0);
    expect(sum).toBe(cents(row.total));
  }
  for (const { id } of programme.places) {
    const sum = exact.rows.reduce((total, row) => total + cents(row.cells[id]), 0);
    expect(sum).toBe(cents(exact.columnTotals[id]));
    expect(sum).toBe(cents(programme.budget.columnTotals[id]));
  }
  expect(exact.grandTotal).toBe('150000.00');
});

test('A-1: another residual place takes the cent, an undecided one stops the table', () => {
  const elsewhere = changed({ budget: { ...programme.budget, residual: 'varese' } });
  const exact = exactBudget(elsewhere);
  expect(exact.type === 'exact' && exact.moved.map(({ place }) => place)).toEqual([
    'varese',
    'varese',
  ]);
  const residual = {
    unknown: { id: 'residual', state: 'absent', note: { it: 'Non detto.', en: 'Not said.' } },
  } as const;
  const refused = exactBudget(changed({ budget: { ...programme.budget, residual } }));
  expect(refused.type === 'refused' && refused.findings.map(({ code }) => code)).toEqual([
    'residual-open',
  ]);
});

test('A-2: the grand total "150.0000" is reported and never read as an amount', () => {
  const [only, ...others] = found('amount-unreadable');
  expect(others).toEqual([]);
  expect(only).toMatchObject({ kind: 'source', path: ['budget', 'grandTotal'] });
  expect(only?.message).toContain('more than one way: ask');
  expect(only?.message).toContain('150000.00');
  expect(found('grand-total-differs')).toEqual([]);
});

test('A-2: a grand total that can be read is compared with both margins', () => {
  const grandTotal = '150000.01';
  const wrong = checkProgramme(changed({ budget: { ...programme.budget, grandTotal } }));
  expect(found('grand-total-differs', wrong).map(({ difference }) => difference)).toEqual([-1, -1]);
});

test('A-3: whether staff costs are eligible waits for a decision', () => {
  expect(found('rule-open').map(({ path, kind }) => [path[1], kind])).toContainEqual([
    0,
    'needs-decision',
  ]);
  expect(programme.rules?.[0]?.id).toBe('staff-costs-eligible');
});

test('A-4: four targets have no clear scope, and lie between one and nine times their number', () => {
  expect(found('scope-open').map(({ path }) => path[1])).toEqual([0, 1, 2, 3]);
  expect(found('scope-open').every(({ kind }) => kind === 'needs-decision')).toBe(true);
  expect(askedInAll(programme, target('base-events'))).toEqual({ from: 1, to: 9 });
  expect(askedInAll(programme, target('optional-events'))).toEqual({ from: 2, to: 18 });
  const decided = { ...target('base-events'), scope: 'per-chamber' } as const;
  expect(askedInAll(programme, decided)).toEqual({ from: 9, to: 9 });
  expect(askedInAll(programme, target('firms-trained'))).toBeUndefined();
});

test('A-4: a result with different targets in the two documents waits for a decision', () => {
  const names = found('targets-differ').map(({ path }) => programme.targets[Number(path[1])]?.id);
  expect(names).toEqual([
    'territorial-focus-group',
    'staff-days-2',
    'waste-seminars',
    'circular-seminars',
    'coaching-path',
  ]);
});

test('A-5 and A-6: the call told in the future and the double heading are notices', () => {
  expect(notice('a-5')).toBe('warning');
  expect(notice('a-6')).toBe('duplicate');
});

test('A-7: missions and staff fit under two items and are counted once, when that is decided', () => {
  expect(found('expenses-overlap').map(({ path, kind }) => [path[1], kind])).toEqual([
    [0, 'needs-decision'],
    [1, 'needs-decision'],
  ]);
  expect(itemFor(programme, 'missions')).toBeUndefined();
  expect(itemFor(programme, 'services')).toBe('services');
  const [missions, ...others] = programme.sharedExpenses ?? [];
  if (!missions) throw new Error('missions are not shared');
  const sharedExpenses = [{ ...missions, countedUnder: 'other' }, ...others];
  const decided = changed({ sharedExpenses });
  expect(itemFor(decided, 'missions')).toBe('other');
  expect(found('expenses-overlap', checkProgramme(decided))).toHaveLength(1);
});

test('A-7: an overlap that nobody mentions is a mistake of the file', () => {
  const silent = checkProgramme(changed({ sharedExpenses: [] }));
  expect(found('expenses-overlap', silent).map(({ kind }) => kind)).toEqual(['mistake', 'mistake']);
});

test('B-1: firms planned and participants counted are never compared', () => {
  expect(plannedAttendance(programme)).toEqual(new Map([['firms', { from: 495, to: 630 }]]));
  const [only, ...others] = found('unit-differs');
  expect(others).toEqual([]);
  expect(only?.message).toContain('"participants" counts people');
});

test('B-2: seats planned and held online are a notice', () => {
  expect(notice('b-2')).toBe('contradiction');
});

test('B-3: a floor cannot be exceeded, an exact number can', () => {
  expect(compareWithTarget(target('territorial-focus-group').value, 0)).toBe('below');
  expect(compareWithTarget(target('territorial-focus-group').value, 1)).toBe('met');
  expect(compareWithTarget(target('territorial-focus-group').value, 5)).toBe('met');
  expect(compareWithTarget(target('staff-days-2').value, 3)).toBe('above');
  expect(compareWithTarget(target('staff-days').value, 4)).toBe('met');
  expect(compareWithTarget(target('staff-days').value, 5)).toBe('above');
  expect(askedInAll(programme, target('territorial-focus-group'))).toEqual({ from: 1 });
});

test('the programme lasts thirteen months, and the file itself has no mistake', () => {
  expect(found('months-differ')).toEqual([]);
  expect(findings.filter(({ kind }) => kind === 'mistake')).toEqual([]);
  const shorter = changed({ duration: { ...programme.duration, months: 12 } });
  expect(found('months-differ', checkProgramme(shorter))).toHaveLength(1);
});

test('phases that share a day overlap, and dates outside the programme are reported', () => {
  const phase = (id: string, from: string, to: string) => ({
    id,
    title: { it: id, en: id },
    article: 'prova',
    period: { from, to },
  });
  const phases = [
    phase('one', '2019-09-01', '2019-12-31'),
    phase('two', '2019-12-31', '2020-03-31'),
    phase('three', '2020-04-01', '2020-10-01'),
    phase('four', '2020-02-30', '2020-01-01'),
  ];
  const codes = checkProgramme(changed({ phases }))
    .filter(({ path }) => path[0] === 'phases')
    .map(({ code, path }) => [code, path[1]]);
  expect(codes).toEqual([
    ['date-unreadable', 3],
    ['outside-duration', 2],
    ['periods-overlap', 1],
  ]);
});

test('unknown names, names used twice and shares that miss the whole are mistakes', () => {
  const { budget, targets, places } = programme;
  const [first, ...others] = targets;
  if (!first) throw new Error('no targets');
  const wrong = checkProgramme(
    changed({
      targets: [{ ...first, source: 'allegato-e' }, ...others, first],
      budget: {
        ...budget,
        residual: 'lodi',
        shares: { ...budget.shares, varese: '19/150' },
        columnTotals: Object.fromEntries(places.slice(1).map(({ id }) => [id, '1.00'])),
      },
    }),
  );
  const mistakes = wrong.filter(({ kind }) => kind === 'mistake').map(({ code }) => code);
  expect(mistakes.toSorted()).toEqual([
    'cell-missing',
    'id-twice',
    'shares-miss-whole',
    'unknown-name',
    'unknown-name',
  ]);
});

test('what has not the shape of a programme is refused with its place', () => {
  const read = readProgramme({ ...programme, targets: [{ id: 'x' }] });
  expect('problems' in read && read.problems.every(({ at }) => at.startsWith('/targets'))).toBe(
    true,
  );
});
