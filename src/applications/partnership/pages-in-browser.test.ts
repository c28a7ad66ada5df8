import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { expectReadable, openPage } from '../../../test/support/in-browser.ts';
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
  for (const { name, who, path } of views)
    for (const width of [320, 1280])
      for (const language of ['it', 'en'] as const) {
        const seat = { origin, cookies: who.cookies, width, language };
        const page = await openPage(browser, `${path}?lang=${language}`, seat);
        await expectReadable(page, `partnership-${name}-${language}-${width}`);
        await page.close();
      }
});
