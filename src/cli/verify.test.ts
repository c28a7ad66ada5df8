import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { runCaptured } from '../../test/support/captured-terminal.ts';
import { sampleWords, temporaryFolder } from '../../test/support/sample-round.ts';
import type { SealedBundle } from '../engine/index.ts';
import { signerOf } from '../platform/signer.ts';
import { readPrivateKey, sealBundle } from '../ranking/index.ts';

const folder = temporaryFolder();
const file = join(folder, 'ranking.json');
const key = join(folder, 'key.pem');
let bundle: SealedBundle;

beforeAll(async () => {
  const words = ['fund', ...sampleWords, '--bundle', file, '--new-key', key];
  expect((await runCaptured(words)).code).toBe(0);
  bundle = JSON.parse(readFileSync(file, 'utf8')) as SealedBundle;
});

function written(changed: unknown): string {
  const path = join(folder, 'changed.json');
  writeFileSync(path, JSON.stringify(changed));
  return path;
}

test('the bundle of the invented round verifies, and holds no name', async () => {
  const { code, out } = await runCaptured(['verify', file, '--public-key', key]);
  expect(code).toBe(0);
  expect(out).toContain('PROVA');
  expect(out).toContain(bundle.signature?.publicKey);
  expect(out).toContain('prova-12');
  const json = await runCaptured(['verify', file, '--json']);
  expect(json.code).toBe(0);
  expect(JSON.parse(json.out)).toMatchObject({
    same: true,
    fictional: true,
    checked: 40,
    differences: [],
    changed: [],
    signature: { state: 'good' },
  });
  expect(JSON.stringify(bundle.applications)).not.toMatch(/RC4-|gorvago|Gorvago/);
});

test.each<[string, (bundle: SealedBundle) => SealedBundle, string]>([
  [
    'an application',
    (b) => ({
      ...b,
      applications: b.applications.map((each) =>
        each.id === 'D-0002' ? { ...each, costs: { 'composting-equipment': '100.00' } } : each,
      ),
    }),
    'outcomes.D-0002.asked',
  ],
  [
    'a grant',
    (b) => ({
      ...b,
      outcomes: b.outcomes.map((each, index) => (index === 0 ? { ...each, grant: '1.00' } : each)),
    }),
    '.grant',
  ],
  ['the order', (b) => ({ ...b, outcomes: b.outcomes.toReversed() }), 'order'],
  ['an outcome left out', (b) => ({ ...b, outcomes: b.outcomes.slice(1) }), 'an outcome'],
  ['the totals', (b) => ({ ...b, totals: { ...b.totals, granted: '1.00' } }), 'totals.granted'],
  ['the stops', (b) => ({ ...b, stops: [{ code: 'x', applications: [] }] }), 'stops'],
])('%s changed is named even when it is signed again', async (_, change, named) => {
  const { signature: _signature, ...rest } = change(bundle);
  const resigned = sealBundle(rest, signerOf(readPrivateKey(readFileSync(key, 'utf8'))!));
  const { code, out } = await runCaptured(['verify', written(resigned), '--json']);
  expect(code).toBe(1);
  const answer = JSON.parse(out) as { differences: unknown; signature: { state: string } };
  expect(answer.signature.state).toBe('good');
  expect(JSON.stringify(answer.differences)).toContain(named);
  const unsealed = await runCaptured(['verify', written(change(bundle))]);
  expect(unsealed.code).toBe(1);
  expect(unsealed.out).toContain('non sono come pubblicati');
});

test('rules that change the result are named by what they change', async () => {
  const definition = {
    ...bundle.definition,
    grant: { ...bundle.definition.grant!, rate: '50%' },
  };
  const { code, out } = await runCaptured([
    'verify',
    written({ ...bundle, definition }),
    '--lang',
    'en',
  ]);
  expect(code).toBe(1);
  expect(out).toContain('not as published: definition, definitionHash, hash');
  expect(out).toMatch(/outcomes\.D-\d+\.asked: published/);
});

test('not signed, or by another, is not good', async () => {
  const { signature: _, ...unsigned } = bundle;
  const path = written(unsigned);
  expect((await runCaptured(['verify', path])).code).toBe(1);
  expect((await runCaptured(['verify', path, '--unsigned'])).code).toBe(0);
  expect((await runCaptured(['verify', path, '--unsigned', '--public-key', key])).code).toBe(1);
  const other = join(folder, 'other.pem');
  const made = ['fund', ...sampleWords, '--bundle', join(folder, 'o.json'), '--new-key', other];
  await runCaptured(made);
  const { code, out } = await runCaptured(['verify', file, '--public-key', other, '--lang', 'en']);
  expect(code).toBe(1);
  expect(out).toContain('signed with another key');
});

test('what is no bundle is not understood, with its place', async () => {
  const wrong: readonly [unknown, RegExp][] = [
    [{ ...bundle, outcomes: 3 }, /changed\.json:1:\d+: /],
    [{ ...bundle, applications: [{ id: 'D-1' }] }, /changed\.json:1:\d+: /],
    [{ ...bundle, totals: { applications: 1.5 } }, /expected a whole number/],
    [[], /changed\.json:1:1: /],
  ];
  for (const [value, said] of wrong) {
    const { code, err } = await runCaptured(['verify', written(value)]);
    expect(code).toBe(2);
    expect(err).toMatch(said);
  }
});

test('acts chain in one file and are verified with the ranking', async () => {
  const acts = join(folder, 'acts.json');
  const common = ['scroll', file, '--acts', acts, '--act', 'Decree 12'];
  const add = ['--add', 'pot-4=100000.00', '--source', 'Region'];
  const second = await runCaptured([...common, '--id', 'a2', '--renounce', 'D-0001', ...add]);
  expect(second.code).toBe(0);
  expect(second.out).toContain('PROVA');
  expect(second.out).toMatch(/D-0001\s+finanziata\s+ritirata\s+-250\.000,00\s+0,00/);
  const before = JSON.parse(readFileSync(acts, 'utf8')) as { acts: unknown[] };
  const third = await runCaptured([...common, '--id', 'a3', '--reduce', 'D-0002=1000', '--json']);
  expect(third.code).toBe(0);
  expect(JSON.parse(third.out)).toMatchObject({
    fictional: true,
    act: { id: 'a3', follows: 'a2' },
  });
  const after = JSON.parse(readFileSync(acts, 'utf8')) as { acts: unknown[] };
  expect(after.acts.slice(0, 2)).toEqual(before.acts);
  expect((await runCaptured(['verify', file, '--acts', acts])).code).toBe(0);
  const again = await runCaptured([...common, '--id', 'a3', '--forfeit', 'D-0002']);
  expect(again.code).toBe(1);
  expect(again.err).toContain('an act of that name already');
  writeFileSync(
    acts,
    readFileSync(acts, 'utf8').replace('"granted": "100000.00"', '"granted": "100001.00"'),
  );
  expect((await runCaptured(['verify', file, '--acts', acts])).code).toBe(1);
  const wrong = await runCaptured([...common, '--id', 'a4', '--add', 'pot-4=1.000,00']);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toContain('1000.00');
});
