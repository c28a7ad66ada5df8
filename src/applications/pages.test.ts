import { afterAll, beforeAll, expect, test } from 'vitest';
import { fieldsOf, makeDesk, type Desk } from '../../test/support/application-desk.ts';

let desk: Desk;

beforeAll(async () => {
  desk = await makeDesk();
}, 60_000);
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

test('from nothing to ready, with forms alone', async () => {
  const address = await desk.begin();
  const fresh = await desk.lead.get(`${address}/edit`);
  expect(fresh.html).toContain('Quanti abitanti ha il borgo?');
  expect(fresh.html).toContain('Domande ancora senza risposta');
  const saved = await desk.saveComplete(address);
  expect([saved.status, saved.location]).toEqual([303, address]);

  const draft = await desk.lead.get(address);
  expect(draft.html).toContain('La bozza è salvata.');
  expect(draft.html).toContain('Non manca nulla');
  expect(draft.html).toContain('Bottega Ferro');
  const frozen = await desk.lead.post(
    `${address}/freeze`,
    fieldsOf(draft.html, `${address}/freeze`),
  );
  expect([frozen.status, frozen.location]).toEqual([303, address]);
  expect((await desk.lead.get(address)).html).toContain(
    'Il testo è congelato. Ora servono i consensi.',
  );

  const asked = await desk.partner.get(address);
  const form = fieldsOf(asked.html, `${address}/consents`);
  expect(form).toMatchObject({ organisation: desk.partnerId });
  expect(asked.html).toContain(`<code>${form['hash'] ?? ''}</code>`);
  expect(asked.html).toContain('A nome di Bottega Ferro do il consenso al testo');
  expect(asked.html).not.toContain(`action="${address}/freeze"`);
  await desk.partner.post(`${address}/consents`, form);
  expect((await desk.partner.get(address)).html).toContain('Era l’ultimo: la domanda è pronta.');

  const ready = await desk.lead.get(address);
  expect(fieldsOf(ready.html, `${address}/submission`)).toEqual(
    expect.objectContaining({ snapshotHash: form['hash'] }),
  );
  const text = await desk.lead.get(`${address}/snapshots/${form['hash'] ?? ''}`);
  expect(JSON.parse(text.html)).toMatchObject({ bandolo: 'application/1' });
  for (const page of [fresh, draft, asked, ready])
    expect(page.html).toContain('Prova generale: ciò che invii qui non ha alcun effetto');

  const list = await desk.partner.get('/applications');
  expect(list.html).toContain(`<a href="${address}">Lampioni di Ores</a>`);
  expect(list.html).toContain('Pronta');

  const back = `${address}/consents/${desk.partnerId}/withdrawal`;
  await desk.partner.post(back, fieldsOf((await desk.partner.get(address)).html, back));
  expect((await desk.partner.get(address)).html).toContain('il testo è di nuovo una bozza');
});

test('the form of a new application comes back with what is missing', async () => {
  await desk.lead.get(`${desk.call}/applications/new`);
  const reply = await desk.lead.post(`${desk.call}/applications`, {
    lead: desk.leadId,
    title: ' ',
    line: 'x',
  });
  expect(reply.status).toBe(422);
  expect(reply.html).toContain('<title>Errore: Nuova domanda');
  expect(reply.html).toContain('<a href="#title">');
  expect(reply.html).toContain('<a href="#line">');
  const foreign = await desk.lead.post(`${desk.call}/applications`, {
    lead: desk.partnerId,
    title: 'A',
    line: 'light',
  });
  expect(foreign.status).toBe(422);
  expect(foreign.html).toContain('<a href="#lead">');
  expect((await desk.officer.get(`${desk.call}/applications/new`)).html).toContain(
    'Non puoi compilare domande per nessuna organizzazione',
  );
});

test('a text that cannot be stored comes back as it was typed, with each line to correct', async () => {
  const address = await desk.begin();
  const { tag, text } = await desk.textWith(address, { inhabitants: '"<b>480"', poles: '100' });
  const line = text.split('\n').findIndex((each) => each.includes('poles: 100')) + 1;
  const reply = await desk.lead.post(`${address}/edit`, { title: '', text, tag });
  expect(reply.status).toBe(422);
  expect(reply.html).toContain('<a href="#title">');
  expect(reply.html).toContain(`Riga ${line}: Partner 1, pali: il valore non è del tipo atteso`);
  expect(reply.html).toContain('&lt;b>480');
  expect(reply.html).not.toContain('<b>480');
  const broken = await desk.lead.post(`${address}/edit`, { title: 'A', text: 'facts: [\n', tag });
  expect(broken.status).toBe(422);
  expect(broken.html).toContain('Riga 2: il testo non si può leggere qui');
  const unknown = await desk.lead.post(`${address}/edit`, {
    title: 'A',
    text: 'facts: {}\npartners:\n  - { id: "00000000000", role: workshop }\n',
    tag,
  });
  expect(unknown.status).toBe(422);
  expect(unknown.html).toContain('Riga 3: Partner 1: nessuna organizzazione registrata');
  expect((await desk.lead.get(address)).html).not.toContain('&lt;b>480');
});

