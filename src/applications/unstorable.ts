import type { Path } from '../platform/source.ts';
import type { DraftProblem } from './draft.ts';

/** An answer within an entry of a list within the facts of a partner is the deepest there is. */
const depthMax = 12;
const valuesMax = 20_000;
const textCharactersMax = 20_000;
/** More would help nobody: the first ones explain the others. */
const problemsMax = 20;

interface Pending {
  readonly value: unknown;
  readonly path: Path;
}

/**
 * What cannot be kept exactly, looked for without recursion: texts that are no text, numbers that two
 * readers could write differently, and more of anything than an application can need.
 */
export function findUnstorable(root: unknown): readonly DraftProblem[] {
  const problems: DraftProblem[] = [];
  const pending: Pending[] = [{ value: root, path: [] }];
  let values = 0;
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next;
    values += 1;
    if (values > valuesMax)
      return [{ code: 'too-large', path: [], message: `found more than ${valuesMax} values` }];
    const problem = problemOf(value, path);
    if (problem) problems.push(problem);
    if (problems.length >= problemsMax) break;
    if (typeof value === 'object' && value !== null && path.length < depthMax)
      pending.push(...innerOf(value, path));
  }
  return problems;
}

function innerOf(value: object, path: Path): readonly Pending[] {
  const inner: Pending[] = [];
  for (const [key, each] of Object.entries(value)) {
    const step = Array.isArray(value) ? Number(key) : key;
    // A key is a text like any other.
    if (typeof step === 'string' && !isText(step)) inner.push({ value: step, path });
    inner.push({ value: each, path: [...path, step] });
  }
  return inner.toReversed();
}

function problemOf(value: unknown, path: Path): DraftProblem | undefined {
  if (typeof value === 'string') {
    if (value.length > textCharactersMax)
      return {
        code: 'too-long',
        path,
        message: `found ${value.length} characters`,
        expected: `at most ${textCharactersMax} characters`,
      };
    if (isText(value)) return undefined;
    return {
      code: 'not-text',
      path,
      message: 'found a character that is none',
      expected: 'text without control characters',
    };
  }
  if (typeof value === 'number' && !Number.isSafeInteger(value))
    return {
      code: 'number-not-whole',
      path,
      message: `found ${value}`,
      expected: 'a whole number, or the number in quotes',
    };
  if (typeof value === 'object' && value !== null && path.length >= depthMax)
    return {
      code: 'too-deep',
      path,
      message: 'found deeper nesting',
      expected: `at most ${depthMax} values within each other`,
    };
  return undefined;
}

/** Half of a pair of code units is no character. */
const halfPattern = /\p{Surrogate}/u;

/** Control characters have no place in a text that people sign; tabs and line ends have. */
// oxlint-disable-next-line no-control-regex
const controlPattern = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export function isText(value: string): boolean {
  return !halfPattern.test(value) && !controlPattern.test(value);
}
