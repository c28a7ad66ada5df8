import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { parse } from 'yaml';
import { describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sample, sampleWords, temporaryFolder } from '../../test/support/sample-round.ts';

interface Row {
  readonly application: string;
  readonly position: number | null;
  readonly outcome: string;
  readonly grant: string;
  readonly article: string | null;
  readonly pots: readonly { readonly pot: string; readonly amount: string }[];
}

interface FundingOutput {
  readonly fictional: boolean;
  readonly decisions: readonly unknown[];
  readonly rows: readonly Row[];
  readonly stops: readonly { readonly code: string }[];
  readonly totals: { readonly granted: string; readonly conserved: boolean };
}

describe('for a person', () => {
  test.each([80, 100, 120])('nothing is wider than a screen of %i columns', async (columns) => {
    const { code, out } = await runCaptured(['fund', ...sampleWords], { columns });
    expect(code).toBe(0);
    const long = out.split('\n').filter((line) => line.length > columns);
    expect(long.every((line) => line.startsWith('  npx bandolo explain '))).toBe(true);
    expect(out).toMatch(/^──── fin qui i fondi: 4\.000\.000,00 € concessi ─/m);
    expect(out).toContain('RC4-025  Induvate  4a  non ammissibile\n    arrivata dopo la chiusura');
    expect(out).toContain('PROVA');
    expect(out).toContain('prova-07');
    expect(out).toContain('i conti tornano');
  });

  test('few rows, and those around the cut-off', async () => {
    const { out } = await runCaptured(['fund', ...sampleWords, '--top', '2', '--lang', 'en']);
    expect(out).toMatch(/RC4-035[^\n]+\n… \d+ more\n/);
    expect(out).toMatch(/RC4-014[^\n]+in part[^\n]*\n──── the money ends here/);
  });

  test('colours only where there are some', async () => {
    const plain = await runCaptured(['fund', ...sampleWords]);
    const bright = await runCaptured(['fund', ...sampleWords], { hasColour: true });
    expect(plain.out).not.toContain('\u001B');
    expect(stripVTControlCharacters(bright.out)).toBe(plain.out);
  });

  test('a name cannot steer the terminal', async () => {
    const file = join(temporaryFolder(), 'round.yaml');
    const text = readFileSync(sample.round, 'utf8').replace(
      'name: "Pontarate"',
      'name: "\\e[2JPont\\trate"',
    );
    expect(text).toContain('\\e[2J');
    writeFileSync(file, text);
    const words = ['fund', sample.call, file, '--decisions', sample.decisions];
    const { code, out } = await runCaptured(words);
    expect(code).toBe(0);
    expect(out).not.toContain('\u001B');
  });
});

test('as JSON, every euro and the article of every refusal', async () => {
  const { code, out } = await runCaptured(['fund', ...sampleWords, '--json']);
  expect(code).toBe(0);
  const answer = JSON.parse(out) as FundingOutput;
  expect(answer.fictional).toBe(true);
  expect(answer.decisions).toHaveLength(21);
  expect(answer.totals).toEqual({ granted: '4000000.00', drawn: '4000000.00', conserved: true });
  expect(answer.rows).toHaveLength(40);
  const partly = answer.rows.find((row) => row.outcome === 'partly-funded');
  expect(partly).toMatchObject({ application: 'RC4-014', position: 22, grant: '243032.52' });
  expect(partly?.pots).toEqual([{ pot: 'pot-4', amount: '243032.52' }]);
  const below = answer.rows.find((row) => row.outcome === 'below-threshold');
  expect(below?.article).toContain('30 punti');
});

test('rank gives the order and no money', async () => {
  const { code, out } = await runCaptured(['rank', ...sampleWords, '--json']);
  expect(code).toBe(0);
  const answer = JSON.parse(out) as FundingOutput;
  expect(answer.rows[0]).toMatchObject({ application: 'RC4-009', position: 1 });
  expect(answer.rows.some((row) => 'grant' in row)).toBe(false);
  const person = await runCaptured(['rank', ...sampleWords]);
  expect(person.out).not.toContain('Concesso');
});

test('one a line, from standard input, in any order: the same round', async () => {
  const applications = parse(readFileSync(sample.round, 'utf8'), { merge: true }) as unknown[];
  const input = applications
    .toReversed()
    .map((each) => JSON.stringify(each))
    .join('\n');
  const words = ['fund', sample.call, '--decisions', sample.decisions, '--json'];
  const streamed = await runCaptured(words, { input });
  const whole = await runCaptured(['fund', ...sampleWords, '--json']);
  const rowsOf = (text: string): readonly Row[] =>
    (JSON.parse(text) as FundingOutput).rows.filter((row) => row.position !== null);
  expect(streamed.code).toBe(0);
  expect(rowsOf(streamed.out)).toEqual(rowsOf(whole.out));
});

