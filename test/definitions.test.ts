import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { readCall, readCallDocument } from '../src/calls/index.ts';
import { ExampleRunner } from '../src/engine/index.ts';

const files = globSync('definitions/*/call.yaml').toSorted();

test('there are definitions to check', () => {
  expect(files.length).toBeGreaterThanOrEqual(7);
});

describe.each(files)('%s', (file) => {
  const text = readFileSync(file, 'utf8');
  const decisions = join(dirname(file), 'decisions.yaml');
  const read = readCallDocument(text, file);
  if (read.type === 'refused') {
    test('has the right shape', () => {
      expect(read.problems).toEqual([]);
    });
    return;
  }

  test('can be run as it is, with its gaps open', () => {
    expect(readCall({ definition: { file, text } })).toMatchObject({ type: 'read' });
  });

  test.runIf(existsSync(decisions))('can be run with its decisions', () => {
    const beside = { file: decisions, text: readFileSync(decisions, 'utf8') };
    expect(readCall({ definition: { file, text }, decisions: [beside] })).toMatchObject({
      type: 'read',
    });
  });

  test('every rule names its article', () => {
    const { eligibility, score, costs, grant } = read.document;
    const rules = [
      ...eligibility,
      ...(score?.criteria ?? []),
      ...(costs?.categories ?? []),
      ...(grant?.ceilings ?? []),
    ];
    expect(rules.filter((rule) => rule.article.trim().length < 3)).toEqual([]);
  });

  const runner = new ExampleRunner(read.document);
  test.each(
    read.document.examples.map((example) => [`${example.id}: ${example.title}`, example] as const),
  )('%s', (_, example) => {
    expect(runner.run(example)).toEqual([]);
  });
});
