import type { AddressInfo } from 'node:net';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { minute, writeAttempts, writeProbes } from '../../../test/support/incident-evidence.ts';
import {
  iso,
  makeIncidentScene,
  type IncidentScene,
} from '../../../test/support/incident-scene.ts';
import { addPerson } from '../../../test/support/people.ts';
import { spanFields } from './form-edge.ts';

let at: IncidentScene;
let browser: Browser;
let origin: string;
let cookies: readonly (readonly [string, string])[];
let id: string;
let query: string;

beforeAll(async () => {
  at = await makeIncidentScene();
  const { db } = at.scene.world.database;
  const to = at.began - 75 * minute;
  const span = { from: to - 30 * minute, to };
  const isDown = (instant: number) =>
    instant > span.from + 8 * minute && instant < to - 15 * minute;
  await writeProbes(db, {
    from: span.from - 30 * minute,
    to: to + minute,
    problem: (instant) => (isDown(instant) ? 'database' : null),
  });
  await writeAttempts(
    db,
    at.call,
    Array.from({ length: 30 }, (_, index) => ({
      applicationId: index % 2 === 0 ? at.ids.tried : at.ids.ready,
      at: span.from + 8.2 * minute + index * 10_000,
    })),
  );
  id = await at.recorded({
    beganAt: iso(span.from),
    endedAt: iso(span.to),
    applications: [{ application: at.ids.draft, reason: 'Called the help desk' }],
  });
  query = new URLSearchParams(
    spanFields({ from: new Date(span.from), to: new Date(span.to) }),
  ).toString();
  const officer = (await addPerson(db)).id;
  await at.scene.world.giveRole(officer, 'officer');
  cookies = [...(await at.server.browserOf(officer)).cookies];
  await at.server.app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(at.server.app.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await at.close();
});

async function open(path: string, width: number): Promise<Page> {
  const page = await browser.newPage();
  await page.setJavaScriptEnabled(true);
  await page.setViewport({ width, height: 900 });
  const domain = '127.0.0.1';
  await page.setCookie(...cookies.map(([name, value]) => ({ name, value, domain, path: '/' })));
  await page.goto(`${origin}/calls/${at.call}/incidents${path}`);
  return page;
}

test('every page of incidents can be read by everybody, on a screen and on a phone', async () => {
  const paths = ['', `/${id}`, '/new', `/new?${query}`, `/${id}/add`, `/${id}/remedy`];
  for (const path of paths)
    for (const width of [1280, 320]) {
      const page = await open(path, width);
      expect(await accessibilityProblems(page), `${path} ${width}`).toEqual([]);
      const wide = await page.evaluate(() => {
        const { scrollWidth, clientWidth } = (
          globalThis as unknown as {
            readonly document: { readonly documentElement: Record<string, number> };
          }
        ).document.documentElement;
        return (scrollWidth ?? 0) > (clientWidth ?? 0);
      });
      expect(wide, `${path} ${width} scrolls sideways`).toBe(false);
      await page.close();
    }
});
