import { answerCostText } from '../../dist/engine/costs/read-cost-line.js';
import { checkCostSystem } from '../../dist/engine/costs/check-system.js';
import { admitCosts, compileCostSystem } from '../../dist/engine/costs/compile-system.js';
import { readCostSystem } from '../../dist/engine/costs/read-cost-system.js';
import { formatCents } from '../../dist/engine/numbers/money.js';
import { measureRate, Sequence } from './measure.js';
import { printTable, ratio, whole } from './print.js';

const free = ['works', 'equipment', 'software', 'training', 'rent', 'travel'];
const capped = ['consulting', 'fees', 'promotion'];
const declaredIds = [...free, ...capped];

/** Six free categories, three caps that feed each other, and a flat rate on all nine. */
function lineOf(amounts: readonly number[]): string {
  return JSON.stringify({
    categories: [
      ...declaredIds.map((id, index) => ({ id, declared: formatCents(amounts[index] ?? 0) })),
      { id: 'indirect', flat: '7%', of: declaredIds },
    ],
    caps: [
      { on: 'consulting', rate: '25%', of: 'others' },
      { on: 'fees', rate: '10%', of: 'total' },
      { on: 'promotion', rate: '5%', of: 'total' },
    ],
  });
}

/** The definition itself in big integers: down from the declared amounts until every cap holds. */
function admitByDefinition(declared: readonly number[]): readonly bigint[] {
  let admitted = [...declared.slice(0, 9).map(BigInt), 0n];
  admitted[9] = (sumOf(admitted) * 7n) / 100n;
  for (;;) {
    const total = sumOf(admitted);
    const limits = [
      ...declared.slice(0, 6).map(BigInt),
      lower(BigInt(declared[6] ?? 0), ((total - (admitted[6] ?? 0n)) * 25n) / 100n),
      lower(BigInt(declared[7] ?? 0), (total * 10n) / 100n),
      lower(BigInt(declared[8] ?? 0), (total * 5n) / 100n),
      ((total - (admitted[9] ?? 0n)) * 7n) / 100n,
    ];
    const next = admitted.map((cents, index) => lower(cents, limits[index] ?? 0n));
    if (next.every((cents, index) => cents === admitted[index])) return next;
    admitted = next;
  }
}

function sumOf(amounts: readonly bigint[]): bigint {
  let sum = 0n;
  for (const cents of amounts) sum += cents;
  return sum;
}

function lower(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

const sequence = new Sequence(25_010_507);
const applications = Array.from({ length: 1000 }, () => [
  ...declaredIds.map(() => sequence.below(100) ** 2 * sequence.below(5000)),
  0,
]);
const lines = applications.map(lineOf);
const read = readCostSystem(JSON.parse(lines[0] ?? ''));
if ('unreadable' in read || checkCostSystem(read.value).length > 0) throw new Error('unreadable');
const compiled = compileCostSystem(read.value);

let lowered = 0;
for (const [index, declared] of applications.entries()) {
  const expected = admitByDefinition(declared).map(Number);
  if (expected.some((cents, category) => cents < (declared[category] ?? 0))) lowered += 1;
  const found = admitCosts(compiled, declared).admitted;
  const inLine = /"admitted":\{([^}]*)\}/.exec(answerCostText(lines[index] ?? ''))?.[1] ?? '';
  const fromLine = [...inLine.matchAll(/:"(\d+)\.(\d\d)"/g)].map(([, a, b]) => Number(`${a}${b}`));
  if (String(found) !== String(expected) || String(fromLine) !== String(expected))
    throw new Error(`application ${index}: ${String(expected)}, not ${String(found)}`);
}

const admitted = await measureRate(applications, (declared) => admitCosts(compiled, declared));
const fromText = await measureRate(lines, answerCostText);
const naive = await measureRate(applications, admitByDefinition);
printTable(
  'Ten categories, three caps that feed each other, a flat rate (per second of CPU time)',
  [
    ['', 'median', 'lowest', 'highest', 'to ours'],
    ...(
      [
        ['bandolo, exact cents', admitted],
        ['bandolo, a line of JSON in and out', fromText],
        ['the definition in big integers', naive],
      ] as const
    ).map(([name, rate]) => [
      name,
      whole(rate.median),
      whole(rate.lowest),
      whole(rate.highest),
      ratio(rate.median / admitted.median),
    ]),
  ],
);
console.log(
  `${applications.length} applications, every cent as in the big integers; a cap lowers ${lowered} of them`,
);
