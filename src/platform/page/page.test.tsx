import type { AddressInfo } from 'node:net';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { kitErrors, sendKit } from '../../../test/support/kit-page.tsx';
import { makeServer } from '../../../test/support/test-server.ts';
import type { App } from '../http/app-type.ts';
import type { Viewer } from '../http/request.ts';
import {
  addNavigation,
  addPersonLink,
  Form,
  redirectWithFlash,
  renderPage,
  Select,
  TextField,
} from './index.ts';

const config = { access: { who: 'anyone' } } as const;
const viewer: Viewer = {
  personId: '6f1f2c2e-0000-4000-8000-000000000001',
  name: 'Lucia Serpanti',
  actingFor: 'Tessitura Valmora S.r.l.',
  kind: 'browser',
  csrfSecret: 'secret',
  sessionEndsAt: new Date('2027-01-01T10:20:00Z'),
  fictional: true,
};
const body = {
  name: 'Ente di prova',
  address: 'via dei Lampioni 1, Borgo',
  email: 'bandi@example.org',
  certifiedEmail: 'pec@example.org',
  phone: '+39 02 1234567',
  transparencyUrl: 'https://example.org/trasparenza',
  superior: { name: 'Ente superiore', url: 'https://example.org' },
};

let app: App;
let browser: Browser;
let base: string;

