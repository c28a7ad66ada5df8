import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sample, sampleWords } from '../../test/support/sample-round.ts';

const [first] = parse(readFileSync(sample.round, 'utf8'), { merge: true }) as [{ id: string }];

test('assess shows eligibility, costs, grant and score with their articles', async () => {
  const words = ['assess', sample.call, '--decisions', sample.decisions];
  const { code, out } = await runCaptured(words, { input: JSON.stringify(first, null, 2) });
  expect(code).toBe(0);
  expect(out).toContain('PROVA');
  expect(out).toContain('RC4-001 · 4a · ammissibile');
  expect(out).toContain('Contributo: 250.000,00 €');
  expect(out).toContain('gorvago: 250.000,00 €');
  expect(out).toContain('Netto + premialità: 95 + 4 = 99');
  expect(out).toContain('prova-04: indirect-rate = "7%"');
});

test('assess as JSON: one line each, bad ones among good ones, decisions named', async () => {
  const good = JSON.stringify(first);
  const bad = good.replace('"complete":true', '"complte":true').replace('RC4-001', 'RC4-002');
  const input = [good, bad, '{"id":', '', good.replace('RC4-001', 'RC4-003')].join('\n');
  const words = ['assess', sample.call, '--decisions', sample.decisions, '--json'];
  const { code, out } = await runCaptured(words, { input });
  expect(code).toBe(2);
  const answers = out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(answers.map(({ type }) => type)).toEqual([
    'assessed',
    'not-understood',
    'not-understood',
    'assessed',
  ]);
  expect(answers[0]).toMatchObject({
    grant: '250000.00',
    fictional: true,
    call: 'ricircolo-enti-locali-2024',
  });
  expect(answers[0]?.['decisions']).toContainEqual({ id: 'prova-03', fills: 'cap-base' });
  const column = bad.indexOf('"complte"');
  expect(answers[1]).toMatchObject({
    line: 2,
    problems: [{ file: 'standard-input', line: 2, code: 'unknown-fact', suggestion: 'complete' }],
  });
  expect(column).toBeGreaterThan(0);
});

test('not admissible is an answer; with its article', async () => {
  const { code, out } = await runCaptured(['assess', ...sampleWords]);
  expect(code).toBe(0);
  expect(out).toContain('RC4-040 · 4d · non ammissibile');
  expect(out).toContain('- Il richiedente è tra i soggetti beneficiari (Fase 1,');
});

test('without decisions figures are intervals, and nothing says it is invented', async () => {
  const { out } = await runCaptured(['assess', sample.call, '--json'], {
    input: JSON.stringify(first),
  });
  expect(JSON.parse(out)).toMatchObject({ fictional: false, decisions: [] });
});

test.each([
  ['grant', 'it', 'Contributo'],
  ['gross', 'en', 'Score with bonuses'],
  ['criterion:4a-design', 'it', 'non-existent'],
  ['net', 'it', 'Punteggio'],
  ['eligible', 'en', 'equirement'],
])('explain %s in %s', async (figure, language, said) => {
  const words = [
    'explain',
    ...sampleWords,
    '--application',
    'RC4-014',
    '--figure',
    figure,
    '--lang',
    language,
  ];
  const { code, out, err } = await runCaptured(words);
  if (said === 'non-existent') {
    expect(code).toBe(2);
    expect(err).toContain('there is no figure "criterion:4a-design" in this application');
    return;
  }
  expect(code).toBe(0);
  expect(out).toContain(said);
  expect(out).toContain('prova-01');
});

test('explain as JSON, and whom it cannot find', async () => {
  const words = [
    'explain',
    '--call',
    sample.call,
    '--decisions',
    sample.decisions,
    '--applications',
    sample.round,
  ];
  const one = await runCaptured([
    ...words,
    '--application',
    'RC4-014',
    '--figure',
    'grant',
    '--json',
  ]);
  expect(JSON.parse(one.out)).toMatchObject({
    fictional: true,
    application: 'RC4-014',
    explanation: { kind: 'grant', value: '250000.00' },
  });
  const none = await runCaptured([...words, '--application', 'RC4-14']);
  expect(none.code).toBe(2);
  expect(none.err).toMatch(/did you mean RC4-\d+\?/);
  expect((await runCaptured(words)).err).toContain('which application?');
});

const lamps = 'definitions/fictional-village-lamps/call.yaml';

test('advise tells what fits, what cannot and what is asked next', async () => {
  const { code, out } = await runCaptured(['advise', '--call', sample.call, '--call', lamps]);
  expect(code).toBe(0);
  expect(out).toContain('Prossima domanda');
  expect(out).toContain('PROVA');
  const json = await runCaptured(['advise', '--call', lamps, '--json']);
  const answer = JSON.parse(json.out) as { calls: object[]; next: { article: string } };
  expect(answer.calls).toMatchObject([{ fictional: true }]);
  expect(answer.next.article).not.toBe('');
});

test('an interview asks until nothing is open, and asks again what it did not understand', async () => {
  const input = `${['', 'tanti', '1000', ...Array.from({ length: 60 }, () => '')].join('\n')}\n`;
  const { code, out } = await runCaptured(['advise', '--call', lamps, '--interactive'], { input });
  expect(code).toBe(0);
  expect(out).toContain('Atteso: un numero intero');
  expect(out).toContain('Non resta altro da chiedere.');
});

test('answers that cannot be read are told with their place', async () => {
  const input = 'facts:\n  inhabitants: { form: 1, to: 2 }\n';
  const { code, err } = await runCaptured(['advise', '--call', lamps, '-'], { input });
  expect(code).toBe(2);
  expect(err).toMatch(/^standard-input:2:18: /);
});
