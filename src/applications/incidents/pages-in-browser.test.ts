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
const paths: string[] = [];

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
  const id = await at.recorded({
    beganAt: iso(span.from),
    endedAt: iso(span.to),
    applications: [{ application: at.ids.draft, reason: 'Called the help desk' }],
  });
  const remedied = await at.recorded();
  await at.server.ask(
    at.tokens.officer,
    `POST /api/v1/calls/${at.call}/incidents/${remedied}/remedy`,
    { kind: 'admission', until: iso(at.ended + 180 * minute), ground: 'Decreto n. 31 del 2027' },
  );
  paths.push(`/${remedied}`);
  const query = new URLSearchParams(
    spanFields({ from: new Date(span.from), to: new Date(span.to) }),
  ).toString();
  paths.push('', `/${id}`, '/new', `/new?${query}`, `/${id}/add`, `/${id}/remedy`);
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
  await page.setViewport({ width, height: 900 });
  const domain = '127.0.0.1';
  await page.setCookie(...cookies.map(([name, value]) => ({ name, value, domain, path: '/' })));
  await page.goto(`${origin}/calls/${at.call}/incidents${path}`);
  return page;
}

test('every page of incidents can be read by everybody, on a screen and on a phone', async () => {
  for (const path of paths)
    for (const width of [1280, 320]) {
      const page = await open(path, width);
      expect(await accessibilityProblems(page), `${path} ${width}`).toEqual([]);
      expect(await tooWide(page), `${path} ${width}`).toEqual([]);
      await page.close();
    }
});

/** What reaches beyond the right edge, where something makes the page scroll sideways. */
function tooWide(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const { documentElement: root } = (
      globalThis as unknown as { readonly document: { readonly documentElement: PageElement } }
    ).document;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...root.querySelectorAll('body *')]
      .filter((each) => each.getBoundingClientRect().right > root.clientWidth + 1)
      .map((each) => each.outerHTML.slice(0, 200));
  });
}

/** As much of an element as is looked at. */
interface PageElement {
  readonly scrollWidth: number;
  readonly clientWidth: number;
  readonly outerHTML: string;
  readonly getBoundingClientRect: () => { readonly right: number };
  readonly querySelectorAll: (selector: string) => Iterable<PageElement>;
}
