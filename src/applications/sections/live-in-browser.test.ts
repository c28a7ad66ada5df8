import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../../../test/support/browser.ts';
import { openPage, press } from '../../../test/support/in-browser.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';
import type { Draft } from '../draft.ts';

let chrome: Chrome;
let desk: SectionDesk | undefined;

beforeAll(async () => {
  chrome = await openBrowser();
});
afterEach(async () => {
  expect(desk?.server.faults()).toEqual([]);
  await desk?.close();
  desk = undefined;
});
afterAll(() => chrome.close());

const sustainable = 'definitions/produzione-sostenibile-2024/call.yaml';

type Partners = NonNullable<Draft['content']['partners']>;

/** A draft with plain amounts, expenses and a stretch, in front of a browser. */
async function openTab(costs: readonly Partners[number]['costs'][]): Promise<Tab> {
  const made = await makeSectionDesk({
    definition: sustainable,
    decisions: sustainable.replace('call.yaml', 'decisions.yaml'),
    partners: costs.length - 1,
    draft: (leadId, partnerIds) => ({
      title: 'Filo chiuso',
      content: {
        facts: {},
        partners: [leadId, ...partnerIds].map((id, index) => ({
          id,
          role: index === 0 ? 'lead' : 'sme',
          facts: { size: 'small', deMinimisRoom: '300000.00' },
          ...(costs[index] && { costs: costs[index] }),
        })),
      },
    }),
  });
  desk = made;
  const origin = await made.server.app.listen({ port: 0, host: '127.0.0.1' });
  const { cookies } = made.first;
  return openPage(chrome, `${made.address}/sections/budget`, { origin, cookies });
}

/** Every figure, bar and remark of the page as it is shown. */
function picture(tab: Tab): Promise<readonly string[]> {
  return tab.evaluate(() =>
    [
      ...document.querySelectorAll(
        '[data-figure], [data-bar], [data-gap], [data-bites], [data-limited]',
      ),
    ].map((each) => each.outerHTML.replaceAll(/ (?:rx|x)="[^"]*"/g, '')),
  );
}

/** Types into a control in place of what is there. */
async function fill(tab: Tab, selector: string, text: string): Promise<void> {
  await tab.$eval(
    selector,
    (control, value) => {
      for (
        let box = control.closest('details');
        box;
        box = box.parentElement?.closest('details') ?? null
      )
        box.open = true;
      (control as HTMLInputElement).value = value;
      control.dispatchEvent(new Event('input', { bubbles: true }));
    },
    text,
  );
}

const save = (tab: Tab): Promise<void> => press(tab, 'main form[method=post] button[value=stay]');

test('what is typed is drawn as the server draws it once it is saved', async () => {
  const tab = await openTab([
    { consultancy: '80000.37', equipment: '90000.00' },
    { equipment: [{ id: 'a', description: 'Telaio', amount: '1000.01' }] },
    { training: { from: '100.00', to: '200.00' } },
  ]);
  const lead = desk?.leadId ?? '';
  const steps: readonly (readonly [selector: string, text: string])[][] = [
    [[`[id="partner.${lead}.cost.consultancy"]`, '61.234,56']],
    [
      ['[id="item.a.amount"]', '120000,99'],
      ['[data-add=equipment] .description input', 'Altro'],
    ],
    [['[data-items=equipment] [data-item]:nth-child(2) .amount input', '7']],
    [[`[id="partner.${desk?.partnerIds[1]}.cost.training"]`, '150']],
    [[`[id="partner.${lead}.cost.consultancy"]`, '']],
  ];
  for (const step of steps) {
    const before = await picture(tab);
    for (const [selector, text] of step) await fill(tab, selector, text);
    const typed = await picture(tab);
    expect(typed).not.toEqual(before);
    expect(await tab.$eval('[data-ahead]', (note) => (note as HTMLElement).hidden)).toBe(false);
    expect(await tab.$$eval('[data-why]:not([hidden])', (all) => all.length)).toBe(0);
    await save(tab);
    expect(await picture(tab)).toEqual(typed);
    expect(await tab.$eval('[data-ahead]', (note) => (note as HTMLElement).hidden)).toBe(true);
    expect(await tab.$$eval('[data-why]:not([hidden])', (all) => all.length)).toBeGreaterThan(5);
  }
}, 120_000);

test('while an amount cannot be read the figures stay, and the page says so', async () => {
  const tab = await openTab([{ consultancy: '100.00' }, {}]);
  const control = `[id="partner.${desk?.leadId}.cost.consultancy"]`;
  await fill(tab, control, '1.5000');
  expect(await tab.$eval('[data-unread]', (note) => (note as HTMLElement).hidden)).toBe(false);
  expect(await tab.$eval('[data-figure="declared"]', (spot) => spot.textContent)).toMatch(
    /^100,00/,
  );
  await fill(tab, control, '1.500,00');
  expect(await tab.$eval('[data-unread]', (note) => (note as HTMLElement).hidden)).toBe(true);
  expect(await tab.$eval('[data-figure="declared"]', (spot) => spot.textContent)).toMatch(
    /^1\.500,00/,
  );
}, 60_000);
