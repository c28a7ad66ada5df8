import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { expect, test } from 'vitest';

/**
 * Who may import whom. The folders follow the life of a grant, and a folder only uses those above
 * it; another folder is entered through its index.ts, never past it.
 */
const order = [
  'engine',
  'platform',
  'accounts',
  'programme',
  'calls',
  'applications',
  'examination',
  'evaluation',
  'ranking',
  'grants',
  'reporting',
];
/** Puts the domains together; nothing imports it. */
const top = ['cli', 'cli.ts', 'app.ts', 'serve', 'trial'];

interface Import {
  readonly from: string;
  readonly to: string;
}

/** Also what is only loaded when it is needed. */
const importing = /(?:^(?:import|export)\s[^;]*?\bfrom\s+|\bimport\()'([^']+)'/gm;

const imports: readonly Import[] = globSync('src/**/*.{ts,tsx}', { ignore: '**/*.test.*' }).flatMap(
  (from) =>
    [...readFileSync(from, 'utf8').matchAll(importing)].map(([, to = '']) => ({
      from,
      to: to.startsWith('.') ? posix.join(posix.dirname(from), to) : to,
    })),
);

test('every import follows the order of the folders', () => {
  expect(imports.length).toBeGreaterThan(300);
  expect(new Set(imports.map(({ from }) => folderOf(from)))).toContain('engine');
  expect(imports.filter((each) => !isAllowed(each))).toEqual([]);
});

test('the engine imports nothing but itself', () => {
  const own = imports.filter(({ from }) => from.startsWith('src/engine/'));
  expect(own.length).toBeGreaterThan(200);
  expect(own.filter(({ to }) => !to.startsWith('src/engine/'))).toEqual([]);
});

test('the scripts of pages take what they share with the server from the engine, and nobody takes from them', () => {
  const touching = imports.filter(({ from, to }) =>
    [from, to].some((file) => folderOf(file) === 'browser'),
  );
  expect(touching.filter((each) => !isAllowed(each))).toEqual([]);
  expect(isAllowed({ from: 'src/browser/budget.ts', to: 'src/engine/index.ts' })).toBe(true);
  expect(isAllowed({ from: 'src/browser/budget.ts', to: 'src/engine/costs/bounds.ts' })).toBe(
    false,
  );
  expect(isAllowed({ from: 'src/browser/budget.ts', to: 'src/platform/problem.ts' })).toBe(false);
  expect(isAllowed({ from: 'src/browser/budget.ts', to: 'preact' })).toBe(false);
  expect(isAllowed({ from: 'src/app.ts', to: 'src/browser/budget.ts' })).toBe(false);
});

test('the check sees a wrong import', () => {
  expect(isAllowed({ from: 'src/engine/index.ts', to: 'src/platform/problem.ts' })).toBe(false);
  expect(isAllowed({ from: 'src/calls/read-call.ts', to: 'src/ranking/index.ts' })).toBe(false);
  expect(isAllowed({ from: 'src/ranking/act.ts', to: 'src/calls/read-call.ts' })).toBe(false);
  expect(isAllowed({ from: 'src/ranking/act.ts', to: 'src/calls/index.ts' })).toBe(true);
});

test('nothing imports the command line', () => {
  const wrong = imports.filter(
    ({ from, to }) => top.includes(folderOf(to)) && !top.includes(folderOf(from)),
  );
  expect(wrong).toEqual([]);
});

test('the trial is put in by who starts the server, and goes through the doors itself', () => {
  const into = imports.filter(({ to }) => folderOf(to) === 'trial');
  const entering = into.filter(({ from }) => folderOf(from) !== 'trial');
  expect(entering.length).toBeGreaterThan(0);
  expect(entering.filter((each) => !isEnteringTrial(each))).toEqual([]);
  expect(isEnteringTrial({ from: 'src/app.ts', to: 'src/trial/index.ts' })).toBe(false);
  const out = imports.filter(({ from }) => folderOf(from) === 'trial');
  expect(out.length).toBeGreaterThan(50);
  const deep = out.filter(({ to }) => order.includes(folderOf(to)) && !isThroughDoor(to));
  expect(deep).toEqual([]);
});

test('no call, body or region is named in code', () => {
  const files = globSync('src/**/*.ts', { ignore: '**/*.test.ts' });
  expect(files.length).toBeGreaterThan(80);
  const named = files.filter((file) =>
    /lombard|ricircolo|ri\.circo|unioncamere|manifestazione/i.test(readFileSync(file, 'utf8')),
  );
  expect(named).toEqual([]);
});

function isAllowed({ from, to }: Import): boolean {
  const [home, target] = [folderOf(from), folderOf(to)];
  if (home === 'browser') return target === 'browser' || to === 'src/engine/index.ts';
  if (target === 'browser') return false;
  if (!to.startsWith('src/')) return true;
  if (home === target || top.includes(home)) return true;
  const isAbove =
    order.includes(home) && order.includes(target) && order.indexOf(target) < order.indexOf(home);
  if (!isAbove) return false;
  return isThroughDoor(to);
}

function isThroughDoor(to: string): boolean {
  return folderOf(to) === 'platform' || posix.basename(to) === 'index.ts';
}

function isEnteringTrial({ from, to }: Import): boolean {
  return ['cli', 'serve'].includes(folderOf(from)) && to === 'src/trial/index.ts';
}

function folderOf(file: string): string {
  return file.split('/')[1] ?? '';
}
