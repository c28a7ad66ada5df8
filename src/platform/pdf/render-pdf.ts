import { Worker } from 'node:worker_threads';
import { Unavailable } from '../http/unavailable.ts';
import type { PdfDocument } from './pdf-document.ts';
import type { PdfAnswer, PdfOrder } from './pdf-worker.ts';

const secondsMax = 60;
const waitingMax = 64;

// Sources are run as they are by tests only, where no thread could read them.
const isBuilt = import.meta.url.endsWith('.js');

let waiting = 0;
let queue: Promise<unknown> = Promise.resolve();
let thread: Worker | undefined;
let lastNumber = 0;

/**
 * A document as PDF/A-3a, laid out in a thread of its own, one after the other: the server goes on answering
 * meanwhile. When too many wait, or one takes too long, it says that it is not available for the moment.
 */
export async function renderPdf(document: PdfDocument): Promise<Buffer> {
  if (waiting >= waitingMax) throw new Unavailable('Too many documents wait to be laid out.', 10);
  waiting += 1;
  const turn = queue.then(() => (isBuilt ? renderInThread(document) : renderHere(document)));
  queue = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    waiting -= 1;
  }
}

async function renderHere(document: PdfDocument): Promise<Buffer> {
  const { compilePdf } = await import('./compile-pdf.ts');
  return compilePdf(document);
}

async function renderInThread(document: PdfDocument): Promise<Buffer> {
  const worker = (thread ??= startThread());
  lastNumber += 1;
  const number = lastNumber;
  worker.ref();
  try {
    const answered = answerOf(worker, number);
    worker.postMessage({ number, document } satisfies PdfOrder, []);
    const answer = await answered;
    if ('fault' in answer) throw new Error(`a document was not laid out: ${answer.fault}`);
    return Buffer.from(answer.bytes);
  } finally {
    // A thread without work does not keep the program running.
    worker.unref();
  }
}

function startThread(): Worker {
  // Beside this file, whether it is bundled or not.
  const worker = new Worker(new URL('pdf-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const forget = (): void => {
    if (thread === worker) thread = undefined;
  };
  worker.once('exit', forget);
  worker.once('error', forget);
  return worker;
}

function answerOf(worker: Worker, number: number): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      done();
      thread = undefined;
      void worker.terminate();
      reject(new Unavailable('A document took too long to be laid out.', 60));
    }, secondsMax * 1000);
    const onMessage = (answer: PdfAnswer): void => {
      if (answer.number !== number) return;
      done();
      resolve(answer);
    };
    const onError = (error: Error): void => {
      done();
      reject(error);
    };
    const onExit = (code: number): void => onError(new Error(`the thread ended with ${code}`));
    function done(): void {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    }
    worker.on('message', onMessage).once('error', onError).once('exit', onExit);
  });
}
