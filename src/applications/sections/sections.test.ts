import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from '../../../test/support/application-server.ts';
import { eight } from '../../../test/support/application-scene.ts';
import { completeDraft } from '../../../test/support/application-world.ts';
import { makeSectionDesk, type SectionDesk } from '../../../test/support/section-desk.ts';

let desk: SectionDesk;

beforeAll(async () => {
  desk = await makeSectionDesk({ partners: 8, draft: completeDraft });
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

type Fields = Readonly<Record<string, string>>;

/** Opens a section and remembers what its form was filled with. */
async function open(browser: Browser, section: string): Promise<string> {
  const { html } = await browser.get(`${desk.address}/sections/${section}`);
  return seenIn(html);
}

function seenIn(html: string): string {
  const seen = /name="seen" value="([^"]*)"/.exec(html)?.[1];
  if (seen === undefined) throw new Error('the page has no form');
  return seen.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&');
}

/** Sends a form of which only these fields were in view, with what they hold now. */
function send(browser: Browser, section: string, seen: string, changed: Fields): Promise<Page> {
  const shown = JSON.parse(seen) as Readonly<Record<string, unknown>>;
  const own = Object.entries(shown).filter(([name]) => Object.hasOwn(changed, name));
  return browser.post(`${desk.address}/sections/${section}`, {
    seen: JSON.stringify(Object.fromEntries(own)),
    ...changed,
  });
}

test('a section is filled in with fields, saved, and goes on to the next', async () => {
  const page = await desk.first.get(`${desk.address}/sections/project`);
  expect(page.html).toContain('Come si chiama il borgo?');
  expect(page.html).toContain('name="fact.inhabitants"');
  expect(page.html).toMatch(/Salvato alle \d\d:\d\d/);
  const seen = seenIn(page.html);
  const saved = await send(desk.first, 'project', seen, {
    title: 'Lampioni nuovi',
    'fact.upkeepYears': '7',
    'fact.village': 'Ores Alta',
    'fact.inhabitants': '1200',
  });
  expect([saved.status, saved.location]).toEqual([303, `${desk.address}/sections/partners`]);
  const { title, content } = await desk.stored();
  expect(title).toBe('Lampioni nuovi');
  expect(content.facts).toMatchObject({ village: 'Ores Alta', upkeepYears: 7, inhabitants: 1200 });
  expect(content.facts['lamps']).toHaveLength(1);
  expect((await desk.first.get(`${desk.address}/sections/partners`)).html).toMatch(
    /Salvato alle \d\d:\d\d\./,
  );
});

test('an empty field is an open question, neither no nor zero', async () => {
  const seen = await open(desk.first, 'project');
  await send(desk.first, 'project', seen, { 'fact.inhabitants': '', 'fact.hasLampPlan': '' });
  const { facts } = (await desk.stored()).content;
  expect(facts).not.toHaveProperty('inhabitants');
  expect(facts).not.toHaveProperty('hasLampPlan');
  const again = await open(desk.first, 'project');
  await send(desk.first, 'project', again, { 'fact.hasLampPlan': 'no' });
  expect((await desk.stored()).content.facts).toMatchObject({ hasLampPlan: false });
  const few = await send(desk.first, 'project', again, { 'fact.inhabitants': '0' });
  expect([few.status, few.html.includes('fuori dai limiti')]).toEqual([422, true]);
});

test('two people in different fields do not undo each other', async () => {
  const mine = await open(desk.first, 'project');
  const theirs = await open(desk.second, 'project');
  await send(desk.first, 'project', mine, { 'fact.village': 'Uno' });
  const saved = await send(desk.second, 'project', theirs, { 'fact.upkeepYears': '9' });
  expect(saved.status).toBe(303);
  expect((await desk.stored()).content.facts).toMatchObject({ village: 'Uno', upkeepYears: 9 });
});

test('two people in the same field see both values, and what was typed is still there', async () => {
  const mine = await open(desk.first, 'project');
  const theirs = await open(desk.second, 'project');
  await send(desk.first, 'project', mine, { 'fact.village': 'Primo' });
  const stale = await send(desk.second, 'project', theirs, {
    'fact.village': 'Secondo',
    'fact.upkeepYears': '6',
  });
  expect(stale.status).toBe(412);
  expect(stale.html).toContain('Qualcun altro ha cambiato gli stessi dati');
  expect(stale.html).toMatch(/<td[^>]*>Primo<\/td><td[^>]*>Secondo<\/td>/);
  expect(stale.html).toContain('value="Secondo"');
  expect(stale.html).toContain('value="6"');
  expect((await desk.stored()).content.facts).toMatchObject({ village: 'Primo', upkeepYears: 9 });
  const again = await send(desk.second, 'project', seenIn(stale.html), {
    'fact.village': 'Secondo',
    'fact.upkeepYears': '6',
  });
  expect(again.status).toBe(303);
  expect((await desk.stored()).content.facts).toMatchObject({ village: 'Secondo', upkeepYears: 6 });
});

