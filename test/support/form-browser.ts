import type { App } from '../../src/platform/http/app-type.ts';

/** A browser without JavaScript: it keeps cookies, and sends forms with what their page had hidden in them. */
export interface FormBrowser {
  readonly cookies: Map<string, string>;
  readonly open: (url: string) => Promise<Shown>;
  /** Sends a form as if it stood on the page that was opened last. */
  readonly send: (
    url: string,
    fields?: Readonly<Record<string, string | string[]>>,
  ) => Promise<Shown>;
}

export interface Shown {
  readonly status: number;
  readonly location: string | undefined;
  readonly html: string;
  /** What a person reads, without the marks of the page. */
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

export function makeFormBrowser(
  app: Pick<App, 'inject'>,
  given: { readonly language?: 'it' | 'en'; readonly cookies?: Iterable<[string, string]> } = {},
): FormBrowser {
  const cookies = new Map(given.cookies ?? []);
  let page = { url: '/', html: '' };
  const headers = () => ({
    accept: 'text/html',
    'accept-language': given.language ?? 'en',
    cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  });
  const take = (reply: Awaited<ReturnType<App['inject']>>): Shown => {
    for (const { name, value } of reply.cookies)
      if (value === '') cookies.delete(name);
      else cookies.set(name, value);
    return {
      status: reply.statusCode,
      location: reply.headers.location,
      html: reply.body,
      text: readable(reply.body),
      headers: reply.headers,
    };
  };
  return {
    cookies,
    open: async (url) => {
      const shown = take(await app.inject({ url, headers: headers() }));
      if (shown.status === 200) page = { url, html: shown.html };
      return shown;
    },
    send: async (url, fields = {}) => {
      const body = new URLSearchParams();
      for (const [name, values] of Object.entries({ ...hiddenFields(page.html, url), ...fields }))
        for (const value of [values].flat()) body.append(name, value);
      return take(
        await app.inject({
          method: 'POST',
          url,
          headers: {
            ...headers(),
            'content-type': 'application/x-www-form-urlencoded',
            origin: 'http://localhost:3000',
            'sec-fetch-site': 'same-origin',
            referer: `http://localhost:3000${page.url}`,
          },
          payload: body.toString(),
        }),
      );
    },
  };
}

/** What the form to this address hides, or where none names it, the first form of the page. */
function hiddenFields(html: string, url: string): Readonly<Record<string, string>> {
  const main = html.slice(html.indexOf('<main'));
  const forms = [...main.matchAll(/<form[^>]*>.*?<\/form>/gs)].map(([form]) => form);
  const form =
    forms.find((each) => each.includes(`action="${url}"`)) ??
    forms.find((each) => !/<form[^>]* action=/.test(each)) ??
    forms[0] ??
    html;
  return Object.fromEntries(
    [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
}

function readable(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}
