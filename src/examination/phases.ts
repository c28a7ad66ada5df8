import type { CallDocument } from '../engine/index.ts';

/** The only phase of a call that names none. */
const onlyPhase = 'examination';

/** The phase with which the examination of a call begins. */
export function firstPhaseOf({ phases }: CallDocument): string {
  return phases?.[0]?.id ?? onlyPhase;
}
