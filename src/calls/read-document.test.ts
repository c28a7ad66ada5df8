import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatProblem } from '../platform/problem.ts';
import { checkShape, readCallDocument, readDecisionsDocument } from './read-document.ts';
import { readYaml } from '../platform/yaml-source.ts';

const small = readFileSync(new URL('fixtures/small-call.yaml', import.meta.url), 'utf8');

/**
 * The problems of the small call with one piece of it written otherwise; `‸` marks the place
 * where they must be told, and the answers come without it.
 */
function problemsWith(piece: string, marked: string): readonly string[] {
  if (small.split(piece).length !== 2) throw new Error(`not once in the call: ${piece}`);
  return problemsOfMarked(small.replace(piece, () => marked));
}

function problemsOfMarked(text: string): readonly string[] {
  const before = text.slice(0, text.indexOf('‸')).split('\n');
  const place = `call.yaml:${before.length}:${(before.at(-1) ?? '').length + 1}: `;
  return problemsOf(text.replace('‸', '')).map((said) =>
    said.startsWith(place) ? said.slice(place.length) : said,
  );
}

function problemsOf(text: string): readonly string[] {
  const reading = readCallDocument(text, 'call.yaml');
  return reading.type === 'refused' ? reading.problems.map(formatProblem) : [];
}

test('a valid call is read', () => {
  expect(problemsOf(small)).toEqual([]);
});

test.each([
  ['‸70000', 'found 70000; did you mean "70000"?'],
  ['‸300000.00', 'found 300000.00; did you mean "300000.00"?'],
  ['‸"150.0000"', 'found "150.0000"'],
  ['‸"150.000"', 'found "150.000"'],
  ['‸"70.000,00"', 'found "70.000,00"; did you mean "70000.00"?'],
  ['‸"70,000.00"', 'found "70,000.00"; did you mean "70000.00"?'],
  ['‸"300.00,00"', 'found "300.00,00"'],
  ['‸33.206.777.91', 'found "33.206.777.91"'],
  ['‸"€ 70.000,5"', 'found "€ 70.000,5"; did you mean "70000.50"?'],
  ['‸-5', 'found -5'],
  ['‸true', 'found true'],
  ['‸', 'found nothing'],
  ['‸[1]', 'found a list'],
])('an amount written wrong: %s', (written, said) => {
  const expected = 'expected an amount in quotes such as "70000.00"';
  expect(problemsWith("'70000.00'", written)).toEqual([`${expected}, ${said}`]);
});

test.each([
  ['15/01/2025', 'found "15/01/2025"; did you mean 2025-01-15?'],
  ['15.1.2025', 'found "15.1.2025"; did you mean 2025-01-15?'],
  ['2025/1/15', 'found "2025/1/15"; did you mean 2025-01-15?'],
  ['03/04/2025', 'found "03/04/2025"'],
  ['2025-02-30', 'found "2025-02-30"'],
  ['20250115', 'found 20250115'],
])('a date written wrong: %s', (written, said) => {
  expect(problemsWith('2025-01-02', `‸${written}`)).toEqual([
    `expected a date such as 2025-01-15, ${said}`,
  ]);
});

const rate = 'expected a rate such as "12.5%" or "1/3", ';
const time = 'expected a time such as "16:00", ';
const base =
  'expected others, total, a list of categories such as [staff, travel] or the total without some categories such as { totalExcept: [land] }, ';

