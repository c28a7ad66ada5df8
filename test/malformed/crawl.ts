import { cookieName } from '../../src/platform/http/cookies.ts';
import { openTestSession } from '../support/people.ts';
import type { AccessScene } from '../route-access/scene.ts';
import type { Who } from '../route-access/who.ts';

export interface Page {
  readonly url: string;
  readonly who: Who;
  readonly status: number;
  readonly html: string;
}

const pagesMax = 120;

/** Every page that somebody reaches by following links from the front page and from their own. */
export async function crawl(
  { app, ids, services, slug, world }: AccessScene,
  who: Who,
): Promise<readonly Page[]> {
  const cookies =
    who === 'nobody'
      ? {}
      : {
          [cookieName(services.config, 'session')]: (
            await openTestSession(world.database.db, ids[who], 'browser')
          ).token,
        };
  const own = ['/account', '/organisations', '/applications', '/bodies'];
  const waiting = [`/calls/${slug}`, `/calls/${slug}/incidents`, ...own, '/', '/calls'];
  const known = new Set(waiting);
  const pages: Page[] = [];
  for (
    let url = waiting.shift();
    url !== undefined && pages.length < pagesMax;
    url = waiting.shift()
  ) {
    const reply = await app.inject({ url, cookies, headers: { accept: 'text/html' } });
    if (!String(reply.headers['content-type']).includes('html')) continue;
    pages.push({ url, who, status: reply.statusCode, html: reply.body });
    for (const link of linksOf(reply.body)) {
      if (known.has(link)) continue;
      known.add(link);
      waiting.push(link);
    }
  }
  return pages;
}

function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/href="(\/[^"#]*)/g)]
    .map(([, href = '']) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^\/(?:assets|api|sign|session)|[?&]lang=/.test(href));
}
