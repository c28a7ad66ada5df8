import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sample, temporaryFolder } from '../../test/support/sample-round.ts';

const small = 'src/calls/fixtures/small-call.yaml';

test.each(globSync('definitions/*/call.yaml').toSorted())('%s is sound', async (file) => {
  const { code, out, err } = await runCaptured(['check', file, '--lang', 'en']);
  expect(err).toBe('');
  expect(code).toBe(0);
  expect(out).toMatch(/Examples: (\d+) of \1 come out as written/);
});

test('several at once, for a program, with gaps and decisions', async () => {
  const { code, out } = await runCaptured([
    'check',
    sample.call,
    '--decisions',
    sample.decisions,
    '--json',
  ]);
  expect(code).toBe(0);
  const answer = JSON.parse(out) as {
    sound: boolean;
    fictional: boolean;
    decisions: readonly { id: string }[];
    gaps: readonly { state: string }[];
  };
  expect(answer).toMatchObject({ sound: true, fictional: true, kind: 'call' });
  expect(answer.decisions[0]?.id).toBe('prova-01');
  expect(answer.gaps.every(({ state }) => ['lost', 'absent', 'open'].includes(state))).toBe(true);
});

test('an example that does not come out ends with 1 and its line', async () => {
  const file = join(temporaryFolder(), 'call.yaml');
  const text = readFileSync(small, 'utf8').replace("grant: '50.00'", "grant: '51.00'");
  writeFileSync(file, text);
  const { code, err, out } = await runCaptured(['check', file]);
  expect(code).toBe(1);
  const line = text.split('\n').findIndex((each) => each.includes('id: eleven-hives')) + 1;
  expect(err).toContain(`${file}:${line}:5: expected grant "51.00"`);
  expect(out).toContain('PROVA');
});

test.each([
  ["'70000.00'", "'300.00,00'", 'an amount', undefined],
  ["'70000.00'", "'150.0000'", 'an amount', undefined],
  ["'70000.00'", "'33.206.777.91'", 'an amount', undefined],
  ["'70000.00'", "'70.000,00'", 'an amount', '70000.00'],
  ['hives >= 10', 'hivs >= 10', '', 'hives'],
  ['below: 50', 'below: 40', '', undefined],
  ['from: 50', 'from: 40', '', undefined],
  ['maximum: 20', 'maximum: 30', '', undefined],
  ['formula: hives >= 100', 'formula: isLarge', '', undefined],
  ['date: 2025-02-15', 'date: 2025-01-01', '', undefined],
])('%s written as %s is refused where it stands', async (good, bad, expected, suggestion) => {
  const file = join(temporaryFolder(), 'call.yaml');
  const text = readFileSync(small, 'utf8');
  expect(text).toContain(good);
  writeFileSync(file, text.replace(good, bad));
  const { code, err } = await runCaptured(['check', file]);
  expect(code).toBe(2);
  expect(err).toMatch(/call\.yaml:\d+:\d+: /);
  expect(err).toContain(expected);
  if (suggestion !== undefined)
    expect(err.replaceAll('"', '')).toContain(`did you mean ${suggestion}?`);
});

test('a programme is checked as a programme', async () => {
  const files = globSync('definitions/**/*.yaml').filter((file) =>
    /^kind: programme/m.test(readFileSync(file, 'utf8')),
  );
  for (const file of files) {
    const { code, out } = await runCaptured(['check', file, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ kind: 'programme', sound: true });
  }
  const wrong = await runCaptured(['check', '-'], { input: 'bandolo: 1\nkind: programme\n' });
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/^standard-input:1:1: /);
});

test('a file that is not there, a folder, and bytes that are no text', async () => {
  const folder = temporaryFolder();
  const strange = join(folder, 'strange.yaml');
  writeFileSync(strange, Buffer.from([0xff, 0xfe, 0x00]));
  for (const file of [join(folder, 'no.yaml'), folder, strange]) {
    const { code, err } = await runCaptured(['check', file]);
    expect(code).toBe(2);
    expect(err).toContain(file);
  }
});
