import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Judge } from './judge.js';
import { prepare } from './prepare.js';
import { printReport } from './report.js';

const { values: options } = parseArgs({
  options: {
    every: { type: 'string', default: '1' },
    offset: { type: 'string', default: '0' },
    only: { type: 'string', default: 'src/engine/' },
    workers: { type: 'string', default: '2' },
    budget: { type: 'string', default: '4000' },
    json: { type: 'string', default: 'reports/mutation.json' },
    survivors: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const start = performance.now();
const say = (text) => console.log(`${((performance.now() - start) / 1000).toFixed(0)} s  ${text}`);

const folder = mkdtempSync(join(tmpdir(), 'mut-'));
try {
  await main();
} finally {
  process.chdir(root);
  rmSync(folder, { recursive: true, force: true });
}

async function main() {
  const { mutants, tests, script, documents } = await prepare(root, folder);
  process.chdir(folder);
  say(`${mutants.length} mutants, ${tests.length} test files`);
  const data = { script, documents, mutantCount: mutants.length };
  const measured = await measureAll(data, tests);
  say('measured');
  const failing = [...measured.groups, ...measured.tests].filter(
    (test) => test.error !== undefined,
  );
  for (const { path, title, error } of failing) say(`not a judge: ${path} ${title}: ${error}`);
  say(`${measured.tests.filter((test) => test.error === undefined).length} tests judge`);
  const covering = coverage(measured);
  const chosen = mutants
    .filter(({ file }) => file.startsWith(options.only))
    .filter((_, index) => index % Number(options.every) === Number(options.offset));
  say(`${chosen.length} mutants to run`);
  const results = await runAll(data, chosen, covering);
  process.chdir(root);
  mkdirSync(join(root, 'reports'), { recursive: true });
  writeFileSync(join(root, options.json), JSON.stringify(results));
  say('done');
  printReport(results, options);
  process.exitCode = 0;
}

async function measureAll(data, tests) {
  const judge = new Judge(data);
  const measured = await judge.ask({ measure: tests });
  await judge.end();
  return measured;
}

/** For each mutant the tests that reach it, cheapest first, and how often one of them does. */
function coverage({ groups, tests }) {
  const byPath = new Map(groups.map((group) => [group.path, group]));
  const covering = new Map();
  const usable = tests
    .filter((test) => test.error === undefined)
    .map((test) => {
      const above = test.above.map((path) => byPath.get(path));
      const time = above.reduce((sum, group) => sum + group.time, test.time);
      const { path, isAll } = test;
      const limit = 5 * time + 2000;
      return { path, isAll, own: test.time, cost: time, limit, units: [test, ...above] };
    })
    .toSorted((a, b) => a.cost - b.cost);
  for (const test of usable) {
    for (const { mutants, counts } of test.units) {
      mutants.forEach((mutant, index) => {
        let known = covering.get(mutant);
        if (!known) covering.set(mutant, (known = { tests: new Set(), hits: 0 }));
        known.tests.add(test);
        known.hits = Math.max(known.hits, counts[index]);
      });
    }
  }
  return covering;
}

async function runAll(data, chosen, covering) {
  const results = [];
  let next = 0;
  const work = async () => {
    let judge = new Judge(data);
    while (next < chosen.length) {
      const mutant = chosen[next++];
      if (next % 200 === 0) say(`${next} of ${chosen.length}`);
      const known = covering.get(mutant.id);
      if (!known) {
        results.push({ ...mutant, status: 'not covered' });
        continue;
      }
      const before = performance.now();
      const { tests, left } = withinBudget([...known.tests], mutant.file);
      const answer = await judge.ask({
        mutant: mutant.id,
        tests,
        hitsMax: known.hits * 50 + 1000,
      });
      if (!answer) {
        await judge.end();
        judge = new Judge(data);
      }
      const time = Math.round(performance.now() - before);
      results.push({
        ...mutant,
        ...(answer ?? { status: 'timeout' }),
        time,
        left,
        asked: tests.length,
      });
    }
    await judge.end();
  };
  await Promise.all(Array.from({ length: Number(options.workers) }, work));
  return results.toSorted((a, b) => a.id - b.id);
}

/** The tests of the mutant's own folder, then the cheapest others, up to a time per mutant. */
function withinBudget(tests, file) {
  const folder = file.slice(0, file.lastIndexOf('/') + 1);
  const near = tests.filter(({ path }) => path.startsWith(folder));
  const others = tests.filter(({ path }) => !path.startsWith(folder));
  let spent = 0;
  const within = [...near, ...others].filter(
    (test) => (spent += test.own) <= Number(options.budget),
  );
  return {
    tests: within.map(({ path, isAll, limit }) => ({ path, isAll, limit })),
    left: tests.length - within.length,
  };
}
