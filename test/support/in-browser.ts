import { mkdirSync } from 'node:fs';
import type { Browser as Chrome, ElementHandle, Page } from 'puppeteer-core';
import { expect } from 'vitest';
import { accessibilityProblems } from './browser.ts';

/** Who looks at a page, and through what. */
export interface Seat {
  readonly origin: string;
  readonly cookies?: Iterable<readonly [name: string, value: string]>;
  readonly width?: number;
  readonly language?: 'it' | 'en';
  readonly isScripted?: boolean;
}

/** A page that is there, in a new tab; whoever sat at the browser before is signed out. */
export async function openPage(chrome: Chrome, path: string, seat: Seat): Promise<Page> {
  const page = await chrome.newPage();
  await page.setViewport({ width: seat.width ?? 1280, height: 900 });
  await page.setJavaScriptEnabled(seat.isScripted ?? true);
  await page.setExtraHTTPHeaders({ 'accept-language': seat.language ?? 'it' });
  await sitDown(chrome, seat);
  const reply = await page.goto(seat.origin + path);
  expect({ path, status: reply?.status() }).toEqual({ path, status: 200 });
  return page;
}

/** The browser has the cookies of this person only. */
export async function sitDown(
  chrome: Chrome,
  { origin, cookies = [] }: Pick<Seat, 'origin' | 'cookies'>,
): Promise<void> {
  await chrome.deleteCookie(...(await chrome.cookies()));
  const domain = new URL(origin).hostname;
  for (const [name, value] of cookies) await chrome.setCookie({ name, value, domain, path: '/' });
}

/** Where to press for the words on a button, or on a link of the content. */
export const buttonWith = (words: string): string =>
  `::-p-xpath(//button[contains(., "${words}")])`;
export const linkWith = (words: string): string => `::-p-xpath(//main//a[contains(., "${words}")])`;
export const summaryWith = (words: string): string =>
  `::-p-xpath(//summary[contains(., "${words}")])`;

/**
 * Presses what is seen and can be pressed. It is found in the page itself, with scripts or without: a click by place
 * misses where the page still moves.
 */
export async function activate(page: Page, selector: string): Promise<void> {
  const found = await mustFind(page, selector);
  const hindrance = await found.evaluate((element) => {
    if (!element.checkVisibility()) return 'is not seen';
    if (element.matches(':disabled')) return 'is disabled';
    (element as HTMLElement).click();
    return undefined;
  });
  if (hindrance !== undefined) throw new Error(`${selector} ${hindrance} on ${page.url()}`);
}

/** Presses what leads to another page, and waits for it. */
export async function press(page: Page, selector: string): Promise<void> {
  await Promise.all([page.waitForNavigation(), activate(page, selector)]);
}

/** Chooses one of several, or ticks a box, which then is chosen. */
export async function choose(page: Page, selector: string): Promise<void> {
  await activate(page, selector);
  const isChosen = await page.$eval(selector, (input) => (input as HTMLInputElement).checked);
  expect({ selector, isChosen }).toEqual({ selector, isChosen: true });
}

/** Opens what is folded up, by its summary. */
export async function unfold(page: Page, selector: string): Promise<void> {
  await activate(page, selector);
  const isOpen = await page.$eval(selector, (each) => each.closest('details')?.open);
  expect({ selector, isOpen }).toEqual({ selector, isOpen: true });
}

/** Types a text in place of what stands in a field, which then holds it. */
export async function write(page: Page, selector: string, text: string): Promise<void> {
  const field = await mustFind(page, selector);
  await field.evaluate((each) => {
    (each as HTMLInputElement).value = '';
  });
  await field.type(text);
  const held = await field.evaluate((each) => (each as HTMLInputElement).value);
  expect({ selector, held }).toEqual({ selector, held: text });
}

/** Chooses a file of this machine. */
export async function chooseFile(page: Page, selector: string, path: string): Promise<void> {
  const input = (await mustFind(page, selector)) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

async function mustFind(page: Page, selector: string): Promise<ElementHandle> {
  const found = await page.$(selector);
  if (!found) throw new Error(`there is no ${selector} on ${page.url()}`);
  return found;
}

export function textOf(page: Page, selector = 'main'): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

/** Everything of the content that is folded up is laid open. */
export function unfoldAll(page: Page): Promise<void> {
  return page.$$eval('main details', (all) => {
    for (const details of all) details.open = true;
  });
}

/**
 * Everybody can read the page as it is, and nothing of it is wider than its window. Whoever wants to look at it names
 * a folder in `SCREENSHOTS`.
 */
export async function expectReadable(page: Page, name: string): Promise<void> {
  await takePicture(page, name);
  const isScripted = page.isJavaScriptEnabled();
  // What looks for barriers is a script itself.
  await page.setJavaScriptEnabled(true);
  const problems = await accessibilityProblems(page);
  const beyond = await page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')].filter(
      (each) => each.getBoundingClientRect().right > clientWidth + 1,
    );
    return [`${scrollWidth} pixels`, ...wide.map((each) => each.outerHTML.slice(0, 200))];
  });
  await page.setJavaScriptEnabled(isScripted);
  expect({ name, problems, beyond }).toEqual({ name, problems: [], beyond: [] });
}

/**
 * The same in both languages and at both widths, with what is folded up laid open; the tab stays, so that a page is only
 * loaded once for each language.
 */
export async function expectReadableInAll(page: Page, path: string, name: string): Promise<void> {
  const { origin } = new URL(page.url());
  for (const language of ['it', 'en']) {
    await page.setExtraHTTPHeaders({ 'accept-language': language });
    const reply = await page.goto(origin + path);
    expect({ path, status: reply?.status() }).toEqual({ path, status: 200 });
    await unfoldAll(page);
    for (const width of [320, 1280]) {
      await page.setViewport({ width, height: 900 });
      await expectReadable(page, `${name}-${language}-${width}`);
    }
  }
}

async function takePicture(page: Page, name: string): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}
