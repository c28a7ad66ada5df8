import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import {
  makePartnershipDesk,
  type PartnershipDesk,
} from '../../../test/support/partnership-desk.ts';

let desk: PartnershipDesk;
let browser: Browser;
let origin: string;

beforeAll(async () => {
  desk = await makePartnershipDesk();
  origin = await desk.server.app.listen({ host: '127.0.0.1', port: 0 });
  browser = await openBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await desk.close();
});

test('the pages hold on a phone and on a desk, in both languages', async () => {
  const address = await desk.begin('Lampioni di Ores e delle frazioni a monte');
  await desk.saveComplete(address, 'Lampioni di Ores e delle frazioni a monte');
  const workshop = await desk.join('Bottega del Vetro Soffiato di Ores', 'bottega@example.org');
  await desk.invite(address, { fiscalCode: workshop.code, planned: '12.500,00' });
  await desk.invite(address, {
    email: 'un.indirizzo.molto.lungo.di.una.bottega@posta.example.org',
    replaces: desk.partnerId,
  });
  const [refusing = ''] = await desk.linksTo(
    'un.indirizzo.molto.lungo.di.una.bottega@posta.example.org',
  );
  await desk.partner.get(refusing);
  await desk.partner.post(`${refusing}/refusal`, { reason: 'Non abbiamo persone libere.' });
  const [link = ''] = await desk.linksTo('bottega@example.org');
  const views = [
    { name: 'lead', who: desk.lead, path: `${address}/partnership` },
    { name: 'partner', who: desk.partner, path: `${address}/partnership` },
    { name: 'section', who: desk.lead, path: `${address}/sections/partners` },
    { name: 'list', who: workshop.browser, path: '/applications' },
    { name: 'invited', who: workshop.browser, path: link },
    { name: 'answered', who: desk.partner, path: refusing },
  ];
  const page = await browser.newPage();
  for (const { name, who, path } of views) {
    await browser.deleteCookie(...(await browser.cookies()));
    for (const [cookie, value] of who.cookies)
      await browser.setCookie({ name: cookie, value, domain: '127.0.0.1', path: '/' });
    for (const width of [320, 1280])
      for (const lang of ['it', 'en']) {
        await page.setViewport({ width, height: 900 });
        const reply = await page.goto(`${origin}${path}?lang=${lang}`);
        expect(reply?.status(), `${name} ${lang}`).toBe(200);
        expect(await accessibilityProblems(page), `${name} ${width} ${lang}`).toEqual([]);
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect(wide, `${name} ${width}`).toBeLessThanOrEqual(width);
        const folder = process.env['SCREENSHOTS'];
        if (folder !== undefined && lang === 'it')
          await page.screenshot({ path: `${folder}/p-${name}-${width}.png`, fullPage: true });
      }
  }
});
