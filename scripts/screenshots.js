// npm run screenshots [folder] [role] [page]: every page of a trial as each kind of person sees it, on a phone and on a desk.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import puppeteer from 'puppeteer-core';
import { build, installPackages, root } from './prepare.js';

const widths = [320, 1280];
/** What an A4 sheet has between its margins. */
const sheetWidth = 680;
const partHeight = 4000;
const [wantedFolder = join(root, 'screenshots'), wantedRole, wantedPage] = process.argv.slice(2);
if (wantedFolder.startsWith('-')) {
  console.error(
    'npm run screenshots [folder] [role] [page]: the folder is made where it is missing.',
  );
  process.exit(2);
}
const folder = resolve(wantedFolder);
const roles = JSON.parse(readFileSync(join(root, 'scripts', 'screenshots.json'), 'utf8'));

installPackages();
build();
mkdirSync(folder, { recursive: true });
const data = mkdtempSync(join(tmpdir(), 'bandolo-screenshots-'));
const server = startServer();
try {
  const base = await addressOf(server);
  const missing = await takeAll(base);
  for (const line of missing) console.error(line);
  if (missing.length > 0) process.exitCode = 1;
} finally {
  const ended = server.exitCode === null ? once(server, 'exit') : undefined;
  server.kill('SIGTERM');
  await ended;
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}

function startServer() {
  return spawn(process.execPath, [join(root, 'bin', 'bandolo.js'), 'serve'], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, BANDOLO_DATA: data, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Once the server says where it listens. */
function addressOf({ stdout }) {
  return new Promise((found, failed) => {
    let said = '';
    stdout.setEncoding('utf8').on('data', (chunk) => {
      said += chunk;
      const [address] = /http:\/\/127\.0\.0\.1:\d+(?=\s)/.exec(said) ?? [];
      if (address !== undefined) found(address);
    });
    stdout.on('end', () => failed(new Error(`the server ended before it was ready: ${said}`)));
  });
}

/** Takes the pictures; answers with a line for each page that could not be found. */
async function takeAll(base) {
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--disable-dev-shm-usage'],
    headless: 'shell',
  });
  const missing = [];
  try {
    for (const { role, person, pages } of roles) {
      if (wantedRole !== undefined && role !== wantedRole) continue;
      // One context for all, because this browser is a single process and cannot hold a second.
      await startAs(browser, base, person);
      for (const wanted of pages.filter(({ name }) => [undefined, name].includes(wantedPage)))
        for (const language of wanted.languages ?? ['it'])
          missing.push(...(await takeOne(browser, base, { role, language, wanted })));
    }
  } finally {
    await browser.close();
  }
  return missing;
}

async function startAs(browser, base, person) {
  const page = await browser.newPage();
  const session = await page.createCDPSession();
  await session.send('Network.clearBrowserCookies');
  if (person !== undefined) await signIn(page, base, person);
  await page.close();
}

async function signIn(page, base, person) {
  await page.goto(`${base}/sign-in`);
  for (const button of await page.$$('form[action="/sign-in/trial"] button')) {
    const text = await button.evaluate((element) => element.textContent);
    if (!text.includes(person)) continue;
    await Promise.all([page.waitForNavigation(), button.click()]);
    return;
  }
  throw new Error(`nobody can sign in as ${person}`);
}

