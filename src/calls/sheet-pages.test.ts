import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCallServer, type CallServer } from '../../test/support/call-server.ts';
import { assessmentToJson, formatPoints, parseCents, workExample } from '../engine/index.ts';
import { formatMoney, type Language } from '../platform/page/index.ts';
import { loadDefinitions } from './index.ts';
import { procedureWords } from './procedure-words.ts';
import { findPublished } from './published-version.ts';
import { findCallBySlug } from './queries.ts';
import { sheetWords } from './sheet-words.ts';
import { shownExample } from './worked-example.ts';

const slugs = [
  'bando-filiere-2022',
  'fictional-village-lamps',
  'innovazione-filiere-2019',
  'innovazione-filiere-2020',
  'innovazione-filiere-2021',
  'manifestazione-filiere-2022',
  'produzione-sostenibile-2024',
  'ricircolo-enti-locali-2024',
];
let server: CallServer;

beforeAll(async () => {
  server = await makeCallServer(() => new Date('2027-03-10T10:00:00Z'));
  const { services, bodyId } = server;
  const asked = { bodyOf: () => bodyId, ground: 'Prima pubblicazione', resubmission: true };
  await loadDefinitions(services, { folder: 'definitions', ...asked });
}, 120_000);
afterAll(() => server.close());

async function addressOf(slug: string): Promise<string> {
  const { db } = server.services.database;
  const call = (await findCallBySlug(db, slug)) ?? (await findCallBySlug(db, `${slug}.rehearsal`));
  if (!call) throw new Error(`${slug} is not published`);
  return call.slug;
}

async function pageOf(slug: string, language: Language): Promise<string> {
  const { status, text } = await server.get(`/calls/${await addressOf(slug)}`, {
    headers: { 'accept-language': language, accept: 'text/html' },
  });
  expect(status).toBe(200);
  return text;
}

function sectionOf(page: string, id: string): string {
  const start = page.indexOf(`id="${id}"`);
  expect(start).toBeGreaterThan(0);
  return page.slice(start, page.indexOf('</section>', start));
}

async function workedOf(slug: string) {
  const { services } = server;
  const call = await findCallBySlug(services.database.db, await addressOf(slug));
  const version = call && (await findPublished(services, call));
  const shown = version && shownExample(version);
  const example = version?.content.definition.examples.find(({ id }) => id === shown?.id);
  const worked = version && example && workExample(version.content.definition, example);
  if (!worked) throw new Error(`${slug} shows no example`);
  return { example: worked.example, found: assessmentToJson(worked.assessment), worked };
}

