import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  makePartnershipDesk,
  type PartnershipDesk,
} from '../../../test/support/partnership-desk.ts';

let desk: PartnershipDesk;

beforeAll(async () => {
  desk = await makePartnershipDesk();
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const role = { role: 'workshop' };

test('somebody invited by e-mail reads what it is about, accepts, and takes part', async () => {
  const address = await desk.begin();
  const email = 'ada.uno@example.org';
  const sent = await desk.invite(address, { email, planned: '12.500,00' });
  expect(sent).toMatchObject({ status: 303, location: `${address}/partnership` });
  expect((await desk.lead.get(`${address}/partnership`)).html).toContain('invitata');
  const [link = ''] = await desk.linksTo(email);
  expect(link).toMatch(/^\/invitations\/[\w-]{43}$/);
  const { rows } = await desk.world.database.pool.query(
    'select * from partner_invitation where email = $1',
    [email],
  );
  expect(JSON.stringify(rows)).not.toContain(link.slice('/invitations/'.length));
  const workshop = await desk.join('Bottega Uno');
  const { html } = await workshop.browser.get(link);
  for (const said of [
    'Comune di Ores',
    'Lampioni di Ores',
    'bottega artigiana',
    'art. 3, c. 2',
    '12.500,00',
    'Bottega Uno',
  ])
    expect(html).toContain(said);
  const accepted = await workshop.browser.post(`${link}/acceptance`, { organisation: workshop.id });
  expect(accepted).toMatchObject({ status: 303, location: address });
  expect(await desk.partnersOf(address)).toEqual([
    { organisation_id: desk.leadId, role: 'lead' },
    { organisation_id: workshop.id, role: 'workshop' },
  ]);
  expect(await desk.actsOf(address)).toEqual([
    'application-started',
    'partner-invited',
    'invitation-accepted',
  ]);
  const page = await desk.lead.get(`${address}/partnership`);
  expect(page.html).toContain('accettato');
  expect(page.html).toContain('da Bottega Uno');
  expect((await workshop.browser.get(address)).status).toBe(200);
});

test('a link is used once, also by whoever uses it at the same time for another organisation', async () => {
  const address = await desk.begin();
  await desk.invite(address, { email: 'due@example.org' });
  const [link = ''] = await desk.linksTo('due@example.org');
  const [first, second] = [await desk.join('Prima'), await desk.join('Seconda')];
  await Promise.all([first, second].map(({ browser }) => browser.get(link)));
  const replies = await Promise.all(
    [first, second].map(({ browser, id }) =>
      browser.post(`${link}/acceptance`, { organisation: id }),
    ),
  );
  expect(replies.map(({ status }) => String(status)).toSorted()).toEqual(['303', '409']);
  expect(await desk.partnersOf(address)).toHaveLength(2);
  expect((await desk.actsOf(address)).filter((act) => act === 'invitation-accepted')).toHaveLength(
    1,
  );
});

test('two who accept two invitations at once both take part', async () => {
  const address = await desk.begin();
  const people = [await desk.join('Terza'), await desk.join('Quarta')];
  for (const [index] of people.entries())
    await desk.invite(address, { email: `tre${index}@example.org` });
  const links = await Promise.all(
    people.map(async (_, index) => (await desk.linksTo(`tre${index}@example.org`))[0] ?? ''),
  );
  await Promise.all(people.map(({ browser }, index) => browser.get(links[index] ?? '')));
  const replies = await Promise.all(
    people.map(({ browser, id }, index) =>
      browser.post(`${links[index]}/acceptance`, { organisation: id }),
    ),
  );
  expect(replies.map(({ status }) => status)).toEqual([303, 303]);
  expect(
    (await desk.partnersOf(address)).map(({ organisation_id }) => organisation_id).toSorted(),
  ).toEqual([desk.leadId, ...people.map(({ id }) => id)].toSorted());
});

test('after it was withdrawn nobody accepts it, and says so', async () => {
  const address = await desk.begin();
  await desk.invite(address, { email: 'cinque@example.org' });
  const [link = ''] = await desk.linksTo('cinque@example.org');
  const workshop = await desk.join('Quinta');
  await workshop.browser.get(link);
  const { html } = await desk.lead.get(`${address}/partnership`);
  const withdrawal = /action="([^"]+\/withdrawal)"/.exec(html)?.[1] ?? '';
  expect((await desk.lead.post(withdrawal, {})).status).toBe(303);
  const late = await workshop.browser.post(`${link}/acceptance`, { organisation: workshop.id });
  expect(late.status).toBe(409);
  expect(late.html).toContain('Il capofila ha ritirato questo invito');
  expect((await workshop.browser.get(link)).html).toContain(
    'Il capofila ha ritirato questo invito',
  );
  expect(await desk.partnersOf(address)).toHaveLength(1);
  expect(await desk.messagesTo('cinque@example.org')).toMatchObject([{ state: 'cancelled' }]);
});

