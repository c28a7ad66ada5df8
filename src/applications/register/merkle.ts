import { hash } from 'node:crypto';

/**
 * The tree over the entries of one commit, as in RFC 6962: a leaf is SHA-256(0x00 ‖ entry), a node is
 * SHA-256(0x01 ‖ left ‖ right), and a tree of n leaves splits at the greatest power of two below n.
 */
export interface MerkleTree {
  readonly root: Buffer;
  /** The hashes that lead from leaf `index` to the root, nearest first, in hexadecimal. */
  readonly proofOf: (index: number) => readonly string[];
}

/** The hash of an entry as a leaf; the same hash chains the register. */
export function leafHash(text: string): Buffer {
  return hash('sha256', `\0${text}`, 'buffer');
}

const pair = Buffer.alloc(65, 1);

function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  pair.set(left, 1);
  pair.set(right, 33);
  return hash('sha256', pair, 'buffer');
}

/** Builds the tree over at least one leaf. */
export function makeTree(leaves: readonly Buffer[]): MerkleTree {
  if (leaves.length === 0) throw new RangeError('A tree needs at least one leaf.');
  // Level by level; a last node without a neighbour goes up as it is, which is the split of RFC 6962.
  const levels: Buffer[][] = [[...leaves]];
  for (let level = levels[0] ?? []; level.length > 1;) {
    const above: Buffer[] = [];
    for (let index = 0; index + 1 < level.length; index += 2)
      above.push(nodeHash(at(level, index), at(level, index + 1)));
    if (level.length % 2 === 1) above.push(at(level, level.length - 1));
    levels.push(above);
    level = above;
  }
  const texts = levels.map((level) => level.map((node) => node.toString('hex')));
  return {
    root: at(at(levels, levels.length - 1), 0),
    proofOf: (index) => {
      if (!Number.isInteger(index) || index < 0 || index >= leaves.length)
        throw new RangeError(`There is no leaf ${index} in a tree of ${leaves.length}.`);
      const proof: string[] = [];
      for (let depth = 0, place = index; depth < texts.length - 1; depth++, place >>= 1) {
        const neighbour = texts[depth]?.[place ^ 1];
        if (neighbour !== undefined) proof.push(neighbour);
      }
      return proof;
    },
  };
}

/** The root to which a leaf and its proof lead, or nothing when the proof cannot be of such a tree. */
export function rootFrom(
  leaf: Buffer,
  { index, size, proof }: { index: number; size: number; proof: readonly string[] },
): Buffer | undefined {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size)
    return undefined;
  let node = leaf;
  let used = 0;
  for (let place = index, count = size; count > 1; place >>= 1, count = (count + 1) >> 1) {
    if ((place ^ 1) >= count) continue;
    const text = proof[used++];
    if (text === undefined || !/^[0-9a-f]{64}$/.test(text)) return undefined;
    const neighbour = Buffer.from(text, 'hex');
    node = place % 2 === 0 ? nodeHash(node, neighbour) : nodeHash(neighbour, node);
  }
  return used === proof.length ? node : undefined;
}

/** On which side each hash of a proof is joined, nearest first. */
export function sidesOf({
  index,
  size,
}: {
  readonly index: number;
  readonly size: number;
}): readonly ('left' | 'right')[] {
  const sides: ('left' | 'right')[] = [];
  for (let place = index, count = size; count > 1; place >>= 1, count = (count + 1) >> 1)
    if ((place ^ 1) < count) sides.push(place % 2 === 0 ? 'right' : 'left');
  return sides;
}

function at<T>(list: readonly T[], index: number): T {
  return list[index] as T;
}