test.each([
  ["'50%'", '‸0.5', `${rate}found 0.5`],
  ["'50%'", '‸0.07', `${rate}found 0.07; did you mean "7%"?`],
  ["'50%'", '‸50', `${rate}found 50; did you mean "50%"?`],
  ["'50%'", '‸12,5 %', `${rate}found "12,5 %"; did you mean "12.5%"?`],
  ["'10:00'", '‸10.00', `${time}found 10.00; did you mean "10:00"?`],
  ["'10:00'", '‸9:30', `${time}found "9:30"; did you mean "09:30"?`],
  [
    'maximum: 20',
    'maximum: ‸2.5',
    'expected points such as 10 or "2.5", found 2.5; did you mean "2.5"?',
  ],
  [
    "version: '1'",
    'version: ‸1',
    'expected a version in quotes such as "1", found 1; did you mean "1"?',
  ],
  ['Europe/Rome', '‸rome', 'expected a time zone such as Europe/Rome, found "rome"'],
  [
    'gives: grant',
    'gives: ‸grnt',
    'expected grant or recognition, found "grnt"; did you mean grant?',
  ],
  ['procedure: ranking', 'procedure: ‸rnk', 'expected ranking, rolling or list, found "rnk"'],
  [
    'procedure: ranking',
    'procedure: ‸rankng',
    'expected ranking, rolling or list, found "rankng"; did you mean ranking?',
  ],
  ['of: others', 'of: ‸other', `${base}found "other"; did you mean others?`],
  [
    'of: others',
    'of: { ‸totalexcept: [wood] }',
    'found the unknown name "totalexcept"; did you mean totalExcept?',
  ],
  ['of: others', 'of: { totalExcept: ‸[] }', 'expected at least one entry, found an empty list'],
  ['curable: false', 'curable: ‸no', 'expected true or false, found "no"'],
  ['from: 0\n', 'from: ‸a\n', 'expected a number, found "a"'],
])('a value written wrong: %s as %s', (piece, written, expected) => {
  expect(problemsWith(piece, written)).toEqual([expected]);
});

test.each([
  ['    zone:', '    ‸zonee:', 'found the unknown name "zonee"; did you mean zone?'],
  [
    'body: Comune',
    '‸colour: red\nbody: Comune',
    'papers or notices, found the unknown name "colour"',
  ],
])('names: %s', (piece, written, expected) => {
  expect(problemsWith(piece, written).join('\n')).toContain(expected);
});

const way =
  'expected one of { options: … }, { bands: … }, { count: … }, { judged: … }, { lost: … }, ';
const judged = '{ judged: { fact: quality, from: 0, to: 10 } }';

test.each([
  ['unknown:\n', '‸unknwon:\n', 'found the unknown name "unknwon"; did you mean unknown?'],
  ['state: lost', 'state: ‸gone', 'expected lost, absent or open, found "gone"'],
  ['state: lost', '‸sate: lost', 'found the unknown name "sate"; did you mean state?'],
  [
    'between: [5, 15]',
    'between: ‸[5]',
    'expected the lowest and the highest value such as [0, 10], found a list of 1',
  ],
  [
    judged,
    '{ ‸judgd: { fact: quality, from: 0, to: 10 } }',
    'found the unknown name "judgd"; did you mean judged?',
  ],
  [judged, '{ judged: ‸{ fact: quality, from: 0 } }', 'expected to: 10, "to" is missing'],
  [judged, '‸{ magic: 1 }', `${way}found an object`],
  [judged, '‸judged', `${way}found "judged"`],
  [
    '{ from: 50, points: 10 }',
    '{ from: 50, ‸point: 10 }',
    'found the unknown name "point"; did you mean points?',
  ],
  [
    'by: net,',
    'by: ‸points,',
    'expected net, bonus, gross, grant, admitted, received, fact:<id> or criterion:<id>, found "points"',
  ],
  ['[{ height: 3 }]', '[{ height: { unknown: ‸false } }]', 'expected true, found false'],
  [
    '[{ height: 3 }]',
    '[{ ‸Height-1: 3 }]',
    'expected a name such as smeCount (letters and digits only, a small letter first), found "Height-1"',
  ],
  [
    "{ wood: '100.00' }",
    '{ wood: { ‸form: "1" } }',
    'found the unknown name "form"; did you mean from?',
  ],
  [
    '{ it: Casette, en: Houses }',
    '‸Houses',
    'expected a text in two languages such as { it: "…", en: "…" }, found "Houses"',
  ],
  ['{ it: Casette, en: Houses }', '‸{ it: Casette }', 'expected en: "…", "en" is missing'],
])('of several shapes the one that was meant: %s as %s', (piece, written, expected) => {
  expect(problemsWith(piece, written)).toEqual([expected]);
});

