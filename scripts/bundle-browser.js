// Makes one file of each script in src/browser and of each of its workers, with what it takes from the engine.
import { globSync } from 'tinyglobby';
import { basename, dirname } from 'node:path';
import { rolldown } from 'rolldown';

/** Gives the name and the text of each; a script never needs another file than its own. */
export async function bundleBrowser(root) {
  const sources = globSync(['src/browser/*.ts', 'src/browser/workers/*.ts'], {
    cwd: root,
    absolute: true,
  }).toSorted();
  return Promise.all(sources.map(async (source) => [nameOf(source), await one(source)]));
}

/** A worker is only loaded when a person asks for its work; its name says what it is. */
function nameOf(source) {
  const suffix = basename(dirname(source)) === 'workers' ? '-worker' : '';
  return `${basename(source, '.ts')}${suffix}.js`;
}

async function one(source) {
  const bundle = await rolldown({
    input: source,
    platform: 'browser',
    treeshake: { moduleSideEffects: isEntry(source) },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true, codeSplitting: false });
  await bundle.close();
  if (output.length !== 1) throw new Error(`${source} was split into ${output.length} files`);
  return output[0].code;
}

/** The engine does nothing when it is loaded, so what is not used of it can be left out. */
function isEntry(source) {
  return (id) => id === source;
}
