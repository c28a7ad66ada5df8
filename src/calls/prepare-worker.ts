import { parentPort, workerData } from 'node:worker_threads';
import type { Mode } from '../platform/tables.ts';
import { prepareDefinition } from './prepare-definition.ts';
import type { CallFiles } from './read-call.ts';

// What `prepareApart` starts.
const { files, mode } = workerData as { readonly files: CallFiles; readonly mode: Mode };
parentPort?.postMessage(prepareDefinition(files, mode), []);
