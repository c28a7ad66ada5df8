import { expect, test } from 'vitest';
import { compiled, mill } from '../../../test/mill-call.ts';
import { prepareApplication } from './prepare-facts.ts';

const call = compiled();

/** Each problem of the sound application with other facts. */
function problemsWith(facts: Record<string, unknown>): readonly string[] {
  const read = prepareApplication(call, {
    ...mill,
    facts: { ...mill.facts, ...facts } as typeof mill.facts,
  });
  if ('prepared' in read) return [];
  return read.problems.map(
    ({ path, code, message, suggestion }) =>
      `${path.join('.')}: ${code}: ${message}${suggestion === undefined ? '' : ` -> ${suggestion}`}`,
  );
}

test.each<[string, Record<string, unknown>, string[]]>([
  [
    'a number for yes',
    { turns: 1 },
    ['facts.turns: wrong-type: "turns": expected true or false, found 1'],
  ],
  [
    'half a floor',
    { floors: 2.5 },
    ['facts.floors: wrong-type: "floors": expected a whole number, found 2.5'],
  ],
  [
    'a text for a number',
    { floors: '3' },
    ['facts.floors: wrong-type: "floors": expected a whole number, found "3"'],
  ],
  [
    'a floor too few',
    { floors: -1 },
    ['facts.floors: out-of-range: "floors" goes from 0 to 9, and this is -1'],
  ],
  ['as many floors as can be', { floors: 9 }, []],
  [
    'a floor too many',
    { floors: 10 },
    ['facts.floors: out-of-range: "floors" goes from 0 to 9, and this is 10'],
  ],
  ['as few as can be', { floors: 0 }, []],
  [
    'an amount above the highest',
    { worth: '900.01' },
    ['facts.worth: out-of-range: "worth" goes from 0 to 900, and this is "900.01"'],
  ],
  ['the highest amount', { worth: '900.00' }, []],
  [
    'a limit on one side',
    { blades: 9 },
    ['facts.blades: out-of-range: "blades" goes from any value to 8, and this is 9'],
  ],
  [
    'a number for an amount',
    { worth: 500 },
    ['facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found 500'],
  ],
  [
    'an amount as people write it',
    { worth: '1.500,00' },
    [
      'facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found "1.500,00" -> 1500.00',
    ],
  ],
  [
    'a percentage without sign',
    { part: '35' },
    ['facts.part: wrong-type: "part": expected a percentage such as "35%", found "35"'],
  ],
  [
    'a number for a percentage',
    { part: 35 },
    ['facts.part: wrong-type: "part": expected a percentage such as "35%", found 35'],
  ],
  [
    'points that are none',
    { beauty: true },
    ['facts.beauty: wrong-type: "beauty": expected points such as 10 or "2.5", found true'],
  ],
  [
    'points in thirds',
    { beauty: '3.333' },
    ['facts.beauty: wrong-type: "beauty": expected points such as 10 or "2.5", found "3.333"'],
  ],
  [
    'a day that does not exist',
    { built: '1900-02-29' },
    ['facts.built: wrong-type: "built": expected a day such as 2025-01-15, found "1900-02-29"'],
  ],
  [
    'a number for a day',
    { built: 1900 },
    ['facts.built: wrong-type: "built": expected a day such as 2025-01-15, found 1900'],
  ],
  [
    'a number for a text',
    { place: 7 },
    ['facts.place: wrong-type: "place": expected a text, found 7'],
  ],
  [
    'an option that is not there',
    { kind: 'watr' },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found "watr" -> water'],
  ],
  [
    'an option like none',
    { kind: 'electricity' },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found "electricity"'],
  ],
  [
    'a number for an option',
    { kind: 1 },
    ['facts.kind: wrong-type: "kind": expected one of water, wind, found 1'],
  ],
  [
    'one option for a set',
    { tools: 'saw' },
    ['facts.tools: wrong-type: "tools": expected a list of saw, stone, found "saw"'],
  ],
  [
    'a set with what is not there',
    { tools: ['saw', 'ston'] },
    ['facts.tools: wrong-type: "tools": expected one of saw, stone, found ["saw","ston"] -> stone'],
  ],
  [
    'limits that are crossed',
    { floors: { from: 5, to: 4 } },
    ['facts.floors: crossed-limits: the lower value comes first'],
  ],
  ['limits that meet', { floors: { from: 4, to: 4 } }, []],
  [
    'limits of another type',
    { worth: { from: 1, to: '2.00' } },
    ['facts.worth: wrong-type: "worth": expected an amount such as "1234.50", found 1'],
  ],
  [
    'a value for a list',
    { visits: 3 },
    ['facts.visits: wrong-type: "visits" is a list of entries'],
  ],
  [
    'entries that are none',
    { visits: [3, null, ['a']] },
    [
      'facts.visits.0: wrong-type: an entry is written as fields with their values',
      'facts.visits.1: wrong-type: an entry is written as fields with their values',
      'facts.visits.2: wrong-type: an entry is written as fields with their values',
    ],
  ],
  [
    'fields that are not there',
    { visits: [{ people: 2, fees: '1.00' }] },
    ['facts.visits.0.fees: unknown-fact: this call knows nothing called "fees" -> fee'],
  ],
  [
    'a field out of its limits',
    { visits: [{ people: 0 }] },
    ['facts.visits.0.people: out-of-range: "people" goes from 1 to any value, and this is 0'],
  ],
  [
    'a field of another type',
    { visits: [{ people: 1, fee: 2 }] },
    ['facts.visits.0.fee: wrong-type: "fee": expected an amount such as "1234.50", found 2'],
  ],
  [
    'a judgement off its steps',
    { beauty: 5 },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is 5',
    ],
  ],
  [
    'a judgement above its highest',
    { beauty: 12 },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is 12',
    ],
  ],
  [
    'a judgement below its lowest',
    { beauty: '-2' },
    [
      'facts.beauty: judgement-out-of-range: criterion "C3" gives from 0 to 10 points, in steps of 2, and this is -2',
    ],
  ],
  ['the highest judgement', { beauty: 10 }, []],
  ['the lowest judgement', { beauty: 0 }, []],
])('facts: %s', (_, facts, problems) => {
  expect(problemsWith(facts)).toEqual(problems);
});
