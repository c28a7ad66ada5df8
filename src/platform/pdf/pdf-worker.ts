import { constants, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { compilePdf } from './compile-pdf.ts';
import type { PdfDocument } from './pdf-document.ts';

/** What the press sends to its thread, and what comes back. */
export interface PdfOrder {
  readonly number: number;
  readonly document: PdfDocument;
}

export type PdfAnswer =
  | { readonly number: number; readonly bytes: Uint8Array }
  | { readonly number: number; readonly fault: string };

// On Linux a priority is that of a thread, and 0 names the one that asks; elsewhere it would be that of the program.
if ((workerData as { readonly isInBackground?: boolean } | null)?.isInBackground === true)
  if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_LOW);

parentPort?.on('message', ({ number, document }: PdfOrder) => {
  parentPort?.postMessage(answerTo(number, document), []);
});

function answerTo(number: number, document: PdfDocument): PdfAnswer {
  try {
    return { number, bytes: compilePdf(document) };
  } catch (error) {
    return {
      number,
      fault: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}
