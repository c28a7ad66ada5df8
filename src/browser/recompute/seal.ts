import {
  findBroken,
  headText,
  partTexts,
  signedText,
  type BundlePart,
  type BundleSignature,
  type SealedBundle,
  type SealHashes,
} from '../../engine/index.ts';
import type { SignatureState } from './answer.ts';

const texts = new TextEncoder();

/** Computes every hash of a bundle anew and looks at its signature, with what browsers have for it. */
export async function checkSeal(
  bundle: SealedBundle,
  keys: readonly string[],
): Promise<{ readonly changed: readonly string[]; readonly signature: SignatureState }> {
  const now = await hashesOf(bundle);
  const changed = findBroken(bundle, now);
  return {
    changed,
    signature: await signatureState(bundle, now, {
      keys,
      isBroken: changed.length > 0,
    }),
  };
}

async function hashesOf(bundle: SealedBundle): Promise<SealHashes> {
  const parts: (readonly [BundlePart, string])[] = [];
  for (const [part, text] of partTexts(bundle)) parts.push([part, await hashOf(text)]);
  const partHashes = Object.fromEntries(parts) as Record<BundlePart, string>;
  const definitionHash = partHashes.definition;
  const hash = await hashOf(headText(bundle, { definitionHash, partHashes }));
  return { definitionHash, partHashes, hash };
}

export async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', texts.encode(text));
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Looks at the signature over a text that says what else was signed. */
export async function checkSignature(
  signature: BundleSignature | undefined,
  text: string,
  keys: readonly string[],
): Promise<SignatureState> {
  if (!signature) return 'missing';
  if (signature.algorithm !== 'Ed25519') return 'bad';
  const [publicKey, value] = [bytesOf(signature.publicKey), bytesOf(signature.value)];
  if (!publicKey || !value) return 'bad';
  const imported = await importKey(publicKey);
  if (imported === 'not-supported' || imported === 'bad') return imported;
  const isGood = await crypto.subtle.verify('Ed25519', imported, value, texts.encode(text));
  if (!isGood) return 'bad';
  return keys.includes(signature.publicKey) ? 'good' : 'by-another-key';
}

async function signatureState(
  bundle: SealedBundle,
  now: SealHashes,
  { keys, isBroken }: { readonly keys: readonly string[]; readonly isBroken: boolean },
): Promise<SignatureState> {
  if (bundle.signature && isBroken) return 'bad';
  return checkSignature(bundle.signature, signedText(bundle, now), keys);
}

/** Older browsers do not know the algorithm, which says nothing about the signature. */
async function importKey(
  bytes: Uint8Array<ArrayBuffer>,
): Promise<CryptoKey | 'bad' | 'not-supported'> {
  try {
    return await crypto.subtle.importKey('spki', bytes, 'Ed25519', false, ['verify']);
  } catch (error) {
    const isUnknown = error instanceof DOMException && error.name === 'NotSupportedError';
    return isUnknown ? 'not-supported' : 'bad';
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
  } catch {
    return undefined;
  }
}
