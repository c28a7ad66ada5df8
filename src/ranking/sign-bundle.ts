import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type KeyObject,
} from 'node:crypto';
import {
  canonicalJson,
  findBroken,
  headText,
  partTexts,
  signedText,
  type ActChain,
  type Bundle,
  type BundlePart,
  type BundleSignature,
  type SealedBundle,
  type SealHashes,
} from '../engine/index.ts';
import type { Signer } from '../platform/signer.ts';

export type BundleSigner = Pick<Signer, 'publicKey' | 'sign'>;

/** Adds the hashes and, when there is somebody to sign it, the signature. */
export function sealBundle(bundle: Bundle, signer?: BundleSigner): SealedBundle {
  const sealed = { ...bundle, ...hashesOf(bundle) };
  return signer ? signSealed(sealed, signer) : sealed;
}

/** Signs a bundle whose hashes were made before. */
export function signSealed(sealed: SealedBundle, signer: BundleSigner): SealedBundle {
  return { ...sealed, signature: signatureOver(signedText(sealed, sealed), signer) };
}

function signatureOver(text: string, { publicKey, sign }: BundleSigner): BundleSignature {
  return {
    algorithm: 'Ed25519',
    publicKey: publicKey.toString('base64'),
    value: sign(Buffer.from(text)).toString('base64'),
  };
}

/** The acts on a ranking as they are published beside it, signed by who answers for the last of them. */
export interface SealedActs extends ActChain {
  readonly signature: BundleSignature;
}

export function sealActs(chain: ActChain, signer: BundleSigner): SealedActs {
  return { ...chain, signature: signatureOver(canonicalJson(chain), signer) };
}

/** Whether the acts are as they were signed; what each says follows from the ranking, which `replayChain` shows. */
export function checkActsSeal(
  { signature, ...chain }: SealedActs,
  publicKey?: string,
): SealCheck['signature'] {
  return signatureState(signature, () => canonicalJson(chain), publicKey);
}

export interface SealCheck {
  /** What is not as it was sealed: a part, `definitionHash`, `hash`. */
  readonly changed: readonly string[];
  readonly signature: 'good' | 'bad' | 'missing' | 'by-another-key';
}

/** Compares a bundle with its hashes and its signature; `publicKey` insists on who signed. */
export function checkSeal(bundle: SealedBundle, publicKey?: string): SealCheck {
  const now = hashesOf(bundle);
  const changed = findBroken(bundle, now);
  const { signature } = bundle;
  if (signature && changed.length > 0) return { changed, signature: 'bad' };
  return {
    changed,
    signature: signatureState(signature, () => signedText(bundle, now), publicKey),
  };
}

function signatureState(
  signature: BundleSignature | undefined,
  textOf: () => string,
  wanted: string | undefined,
): SealCheck['signature'] {
  if (!signature) return 'missing';
  const key = readPublicKey(signature.publicKey);
  if (!key || signature.algorithm !== 'Ed25519') return 'bad';
  if (publicKeyText(key) !== signature.publicKey) return 'bad';
  const value = Buffer.from(signature.value, 'base64');
  if (value.toString('base64') !== signature.value) return 'bad';
  if (!verify(null, Buffer.from(textOf()), key, value)) return 'bad';
  const isWanted = wanted === undefined || publicKeyText(key) === wanted;
  return isWanted ? 'good' : 'by-another-key';
}

function hashesOf(bundle: Bundle): SealHashes {
  const parts = partTexts(bundle).map(([part, text]) => [part, hashOfText(text)] as const);
  const partHashes = Object.fromEntries(parts) as Record<BundlePart, string>;
  const definitionHash = partHashes.definition;
  const hash = hashOfText(headText(bundle, { definitionHash, partHashes }));
  return { definitionHash, partHashes, hash };
}

export function hashOfText(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A new private key as PEM, to be kept by whoever answers for the ranking. */
export function newPrivateKey(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/** Reads an Ed25519 private key written as PEM; nothing for any other text. */
export function readPrivateKey(pem: string): KeyObject | undefined {
  return onlyEd25519(() => createPrivateKey(pem));
}

/** Reads an Ed25519 public key, as PEM or as SPKI in base 64; nothing for any other text. */
export function readPublicKey(text: string): KeyObject | undefined {
  if (text.includes('-----BEGIN')) return onlyEd25519(() => createPublicKey(text));
  const key = Buffer.from(text.trim(), 'base64');
  return onlyEd25519(() => createPublicKey({ key, format: 'der', type: 'spki' }));
}

export function publicKeyText(key: KeyObject): string {
  return key.export({ format: 'der', type: 'spki' }).toString('base64');
}

function onlyEd25519(read: () => KeyObject): KeyObject | undefined {
  try {
    const key = read();
    return key.asymmetricKeyType === 'ed25519' ? key : undefined;
  } catch {
    return undefined;
  }
}
