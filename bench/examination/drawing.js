// Drawing who scores what of everything at once, while others look at the panel and an officer examines.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { headersOf, openSessions } from './people.js';

/** How long it took, the slowest page meanwhile, and an act on an examination that began just after it. */
export async function drawWhileAsked({ client, server: start, place }) {
  const { slug, secretary, judge } = place;
  await openSessions(client, [secretary, judge]);
  const server = await start();
  const agent = new Agent({ keepAlive: true });
  try {
    const get = (path, person) =>
      send(server.port, { path, headers: headersOf(person, 'browser'), agent });
    const pages = [
      () => get(`/calls/${slug}/panel`, secretary),
      () => get(`/calls/${slug}/evaluation`, judge),
      () => get(`/calls/${slug}/sheets`, judge),
    ];
    for (const page of pages) await page();
    let isDrawing = true;
    const drawing = drawAll(server.port, { slug, secretary, agent }).finally(
      () => (isDrawing = false),
    );
    const act = examineMeanwhile(client, slug);
    let [slowest, turnedAway] = [0, 0];
    for (let turn = 0; isDrawing; turn++) {
      const { status, ms } = await pages[turn % pages.length]();
      if (status === 503) turnedAway += 1;
      else slowest = Math.max(slowest, ms);
      await sleep(20);
    }
    return { ...(await drawing), slowest, turnedAway, act: await act };
  } finally {
    agent.destroy();
    server.stop();
  }
}

/** One drawing after the other until nobody is wanted any more. */
async function drawAll(port, { slug, secretary, agent }) {
  const path = `/api/v1/calls/${slug}/panel/drawings`;
  const headers = headersOf(secretary, 'api');
  let [drawings, ms, longest, after] = [0, 0, 0, 0];
  while (after !== undefined) {
    const done = await send(port, {
      method: 'POST',
      path: `${path}?after=${after}`,
      headers,
      agent,
    });
    drawings += 1;
    ms += done.ms;
    longest = Math.max(longest, done.ms);
    after = JSON.parse(done.body).next;
  }
  return { drawings, ms, longest };
}

/** Somebody leaves the panel by an act: how long it took, how much was taken from them and how much others got. */
export async function leave(client, { port, place: { callId, slug, secretary, leaving } }) {
  const { rows } = await client.query(
    'select number from panel_member where call_id = $1 and person_id = $2 and until_act is null',
    [callId, leaving],
  );
  const agent = new Agent();
  const { ms } = await send(port, {
    method: 'POST',
    path: `/api/v1/calls/${slug}/panel/acts`,
    headers: { ...headersOf(secretary, 'api'), 'content-type': 'application/json' },
    agent,
    text: JSON.stringify({
      title: 'Cessazione di un componente',
      day: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
      ground: 'Dimissioni',
      named: [],
      leaving: rows.map(({ number }) => number),
    }),
  });
  agent.destroy();
  const counts = await client.query(
    `select count(*) filter (where s.removed_because = 'departure') as taken, count(*) filter (where d.cause = 'departure') as given
       from panel_assignment s left join panel_drawing d on d.call_id = s.call_id and d.number = s.drawing where s.call_id = $1`,
    [callId],
  );
  return { ms, ...counts.rows[0] };
}

/** What the database does when an officer brings an application on, which may come to the panel by it. */
async function examineMeanwhile(client, slug) {
  await sleep(100);
  const began = performance.now();
  await client.query('begin');
  await client.query(
    `update examination x set phase = 'specific'
       from call c where c.slug = $1 and x.call_id = c.id and x.entry_number =
            (select min(y.entry_number) from examination y where y.call_id = c.id and y.phase = 'formal' and y.state = 'under-way')`,
    [slug],
  );
  await client.query('rollback');
  return performance.now() - began;
}

function send(port, { method = 'GET', path, headers, agent, text = '' }) {
  return new Promise((resolve, reject) => {
    const sentAt = performance.now();
    const sent = request({ host: '127.0.0.1', port, method, path, headers, agent }, (reply) => {
      let body = '';
      reply.on('data', (part) => (body += part));
      reply.on('error', reject);
      reply.on('end', () => {
        const { statusCode: status } = reply;
        if (status >= 300 && (method !== 'GET' || status !== 503))
          reject(new Error(`${method} ${path}: ${status} ${body.slice(0, 500)}`));
        else resolve({ status, ms: performance.now() - sentAt, body });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}
