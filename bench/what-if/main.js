// Other rules tried on frozen rounds, without a database: what the server does between the request and the answer.
import { cpus, loadavg } from 'node:os';
import { renderWith } from '../../src/platform/page/page-context.ts';
import { compareRounds } from '../../src/ranking/desk/compare-rounds.ts';
import { lookUp, settleLoaded } from '../../src/ranking/desk/settled-round.ts';
import { runWhatIf } from '../../src/ranking/desk/run-what-if.ts';
import { resultOf } from '../../src/ranking/desk/what-if-view.tsx';
import { settleRound } from '../../src/engine/index.ts';
import { loadedOf, sampleApplications, sampleCall } from '../../test/support/loaded-round.ts';

const turns = Number(process.env.TURNS ?? 60);
const sizes = (process.env.SIZES ?? '5000,20000').split(',').map(Number);

const call = sampleCall();
const [first] = [sampleApplications()];
const changes = {
  'a threshold': { thresholds: { 'net-30': '55' } },
  'an amount': { pots: { 'pot-4': '200000000.00' } },
  'another order': { keys: [{ by: 'received', order: 'lowest-first' }], ties: [] },
  'the next that fits': { partial: 'skip' },
  'one for each sub-line': { per: 'subline' },
};

console.log(
  `${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, load ${loadavg()[0]?.toFixed(1)}; ${turns} turns each, median (p95) in ms`,
);
for (const size of sizes) measure(size);

function measure(size) {
  const many = Array.from({ length: size }, (_, index) => ({
    ...first[index % first.length],
    id: `a-${index}`,
    protocol: index + 1,
  }));
  const loaded = loadedOf(call, many);
  const settled = settleLoaded(loaded, {});
  const own = time(() => settleRound(call, loaded.collector, {}));
  console.log(`\n${size} applications; the engine settles them in ${said(own)}`);
  for (const [name, change] of Object.entries(changes)) {
    const figures = time(() => tried(loaded, settled, change));
    const page = time(() => drawn(settled, change, tried(loaded, settled, change)));
    const ratio = (page.median / own.median).toFixed(1);
    console.log(`${name}: ${said(figures)}; drawn ${said(page)}, ${ratio} times the engine alone`);
  }
}

function tried(loaded, settled, change) {
  const run = runWhatIf(loaded, {}, change);
  if (run.type === 'refused') throw new Error(JSON.stringify(run.problems));
  const comparison = compareRounds(settled.round, run.round);
  return { type: 'tried', after: lookUp(loaded, run.collector, run.round), comparison };
}

function drawn(settled, change, trial) {
  const page = { request: { url: '/' }, language: 'it', errors: [] };
  return renderWith(page, resultOf({ slug: 'sample', settled, changes: change, trial }));
}

function time(run) {
  for (let turn = 0; turn < 10; turn += 1) run();
  const times = Array.from({ length: turns }, () => {
    const from = performance.now();
    run();
    return performance.now() - from;
  }).toSorted((a, b) => a - b);
  return { median: times[turns >> 1], p95: times[Math.floor(turns * 0.95)] };
}

function said({ median, p95 }) {
  return `${median.toFixed(1)} (${p95.toFixed(1)})`;
}
