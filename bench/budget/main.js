// npm run bench:budget: how long the page of a large budget takes, and its figures after a key is pressed.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serverFlags } from '../../scripts/server-flags.js';
import { startApplication } from '../../src/applications/start-application.ts';
import { loadPublished, publishCall } from '../../src/calls/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { migrate } from '../../src/platform/migrate.ts';
import { openBrowser } from '../../test/support/browser.ts';
import { startCluster } from '../../test/support/database-cluster.ts';
import {
  addBody,
  addOrganisation,
  addPerson,
  addPower,
  openTestSession,
} from '../../test/support/people.ts';

const items = Number(process.env.ITEMS ?? 200);
const partners = Number(process.env.PARTNERS ?? 10);
const requests = Number(process.env.REQUESTS ?? 600);
const keys = Number(process.env.KEYS ?? 200);
const definition = 'definitions/produzione-sostenibile-2024/call.yaml';
const categories = [
  'consultancy',
  'equipment',
  'home-automation',
  'environmental-certification',
  'technical-certification',
  'engineering',
  'materials',
  'intellectual-property',
  'training',
];
const all = ['read', 'edit', 'consent', 'submit'];
const dist = fileURLToPath(new URL('../../dist', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bandolo-budget-'));
const cluster = await startCluster();
const database = openDatabase(cluster.url, { connectionsMax: 4 });
let server;
try {
  await migrate(cluster.migratorUrl);
  const { address, token } = await makeDraft();
  server = await startServer();
  console.log(
    `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}; ${items} expenses, ${partners} partners`,
  );
  console.log('server, ms', JSON.stringify(await measureServer(address, token)));
  console.log('browser, ms', JSON.stringify(await measureBrowser(address, token)));
} finally {
  server?.child.kill('SIGTERM');
  await database.close();
  await cluster.destroy();
  rmSync(folder, { recursive: true, force: true });
}

async function makeDraft() {
  const { db } = database;
  const { id: bodyId } = await addBody(db);
  const text = (file) => ({ file, text: readFileSync(file, 'utf8') });
  const outcome = await publishCall(
    { database },
    {
      definition: text(definition),
      decisions: [text(definition.replace('call.yaml', 'decisions.yaml'))],
      bodyId,
      mode: 'rehearsal',
      resubmission: false,
      ground: 'a benchmark',
      personId: null,
      term: {
        opensAt: new Date(Date.now() - 3_600_000),
        closesAt: new Date(Date.now() + 3_600_000),
      },
    },
  );
  if (outcome.type !== 'published') throw new Error(JSON.stringify(outcome));
  const ids = [];
  for (let index = 0; index < partners; index += 1)
    ids.push((await addOrganisation(db, { name: `Impresa ${index}` })).id);
  const [leadId] = ids;
  const { id: personId } = await addPerson(db);
  await addPower(db, { personId, organisationId: leadId, scopes: all });
  const principal = {
    personId,
    sessionFamily: '',
    kind: 'api',
    how: 'token',
    level: 2,
    actingFor: null,
    roles: [],
    powers: [{ organisationId: leadId, kind: 'mandate', scopes: all, callId: null }],
  };
  const published = await loadPublished({ database }, { callId: outcome.callId, version: 1 });
  const draft = { title: 'Molte spese', content: { facts: {}, partners: ids.map(partnerOf) } };
  const started = await db
    .transaction()
    .execute((tx) => startApplication(tx, { published, leadId, principal, draft }));
  if (started.type !== 'started') throw new Error(JSON.stringify(started));
  const { token } = await openTestSession(db, personId, 'browser');
  const address = `/calls/${outcome.slug}/applications/${started.application.id}/sections/budget`;
  return { address, token };
}

function partnerOf(id, index) {
  const costs = {};
  for (let item = index; item < items; item += partners) {
    const category = categories[item % categories.length];
    (costs[category] ??= []).push({
      id: `e${item}`,
      description: `Analisi del ciclo di vita ${item}`,
      ...(item % 2 === 0 && { supplier: 'Studio Verdi' }),
      amount: `${1000 + item * 37}.${10 + (item % 80)}`,
    });
  }
  const facts = { size: 'small', deMinimisRoom: '300000.00' };
  return { id, role: index === 0 ? 'lead' : 'sme', facts, costs };
}

async function startServer() {
  const file = fileURLToPath(new URL('../reading/server.js', import.meta.url));
  const child = fork(file, [dist, cluster.url, join(folder, 'key.pem')], {
    execArgv: [...serverFlags, ...(process.env.NODE_FLAGS?.split(' ') ?? [])],
  });
  const [{ port }] = await once(child, 'message');
  const say = async (message) => {
    child.send(message);
    const [reply] = await once(child, 'message');
    return reply;
  };
  return { child, base: `http://127.0.0.1:${port}`, say };
}

async function measureServer(address, token) {
  const get = () =>
    fetch(server.base + address, {
      headers: { cookie: `bandolo-session=${token}`, accept: 'text/html' },
    });
  const first = await get();
  if (first.status !== 200) throw new Error(`the page answered ${first.status}`);
  const bytes = (await first.text()).length;
  for (let index = 0; index < 100; index += 1) await (await get()).text();
  await server.say('answered');
  for (let index = 0; index < requests; index += 1) await (await get()).text();
  await new Promise((done) => setTimeout(done, 200));
  const { answered } = await server.say('answered');
  return { bytes, ...quantiles(answered.map(({ ms }) => ms)) };
}

/** From the event of a key to the end of drawing, and to the next frame. */
async function measureBrowser(address, token) {
  const browser = await openBrowser();
  try {
    const tab = await browser.newPage();
    await tab.setCookie({ name: 'bandolo-session', value: token, url: server.base });
    await tab.goto(server.base + address, { waitUntil: 'networkidle0' });
    const times = await tab.evaluate(async (count) => {
      const inputs = [...document.querySelectorAll('[data-items] .amount input')];
      const drawn = [];
      const framed = [];
      for (let index = 0; index < count; index += 1) {
        const input = inputs[index % inputs.length];
        input.value = `${1000 + index * 7},${10 + (index % 80)}`;
        const start = performance.now();
        input.dispatchEvent(new Event('input', { bubbles: true }));
        drawn.push(performance.now() - start);
        await new Promise((next) => requestAnimationFrame(() => setTimeout(next, 0)));
        framed.push(performance.now() - start);
      }
      return { inputs: inputs.length, drawn, framed };
    }, keys);
    return { inputs: times.inputs, drawn: quantiles(times.drawn), framed: quantiles(times.framed) };
  } finally {
    await browser.close();
  }
}

function quantiles(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share) =>
    Number(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(1));
  return { count: sorted.length, p5: at(0.05), p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}
