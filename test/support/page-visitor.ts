import { setTimeout } from 'node:timers/promises';
import type { App } from '../../src/platform/http/app-type.ts';
import { inParts } from './form-in-parts.ts';
import { fillIn, nearest, type Filled, type Sent } from './page-form.ts';
import { findAll, hasClass, readPage, textOf, type PageNode } from './page-tree.ts';

export interface Link {
  readonly text: string;
  readonly href: string;
}

/** A page as somebody has it before them. */
export interface ShownPage {
  readonly url: string;
  readonly status: number;
  readonly root: PageNode;
  /** All that is written between header and footer. */
  readonly text: string;
  /** What the last act left to be read; nothing where it left nothing. */
  readonly said: string;
  /** The messages about what is wrong with a form. */
  readonly errors: readonly string[];
  readonly links: readonly Link[];
  /** The rows of a table by its caption: cells by the titles of the columns. */
  readonly table: (caption: string) => readonly TableRow[];
  /** What stands beside a term. */
  readonly fact: (term: string) => string | undefined;
}

export interface TableRow {
  readonly cells: Readonly<Record<string, string>>;
  readonly links: readonly Link[];
}

/**
 * Somebody who uses pages without a script: goes where links lead, fills in fields by what is written beside them and
 * presses buttons by what is written on them. Whatever does not stand on the page cannot be used.
 */
export interface PageVisitor {
  readonly open: (url: string) => Promise<ShownPage>;
  readonly here: () => ShownPage;
  readonly isAt: (url: string) => boolean;
  /** Goes where the one link leads that reads so. */
  readonly follow: (text: string | RegExp) => Promise<ShownPage>;
  /** Presses a button once the fields are filled in. */
  readonly press: (button: string, filled?: Filled, within?: Pressing) => Promise<ShownPage>;
}

export interface Pressing {
  /** Where several buttons read alike: the one nearest to this text. */
  readonly under?: string;
  /** Or the one at this place among them. */
  readonly nth?: number;
  /** The form comes back with what is wrong. */
  readonly isRefused?: boolean;
}

export interface VisitorOptions {
  readonly session: readonly [name: string, token: string];
  readonly publicUrl: string;
}

/** How often a busy server is asked again. */
const patience = 5;

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly payload?: Buffer | string;
  readonly contentType?: string;
}

export function makePageVisitor(
  app: Pick<App, 'inject'>,
  { session, publicUrl }: VisitorOptions,
): PageVisitor {
  const cookies = new Map([session]);
  let shown: ShownPage | undefined;
  const send = ({ method, url, payload, contentType }: Asked) =>
    app.inject({
      method,
      url,
      headers: {
        accept: 'text/html',
        'accept-language': 'it',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(contentType === undefined
          ? {}
          : {
              origin: publicUrl,
              'sec-fetch-site': 'same-origin',
              'content-type': contentType,
            }),
      },
      ...(payload === undefined ? {} : { payload }),
    });
  const ask = async (asked: Asked): Promise<ShownPage> => {
    const { url } = asked;
    let reply = await send(asked);
    // As the page of a server that is too busy says: nothing was recorded, try again in a moment.
    for (let time = 0; reply.statusCode === 503 && time < patience; time += 1) {
      await setTimeout(1_000);
      reply = await send(asked);
    }
    for (const { name, value, maxAge } of reply.cookies)
      if (value === '' || maxAge === 0) cookies.delete(name);
      else cookies.set(name, value);
    const { location } = reply.headers;
    if (reply.statusCode === 303 || reply.statusCode === 302)
      return ask({
        method: 'GET',
        url: new URL(String(location), `http://here${url}`).href.slice(11),
      });
    shown = showPage(url, reply.statusCode, reply.body);
    return shown;
  };
  const here = (): ShownPage => {
    if (!shown) throw new Error('no page is open');
    return shown;
  };
  const open = async (url: string) => expectWell(await ask({ method: 'GET', url }), `open ${url}`);
  return {
    here,
    isAt: (url) => shown?.url === url,
    open,
    follow: async (text) => open(linkIn(here(), text)),
    press: async (button, filled = [], { isRefused = false, ...which } = {}) => {
      const page = here();
      const sent = fillIn(page.root, buttonIn(page, button, which), filled);
      const next = await ask(requestOf(page, sent));
      if (isRefused !== next.status >= 400)
        throw new Error(`«${button}» on ${page.url}: ${next.status} ${whatIsWrong(next)}`);
      return next;
    },
  };
}

