import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** Where log lines go: kept back for a moment, because one write for each would cost more than the request. */
export interface LogStream {
  readonly write: (line: string) => void;
  readonly flush: () => void;
  readonly close: () => void;
}

const keptBackCharactersMax = 32 * 1024;
const keptBackMs = 100;

export function logToStandardOutput(): LogStream {
  return bufferedLog(process.stdout.fd, () => undefined);
}

export function logToFile(file: string): LogStream {
  mkdirSync(dirname(file), { recursive: true });
  const descriptor = openSync(file, 'a', 0o600);
  return bufferedLog(descriptor, () => closeSync(descriptor));
}

function bufferedLog(descriptor: number, release: () => void): LogStream {
  let kept = '';
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const text = kept;
    kept = '';
    if (text !== '') writeWhole(descriptor, text);
  };
  return {
    write: (line) => {
      kept += line;
      if (kept.length >= keptBackCharactersMax) flush();
      else timer ??= setTimeout(flush, keptBackMs).unref();
    },
    flush,
    close: () => {
      flush();
      release();
    },
  };
}

function writeWhole(descriptor: number, text: string): void {
  let rest = Buffer.from(text);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      // A pipe whose reader is slow: what does not fit now is given up rather than stopping the server.
      if (['EAGAIN', 'EPIPE', 'ENOSPC'].includes((error as NodeJS.ErrnoException).code ?? ''))
        return;
      throw error;
    }
  }
}

let secondMs = 0;
let secondText = '';

/** This instant as lines have it; made once a second but for its thousandths, because it is asked for so often. */
export function logTime(nowMs = Date.now()): string {
  if (nowMs < secondMs || nowMs >= secondMs + 1000) {
    secondMs = nowMs - (nowMs % 1000);
    secondText = new Date(secondMs).toISOString().slice(0, -4);
  }
  return `${secondText}${String(nowMs - secondMs).padStart(3, '0')}Z`;
}

// Fiscal codes, VAT numbers and addresses of e-mail do not belong in a log, whoever put them into a message.
const personal = /\b[A-Z]{6}\d{2}[A-Z]\d{2}[A-Z]\d{3}[A-Z]\b|\b\d{11}\b|[^\s@"'<>]+@[^\s@"'<>]+/gi;

export function withoutPersonalData(text: string): string {
  return text.replaceAll(personal, '…');
}

/** What may be logged of an error: never the values that the database repeats in its messages. */
export function errorForLog(error: unknown): object {
  if (!(error instanceof Error)) return { message: typeof error };
  const { code, constraint, table, column, routine } = error as unknown as Partial<
    Record<string, unknown>
  >;
  const isFromDatabase = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code);
  const stack = (error.stack ?? '').slice(error.stack?.indexOf('\n    at ') ?? 0);
  return {
    type: error.name,
    ...(code === undefined ? {} : { code }),
    ...(isFromDatabase
      ? { constraint, table, column, routine }
      : { message: withoutPersonalData(error.message) }),
    stack: stack.trim(),
    ...(error.cause === undefined ? {} : { cause: errorForLog(error.cause) }),
  };
}
