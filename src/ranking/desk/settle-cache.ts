import type { RoundDecisions } from '../../engine/index.ts';
import type { LoadedRound } from '../round/load-round.ts';
import { settleLoaded, type SettledRound } from './settled-round.ts';

const rememberedMax = 3;
const remembered = new WeakMap<LoadedRound, Map<string, SettledRound>>();

/** A round settled under the decisions of these numbers, remembered as long as the round itself is. */
export function settledOf(
  loaded: LoadedRound,
  numbers: readonly number[],
  decisions: () => RoundDecisions,
): SettledRound {
  const known = remembered.get(loaded) ?? new Map<string, SettledRound>();
  remembered.set(loaded, known);
  const name = numbers.join(' ');
  const found = known.get(name) ?? settleLoaded(loaded, decisions());
  known.delete(name);
  known.set(name, found);
  const [oldest] = known.keys();
  if (known.size > rememberedMax && oldest !== undefined) known.delete(oldest);
  return found;
}