test('an invitation with a fiscal code is accepted by that organisation only, whoever has the link', async () => {
  const address = await desk.begin();
  const named = await desk.join('Sesta');
  await desk.invite(address, { email: 'sei@example.org', fiscalCode: named.code });
  const [link = ''] = await desk.linksTo('sei@example.org');
  const other = await desk.join('Altra');
  const shown = await other.browser.get(link);
  expect(shown.html).toContain(`codice fiscale ${named.code}`);
  const forwarded = await other.browser.post(`${link}/acceptance`, { organisation: other.id });
  expect(forwarded.status).toBe(403);
  // Nor for an organisation for which one has no power.
  const borrowed = await other.browser.post(`${link}/acceptance`, { organisation: named.id });
  expect(borrowed.status).toBe(403);
  expect(await desk.partnersOf(address)).toHaveLength(1);
  await named.browser.get(link);
  expect(await named.browser.post(`${link}/acceptance`, { organisation: named.id })).toMatchObject({
    status: 303,
  });
});

test('without an address the invitation is among the applications of the organisation, and of no other', async () => {
  const address = await desk.begin('Lanterne di carta');
  const named = await desk.join('Settima', 'sette@example.org');
  await desk.invite(address, { fiscalCode: named.code.toLowerCase() });
  const { html } = await named.browser.get('/applications');
  expect(html).toContain('Lanterne di carta');
  const link = /href="(\/invitations\/[^"]+)"/.exec(html)?.[1] ?? '';
  expect(await desk.linksTo('sette@example.org')).toEqual([link]);
  expect((await desk.stranger.get('/applications')).html).not.toContain('Lanterne di carta');
  expect((await desk.stranger.get(link)).status).toBe(404);
  await named.browser.get(link);
  const refused = await named.browser.post(`${link}/refusal`, { reason: ' ' });
  expect(refused.status).toBe(422);
  const said = await named.browser.post(`${link}/refusal`, { reason: 'Non abbiamo <b>tempo</b>.' });
  expect(said.status).toBe(303);
  const page = await desk.lead.get(`${address}/partnership`);
  expect(page.html).toContain('rifiutato');
  expect(page.html).toContain('Non abbiamo &lt;b>tempo&lt;/b>.');
  expect((await named.browser.get('/applications')).html).not.toContain('Lanterne di carta');
});

test('an organisation that registers after it was invited finds the invitation', async () => {
  const address = await desk.begin('Luci future');
  const code = desk.freshCode();
  await desk.invite(address, { fiscalCode: code });
  const later = await desk.join('Ottava');
  await desk.world.database.pool.query(
    'update organisation set fiscal_code = $1, vat_number = $1 where id = $2',
    [code, later.id],
  );
  expect((await later.browser.get('/applications')).html).toContain('Luci future');
});

test('the answer does not tell whether an organisation is registered', async () => {
  const address = await desk.begin();
  const known = await desk.join('Nona');
  const path = `/api/v1${address}`;
  const { personId } = await leadPerson();
  const token = await desk.server.tokenOf(personId);
  const ask = async (fiscalCode: string) => {
    const { status, body, headers } = await desk.server.ask(token, `POST ${path}/invitations`, {
      fiscalCode,
      ...role,
    });
    const {
      id: _id,
      fiscalCode: _code,
      invitedAt: _at,
      expiresAt: _until,
      lastSentAt: _last,
      ...rest
    } = body;
    return { status, rest, names: Object.keys(headers).toSorted() };
  };
  const there = await ask(known.code);
  expect(there.status).toBe(201);
  expect(await ask(desk.freshCode())).toEqual(there);
  const list = await desk.server.ask(token, `GET ${path}/partnership`);
  expect(list.text).not.toContain('Nona');
  const { html } = await desk.lead.get(`${address}/partnership`);
  expect(html).not.toContain('Nona');
});

