import { Worker } from 'node:worker_threads';
import { Unavailable } from '../http/unavailable.ts';
import type { PdfDocument } from './pdf-document.ts';
import type { PdfAnswer, PdfOrder } from './pdf-worker.ts';

const secondsMax = 60;
const waitingMax = 64;

// Sources are run as they are by tests only, where no thread could read them.
const isBuilt = import.meta.url.endsWith('.js');

/** A thread and those who wait for it. */
interface Line {
  waiting: number;
  queue: Promise<unknown>;
  thread: Worker | undefined;
  /** It gives way to everything else on the machine. */
  readonly isInBackground: boolean;
}

const newLine = (isInBackground: boolean): Line => ({
  waiting: 0,
  queue: Promise.resolve(),
  thread: undefined,
  isInBackground,
});
const lines = { now: newLine(false), background: newLine(true) };
let lastNumber = 0;

/**
 * A document as PDF/A-3a, laid out in a thread of its own, one after the other: the server goes on answering
 * meanwhile. When too many wait, or one takes too long, it says that it is not available for the moment. What nobody
 * waits for in front of a page has another thread, which gives way to this one.
 */
export async function renderPdf(
  document: PdfDocument,
  { isInBackground = false }: { readonly isInBackground?: boolean } = {},
): Promise<Buffer> {
  const line = isInBackground ? lines.background : lines.now;
  if (line.waiting >= waitingMax)
    throw new Unavailable('Too many documents wait to be laid out.', 10);
  line.waiting += 1;
  const turn = line.queue.then(() =>
    isBuilt ? renderInThread(line, document) : renderHere(document),
  );
  line.queue = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    line.waiting -= 1;
  }
}

async function renderHere(document: PdfDocument): Promise<Buffer> {
  const { compilePdf } = await import('./compile-pdf.ts');
  return compilePdf(document);
}

async function renderInThread(line: Line, document: PdfDocument): Promise<Buffer> {
  const worker = (line.thread ??= startThread(line));
  lastNumber += 1;
  const number = lastNumber;
  worker.ref();
  try {
    const answered = answerOf(line, worker, number);
    worker.postMessage({ number, document } satisfies PdfOrder, []);
    const answer = await answered;
    if ('fault' in answer) throw new Error(`a document was not laid out: ${answer.fault}`);
    return Buffer.from(answer.bytes);
  } finally {
    // A thread without work does not keep the program running.
    worker.unref();
  }
}

function startThread(line: Line): Worker {
  // Beside this file, whether it is bundled or not.
  const worker = new Worker(new URL('pdf-worker.js', import.meta.url), {
    workerData: { isInBackground: line.isInBackground },
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  });
  const forget = (): void => {
    if (line.thread === worker) line.thread = undefined;
  };
  worker.once('exit', forget);
  worker.once('error', forget);
  return worker;
}

function answerOf(line: Line, worker: Worker, number: number): Promise<PdfAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      done();
      line.thread = undefined;
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
