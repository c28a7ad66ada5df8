/** Kinds of mutants that mostly change words that people read. */
const isWord = ({ mutator }) => mutator === 'StringLiteral';

const isFound = ({ status }) => status === 'killed' || status === 'timeout';

/** A table by folder of the engine, with the score of all mutants and of those that are not words. */
export function printReport(results, { every, offset, survivors }) {
  console.log(`every ${every} (from ${offset}): ${results.length} mutants\n`);
  const folders = Map.groupBy
    ? Map.groupBy(results, folderOf)
    : results.reduce(
        (map, one) => map.set(folderOf(one), [...(map.get(folderOf(one)) ?? []), one]),
        new Map(),
      );
  console.log(
    '| folder | mutants | killed | timeout | survived | not covered | score | without words |',
  );
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const [folder, some] of [...folders].toSorted()) console.log(row(folder, some));
  console.log(row('all', results));
  if (survivors) for (const one of results.filter((each) => !isFound(each))) printOne(one);
}

function folderOf({ file }) {
  return file.split('/').slice(2, -1).join('/') || 'index';
}

function row(folder, some) {
  const count = (status) => some.filter((one) => one.status === status).length;
  const counts = ['killed', 'timeout', 'survived', 'not covered'].map(count);
  const plain = some.filter((one) => !isWord(one));
  return `| ${[folder, some.length, ...counts, score(some), score(plain)].join(' | ')} |`;
}

function score(some) {
  return `${((100 * some.filter(isFound).length) / Math.max(1, some.length)).toFixed(1)} %`;
}

function printOne({ id, file, line, column, mutator, original, replacement, status, left }) {
  const cut = (text) => text.replaceAll(/\s+/g, ' ').slice(0, 90);
  const unasked = left > 0 ? ` (${left} tests not asked)` : '';
  console.log(`${file}:${line}:${column} #${id} ${mutator} ${status}${unasked}`);
  console.log(`    ${cut(original)}  ->  ${cut(replacement)}`);
}