describe.each(slugs)('%s', (slug) => {
  test('shows an example whose figures are those of the engine, to the cent', async () => {
    const { example, found, worked } = await workedOf(slug);
    const page = sectionOf(await pageOf(slug, 'it'), 'example');
    expect(page).toContain(example.title.replaceAll('&', '&amp;'));
    const money = (text: unknown): string =>
      formatMoney(parseCents(text as string) ?? Number.NaN, 'it');
    const { grant, score, costs } = worked.assessment;
    const lastStep = page.slice(page.indexOf(sheetWords.it.toGrant));
    if (grant) {
      expect(grant.amount.low).toBe(grant.amount.high);
      expect(lastStep).toContain(
        `<strong class="bd-result"><span class="bd-num">${formatMoney(grant.amount.low, 'it')}</span>`,
      );
      // The author of the definition wrote the same figure.
      if (typeof example.assess?.expect.grant === 'string')
        expect(money(example.assess.expect.grant)).toBe(formatMoney(grant.amount.low, 'it'));
    }
    costs?.admitted.forEach(({ low, high }, index) => {
      const declared = costs.declared[index];
      expect(low).toBe(high);
      if (high === 0 && (declared?.high ?? 0) === 0) return;
      expect(page).toContain(
        `<strong><span class="bd-num">${formatMoney(low, 'it')}</span></strong>`,
      );
      if (declared && declared.low > high)
        expect(page).toContain(
          `<span class="bd-cut"><span class="bd-num">${formatMoney(declared.low - high, 'it')}</span>`,
        );
    });
    const points = page.slice(page.indexOf(sheetWords.it.exampleScore));
    for (const { low, high } of score ? [...score.criteria, score.net] : [])
      expect(points).toContain(
        low === high
          ? `<span class="bd-num">${formatPoints(low).replace('.', ',')}</span>`
          : 'class="bd-unknown"',
      );
    expect(found).toBeDefined();
    expect(Boolean(grant) || Boolean(score)).toBe(true);
  });

  test.each(['it', 'en'] as const)(
    'has every section of a public service in %s',
    async (language) => {
      const page = await pageOf(slug, language);
      const words = sheetWords[language];
      const { worked } = await workedOf(slug);
      const { costs, score } = worked.call.document;
      for (const [id, title] of Object.entries(words.sections)) {
        const isThere =
          (id !== 'costs' || costs !== undefined) && (id !== 'criteria' || score !== undefined);
        expect(page.includes(`<h2 id="${id}">${title}</h2>`)).toBe(isThere);
        expect(page.includes(`<a href="#${id}">`)).toBe(isThere);
      }
      expect(page).toContain(words.updated);
      expect(page).toContain('aria-current="step"');
      expect(page).not.toMatch(/>[^<]*(?:undefined|\[object|NaN|Infinity)[^<]*</);
    },
  );
});

test('every requirement stands on the page with its article', async () => {
  const { worked } = await workedOf('ricircolo-enti-locali-2024');
  const page = sectionOf(await pageOf('ricircolo-enti-locali-2024', 'it'), 'who');
  const plain = page.replaceAll('&amp;', '&').replaceAll('&quot;', '"').replaceAll('&lt;', '<');
  const { eligibility } = worked.call.document;
  expect(eligibility.length).toBeGreaterThan(10);
  for (const { title, article } of eligibility) {
    expect(plain).toContain(title.it);
    expect(plain).toContain(article);
  }
});

test('what is not known is shown as not known, never as zero', async () => {
  const lamps = await pageOf('fictional-village-lamps', 'it');
  expect(sectionOf(lamps, 'example')).toMatch(
    /<span class="bd-unknown">non ancora noto: tra 64 e 74/,
  );
  const recycling = await pageOf('ricircolo-enti-locali-2024', 'it');
  expect(sectionOf(recycling, 'criteria')).toContain(
    '<span class="bd-unknown">non ancora noto</span>',
  );
});

test('a limit is a share of what its base is called, in Italian as one says it', async () => {
  const costs = sectionOf(await pageOf('fictional-village-lamps', 'it'), 'costs');
  expect(costs).toMatch(/al massimo 30\s%[^<]* delle altre spese ammesse/);
  expect(costs).not.toMatch(/\bdi (?:le|la|il) /);
});

test('a growing ceiling is drawn, with its table', async () => {
  const page = sectionOf(await pageOf('produzione-sostenibile-2024', 'it'), 'money');
  expect(page).toContain('bd-growth');
  expect(page).toContain(formatMoney(42_000_000, 'it'));
  expect(page).toContain(formatMoney(60_000_000, 'it'));
});

test('how applications are examined is told as the call says it, and what it leaves open looks so', async () => {
  const lamps = sectionOf(await pageOf('fictional-village-lamps', 'en'), 'when');
  const told = lamps.slice(lamps.indexOf(procedureWords.en.title));
  for (const words of ['once', '10 days', 'stands still', 'for every finding', 'at least 5'])
    expect(told).toContain(words);
  expect(told).toContain(procedureWords.en.ways.mean);
  expect(told).not.toContain('bd-unknown');
  const lines = sectionOf(await pageOf('ricircolo-enti-locali-2024', 'it'), 'when');
  const open = lines.slice(lines.indexOf(procedureWords.it.title));
  expect(open).toContain(procedureWords.it.byPanel);
  expect(open.match(/bd-unknown/g)).toHaveLength(8);
  const none = await pageOf('innovazione-filiere-2020', 'it');
  expect(none).not.toContain(procedureWords.it.title);
});
