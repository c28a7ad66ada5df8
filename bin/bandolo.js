#!/usr/bin/env node
// Starts the command line that the build has made: in few files, unless what they were made of is newer.
import { existsSync, statSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
const bundled = new URL('../dist/bundle/cli.js', import.meta.url);
if (!existsSync(built)) {
  console.error(
    'Bandolo is not built yet: run `npm start`, or `npm run build` after `npm install`.',
  );
  process.exitCode = 2;
} else if (existsSync(bundled) && statSync(bundled).mtimeMs >= statSync(built).mtimeMs)
  await import(bundled.href);
else await import(built.href);
