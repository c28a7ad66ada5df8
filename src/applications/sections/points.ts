import { explain, type Call, type Figure } from '../../engine/index.ts';
import { assessContent } from '../assess-content.ts';
import type { DraftContent } from '../draft.ts';

/** The points of a draft as the rules see them today, each with its explanation. */
export interface Points {
  readonly criteria: readonly Figure[];
  readonly bonuses: readonly Figure[];
  readonly total: Figure;
}

/** The points of a draft; nothing where the call gives none, or while the draft cannot be read by the rules. */
export function pointsOf(
  call: Call,
  { id, content }: { readonly id: string; readonly content: DraftContent },
): Points | undefined {
  const assessed = assessContent(call, { id, content });
  if (assessed.type !== 'assessed' || !assessed.prepared.track.score) return undefined;
  const passes = explain(assessed.assessment).inputs.find(({ rule }) => rule.kind === 'passes');
  const total = passes?.inputs.find(({ rule }) => rule.kind === 'gross');
  if (!total) return undefined;
  const [net, bonus] = total.inputs;
  return {
    criteria: net?.inputs.filter(({ rule }) => rule.kind === 'criterion') ?? [],
    bonuses: bonus?.inputs.filter(({ rule }) => rule.kind === 'bonus') ?? [],
    total,
  };
}
