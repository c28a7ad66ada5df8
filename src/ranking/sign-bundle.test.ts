import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sampleWords, temporaryFolder } from '../../test/support/sample-round.ts';
import { bundleParts, type SealedBundle } from '../engine/index.ts';
import { signerOf } from '../platform/signer.ts';
import {
  checkSeal,
  newPrivateKey,
  publicKeyText,
  readPrivateKey,
  readPublicKey,
  sealBundle,
} from './sign-bundle.ts';

let bundle: SealedBundle;
let pem: string;

beforeAll(async () => {
  const folder = temporaryFolder();
  const [file, key] = [`${folder}/bundle.json`, `${folder}/key.pem`];
  const run = await runCaptured(['fund', ...sampleWords, '--bundle', file, '--new-key', key]);
  expect(run.code).toBe(0);
  bundle = JSON.parse(readFileSync(file, 'utf8')) as SealedBundle;
  pem = readFileSync(key, 'utf8');
});

/** The first value inside that is not a list or an object, changed a little. */
function changed(value: unknown): unknown {
  if (typeof value === 'string') return `${value}x`;
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value))
    return value.length === 0 ? ['x'] : [changed(value[0]), ...(value.slice(1) as unknown[])];
  const [first] = Object.entries(value as object);
  if (!first) return { x: 1 };
  return { ...(value as object), [first[0]]: changed(first[1]) };
}

describe('the seal', () => {
  test('is good as it was made', () => {
    expect(checkSeal(bundle)).toEqual({ changed: [], signature: 'good' });
    const key = readPrivateKey(pem);
    expect(key).toBeDefined();
    const publicKey = bundle.signature?.publicKey ?? '';
    expect(checkSeal(bundle, publicKey).signature).toBe('good');
    expect(readPublicKey(pem) && publicKeyText(readPublicKey(pem)!)).toBe(publicKey);
  });

  test.each(bundleParts)('names the part that changed: %s', (part) => {
    const tampered = { ...bundle, [part]: changed(bundle[part]) };
    const { changed: found, signature } = checkSeal(tampered);
    expect(found).toContain(part);
    expect(found).toContain('hash');
    expect(signature).toBe('bad');
  });

  test.each(['definitionHash', 'hash'] as const)('names a changed %s', (part) => {
    const { changed: found, signature } = checkSeal({ ...bundle, [part]: 'ab' });
    expect(found).toContain(part);
    expect(signature).toBe('bad');
  });

  test('sees a part added, and hashes made anew without the key', () => {
    const more = { ...bundle, extra: 1 } as SealedBundle;
    expect(checkSeal(more)).toEqual({ changed: ['hash'], signature: 'bad' });
    const { signature, ...rest } = bundle;
    const resealed = sealBundle({ ...rest, totals: { ...rest.totals, granted: '1.00' } });
    expect(checkSeal({ ...resealed, ...(signature && { signature }) }).signature).toBe('bad');
    expect(checkSeal(resealed).signature).toBe('missing');
  });

  test('by another key is good in itself and not what was wanted', () => {
    const { signature: _, ...rest } = bundle;
    const other = sealBundle(rest, signerOf(readPrivateKey(newPrivateKey())!));
    expect(checkSeal(other).signature).toBe('good');
    expect(checkSeal(other, bundle.signature?.publicKey).signature).toBe('by-another-key');
  });

  test('whatever stands in the place of a signature, there is an answer', () => {
    const { signature } = bundle;
    for (const value of ['', 'x', '!!!', `${signature?.value}A`, signature?.publicKey ?? ''])
      expect(checkSeal({ ...bundle, signature: { ...signature!, value } }).signature).toBe('bad');
    for (const publicKey of ['', 'x', '-----BEGIN', bundle.hash])
      expect(checkSeal({ ...bundle, signature: { ...signature!, publicKey } }).signature).toBe(
        'bad',
      );
  });
});

test('keys that are not Ed25519 are not taken', () => {
  expect(readPrivateKey('nonsense')).toBeUndefined();
  expect(readPublicKey('nonsense')).toBeUndefined();
});
