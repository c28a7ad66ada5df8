import type { Stage } from './queries.ts';
import type { TrialApplication } from './trial-schema.ts';

export type Act = 'write' | 'submit' | 'withdraw' | 'rewrite';

/** In the order in which they are done for all applications of a call. */
export const acts = ['write', 'submit', 'withdraw', 'rewrite', 'submit'] as const;

/** What is left to do first for an application, given how far it has come; nothing when it is where it should be. */
export function nextAct(
  { reaches }: Pick<TrialApplication, 'reaches'>,
  stage: Stage | undefined,
): Act | undefined {
  if (!stage) return 'write';
  if (reaches === 'draft' || reaches === 'frozen' || reaches === 'ready') return undefined;
  if (stage.turn === 0) return 'submit';
  if (reaches === 'submitted') return undefined;
  if (stage.turn === 1) return 'withdraw';
  if (reaches === 'withdrawn' || stage.turn > 2) return undefined;
  return stage.frozenHash === stage.enteredHash ? 'rewrite' : 'submit';
}