function expectWell(page: ShownPage, what: string): ShownPage {
  if (page.status >= 400) throw new Error(`${what}: ${page.status} ${page.text.slice(0, 300)}`);
  return page;
}

function whatIsWrong({ errors, text }: ShownPage): string {
  return errors.length > 0 ? errors.join('; ') : text.slice(0, 300);
}

function linkIn({ links, url }: ShownPage, wanted: string | RegExp): string {
  const reads = (text: string): boolean =>
    typeof wanted === 'string' ? text === wanted : wanted.test(text);
  const found = [...new Set(links.filter(({ text }) => reads(text)).map(({ href }) => href))];
  const [only] = found;
  if (only === undefined || found.length > 1)
    throw new Error(`${found.length} links on ${url} read «${String(wanted)}»`);
  return only;
}

function buttonIn(
  { root, url }: ShownPage,
  text: string,
  { under, nth }: Pick<Pressing, 'under' | 'nth'>,
): PageNode {
  const all = findAll(root, ({ tag }) => tag === 'button').filter((each) => textOf(each) === text);
  const found = nth === undefined ? nearest(all, under) : all.slice(nth, nth + 1);
  const [only] = found;
  if (!only || found.length > 1)
    throw new Error(`${found.length} buttons on ${url} read «${text}»`);
  return only;
}

function requestOf({ url }: ShownPage, { fields, method, action = url, hasFile }: Sent): Asked {
  if (method === 'get') {
    const query = inQuery(fields);
    return { method: 'GET', url: `${action.replace(/\?.*/, '')}?${query.toString()}` };
  }
  if (hasFile) return { method: 'POST', url: action, ...inParts(fields) };
  return {
    method: 'POST',
    url: action,
    payload: inQuery(fields).toString(),
    contentType: 'application/x-www-form-urlencoded',
  };
}

/** Where a form carries no file, of a file only its name goes. */
function inQuery(fields: Sent['fields']): URLSearchParams {
  return new URLSearchParams(
    fields.map(([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  );
}

function showPage(url: string, status: number, html: string): ShownPage {
  const root = readPage(html);
  const [main = root] = findAll(root, ({ tag }) => tag === 'main');
  const [flash] = findAll(root, (each) => hasClass(each, 'bd-flash'));
  const [errors] = findAll(root, ({ attributes }) => attributes['id'] === 'error-summary');
  const links = linksIn(root);
  return {
    url,
    status,
    root,
    text: textOf(main),
    said: flash ? textOf(flash) : '',
    errors: errors ? linksIn(errors).map(({ text }) => text) : [],
    links,
    table: (caption) => readTable(main, caption),
    fact: (term) => readFact(main, term),
  };
}

function linksIn(node: PageNode): readonly Link[] {
  return findAll(node, ({ tag, attributes }) => tag === 'a' && 'href' in attributes).map(
    (each) => ({
      text: textOf(each),
      href: each.attributes['href'] ?? '',
    }),
  );
}

function readTable(main: PageNode, caption: string): readonly TableRow[] {
  const table = findAll(main, ({ tag }) => tag === 'table').find((each) =>
    findAll(each, ({ tag }) => tag === 'caption').some((said) => textOf(said) === caption),
  );
  if (!table) return [];
  const [head, ...rows] = findAll(table, ({ tag }) => tag === 'tr');
  const cellsOf = (row: PageNode) => findAll(row, ({ tag }) => tag === 'th' || tag === 'td');
  const titles = head ? cellsOf(head).map((each) => textOf(each)) : [];
  return rows.map((row) => ({
    cells: Object.fromEntries(
      cellsOf(row).map((cell, index) => [titles[index] ?? '', textOf(cell)]),
    ),
    links: linksIn(row),
  }));
}

function readFact(main: PageNode, term: string): string | undefined {
  const found = findAll(main, ({ tag }) => tag === 'dt').find((each) => textOf(each) === term);
  const beside = found?.parent?.children.find(
    (each, index, all) =>
      typeof each !== 'string' && each.tag === 'dd' && index > all.indexOf(found),
  );
  return beside === undefined || typeof beside === 'string' ? undefined : textOf(beside);
}
