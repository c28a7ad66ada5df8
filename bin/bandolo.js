#!/usr/bin/env node
// Starts the command line that the build has made.
import { existsSync } from 'node:fs';

const built = new URL('../dist/cli.js', import.meta.url);
if (existsSync(built)) await import(built.href);
else {
  console.error(
    'Bandolo is not built yet: run `npm start`, or `npm run build` after `npm install`.',
  );
  process.exitCode = 2;
}
