import { afterAll, beforeAll, expect, test } from 'vitest';
import { declaredRoutes } from '../accounts/index.ts';
import type { Browser } from '../../test/support/application-server.ts';
import { completeDraft } from '../../test/support/application-world.ts';
import { readPdf } from '../../test/support/pdf-file.ts';
import { makeSectionDesk, type SectionDesk } from '../../test/support/section-desk.ts';

/**
 * The costs of one partner, of which nothing may reach the people of another: every word and amount is found
 * nowhere else, in whatever way it is written.
 */
const secrets = {
  lead: { description: 'Pali di castagno antico', supplier: 'Segheria Quercetani', euros: 43_217 },
  other: { description: 'Murature in arenaria', supplier: 'Cava Sassonero', euros: 28_643 },
} as const;
const own = { description: 'Lanterne soffiate', supplier: 'Vetreria Lume', euros: 19_357 } as const;
const totals = { lead: ['43217.11', '43.217,11'], other: ['28643.11', '28.643,11'] } as const;

let desk: SectionDesk;
let people: Record<'lead' | 'partner', { token: string; browser: Browser }>;
let frozenHash: string;

const itemsOf = ({
  description,
  supplier,
  euros,
}: (typeof secrets)['lead'] | typeof own | (typeof secrets)['other']) => [
  { id: `${euros}a`, description, supplier, amount: `${euros - 1000}.11` },
  { id: `${euros}b`, description: `${description} bis`, amount: '1000.00' },
];

