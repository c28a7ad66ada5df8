import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';

const silent = {
  isDebugEnabled: () => false,
  debug() {},
  info() {},
  warn: console.warn,
  error: console.error,
};

/** Tests outside the engine that judge it as well. */
const outside = ['advice', 'definitions', 'real-results', 'round', 'unknown'];

/**
 * Copies the project to `folder` with every mutant of the engine as a switch, and bundles the tests
 * that judge it into one script that needs neither YAML nor schemas while it runs.
 */
export async function prepare(root, folder) {
  for (const name of ['src', 'test', 'definitions'])
    cpSync(join(root, name), join(folder, name), { recursive: true });
  const documents = await readDocuments(folder);
  const mutants = await instrument(folder);
  for (const name of ['calls', 'applications', 'programme'])
    cpSync(join(root, 'mutation/judges', `${name}.ts`), join(folder, 'src', name, 'index.ts'));
  const tests = [
    ...globSync('src/engine/**/*.test.ts', { cwd: folder }).toSorted(),
    ...outside.map((name) => `test/${name}.test.ts`),
  ];
  return { documents, mutants, tests, script: await bundle(folder, tests) };
}

async function instrument(folder) {
  const names = globSync('src/engine/**/*.ts', { cwd: folder, ignore: '**/*.test.ts' }).toSorted();
  const files = names.map((name) => ({
    name,
    mutate: true,
    content: readFileSync(join(folder, name), 'utf8'),
  }));
  const original = new Map(files.map(({ name, content }) => [name, content.split('\n')]));
  const options = { plugins: null, excludedMutations: [], ignorers: [], noHeader: true };
  const result = await new Instrumenter(silent).instrument(files, options);
  for (const { name, content } of result.files) writeFileSync(join(folder, name), content);
  return result.mutants.map((mutant) => describeMutant(mutant, original.get(mutant.fileName)));
}

/** Lines and columns are counted from one, as editors do. */
function describeMutant({ id, fileName, mutatorName, replacement, location }, lines) {
  const { start, end } = location;
  const written = lines.slice(start.line, end.line + 1);
  written[written.length - 1] = written.at(-1).slice(0, end.column);
  written[0] = written[0].slice(start.column);
  return {
    id: Number(id),
    file: fileName,
    line: start.line + 1,
    column: start.column + 1,
    mutator: mutatorName,
    original: written.join('\n'),
    replacement,
  };
}

async function bundle(folder, tests) {
  const entry = tests.map((file) => `${JSON.stringify(file)}: () => require('./${file}')`);
  const { outputFiles } = await build({
    stdin: { contents: `module.exports = {\n${entry.join(',\n')}\n};`, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    plugins: [{ name: 'places', setup: (setup) => places(setup) }],
  });
  // Switches compare with one constant of the script, for a mutant runs millions of them.
  return outputFiles[0].text.replaceAll(
    /stryMutAct_9fa48\("(\d+)"\)/g,
    '(stryActive === $1 && stryHit())',
  );
}

function places(setup) {
  setup.onResolve({ filter: /^[^./]/ }, ({ path, kind }) =>
    kind === 'entry-point' ? undefined : { path, external: true },
  );
  setup.onLoad({ filter: /\.test\.ts$/ }, ({ path }) => ({
    contents: readFileSync(path, 'utf8').replaceAll(
      'import.meta.url',
      JSON.stringify(pathToFileURL(path).href),
    ),
    loader: 'ts',
  }));
}

/** Every YAML document of the definitions, by its text, as the product itself reads it. */
async function readDocuments(folder) {
  const out = join(folder, 'read');
  mkdirSync(out);
  const outfile = join(out, 'yaml.cjs');
  const yaml = createRequire(import.meta.url).resolve('yaml');
  await build({
    entryPoints: [join(folder, 'src/platform/yaml-source.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
    alias: { yaml },
  });
  const { readYaml } = createRequire(import.meta.url)(outfile);
  return globSync('definitions/**/*.yaml', { cwd: folder }).map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    const read = readYaml(text, file);
    if (read.type === 'refused') throw new Error(`${file} cannot be read`);
    return [text, read.source.value];
  });
}
