import { assess, explain, prepareApplication, type Call, type Figure } from '../../engine/index.ts';
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
  const read = prepareApplication(call, { ...content, id });
  if ('problems' in read || !read.prepared.track.score) return undefined;
  const passes = explain(assess(read.prepared)).inputs.find(({ rule }) => rule.kind === 'passes');
  const total = passes?.inputs.find(({ rule }) => rule.kind === 'gross');
  if (!total) return undefined;
  const [net, bonus] = total.inputs;
  return {
    criteria: net?.inputs.filter(({ rule }) => rule.kind === 'criterion') ?? [],
    bonuses: bonus?.inputs.filter(({ rule }) => rule.kind === 'bonus') ?? [],
    total,
  };
}
