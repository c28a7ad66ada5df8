import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { DefinitionProblem } from '../engine/index.ts';
import { formatProblem } from '../platform/problem.ts';
import { readCall, readCallWith, type CallReading } from './read-call.ts';

const text = readFileSync(new URL('fixtures/small-call.yaml', import.meta.url), 'utf8');
const definition = { file: 'call.yaml', text };

function decisions(value: string, fills = 'threshold-points'): { file: string; text: string } {
  const lines = [
    'bandolo: 1',
    'kind: decisions',
    'call: bee-houses',
    'fictional: true',
    'decisions:',
    '  - id: d1',
    `    fills: ${fills}`,
    `    value: ${value}`,
    '    author: Head of the office',
    '    date: 2025-03-01',
    '    ground: Resolution 3 of 2025',
  ];
  return { file: 'decisions.yaml', text: lines.join('\n') };
}

function said(reading: CallReading<unknown>): readonly string[] {
  return reading.type === 'refused' ? reading.problems.map(formatProblem) : [];
}

test('a call is read, with and without decisions', () => {
  expect(readCall({ definition }).type).toBe('read');
  expect(readCall({ definition, decisions: [decisions('12')] }).type).toBe('read');
});

test('the compiler gets the documents, and its answer is passed on', () => {
  const reading = readCallWith((call, filled) => ({ call: `${call.id} ${filled.length}` }), {
    definition,
    decisions: [decisions('12')],
  });
  expect(reading).toMatchObject({ type: 'read', call: 'bee-houses 1' });
  const found = {
    code: 'example',
    message: 'differs',
    path: ['examples', 0, 'assess', 'expect', 'grant'],
  };
  expect(reading.type === 'read' && reading.place([found]).map(formatProblem)).toEqual([
    'call.yaml:143:41: differs',
  ]);
});

test('problems of the compiler are told at their places', () => {
  const problems: readonly DefinitionProblem[] = [
    { code: 'a', message: 'value', path: ['facts', 0, 'type'] },
    { code: 'b', message: 'key', path: ['facts', 0, 'type'], onKey: true },
    { code: 'c', message: 'within', path: ['eligibility', 0, 'require'], offset: 15 },
    { code: 'd', message: 'decision', path: ['decisions', 0, 'fills'], document: 0 },
    { code: 'e', message: 'missing', path: ['derived', 0, 'sum'], expected: 'x', suggestion: 'y' },
  ];
  const reading = readCallWith(() => ({ problems }), { definition, decisions: [decisions('12')] });
  expect(said(reading)).toEqual([
    'call.yaml:32:5: key',
    'call.yaml:32:11: value',
    'call.yaml:55:5: expected x, missing; did you mean y?',
    'call.yaml:66:7: within',
    'decisions.yaml:7:12: decision',
  ]);
});

test('problems of all files come together, before anything is compiled', () => {
  const reading = readCall({
    definition: { ...definition, text: text.replace('gives: grant', 'gives: gift') },
    decisions: [{ file: 'decisions.yaml', text: 'a: [' }],
  });
  expect(said(reading).map((line) => line.split(':')[0])).toEqual(['call.yaml', 'decisions.yaml']);
});

test('a value that fills a gap must have the shape that the place wants', () => {
  expect(said(readCall({ definition, decisions: [decisions('lots')] }))).toEqual([
    'decisions.yaml:8:12: expected points such as 10 or "2.5", found "lots"',
  ]);
  const given = text.replace(
    'title: Eleven hives',
    'title: Eleven hives\n    given: { threshold-points: [1] }',
  );
  expect(said(readCall({ definition: { ...definition, text: given } }))).toEqual([
    'call.yaml:137:32: expected points such as 10 or "2.5", found a list',
  ]);
});

test('a decision may put a way of giving points where one was lost', () => {
  const lost = `{ lost: { unknown: { id: how, state: lost, note: { it: a, en: b } } } }`;
  const withLost = text.replace('{ judged: { fact: quality, from: 0, to: 10 } }', lost);
  const files = (value: string) => ({
    definition: { ...definition, text: withLost },
    decisions: [decisions(value, 'how')],
  });
  const pass = (value: string) => said(readCallWith(() => ({ call: 1 }), files(value)));
  expect(pass('{ judged: { fact: quality, from: 0, to: 10 } }')).toEqual([]);
  expect(pass('{ judged: { fact: quality, form: 0, to: 10 } }')).toEqual([
    'decisions.yaml:8:39: found the unknown name "form"; did you mean from?',
  ]);
});
