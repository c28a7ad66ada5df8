import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { openDatabase, type Database } from '../src/platform/database.ts';
import { openFileStore } from '../src/platform/files/open-file-store.ts';
import type { App } from '../src/platform/http/app-type.ts';
import type { Services } from '../src/platform/services.ts';
import { makeSigner } from '../src/platform/signer.ts';
import { loadTrialData } from '../src/trial/index.ts';
import {
  etagOf,
  firstOf,
  itemsNamed,
  itemsOf,
  makeApiClient,
  type ApiAnswer,
  type ApiAsked,
  type ApiClient,
} from './support/api-client.ts';
import { openTrialSession } from './support/trial-session.ts';
import { pdf } from './support/document-scene.ts';
import { completeDraft } from './support/application-world.ts';
import { beeCall } from './support/bee-call.ts';
import { contractCast } from './support/contract-cast.ts';
import { useActs } from './support/act-steps.ts';
import { useBodies } from './support/body-steps.ts';
import { useIncidents } from './support/incident-steps.ts';
import { useLetters, useMessages } from './support/message-steps.ts';
import { useExamination } from './support/examination-steps.ts';
import { usePanel } from './support/panel-steps.ts';
import { useRankingDesk } from './support/desk-steps.ts';
import { useScores } from './support/score-steps.ts';
import { usePartnership } from './support/partnership-steps.ts';
import { useDialogue } from './support/dialogue-steps.ts';
import { useResults } from './support/result-steps.ts';
import { useQueue } from './support/queue-steps.ts';
import { personFiscalCode, vatNumber } from './support/people.ts';
import { consentBySignature, uploadInParts, type AskAs } from './support/send-files.ts';
import { makeSigningDesk, type SigningDesk } from './support/signing-desk.ts';
import { cloneDatabase, type TestDatabase } from './support/template-database.ts';
import { testConfig } from './support/test-config.ts';
import { testLog } from './support/test-server.ts';
// Every operation that is described is used as described, by invented people, and what comes back is as described.
let clone: TestDatabase;
let database: Database;
let services: Services;
let app: App;
let api: ApiClient;
let desk: SigningDesk;
const { administrator, author, body, chains, lamps, lines, mayor, officer, smith } = contractCast;
const tokens = new Map<string, string>();
const log = testLog();

beforeAll(async () => {
  clone = await cloneDatabase();
  database = openDatabase(clone.url, { connectionsMax: 8 });
  desk = await makeSigningDesk();
  const config = testConfig({
    signatureAnchors: desk.anchors,
    hasTrialSignIn: true,
    requestsPerMinute: 5_000,
    signInsPerMinute: 100,
  });
  services = { config, database, clock: () => new Date(), signer: makeSigner() };
  await loadUntilExaminations();
  app = createApp(services, { log, version: '1.2.3' });
  await app.listen({ host: '127.0.0.1', port: 0 });
  api = await makeApiClient(address());
}, 90_000);

/** The data of a trial up to what its office has done of its own: here offices and panels begin from nothing. */
async function loadUntilExaminations(): Promise<void> {
  const enough = new Error('enough is loaded');
  const onStep = (step: string): void => {
    if (step === 'examinations') throw enough;
  };
  const asked = { isEmpty: false, log: () => undefined, onStep };
  await expect(loadTrialData(services, asked)).rejects.toBe(enough);
}

