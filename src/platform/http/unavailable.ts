/** Thrown by ourselves when the server cannot take more for the moment. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number;

  constructor(message: string, retryAfterSeconds = 2) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

const connectionErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
]);

// 08 connection, 53 resources (disk, connections), 57P0x shutdown, 57014 a statement that took too
// long, 55P03 a lock that was not given, 25P0x an idle transaction that was ended, 25006 a standby,
// 58 the system under the database, 40001 and 40P01 transactions in each other's way.
const sqlStates = /^(08...|53...|57P0.|57014|55P03|25P0[34]|25006|58...|40001|40P01)$/;

// What pg and its pool throw without a code.
const messages =
  /^(Connection terminated|timeout expired|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Cannot use a pool after calling end|Client was closed and is not queryable)/;

/** Whether the fault is that of the database or its connection, and may be gone in a moment. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof Unavailable) return true;
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as { readonly code?: unknown; readonly syscall?: unknown };
  if (typeof code === 'string') {
    if (sqlStates.test(code)) return true;
    // ENOENT is a socket that is not there; the same code for a file says nothing of the database.
    if (connectionErrors.has(code) && (code !== 'ENOENT' || syscall === 'connect')) return true;
  }
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  return messages.test(error.message) || isUnavailable(error.cause);
}

/** Whether the database refused a text that came from outside and passed every check before. */
export function isUnstorableText(error: unknown): boolean {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return code === '22021' || code === '22P05';
}
