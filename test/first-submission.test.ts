import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from './support/browser.ts';
import { expectReadable, openPage, unfold, unfoldAll } from './support/in-browser.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { buildProgram, hasSaid, killServers, serve } from './support/serving.ts';

// The documentation is enough to submit an application: what it says is done, word for word, by a real curl.

const hasTools = ['curl', 'bash'].every(
  (tool) => spawnSync(tool, ['--version'], { stdio: 'ignore' }).status === 0,
);
if (!hasTools)
  console.warn('SKIPPED: the steps of /api/docs need curl and bash, which are not here');

let address = '';

beforeAll(async () => {
  if (!hasTools) return;
  buildProgram();
  // The page says the address that was asked for, so the port must be known before.
  const env = { BANDOLO_DATA: temporaryFolder(), PORT: String(await freePort()) };
  const serving = serve(env, { isBuilt: true });
  address = await hasSaid(serving, /(?:è pronto|ready): (http:\S+)/);
}, 180_000);

afterAll(killServers);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

async function commandsOf(language: 'it' | 'en'): Promise<readonly string[]> {
  const page = await fetch(`${address}/api/docs`, { headers: { 'accept-language': language } });
  expect(page.status).toBe(200);
  const html = await page.text();
  return [...html.matchAll(/<li id="step-\d+">.*?<pre[^>]*><code>(.*?)<\/code><\/pre>/gs)].map(
    ([, command = '']) => decoded(command),
  );
}

const entities: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  '#39': "'",
};

function decoded(html: string): string {
  return html.replaceAll(/&(#?\w+);/g, (whole, name: string) => entities[name] ?? whole);
}

interface Ran {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** In the folder of the program, as a person who has started it there. */
async function run(script: string): Promise<Ran> {
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: resolve('.'),
    // A word of npm about its next version is none about the commands.
    env: { PATH, HOME, TMPDIR: temporaryFolder(), npm_config_update_notifier: 'false' },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (data) => {
    out += String(data);
  });
  child.stderr.on('data', (data) => {
    err += String(data);
  });
  const [status] = (await once(child, 'close')) as [number];
  return { status, out, err };
}

describe.skipIf(!hasTools)('the ten steps of /api/docs', () => {
  test('lead from nothing to a verified receipt', async () => {
    const commands = await commandsOf('en');
    expect(commands).toHaveLength(10);
    const { status, out, err } = await run([...commands, 'echo "OUT $OUT"'].join('\n'));
    expect({ status, err }).toEqual({ status: 0, err: '' });
    expect(out).toMatch(/fictional-village-lamps\.rehearsal {2}Village lamps/);
    expect(out).toMatch(/^application lampKinds options led solar restored sensor$/m);
    expect(out).toMatch(/^partner signed bool$/m);
    expect(out).toMatch(/\[ true, \[\], /);
    expect(out).toMatch(/^ready$/m);
    const protocol = /^submitted (fictional-village-lamps\.rehearsal\/\d{6})$/m.exec(out)?.[1];
    const folder = /^OUT (\S+)$/m.exec(out)?.[1] ?? '';
    const receipt = JSON.parse(readFileSync(`${folder}/receipt.json`, 'utf8')) as object;
    expect(receipt).toMatchObject({ bandolo: 'receipt/1', protocol });
    expect(out).toContain(protocol);
  }, 120_000);

  test('say the same commands in Italian', async () => {
    expect(await commandsOf('it')).toEqual(await commandsOf('en'));
  });

  test('stop where the receipt is not the one of the server', async () => {
    const commands = await commandsOf('en');
    const forged = commands
      .join('\n')
      .replace(
        'npx bandolo verify',
        `sed -i.bak 's/"turn":1/"turn":2/' "$OUT/receipt.json"\nnpx bandolo verify`,
      );
    expect((await run(forged)).status).toBe(1);
  }, 120_000);

  test.each([
    [1280, 'it'],
    [320, 'en'],
  ] as const)(
    'fit a screen of %i pixels, for everybody and without scripts',
    async (width, lang) => {
      const browser = await openBrowser();
      const origin = address.replace(/\/$/, '');
      const page = await openPage(browser, '/api/docs', { origin, width, language: lang });
      await expectReadable(page, `api-docs-${width}`);
      await unfoldAll(page);
      await expectReadable(page, `api-docs-open-${width}`);
      const styled = 'getComputedStyle(document.querySelector("main pre")).backgroundColor';
      expect(await page.evaluate(styled)).not.toBe('rgba(0, 0, 0, 0)');
      const bare = await openPage(browser, '/api/docs', { origin, isScripted: false });
      await unfold(bare, 'main details summary');
      expect(await bare.$('main details[open] pre')).not.toBeNull();
      await browser.close();
    },
    60_000,
  );
});