async function leadPerson(): Promise<{ readonly personId: string }> {
  const { person_id: personId } = await desk.world.database.db
    .selectFrom('power')
    .select('person_id')
    .where('organisation_id', '=', desk.leadId)
    .executeTakeFirstOrThrow();
  return { personId };
}

test('an invitation is sent again with another link, not at once and not for ever', async () => {
  const address = await desk.begin();
  await desk.invite(address, { email: 'dieci@example.org' });
  const { html } = await desk.lead.get(`${address}/partnership`);
  const resending = /action="([^"]+\/resending)"/.exec(html)?.[1] ?? '';
  const again = async () => {
    await desk.lead.post(resending, {});
    return (await desk.linksTo('dieci@example.org')).length;
  };
  const waited = () =>
    desk.world.database.pool.query(
      `update partner_invitation set last_sent_at = now() - interval '16 minutes' where email = 'dieci@example.org'`,
    );
  const [before = ''] = await desk.linksTo('dieci@example.org');
  await again();
  expect(await desk.linksTo('dieci@example.org')).toEqual([before]);
  for (let count = 0; count < 8; count += 1) {
    await waited();
    await again();
  }
  const messages = await desk.messagesTo('dieci@example.org');
  expect(messages.map(({ state }) => state)).toEqual([
    ...Array.from({ length: 4 }, () => 'cancelled'),
    'queued',
  ]);
  const [link = ''] = await desk.linksTo('dieci@example.org');
  const workshop = await desk.join('Decima');
  expect((await workshop.browser.get(before)).status).toBe(404);
  expect((await workshop.browser.get(link)).status).toBe(200);
});

test('an expired invitation is not accepted, and opens anew when it is sent again', async () => {
  const address = await desk.begin();
  await desk.invite(address, { email: 'undici@example.org' });
  const [old = ''] = await desk.linksTo('undici@example.org');
  await desk.world.database.pool.query(
    `update partner_invitation set expires_at = now() - interval '1 second', last_sent_at = now() - interval '1 day'
      where email = 'undici@example.org'`,
  );
  const workshop = await desk.join('Undicesima');
  expect((await workshop.browser.get(old)).html).toContain('Questo invito è scaduto');
  expect(
    (await workshop.browser.post(`${old}/acceptance`, { organisation: workshop.id })).status,
  ).toBe(409);
  const page = await desk.lead.get(`${address}/partnership`);
  expect(page.html).toContain('scaduto');
  const resending = /action="([^"]+\/resending)"/.exec(page.html)?.[1] ?? '';
  await desk.lead.post(resending, {});
  const [link = ''] = await desk.linksTo('undici@example.org');
  await workshop.browser.get(link);
  expect(
    (await workshop.browser.post(`${link}/acceptance`, { organisation: workshop.id })).status,
  ).toBe(303);
});

test('a change after consents voids them, and who leaves has taken its consent back', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  const leaving = `${address}/partnership/partners/${desk.partnerId}/leaving`;
  await desk.partner.get(`${address}/partnership`);
  expect((await desk.partner.post(leaving, {})).location).toBe(`${address}/partnership`);
  expect(await desk.partnersOf(address)).toHaveLength(2);
  await desk.invite(address, { email: 'dodici@example.org' });
  const [link = ''] = await desk.linksTo('dodici@example.org');
  const workshop = await desk.join('Dodicesima');
  await workshop.browser.get(link);
  await workshop.browser.post(`${link}/acceptance`, { organisation: workshop.id });
  expect(await desk.actsOf(address)).toContain('consent-voided');
  await desk.partner.get(`${address}/partnership`);
  expect((await desk.partner.post(leaving, {})).location).toBe('/applications');
  expect((await desk.partnersOf(address)).map(({ organisation_id }) => organisation_id)).toEqual([
    desk.leadId,
    workshop.id,
  ]);
  expect((await desk.partner.get(address)).status).toBe(404);
});

