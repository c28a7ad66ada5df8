import type { CallDocument } from '../engine/index.ts';

export type ConsentWay = NonNullable<CallDocument['consent']>['by'][number];

/** How organisations may consent under a call: both ways, unless it says otherwise. */
export function consentWaysOf({ consent }: Pick<CallDocument, 'consent'>): readonly ConsentWay[] {
  return consent?.by ?? ['account', 'signature'];
}
