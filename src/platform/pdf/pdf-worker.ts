import { parentPort } from 'node:worker_threads';
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
