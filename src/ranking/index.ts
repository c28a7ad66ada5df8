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
export { settleBundle } from './settle-bundle.ts';
export {
  checkSeal,
  newPrivateKey,
  publicKeyText,
  readPrivateKey,
  readPublicKey,
  sealBundle,
  type SealCheck,
  type SealedBundle,
} from './sign-bundle.ts';
