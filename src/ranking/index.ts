import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { actRoutes } from './acts/routes.ts';
import { actActPages } from './acts/act-pages.tsx';
import { signingDesk } from './acts/desk.ts';
import { draftPages } from './acts/draft-pages.tsx';
import { actPages } from './acts/pages.tsx';
import { signingRoutes } from './acts/signing-routes.ts';
import { listRoutes } from './lists/routes.ts';

export {
  beginChain,
  extendChain,
  publishPot,
  replayChain,
  type ActChain,
  type ChainRefused,
  type PublishedAct,
  type PublishedEntry,
  type PublishedPot,
  type ScrollOrder,
} from './act-chain.ts';
export {
  checkRankings,
  rankingsChain,
  readRankedCalls,
  type RankedCall,
} from './check-rankings.ts';
export { settleBundle } from './settle-bundle.ts';
export {
  checkSeal,
  newPrivateKey,
  publicKeyText,
  readPrivateKey,
  readPublicKey,
  sealBundle,
  type SealCheck,
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

/** Rankings, lists and acts on them, for programs. */
export function rankingRoutes(services: Services): (app: App) => void {
  const desk = signingDesk(services);
  return (app) => {
    actRoutes(desk)(app);
    signingRoutes(desk)(app);
    listRoutes(services)(app);
  };
}

/** The pages of the same. */
export function rankingPages(services: Services): (app: App) => void {
  const desk = signingDesk(services);
  return (app) => {
    actPages(desk)(app);
    draftPages(services)(app);
    actActPages(desk)(app);
  };
}
