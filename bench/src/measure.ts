/** Evaluations per second of CPU time of this process, all threads, user and system. */
export interface Rate {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

const warmUpMs = 1500;
const sampleMs = 400;
const samples = 5;

/** Keeps results alive, so that no engine is spared work whose result nobody looks at. */
export const kept: unknown[] = [undefined];

/** Warms up, then takes the median of five samples, each over whole rounds of all cases. */
export async function measureRate<T>(
  cases: readonly T[],
  evaluate: (one: T) => unknown,
): Promise<Rate> {
  const isAsync = evaluate(cases[0] as T) instanceof Promise;
  const round = isAsync ? () => awaitAll(cases, evaluate) : () => runAll(cases, evaluate);
  let rounds = 0;
  const start = cpuMs();
  for (; rounds === 0 || cpuMs() - start < warmUpMs; rounds += 1) await round();
  const perSample = Math.max(1, Math.round((rounds * sampleMs) / (cpuMs() - start)));
  const rates: number[] = [];
  for (let sample = 0; sample < samples; sample += 1) {
    const before = cpuMs();
    for (let index = 0; index < perSample; index += 1) await round();
    rates.push((perSample * cases.length * 1000) / (cpuMs() - before));
  }
  const sorted = rates.toSorted((a, b) => a - b);
  return { median: medianOf(sorted), lowest: sorted[0] ?? 0, highest: sorted.at(-1) ?? 0 };
}

function runAll<T>(cases: readonly T[], evaluate: (one: T) => unknown): undefined {
  for (let index = 0; index < cases.length; index += 1) kept[0] = evaluate(cases[index] as T);
}

async function awaitAll<T>(cases: readonly T[], evaluate: (one: T) => unknown): Promise<undefined> {
  for (const one of cases) kept[0] = await evaluate(one);
}

export function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Of numbers in ascending order. */
export function medianOf(sorted: readonly number[]): number {
  return sorted[sorted.length >> 1] ?? Number.NaN;
}

/** The same sequence on every machine: a linear congruence, high bits first. */
export class Sequence {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number from 0 up to, not including, `limit`. */
  below(limit: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * limit);
  }

  oneOf<T>(values: readonly T[]): T {
    return values[this.below(values.length)] as T;
  }
}
