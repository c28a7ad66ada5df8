import {
  actText,
  canonicalJson,
  compileCall,
  replayChain,
  settleApplications,
  type ActChain,
  type BundleSignature,
  type SealedBundle,
} from '../../engine/index.ts';
import type { ActsAnswer } from './answer.ts';
import { checkSignature, hashOf } from './seal.ts';

/** Makes the acts that go on from a ranking again, one after the other, from what each was asked to do. */
export async function replayActs(
  bundle: SealedBundle,
  { signature, ...chain }: ActChain & { readonly signature?: BundleSignature },
  keys: readonly string[],
): Promise<ActsAnswer> {
  const state = await checkSignature(signature, canonicalJson(chain), keys);
  return { count: chain.acts.length, signature: state, differsAt: await firstWrong(bundle, chain) };
}

async function firstWrong(bundle: SealedBundle, chain: ActChain): Promise<string | undefined> {
  if (chain.ranking !== bundle.hash) return chain.acts[0]?.id ?? chain.ranking;
  const compiled = compileCall(bundle.definition, bundle.decisions);
  if ('problems' in compiled) return chain.ranking;
  const settled = settleApplications(compiled.call, bundle.applications, bundle.roundDecisions);
  if ('problems' in settled) return chain.ranking;
  // Browsers hash only while one waits: what is published is hashed before, and whatever comes out otherwise is told by it.
  const hashes = new Map<string, string>();
  for (const act of chain.acts) {
    const text = actText(act);
    hashes.set(text, await hashOf(text));
  }
  const replayed = replayChain(settled.round, chain, (text) => hashes.get(text) ?? '');
  return replayed.type === 'refused' ? replayed.at : undefined;
}
