// One server of the benchmark, which keeps what its own request log says: node server.js <dist folder> <database url> <key file> [data folder]
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [dist, url, keyFile, dataFolder] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { createApp } = await load('app.js');
const { openDatabase } = await load('platform/database.js');
const { loadSigner } = await load('platform/signer.js');
const { readConfig } = await load('platform/config.js');
const { declaredRoutes } = await load('accounts/index.js');

const reading = readConfig({
  DATABASE_URL: url,
  BANDOLO_LOG: 'info',
  BANDOLO_RATE_REQUESTS: '1000000',
  ...(dataFolder && { BANDOLO_DATA: dataFolder }),
});
if (!('config' in reading)) throw new Error(JSON.stringify(reading));
const database = openDatabase(url, { connectionsMax: 10 });
// As in production: the decisive acts have connections of their own.
const acts = openDatabase(url, { connectionsMax: 4 });
const services = {
  config: reading.config,
  database,
  clock: () => new Date(),
  signer: loadSigner(keyFile),
};
let answered = [];
const log = {
  write: (line) => {
    const { msg, route, status, ms } = JSON.parse(line);
    if (msg === 'request') answered.push({ route, status, ms });
    else if (line.includes('"level":"error"')) process.stderr.write(line);
  },
  flush: () => undefined,
  close: () => undefined,
};
const app = createApp(services, { log, acts: acts.pool });
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: Number(new URL(address).port) });

const replies = {
  /** What was answered since the last time somebody asked. */
  answered: () => {
    const taken = answered;
    answered = [];
    return { answered: taken };
  },
  /** Every address that can be read. */
  routes: () => ({
    routes: declaredRoutes(app).flatMap(({ method, url: route }) =>
      method === 'GET' ? [route] : [],
    ),
  }),
  /** From now on the peak is a new one. */
  forgetPeak: () => {
    writeFileSync('/proc/self/clear_refs', '5');
    return { rss: process.memoryUsage().rss };
  },
  peak: () => {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
    return { rss: process.memoryUsage().rss, peak: Number(kilobytes) * 1024 };
  },
};
process.on('message', (message) => process.send?.(replies[message]()));
process.on('SIGTERM', () => process.exit(0));
