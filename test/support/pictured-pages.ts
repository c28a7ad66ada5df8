import { readFileSync } from 'node:fs';
import type { FormBrowser, Shown } from './form-browser.ts';
import { readPage, type PageNode } from './page-tree.ts';

/** A page of the list of pictures: its address, or where the first link to it stands. */
interface Wanted {
  readonly name: string;
  readonly path?: string;
  readonly from?: string;
  readonly link?: string;
  /** What the first link says, to the letter. */
  readonly text?: string;
  readonly then?: string;
  readonly below?: string;
  /** The one before it whose form must have been sent, or it is not there. */
  readonly after?: string;
}

interface Pictured {
  readonly role: string;
  readonly person?: string;
  readonly pages: readonly Wanted[];
}

/** What `npm run screenshots` takes pictures of, by who sees it. */
export const pictured = JSON.parse(
  readFileSync('scripts/screenshots.json', 'utf8'),
) as readonly Pictured[];

export async function openPictured(
  browser: FormBrowser,
  { path, from = '/', link = '', text, then: next, below = '' }: Wanted,
): Promise<Shown | undefined> {
  if (path !== undefined) return browser.open(path);
  for (const first of linksOn(await browser.open(from), link, text)) {
    const found = next === undefined ? [first] : linksOn(await browser.open(first), next);
    const [address] = found;
    const shown = address === undefined ? undefined : await browser.open(address + below);
    if (shown !== undefined && shown.status < 400) return shown;
  }
  return undefined;
}

function linksOn({ html }: Shown, pattern: string, says?: string): readonly string[] {
  const main = html.slice(html.indexOf('<main'));
  return [...main.matchAll(/<a [^>]*href="([^"]+)"[^>]*>(.*?)<\/a>/gs)]
    .filter(([, , inner = '']) => says === undefined || plain(inner) === says)
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => new RegExp(pattern).test(href));
}

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&amp;', '&')
    .trim();
}

const unread = new Set(['script', 'style', 'code', 'pre', 'textarea', 'noscript']);

/** What the page says in its language, text by text: not what it quotes in another, nor code. */
export function textsOf(html: string): readonly string[] {
  const read = (node: PageNode): readonly string[] =>
    unread.has(node.tag) || node.attributes['lang'] === 'en'
      ? []
      : [
          ...['aria-label', 'title', 'placeholder', 'alt'].flatMap(
            (name) => node.attributes[name] ?? [],
          ),
          ...node.children.flatMap((child) => (typeof child === 'string' ? [child] : read(child))),
        ];
  return read(readPage(html));
}
