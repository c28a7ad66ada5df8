import { phasesOf, type CallDocument } from '../engine/index.ts';

/** The phase with which the examination of a call begins. */
export function firstPhaseOf(document: CallDocument): string | null {
  return phasesOf({ document })[0]?.id ?? null;
}
