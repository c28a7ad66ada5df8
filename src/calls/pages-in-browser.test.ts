import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beeCall } from '../../test/support/bee-call.ts';
import { openCallBrowser, type CallBrowser } from '../../test/support/call-browser.ts';
import { choose, expectReadable, openPage, press } from '../../test/support/in-browser.ts';
import { amendCall } from './index.ts';

let desk: CallBrowser;
let browser: Browser;
let base: string;
let author: string;

beforeAll(async () => {
  desk = await openCallBrowser(
    '2027-03-10T10:00:00Z',
    async ({ bodyId, publish, services, signIn }) => {
      author = await signIn({ role: 'administrator', bodyId }, 'browser');
      await publish(beeCall({ id: 'bees' }), { mode: 'test' });
      const text = beeCall({ id: 'bees', title: 'More bees' }).replace('70000.00', '80000.00');
      const amended = { slug: 'bees.test', ground: 'Decreto 2', personId: null };
      await amendCall(services, { ...amended, definition: { file: 'call.yaml', text } });
    },
  );
  ({ browser, base } = desk);
}, 120_000);
afterAll(() => desk.close());

const open = (path: string, width: number): Promise<Page> =>
  openPage(browser, path, { origin: base, cookies: [['bandolo-session', author]], width });

describe.each([1280, 390])('%i pixels wide', (width) => {
  test.each([
    ['list', '/calls'],
    ['invented', '/calls/fictional-village-lamps'],
    ['long', '/calls/ricircolo-enti-locali-2024'],
    ['rehearsal', '/calls/innovazione-filiere-2021.rehearsal'],
    ['version', '/calls/bees.test/versions/2'],
    ['publish', '/bodies/bees/publish'],
    ['amend', '/calls/fictional-village-lamps/amend'],
    ['extend', '/calls/fictional-village-lamps/extend'],
    ['rehearse', '/calls/bees.test/rehearsal-term'],
  ])('%s can be read by everybody', async (name, path) => {
    const page = await open(path, width);
    await expectReadable(page, `${name}-${width}`);
    await page.close();
  });

  test('a form with problems leads to each of them', async () => {
    const page = await open('/bodies/bees/publish', width);
    const wrong = beeCall({ id: 'wrong' }).replace('hives >= 10 &&', 'hivs >= 10 &&');
    await choose(page, 'input[name="mode"][value="rehearsal"]');
    await page.type('#ground', 'Decreto 1');
    await page.$eval('#definition', (field, value) => Object.assign(field, { value }), wrong);
    await press(page, 'button[value="publish"]');
    expect(await page.$eval('.bd-errors', (box) => box.textContent)).toContain('Scegli se');
    await choose(page, 'input[name="resubmission"][value="no"]');
    await press(page, 'button[value="publish"]');
    expect(await page.$eval('#problems', (title) => title.textContent)).toContain('correggere');
    await expectReadable(page, `problems-${width}`);
    await page.close();
  });
});
