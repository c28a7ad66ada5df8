import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { temporaryFolder } from '../../test/support/sample-round.ts';
import {
  commitText,
  entryHash,
  genesisHash,
  protocolOf,
  type Entry,
} from '../applications/register/entry.ts';
import { makeTree } from '../applications/register/merkle.ts';
import { receiptOf, type Receipt } from '../applications/register/receipt.ts';
import { makeSigner } from '../platform/signer.ts';

const signer = makeSigner();
const publicKey = signer.publicKey.toString('base64');
const file = join(temporaryFolder(), 'receipt.json');

function receipt(): Receipt {
  const call = 'village-lamps';
  const at = '2027-03-01T08:00:00.000001Z';
  const entry: Entry = {
    call,
    number: 1,
    kind: 'submission',
    commitNumber: 1,
    at,
    applicationId: '0f0f0f0f-0000-4000-8000-000000000000',
    turn: 1,
    personId: '00000000-0000-4000-9000-000000000000',
    organisationId: '00000000-0000-4000-a000-000000000000',
    snapshotHash: 'cd'.repeat(32),
    ground: null,
    previousHash: genesisHash(call).toString('hex'),
  };
  const tree = makeTree([entryHash(entry)]);
  const commit = { call, number: 1, firstNumber: 1, size: 1, at, root: tree.root.toString('hex') };
  const value = signer.sign(Buffer.from(commitText(commit))).toString('base64');
  return receiptOf(entry, entryHash(entry).toString('hex'), {
    commit,
    tree,
    signature: { algorithm: 'Ed25519', keyId: signer.keyId, publicKey, value },
  });
}

function written(value: unknown, indent = 0): string {
  writeFileSync(file, JSON.stringify(value, null, indent));
  return file;
}

test('a receipt is checked by itself, and with the key of the body', async () => {
  const { code, out } = await runCaptured(['verify', written(receipt(), 2)]);
  expect(code).toBe(0);
  expect(out).toContain(protocolOf('village-lamps', 1));
  expect(out).toContain('--public-key');
  expect((await runCaptured(['verify', written(receipt()), '--public-key', publicKey])).code).toBe(
    0,
  );
  const json = await runCaptured(['verify', written(receipt()), '--json']);
  expect(JSON.parse(json.out)).toMatchObject({ type: 'receipt', good: true, faults: [] });
});

test('a receipt that was changed, or signed by another, ends with 1 and says what is wrong', async () => {
  const good = receipt();
  const changed = { ...good, entry: { ...good.entry, at: '2027-02-28T08:00:00.000001Z' } };
  const { code, out } = await runCaptured(['verify', written(changed), '--json']);
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ good: false, faults: ['hash', 'instant', 'proof'] });
  const other = makeSigner().publicKey.toString('base64');
  const foreign = await runCaptured([
    'verify',
    written(good),
    '--public-key',
    other,
    '--lang',
    'en',
  ]);
  expect(foreign.code).toBe(1);
  expect(foreign.out).toContain('not the one expected');
});

test('what is no whole receipt is not understood', async () => {
  const { proof: _proof, ...rest } = receipt();
  const { code, err } = await runCaptured(['verify', written(rest)]);
  expect(code).toBe(2);
  expect(err).toContain('proof');
});
