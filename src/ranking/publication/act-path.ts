import type { Result } from './load-result.ts';

/** The permanent address of an act. */
export function actPath({ call, act }: Pick<Result, 'call' | 'act'>): string {
  return `/calls/${call.slug}/results/${act.number}`;
}
