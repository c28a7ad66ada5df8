import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  verify,
  type KeyObject,
} from 'node:crypto';
import { canonicalJson, type Bundle } from '../engine/index.ts';
import { signerOf, type Signer } from '../platform/signer.ts';
import type { ActChain } from './act-chain.ts';

export interface BundleSignature {
  readonly algorithm: 'Ed25519';
  /** SPKI, in base 64. */
  readonly publicKey: string;
  readonly value: string;
}

/** The parts of a bundle that have a hash of their own, so that a change can be named. */
export const bundleParts = [
  'about',
  'definition',
  'decisions',
  'roundDecisions',
  'applications',
  'outcomes',
  'totals',
  'stops',
] as const;

export type BundlePart = (typeof bundleParts)[number];

/** A bundle as it is published: hashes over its canonical text, and who answers for it. */
export interface SealedBundle extends Bundle {
  /** Of the rules alone, by which a version of a call is known. */
  readonly definitionHash: string;
  readonly partHashes: Readonly<Record<BundlePart, string>>;
  /** Of everything but this and the signature. */
  readonly hash: string;
  /** Over everything but itself; nothing in a bundle that nobody has signed. */
  readonly signature?: BundleSignature;
}

/** Adds the hashes and, when a key is given, the signature. */
export function sealBundle(bundle: Bundle, key?: KeyObject | BundleSigner): SealedBundle {
  const hashed = {
    ...bundle,
    definitionHash: sha256(bundle.definition),
    partHashes: partHashesOf(bundle),
  };
  const sealed = { ...hashed, hash: sha256(hashed) };
  return key ? signSealed(sealed, 'sign' in key ? key : signerOf(key)) : sealed;
}

export type BundleSigner = Pick<Signer, 'publicKey' | 'sign'>;

/** Signs a bundle whose hashes were made before. */
export function signSealed(
  { signature: _, ...sealed }: SealedBundle,
  signer: BundleSigner,
): SealedBundle {
  return { ...sealed, signature: signatureOver(sealed, signer) };
}

function signatureOver(value: unknown, { publicKey, sign }: BundleSigner): BundleSignature {
  return {
    algorithm: 'Ed25519',
    publicKey: publicKey.toString('base64'),
    value: sign(Buffer.from(canonicalJson(value))).toString('base64'),
  };
}

/** The acts on a ranking as they are published beside it, signed by who answers for the last of them. */
export interface SealedActs extends ActChain {
  readonly signature: BundleSignature;
}

export function sealActs(chain: ActChain, signer: BundleSigner): SealedActs {
  return { ...chain, signature: signatureOver(chain, signer) };
}

/** Whether the acts are as they were signed; what each says follows from the ranking, which `replayChain` shows. */
export function checkActsSeal(
  { signature, ...chain }: SealedActs,
  publicKey?: string,
): SealCheck['signature'] {
  return signatureState(chain, signature, publicKey);
}

export interface SealCheck {
  /** What is not as it was sealed: a part, `definitionHash`, `hash`. */
  readonly changed: readonly string[];
  readonly signature: 'good' | 'bad' | 'missing' | 'by-another-key';
}

/** Compares a bundle with its hashes and its signature; `publicKey` insists on who signed. */
export function checkSeal(bundle: SealedBundle, publicKey?: string): SealCheck {
  const { signature, ...sealed } = bundle;
  const { hash, ...hashed } = sealed;
  const now = partHashesOf(bundle);
  const then: Readonly<Record<string, unknown>> = bundle.partHashes ?? {};
  const changed: string[] = bundleParts.filter((part) => now[part] !== then[part]);
  if (sha256(bundle.definition) !== bundle.definitionHash) changed.push('definitionHash');
  if (sha256(hashed) !== hash) changed.push('hash');
  return { changed, signature: signatureState(sealed, signature, publicKey) };
}

function signatureState(
  sealed: object,
  signature: BundleSignature | undefined,
  wanted: string | undefined,
): SealCheck['signature'] {
  if (!signature) return 'missing';
  const key = readPublicKey(signature.publicKey);
  if (!key || signature.algorithm !== 'Ed25519') return 'bad';
  const value = Buffer.from(signature.value, 'base64');
  if (value.toString('base64') !== signature.value) return 'bad';
  if (!verify(null, Buffer.from(canonicalJson(sealed)), key, value)) return 'bad';
  const isWanted = wanted === undefined || publicKeyText(key) === wanted;
  return isWanted ? 'good' : 'by-another-key';
}

function partHashesOf(bundle: Bundle): Readonly<Record<BundlePart, string>> {
  const hashes = bundleParts.map((part) => [part, sha256(bundle[part])] as const);
  return Object.fromEntries(hashes) as Record<BundlePart, string>;
}

/** SHA-256 of the canonical text, in hexadecimal. */
export function sha256(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
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
