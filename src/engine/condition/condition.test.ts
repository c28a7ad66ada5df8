import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkCondition } from './check-types.ts';
import { compileCondition, compileFormula, compileRange } from './compile.ts';
import { notApplicable, unknownNumber, type Facts, type Range } from './facts.ts';
import { findOpenFacts } from './find-open.ts';
import { parseCondition } from './parse.ts';
import { readsOf, type Tree } from './tree.ts';
import { truthName } from './truth.ts';
import type { NameEntry, ValueType } from './value-type.ts';

const kinds: Readonly<Record<string, ValueType>> = {
  a: { kind: 'bool' },
  b: { kind: 'bool' },
  n: { kind: 'int' },
  m: { kind: 'int' },
  money: { kind: 'money' },
  turnover: { kind: 'money' },
  rate: { kind: 'percent' },
  score: { kind: 'points' },
  day: { kind: 'date' },
  kind: { kind: 'option', options: ['town', 'union', 'province'] },
  materials: { kind: 'options', options: ['glass', 'paper', 'oil'] },
  name: { kind: 'text' },
};
const partnerFields = new Map<string, NameEntry>([
  [
    'size',
    { name: 'size', type: { kind: 'option', options: ['micro', 'small', 'large'] }, slot: 0 },
  ],
  ['active', { name: 'active', type: { kind: 'bool' }, slot: 1 }],
  ['staff', { name: 'staff', type: { kind: 'int' }, slot: 2 }],
]);
const scope = new Map<string, NameEntry>(
  Object.entries(kinds).map(([name, type], slot) => [name, { name, type, slot }]),
);
scope.set('partners', { name: 'partners', type: { kind: 'list', fields: partnerFields }, slot: 0 });

function read(
  text: string,
): Tree | { readonly problem: { message: string; offset: number; suggestion?: string } } {
  const syntax = parseCondition(text);
  if ('problem' in syntax) return syntax;
  const texts = new Map<string, number>();
  return checkCondition(syntax, {
    scope,
    firstVariable: 6,
    internText: (each) => texts.get(each) ?? texts.set(each, texts.size).size - 1,
  });
}

function tree(text: string): Tree {
  const found = read(text);
  if ('problem' in found) throw new Error(`${text}: ${found.problem.message}`);
  return found;
}

function factsOf(
  values: Readonly<Record<string, number>>,
  partners?: readonly (readonly number[])[],
  ranges: Readonly<Record<string, Range>> = {},
): Facts {
  return {
    numbers: [...scope.values()].map((entry) =>
      entry.name === 'partners' ? unknownNumber : (values[entry.name] ?? unknownNumber),
    ),
    lists: [partners],
    rows: [],
    ranges: new Map(
      Object.entries(ranges).map(([name, range]) => [scope.get(name)?.slot ?? -1, range]),
    ),
  };
}

function answer(text: string, ...facts: Parameters<typeof factsOf>): string {
  return truthName(compileCondition(tree(text))(factsOf(...facts)));
}

describe('reading', () => {
  test.each([
    ['n > 5 andalso a', 6, 'expected the end', undefined],
    ['n >= ', 5, 'ends too early', undefined],
    ['n > 5.5', 4, 'whole', undefined],
    ['n = 5', 2, 'no meaning', '=='],
    ['a & b', 2, 'no meaning', '&&'],
    ['turnovr > eur("1")', 0, 'nothing called "turnovr"', 'turnover'],
    ['money > 300000', 8, 'cannot be compared', 'eur("300000.00")'],
    ['money + n > eur("1")', 8, 'cannot be compared or joined', undefined],
    ['kind == "toun"', 9, 'not one of', 'town'],
    ['"plastic" in materials', 1, 'not one of', undefined],
    ['kind < "town"', 0, 'cannot be ordered', undefined],
    ['eur("150.0000") > money', 5, 'is not an amount', undefined],
    ['day > date("2025-02-30")', 12, 'a day that exists', undefined],
    ['matches(name)', 0, 'no function "matches"', undefined],
    ['partners.filter(p, p.active)', 0, 'add .size()', undefined],
    ['partners.exist(p, p.active)', 9, 'there is no "exist"', 'exists'],
    ['partners.exists(p, p.sise == "micro")', 21, 'nothing called "sise"', 'size'],
    ['partners.exists(n, n.active)', 16, 'already means something', undefined],
    ['1 < n < 5', 6, 'do not chain', undefined],
    ['a ? n : m', 0, undefined, undefined],
    ['n in []', 5, 'empty', undefined],
    ['money * money > eur("1")', 0, 'cannot be multiplied', undefined],
  ])('%s', (text, offset, message, suggestion) => {
    const found = read(text);
    if (message === undefined) {
      expect(found).not.toHaveProperty('problem');
      return;
    }
    expect(found).toHaveProperty('problem');
    const { problem } = found as Extract<typeof found, { problem: unknown }>;
    expect(problem.message).toContain(message);
    expect({ offset: problem.offset, suggestion: problem.suggestion }).toEqual({
      offset,
      suggestion,
    });
  });

  test('hostile texts are refused or read quickly, never thrown', () => {
    const deep = `${'('.repeat(500)}a${')'.repeat(500)}`;
    const long = Array.from({ length: 400 }, () => 'a').join(' && ');
    for (const text of [
      deep,
      long,
      '!'.repeat(1000),
      'a.'.repeat(900),
      '"'.repeat(99),
      'a ? '.repeat(300),
      '['.repeat(3000),
      '',
    ])
      expect(read(text)).toHaveProperty('problem');
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        read(text);
      }),
      { numRuns: 2_000 },
    );
  });

  test('names of the language of objects reach nothing', () => {
    for (const text of ['constructor', '__proto__ == 1', 'a.constructor', 'partners.constructor'])
      expect(read(text)).toHaveProperty('problem');
  });
});

