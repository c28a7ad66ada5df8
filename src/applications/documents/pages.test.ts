import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeDesk, type Desk } from '../../../test/support/application-desk.ts';
import { limits, pdf } from '../../../test/support/document-scene.ts';
import { cookieName } from '../../platform/http/cookies.ts';
import type { Browser } from '../../../test/support/application-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'bandolo-document-pages-'));
let desk: Desk;

beforeAll(async () => {
  desk = await makeDesk({ config: { filesFolder: folder, fileLimits: limits } });
});

afterAll(async () => {
  await desk.close();
  rmSync(folder, { recursive: true });
});

interface Upload {
  readonly csrf?: string;
  readonly name?: string;
  readonly content?: Buffer;
  readonly isCut?: boolean;
}

/** Sends the form with a file as a browser does, with the token of the page. */
async function upload(browser: Browser, address: string, asked: Upload = {}) {
  const { html } = await browser.get('/account');
  const csrf = asked.csrf ?? /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const { app, services } = desk.server;
  const form = Buffer.concat([
    Buffer.from(
      `--xyz\r\ncontent-disposition: form-data; name="_csrf"\r\n\r\n${csrf}\r\n--xyz\r\ncontent-disposition: form-data; name="file"; filename="${asked.name ?? 'accordo.pdf'}"\r\ncontent-type: text/html\r\n\r\n`,
    ),
    asked.content ?? pdf('form'),
    Buffer.from(asked.isCut === true ? '' : '\r\n--xyz--\r\n'),
  ]);
  const reply = await app.inject({
    method: 'POST',
    url: address,
    headers: {
      accept: 'text/html',
      cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      origin: services.config.publicUrl,
      'sec-fetch-site': 'same-origin',
      'content-type': 'multipart/form-data; boundary=xyz',
    },
    payload: form,
  });
  const flash = reply.cookies.find(({ name }) => name === cookieName(services.config, 'flash'));
  return { status: reply.statusCode, location: reply.headers.location, said: flash?.value ?? '' };
}

test('a page states the limits, takes a document with a form, and gives it back', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  const page = `${address}/documents`;
  const before = await desk.lead.get(page);
  expect(before.html).toContain('fino a 1 MB');
  expect(before.html).toContain('Accordo di partenariato');
  expect(before.html).toContain('enctype="multipart/form-data"');
  const sent = await upload(desk.lead, `${page}/agreement`, { name: '<i>accordo.pdf' });
  expect([sent.status, sent.location]).toEqual([303, page]);
  const after = await desk.lead.get(page);
  expect(after.html).toContain('Scarica &lt;i>accordo.pdf');
  expect(after.html).not.toContain('<i>');
  const file = await desk.lead.get(`${page}/agreement/versions/1`);
  expect(file.html).toBe(pdf('form').toString('utf8'));
  await upload(desk.lead, `${page}/agreement`, { content: pdf('again') });
  expect((await desk.lead.get(page)).html).toContain('Versioni precedenti');
  const removed = await desk.lead.post(`${page}/agreement/versions/2/removal`, {});
  expect([removed.status, removed.location]).toEqual([303, page]);
  expect((await desk.lead.get(page)).html).toContain('Non ancora caricato.');
});

test('a form without its token, cut off, or with what is no document leaves nothing', async () => {
  const address = await desk.begin();
  await desk.saveComplete(address);
  const place = `${address}/documents/agreement`;
  expect((await upload(desk.lead, place, { csrf: 'x.y' })).status).toBe(403);
  expect((await upload(desk.lead, place, { isCut: true })).status).toBe(303);
  expect((await upload(desk.lead, place, { content: Buffer.from('MZ\x90\0') })).status).toBe(303);
  expect((await upload(desk.lead, place, { content: Buffer.alloc(0) })).status).toBe(303);
  expect((await upload(desk.lead, place, { content: Buffer.alloc(1_100_000) })).status).toBe(303);
  expect((await upload(desk.partner, place)).status).toBe(403);
  expect((await upload(desk.stranger, place)).status).toBe(404);
  const { html } = await desk.lead.get(`${address}/documents`);
  expect(html).not.toContain('Scarica ');
  expect(desk.server.faults()).toEqual([]);
});

test('the boundary of a form may come in pieces anywhere', async () => {
  const { readFileForm } = await import('../../platform/files/multipart.ts');
  const content = Buffer.from('\r\n--xy\r\n-\r\n--xyzz');
  const whole = Buffer.concat([
    Buffer.from('--xyz-1\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n'),
    content,
    Buffer.from('\r\n--xyz-1--\r\n'),
  ]);
  for (let size = 1; size <= whole.length; size += 1) {
    const pieces = async function* () {
      for (let at = 0; at < whole.length; at += size) yield whole.subarray(at, at + size);
    };
    const form = await readFileForm(pieces(), 'xyz-1');
    const read: Uint8Array[] = [];
    for await (const piece of form?.file?.content ?? []) read.push(Buffer.from(piece));
    expect(Buffer.concat(read).equals(content), `pieces of ${size}`).toBe(true);
  }
});
