import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  decisionsWithout,
  makeDeskScene,
  type DeskScene,
} from '../../../test/support/desk-scene.ts';
import type { Browser } from '../../../test/support/application-server.ts';

let scene: DeskScene;
let officer: Browser;

beforeAll(async () => {
  scene = await makeDeskScene({
    decisions: decisionsWithout('ranking-ties', 'ranking-last-resort', 'partial-funding'),
  });
  officer = await scene.server.browserOf(scene.officer);
}, 60_000);
afterAll(async () => {
  console.log(scene.server.faults());
  await scene.close();
});

const plain = (html: string): string =>
  html
    .replace(/^[\s\S]*<main/, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
    .trim();

test('x', async () => {
  const show = async (url: string) => {
    const page = await officer.get(url);
    console.log(url, page.status, plain(page.html).slice(0, 2500));
    return page;
  };
  await show('/rankings');
  await show(`/rankings/${scene.slug}`);
  const done = await officer.post(`/rankings/${scene.slug}/rounds`, {});
  console.log(done.status, done.location);
  await show(`/rankings`);
  await show(`/rankings/${scene.slug}`);
  const unit = await show(`/rankings/${scene.slug}/units/linea-4`);
  writeFileSync('/tmp/rd-unit.html', unit.html);
  await show(`/rankings/${scene.slug}/what-if?t.net-30=50`);
});
