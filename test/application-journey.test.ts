import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkReceipt, type Receipt } from '../src/applications/register/receipt.ts';
import { createApp } from '../src/app.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Asked,
} from './support/application-server.ts';
import { fieldsOf, makeDesk } from './support/application-desk.ts';
import { completeDraft, makeWorld, type World } from './support/application-world.ts';

let world: World;
let server: ApplicationServer;
let calls: string;
let lead: string;
let partner: string;
let leadToken: string;
let partnerToken: string;

beforeAll(async () => {
  world = await makeWorld();
  const { slug } = await world.publish({ resubmission: true });
  calls = `/api/v1/calls/${slug}/applications`;
  server = await makeApplicationServer(world, { create: createApp });
  lead = await world.makeOrganisation('Comune di Ores');
  partner = await world.makeOrganisation('Bottega Ferro');
  const tokenFor = async (organisation: string): Promise<string> => {
    const person = await world.makePerson();
    await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return server.tokenOf(person);
  };
  leadToken = await tokenFor(lead);
  partnerToken = await tokenFor(partner);
}, 60_000);
afterAll(async () => {
  expect(server.faults()).toEqual([]);
  await server.close();
  await world.close();
});

const draftOf = (title: string) => completeDraft(lead, [partner], title);
const etagOf = ({ headers }: Asked): string => String(headers['etag']);
const hashOf = ({ body }: Asked): string => (body['frozen'] as { readonly hash: string }).hash;
const read = (id: string) => server.ask(leadToken, `GET ${calls}/${id}`);
const edit = async (id: string, title: string, etag?: string) =>
  server.ask(leadToken, `PUT ${calls}/${id}`, draftOf(title), {
    'if-match': etag ?? etagOf(await read(id)),
  });
const submit = (id: string, snapshotHash: string) =>
  server.ask(leadToken, `POST ${calls}/${id}/submission`, { snapshotHash });

async function begin(): Promise<string> {
  const { body } = await server.ask(leadToken, `POST ${calls}`, { lead, ...draftOf('Lampioni') });
  return String(body['id']);
}

/** Frozen, and consented to by everybody. */
async function makeReady(id: string): Promise<string> {
  const headers = { 'if-match': etagOf(await read(id)) };
  const hash = hashOf(
    await server.ask(leadToken, `POST ${calls}/${id}/freeze`, undefined, headers),
  );
  const body = { organisation: partner, hash };
  const given = await server.ask(partnerToken, `POST ${calls}/${id}/consents`, body);
  expect(given.body).toMatchObject({ state: 'ready', nextStep: 'wait-for-submission' });
  return hash;
}

test('begun, frozen, consented to, submitted, withdrawn, taken up and submitted again', async () => {
  const id = await begin();
  const early = await submit(id, 'ab'.repeat(32));
  expect([early.status, early.body['code']]).toEqual([409, 'text-changed']);
  const hash = await makeReady(id);
  const submitted = await submit(id, hash);
  expect(submitted.status).toBe(201);
  const receipt = submitted.body as unknown as Receipt;
  expect(checkReceipt(receipt)).toEqual([]);
  expect(receipt.entry).toMatchObject({ applicationId: id, snapshotHash: hash, turn: 1 });
  const after = await read(id);
  expect(after.body).toMatchObject({
    state: 'submitted',
    nextStep: 'none',
    entries: [{ kind: 'submission', protocol: receipt.protocol, snapshotHash: hash }],
  });
  expect((await edit(id, 'Tardi')).body).toMatchObject({ code: 'already-submitted' });
  const taken = `DELETE ${calls}/${id}/consents/${partner}`;
  expect((await server.ask(partnerToken, taken)).body).toMatchObject({ code: 'already-submitted' });

  const { number } = receipt.entry;
  const reason = 'Un errore nel titolo';
  const gone = await server.ask(leadToken, `POST ${calls}/${id}/withdrawal`, { number, reason });
  expect(gone.status).toBe(201);
  expect((await read(id)).body).toMatchObject({ state: 'withdrawn', nextStep: 'take-up-again' });
  const again = await edit(id, 'Lampioni nuovi');
  expect(again.body).toMatchObject({ state: 'draft', title: 'Lampioni nuovi' });
  const second = await makeReady(id);
  expect(second).not.toBe(hash);
  expect((await submit(id, second)).body).toMatchObject({
    entry: { turn: 3, snapshotHash: second },
  });
  expect((await submit(id, hash)).body).toMatchObject({ entry: { turn: 1 } });
});

test('the same with forms alone, to the receipt and back', async () => {
  const desk = await makeDesk({ create: createApp });
  const address = await desk.begin();
  await desk.saveComplete(address);
  await desk.press(desk.lead, address, 'freeze');
  await desk.press(desk.partner, address, 'consents');
  const submitted = await desk.press(desk.lead, address, 'submission');
  expect([submitted.status, submitted.location]).toEqual([303, `${address}/receipts/1`]);
  expect((await desk.lead.get(`${address}/receipts/1`)).html).toContain('Domanda presentata');
  const page = await desk.lead.get(address);
  expect(page.html).toContain(`href="${address}/receipts/1"`);
  const fields = { ...fieldsOf(page.html, `${address}/withdrawal`), reason: 'Un errore' };
  const withdrawn = await desk.lead.post(`${address}/withdrawal`, fields);
  expect([withdrawn.status, withdrawn.location]).toEqual([303, `${address}/receipts/2`]);
  expect((await desk.lead.get(address)).html).toContain('Riprendi la domanda');
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

test('an edit against the decisive act: one of them comes first, and the other is told', async () => {
  const ends = new Set<string>();
  for (let round = 0; round < 12; round += 1) {
    const id = await begin();
    const hash = await makeReady(id);
    const etag = etagOf(await read(id));
    const [entered, edited] = await Promise.all([submit(id, hash), edit(id, 'Altro', etag)]);
    const end = `${entered.status} ${edited.status}`;
    ends.add(end);
    expect(['201 409', '409 200']).toContain(end);
    const { body } = await read(id);
    expect([body['state'], body['title']]).toEqual(
      entered.status === 201 ? ['submitted', 'Lampioni'] : ['draft', 'Altro'],
    );
  }
  expect(ends.size).toBeGreaterThan(0);
});

test('eight presses of the decisive act are one submission', async () => {
  const id = await begin();
  const hash = await makeReady(id);
  const replies = await Promise.all(Array.from({ length: 8 }, () => submit(id, hash)));
  expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
  expect((await read(id)).body['entries']).toHaveLength(1);
});
