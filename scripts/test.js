// npm test: the whole gate, in the order in which it fails fastest.
import { build, installPackages, run, tool } from './prepare.js';

const steps = [
  ['types', 'tsc', ['--noEmit']],
  ['types of the engine, which imports nothing', 'tsc', ['-p', 'src/engine', '--noEmit']],
  ['types of the scripts of pages', 'tsc', ['-p', 'src/browser', '--noEmit']],
  ['format', 'oxfmt', ['--check', '.']],
  ['lint', 'oxlint', ['--type-aware', '--deny-warnings']],
  ['unused code', 'knip', []],
];

installPackages();
for (const [name, command, args] of steps) {
  console.log(`— ${name}`);
  run(tool(command), args);
}
console.log('— build');
build();
console.log('— tests');
run(tool('vitest'), ['run', ...process.argv.slice(2)]);