async function takeOne(browser, base, { role, language, wanted }) {
  const page = await browser.newPage();
  await page.setExtraHTTPHeaders({ 'accept-language': language });
  await page.setJavaScriptEnabled(wanted.scripts ?? true);
  const name = `${role}-${wanted.name}-${language}`;
  try {
    const path = await findPath(page, base, wanted);
    if (path === undefined)
      return [`${name}: no link to ${wanted.then ?? wanted.link ?? wanted.text}`];
    for (const width of widths) {
      await page.setViewport({ width, height: 900 });
      let reply = await page.goto(base + path);
      for (const step of [wanted.send ?? []].flat()) reply = await send(page, step);
      if (reply && reply.status() >= 400 && reply.status() !== wanted.status)
        return [`${name}: ${path} answered ${reply.status()}`];
      if (wanted.unfolded) await unfold(page);
      await page.evaluate(() => globalThis.document.fonts.ready);
      await takeParts(page, `${name}-${width}`, width);
    }
    if (wanted.print) {
      await page.emulateMediaType('print');
      await page.setViewport({ width: sheetWidth, height: 900 });
      await takeParts(page, `${name}-print`, sheetWidth);
    }
    return [];
  } catch (error) {
    // A button or a field that is not there costs its own page only.
    return [`${name}: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    await page.close();
  }
}

/**
 * Fills in fields, where there are any, and presses a button: what is pictured is the answer to it. With `elsewhere` another tab
 * does so, and this one knows nothing of it.
 */
async function send(page, { elsewhere = false, ...step }) {
  if (!elsewhere) return fillAndPress(page, step);
  const other = await page.browser().newPage();
  try {
    await other.goto(page.url());
    return await fillAndPress(other, step);
  } finally {
    await other.close();
  }
}

async function fillAndPress(page, { fields = {}, files = {}, press }) {
  for (const [selector, text] of Object.entries(fields)) await fill(page, selector, text);
  for (const [selector, { name, text }] of Object.entries(files)) {
    const path = join(data, name);
    writeFileSync(path, text);
    const input = await page.$(selector);
    await input.uploadFile(path);
  }
  if (press === undefined) return undefined;
  const [reply] = await Promise.all([
    page.waitForNavigation(),
    page.$eval(press, (button) => button.click()),
  ]);
  return reply;
}

/** A text, or a text so many times; what is chosen or ticked says `true`. */
function fill(page, selector, text) {
  const value = text.times === undefined ? text : text.text.repeat(text.times);
  return page.$eval(
    selector,
    (control, given) => {
      if (typeof given === 'boolean') control.checked = given;
      else control.value = given;
    },
    value,
  );
}

function unfold(page) {
  return page.$$eval('main details', (all) => {
    for (const details of all) details.open = true;
  });
}

/** The whole page, in parts that are no taller than one can look at and than the browser draws at once. */
async function takeParts(page, name, width) {
  const tall = await page.evaluate(() => globalThis.document.documentElement.scrollHeight);
  const parts = Math.ceil(tall / partHeight);
  for (let part = 0; part < parts; part += 1) {
    const y = part * partHeight;
    await page.screenshot({
      path: join(folder, parts === 1 ? `${name}.png` : `${name}-${part + 1}.png`),
      clip: { x: 0, y, width, height: Math.min(partHeight, tall - y) },
    });
  }
}

/**
 * The address itself, or of the first link that leads there or says so on the page it starts on, over at most one other; `below`
 * is a part of what is found that has an address of its own.
 */
async function findPath(page, base, { path, from, link, text, then: next, below = '' }) {
  if (path !== undefined) return path;
  const first = await linksOn(page, base + from, { link, text });
  if (next === undefined) return firstShown(page, base, first, below);
  for (const each of first) {
    const [found] = await linksOn(page, base + each, { link: next });
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Of addresses of the same kind, one that shows its page: what is submitted, say, has no form any more. */
async function firstShown(page, base, addresses, below) {
  for (const each of addresses) {
    const reply = await page.goto(base + each + below);
    if (reply === null || reply.status() < 400) return each + below;
  }
  return undefined;
}

async function linksOn(page, address, { link = '', text }) {
  await page.goto(address);
  const links = await page.$$eval('main a[href]', (all) =>
    all.map((a) => ({ href: a.getAttribute('href'), says: a.textContent.trim() })),
  );
  return links
    .filter(
      ({ href, says }) => new RegExp(link).test(href) && (text === undefined || says === text),
    )
    .map(({ href }) => href.replace(new URL(address).origin, ''));
}