test('who saves over somebody else’s change sees both, and decides', async () => {
  const address = await desk.begin();
  const mine = await desk.textWith(address, { village: 'Ores' });
  await desk.lead.post(`${address}/edit`, { ...mine, title: 'Uno' });
  const stale = await desk.lead.post(`${address}/edit`, { ...mine, title: 'Due' });
  expect(stale.status).toBe(412);
  expect(stale.html).toContain('Qualcun altro ha modificato la domanda mentre scrivevi');
  expect(stale.html).toMatch(/<code>Uno<\/code>[\s\S]*<code>Due<\/code>/);
  const again = fieldsOf(stale.html, `${address}/edit`);
  const saved = await desk.lead.post(`${address}/edit`, { ...mine, ...again, title: 'Due' });
  expect(saved.status).toBe(303);
  expect((await desk.lead.get(address)).html).toContain('<h1>Due</h1>');
});

test('a frozen text warns before it is edited, and an edit says what it has voided', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  const edit = await desk.lead.get(`${address}/edit`);
  expect(edit.html).toContain('Salvando una modifica il testo congelato non vale più');
  const { tag, text } = await desk.textWith(address, {});
  await desk.lead.post(`${address}/edit`, { title: 'Altro', text, tag });
  const page = await desk.lead.get(address);
  expect(page.html).toContain('Il testo congelato prima e i suoi consensi non valgono più.');
  expect(page.html).toContain('Testo modificato: i consensi non valgono più');
});

test('only who may sees a page, and sees in it only what they may do', async () => {
  const address = await desk.begin();
  for (const path of ['', '/edit']) {
    expect((await desk.stranger.get(address + path)).status).toBe(404);
    expect((await desk.officer.get(address + path)).status).toBe(404);
  }
  expect((await desk.stranger.get('/applications')).html).toContain('Nessuna domanda');
  await desk.saveComplete(address);
  expect((await desk.partner.get(`${address}/edit`)).status).toBe(403);
  const page = await desk.partner.get(address);
  expect(page.html).not.toContain(`${address}/edit`);
  expect(page.html).not.toContain(`${address}/sections`);
  expect(page.html).not.toContain(`${address}/freeze`);
  const forged = await desk.partner.post(`${address}/freeze`, { tag: '2.0.0.0' });
  expect(forged.location).toBe(address);
  expect((await desk.partner.get(address)).html).toContain('Non hai il potere di farlo');
});

test('what is submitted can be read by the body, withdrawn by the lead, and taken up again', async () => {
  const address = await desk.begin('Da presentare');
  await desk.saveComplete(address, 'Da presentare');
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  await desk.enter(address, 1);
  const submitted = await desk.lead.get(address);
  expect(fieldsOf(submitted.html, `${address}/withdrawal`)).toHaveProperty('number');
  expect(submitted.html).toMatch(new RegExp(`href="${address}/receipts/\\d+"`));
  expect(submitted.html).not.toContain(`${address}/edit`);
  const refused = await desk.lead.get(`${address}/edit`);
  expect(refused.status).toBe(409);
  expect(refused.html).toContain('La domanda è presentata: il suo testo è definitivo.');
  const received = await desk.officer.get(address);
  expect(received.html).toContain('Domanda ricevuta');
  expect(received.html).toContain('Da presentare');
  expect(received.html).not.toContain('<form method="post" action="/calls');
  await desk.enter(address, 2);
  const withdrawn = await desk.lead.get(address);
  expect(withdrawn.html).toContain('Riprendi la domanda');
  expect((await desk.lead.get(`${address}/edit`)).status).toBe(200);
});

test('the pages are there in English', async () => {
  const address = await desk.begin();
  await desk.lead.get('/applications?lang=en');
  for (const [path, words] of [
    ['/applications', 'The applications of the organisations you may act for'],
    [`${desk.call}/applications/new`, 'Title of the project'],
    [address, 'While something is missing the text cannot be frozen.'],
    [`${address}/edit`, 'How many people live in the village?'],
  ] as const)
    expect((await desk.lead.get(path)).html).toContain(words);
  await desk.lead.get('/applications?lang=it');
});
