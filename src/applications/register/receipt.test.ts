import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSigner } from '../../platform/signer.ts';
import { commitText, entryHash, genesisHash, type Entry } from './entry.ts';
import { makeTree } from './merkle.ts';
import { checkReceipt, receiptOf, type Receipt } from './receipt.ts';

const signer = makeSigner();
const call = 'village-lamps-2027';

function receiptsOf(size: number): Receipt[] {
  const at = '2027-03-01T08:00:00.000123Z';
  let previousHash = genesisHash(call).toString('hex');
  const entries = Array.from({ length: size }, (_, index): Entry => {
    const entry: Entry = {
      call,
      number: index + 1,
      kind: index % 5 === 4 ? 'withdrawal' : 'submission',
      commitNumber: 1,
      at,
      applicationId: `0000000${index % 10}-0000-4000-8000-000000000000`,
      turn: 1,
      personId: '00000000-0000-4000-9000-000000000000',
      organisationId: '00000000-0000-4000-a000-000000000000',
      snapshotHash: 'cd'.repeat(32),
      ground: index % 5 === 4 ? 'Perché "no"' : null,
      previousHash,
    };
    previousHash = entryHash(entry).toString('hex');
    return entry;
  });
  const tree = makeTree(entries.map(entryHash));
  const commit = { call, number: 1, firstNumber: 1, size, at, root: tree.root.toString('hex') };
  const signature = {
    algorithm: 'Ed25519' as const,
    keyId: signer.keyId,
    publicKey: signer.publicKey.toString('base64'),
    value: signer.sign(Buffer.from(commitText(commit))).toString('base64'),
  };
  return entries.map((entry) =>
    receiptOf(entry, entryHash(entry).toString('hex'), { commit, tree, signature }),
  );
}

test('every receipt of a commit proves itself, and still does after a trip through JSON', () => {
  for (const size of [1, 2, 3, 17, 256]) {
    for (const receipt of receiptsOf(size)) {
      const read = JSON.parse(JSON.stringify(receipt)) as Receipt;
      expect(checkReceipt(read)).toEqual([]);
      expect(checkReceipt(read, signer.publicKey.toString('base64'))).toEqual([]);
    }
  }
});

test('whatever is changed in a receipt, it is found', () => {
  const receipts = receiptsOf(12);
  const receipt = receipts[6] as Receipt;
  const leaves = pathsOf(receipt).filter(
    // The format is checked where receipts are read.
    (path) => !['bandolo', 'signature.algorithm'].includes(path.join('.')),
  );
  expect(leaves.length).toBeGreaterThan(25);
  fc.assert(
    fc.property(fc.constantFrom(...leaves), (path) => {
      const changed = structuredClone(receipt) as unknown as Record<string, unknown>;
      changeAt(changed, path);
      expect(checkReceipt(changed as unknown as Receipt)).not.toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test('a receipt signed by another key is found when the key of the body is known', () => {
  const [receipt] = receiptsOf(1);
  const other = makeSigner().publicKey.toString('base64');
  expect(checkReceipt(receipt as Receipt, other)).toEqual(['key']);
});

test('a key that cannot be read has signed nothing', () => {
  const [receipt] = receiptsOf(1) as [Receipt];
  const signature = { ...receipt.signature, publicKey: 'AAAA' };
  expect(checkReceipt({ ...receipt, signature })).toEqual(['key', 'signature']);
});

function pathsOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
}

function changeAt(target: Record<string, unknown>, [key = '', ...rest]: readonly string[]): void {
  if (rest.length > 0) return changeAt(target[key] as Record<string, unknown>, rest);
  const value = target[key];
  if (typeof value === 'number') target[key] = value + 1;
  else if (typeof value === 'string')
    target[key] = value.replace(/.$/, (end) => (end === '0' ? '1' : '0'));
  else target[key] = 'something';
}
