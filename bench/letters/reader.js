// Somebody who reads one page after the other, with a pause between, as some people together do.
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { makeDice } from '../reading/content.js';
import { headersOf } from '../examination/people.js';

const pauseMs = 15;

/** What the log says of the time of each page, by its name. */
export function startReader(product, { slug, officer, samples }) {
  const dice = makeDice(99);
  const agent = new Agent({ keepAlive: true, maxSockets: 2 });
  const one = () => dice.pick(samples.any);
  const ofOffice = (path) => ({ path, headers: headersOf(officer, 'browser') });
  const pages = [
    [
      'the queue of a call',
      '/calls/:call/examination',
      () => ofOffice(`/calls/${slug}/examination?view=all`),
    ],
    [
      'one application, by the office',
      '/calls/:call/applications/:application/examination',
      () => ofOffice(`/calls/${slug}/applications/${one().id}/examination`),
    ],
    [
      'one application, by its people',
      '/calls/:call/applications/:application',
      () => {
        const { id, lead } = one();
        return { path: `/calls/${slug}/applications/${id}`, headers: headersOf(lead, 'browser') };
      },
    ],
    [
      'letters of the call, with their progress',
      '/calls/:call/letters',
      () => ofOffice(`/calls/${slug}/letters`),
    ],
    [
      'the call',
      '/calls/:call',
      () => ({ path: `/calls/${slug}`, headers: { accept: 'text/html' } }),
    ],
  ];
  const names = new Map(pages.map(([name, route]) => [route, name]));
  let times = new Map();
  product.onRequest(({ route, ms }) => {
    const name = names.get(route);
    if (name === undefined) return;
    if (!times.has(name)) times.set(name, []);
    times.get(name).push(ms);
  });
  let turn = 0;
  return {
    readFor: async (seconds) => {
      const end = performance.now() + seconds * 1000;
      while (performance.now() < end) {
        const [name, , make] = pages[turn++ % pages.length];
        const status = await ask(product.port, { ...make(), agent });
        if (status !== 200) throw new Error(`${name}: ${status}`);
        await sleep(pauseMs);
      }
    },
    forget: () => {
      times = new Map();
    },
    take: () => {
      const taken = times;
      times = new Map();
      return taken;
    },
    stop: async () => agent.destroy(),
  };
}

function ask(port, { path, headers, agent }) {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers, agent }, (reply) => {
      reply.resume();
      reply.on('end', () => resolve(reply.statusCode));
      reply.on('error', reject);
    }).on('error', reject);
  });
}
