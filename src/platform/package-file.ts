import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = findRoot(dirname(fileURLToPath(import.meta.url)));

/** A file or folder of the package, wherever the program runs from: its sources, the build, or the bundle. */
export function packageFile(path: string): string {
  return join(root, path);
}

/** The version of the program, as the package says it. */
export function programVersion(): string {
  return (
    JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { readonly version: string }
  ).version;
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const above = dirname(folder);
  if (above === folder) throw new Error('the program is not inside its package');
  return findRoot(above);
}