describe('answers', () => {
  test.each([
    ['n >= 5 && a', { n: 5, a: 1 }, 'yes'],
    ['n >= 5 && a', { n: 4 }, 'no'],
    ['n >= 5 && a', { n: 5 }, 'unknown'],
    ['n >= 5 || a', { a: 1 }, 'yes'],
    ['!(n == 5)', {}, 'unknown'],
    ['kind in ["town", "union"]', { kind: 1 }, 'yes'],
    ['kind in ["town", "union"]', { kind: 2 }, 'no'],
    ['"oil" in materials', { materials: 0b100 }, 'yes'],
    ['materials.size() >= 2', { materials: 0b101 }, 'yes'],
    ['money <= turnover * pct("35%")', { money: 35_00, turnover: 100_00 }, 'yes'],
    ['money <= turnover * pct("35%")', { money: 35_01, turnover: 100_00 }, 'no'],
    ['score >= points("2.5")', { score: 250 }, 'yes'],
    ['day >= date("1970-01-02")', { day: 0 }, 'no'],
    ['(a ? n : m) > 3', { a: 1, n: 4 }, 'yes'],
    ['(a ? n : m) > 3', { n: 4, m: 5 }, 'yes'],
    ['(a ? n : m) > 3', { n: 4, m: 2 }, 'unknown'],
    ['n + m * 2 == 10', { n: 4, m: 3 }, 'yes'],
    ['n > -3', { n: 0 }, 'yes'],
    ['n == 5', { n: notApplicable }, 'no'],
    ['!(n == 5)', { n: notApplicable }, 'yes'],
    ['n != 5', { n: notApplicable }, 'no'],
  ])('%s %o is %s', (text, values: Readonly<Record<string, number>>, expected) => {
    expect(answer(text, values)).toBe(expected);
  });

  test('over partners', () => {
    const partners = [
      [0, 1, 3],
      [2, unknownNumber, 7],
      [1, 0, unknownNumber],
    ];
    expect(answer('partners.size() == 3', {}, partners)).toBe('yes');
    expect(answer('partners.filter(p, p.active).size() >= 3', {}, partners)).toBe('no');
    expect(answer('partners.filter(p, p.active).size() >= 2', {}, partners)).toBe('unknown');
    expect(answer('partners.filter(p, p.active).size() >= 1', {}, partners)).toBe('yes');
    expect(answer('partners.exists(p, p.size == "large" && p.staff > 5)', {}, partners)).toBe(
      'yes',
    );
    expect(answer('partners.all(p, p.staff > 2)', {}, partners)).toBe('unknown');
    expect(answer('partners.all(p, p.size == "micro" || p.staff > 9)', {}, partners)).toBe('no');
    expect(answer('partners.size() > 0', {})).toBe('unknown');
  });

  test('a stretch of values is enough where every value agrees', () => {
    expect(answer('n >= 5', {}, undefined, { n: { low: 6, high: 9 } })).toBe('yes');
    expect(answer('n >= 5', {}, undefined, { n: { low: 1, high: 4 } })).toBe('no');
    expect(answer('n >= 5', {}, undefined, { n: { low: 1, high: 5 } })).toBe('unknown');
    expect(answer('n * 2 + m > 20', { m: 1 }, undefined, { n: { low: 10, high: 11 } })).toBe('yes');
  });

  test('figures that cannot be exact stop the run', () => {
    expect(() => compileFormula(tree('n * m'))(factsOf({ n: 2 ** 40, m: 2 ** 40 }))).toThrow(
      'too large',
    );
  });

  test('only what still matters is open', () => {
    const open = (
      text: string,
      values: Readonly<Record<string, number>>,
      partners?: readonly (readonly number[])[],
    ) =>
      findOpenFacts(tree(text), factsOf(values, partners)).map(
        (fact) => `${fact.row ?? ''}${fact.name}`,
      );
    expect(open('n >= 5 && a && b', { n: 5 })).toEqual(['a', 'b']);
    expect(open('n >= 5 && a', { n: 4 })).toEqual([]);
    expect(open('n >= 5 || a', { n: 4 })).toEqual(['a']);
    expect(
      open('partners.all(p, p.active)', {}, [
        [0, unknownNumber, 1],
        [0, 1, 1],
      ]),
    ).toEqual(['0active']);
    expect(open('partners.size() > 3', {})).toEqual(['partners']);
    expect([...readsOf(tree('n > 1 && partners.exists(p, p.staff > m)'))]).toEqual([
      'n',
      'partners',
      'm',
    ]);
  });
});

