import { Worker } from 'node:worker_threads';
import { Unavailable } from '../platform/http/unavailable.ts';
import type { Mode } from '../platform/tables.ts';
import {
  definitionRefused,
  prepareDefinition,
  type DefinitionRefused,
  type PreparedDefinition,
} from './prepare-definition.ts';
import type { CallFiles } from './read-call.ts';

type Prepared = PreparedDefinition | DefinitionRefused;

const secondsMax = 120;
const memoryMegabytesMax = 768;
const waitingMax = 16;

// Sources are run as they are by tests only, where no thread could read them.
const isBuilt = import.meta.url.endsWith('.js');

let waiting = 0;
let queue: Promise<unknown> = Promise.resolve();

/**
 * `prepareDefinition` in a thread of its own, one at a time: the server goes on answering while a definition is
 * checked, and none can keep it busy for ever.
 */
export async function prepareApart(files: CallFiles, mode: Mode): Promise<Prepared> {
  if (waiting >= waitingMax) throw new Unavailable('Too many definitions wait to be checked.', 30);
  waiting += 1;
  const turn = queue.then(() =>
    isBuilt ? prepareInThread(files, mode) : prepareDefinition(files, mode),
  );
  queue = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

async function prepareInThread(files: CallFiles, mode: Mode): Promise<Prepared> {
  // Beside this file, whether it is bundled or not.
  const worker = new Worker(new URL('prepare-worker.js', import.meta.url), {
    workerData: { files, mode },
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytesMax },
  });
  try {
    return await answerOf(worker, files);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker, files: CallFiles): Promise<Prepared> {
  return new Promise((resolve, reject) => {
    setTimeout(() => resolve(tooHeavy(files)), secondsMax * 1000).unref();
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY') resolve(tooHeavy(files));
      else reject(error);
    });
    worker.once('exit', (code) =>
      reject(new Error(`the check of a definition ended with ${code}`)),
    );
  });
}

function tooHeavy({ definition: { file } }: CallFiles): DefinitionRefused {
  const message = 'found a definition that takes more than that to be checked';
  const expected = `at most ${secondsMax} seconds and ${memoryMegabytesMax} MB`;
  return definitionRefused([{ file, line: 1, column: 1, code: 'too-heavy', message, expected }]);
}
