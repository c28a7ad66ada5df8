import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadable, openPage } from '../../../test/support/in-browser.ts';
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
  origin = await at.server.app.listen({ port: 0, host: '127.0.0.1' });
  browser = await openBrowser();
}, 120_000);
afterAll(async () => {
  await browser.close();
  await at.close();
});

test('every page of incidents can be read by everybody, on a screen and on a phone', async () => {
  for (const [index, path] of paths.entries())
    for (const width of [1280, 320]) {
      const whole = `/calls/${at.call}/incidents${path}`;
      const page = await openPage(browser, whole, { origin, cookies, width });
      await expectReadable(page, `incident-${index}-${width}`);
      await page.close();
    }
});
