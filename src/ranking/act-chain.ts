import {
  beginChain as beginWith,
  extendChain as extendWith,
  replayChain as replayWith,
  type ActChain,
  type ChainRefused,
  type FundingAct,
  type Round,
  type ScrollOrder,
} from '../engine/index.ts';
import { hashOfText } from './sign-bundle.ts';

/** The chain that begins with the act that approved the ranking. */
export function beginChain(round: Round, ranking: string, id: string): ActChain | ChainRefused {
  return beginWith(round, { ranking, id }, hashOfText);
}

/** Makes every act of a chain again, and adds one more; refused when an earlier act comes out otherwise. */
export function extendChain(
  round: Round,
  chain: ActChain,
  order: ScrollOrder,
): ActChain | ChainRefused {
  return extendWith(round, chain, order, hashOfText);
}

/** The acts of a chain made again from their orders; refused at the first that comes out otherwise. */
export function replayChain(
  round: Round,
  chain: ActChain,
): { readonly type: 'acts'; readonly acts: readonly FundingAct[] } | ChainRefused {
  return replayWith(round, chain, hashOfText);
}
