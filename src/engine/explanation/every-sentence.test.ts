import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { compileCall } from '../definition/compile-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { fillWith } from '../definition/fill-gaps.ts';
import { whatWouldChange } from './change.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { sentenceOf } from './sentence.ts';

/**
 * Every sentence that the invented call can say about its own examples, to be read by people: it
 * is written again with `SENTENCES=write`, and then somebody reads what changed.
 */
const document = parse(readFileSync('definitions/fictional-village-lamps/call.yaml', 'utf8'), {
  merge: true,
  maxAliasCount: -1,
}) as CallDocument;

function sentencesIn(language: 'it' | 'en'): string {
  const said = new Set<string>();
  for (const { assess: example, given = {} } of document.examples) {
    const read = compileCall(fillWith(document, given));
    if (!example || 'problems' in read) continue;
    const prepared = prepareApplication(read.call, example.application);
    if ('problems' in prepared) continue;
    const visit = (figure: Figure): void => {
      said.add(sentenceOf(figure, read.call, language));
      for (const change of whatWouldChange(figure, read.call, language))
        said.add(`  ${change.sentence}`);
      figure.inputs.forEach(visit);
    };
    visit(explain(assess(prepared.prepared)));
  }
  return `${[...said].toSorted().join('\n')}\n`;
}

test.each(['it', 'en'] as const)('every sentence in %s is as it was read', (language) => {
  const file = `src/engine/explanation/every-sentence.${language}.txt`;
  const said = sentencesIn(language);
  if (process.env['SENTENCES'] === 'write') writeFileSync(file, said);
  expect(said.split('\n').length).toBeGreaterThan(300);
  expect(said).toBe(readFileSync(file, 'utf8'));
});