beforeAll(async () => {
  desk = await makeSectionDesk({
    partners: 2,
    draft: (leadId, partnerIds) => {
      const draft = completeDraft(leadId, partnerIds);
      const costs = [
        { poles: itemsOf(secrets.lead) },
        { lampsBought: itemsOf(own) },
        { masonry: itemsOf(secrets.other) },
      ];
      const partners = (draft.content.partners ?? []).map((partner, index) => ({
        ...partner,
        ...(costs[index] && { costs: costs[index] }),
      }));
      return { ...draft, content: { ...draft.content, partners } };
    },
  });
  people = {
    lead: await personFor(desk.leadId),
    partner: await personFor(desk.partnerIds[0] ?? ''),
  };
  const { server } = desk;
  const read = await server.ask(people.lead.token, `GET /api/v1${desk.address}`);
  const frozen = await server.ask(
    people.lead.token,
    `POST /api/v1${desk.address}/freeze`,
    undefined,
    {
      'if-match': String(read.headers['etag']),
    },
  );
  expect(frozen.status, frozen.text).toBe(200);
  frozenHash = (frozen.body['frozen'] as { readonly hash: string }).hash;
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

async function personFor(organisation: string) {
  const person = await desk.world.makePerson();
  await desk.world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
  return { token: await desk.server.tokenOf(person), browser: await desk.server.browserOf(person) };
}

/** Which of the secrets can be read in a text; the totals of a partner are none. */
function leaksIn(text: string): readonly string[] {
  return Object.values(secrets).flatMap(({ description, supplier, euros }) => {
    const [thousands, rest] = [Math.trunc((euros - 1000) / 1000), (euros - 1000) % 1000];
    const amounts = ['', '.', ','].map(
      (mark) => `${thousands}${mark}${String(rest).padStart(3, '0')}`,
    );
    const ids = [`${euros}a`, `${euros}b`];
    return [description, supplier, ...amounts, ...ids].filter((secret) => text.includes(secret));
  });
}

/** Every address of the application that can be read, and what the people of another partner may get there. */
const expected: Readonly<Record<string, number>> = {
  'GET /api/v1/calls/:call/applications/:application': 200,
  'GET /api/v1/calls/:call/applications/:application/check': 200,
  'GET /api/v1/calls/:call/applications/:application/snapshots/:hash': 403,
  'GET /api/v1/calls/:call/applications/:application/documents': 200,
  'GET /api/v1/calls/:call/applications/:application/documents/:slot/versions/:version': 404,
  'GET /calls/:call/applications/:application': 200,
  'GET /calls/:call/applications/:application/snapshots/:hash': 403,
  'GET /calls/:call/applications/:application/edit': 403,
  'GET /calls/:call/applications/:application/sections/:section': 403,
  'GET /calls/:call/applications/:application/sections/budget/import': 403,
  'GET /calls/:call/applications/:application/sections/budget/expenses/:format': 403,
  'GET /calls/:call/applications/:application/documents': 200,
  'GET /calls/:call/applications/:application/documents/:slot/versions/:version': 404,
  'GET /api/v1/calls/:call/applications/:application/partnership': 200,
  'GET /calls/:call/applications/:application/partnership': 200,
  'GET /calls/:call/applications/:application/pdf': 200,
  'GET /calls/:call/applications/:application/json': 200,
  'GET /calls/:call/applications/:application/zip': 200,
  'GET /calls/:call/applications/:application/submission': 200,
  'GET /calls/:call/applications/:application/submission/state': 200,
  'GET /calls/:call/applications/:application/snapshots/:hash/print': 403,
  'GET /api/v1/calls/:call/applications/:application/snapshots/:hash/print': 403,
  'GET /calls/:call/applications/:application/consents/:organisation/signatures/:hash': 200,
  'GET /calls/:call/applications/:application/consents/:organisation/signatures/:hash/file': 404,
  'GET /api/v1/calls/:call/applications/:application/consents/:organisation/signatures/:hash': 404,
};

/** All that can be read in the reply to somebody of a partner, whatever file it is. */
async function readAt(url: string): Promise<{ readonly status: number; readonly text: string }> {
  const { token, browser } = people.partner;
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const reply = await desk.server.app.inject({
    url,
    headers: url.startsWith('/api/')
      ? { authorization: `Bearer ${token}` }
      : { accept: 'text/html', cookie },
  });
  const type = String(reply.headers['content-type']);
  const { statusCode: status, rawPayload } = reply;
  // The print is not compressed.
  if (!type.includes('pdf') || url.endsWith('/print'))
    return { status, text: rawPayload.toString('latin1') };
  const { text, attachments } = await readPdf(rawPayload);
  const inside = [...attachments.values()].map((bytes) => bytes.toString('utf8'));
  return { status, text: [text, ...inside].join('\n') };
}

test('no address of an application gives a partner the costs of another', async () => {
  const { app } = desk.server;
  const readable = declaredRoutes(app)
    .filter(({ method, url }) => method === 'GET' && url.includes('/applications/:application'))
    .map(({ url }) => `GET ${url}`);
  expect(readable.toSorted()).toEqual(Object.keys(expected).toSorted());
  for (const [route, status] of Object.entries(expected)) {
    const [call = '', id = ''] =
      /calls\/([^/]+)\/applications\/(.+)/.exec(desk.address)?.slice(1) ?? [];
    const url = route
      .slice(4)
      .replace(':call', call)
      .replace(':application', id)
      .replace(':hash', frozenHash)
      .replace(':organisation', desk.partnerIds[0] ?? '')
      .replace(':section', 'budget')
      .replace(':format', 'csv')
      .replace(':slot', 'plan-resolution')
      .replace(':version', '1');
    const found = await readAt(url);
    expect({ route, status: found.status, leaks: leaksIn(found.text) }).toEqual({
      route,
      status,
      leaks: [],
    });
  }
});

test('the API gives a partner its own costs, and of the others what they come to', async () => {
  const { body } = await desk.server.ask(people.partner.token, `GET /api/v1${desk.address}`);
  const { partners } = body['content'] as { readonly partners: readonly Record<string, unknown>[] };
  expect(partners.map(({ costs, costsTotal }) => ({ costs, costsTotal }))).toEqual([
    { costs: undefined, costsTotal: totals.lead[0] },
    { costs: { lampsBought: itemsOf(own) }, costsTotal: undefined },
    { costs: undefined, costsTotal: totals.other[0] },
  ]);
  const check = await desk.server.ask(people.partner.token, `GET /api/v1${desk.address}/check`);
  expect(check.body['assessment']).toHaveProperty('totalAdmitted');
  expect(check.body['assessment']).not.toHaveProperty('admitted');
});

test('the page of a partner says the same in words', async () => {
  const { html } = await people.partner.browser.get(desk.address);
  expect(html).toContain(own.description);
  for (const [, said] of Object.values(totals)) expect(html).toContain(said);
  expect(html).toContain('il dettaglio è riservato');
  expect(html).not.toContain(`/snapshots/${frozenHash}`);
});

test('what a partner gets back from its consent is as much as it may read', async () => {
  const address = `/api/v1${desk.address}/consents`;
  const consent = { organisation: desk.partnerIds[0], hash: frozenHash };
  for (const request of [`POST ${address}`, `DELETE ${address}/${desk.partnerIds[0]}`]) {
    const reply = await desk.server.ask(
      people.partner.token,
      request,
      request.startsWith('POST') ? consent : undefined,
    );
    expect([reply.status < 300, leaksIn(reply.text)]).toEqual([true, []]);
    expect(reply.text).toContain(own.description);
  }
});

test('the lead, who writes them, reads all of them', async () => {
  const { text } = await desk.server.ask(people.lead.token, `GET /api/v1${desk.address}`);
  const check = await desk.server.ask(people.lead.token, `GET /api/v1${desk.address}/check`);
  const { html } = await people.lead.browser.get(desk.address);
  for (const secret of Object.values(secrets).map(({ description }) => description)) {
    expect(text).toContain(secret);
    expect(html).toContain(secret);
  }
  expect(check.body['assessment']).toHaveProperty('admitted');
});
