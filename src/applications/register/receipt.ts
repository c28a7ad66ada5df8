import { createPublicKey, verify } from 'node:crypto';
import { keyIdOf } from '../../platform/signer.ts';
import { commitText, entryHash, protocolOf, type Commit, type Entry } from './entry.ts';
import { rootFrom, type MerkleTree } from './merkle.ts';

/** Proof for the applicant, whole in itself: with the public key of the body nothing else is needed to check it. */
export interface Receipt {
  readonly bandolo: 'receipt/1';
  readonly protocol: string;
  readonly entry: Entry;
  readonly hash: string;
  readonly commit: Commit;
  /** From this entry to the root of its commit. */
  readonly proof: { readonly index: number; readonly hashes: readonly string[] };
  readonly signature: {
    readonly algorithm: 'Ed25519';
    readonly keyId: string;
    /** SPKI, base 64. */
    readonly publicKey: string;
    /** Over the commit, base 64. */
    readonly value: string;
  };
}

export interface SignedCommit {
  readonly commit: Commit;
  readonly tree: MerkleTree;
  readonly signature: Receipt['signature'];
}

export function receiptOf(entry: Entry, hash: string, signed: SignedCommit): Receipt {
  const index = entry.number - signed.commit.firstNumber;
  return {
    bandolo: 'receipt/1',
    protocol: protocolOf(entry.call, entry.number),
    entry,
    hash,
    commit: signed.commit,
    proof: { index, hashes: signed.tree.proofOf(index) },
    signature: signed.signature,
  };
}

const sharedTexts = new WeakMap<object, string>();

/** The same bytes as JSON.stringify gives; what all receipts of a commit share is written once. */
export function receiptText(receipt: Receipt): string {
  const { protocol, entry, hash, commit, proof, signature } = receipt;
  const hashes = proof.hashes.length === 0 ? '' : `"${proof.hashes.join('","')}"`;
  return (
    `{"bandolo":"receipt/1","protocol":"${protocol}","entry":${JSON.stringify(entry)},"hash":"${hash}",` +
    `"commit":${sharedText(commit)},"proof":{"index":${proof.index},"hashes":[${hashes}]},` +
    `"signature":${sharedText(signature)}}`
  );
}

function sharedText(part: object): string {
  const known = sharedTexts.get(part);
  if (known !== undefined) return known;
  const text = JSON.stringify(part);
  sharedTexts.set(part, text);
  return text;
}

export type ReceiptFault =
  | 'protocol'
  | 'hash'
  | 'call'
  | 'commit-number'
  | 'instant'
  | 'position'
  | 'proof'
  | 'key'
  | 'signature';

/**
 * Everything in a receipt that does not agree with the rest. With `publicKey` (SPKI, base 64) the receipt
 * must be signed by that key; without it only the key inside is used, which proves nothing about who signed.
 */
export function checkReceipt(receipt: Receipt, publicKey?: string): readonly ReceiptFault[] {
  const { entry, commit, proof, signature } = receipt;
  const faults: ReceiptFault[] = [];
  const leaf = entryHash(entry);
  if (receipt.protocol !== protocolOf(entry.call, entry.number)) faults.push('protocol');
  if (leaf.toString('hex') !== receipt.hash) faults.push('hash');
  if (entry.call !== commit.call) faults.push('call');
  if (entry.commitNumber !== commit.number) faults.push('commit-number');
  if (entry.at !== commit.at) faults.push('instant');
  if (proof.index !== entry.number - commit.firstNumber || proof.index >= commit.size)
    faults.push('position');
  const root = rootFrom(leaf, { index: proof.index, size: commit.size, proof: proof.hashes });
  if (root?.toString('hex') !== commit.root) faults.push('proof');
  const isOwnName = keyIdOf(Buffer.from(signature.publicKey, 'base64')) === signature.keyId;
  if (!isOwnName || (publicKey ?? signature.publicKey) !== signature.publicKey) faults.push('key');
  if (!isSigned(commit, signature)) faults.push('signature');
  return faults;
}

function isSigned(commit: Commit, { publicKey, value }: Receipt['signature']): boolean {
  const bytes = Buffer.from(value, 'base64');
  if (bytes.toString('base64') !== value) return false;
  try {
    const key = createPublicKey({
      key: Buffer.from(publicKey, 'base64'),
      format: 'der',
      type: 'spki',
    });
    if (key.asymmetricKeyType !== 'ed25519') return false;
    return verify(null, Buffer.from(commitText(commit)), key, bytes);
  } catch {
    // A key or a signature that cannot be read has signed nothing.
    return false;
  }
}
