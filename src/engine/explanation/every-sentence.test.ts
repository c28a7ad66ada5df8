import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { compileCall, type Call } from '../definition/compile-call.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { fillWith } from '../definition/fill-gaps.ts';
import type { Json } from '../definition/gap.ts';
import { whatWouldChange } from './change.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { sentenceOf } from './sentence.ts';

/**
 * Every sentence that the invented call can say about its own examples, to be read by people: it
 * is written again with `SENTENCES=write`, and then somebody reads what changed.
 */
function readDocument(): CallDocument {
  const text = readFileSync('definitions/fictional-village-lamps/call.yaml', 'utf8');
  return parse(text, { merge: true, maxAliasCount: -1 }) as CallDocument;
}

function sentencesIn(language: 'it' | 'en'): string {
  const document = readDocument();
  const said = new Set<string>();
  const calls = new Map<string, Call>();
  for (const { assess: example, given = {} } of document.examples) {
    if (!example) continue;
    const call = calls.get(JSON.stringify(given)) ?? compiled(document, given);
    calls.set(JSON.stringify(given), call);
    const prepared = prepareApplication(call, example.application);
    if ('problems' in prepared) continue;
    const seen = new Set<Figure>();
    const visit = (figure: Figure): void => {
      if (seen.has(figure)) return;
      seen.add(figure);
      said.add(sentenceOf(figure, call, language));
      for (const change of whatWouldChange(figure, call, language))
        said.add(`  ${change.sentence}`);
      figure.inputs.forEach(visit);
    };
    visit(explain(assess(prepared.prepared)));
  }
  return `${[...said].toSorted().join('\n')}\n`;
}

function compiled(document: CallDocument, given: { readonly [gap: string]: Json }): Call {
  const read = compileCall(fillWith(document, given));
  if ('call' in read) return read.call;
  throw new Error(read.problems.map((problem) => problem.message).join('\n'));
}

test.each(['it', 'en'] as const)('every sentence in %s is as it was read', (language) => {
  const file = `src/engine/explanation/every-sentence.${language}.txt`;
  const said = sentencesIn(language);
  if (process.env['SENTENCES'] === 'write') writeFileSync(file, said);
  expect(said.split('\n').length).toBeGreaterThan(300);
  expect(said).toBe(readFileSync(file, 'utf8'));
});
