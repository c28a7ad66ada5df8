// Lets a child process run the sources as they are, as the tests do: `node --import <this file> file.ts`.
/* oxlint-disable typescript/no-unsafe-assignment -- outside the types, since Node runs it as it is */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

if (isMainThread) register(import.meta.url);
// Comes with the test runner; only the thread of the hooks needs it.
const { transform } = isMainThread ? {} : await import('rolldown/utils');

export async function load(url, context, next) {
  if (!/\.tsx?$/.test(url)) return next(url, context);
  const path = fileURLToPath(url);
  const { code, errors } = await transform(path, await readFile(path, 'utf8'));
  if (errors.length > 0) throw errors[0];
  return { format: 'module', source: code, shortCircuit: true };
}
