import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sampleWords, temporaryFolder } from '../../test/support/sample-round.ts';
import { commandNames } from './run.ts';

const system = (declared: string): string =>
  `{"categories":[{"id":"a","declared":"${declared}"},{"id":"b","declared":"500.00"}],"caps":[{"on":"b","rate":"10%","of":"others"}]}`;

describe('costs', () => {
  test('one answer a line, in order; empty lines get none', async () => {
    const input = [system('1000.00'), '', system('2000.00')].join('\n');
    const { code, out } = await runCaptured(['costs'], { input });
    expect(code).toBe(0);
    expect(out.trim().split('\n')).toEqual([
      '{"admitted":{"a":"1000.00","b":"100.00"},"total":"1100.00"}',
      '{"admitted":{"a":"2000.00","b":"200.00"},"total":"2200.00"}',
    ]);
  });

  test('1 for what the rules of a system refuse, 2 for what cannot be read', async () => {
    const twice = '{"categories":[{"id":"a","declared":"1.00"},{"id":"a","declared":"1.00"}]}';
    const refused = await runCaptured(['costs'], { input: `${system('1.00')}\n${twice}` });
    expect(refused.code).toBe(1);
    const unread = await runCaptured(['costs'], { input: `${twice}\n${system('150.0000')}\nx` });
    expect(unread.code).toBe(2);
    const answers = unread.out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { refused: { code: string } });
    expect(answers.map(({ refused: { code } }) => code)).toEqual([
      'duplicate-id',
      'malformed-amount',
      'not-json',
    ]);
  });

  test('into a file, whole', async () => {
    const file = join(temporaryFolder(), 'answers.ndjson');
    const { out } = await runCaptured(['costs', '--out', file], { input: system('1.00') });
    expect(out).toBe('');
    expect(readFileSync(file, 'utf8')).toContain('"total"');
  });
});

test('schemas are printed and written', async () => {
  for (const name of ['call', 'decisions', 'application', 'programme']) {
    const { code, out } = await runCaptured(['schema', name]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toHaveProperty('$schema');
    const file = `schema/${name}.schema.json`;
    if (existsSync(file) && name !== 'programme') expect(out.length).toBeGreaterThan(100);
  }
  const folder = join(temporaryFolder(), 'all');
  expect((await runCaptured(['schema', '--out', folder])).code).toBe(0);
  expect(readdirSync(folder)).toHaveLength(4);
});

describe('what is asked for', () => {
  test.each([
    [['fnd'], 'did you mean fund?'],
    [['fund', '--dcisions', 'x'], 'did you mean --decisions?'],
    [['fund', '--lang', 'ita'], 'did you mean it?'],
    [['fund', '--top', '0', 'x.yaml'], '--top wants a whole number'],
    [['fund', '--call'], '--call wants a value'],
    [['fund', '--call', '--json'], '--call wants a value'],
    [['fund', '--json=1'], '--json takes no value'],
    [['fund', '--top', '1', '--top', '2'], '--top is given twice'],
    [['fund'], 'which call?'],
    [['schema', 'cal'], 'did you mean call?'],
    [['--json', 'fund'], 'give a command before --json'],
    [['help', 'scrol'], 'did you mean scroll?'],
    [['check', 'no.yaml'], 'no.yaml cannot be read'],
    [['fund', ...sampleWords, '--key', 'x'], 'a key signs a bundle'],
    [['__proto__'], 'there is no command'],
    [['fund', '--__proto__'], 'there is no option'],
  ])('%j is not understood, and what was meant is suggested', async (words, said) => {
    const { code, out, err } = await runCaptured(words);
    expect(code).toBe(2);
    expect(`${out}${err}`).toContain(said);
  });

  test('problems come as JSON where JSON is asked for', async () => {
    const { code, out } = await runCaptured(['fund', 'no.yaml', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      type: 'not-understood',
      problems: [{ code: 'no-file' }],
    });
  });

  test('help for all and for each, and the version', async () => {
    expect((await runCaptured(['--version'])).out).toBe('bandolo 0.0.0\n');
    const all = await runCaptured([]);
    for (const name of commandNames) {
      expect(all.out).toContain(`  ${name} `);
      const page = await runCaptured(['help', name]);
      expect(page.code).toBe(0);
      expect(page.out).toContain('Examples');
      expect((await runCaptured([name, '--help'])).out).toBe(page.out);
    }
  });
});
