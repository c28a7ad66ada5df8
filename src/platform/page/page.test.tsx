import { readFileSync } from 'node:fs';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { Browser } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { accessibilityProblems, openBrowser } from '../../../test/support/browser.ts';
import { unfold } from '../../../test/support/in-browser.ts';
import { testConfig } from '../../../test/support/test-config.ts';
import { makeServer } from '../../../test/support/test-server.ts';
import type { App } from '../http/app-type.ts';
import type { Viewer } from '../http/request.ts';
import { packageFile } from '../package-file.ts';
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
  app.addHook('onRequest', (request, _reply, next) => {
    if (request.url.includes('signed-in')) request.viewer = viewer;
    next();
  });
  app.register((inner, _options, done) => {
    inner.get('/wrong', { config }, (request, reply) =>
      renderPage(request, reply, {
        title: 'a',
        errors: [{ field: 'b', message: 'c' }],
      }),
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
  base = await app.listen({ port: 0, host: '127.0.0.1' });
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
  expect(await get('/kit/errors?signed-in')).toContain('<a href="/kit" aria-current="true">');
});

test('who is signed in sees as whom, for whom and until when, and can sign out', async () => {
  const html = await get('/kit?signed-in');
  expect(html).toContain('Per conto di Tessitura Valmora S.r.l.');
  expect(html).toContain('la sessione scade alle 11:20');
  expect(html).toContain('<a href="/me">I miei dati</a>');
  expect(html).toMatch(/<form method="post" action="\/sign-out"><input type="hidden" name="_csrf"/);
  expect(html).toContain('data-session-warning="2027-01-01T10:20:00.000Z"');
  expect(html).toContain('Dati inventati');
});

test('errors come first, lead to their fields and are tied to them', async () => {
  expect((await app.inject({ url: '/wrong' })).statusCode).toBe(422);
  const html = await get('/kit/errors');
  expect(html).toContain('<title>Errore: Componenti');
  expect(html).toContain('<a href="#name">Scrivi la ragione sociale</a>');
  expect(html).toMatch(
    /<input id="name" name="name" aria-describedby="name-error" aria-invalid="true" required class="bd-input" type="text" value="Tessitura Valmora S.r.l."\/>/,
  );
  expect(html).toContain('id="name-error"');
  expect(html).toMatch(/<fieldset class="bd-field" aria-describedby="form-error">/);
  expect(html).toContain('Prova generale: ciò che invii qui');
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
  const sizes = new Map<string, number>();
  for (const accepted of ['gzip', 'gzip, deflate, br', 'identity']) {
    const reply = await app.inject({ url: style, headers: { 'accept-encoding': accepted } });
    sizes.set(String(reply.headers['content-encoding']), reply.rawPayload.length);
    expect(decoded(reply)).toEqual(plain.rawPayload);
  }
  expect([...sizes.keys()]).toEqual(['gzip', 'br', 'undefined']);
  expect(sizes.get('br')).toBeLessThan(sizes.get('gzip') ?? 0);
  expect(sizes.get('gzip')).toBeLessThan(plain.rawPayload.length / 4);
  expect((await app.inject({ url: '/assets/bandolo.css' })).statusCode).toBe(404);
  expect((await app.inject({ url: '/assets/..%2fpackage.json' })).statusCode).toBe(404);
});

function decoded({ headers, rawPayload }: { headers: object; rawPayload: Buffer }): Buffer {
  const { 'content-encoding': encoding } = headers as { 'content-encoding'?: string };
  if (encoding === 'br') return brotliDecompressSync(rawPayload);
  return encoding === 'gzip' ? gunzipSync(rawPayload) : rawPayload;
}

test('the fonts are ours to serve, and each weight of the text has come from here', async () => {
  const page = await browser.newPage();
  await page.goto(`${base}/kit`);
  const loaded = await page.evaluate(async () => {
    await document.fonts.ready;
    return [...document.fonts]
      .filter(({ status }) => status === 'loaded')
      .map(({ family, weight }) => `${family.replaceAll('"', '')} ${weight}`);
  });
  expect(loaded).toEqual(
    expect.arrayContaining([
      'Titillium Web 400',
      'Titillium Web 600',
      'Titillium Web 700',
      'Roboto Mono 400',
    ]),
  );
  await page.close();
});

test('a first visit takes less than 150 kB, and asks nobody else for anything', async () => {
  const page = await browser.newPage();
  await page.setCacheEnabled(false);
  const session = await page.createCDPSession();
  await session.send('Network.enable');
  const sizes = new Map<string, number>();
  const addresses = new Map<string, string>();
  session.on('Network.requestWillBeSent', ({ requestId, request }) =>
    addresses.set(requestId, request.url),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) =>
    sizes.set(addresses.get(requestId) ?? requestId, encodedDataLength),
  );
  await page.goto(`${base}/kit`, { waitUntil: 'networkidle0' });
  const extensions = [...sizes.keys()].map((url) => /\.(\w+)$/.exec(url)?.[1]);
  expect(extensions).toEqual(
    expect.arrayContaining(['css', 'js', 'woff2', 'woff2', 'woff2', 'woff2']),
  );
  expect(
    [...addresses.values()].filter((url) => !url.startsWith('data:') && !url.startsWith(base)),
  ).toEqual([]);
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeGreaterThan(70_000);
  expect(total).toBeLessThan(150_000);
  await page.close();
});

