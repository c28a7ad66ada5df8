import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beeCall } from '../../test/support/bee-call.ts';
import type * as Apart from './prepare-apart.ts';
import { prepareDefinition } from './prepare-definition.ts';

let folder: string;
let prepareApart: typeof Apart.prepareApart;

// Built, as the server runs it: the sources check in the thread at hand.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'bandolo-apart-'));
  const bundle = await rolldown({
    input: {
      apart: 'src/calls/prepare-apart.ts',
      'prepare-worker': 'src/calls/prepare-worker.ts',
    },
    platform: 'node',
    logLevel: 'silent',
  });
  await bundle.write({ dir: folder, format: 'esm', entryFileNames: '[name].js' });
  await bundle.close();
  const built = pathToFileURL(join(folder, 'apart.js')).href;
  ({ prepareApart } = (await import(/* @vite-ignore */ built)) as typeof Apart);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a definition checked in another thread comes out the same, and the server goes on', async () => {
  const file = 'definitions/ricircolo-enti-locali-2024/call.yaml';
  const files = { definition: { file: 'call.yaml', text: readFileSync(file, 'utf8') } };
  let beats = 0;
  const timer = setInterval(() => (beats += 1), 5);
  const prepared = await prepareApart(files, 'live');
  clearInterval(timer);
  expect(beats).toBeGreaterThan(20);
  expect(prepared).toEqual(prepareDefinition(files, 'live'));
});

test('what is wrong comes back with its line', async () => {
  const definition = {
    file: 'call.yaml',
    text: beeCall().replace('hives >= 10 &&', 'hivs >= 10 &&'),
  };
  expect(await prepareApart({ definition }, 'live')).toEqual(
    prepareDefinition({ definition }, 'live'),
  );
});

test('one after the other, and no more than can be waited for', async () => {
  const definition = { file: 'call.yaml', text: 'a: [' };
  const asked = Array.from({ length: 20 }, () => prepareApart({ definition }, 'live'));
  const done = await Promise.allSettled(asked);
  const refused = done.flatMap((each) =>
    each.status === 'rejected' ? [each.reason as Error] : [],
  );
  expect(refused).toHaveLength(4);
  expect(refused[0]?.message).toContain('wait to be checked');
  expect(await prepareApart({ definition }, 'live')).toMatchObject({ type: 'refused' });
});
