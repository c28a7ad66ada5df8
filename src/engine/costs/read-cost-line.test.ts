import { describe, expect, test } from 'vitest';
import { answerCostLine, answerCostText, costLineAnswerToJson } from './read-cost-line.ts';

const works = { id: 'works', declared: '100000.00' };
const fees = { id: 'fees', declared: '20000' };

function answer(json: unknown): string {
  const text = costLineAnswerToJson(answerCostLine(json));
  const line = JSON.stringify(json);
  expect(answerCostText(line)).toBe(text);
  expect(answerCostText(line)).toBe(text);
  return text;
}

function total(line: string): string {
  return (JSON.parse(answerCostText(line)) as { total: string }).total;
}

function refuse(json: unknown): string {
  const answered = JSON.parse(answer(json)) as { refused: { code: string; message: string } };
  return `${answered.refused.code} ${answered.refused.message}`;
}

describe('answers', () => {
  test('caps and flat rates', () => {
    const line = {
      categories: [works, fees, { id: 'indirect', flat: '7%', of: ['works', 'fees'] }],
      caps: [{ on: 'fees', rate: '10%', of: 'total' }],
    };
    expect(answer(line)).toBe(
      '{"admitted":{"works":"100000.00","fees":"11982.08","indirect":"7838.74"},"total":"119820.82"}',
    );
  });

  test('a fixed part, half up, and a group in order', () => {
    const line = {
      categories: [
        works,
        fees,
        { id: 'travel', declared: '5000.00' },
        { id: 'indirect', flat: '1/3', of: ['works'], rounding: 'half-up' },
      ],
      caps: [{ on: 'fees', rate: '0%', of: 'total', plus: '8000.00' }],
      groups: [{ members: ['travel', 'fees'], rate: '10%', of: ['works'], split: 'order' }],
    };
    expect(answer(line)).toBe(
      '{"admitted":{"works":"100000.00","fees":"5000.00","travel":"5000.00","indirect":"33333.33"},' +
        '"total":"143333.33"}',
    );
  });

  test('a group in proportion', () => {
    const line = {
      categories: [works, { id: 'a', declared: '10.00' }, { id: 'b', declared: '20.00' }],
      groups: [{ members: ['a', 'b'], rate: '0%', of: [], plus: '10.00', split: 'pro-rata' }],
    };
    expect(answer(line)).toContain('"a":"3.33","b":"6.67"');
  });

  test('ids keep their order and their spelling, whatever they are', () => {
    const names = ['10', '9', '__proto__', 'constructor', 'toString', 'è "così"', '{'];
    const line = { categories: names.map((id, index) => ({ id, declared: `${index}.00` })) };
    const shown = names.map((id, index) => `${JSON.stringify(id)}:"${index}.00"`).join(',');
    expect(answer(line)).toBe(`{"admitted":{${shown}},"total":"21.00"}`);
  });

  test('lines that differ only in amounts, in names, or in spacing', () => {
    for (const [id, amount] of [
      ['a', '1.00'],
      ['a', '2.50'],
      ['b', '2.50'],
      ['a', '0'],
    ]) {
      const line = { categories: [{ id, declared: amount }] };
      expect(answer(line)).toContain(`{"${id}":"${amount === '0' ? '0.00' : amount}"}`);
      const spaced = JSON.stringify(line).replaceAll(':', ': ');
      expect(answerCostText(spaced)).toBe(answer(line));
      const odd = JSON.stringify(line).replaceAll(':', ' : ');
      expect(answerCostText(odd)).toBe(answer(line));
    }
  });

  test('a key written twice, or in another way, is never mistaken for a known line', () => {
    const plain = '{"categories":[{"id":"a","declared":"1.00"}]}';
    expect(total(plain)).toBe('1.00');
    expect(total('{"categories":[{"id":"a","declared":"2.00","declared":"3.00"}]}')).toBe('3.00');
    expect(total('{"categories":[{"id":"a","declared":"3.00","declared":"2.00"}]}')).toBe('2.00');
    expect(total('{"categories":[{"id":"a","declared":"2.00","declare\\u0064":"3.00"}]}')).toBe(
      '3.00',
    );
    expect(total('{"categories":[{"id":"a","declared":"2.00","declare\\u0064":"4.00"}]}')).toBe(
      '4.00',
    );
    expect(total('{"categories":[{"id":"\\"declared\\":\\"9.00","declared":"4.00"}]}')).toBe(
      '4.00',
    );
  });
});

