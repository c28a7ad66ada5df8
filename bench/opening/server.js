// One server of the benchmark: node server.js <dist folder> <database url> <key file>
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';

const [dist, url, keyFile] = process.argv.slice(2);
const load = (path) => import(pathToFileURL(join(dist, path)).href);
const { createApp } = await load('app.js');
const { openDatabase } = await load('platform/database.js');
const { loadSigner } = await load('platform/signer.js');
const { readConfig } = await load('platform/config.js');

const reading = readConfig({
  DATABASE_URL: url,
  BANDOLO_LOG: 'warn',
  BANDOLO_RATE_REQUESTS: '1000000',
});
if (!('config' in reading)) throw new Error(JSON.stringify(reading));
const database = openDatabase(url, { connectionsMax: 10 });
const services = {
  config: reading.config,
  database,
  clock: () => new Date(),
  signer: loadSigner(keyFile),
};
const app = createApp(services);
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ address, port: Number(new URL(address).port) });
process.on('message', (message) => {
  if (message === 'cpu') process.send({ cpu: process.cpuUsage() });
});
process.on('SIGTERM', () => process.exit(0));