test('a body may have its colour and its logo', async () => {
  const logoFile = packageFile('assets/favicon.svg');
  const { app: coloured } = makeServer({
    config: { body: { ...testConfig().body, colour: '#8a1538', logoFile } },
  });
  const html = (await coloured.inject({ url: '/kit' })).body;
  const [, sheet = ''] = /href="(\/assets\/colours\.[^"]+)"/.exec(html) ?? [];
  const style = await coloured.inject({ url: sheet });
  expect(style.body).toMatch(/^:root\{--bd-blue:#8a1538;--bd-blue-2:#670f2a;/);
  expect(html.indexOf(sheet)).toBeGreaterThan(html.indexOf('/assets/bandolo.'));
  expect(html).toContain('<meta name="theme-color" content="#8a1538"/>');
  const [, logo = ''] = /<img src="([^"]+)" alt[^>]* height="48"/.exec(html) ?? [];
  expect((await coloured.inject({ url: logo })).rawPayload).toEqual(readFileSync(logoFile));
  await coloured.close();
  expect(await get('/kit')).not.toMatch(/colours|<img/);
});

test('the components are shown to anyone in both languages, and search engines leave them out', async () => {
  for (const url of ['/kit', '/kit/errors']) {
    const reply = await app.inject({ url });
    expect([reply.statusCode, reply.headers['x-robots-tag']]).toEqual([200, 'noindex']);
    const english = await get(url, { 'accept-language': 'en' });
    expect(english).toContain('Components');
    for (const name of [
      'bd-why',
      'bd-flow',
      'bd-bar',
      'bd-iv',
      'bd-thread',
      'bd-kpis',
      'bd-glance',
    ])
      expect(english).toMatch(new RegExp(`class="[^"]*${name}[ "]`));
  }
});

test.each(['/privacy', '/legal-notes', '/accessibility'])(
  '%s is there in both languages',
  async (url) => {
    expect(await get(url)).toContain('Risponde: Ente di prova');
    expect(await get(url, { 'accept-language': 'en' })).toContain('Responsible: Ente di prova');
  },
);

const looks = ['/kit?signed-in', '/kit/errors', '/nothing', '/privacy'].flatMap((path) =>
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
    await page.$$eval('details > summary', (menus) => {
      for (const menu of menus) if (menu.checkVisibility()) menu.click();
    });
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(refused).toEqual([]);
    await page.close();
  },
);

test('without scripts a menu opens and a form is sent; with them the errors have the focus', async () => {
  const page = await browser.newPage();
  await page.setViewport({ width: 320, height: 900 });
  await page.goto(`${base}/kit/errors`);
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('error-summary');
  await page.setJavaScriptEnabled(false);
  await page.goto(`${base}/kit`);
  await unfold(page, '.bd-menu > summary');
  const link = await page.$('.bd-menu nav a');
  expect(await link?.isVisible()).toBe(true);
  await page.close();
});