test('what the call leaves open stops it, and the decisions beside it are mentioned', async () => {
  const person = await runCaptured(['fund', sample.call, sample.round, '--lang', 'en']);
  expect(person.code).toBe(1);
  expect(person.err).toContain(`--decisions ${sample.decisions}`);
  expect(person.out).toContain('a decision that fills "ranking-per"; one of "line", "subline"');
  const program = await runCaptured(['fund', sample.call, sample.round, '--json']);
  expect(program.code).toBe(1);
  const { stops } = JSON.parse(program.out) as FundingOutput;
  expect(stops.map(({ code }) => code)).toEqual(['ranking-unit-missing', 'keys-missing']);
});

test('a round decision is read with its places, and a move that cannot be made is said', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'round.yaml');
  const words = ['fund', ...sampleWords, '--round', file];
  writeFileSync(
    file,
    'moves:\n  - { from: pot-1, to: pot-4, amount: 70.000, ground: g, act: a }\n',
  );
  const wrong = await runCaptured(words);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/round\.yaml:2:39: /);
  writeFileSync(
    file,
    'moves:\n  - { from: pot-1, to: pot-9, amount: "70.00", ground: g, act: a }\n',
  );
  const strange = await runCaptured([...words, '--lang', 'en']);
  expect(strange.code).toBe(1);
  expect(strange.out).toContain('move-not-valid');
  writeFileSync(
    file,
    'moves:\n  - { from: pot-1, to: pot-4, amount: "70000.00", ground: art. 8, act: D. 3 }\n',
  );
  const moved = await runCaptured([...words, '--lang', 'en']);
  expect(moved.code).toBe(0);
  expect(moved.out).toContain('moved from pot-1 (D. 3; art. 8)');
  expect(moved.out).toContain('the money ends here: €4,070,000.00 granted');
  writeFileSync(file, 'orderOfRankings: [linea-9]\n');
  expect((await runCaptured(words)).err).toContain('there is no ranking "linea-9"');
});

test('applications that cannot be read are told with their places, and nothing is printed', async () => {
  const file = join(temporaryFolder(), 'round.yaml');
  const text = readFileSync(sample.round, 'utf8')
    .replace('composting-equipment: "152000.00"', 'composting-equipment: "152.000,00"')
    .replace('line: 4a', 'line: 4z')
    .replace('id: RC4-003', 'id: RC4-002');
  writeFileSync(file, text);
  const words = ['fund', sample.call, file, '--decisions', sample.decisions];
  const { code, out, err } = await runCaptured(words);
  expect(code).toBe(2);
  expect(out).toBe('');
  const lineOf = (part: string): number =>
    text.split('\n').findIndex((line) => line.includes(part)) + 1;
  expect(err).toContain(`${file}:${lineOf('152.000,00')}:27: expected an amount`);
  expect(err.replaceAll('"', '')).toContain('did you mean 152000.00?');
  expect(err).toContain('"RC4-002" is there twice');
});

describe('files', () => {
  test('CSV that a spreadsheet cannot run', async () => {
    const file = join(temporaryFolder(), 'ranking.csv');
    const { code, out } = await runCaptured(['fund', ...sampleWords, '--csv', '--out', file]);
    expect(code).toBe(0);
    expect(out).toBe('');
    const lines = readFileSync(file, 'utf8').split('\r\n');
    expect(lines).toHaveLength(42);
    expect(lines[22]).toContain('RC4-014,Rogorate,4a,63,0,63,250000.00,243032.52,partly-funded');
    expect(lines.slice(1, 41).every((line) => line.includes(',true,prova-01 '))).toBe(true);
  });

  test('what cannot be written leaves nothing behind', async () => {
    const folder = temporaryFolder();
    const words = ['fund', ...sampleWords, '--json', '--out'];
    for (const out of [join(folder, 'no', 'way.json'), folder]) {
      const { code, err } = await runCaptured([...words, out]);
      expect(code).toBe(74);
      expect(err).toContain('was not written');
    }
    expect(readdirSync(folder)).toEqual([]);
  });

  test.runIf(existsSync('/dev/full'))('a disk that is full is no fault of Bandolo', async () => {
    const words = ['fund', ...sampleWords, '--bundle', '/dev/full/bundle.json'];
    expect((await runCaptured(words)).code).toBe(74);
  });

  test('a key is never written over', async () => {
    const folder = temporaryFolder();
    const key = join(folder, 'key.pem');
    writeFileSync(key, 'mine');
    const bundle = join(folder, 'b.json');
    const words = ['fund', ...sampleWords, '--bundle', bundle, '--new-key', key];
    const { code } = await runCaptured(words);
    expect(code).toBe(2);
    expect(readFileSync(key, 'utf8')).toBe('mine');
    expect(existsSync(bundle)).toBe(false);
    const bad = await runCaptured(['fund', ...sampleWords, '--bundle', bundle, '--key', key]);
    expect(bad.err).toContain('not an Ed25519 private key');
  });
});
