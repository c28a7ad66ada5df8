import { beforeAll, expect, test } from 'vitest';
import { callOf } from '../../test/support/examined.ts';
import { readRound } from '../../test/support/ranking-scene.ts';
import { sample } from '../../test/support/sample-round.ts';
import { bundleParts, checkBundle, makeBundle, type SealedBundle } from '../engine/index.ts';
import { makeSigner } from '../platform/signer.ts';
import { checkSeal, sealBundle } from './sign-bundle.ts';

const signer = makeSigner();
const publicKey = signer.publicKey.toString('base64');
let bundle: SealedBundle;

beforeAll(() => {
  const { document } = callOf('ricircolo-enti-locali-2024');
  const made = makeBundle({
    definition: document,
    decisions: [],
    roundDecisions: {},
    applications: readRound(sample.round),
  });
  if ('problems' in made) throw new Error(made.problems.join('\n'));
  bundle = sealBundle(made, signer);
  expect(checkSeal(bundle, publicKey)).toEqual({ changed: [], signature: 'good' });
  expect(checkBundle(bundle).differences).toEqual([]);
});

type Path = readonly (string | number)[];

/** Where every single value stands: texts, numbers, truths, and lists and objects that hold nothing. */
function* leavesOf(value: unknown, path: Path = []): Generator<Path> {
  const isBranch = typeof value === 'object' && value !== null;
  const entries = isBranch ? Object.entries(value) : [];
  if (entries.length === 0) yield path;
  for (const [key, child] of entries)
    yield* leavesOf(child, [...path, Array.isArray(value) ? Number(key) : key]);
}

function nudged(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return /^\d+\.\d\d$/.test(value) ? `1${value}` : `${value}x`;
  return Array.isArray(value) ? ['x'] : { x: 1 };
}

function withChange<T>(value: T, [step, ...rest]: Path): T {
  if (step === undefined) return nudged(value) as T;
  if (Array.isArray(value))
    return value.with(Number(step), withChange(value[Number(step)] as unknown, rest)) as T;
  const object = value as Record<string, unknown>;
  return { ...object, [step]: withChange(object[step], rest) } as T;
}

test('whatever single value of a bundle is changed, the seal names the part in which it is', () => {
  const counted = new Map<string, number>();
  for (const part of bundleParts) {
    // One value of each kind of place: the thirtieth application is sealed as the first one is.
    const places = new Map(
      [...leavesOf(bundle[part])].map((path) => [path.map((step) => kindOf(step)).join('.'), path]),
    );
    // The rules alone have thousands: every eighth.
    const every = part === 'definition' ? 8 : 1;
    for (const path of [...places.values()].filter((_, index) => index % every === 0)) {
      const { changed, signature } = checkSeal(withChange(bundle, [part, ...path]), publicKey);
      expect({ path, changed, signature }).toEqual({
        path,
        changed: [part, ...(part === 'definition' ? ['definitionHash'] : []), 'hash'],
        signature: 'bad',
      });
    }
    counted.set(part, places.size);
  }
  expect(Math.min(...counted.values())).toBeGreaterThan(0);
  expect(counted.get('definition')).toBeGreaterThan(300);
  expect(counted.get('outcomes')).toBeGreaterThan(10);
}, 120_000);

/** Entries of lists of records are alike; what is in them is not. */
function kindOf(step: string | number): string {
  return typeof step === 'number' ? '*' : step;
}

test('hashes, key and signature are named when they are changed, and so is what is added', () => {
  for (const path of [...leavesOf(bundle.partHashes)].map((step) => ['partHashes', ...step]))
    expect(checkSeal(withChange(bundle, path), publicKey).changed).toEqual([path[1]]);
  expect(checkSeal(withChange(bundle, ['hash'])).changed).toEqual(['hash']);
  expect(checkSeal(withChange(bundle, ['definitionHash'])).changed).toEqual(['definitionHash']);
  expect(checkSeal({ ...bundle, more: 1 } as SealedBundle).changed).toEqual(['hash']);
  for (const part of ['algorithm', 'publicKey', 'value'])
    expect(checkSeal(withChange(bundle, ['signature', part]), publicKey).signature).toBe('bad');
});

test('a result changed by whoever has the key is named, value by value', () => {
  const leaves = [...leavesOf(bundle.outcomes)].map((path) => ['outcomes', ...path] as const);
  const chosen = leaves.filter((_, index) => index % 19 === 0);
  const totals = [...leavesOf(bundle.totals)].map((path) => ['totals', ...path] as const);
  expect(chosen.length).toBeGreaterThan(10);
  for (const path of [...chosen, ...totals]) {
    const { signature: _, hash: __, partHashes: ___, definitionHash: ____, ...plain } = bundle;
    const resealed = sealBundle(withChange(plain, path), signer);
    expect(checkSeal(resealed, publicKey)).toEqual({ changed: [], signature: 'good' });
    const { differences } = checkBundle(resealed);
    expect({ path, found: differences.length > 0 }).toEqual({ path, found: true });
    const named = differences.map((difference) => difference.path).join(' ');
    expect(named).toContain(path[0] === 'totals' ? `totals.${path[1]}` : 'outcomes.');
  }
}, 120_000);

test('whoever has another key is told apart from the body', () => {
  const { signature: _, hash: __, partHashes: ___, definitionHash: ____, ...plain } = bundle;
  const forged = sealBundle(withChange(plain, ['outcomes', 0, 'grant']), makeSigner());
  expect(checkSeal(forged, publicKey)).toEqual({ changed: [], signature: 'by-another-key' });
});