test('what is missing is told where its object begins, all at once', () => {
  const text = small
    .replace('    zone: Europe/Rome\n', '')
    .replace('- id: window-1', '- ‸id: window-1');
  expect(problemsOfMarked(text)).toEqual(['expected zone: "Europe/Rome", "zone" is missing']);
  const wood = /- id: wood\n.*\n.*\n/.exec(small)?.[0] ?? '';
  expect(problemsWith(wood, '- ‸id: wood\n')).toEqual([
    'expected label: { it: "…", en: "…" }, article: "art. 5, c. 2", "label" and "article" are missing',
  ]);
});

test('the place behind an alias and a merge key', () => {
  const alias = small
    .replace('{ it: Arnie, en: Hives }', '&hives { it: Arnie, en: ‸3 }')
    .replace('label: { it: Natura, en: Kind }', 'label: *hives');
  const expected = 'expected a text, found 3; did you mean "3"?';
  expect(problemsOfMarked(alias)).toEqual([expected, expected]);
  const merge = small
    .replace('- id: a\n', '- &line\n    id: a\n')
    .replace('article: art. 1\n', 'article: ‸1\n')
    .replace(/ {2}- id: b\n.*\n.*\n/, '  - { <<: *line, id: b }\n');
  const article =
    'expected a place in the source such as "art. 5, c. 2", found 1; did you mean "1"?';
  expect(problemsOfMarked(merge)).toEqual([article, article]);
});

test('a file of quite another kind gets one answer', () => {
  expect(problemsOfMarked('bandolo: 1\nkind: ‸decisions\ncall: x\n')).toEqual([
    'expected kind: call, found a document of kind decisions',
  ]);
  expect(problemsOfMarked('‸')).toEqual([
    'expected an object with the fields of a call, found nothing',
  ]);
  expect(problemsOfMarked('‸- 1\n')).toEqual([
    'expected an object with the fields of a call, found another kind of value',
  ]);
  expect(problemsOf('kind: call\n')).toHaveLength(1);
});

test('the same call as JSON', () => {
  const reading = readYaml(small, 'call.yaml');
  if (reading.type === 'refused') throw new Error('the small call is valid');
  const text = JSON.stringify(reading.source.value, null, 2);
  expect(problemsOf(text)).toEqual([]);
  expect(problemsOfMarked(text.replace('"70000.00"', '‸70000'))).toEqual([
    'expected an amount in quotes such as "70000.00", found 70000; did you mean "70000"?',
  ]);
});

test('several problems come in the order of the file', () => {
  const text = small.replace("'70000.00'", '70000').replace('gives: grant', 'gives: grnt');
  expect(problemsOf(text).map((said) => said.split(':')[1])).toEqual(['9', '87']);
});

test('decisions', () => {
  const text =
    'bandolo: 1\nkind: decisions\ncall: bee-houses\nfictional: true\ndecisions:\n  - id: d1\n    fills: x\n    value: 1\n    author: A\n    date: 31/12/2025\n    ground: B\n';
  const reading = readDecisionsDocument(text, 'd.yaml');
  expect(reading.type === 'refused' && reading.problems.map(formatProblem)).toEqual([
    'd.yaml:10:11: expected a date such as 2025-01-15, found "31/12/2025"; did you mean 2025-12-31?',
  ]);
  expect(readDecisionsDocument(text.replace('31/12/2025', '2025-12-31'), 'd.yaml').type).toBe(
    'read',
  );
});

test('a part of a source', () => {
  const reading = readYaml('- id: A-1\n  facts: {}\n- id: A 2\n  facts: {}\n', 'a.yaml');
  if (reading.type === 'refused') throw new Error('the text is valid');
  const check = (index: number) =>
    checkShape({ shape: 'application', source: reading.source, file: 'a.yaml', at: [index] });
  expect(check(0)).toEqual([]);
  expect(check(1).map(formatProblem)).toEqual([
    'a.yaml:3:7: expected an id such as A-001 (no spaces, at most 100 characters), found "A 2"',
  ]);
});