function address(): string {
  return `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
}
afterAll(async () => {
  await app.close();
  await database.close();
  await clone.drop();
  desk.close();
});

/** A token of an invented person, by family name. */
async function tokenOf(name: string): Promise<string> {
  const token = tokens.get(name) ?? (await openTrialSession(api, name));
  tokens.set(name, token);
  return token;
}

/** Asks, and insists on the status; what is not as described is found by the last test. */
async function ask(
  name: string | null,
  request: string,
  { status = 200, ...asked }: Omit<ApiAsked, 'as'> & { status?: number } = {},
): Promise<ApiAnswer> {
  const as = name === null ? {} : { as: await tokenOf(name) };
  const answer = await api.ask(request, { ...as, ...asked });
  expect(answer.status, `${request}: ${answer.text.slice(0, 500)}`).toBe(status);
  return answer;
}

const press = () => ({ db: database.db, store: openFileStore(services.config) });

test('the account: who one is, sessions, tokens', async () => {
  const { body: me } = await ask(mayor, 'GET /api/v1/me');
  expect(me['familyName']).toBe('Montevaghi');
  const made = await ask(mayor, 'POST /api/v1/tokens', {
    status: 201,
    body: { label: 'Prova', days: 1 },
  });
  const sessions = await ask(mayor, 'GET /api/v1/sessions?limit=1');
  expect(itemsOf(sessions)).toHaveLength(1);
  const next = String(sessions.body['next']);
  const rest = await ask(mayor, `GET /api/v1/sessions?after=${next}`);
  expect(itemsOf(rest)).toHaveLength(1);
  expect(firstOf(rest)['id']).not.toBe(firstOf(sessions)['id']);
  await ask(mayor, `DELETE /api/v1/sessions/${made.body['id'] as string}`, { status: 204 });
  await ask('Senzapotere', 'DELETE /api/v1/sessions', { status: 204 });
  await ask('Senzapotere', 'GET /api/v1/me', { status: 401 });
  tokens.delete('Senzapotere');
  await ask(null, 'GET /api/v1/me', { status: 401 });
});

test('organisations and powers', async () => {
  const registered = await ask('Senzapotere', 'POST /api/v1/organisations', {
    status: 201,
    body: {
      fiscalCode: vatNumber(4711),
      kind: 'firm',
      name: 'Mulino Fantasia S.r.l.',
      ateco: [],
      sites: [
        {
          municipalityCode: '015146',
          municipality: 'Milano',
          province: 'MI',
          address: 'Via dei Mulini 1',
          isRegistered: true,
        },
      ],
      declaration: 'I declare that I am its sole director.',
    },
  });
  const own = registered.headers.get('location') ?? '';
  await ask('Senzapotere', 'GET /api/v1/organisations');
  const read = await ask('Senzapotere', `GET ${own}`);
  await ask('Senzapotere', `GET ${own}`, {
    status: 304,
    headers: { 'if-none-match': read.headers.get('etag') ?? '' },
  });
  const { id, fiscalCode, fictional, revision, ...content } = read.body;
  expect([id, fiscalCode, fictional, revision]).not.toContain(undefined);
  const changed = { ...content, name: 'Mulino di Fantasia S.r.l.' };
  await ask('Senzapotere', `PUT ${own}`, { status: 428, body: changed });
  await ask('Senzapotere', `PUT ${own}`, { body: changed, headers: etagOf(read) });
  await ask('Senzapotere', `PUT ${own}`, { status: 412, body: changed, headers: etagOf(read) });
  await ask('Senzapotere', 'PUT /api/v1/session/acting-for', {
    status: 204,
    body: { organisation: id },
  });
  const to = { givenName: 'Maria', familyName: 'Rossi' };
  const given = await ask('Senzapotere', `POST ${own}/mandates`, {
    status: 201,
    body: {
      ...to,
      fiscalCode: personFiscalCode(5),
      scopes: ['read'],
      evidence: 'Board of 3 March',
    },
  });
  await ask('Senzapotere', `POST ${own}/legal-representatives`, {
    status: 201,
    body: { ...to, fiscalCode: personFiscalCode(6), evidence: 'Minutes of 3 March' },
  });
  const powers = await ask('Senzapotere', `GET ${own}/powers?limit=2`);
  const more = await ask('Senzapotere', `GET ${own}/powers?after=${String(powers.body['next'])}`);
  expect([...itemsOf(powers), ...itemsOf(more)]).toHaveLength(3);
  await ask('Senzapotere', `GET ${own}/powers?after=nonsense`, { status: 400 });
  await ask('Senzapotere', `DELETE ${own}/powers/${given.body['id'] as string}`, { status: 204 });
});

test('bodies and roles', async () => {
  expect(await useBodies({ ask, body, administrator, stranger: mayor })).toContain('officer');
});

test('calls: published, amended, rehearsed, extended, read', async () => {
  const ground = 'Decreto inventato n. 1';
  const definition = beeCall();
  const asked = { mode: 'rehearsal', resubmission: true, definition, ground };
  const key = { 'idempotency-key': 'publication-1' };
  await ask(author, `POST ${body}/calls`, { status: 422, body: { ...asked, definition: 'x: 1' } });
  const published = await ask(author, `POST ${body}/calls`, {
    status: 201,
    body: asked,
    headers: key,
  });
  const again = await ask(author, `POST ${body}/calls`, { status: 201, body: asked, headers: key });
  expect(again.headers.get('idempotency-replayed')).toBe('true');
  expect(again.text).toBe(published.text);
  const call = published.headers.get('location') ?? '';
  const term = {
    opensAt: new Date(Date.now() - 3_600_000).toISOString(),
    closesAt: new Date(Date.now() + 3_600_000).toISOString(),
  };
  await ask(author, `POST ${call}/rehearsal-terms`, { status: 201, body: { ...term, ground } });
  await ask(officer, `POST ${call}/extensions`, {
    status: 201,
    body: { closesAt: new Date(Date.now() + 7_200_000).toISOString(), ground },
  });
  const second = beeCall({ title: 'Houses for bees' }).replace("version: '1'", "version: '2'");
  const amended = { replaces: 1, definition: second, ground };
  await ask(author, `POST ${call}/versions`, { status: 201, body: amended });
  await ask(author, `POST ${call}/versions`, { status: 409, body: amended });
  await ask(null, 'GET /api/v1/calls?limit=2');
  await ask(null, `GET ${call}`);
  await ask(null, `GET ${call}/terms`);
  const slug = call.slice('/api/v1/calls/'.length);
  const advice = await ask(null, 'POST /api/v1/fits', { body: { calls: [slug], facts: {} } });
  expect(itemsNamed(advice, 'lines').length).toBeGreaterThan(0);
  await ask(null, 'POST /api/v1/fits', { status: 422, body: { calls: ['nothing'] } });
  await ask(null, `GET ${call}/versions?limit=1`);
  await ask(null, `GET ${call}/versions/1`);
  await ask(null, `GET ${call}/versions/2/definition`);
  await ask(null, `GET ${call}/versions/2/changes`);
  await ask(officer, `GET ${chains}/versions/1/decisions/1`);
  await ask(null, `GET ${lamps}/versions/99`, { status: 404 });
});

test('an application, from the draft to the receipt and back', async () => {
  const lead = firstOf(await ask(mayor, 'GET /api/v1/organisations'))['id'] ?? '';
  const partner = firstOf(await ask(smith, 'GET /api/v1/organisations'))['id'] ?? '';
  const begun = { status: 201, body: { lead, title: 'Lampioni' } };
  const started = await ask(mayor, `POST ${lamps}/applications`, begun);
  const own = started.headers.get('location') ?? '';
  await ask(mayor, `GET ${own}/check`);
  const draft = completeDraft(lead, [partner]);
  const written = await ask(mayor, `PUT ${own}`, { body: draft, headers: etagOf(started) });
  const stale = completeDraft(lead, [partner], 'Altri lampioni');
  await ask(mayor, `PUT ${own}`, { status: 412, body: stale, headers: etagOf(started) });
  await ask(mayor, `GET ${own}/check`);
  const place = `${own}/documents/agreement`;
  const paper = { status: 201, file: pdf('accordo') };
  await ask(mayor, `PUT ${place}?name=accordo.pdf`, paper);
  await ask(mayor, `PUT ${place}?name=accordo.pdf`, { ...paper, status: 200 });
  await ask(mayor, `PUT ${place}?name=accordo.pdf`, { status: 422, file: Buffer.from('MZ\0') });
  const asMayor: AskAs = (...asked) => ask(mayor, ...asked);
  await uploadInParts(asMayor, place);
  const content = await ask(smith, `GET ${place}/versions/1`);
  const known = { 'if-none-match': content.headers.get('etag') ?? '' };
  await ask(smith, `GET ${place}/versions/1`, { status: 304, headers: known });
  await ask(mayor, `DELETE ${place}/versions/1`, { status: 204 });
  await ask(mayor, `GET ${own}/documents`);
  const edited = await ask(mayor, `GET ${own}`);
  expect(edited.headers.get('etag')).not.toBe(written.headers.get('etag'));
  const frozen = await ask(mayor, `POST ${own}/freeze`, { headers: etagOf(edited) });
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  await ask(mayor, `POST ${own}/submission`, { status: 409, body: { snapshotHash: hash } });
  const consent = { organisation: partner, hash };
  await ask(smith, `POST ${own}/consents`, { status: 201, body: consent });
  await ask(smith, `POST ${own}/consents`, { body: consent });
  await ask(smith, `DELETE ${own}/consents/${partner}`);
  const current = await ask(mayor, `GET ${own}`);
  const refrozen = await ask(mayor, `POST ${own}/freeze`, { headers: etagOf(current) });
  const { hash: last } = refrozen.body['frozen'] as { readonly hash: string };
  await ask(smith, `GET ${own}/snapshots/${last}`, { status: 403 });
  const text = await ask(mayor, `GET ${own}/snapshots/${last}`);
  const unchanged = { 'if-none-match': text.headers.get('etag') ?? '' };
  await ask(mayor, `GET ${own}/snapshots/${last}`, { status: 304, headers: unchanged });
  const file = await desk.sign(database.db, smith, text.text);
  await consentBySignature(asMayor, { own, partner, hash: last, file });
  const submission = { snapshotHash: last };
  const receipt = await ask(mayor, `POST ${own}/submission`, { status: 201, body: submission });
  const again = await ask(mayor, `POST ${own}/submission`, { body: submission });
  expect(again.text).toBe(receipt.text);
  await ask(officer, `GET ${own}`);
  const { number } = receipt.body['entry'] as { readonly number: number };
  const withdrawal = { number, reason: 'Un errore' };
  await ask(mayor, `POST ${own}/withdrawal`, { status: 201, body: withdrawal });
  await ask(mayor, `POST ${own}/withdrawal`, { body: withdrawal });
  const receipts = await ask(mayor, `GET ${own}/receipts?limit=1`);
  const more = await ask(mayor, `GET ${own}/receipts?after=${String(receipts.body['next'])}`);
  expect([...itemsOf(receipts), ...itemsOf(more)]).toHaveLength(2);
  await ask(mayor, 'GET /api/v1/applications?limit=1');
  await ask(null, 'GET /api/v1/signing-keys');
  await ask(mayor, `GET ${lamps}/register`, { status: 403 });
  await ask(officer, `GET ${lamps}/register?limit=2&kind=submission`);
  for (const format of ['', '/json', '/ndjson'])
    expect((await ask(officer, `GET ${lamps}/register-export${format}`)).text).toMatch(/Lampioni/);
  expect((await ask(officer, `GET ${lamps}/register-export/xlsx`)).status).toBe(200);
});

test('who takes part: invited, refused, accepted, left, removed', async () => {
  const cast = { ask, database, call: lamps, lead: mayor, partner: smith, stranger: author };
  expect(await usePartnership(cast)).toEqual(['withdrawn', 'refused', 'accepted', 'accepted']);
});

test('an examination: found, confirmed, concluded, decided, reopened', async () => {
  const calls = { two: lamps, one: lines };
  const cast = { ask, database, calls, lead: mayor, partner: smith, officer, second: author };
  expect(await useExamination(cast)).toEqual([undefined, 'with-reserve', 'admitted', undefined]);
});

test('incidents', async () => {
  const cast = { ask, call: lamps, known: chains, officer, lead: 'Pretoriali' };
  expect(await useIncidents(cast)).toMatchObject({ kind: 'admission' });
});

test('what an office has to examine, who does, and until when', async () => {
  expect(await useQueue({ ask, call: lamps, officer, stranger: mayor })).toBe('under-way');
});

test('a panel: composed, declared about, drawn, changed, and what its members do', async () => {
  const cast = { ask, database, call: lamps, stranger: mayor };
  const people = { secretary: 'Pellestrina', evaluator: 'Bramantori', second: 'Quaregnolo' };
  expect(await usePanel({ ...cast, ...people })).toEqual(['removal', 'refusal']);
});

test('what an office asks of an applicant, and what is answered', async () => {
  expect(await useDialogue({ ask, database, call: lamps, lead: mayor, officer })).toBe(true);
});

test('what an office and an applicant write to each other, and the letters about outcomes', async () => {
  const cast = { ask, database, call: lamps, lead: mayor, officer };
  expect(await useMessages(cast)).toEqual([false, 0]);
  expect(await useLetters({ ...cast, press: press() })).toEqual(['admitted']);
});

test('scores: sheets filled in and closed, laid open, decided, in minutes and communicated', async () => {
  const cast = { ask, database, call: lamps, lead: mayor, officer, second: author };
  const scored = await useScores({ ...cast, secretary: 'Pellestrina', press: press() });
  expect(scored).toEqual(['decided', true]);
});

test('a round is frozen, decided about and tried with other rules', async () => {
  const done = await useRankingDesk({ ask, call: lamps, officer });
  expect(done).toEqual([['Determinazione n. 12'], 0]);
});

test('acts on a ranking: drafted, checked, signed, published, corrected, given up', async () => {
  const signatory = 'Vescovati';
  const sign = (text: string) => desk.sign(database.db, signatory, text);
  const people = { officer, signatory, stranger: mayor };
  const done = await useActs({ ask, services, press: press(), call: lamps, sign, ...people });
  expect(done).toEqual(['abandoned', 'signed', 'published']);
});

test('what is published of rankings, with the code of a project', async () => {
  const cast = { ask, database, call: lamps, officer, stranger: mayor };
  expect(await useResults(cast)).toBe('C51F23000670006');
});

test('the server says how it is, and every address that is not there is a problem', async () => {
  const well = await ask(null, 'GET /status');
  expect(well.body).toMatchObject({ status: 200, version: '1.2.3' });
  await ask(null, `GET ${lamps}/incidents/nothing`, { status: 400 });
  const begin = (status: number, more: object) =>
    ask(mayor, `POST ${lamps}/applications`, { status, ...more });
  await begin(400, { body: {} });
  await begin(415, { headers: { 'content-type': 'text/csv' } });
  await begin(413, { body: { title: 'x'.repeat(300_000) } });
});

test('all of it was as described, and nothing that is described was left out', () => {
  expect(api.wrong).toEqual([]);
  const succeeded = new Set(
    api.answered.filter(({ status }) => status < 400).map(({ operation }) => operation),
  );
  expect(api.operations.map(({ id }) => id).filter((id) => !succeeded.has(id))).toEqual([]);
  expect(api.operations.length).toBeGreaterThan(50);
  expect(log.lines.filter((line) => line.includes('a fault of the server'))).toEqual([]);
});

test('a reply that is not as described is found', async () => {
  const bent = await makeApiClient(address(), (text) =>
    text.replaceAll('"familyName"', '"surname"').replaceAll(/ETag(?=")/g, 'X-Version'),
  );
  await bent.ask('GET /api/v1/me', { as: await tokenOf(mayor) });
  await bent.ask('GET /api/v1/me', { as: 'nobody' });
  expect(bent.wrong).toEqual([
    'GET /api/v1/me 200: lacks X-Version',
    'GET /api/v1/me 200:  must have required properties surname',
    'GET /api/v1/me 200: /familyName schema is false',
    'GET /api/v1/me 200:  must not have additional properties',
  ]);
});
