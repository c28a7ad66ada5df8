// How long a server of the benchmark takes by its own log to answer.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles, runScript } from '../reading/server-process.js';

/** Sends so many requests of a kind, and gives how long the server saw them take; each must be answered with 200. */
export async function ask(server, { name, route, make }, { count, connections, folder }) {
  await server.say('answered');
  const requests = Array.from({ length: count }, make);
  const { statuses, refused, bytes } = await send(server.port, { requests, connections, folder });
  if (statuses['200'] !== count)
    throw new Error(`${name} (${route}): ${JSON.stringify(statuses)}, as ${refused}`);
  const times = [];
  // The last lines of the log are written after their replies have arrived.
  for (let turn = 0; turn < 20 && times.length < count; turn++) {
    await sleep(30);
    const { answered } = await server.say('answered');
    times.push(...answered.filter((each) => each.route === route).map(({ ms }) => ms));
  }
  if (times.length !== count)
    throw new Error(`${name} (${route}): ${times.length} in the log of ${count}`);
  return { ...percentiles(times), kilobytes: bytes / count / 1024 };
}

/** Over so many connections, each asking again when it was answered. */
export async function send(port, { requests, connections, folder }) {
  const file = join(folder, 'requests.ndjson');
  writeFileSync(file, requests.map((each) => JSON.stringify(each)).join('\n'));
  return runScript('load.js', [port, connections, file]);
}
