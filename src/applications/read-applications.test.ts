import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatProblem } from '../platform/problem.ts';
import {
  readApplicationLines,
  readApplications,
  type ApplicationReading,
} from './read-applications.ts';

async function fromLines(text: string): Promise<readonly ApplicationReading[]> {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(text);
  }
  const readings: ApplicationReading[] = [];
  for await (const reading of readApplicationLines(chunks(), 'a.ndjson')) readings.push(reading);
  return readings;
}

function said(readings: readonly ApplicationReading[]): readonly string[] {
  return readings.flatMap((reading) =>
    reading.type === 'read'
      ? [`${reading.line} ${reading.application.id}`]
      : reading.problems.map(formatProblem),
  );
}

const good = { id: 'A-1', facts: { hives: 3, trees: [{ height: 2 }] }, costs: { wood: '10.00' } };

test('a bad line does not stop the others', async () => {
  const text = [
    JSON.stringify(good),
    '',
    '{"id": "A-2", "facts": {"hives": 3}, "costs": {"wood": 10}}',
    '{"id": "A-3", "facts": {}',
    '{"id": "A-4", "id": "A-5", "facts": {}}',
    '[]',
    '  {"id": "A 6", "fact": {}}  ',
    '{"id": "A-7", "facts": {}}',
  ].join('\n');
  expect(said(await fromLines(text))).toEqual([
    '1 A-1',
    'a.ndjson:3:56: expected an amount in quotes such as "70000.00", found 10; did you mean "10"?',
    'a.ndjson:4:26: expected a comma or }, found the end',
    'a.ndjson:5:15: "id" is written twice',
    'a.ndjson:6:1: expected an object with the fields of an application, found another kind of value',
    'a.ndjson:7:10: expected an id such as A-001 (no spaces, at most 100 characters), found "A 6"',
    'a.ndjson:7:17: found the unknown name "fact"; did you mean facts?',
    '8 A-7',
  ]);
});

test('a line that is not text is told with its number', async () => {
  async function* chunks(): AsyncGenerator<Uint8Array> {
    yield Buffer.from([0xff, 0x0a]);
    yield Buffer.from(JSON.stringify(good));
  }
  const readings: ApplicationReading[] = [];
  for await (const reading of readApplicationLines(chunks(), 'a.ndjson')) readings.push(reading);
  expect(readings.map(({ type, line }) => `${type} ${line}`)).toEqual(['refused 1', 'read 2']);
});

test('one application or a list of them, in YAML or in JSON', () => {
  const yaml = 'id: A-1\nfacts: { hives: { unknown: true }, kind: comune }\n';
  expect(said(readApplications(yaml, 'a.yaml'))).toEqual(['1 A-1']);
  const listed = '- id: A-1\n  facts: {}\n- id: A-2\n  facts: { hives: { form: 1, to: 2 } }\n';
  expect(said(readApplications(listed, 'a.yaml'))).toEqual([
    '1 A-1',
    'a.yaml:4:21: found the unknown name "form"; did you mean from?',
  ]);
  expect(said(readApplications(JSON.stringify([good, good], null, 2), 'a.json'))).toEqual([
    '2 A-1',
    '16 A-1',
  ]);
  expect(said(readApplications('- [\n', 'a.yaml'))[0]).toMatch(/^a\.yaml:\d+:\d+: /);
  expect(said(readApplications('[]', 'a.yaml'))).toEqual([]);
});

test('whatever a line says, there is one answer for it', async () => {
  const part = fc.constantFrom(
    '{',
    '}',
    '"id"',
    ':',
    '"A-1"',
    ',',
    '"facts"',
    '{}',
    '[',
    ']',
    '1',
    ' ',
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(part, { minLength: 1 }), { minLength: 1 }),
      async (lines) => {
        const texts = lines.map((parts) => parts.join(''));
        const readings = await fromLines(texts.join('\n'));
        expect(readings.map(({ line }) => line)).toEqual(
          texts.flatMap((text, index) => (text.trim() === '' ? [] : [index + 1])),
        );
        for (const reading of readings) {
          if (reading.type === 'read') continue;
          const length = texts[reading.line - 1]?.length ?? 0;
          expect(reading.problems.length).toBeGreaterThan(0);
          for (const problem of reading.problems)
            expect(problem.column).toBeLessThanOrEqual(length + 1);
        }
      },
    ),
  );
});
