import { expect, test } from 'vitest';
import { compiled, mills } from '../../../test/mill-call.ts';
import { decideLaterRule, findLaterRule, type LaterValues } from './later-rules.ts';

const rules = {
  keeps: 'after.net >= before.net',
  tall: 'steps >= 24',
  kindly: 'kind == "wind" && place == "Valle"',
  rich: 'worth > eur("10.00") && part <= pct("50%") && beauty >= points("2")',
  old: 'built < date("1950-01-01")',
  turning: 'turns',
};
const title = mills.title;
const call = compiled({
  variations: [
    ...mills.variations!,
    ...Object.entries(rules).map(([id, require]) => ({
      id: `r-${id}`,
      title,
      article: 'art. 11',
      require,
      effect: 'exclude' as const,
    })),
  ],
});

function decide(id: string, values: LaterValues): string {
  const rule = findLaterRule(call, id);
  if (!rule) throw new Error(`there is no rule ${id}`);
  return decideLaterRule(call, rule, values);
}

test('a rule is found among variations and expenses, or not at all', () => {
  expect(findLaterRule(call, 'keeps')).toBe(call.variations[0]);
  expect(findLaterRule(call, 'in-time')).toBe(call.expenses[0]);
  expect(findLaterRule(call, 'none')).toBeUndefined();
});

test.each<[string, LaterValues, string]>([
  ['keeps', { before: { eligible: true, net: 20 }, after: { net: 20 } }, 'met'],
  ['keeps', { before: { eligible: true, net: '20.5' }, after: { net: 20 } }, 'not-met'],
  ['keeps', { before: { eligible: false, net: 20 }, after: { net: 2 } }, 'not-applicable'],
  ['keeps', { before: { eligible: true, net: 20 } }, 'unknown'],
  ['keeps', { before: { net: 20 }, after: { net: 2 } }, 'unknown'],
  ['keeps', { before: { net: 20 }, after: { net: 30 } }, 'met'],
  ['keeps', { before: null, after: [] }, 'unknown'],
  ['keeps', { before: 'never' }, 'unknown'],
  [
    'in-time',
    { expense: { paid: '2025-05-01', category: 'wood' }, deadline: { approval: '2025-05-01' } },
    'met',
  ],
  [
    'in-time',
    { expense: { paid: '2025-05-02', category: 'wood' }, deadline: { approval: '2025-05-01' } },
    'not-met',
  ],
  [
    'in-time',
    { expense: { paid: '2025-05-01', category: 'iron' }, deadline: { approval: '2025-05-01' } },
    'not-met',
  ],
  ['in-time', { expense: { paid: '2025-05-01', category: 'wood' } }, 'unknown'],
  ['r-tall', { floors: 2 }, 'met'],
  ['r-tall', { floors: 1 }, 'not-met'],
  ['r-tall', { floors: 1, steps: 30 }, 'met'],
  ['r-tall', {}, 'unknown'],
  ['r-kindly', { kind: 'wind', place: 'Valle' }, 'met'],
  ['r-kindly', { kind: 'water', place: 'Valle' }, 'not-met'],
  ['r-kindly', { kind: 'wind', place: 'Riva' }, 'not-met'],
  ['r-rich', { worth: '10.01', part: '50%', beauty: 2 }, 'met'],
  ['r-rich', { worth: '10.00', part: '50%', beauty: 2 }, 'not-met'],
  ['r-rich', { worth: '10.01', part: '51%', beauty: 2 }, 'not-met'],
  ['r-rich', { worth: '10.01', part: '50%', beauty: '1.5' }, 'not-met'],
  ['r-old', { built: '1949-12-31' }, 'met'],
  ['r-old', { built: '1950-01-01' }, 'not-met'],
  ['r-turning', { turns: true }, 'met'],
  ['r-turning', { turns: false }, 'not-met'],
])('%s with %j is %s', (id, values, outcome) => {
  expect(decide(id, values)).toBe(outcome);
});

test.each<[LaterValues, string]>([
  [{ turns: 1 }, '1 is not bool'],
  [{ floors: 1.5 }, '1.5 is not int'],
  [{ floors: '1' }, '"1" is not int'],
  [{ worth: 'much' }, '"much" is not money'],
  [{ part: 'half' }, '"half" is not percent'],
  [{ beauty: 'some' }, '"some" is not points'],
  [{ built: 'once' }, '"once" is not date'],
  [{ kind: 'sun' }, '"sun" is not option'],
  [{ tools: ['saw'] }, '["saw"] is not options'],
])('a value of the wrong type is a mistake of the program: %j', (values, message) => {
  expect(() => decide('r-tall', values)).toThrow(new TypeError(message));
});
