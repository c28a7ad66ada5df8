import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leafHash, makeTree, rootFrom } from './merkle.ts';

/** The definition of RFC 6962, written as it reads there. */
function rootByDefinition(leaves: readonly Buffer[]): Buffer {
  if (leaves.length === 1) return leaves[0] as Buffer;
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return createHash('sha256')
    .update(Buffer.from([1]))
    .update(rootByDefinition(leaves.slice(0, split)))
    .update(rootByDefinition(leaves.slice(split)))
    .digest();
}

function leavesOf(count: number): Buffer[] {
  return Array.from({ length: count }, (_, index) => leafHash(`entry ${index}`));
}

test('a leaf is the hash of a zero byte and the entry', () => {
  const text = 'perché no';
  const expected = createHash('sha256')
    .update(Buffer.from([0]))
    .update(text)
    .digest();
  expect(leafHash(text)).toEqual(expected);
});

test('the root is the one of RFC 6962 for every size, and every leaf proves itself', () => {
  for (let size = 1; size <= 70; size++) {
    const leaves = leavesOf(size);
    const tree = makeTree(leaves);
    expect(tree.root).toEqual(rootByDefinition(leaves));
    leaves.forEach((leaf, index) => {
      expect(rootFrom(leaf, { index, size, proof: tree.proofOf(index) })).toEqual(tree.root);
    });
  }
});

test('no leaf proves itself elsewhere, in another size, or with another proof', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 600 }), fc.nat(), fc.nat(), (size, some, other) => {
      const leaves = leavesOf(size);
      const tree = makeTree(leaves);
      const index = some % size;
      const elsewhere = other % size;
      const proof = tree.proofOf(index);
      const leaf = leaves[index] as Buffer;
      if (elsewhere !== index) {
        expect(rootFrom(leaf, { index: elsewhere, size, proof })).not.toEqual(tree.root);
        expect(rootFrom(leaves[elsewhere] as Buffer, { index, size, proof })).not.toEqual(
          tree.root,
        );
      }
      expect(rootFrom(leaf, { index, size, proof: proof.slice(1) })).toBeUndefined();
      expect(rootFrom(leaf, { index, size, proof: [...proof, '0'.repeat(64)] })).toBeUndefined();
      const changed = proof.with(0, leafHash('another').toString('hex'));
      expect(rootFrom(leaf, { index, size, proof: changed })).not.toEqual(tree.root);
    }),
  );
});

test('what cannot be a tree or a place in it is refused', () => {
  expect(() => makeTree([])).toThrow(RangeError);
  expect(() => makeTree(leavesOf(3)).proofOf(3)).toThrow(RangeError);
  for (const index of [-1, 0.5, 3, Number.NaN])
    expect(rootFrom(leafHash('x'), { index, size: 3, proof: [] })).toBeUndefined();
  expect(rootFrom(leafHash('x'), { index: 0, size: 2, proof: ['zz'] })).toBeUndefined();
});