test('the lead removes a partner or has another take its place with its costs, and stays itself', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  await desk.world.database.pool.query(
    `update application set content = jsonb_set(content, '{partners,1,costs}', '{"poles": "3000.00"}') where id = $1`,
    [address.split('/').at(-1)],
  );
  await desk.invite(address, { email: 'tredici@example.org', replaces: desk.partnerId });
  const [link = ''] = await desk.linksTo('tredici@example.org');
  const workshop = await desk.join('Tredicesima');
  const shown = await workshop.browser.get(link);
  expect(shown.html).toContain('Spese che prenderesti da Bottega Ferro');
  expect(shown.html).toContain('3.000,00');
  await workshop.browser.post(`${link}/acceptance`, { organisation: workshop.id });
  const { rows } = await desk.world.database.pool.query<{ readonly partners: object[] }>(
    `select content->'partners' as partners from application where id = $1`,
    [address.split('/').at(-1)],
  );
  expect(rows[0]?.partners[1]).toEqual({
    id: workshop.id,
    role: 'workshop',
    costs: { poles: '3000.00' },
  });
  const exit = (id: string, how: string) =>
    desk.lead.post(`${address}/partnership/partners/${id}/${how}`, {});
  await desk.lead.get(`${address}/partnership`);
  await exit(desk.leadId, 'removal');
  await exit(desk.leadId, 'leaving');
  expect(await desk.partnersOf(address)).toHaveLength(2);
  await exit(workshop.id, 'removal');
  expect(await desk.partnersOf(address)).toHaveLength(1);
  expect(await desk.actsOf(address)).toContain('partner-removed');
});

test('the form keeps what was typed and says what is wrong at its field', async () => {
  const address = await desk.begin();
  for (const [fields, said] of [
    [{}, 'Indica un indirizzo e-mail, un codice fiscale o entrambi.'],
    [{ email: 'a@b@c' }, 'Non è un indirizzo e-mail'],
    [{ email: 'a@b.it\r\nBcc: c@d.it' }, 'Non è un indirizzo e-mail'],
    [{ fiscalCode: '12345678901' }, 'Il codice fiscale non è valido'],
    [{ email: 'x@example.org', role: 'lead' }, 'Scegli un ruolo'],
    [{ email: 'x@example.org', planned: 'tanti' }, 'Scrivi un importo'],
    [{ email: 'x@example.org', replaces: desk.leadId }, 'non partecipa a questa domanda'],
  ] as const) {
    const page = await desk.invite(address, fields);
    expect(page.status, said).toBe(422);
    expect(page.html).toContain(said);
  }
  await desk.invite(address, { email: 'doppio@example.org' });
  await desk.invite(address, { email: 'DOPPIO@example.org' });
  expect(await desk.messagesTo('doppio@example.org')).toHaveLength(1);
  expect(await desk.messagesTo('DOPPIO@example.org')).toHaveLength(0);
});

test('what the call asks of the partnership stands beside the list, with what is missing', async () => {
  const address = await desk.begin();
  for (const path of ['/partnership', '/sections/partners']) {
    const { html } = await desk.lead.get(`${address}${path}`);
    expect(html).toContain('Almeno due botteghe attive');
    expect(html).toContain('art. 3, c. 2');
    expect(html).toContain('non raggiunta');
    expect(html).toContain('ne mancano 2');
  }
  await desk.saveComplete(address);
  const { html } = await desk.lead.get(`${address}/partnership`);
  expect(html).toContain('forse Bottega Ferro: mancano dati');
});

test('it stands there while the line is not chosen, and while an answer cannot be read', async () => {
  const { compositionOf } = await import('./composition.ts');
  const { loadCurrentCall } = await import('../published-call.ts');
  const { call } = await loadCurrentCall(desk.world, desk.callId);
  const partners = [
    { id: 'a', role: 'lead' },
    { id: 'b', role: 'workshop', facts: { active: true } },
    { id: 'c', role: 'workshop', facts: { active: false } },
  ];
  const found = (content: object) =>
    compositionOf(call, { id: 'x', content: { facts: {}, ...content } })?.map(
      ({ id, counted, possible, outcome }) => [id, counted, possible, outcome],
    );
  const known = [
    ['one-lead', ['a'], [], 'met'],
    ['two-workshops', ['b'], [], 'not-met'],
  ];
  expect(found({ line: 'light', partners })).toEqual(known);
  expect(found({ partners })).toEqual(known);
  expect(found({ partners, facts: { upkeepYears: 'five' } })).toEqual(known);
  const unreadable = partners.map((each) => ({ ...each, facts: { active: 'perhaps' } }));
  expect(found({ partners: unreadable })).toEqual([
    ['one-lead', ['a'], [], 'met'],
    ['two-workshops', [], ['b', 'c'], 'unknown'],
  ]);
});
