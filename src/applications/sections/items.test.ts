import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Browser, Page } from '../../../test/support/application-server.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';
import type { CostItem, CostValue } from '../../engine/index.ts';
import { readDraft } from '../draft.ts';

let desk: SectionDesk;
let path: string;

beforeEach(async () => {
  desk = await makeSectionDesk({ partners: 2, draft: completeDraft });
  path = `${desk.address}/sections/budget`;
}, 60_000);
afterEach(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

interface Sheet {
  readonly seen: Readonly<Record<string, unknown>>;
  /** The expense that is offered blank in a category. */
  readonly blank: (category: string) => string;
}

async function open(browser: Browser): Promise<Sheet> {
  const { html } = await browser.get(path);
  return sheetIn(html);
}

function sheetIn(html: string): Sheet {
  const text = /name="seen" value="([^"]*)"/.exec(html)?.[1] ?? '';
  return {
    seen: JSON.parse(text.replaceAll('&quot;', '"').replaceAll('&amp;', '&')) as Sheet['seen'],
    blank: (category) =>
      new RegExp(`data-add="${category}".*?data-item="([^"]+)"`, 's').exec(html)?.[1] ?? '',
  };
}

/** Sends what a browser would: every field that the form showed, as it was filled in, and what was changed. */
function send(
  browser: Browser,
  { seen }: Sheet,
  changed: Readonly<Record<string, string>>,
): Promise<Page> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(seen))
    if (/^item\.[^.]+$/.test(name)) {
      const [, , description, supplier, amount] = value as readonly (string | null)[];
      shown[`${name}.description`] = description ?? '';
      shown[`${name}.supplier`] = supplier ?? '';
      shown[`${name}.amount`] = (amount ?? '').replace('.', ',');
    } else shown[name] = typeof value === 'string' ? value.replace('.', ',') : '';
  return browser.post(path, { seen: JSON.stringify(seen), ...shown, ...changed });
}

async function costsOf(partner: number, category: string): Promise<CostValue | undefined> {
  return (await desk.stored()).content.partners?.[partner]?.costs?.[category];
}

/** Puts these expenses into the poles of the lead. */
async function put(items: readonly CostItem[]): Promise<void> {
  const { title, content } = await desk.stored();
  const [lead, ...others] = content.partners ?? [];
  if (!lead) throw new Error('no lead');
  const partners = [{ ...lead, costs: { ...lead.costs, poles: items } }, ...others];
  await desk.replace({ title, content: { ...content, partners } });
}

test('an expense is added to a category, and the amount that was there becomes one of them', async () => {
  const before = await costsOf(0, 'poles');
  const sheet = await open(desk.first);
  const id = sheet.blank('poles');
  const saved = await send(desk.first, sheet, {
    [`item.${id}.description`]: '  Pali in   larice ',
    [`item.${id}.supplier`]: 'Segheria Alta',
    [`item.${id}.amount`]: '1.200,50',
  });
  expect(saved.status).toBe(303);
  expect(await costsOf(0, 'poles')).toEqual([
    { id: `${id}-0`, amount: before },
    { id, description: 'Pali in larice', supplier: 'Segheria Alta', amount: '1200.50' },
  ]);
  const { html } = await desk.first.get(path);
  expect(html).toContain('value="Pali in larice"');
  const check = await desk.first.get(`${desk.address}/sections/summary`);
  expect(check.html).toContain('scrivi che cosa si compra');
  expect(check.html).toContain(`#item.${id}-0.description`);
});

test('the exact sum of the expenses is what the rules see', async () => {
  await put([
    { id: 'a', description: 'Uno', amount: '0.10' },
    { id: 'b', description: 'Due', amount: '20000.20' },
  ]);
  expect((await desk.first.get(path)).html).toContain('20.000,30');
  await put([
    { id: 'a', description: 'Uno', amount: '0.10' },
    { id: 'b', description: 'Due' },
  ]);
  expect((await desk.first.get(path)).html).toContain('almeno 0,10');
});