const ints = fc.integer({ min: -3, max: 8 });
/** Random conditions as text, over a, b, n and m. */
const { condition } = fc.letrec<{ condition: string; number: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('n', 'm'),
    ints.map(String),
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*'), tie('number'))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    fc
      .tuple(tie('condition'), tie('number'), tie('number'))
      .map(([c, x, y]) => `(${c} ? ${x} : ${y})`),
  ),
  condition: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom('a', 'b', 'true', 'false'),
    fc
      .tuple(tie('number'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('number'))
      .map(([x, op, y]) => `${x} ${op} ${y}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([x, op, y]) => `(${x} ${op} ${y})`),
    tie('condition').map((x) => `!(${x})`),
    fc
      .tuple(tie('condition'), tie('condition'), tie('condition'))
      .map(([c, x, y]) => `(${c} ? ${x} : ${y})`),
  ),
}));
const whole = fc.record({
  a: fc.integer({ min: 0, max: 1 }),
  b: fc.integer({ min: 0, max: 1 }),
  n: ints,
  m: ints,
});

describe('laws', () => {
  test('an answer with facts missing is never contradicted by any completion of them', () => {
    const missing = fc.subarray(['a', 'b', 'n', 'm'] as const, { minLength: 1 });
    const isSound = (
      text: string,
      values: { a: number; b: number; n: number; m: number },
      hidden: readonly string[],
    ): boolean => {
      const found = read(text);
      if ('problem' in found) return true;
      const partial = factsOf(
        Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.includes(name))),
      );
      const early = truthName(compileCondition(found)(partial));
      return early === 'unknown' || early === truthName(compileCondition(found)(factsOf(values)));
    };
    fc.assert(fc.property(condition, whole, missing, isSound), { numRuns: 5_000 });
  });

  test('the range of a formula holds every value that completions of the facts give', () => {
    const numbers = fc.tuple(
      condition,
      whole,
      fc.subarray(['n', 'm'] as const, { minLength: 1 }),
      fc.integer({ min: 0, max: 4 }),
    );
    fc.assert(
      fc.property(numbers, ([text, values, hidden, width]) => {
        const found = read(`(${text}) ? n * m - 2 * n : n + m`);
        if ('problem' in found) return;
        const ranges = Object.fromEntries(
          hidden.map((name) => [name, { low: values[name] - width, high: values[name] + 1 }]),
        );
        const partial = factsOf(
          Object.fromEntries(
            Object.entries(values).filter(([name]) => !hidden.some((each) => each === name)),
          ),
          undefined,
          ranges,
        );
        const exact = compileFormula(found)(factsOf(values));
        const range = compileRange(found)(partial);
        expect(exact).toBeGreaterThanOrEqual(range.low);
        expect(exact).toBeLessThanOrEqual(range.high);
      }),
      { numRuns: 3_000 },
    );
  });

  test('with every fact known, answers are those of CEL', () => {
    const cel = new Environment()
      .registerVariable('a', 'bool')
      .registerVariable('b', 'bool')
      .registerVariable('n', 'int')
      .registerVariable('m', 'int');
    let compared = 0;
    fc.assert(
      fc.property(condition, whole, (text, { a, b, n, m }) => {
        const found = read(text);
        if ('problem' in found) return;
        const expected: unknown = cel.evaluate(text, {
          a: a === 1,
          b: b === 1,
          n: BigInt(n),
          m: BigInt(m),
        });
        expect(truthName(compileCondition(found)(factsOf({ a, b, n, m })))).toBe(
          expected === true ? 'yes' : 'no',
        );
        compared += 1;
      }),
      { numRuns: 2_000 },
    );
    expect(compared).toBeGreaterThan(1_500);
  });
});
