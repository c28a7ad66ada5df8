import { createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../../test/support/application-desk.ts';
import { openBrowser } from '../../../test/support/browser.ts';
import { runCaptured } from '../../../test/support/captured-terminal.ts';
import { expectReadable, openPage } from '../../../test/support/in-browser.ts';
import { readPdf } from '../../../test/support/pdf-file.ts';
import { createApp } from '../../app.ts';
import { commitText, entryText } from './entry.ts';
import type { Receipt } from './receipt.ts';

const title = 'Lampioni #panic("x") *di* Ores';

let desk: Desk;
let address: string;
let receipt: Receipt;
let cookie: string;

beforeAll(async () => {
  desk = await makeDesk({ create: createApp });
  const application = await desk.begin(title);
  await desk.saveComplete(application, title);
  await desk.press(desk.lead, application, 'freeze');
  await desk.press(desk.partner, application, 'consents');
  const { location = '' } = await desk.press(desk.lead, application, 'submission');
  address = location;
  cookie = [...desk.lead.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  receipt = JSON.parse((await fetched('/json')).toString('utf8')) as Receipt;
});
afterAll(async () => {
  expect(desk.server.faults()).toEqual([]);
  await desk.close();
});

async function fetched(path: string, headers: Record<string, string> = {}): Promise<Buffer> {
  const reply = await desk.server.app.inject({
    url: `${address}${path}`,
    headers: { cookie, ...headers },
  });
  expect(reply.statusCode).toBe(200);
  return reply.rawPayload;
}

const squeezed = (text: string): string => text.replaceAll(/\s+/gu, '');

test('the page says what was received, where it stands, what follows, and that it is no ranking', async () => {
  const { html } = await desk.lead.get(address);
  for (const said of [
    'Domanda presentata',
    'Numero d’ordine',
    'Contributo calcolato',
    'E adesso',
    'Come verificarla',
    receipt.hash,
    receipt.commit.root,
  ])
    expect(html).toContain(said);
  const [, heading = ''] = /<h1[^>]*>(.*?)<\/h1>/s.exec(html) ?? [];
  expect(heading.replaceAll(/<[^>]+>/g, '')).toContain(`Protocollo ${receipt.protocol}`);
  expect(html.match(/<h1/g)).toHaveLength(1);
  expect((await desk.officer.get(address)).html).toContain(receipt.hash);
  expect((await desk.stranger.get(`${address}/pdf`)).status).toBe(404);
});

test('the PDF prints all that is needed to check it, and holds the same receipt for programs', async () => {
  const bytes = await fetched('/pdf');
  const file = await readPdf(bytes);
  expect(file.metadata).toContain('<pdfaid:part>3</pdfaid:part>');
  expect(file).toMatchObject({ title: `Ricevuta ${receipt.protocol}`, language: 'it' });
  const text = squeezed(file.text);
  for (const said of [
    title,
    entryText(receipt.entry),
    receipt.hash,
    ...receipt.proof.hashes,
    commitText(receipt.commit),
    receipt.signature.value,
    receipt.signature.publicKey,
    'Prova generale',
  ])
    expect(text).toContain(squeezed(said));
  const [attached] = [...file.attachments.values()];
  expect(JSON.parse(attached?.toString('utf8') ?? '')).toEqual(receipt);
  expect((await fetched('/pdf')).equals(bytes)).toBe(true);
  const english = await readPdf(await fetched('/pdf', { 'accept-language': 'en' }));
  expect(english).toMatchObject({ title: `Receipt ${receipt.protocol}`, language: 'en' });
});

test('what the PDF holds is verified offline, and a changed letter is found', async () => {
  const { attachments } = await readPdf(await fetched('/pdf'));
  const [attached] = [...attachments.values()];
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-receipt-'));
  const check = (text: string) => {
    writeFileSync(join(folder, 'receipt.json'), text);
    const key = receipt.signature.publicKey;
    return runCaptured(['verify', join(folder, 'receipt.json'), '--public-key', key]);
  };
  const text = attached?.toString('utf8') ?? '';
  expect((await check(text)).code).toBe(0);
  expect((await check(text.replace('"turn": 1', '"turn": 3'))).code).not.toBe(0);
  rmSync(folder, { recursive: true });
});

test('by hand, with what is printed: the signature is that of the key over the block', () => {
  const { publicKey, value } = receipt.signature;
  const der = Buffer.from(publicKey, 'base64');
  const key = createPublicKey({ key: der, format: 'der', type: 'spki' });
  const isSigned = (block: string): boolean =>
    verify(null, Buffer.from(block), key, Buffer.from(value, 'base64'));
  expect(isSigned(commitText(receipt.commit))).toBe(true);
  expect(isSigned(commitText(receipt.commit).replace('"bandolo', '"Bandolo'))).toBe(false);
});

test('everybody can read it, on a phone and on a desk', async () => {
  const origin = await desk.server.app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  for (const width of [320, 1280]) {
    const seat = { origin, cookies: desk.lead.cookies, width };
    await expectReadable(await openPage(browser, address, seat), `receipt-${width}`);
  }
  await browser.close();
});
