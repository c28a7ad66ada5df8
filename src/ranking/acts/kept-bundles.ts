import { settleBundle } from '../settle-bundle.ts';
import type { Round, SealedBundle } from '../../engine/index.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import { checkSeal, type SealedActs } from '../sign-bundle.ts';

export interface KeptRanking {
  readonly bundle: SealedBundle;
  readonly round: Round;
}

const rememberedMax = 2;
const remembered = new Map<string, Promise<KeptRanking>>();

/** A signed ranking as it was kept, settled again from its bundle; remembered as long as it is among the last used. */
export async function loadKeptRanking(store: FileStore, fileHash: string): Promise<KeptRanking> {
  const found = remembered.get(fileHash) ?? readRanking(store, fileHash);
  remembered.delete(fileHash);
  remembered.set(fileHash, found);
  const [oldest] = remembered.keys();
  if (remembered.size > rememberedMax && oldest !== undefined) remembered.delete(oldest);
  try {
    return await found;
  } catch (error) {
    remembered.delete(fileHash);
    throw error;
  }
}

async function readRanking(store: FileStore, fileHash: string): Promise<KeptRanking> {
  const bundle = (await readKept(store, fileHash)) as SealedBundle;
  const { changed, signature } = checkSeal(bundle);
  if (changed.length > 0 || signature !== 'good')
    throw new Error(`the bundle ${fileHash} is not as it was signed: ${changed.join(', ')}`);
  const settled = settleBundle(bundle);
  if ('problems' in settled) throw new Error(`the bundle ${fileHash} is settled no more`);
  return { bundle, round: settled.round };
}

export async function loadKeptActs(store: FileStore, fileHash: string): Promise<SealedActs> {
  return (await readKept(store, fileHash)) as SealedActs;
}

async function readKept(store: FileStore, hash: string): Promise<unknown> {
  const content = await store.read(hash);
  if (!content) throw new Error(`the store has lost the content ${hash}`);
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece as Buffer);
  return JSON.parse(Buffer.concat(pieces).toString('utf8'));
}
