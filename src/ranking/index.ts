export { beginChain, extendChain, replayChain } from './act-chain.ts';
export { actLetters } from './acts/act-letters.ts';
export {
  checkRankings,
  rankingsChain,
  readRankedCalls,
  type RankedCall,
} from './check-rankings.ts';
export { settleBundle } from './settle-bundle.ts';
export {
  checkActsSeal,
  checkSeal,
  newPrivateKey,
  publicKeyText,
  readPrivateKey,
  readPublicKey,
  sealBundle,
  type SealCheck,
  type SealedActs,
} from './sign-bundle.ts';
export { freezeRound, type FreezeAsked, type FreezeOutcome } from './round/freeze-round.ts';
export type { FrozenLead, FrozenRound } from './round/frozen-round.ts';
export { sourceOfBundle, type SourceOfBundle } from './round/bundle-source.ts';
export { loadRound, type FrozenApplication, type LoadedRound } from './round/load-round.ts';
export {
  countChangesSince,
  findFrozenRound,
  listFrozenRounds,
  type ChangesSince,
} from './round/queries.ts';
export { entriesOf, type RankingEntry } from './round/ranking-entry.ts';
export { importRanking } from './imported/import-ranking.ts';
export type { PublishedRanking } from './imported/published-ranking.ts';
export { readPublishedRanking } from './imported/read-published-ranking.ts';
export { rankingPages } from './pages.ts';
export { rankingRoutes } from './routes.ts';
