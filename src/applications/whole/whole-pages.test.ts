import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../../test/support/application-desk.ts';
import { pdf } from '../../../test/support/document-scene.ts';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { temporaryFolder } from '../../../test/support/sample-round.ts';
import { unpacked } from '../../../test/support/zip-file.ts';
import { inParts } from '../../../test/support/form-in-parts.ts';
import { createApp } from '../../app.ts';
import { hashRow } from '../../platform/journal.ts';
import { checkReceipt } from '../register/receipt.ts';
import type { WholeFile } from './whole-file.ts';

const title = 'Lampioni "#let x = 1" <b>di</b> Ores';

let desk: Desk;
let draft: string;
let submitted: string;

beforeAll(async () => {
  desk = await makeDesk({
    create: createApp,
    config: { filesFolder: join(temporaryFolder(), 'files') },
  });
  draft = await desk.begin('Solo una bozza');
  submitted = await desk.begin(title);
  await desk.saveComplete(submitted, title);
  await upload(`${submitted}/documents/agreement`, 'accordo – «di» tutti.pdf', paper);
  await desk.press(desk.lead, submitted, 'freeze');
  await desk.press(desk.partner, submitted, 'consents');
  await desk.press(desk.lead, submitted, 'submission');
});
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

const paper = pdf('accordo', 200_000);

/** Sends the form with a file as a browser does. */
async function upload(address: string, name: string, content: Buffer): Promise<void> {
  const { html } = await desk.lead.get('/account');
  const csrf = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const { payload, contentType } = inParts([
    ['_csrf', csrf],
    ['file', { name, content }],
  ]);
  const reply = await desk.server.app.inject({
    method: 'POST',
    url: address,
    headers: {
      accept: 'text/html',
      cookie: [...desk.lead.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
      origin: desk.server.services.config.publicUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': contentType,
    },
    payload,
  });
  expect(reply.statusCode).toBe(303);
}

async function fetched(url: string, browser = desk.lead, language = 'it') {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const headers = { cookie, 'accept-language': language };
  const reply = await desk.server.app.inject({ url, headers });
  return { status: reply.statusCode, bytes: reply.rawPayload, headers: reply.headers };
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

test('the PDF says everything, with every figure explained, and holds the text whose hash it prints', async () => {
  const { bytes, headers } = await fetched(`${submitted}/pdf`);
  expect(headers['content-type']).toBe('application/pdf');
  const file = await readPdf(bytes);
  expect(file).toMatchObject({ title, language: 'it', isTagged: true });
  const text = squeezed(file.text);
  const [exact] = [...file.attachments.values()];
  const hash = createHash('sha256')
    .update(exact ?? '')
    .digest('hex');
  for (const said of [
    'Comune di Ores',
    'Bottega Ferro',
    'Via Roma',
    '20.000,00 €',
    'Che cosa ne dicono le regole, e perché',
    hash,
  ])
    expect(text).toContain(squeezed(said));
  // Partners are called by their names in every sentence.
  expect(text).not.toContain(desk.partnerId);
  expect((await fetched(`${submitted}/pdf`)).bytes.equals(bytes)).toBe(true);
  const english = await readPdf((await fetched(`${submitted}/pdf`, desk.lead, 'en')).bytes);
  expect(squeezed(english.text)).toContain(squeezed('What the rules say of it, and why'));
});

test('the office reads the same text, without who consented when; a stranger reads nothing', async () => {
  const office = await readPdf((await fetched(`${submitted}/pdf`, desk.officer)).bytes);
  expect(squeezed(office.text)).toContain(squeezed(title));
  expect(squeezed(office.text)).not.toContain('Consenso');
  const file = JSON.parse(
    (await fetched(`${submitted}/json`, desk.officer)).bytes.toString('utf8'),
  ) as WholeFile;
  expect([file.journal, file.consents, file.receipts.length]).toEqual([null, null, 1]);
  for (const path of ['pdf', 'json', 'zip']) {
    expect((await fetched(`${submitted}/${path}`, desk.stranger)).status).toBe(404);
    expect((await fetched(`${draft}/${path}`, desk.officer)).status).toBe(404);
  }
});

test('a draft says that it is one', async () => {
  const file = await readPdf((await fetched(`${draft}/pdf`)).bytes);
  expect(squeezed(file.text)).toContain(squeezed('Bozza: questo testo non è stato presentato'));
  expect(file.attachments.size).toBe(0);
});

test('the file for programs holds text, receipts and journal, each of which can be checked', async () => {
  const { bytes } = await fetched(`${submitted}/json`);
  const file = JSON.parse(bytes.toString('utf8')) as WholeFile;
  const { frozen, receipts, journal } = file;
  expect(
    createHash('sha256')
      .update(frozen?.text ?? '')
      .digest('hex'),
  ).toBe(frozen?.hash);
  expect(receipts).toHaveLength(1);
  for (const receipt of receipts) {
    expect(checkReceipt(receipt)).toEqual([]);
    expect(receipt.entry.snapshotHash).toBe(frozen?.hash);
  }
  expect(journal?.map(({ act }) => act)).toEqual(
    expect.arrayContaining(['application-started', 'application-frozen', 'consent-given']),
  );
  for (const { contentHash, previousHash, hash, ...row } of journal ?? [])
    expect(
      hashRow({
        ...row,
        contentHash: Buffer.from(contentHash, 'hex'),
        previousHash: Buffer.from(previousHash, 'hex'),
      }).toString('hex'),
    ).toBe(hash);
});

test('the ZIP holds all of it, and each file comes out whole', async () => {
  const { bytes, headers } = await fetched(`${submitted}/zip`);
  expect(headers['content-type']).toBe('application/zip');
  const files = await unpacked(bytes);
  expect([...files.keys()]).toEqual([
    'application.pdf',
    'application.json',
    'application-text.json',
    'receipts/receipt-1.pdf',
    'receipts/receipt-1.json',
    'documents/01-agreement-v1-accordo _ _di_ tutti.pdf',
  ]);
  const [document] = [...files].slice(-1);
  expect(document?.[1].equals(paper)).toBe(true);
  expect(files.get('application.pdf')?.equals((await fetched(`${submitted}/pdf`)).bytes)).toBe(
    true,
  );
  const receipt = await fetched(`${submitted}/receipts/1/pdf`);
  expect(files.get('receipts/receipt-1.pdf')?.equals(receipt.bytes)).toBe(true);
});

test('the page of the application leads to them', async () => {
  const { html } = await desk.lead.get(submitted);
  for (const path of ['pdf', 'json', 'zip']) expect(html).toContain(`href="${submitted}/${path}"`);
});
