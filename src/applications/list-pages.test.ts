import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../test/support/application-desk.ts';
import type { Browser } from '../../test/support/application-server.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { expectReadable, openPage } from '../../test/support/in-browser.ts';
import { createApp } from '../app.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
});
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const plain = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&#39;', '’')
    .replaceAll(/\s+/g, ' ')
    .trim();

/** What the list says of one application. */
async function cardOf(browser: Browser, address: string): Promise<string> {
  const { html } = await browser.get('/applications');
  const cards = html.split('<article').slice(1);
  return cards.find((card) => card.includes(`href="${address}"`))?.split('</article>')[0] ?? '';
}

const buttonOf = (card: string): readonly (string | undefined)[] => {
  const [, kind, href, text] =
    /<a class="bd-btn (first|second)" href="([^"]+)">([^<]+)/.exec(card) ?? [];
  return [kind, href, text];
};

test('each application says where it stands, what runs until when, and the one next step', async () => {
  const { lead, partner } = desk;
  const address = await desk.begin();
  const draft = await cardOf(lead, address);
  expect(plain(draft)).toContain('Bozza');
  expect(plain(draft)).toContain('Puoi inviarla fino al');
  expect(plain(draft)).toContain('Completa il testo e congelalo.');
  expect(buttonOf(draft)).toEqual(['first', `${address}/sections/project`, 'Completa il testo']);
  await desk.saveComplete(address);
  await desk.press(lead, address, 'freeze');
  const toConsent = await cardOf(partner, address);
  expect(buttonOf(toConsent)).toEqual([
    'first',
    `${address}#consent-${desk.partnerId}`,
    'Vai al consenso',
  ]);
  expect(buttonOf(await cardOf(lead, address))).toEqual(['second', address, 'Vedi chi manca']);
  await desk.press(partner, address, 'consents');
  expect(buttonOf(await cardOf(lead, address))).toEqual([
    'first',
    `${address}/submission`,
    'Vai all’invio',
  ]);
  expect(buttonOf(await cardOf(partner, address))[0]).toBe('second');
  await desk.press(lead, address, 'submission');
  const submitted = await cardOf(partner, address);
  expect(plain(submitted)).toContain('Ricevuta il');
  expect(plain(submitted)).toContain('Ora non devi fare nulla.');
  expect(buttonOf(submitted)).toEqual(['second', `${address}/receipts/1`, 'Vedi la ricevuta']);
});

test('every link of the list leads to its page, and to the part of it that it names', async () => {
  const { lead } = desk;
  await desk.begin('Un’altra domanda');
  const { html } = await lead.get('/applications');
  const main = /<main[^]*<\/main>/.exec(html)?.[0] ?? '';
  const links = [...new Set([...main.matchAll(/ href="([^"]+)"/g)].map(([, href]) => href ?? ''))];
  expect(links.length).toBeGreaterThan(12);
  for (const link of links) {
    const [path = '', part] = link.split('#');
    const { status, html: page } = await lead.get(path);
    expect([link, status]).toEqual([link, 200]);
    if (part !== undefined) expect(page).toContain(`id="${part}"`);
  }
});

test('mandates and everything of an application are no more than two steps away', async () => {
  const { lead } = desk;
  const organisations = await lead.get('/organisations');
  expect(organisations.html).toContain(`href="/organisations/${desk.leadId}"`);
  const { html: list } = await lead.get('/applications');
  expect(list).toContain('href="/organisations"');
  expect(list).toContain('href="/account"');
  const address = await desk.begin('Terza');
  const { html } = await lead.get(address);
  for (const path of ['pdf', 'json', 'zip', 'documents'])
    expect(html).toContain(`href="${address}/${path}"`);
});

test('who has none is told where one begins, and in English too', async () => {
  const { stranger } = desk;
  const { html } = await stranger.get('/applications');
  expect(html).toContain('Nessuna domanda');
  expect(html).toContain('href="/calls"');
  await desk.lead.get('/applications?lang=en');
  const { html: english } = await desk.lead.get('/applications');
  await desk.lead.get('/applications?lang=it');
  expect(english).toContain('Who may act for you');
});

test('everybody can read it, on a phone and on a desk', async () => {
  const origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  for (const width of [320, 1280]) {
    const seat = { origin, cookies: desk.lead.cookies, width };
    await expectReadable(await openPage(browser, '/applications', seat), `mine-${width}`);
  }
  await browser.close();
});
