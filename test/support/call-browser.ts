import type { Browser } from 'puppeteer-core';
import { loadDefinitions } from '../../src/calls/index.ts';
import { openBrowser } from './browser.ts';
import { makeCallServer, type CallServer } from './call-server.ts';

/** A server with all the calls of the definitions, listening, and a browser in front of it. */
export interface CallBrowser {
  readonly server: CallServer;
  readonly browser: Browser;
  readonly base: string;
  readonly close: () => Promise<void>;
}

/** Whatever else the server shall have is filled in before it listens. */
export async function openCallBrowser(
  now: string,
  fill: (server: CallServer) => Promise<unknown> = () => Promise.resolve(),
  add?: Parameters<typeof makeCallServer>[1],
): Promise<CallBrowser> {
  const server = await makeCallServer(() => new Date(now), add);
  const { app, bodyId, services } = server;
  await loadDefinitions(services, {
    folder: 'definitions',
    bodyOf: () => bodyId,
    ground: 'Prima pubblicazione',
    resubmission: true,
  });
  await fill(server);
  const base = await app.listen({ port: 0, host: '127.0.0.1' });
  const browser = await openBrowser();
  const close = async (): Promise<void> => {
    await browser.close();
    await server.close();
  };
  return { server, browser, base, close };
}