describe('refusals say what was expected, where', () => {
  const amount = (declared: unknown) => refuse({ categories: [works, { id: 'x', declared }] });

  test('amounts', () => {
    const expected = 'categories[1].declared: expected an amount in quotes such as "1234.50", got';
    expect(amount('150.0000')).toBe(`malformed-amount ${expected} "150.0000"`);
    expect(amount('300.00,00')).toBe(`malformed-amount ${expected} "300.00,00"`);
    expect(amount('33.206.777.91')).toBe(`malformed-amount ${expected} "33.206.777.91"`);
    expect(amount('1.234,50')).toBe(
      `malformed-amount ${expected} "1.234,50"; did you mean "1234.50"?`,
    );
    expect(amount(100)).toBe(`wrong-type ${expected} the number 100`);
    expect(amount(null)).toBe(`wrong-type ${expected} nothing`);
    expect(amount('')).toMatch(/^malformed-amount/);
    expect(amount('-1.00')).toMatch(/^malformed-amount/);
    expect(amount('9'.repeat(100_000)).length).toBeLessThan(300);
  });

  test.each<[string, unknown, string]>([
    ['a list', [], 'wrong-type the line: expected an object, got a list'],
    ['nothing', null, 'wrong-type the line: expected an object, got nothing'],
    ['a text', 'x', 'wrong-type the line: expected an object, got "x"'],
    ['an empty object', {}, 'missing-field categories: is missing'],
    ['no list', { categories: {} }, 'wrong-type categories: expected a list, got an object'],
    [
      'no categories',
      { categories: [] },
      'no-categories categories: add at least one category of cost',
    ],
    [
      'a number as category',
      { categories: [1] },
      'wrong-type categories[0]: expected an object, got the number 1',
    ],
    ['no id', { categories: [{ declared: '1.00' }] }, 'missing-field categories[0].id: is missing'],
    [
      'neither kind',
      { categories: [{ id: 'a' }] },
      'neither-declared-nor-flat categories[0]: "a" has neither a declared amount nor a flat rate: give it one',
    ],
    [
      'both kinds',
      { categories: [{ id: 'a', declared: '1.00', flat: '7%', of: 'others' }] },
      'both-declared-and-flat categories[0]: "a" has both a declared amount and a flat rate: keep one',
    ],
    [
      'a flat without a base',
      { categories: [{ id: 'a', flat: '7%' }] },
      'missing-field categories[0].of: is missing',
    ],
    [
      'a base on a declared category',
      { categories: [{ id: 'a', declared: '1.00', of: 'others' }] },
      'unknown-key categories[0].of: does not belong in this kind of category',
    ],
    [
      'a misspelt key',
      { categories: [works], cap: [] },
      'unknown-key cap: is not a known key; did you mean "caps"?',
    ],
    [
      'a strange key',
      JSON.parse('{"categories":[],"__proto__":[]}'),
      'unknown-key __proto__: is not a known key: expected one of "categories", "caps", "groups"',
    ],
    [
      'a rate without a sign',
      { categories: [works], caps: [{ on: 'works', rate: '7', of: 'total' }] },
      'malformed-rate caps[0].rate: expected a rate in quotes such as "7%", "26.75%" or "1/3", got "7"',
    ],
    [
      'an unknown base',
      { categories: [works], caps: [{ on: 'works', rate: '7%', of: 'all' }] },
      'unknown-word caps[0].of: expected "others", "total" or a list of categories, got "all"',
    ],
    [
      'an unknown split',
      {
        categories: [works],
        groups: [{ members: ['works'], rate: '7%', of: 'total', split: 'even' }],
      },
      'unknown-word groups[0].split: expected "order" or "pro-rata", got "even"',
    ],
    [
      'an unknown category',
      { categories: [works], caps: [{ on: 'works', rate: '7%', of: ['works', 'work'] }] },
      'unknown-id caps[0].of[1]: no category is called "work"; did you mean "works"?',
    ],
  ])('%s', (_, json, expected) => {
    expect(refuse(json)).toBe(expected);
  });

  test('totals beyond all safe numbers', () => {
    const chain = Array.from({ length: 5 }, (_, index) => ({
      id: `f${index}`,
      flat: '9999%',
      of: [index === 0 ? 'works' : `f${index - 1}`],
    }));
    const line = { categories: [{ id: 'works', declared: '999999999999.99' }, ...chain] };
    expect(refuse(line)).toMatch(/^amount-too-large/);
  });

  test('text that is not JSON, and text nested without end', () => {
    expect(answerCostText('{"categories":')).toContain('"not-json"');
    expect(answerCostText('')).toContain('"not-json"');
    const deep = `{"categories":[],"caps":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(answerCostText(deep)).toContain('"wrong-type"');
  });
});
