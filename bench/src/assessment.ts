import { isDeepStrictEqual } from 'node:util';
import { fromDocument, withExplanation, withoutExplanation } from './call/bandolo.js';
import { assessByHand, byHand } from './call/by-hand.js';
import { makeCases, type Case } from './call/cases.js';
import type { Engine } from './call/engine.js';
import { jsonLogic } from './call/json-logic.js';
import { publicodes } from './call/publicodes.js';
import { zen } from './call/zen.js';
import { measureRate, type Rate } from './measure.js';
import { printTable, ratio, whole } from './print.js';

const cases = makeCases();
const engines = [
  byHand,
  withoutExplanation,
  withExplanation,
  fromDocument,
  jsonLogic(),
  zen(),
  publicodes(),
] as unknown as readonly Engine[];

const rates: { readonly name: string; readonly rate: Rate }[] = [];
for (const engine of engines) {
  await checkAnswers(engine);
  const inputs = cases.map(engine.convert);
  rates.push({ name: engine.name, rate: await measureRate(inputs, engine.evaluate) });
}

const ours = rates.find(({ name }) => name === withExplanation.name)?.rate.median ?? Number.NaN;
printTable(
  'One full assessment: 8 conditions, 7 scores, sum, threshold, grant (per second of CPU time)',
  [
    ['', 'median', 'lowest', 'highest', 'to ours explained'],
    ...rates.map(({ name, rate }) => [
      name,
      whole(rate.median),
      whole(rate.lowest),
      whole(rate.highest),
      ratio(rate.median / ours),
    ]),
  ],
);
console.log(`${cases.length} cases, every figure of every engine as in the hand-written code`);

async function checkAnswers({ name, convert, evaluate, read }: Engine): Promise<void> {
  for (const [index, one] of cases.entries()) {
    const found = read(await evaluate(convert(one)));
    const expected = assessByHand(one);
    if (!isDeepStrictEqual(found, expected)) throw new Error(difference(name, index, one, found));
  }
}

function difference(name: string, index: number, one: Case, found: unknown): string {
  const facts = JSON.stringify(one);
  const [got, expected] = [JSON.stringify(found), JSON.stringify(assessByHand(one))];
  return `${name}, case ${index}: ${facts}\nexpected ${expected}\nfound    ${got}`;
}
