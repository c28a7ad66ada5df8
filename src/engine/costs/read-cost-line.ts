import { formatCents, parseCents, type Cents } from '../numbers/money.ts';
import { checkCostSystem } from './check-system.ts';
import { compileCostSystem, findAdmittedCosts, type CompiledCosts } from './compile-system.ts';
import type { CostProblem } from './cost-problem.ts';
import { isFlat, listDeclared } from './cost-system.ts';
import { formatPath, readCostSystem, type UnreadableCode } from './read-cost-system.ts';

export type CostRefusalCode =
  | UnreadableCode
  | CostProblem['code']
  | 'amount-too-large'
  | 'not-json';

/** `admitted` pairs each category with its amount, in the order of the categories. */
export type CostLineAnswer =
  | {
      readonly admitted: readonly (readonly [id: string, amount: string])[];
      readonly total: string;
    }
  | Refused;

/**
 * Answers one cost system given as parsed JSON: the admitted amounts, or why there are none, with
 * the place of the mistake. Never throws, whatever the JSON.
 */
export function answerCostLine(json: unknown): CostLineAnswer {
  const prepared = prepareLine(json);
  return 'refused' in prepared ? prepared : answerPrepared(prepared);
}

/**
 * The answer as one line of JSON, categories in their order: an object would move ids such as
 * `"1"` to the front and lose `"__proto__"`.
 */
export function costLineAnswerToJson(answered: CostLineAnswer): string {
  if ('refused' in answered) return JSON.stringify(answered);
  let text = '';
  for (const [id, amount] of answered.admitted) {
    text += `${text === '' ? '' : ','}${JSON.stringify(id)}:"${amount}"`;
  }
  return `{"admitted":{${text}},"total":"${answered.total}"}`;
}

/**
 * Line in, line out: as `answerCostLine` for the text of one line, much quicker when lines differ
 * only in their declared amounts. Text that is not JSON is refused like everything else.
 */
export function answerCostText(line: string): string {
  const cut = cutAmounts(line);
  const known = cut && knownByKey.get(cut.key);
  if (known) return answerKnown(known, cut.amounts);
  const json = parseJson(line);
  if (json === undefined) return costLineAnswerToJson(notJson);
  const prepared = prepareLine(json);
  if ('refused' in prepared) return costLineAnswerToJson(prepared);
  if (cut) remember(cut, prepared.compiled);
  return costLineAnswerToJson(answerPrepared(prepared));
}

interface Prepared {
  readonly compiled: CompiledCosts;
  readonly declared: readonly Cents[];
}

interface Refused {
  readonly refused: { readonly code: CostRefusalCode; readonly message: string };
}

const notJson: Refused = {
  refused: { code: 'not-json', message: 'the line: expected one JSON object' },
};

const tooLarge: Refused = {
  refused: {
    code: 'amount-too-large',
    message: 'the flat rates carry the total beyond the largest amount: lower them',
  },
};

function prepareLine(json: unknown): Prepared | Refused {
  const reading = readCostSystem(json);
  if ('unreadable' in reading) return { refused: reading.unreadable };
  const system = reading.value;
  const [problem] = checkCostSystem(system);
  if (problem) {
    const message = `${formatPath(problem.path)}: ${problem.message}`;
    return { refused: { code: problem.code, message } };
  }
  return { compiled: compileCostSystem(system), declared: listDeclared(system) };
}

function answerPrepared({ compiled, declared }: Prepared): CostLineAnswer {
  const costs = findAdmittedCosts(compiled, declared);
  if (!costs) return tooLarge;
  const { categories } = compiled.structure;
  return {
    admitted: costs.admitted.map((cents, index) => [categories[index]!.id, formatCents(cents)]),
    total: formatCents(costs.total),
  };
}

/** Undefined for text that is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A system seen before, with the fixed parts of its answers. */
interface KnownLine {
  readonly compiled: CompiledCosts;
  /** Where each amount cut out of the line belongs among the categories. */
  readonly places: readonly number[];
  /** What stands before the amount of each category in the answer. */
  readonly labels: readonly string[];
}

/** Systems seen lately, by the text of their line without the declared amounts. */
const knownByKey = new Map<string, KnownLine>();
const knownMax = 256;
const keyLengthMax = 20_000;

interface CutLine {
  readonly key: string;
  readonly amounts: readonly Cents[];
}

/**
 * Takes the declared amounts out of the text. A line with a backslash is left alone, because
 * there the same key could be written in two ways.
 */
function cutAmounts(line: string): CutLine | undefined {
  if (line.length > keyLengthMax || line.includes('\\')) return undefined;
  const mark = line.includes('"declared": "') ? '"declared": "' : '"declared":"';
  const amounts: Cents[] = [];
  let key = '';
  let from = 0;
  for (let at = line.indexOf(mark); at >= 0; at = line.indexOf(mark, from)) {
    const start = at + mark.length;
    key += line.slice(from, start);
    from = line.indexOf('"', start);
    const cents = from < 0 ? undefined : parseCents(line.slice(start, from));
    if (cents === undefined) return undefined;
    amounts.push(cents);
  }
  return { key: key + line.slice(from), amounts };
}

/** Remembers a line only when every amount was cut out, so that the key tells the whole system. */
function remember({ key, amounts }: CutLine, compiled: CompiledCosts): void {
  const { categories } = compiled.structure;
  const places = categories.flatMap((category, index) => (isFlat(category) ? [] : [index]));
  if (places.length !== amounts.length) return;
  const labels = categories.map(({ id }, index) => {
    return `${index === 0 ? '{"admitted":{' : '",'}${JSON.stringify(id)}:"`;
  });
  const oldest = knownByKey.keys().next();
  if (knownByKey.size >= knownMax && !oldest.done) knownByKey.delete(oldest.value);
  knownByKey.set(key, { compiled, places, labels });
}

function answerKnown({ compiled, places, labels }: KnownLine, amounts: readonly Cents[]): string {
  const declared = labels.map(() => 0);
  for (let index = 0; index < places.length; index += 1) declared[places[index]!] = amounts[index]!;
  const costs = findAdmittedCosts(compiled, declared);
  if (!costs) return costLineAnswerToJson(tooLarge);
  let text = '';
  for (let index = 0; index < labels.length; index += 1) {
    text += labels[index]! + formatCents(costs.admitted[index]!);
  }
  return `${text}"},"total":"${formatCents(costs.total)}"}`;
}