test('two people who add at once are both kept, and sending a form twice adds once', async () => {
  await put([{ id: 'a', description: 'Uno', amount: '1.00' }]);
  const [mine, theirs] = [await open(desk.first), await open(desk.second)];
  const add = (sheet: Sheet, text: string) => ({
    [`item.${sheet.blank('poles')}.description`]: text,
    [`item.${sheet.blank('poles')}.amount`]: '5',
  });
  await send(desk.first, mine, add(mine, 'Due'));
  await send(desk.second, theirs, add(theirs, 'Tre'));
  await send(desk.first, mine, add(mine, 'Due'));
  expect(await costsOf(0, 'poles')).toMatchObject([
    { id: 'a' },
    { id: mine.blank('poles'), description: 'Due', amount: '5.00' },
    { id: theirs.blank('poles'), description: 'Tre', amount: '5.00' },
  ]);
});

test('two people in two fields of one expense are both kept; in one field both see both', async () => {
  await put([{ id: 'a', description: 'Uno', amount: '1.00' }]);
  const [mine, theirs] = [await open(desk.first), await open(desk.second)];
  await send(desk.first, mine, { 'item.a.amount': '2' });
  expect((await send(desk.second, theirs, { 'item.a.supplier': 'Rossi' })).status).toBe(303);
  expect(await costsOf(0, 'poles')).toEqual([
    { id: 'a', description: 'Uno', supplier: 'Rossi', amount: '2.00' },
  ]);
  const stale = await send(desk.second, theirs, { 'item.a.amount': '3' });
  expect([stale.status, stale.html.includes('value="3"')]).toEqual([412, true]);
  expect(stale.html).toMatch(/<td[^>]*>2,00<\/td><td[^>]*>3<\/td>/);
});

test('what somebody changes is not taken out by somebody else without a word', async () => {
  await put([{ id: 'a', description: 'Uno', amount: '1.00' }]);
  const [mine, theirs] = [await open(desk.first), await open(desk.second)];
  await send(desk.first, mine, { 'item.a.amount': '2' });
  const stale = await send(desk.second, theirs, { 'item.a.gone': 'yes' });
  expect(stale.status).toBe(412);
  expect(stale.html).toMatch(/<td[^>]*>Uno, 2,00<\/td><td[^>]*>da togliere<\/td>/);
  const again = await send(desk.second, sheetIn(stale.html), { 'item.a.gone': 'yes' });
  expect(again.status).toBe(303);
  expect(await costsOf(0, 'poles')).toBeUndefined();
});

test('an amount that cannot be read stays where it was typed, with the rest of its expense', async () => {
  const sheet = await open(desk.first);
  const id = sheet.blank('poles');
  const partner = desk.partnerIds[0] ?? '';
  const wrong = await send(desk.first, sheet, {
    [`item.${id}.description`]: 'Cavi',
    [`item.${id}.amount`]: '150.0000',
    [`item.${id}.partner`]: partner,
  });
  expect(wrong.status).toBe(422);
  expect(wrong.html).toContain(`id="item.${id}.amount-error"`);
  const again = await send(desk.first, sheetIn(wrong.html), {
    [`item.${id}.description`]: 'Cavi',
    [`item.${id}.amount`]: '150,00',
  });
  expect(again.status).toBe(303);
  expect((await desk.stored()).content.partners?.[1]?.costs?.['poles']).toMatchObject(
    expect.arrayContaining([{ id, description: 'Cavi', amount: '150.00' }]),
  );
});

test('ids that are there twice, or too many expenses, are refused with their places', () => {
  const read = (items: readonly CostItem[]) =>
    readDraft({ title: 'Prova', content: { facts: {}, costs: { poles: items } } });
  expect(read([{ id: 'a', amount: '1.00' }, { id: 'a' }])).toMatchObject({
    type: 'refused',
    problems: [{ code: 'item-twice', path: ['content', 'costs', 'poles', 1, 'id'] }],
  });
  const many = Array.from({ length: 1001 }, (_, index) => ({ id: `i${index}`, amount: '1.00' }));
  expect(read(many)).toMatchObject({ type: 'refused', problems: [{ code: 'too-many-items' }] });
  expect(read(many.slice(1)).type).toBe('read');
  expect(read([{ id: 'a', description: ' Uno' }])).toMatchObject({
    type: 'refused',
    problems: [{ path: ['content', 'costs', 'poles', 0, 'description'] }],
  });
  expect(read([{ id: 'a' }])).toMatchObject({ type: 'read', value: { content: { facts: {} } } });
});
