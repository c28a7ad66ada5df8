import vm from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { allCases, Harness } from './harness.js';

const { script, documents, deadline, mutantCount } = workerData;
const harness = new Harness(documents);
const parameters = 'require, module, stryActive, stryHit, stryCov_9fa48';
const wrap = (text) =>
  new vm.Script(`(function (${parameters}) {${text}\n})`, { filename: 'engine.js' });
const uncounted = wrap(script.replaceAll(/stryCov_9fa48\([^)]*\)/g, '0')).runInThisContext();
const clock = new Float64Array(deadline);

class HitLimit extends Error {}

function load(evaluate, active, hit, cover) {
  const module = { exports: {} };
  evaluate(harness.require, module, active, hit, cover);
  return (file) => {
    return { kind: 'file', title: file, path: file, body: module.exports[file], values: [] };
  };
}

/** Runs every test once without a mutant: what it covers and how long it takes. */
async function measure(files) {
  const counting = script.replaceAll(
    /stryCov_9fa48\(([^)]*)\)/g,
    (_, ids) => `(${ids.replaceAll(/"(\d+)",?/g, 'stryCov_9fa48[$1]++,')} 0)`,
  );
  const counted = wrap(counting).runInThisContext();
  const found = { groups: [], tests: [] };
  const hits = new Float64Array(mutantCount);
  const timed = async (node, run) => {
    hits.fill(0);
    const start = performance.now();
    let error;
    try {
      await run();
    } catch (thrown) {
      error = String(thrown?.message ?? thrown);
    }
    const time = performance.now() - start;
    const mutants = [...hits.keys()].filter((id) => hits[id] > 0);
    const counts = mutants.map((id) => hits[id]);
    if (time > 400) console.log(`${Math.round(time)} ms: ${node.path} ${node.title}`);
    return { path: node.path, title: node.title, time, error, mutants, counts };
  };
  const visit = async (node, above) => {
    if (node.kind === 'test') {
      const run = () => node.body(...node.values);
      let test = await timed(node, run);
      const isAll = test.error !== undefined;
      if (isAll) {
        allCases(true);
        test = await timed(node, run);
        allCases(false);
      }
      found.tests.push({ ...test, above, isAll });
      return;
    }
    found.groups.push(await timed(node, () => harness.collect(node)));
    for (const child of node.children ?? []) await visit(child, [...above, node.path]);
  };
  for (const file of files) {
    const fileNode = load(counted, -1, () => true, hits);
    await visit(fileNode(file), []);
  }
  return found;
}

/** Runs the tests in their order until one fails. */
async function kill({ mutant, tests, hitsMax }) {
  let hits = 0;
  const hit = () => {
    hits += 1;
    if (hits > hitsMax) throw new HitLimit('endless');
    return true;
  };
  const files = new Map();
  const fileNode = load(uncounted, mutant, hit, undefined);
  for (const { path, limit, isAll } of tests) {
    allCases(isAll);
    clock[0] = Date.now() + limit;
    hits = 0;
    try {
      const node = find(files, fileNode, path);
      if (node?.kind === 'test') await node.body(...node.values);
    } catch (error) {
      const isEndless = hits > hitsMax;
      return {
        status: isEndless ? 'timeout' : 'killed',
        by: path,
        why: String(error?.message).slice(0, 80),
      };
    }
    if (hits > hitsMax) return { status: 'timeout', by: path };
  }
  return { status: 'survived' };
}

function find(files, fileNode, path) {
  const at = path.indexOf('.ts/') + 3;
  const file = path.slice(0, at);
  let node = files.get(file);
  if (!node) files.set(file, (node = fileNode(file)));
  for (const index of path.slice(at + 1).split('/')) {
    harness.collect(node);
    node = node.children[Number(index)];
    if (!node) return undefined;
  }
  return node;
}

parentPort.on('message', async (message) => {
  const result = message.measure ? await measure(message.measure) : await kill(message);
  clock[0] = Number.POSITIVE_INFINITY;
  parentPort.postMessage(result);
});
parentPort.postMessage('ready');
