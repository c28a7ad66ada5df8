import type { Tx } from '../platform/database.ts';
import type { DrawInputs } from './draw.ts';
import type { Freed } from './drawing-inputs.ts';
import type { RemovalCause } from './panel.ts';
import type { PanelRules } from './panel-rules.ts';
import { recordDrawing, type DrawingDone } from './record-drawing.ts';

/** What every act on a panel needs to know: of which call, by which rules, who acts. */
export interface ActOnPanel {
  readonly callId: number;
  readonly bodyId: string;
  readonly rules: PanelRules;
  readonly by: string;
}

/** Finds by rotation who takes what was just taken from somebody. Only under the lock of the panel. */
export async function refill(
  tx: Tx,
  { callId, bodyId, rules, by }: ActOnPanel,
  {
    freed,
    cause,
    first,
  }: {
    readonly freed: readonly Freed[];
    readonly cause: RemovalCause;
    readonly first: DrawInputs['first'];
  },
): Promise<DrawingDone | undefined> {
  const { scorers } = rules;
  if (freed.length === 0 || scorers === undefined) return undefined;
  const asked = { callId, bodyId, rules: { ...rules, scorers }, first, freed };
  return recordDrawing(tx, asked, { cause, by });
}
