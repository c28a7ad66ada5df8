import { compileCall } from '../definition/compile-call.ts';
import { computeOutcomes, type Bundle, type Computed } from './bundle.ts';

/** One figure that was published and that the rules do not give. */
export interface BundleDifference {
  readonly path: string;
  readonly published: string;
  readonly recomputed: string;
}

export interface BundleCheck {
  readonly differences: readonly BundleDifference[];
  /** What cannot be computed at all. */
  readonly problems: readonly string[];
  readonly checked: number;
}

/** Computes a bundle again from its rules, decisions and applications, and says what differs. */
export function checkBundle(bundle: Bundle): BundleCheck {
  const compiled = compileCall(bundle.definition, bundle.decisions);
  if ('problems' in compiled)
    return {
      differences: [],
      checked: 0,
      problems: compiled.problems.map((problem) => `${problem.path.join('.')}: ${problem.message}`),
    };
  const computed = computeOutcomes(compiled.call, bundle.applications, bundle.roundDecisions);
  if ('problems' in computed) return { differences: [], checked: 0, problems: computed.problems };
  return {
    differences: compareComputed(bundle, computed),
    problems: [],
    checked: computed.outcomes.length,
  };
}

function compareComputed(bundle: Bundle, computed: Computed): readonly BundleDifference[] {
  const differences: BundleDifference[] = [];
  const compare = (path: string, published: unknown, recomputed: unknown): void => {
    if (isBranch(published) && isBranch(recomputed)) {
      for (const key of new Set([...Object.keys(published), ...Object.keys(recomputed)]))
        compare(`${path}.${key}`, published[key], recomputed[key]);
      return;
    }
    const [a, b] = [show(published), show(recomputed)];
    if (a !== b) differences.push({ path, published: a, recomputed: b });
  };
  const recomputed = new Map(computed.outcomes.map((outcome) => [outcome.application, outcome]));
  for (const outcome of bundle.outcomes) {
    compare(`outcomes.${outcome.application}`, outcome, recomputed.get(outcome.application));
    recomputed.delete(outcome.application);
  }
  for (const id of recomputed.keys())
    differences.push({ path: `outcomes.${id}`, published: 'nothing', recomputed: 'an outcome' });
  compare(
    'order',
    bundle.outcomes.map((outcome) => outcome.application).join(' '),
    computed.outcomes.map((outcome) => outcome.application).join(' '),
  );
  compare('totals', bundle.totals, computed.totals);
  compare('stops', bundle.stops, computed.stops);
  return differences;
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