test('eight people who save at once all keep what they wrote', async () => {
  const seen = await open(desk.first, 'partners');
  await open(desk.first, 'budget');
  const amounts = await eight(async (index) => {
    const name = `partner.${desk.partnerIds[index] ?? ''}.cost.poles`;
    const sent = await desk.first.post(`${desk.address}/sections/budget`, {
      seen: JSON.stringify({ [name]: null }),
      [name]: `1.00${index},0${index}`,
    });
    return sent.status;
  });
  expect(amounts).toEqual(Array.from({ length: 8 }, () => 303));
  const { partners = [] } = (await desk.stored()).content;
  expect(desk.partnerIds.map((id) => partners.find((each) => each.id === id)?.costs)).toEqual(
    desk.partnerIds.map((_, index) => ({ poles: `100${index}.0${index}` })),
  );
  expect(seen).toContain(`partner.${desk.partnerIds[0] ?? ''}.role`);
});

test('an amount that nobody can read comes back as it was typed, named, with nothing stored', async () => {
  const name = `partner.${desk.leadId}.cost.poles`;
  for (const text of ['150.0000', '300.00,00', '33.206.777.91', '-1', '<b>']) {
    const seen = await open(desk.first, 'budget');
    const reply = await desk.first.post(`${desk.address}/sections/budget`, { seen, [name]: text });
    expect(reply.status).toBe(422);
    expect(reply.html).toContain(`<a href="#${name}">Comune di Ores: pali: Scrivi l’importo come`);
    expect(reply.html).toContain(`value="${text.replace('<', '&lt;')}"`);
  }
  expect((await desk.stored()).content.partners?.[0]?.costs).toEqual({ poles: '20000.00' });
});

test('partners are added by fiscal code, change role, and are taken out', async () => {
  const newcomer = await desk.world.makeOrganisation('Scuola di Ores');
  const { fiscal_code: code } = await desk.world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', newcomer)
    .executeTakeFirstOrThrow();
  const seen = await open(desk.first, 'partners');
  const noRole = await send(desk.first, 'partners', seen, { 'new.code': code });
  expect([noRole.status, noRole.html.includes('<a href="#new.role">')]).toEqual([422, true]);
  const unknown = await send(desk.first, 'partners', seen, {
    'new.code': '00000000000',
    'new.role': 'workshop',
  });
  expect([unknown.status, unknown.html.includes('<a href="#new.code">')]).toEqual([422, true]);
  const fields = { 'new.code': code, 'new.role': 'workshop' };
  expect((await send(desk.first, 'partners', seen, fields)).status).toBe(303);
  const twice = await send(desk.first, 'partners', await open(desk.first, 'partners'), fields);
  expect(twice.status).toBe(422);
  const listed = await open(desk.first, 'partners');
  await send(desk.first, 'partners', listed, {
    [`partner.${newcomer}.role`]: 'school',
    [`partner.${newcomer}.fact.signed`]: 'yes',
  });
  const { partners } = (await desk.stored()).content;
  expect(partners?.at(-1)).toEqual({ id: newcomer, role: 'school', facts: { signed: true } });
  const last = await open(desk.first, 'partners');
  const gone = { [`partner.${newcomer}.gone`]: 'on' };
  expect((await send(desk.first, 'partners', last, gone)).status).toBe(303);
  expect((await desk.stored()).content.partners?.map(({ id }) => id)).not.toContain(newcomer);
});

test('the summary leads to the field of everything that is missing', async () => {
  const { title, content } = await desk.stored();
  const { hasLampPlan: _, ...facts } = content.facts;
  await desk.replace({ title, content: { ...content, facts } });
  const summary = await desk.first.get(`${desk.address}/sections/summary`);
  const link = `${desk.address}/sections/project#fact.hasLampPlan`;
  expect(summary.html).toContain(`href="${link}"`);
  const page = await desk.first.get(link.split('#')[0] ?? '');
  expect(page.html).toContain('id="fact.hasLampPlan"');
  expect(page.html).toContain('manca 1 risposta');
});

test('a section is for who may edit for the lead, and for nobody else', async () => {
  for (const section of ['project', 'partners', 'budget', 'summary']) {
    const path = `${desk.address}/sections/${section}`;
    expect((await desk.stranger.get(path)).status).toBe(404);
    expect((await desk.stranger.post(path, { seen: '{}' })).status).toBeGreaterThanOrEqual(400);
  }
  expect((await desk.first.get(`${desk.address}/sections/other`)).status).toBe(404);
  const odd = await desk.first.post(`${desk.address}/sections/project`, { seen: '{"title":1.5}' });
  expect(odd.status).toBe(400);
});
