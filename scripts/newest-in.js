import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** When something in a folder was last changed, in milliseconds. */
export function newestIn(folder) {
  let newest = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    newest = Math.max(newest, entry.isDirectory() ? newestIn(path) : statSync(path).mtimeMs);
  }
  return newest;
}