beforeAll(async () => {
  const { app: made, services } = makeServer({ clock: () => new Date('2027-01-01T10:00:00Z') });
  Object.assign(services.config.body, body);
  app = made;
  addNavigation(app, { href: '/kit', text: { it: 'Bandi', en: 'Calls' }, order: 2 });
  addNavigation(app, { href: '/', text: { it: 'Inizio', en: 'Start' }, order: 1 });
  addNavigation(app, {
    href: '/desk',
    text: { it: 'Scrivania', en: 'Desk' },
    order: 3,
    isShown: ({ viewer: who }) => who !== null,
  });
  addPersonLink(app, { href: '/me', text: { it: 'I miei dati', en: 'My data' }, order: 1 });
  app.register((inner, _options, done) => {
    inner.addHook('onRequest', (request, _reply, next) => {
      if (request.url.includes('signed-in')) request.viewer = viewer;
      next();
    });
    inner.get('/kit', { config }, (request, reply) => sendKit(request, reply));
    inner.get('/kit/wrong', { config }, (request, reply) =>
      sendKit(request, reply, { errors: kitErrors, mode: 'rehearsal', fictional: true }),
    );
    inner.get('/flash', { config }, (request, reply) =>
      redirectWithFlash(request, reply, '/kit', { tone: 'ok', text: 'Salvato <b>tutto</b>' }),
    );
    inner.get('/hostile', { config }, (request, reply) =>
      renderPage(request, reply, {
        title: '<script>alert(1)</script>',
        trail: [{ text: '"><img src=x onerror=alert(1)>', href: '/' }],
        children: (
          <Form>
            <TextField name="a" label="</label><script>" value={'" onfocus="alert(1)'} />
            <Select
              name="b"
              label="b"
              options={[{ value: '"><script>', text: '</option><script>' }]}
            />
          </Form>
        ),
      }),
    );
    done();
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  browser = await openBrowser();
});

afterAll(async () => {
  await browser.close();
  await app.close();
});

async function get(url: string, headers: Record<string, string> = {}): Promise<string> {
  return (await app.inject({ url, headers })).body;
}

test('a page has what every page of a public service has', async () => {
  const html = await get('/kit');
  expect(html).toMatch(/^<!doctype html><html lang="it">/);
  expect(html).toContain('<title>Componenti · Ente di prova</title>');
  for (const part of [
    '<a href="#content">Vai al contenuto</a>',
    '<a href="https://example.org">Ente superiore</a>',
    'href="/kit?lang=en"',
    'href="/sign-in?return-to=%2Fkit"',
    'via dei Lampioni 1, Borgo',
    'href="mailto:bandi@example.org"',
    'href="tel:+39021234567"',
    'href="/privacy"',
    'href="/legal-notes"',
    'href="/accessibility"',
    'href="https://example.org/trasparenza"',
  ])
    expect(html).toContain(part);
  expect(html.match(/<h1>/g)).toHaveLength(1);
  expect(html).not.toContain('Scrivania');
});

test('navigation is in order, shows where one is, and what one may use', async () => {
  const html = await get('/kit?signed-in');
  const links = [...html.matchAll(/<nav class="bd-nav"[^]*?<\/nav>/g)].join('');
  expect(
    links
      .replaceAll(/<[^>]+>/g, ' ')
      .trim()
      .split(/\s+/),
  ).toEqual(['Inizio', 'Bandi', 'Scrivania']);
  expect(links).toContain('<a href="/kit" aria-current="page">');
  expect(await get('/kit/wrong?signed-in')).toContain('<a href="/kit" aria-current="true">');
});

test('who is signed in sees as whom, for whom and until when, and can sign out', async () => {
  const html = await get('/kit?signed-in');
  expect(html).toContain('Per conto di Tessitura Valmora S.r.l.');
  expect(html).toContain('la sessione finisce alle 11:20');
  expect(html).toContain('<a href="/me">I miei dati</a>');
  expect(html).toMatch(/<form method="post" action="\/sign-out"><input type="hidden" name="_csrf"/);
  expect(html).toContain('data-session-warning="2027-01-01T10:20:00.000Z"');
  expect(html).toContain('Dati inventati');
});

test('errors come first, lead to their fields and are tied to them', async () => {
  const reply = await app.inject({ url: '/kit/wrong' });
  expect(reply.statusCode).toBe(422);
  const html = reply.body;
  expect(html).toContain('<title>Errore: Componenti');
  expect(html).toContain('<a href="#name">Scrivi la ragione sociale</a>');
  expect(html).toMatch(
    /<input id="name" name="name" aria-describedby="name-error" aria-invalid="true" required class="bd-input" type="text" value="Tessitura Valmora S.r.l."\/>/,
  );
  expect(html).toContain('id="name-error"');
  expect(html).toMatch(/<fieldset class="bd-field" aria-describedby="form-error">/);
  expect(html).toContain('Prova generale: quanto si invia qui');
});

test('a hint and a value belong to their field', async () => {
  const html = await get('/kit');
  expect(html).toMatch(
    /<label for="amount">Importo<\/label><span class="bd-hint" id="amount-hint">/,
  );
  expect(html).toMatch(/<input id="amount" name="amount" aria-describedby="amount-hint"/);
  expect(html).toMatch(/<input type="radio" id="form" name="form" value="a" checked\/>/);
  expect(html).toMatch(/<input type="checkbox" id="powers-b" name="powers" value="b" checked\/>/);
  expect(html).toContain('Dal giorno<span class="bd-optional"> (facoltativo)</span>');
});

test('a message is shown once, on the page that follows', async () => {
  const gone = await app.inject({ url: '/flash' });
  expect([gone.statusCode, gone.headers.location]).toEqual([303, '/kit']);
  const [cookie] = gone.cookies as readonly { name: string; value: string }[];
  const shown = await app.inject({
    url: '/kit',
    cookies: { [cookie?.name ?? '']: cookie?.value ?? '' },
  });
  expect(shown.body).toContain('<h2>Salvato &lt;b>tutto&lt;/b></h2>');
  expect(shown.cookies).toContainEqual(expect.objectContaining({ name: cookie?.name, value: '' }));
  expect(await get('/kit', { cookie: `${cookie?.name}=nonsense` })).not.toContain('bd-flash');
});

test('nothing that people write becomes markup', async () => {
  const html = await get('/hostile');
  expect(html).not.toMatch(/<script>|<img|" onfocus=/);
  expect(html).toContain('&lt;script>alert(1)&lt;/script>');
});

test('the form of who is not signed in is tied to their browser', async () => {
  const reply = await app.inject({ url: '/hostile' });
  expect(reply.cookies).toEqual([
    expect.objectContaining({ name: 'bandolo-form', httpOnly: true, sameSite: 'Lax', path: '/' }),
  ]);
});

test('the files of pages are kept by browsers, and zipped for those who take it', async () => {
  const html = await get('/kit');
  const [, style = ''] = /<link rel="stylesheet" href="([^"]+)"/.exec(html) ?? [];
  expect(style).toMatch(/^\/assets\/bandolo\.[0-9a-f]{12}\.css$/);
  const plain = await app.inject({ url: style });
  expect(plain.headers).toMatchObject({
    'content-type': 'text/css; charset=utf-8',
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'Accept-Encoding',
  });
  const zipped = await app.inject({ url: style, headers: { 'accept-encoding': 'gzip, br' } });
  expect(zipped.headers['content-encoding']).toBe('gzip');
  expect(zipped.rawPayload.length).toBeLessThan(8_000);
  expect((await app.inject({ url: '/assets/bandolo.css' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/assets/..%2fpackage.json' })).statusCode).toBe(404);
});

test.each(['/privacy', '/legal-notes', '/accessibility'])(
  '%s is there in both languages',
  async (url) => {
    expect(await get(url)).toContain('Risponde: Ente di prova');
    expect(await get(url, { 'accept-language': 'en' })).toContain('Responsible: Ente di prova');
  },
);

const looks = ['/kit?signed-in', '/kit/wrong', '/nothing', '/privacy'].flatMap((path) =>
  [320, 1280].map((width) => ({ path, width })),
);

test.each(looks)(
  '$path at $width px: no problem of accessibility, nothing outside the screen',
  async ({ path, width }) => {
    const page = await browser.newPage();
    const refused: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refused.push(message.text());
    });
    await page.setViewport({ width, height: 900 });
    await page.goto(base + path);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      width,
    );
    for (const menu of await page.$$('details > summary'))
      if (await menu.isVisible()) await menu.click();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(refused).toEqual([]);
    await page.close();
  },
);

test('without scripts a menu opens and a form is sent; with them the errors have the focus', async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 320, height: 900 });
  await page.goto(`${base}/kit/wrong`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
  await page.setJavaScriptEnabled(false);
  await page.goto(`${base}/kit`);
  await page.click('.bd-menu > summary');
  const link = await page.$('.bd-menu nav a');
  expect(await link?.isVisible()).toBe(true);
  await page.close();
});
