import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { compileCall } from '../definition/compile-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { findFigure, selectorsOf } from './find-figure.ts';
import { checkExplanation } from './recompute.ts';
import { explanationToJson, renderExplanation } from './render.ts';

/** Whole explanations of a few examples, as a person and as a program get them; written as the sentences are. */
const chosen = [
  'everything-at-once',
  'signage-pro-rata',
  'landscape-decides',
  'concert-unknown',
  'exceptions-clash',
];

function explained(): readonly (readonly [
  string,
  Figure,
  Parameters<typeof explanationToJson>[1],
])[] {
  const text = readFileSync('definitions/fictional-village-lamps/call.yaml', 'utf8');
  const document = parse(text, { merge: true, maxAliasCount: -1 }) as CallDocument;
  const read = compileCall(document);
  if ('problems' in read) throw new Error('the invented call cannot be read');
  const examples = document.examples.filter(
    ({ id, assess: example }, index) => example && (chosen.includes(id) || index % 12 === 0),
  );
  return examples.flatMap(({ id, assess: example }) => {
    const prepared = example && prepareApplication(read.call, example.application);
    if (!prepared || 'problems' in prepared) return [];
    return [[id, explain(assess(prepared.prepared)), read.call] as const];
  });
}

test('whole explanations are as they were read', () => {
  const parts = explained().flatMap(([id, root, call]) => [
    `# ${id}`,
    selectorsOf(root).join(' '),
    renderExplanation(root, call, 'it'),
    renderExplanation(findFigure(root, 'grant') ?? root, call, 'en', { depth: 9 }),
    renderExplanation(findFigure(root, 'net') ?? root, call, 'it', { depth: 1 }),
    renderExplanation(root, call, 'en', { depth: 0 }),
    JSON.stringify(explanationToJson(root, call), (key, value: unknown) =>
      key === 'sentence' || key === 'change' ? undefined : value,
    ),
  ]);
  const said = `${parts.join('\n')}\n`;
  const file = 'src/engine/explanation/whole-explanation.txt';
  if (process.env['SENTENCES'] === 'write') writeFileSync(file, said);
  expect(said.length).toBeGreaterThan(20_000);
  expect(said).toBe(readFileSync(file, 'utf8'));
});

test('a figure that its inputs do not give is found, wherever it stands', () => {
  for (const [, root] of explained()) {
    expect(checkExplanation(root)).toEqual([]);
    const figures = new Set<Figure>();
    const collect = (figure: Figure): void => {
      figures.add(figure);
      figure.inputs.forEach(collect);
    };
    collect(root);
    const lifted = (figure: Figure, wrong: Figure): Figure =>
      figure === wrong
        ? { ...figure, low: figure.low + 1, high: figure.high + 1 }
        : { ...figure, inputs: figure.inputs.map((input) => lifted(input, wrong)) };
    for (const kind of [
      'net',
      'gross',
      'grant',
      'criterion',
      'admitted-total',
      'by-rate',
    ] as const) {
      const wrong = [...figures].find(
        ({ rule, low, high }) => rule.kind === kind && low === high && Number.isFinite(low),
      );
      if (wrong) expect(checkExplanation(lifted(root, wrong)).length, kind).toBeGreaterThan(0);
    }
  }
});
