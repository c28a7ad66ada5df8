import { request } from 'node:http';
import type { App } from '../../src/platform/http/app-type.ts';

type Reply = Awaited<ReturnType<App['inject']>>;

/** A server elsewhere, asked as one in this process is: over HTTP, as if from its own pages. */
export function remoteApp(address: string): Pick<App, 'inject'> {
  const inject = (asked: Asked) => ask(address, asked);
  return { inject: inject as unknown as App['inject'] };
}

interface Asked {
  readonly method?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
}

async function ask(
  address: string,
  { method = 'GET', url, headers, payload }: Asked,
): Promise<Reply> {
  const { referer } = headers;
  const own = {
    ...headers,
    ...(referer === undefined ? {} : { origin: address, referer: movedTo(address, referer) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(new URL(url, address), { method, headers: own }, (response) => {
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (body += chunk));
      response.on('error', reject);
      response.on('end', () => {
        const cookies = (response.headers['set-cookie'] ?? []).map((line) => {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          return { name, value };
        });
        const { statusCode, headers: received } = response;
        resolve({ statusCode, headers: received, body, cookies } as unknown as Reply);
      });
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

function movedTo(address: string, url: string): string {
  const { pathname, search } = new URL(url);
  return new URL(pathname + search, address).href;
}
