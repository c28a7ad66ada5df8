import type { Bundle } from './bundle.ts';
import { canonicalJson } from './canonical-json.ts';

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

export interface BundleSignature {
  readonly algorithm: 'Ed25519';
  /** SPKI, in base 64. */
  readonly publicKey: string;
  readonly value: string;
}

/** What a bundle says about its own content, in hexadecimal SHA-256. */
export interface SealHashes {
  /** Of the rules alone, by which a version of a call is known. */
  readonly definitionHash: string;
  readonly partHashes: Readonly<Record<BundlePart, string>>;
  /** Of the head: the hashes above and everything that is not in a part. */
  readonly hash: string;
}

/** A bundle as it is published: hashes over its canonical text, and who answers for it. */
export interface SealedBundle extends Bundle, SealHashes {
  /** Over the head and its hash; nothing in a bundle that nobody has signed. */
  readonly signature?: BundleSignature;
}

/** The canonical text of each part; its SHA-256 is the hash of the part, and that of `definition` names the rules. */
export function partTexts(bundle: Bundle): readonly (readonly [BundlePart, string])[] {
  return bundleParts.map((part) => [part, canonicalJson(bundle[part])]);
}

/**
 * The canonical text of the head: the hashes of the parts, and whatever else the bundle holds beside them, so that
 * nothing can be added to it unseen.
 */
export function headText(
  bundle: Bundle,
  { definitionHash, partHashes }: Omit<SealHashes, 'hash'>,
): string {
  return canonicalJson({ ...besideParts(bundle), definitionHash, partHashes });
}

/** The text that is signed: the head with its hash. */
export function signedText(
  bundle: Bundle,
  { definitionHash, partHashes, hash }: SealHashes,
): string {
  return canonicalJson({ ...besideParts(bundle), definitionHash, partHashes, hash });
}

/** What is not as it was sealed, given the hashes as they come out now: a part, `definitionHash`, `hash`. */
export function findBroken(sealed: SealedBundle, now: SealHashes): readonly string[] {
  const then: Readonly<Record<string, unknown>> = sealed.partHashes ?? {};
  const broken: string[] = bundleParts.filter((part) => now.partHashes[part] !== then[part]);
  if (now.definitionHash !== sealed.definitionHash) broken.push('definitionHash');
  if (now.hash !== sealed.hash) broken.push('hash');
  return broken;
}

const sealKeys: ReadonlySet<string> = new Set([
  ...bundleParts,
  'definitionHash',
  'partHashes',
  'hash',
  'signature',
]);

function besideParts(bundle: Bundle): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(bundle).filter(([key]) => !sealKeys.has(key)));
}
