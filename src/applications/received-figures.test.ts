import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../test/support/application-desk.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { expectReadable, openPage, unfoldAll } from '../../test/support/in-browser.ts';
import { createApp } from '../app.ts';

let desk: Desk;
let address: string;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  await desk.press(desk.lead, address, 'submission');
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const reasonsIn = (html: string): readonly string[] =>
  [...html.matchAll(/<p class="bd-why-say">([\s\S]*?)<\/p>/g)].map(([, said]) => said ?? '');

test('an officer reads every figure of what was submitted, with its reason', async () => {
  const { status, html } = await desk.officer.get(address);
  expect(status).toBe(200);
  const reasons = reasonsIn(html);
  // The grant, its ceiling, the costs, each category, each requirement, each criterion.
  expect(reasons.length).toBeGreaterThan(20);
  for (const id of ['figures', 'money', 'requirements', 'score'])
    expect(html).toContain(`<h2 id="${id}">`);
  expect(html).toContain('Decide l’istruttoria');
  // Organisations are called by their names, also where a sentence speaks of them.
  expect(reasons.join(' ')).not.toContain(desk.partnerId);
  expect(reasons.join(' ')).not.toContain(desk.leadId);
});

test('they are those that the applicant had before submitting', async () => {
  const draft = await desk.begin('Un’altra');
  await desk.saveComplete(draft, 'Un’altra');
  const own = reasonsIn((await desk.lead.get(`${draft}/sections/budget`)).html);
  const seen = new Set(reasonsIn((await desk.officer.get(address)).html));
  expect(own.length).toBeGreaterThan(5);
  expect(own.filter((reason) => !seen.has(reason))).toEqual([]);
});

test('everybody can read them, on a phone and on a desk, in both languages', async () => {
  const origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  for (const [width, language] of [
    [320, 'it'],
    [1280, 'en'],
  ] as const) {
    const seat = { origin, cookies: desk.officer.cookies, width };
    const page = await openPage(browser, `${address}?lang=${language}`, seat);
    await unfoldAll(page);
    await expectReadable(page, `received-${width}`);
  }
  await browser.close();
}, 60_000);
