/** How the decisive act ended; until it has, it is sent again. */
export type ActEnd =
  | { readonly type: 'entered'; readonly number: number }
  | {
      readonly type: 'refused';
      readonly code: string;
      /** Where the window opens later than was thought: by the clock that decides, both in milliseconds. */
      readonly opensMs?: number;
      readonly decidedMs?: number;
    };

/** Why it is sent again. */
export type Hindrance = 'network' | 'busy';

export interface ActAsked {
  readonly url: string;
  readonly snapshotHash: string;
  /** Before each further attempt. */
  readonly onHindrance: (why: Hindrance, attempt: number) => void;
  /** Cut short when the network is back. */
  readonly wait: (ms: number) => Promise<void>;
  readonly fetch: typeof fetch;
}

const replyMsMax = 15_000;
const pauseMsMax = 5_000;
const firstPauseMs = 400;

/**
 * Sends one act until there is a receipt or a clear refusal. It is always the same application and the same text, by
 * which the register knows that it is the same act, so that sending it again gives the same receipt.
 */
export async function sendAct(asked: ActAsked): Promise<ActEnd> {
  for (let attempt = 1; ; attempt += 1) {
    const tried = await tryOnce(asked);
    if (tried.type === 'entered' || tried.type === 'refused') return tried;
    asked.onHindrance(tried.why, attempt);
    await asked.wait(tried.afterMs ?? pauseAfter(attempt));
  }
}

/** Longer each time, and never the same for all who wait. */
export function pauseAfter(attempt: number, random = Math.random()): number {
  const most = Math.min(pauseMsMax, firstPauseMs * 2 ** Math.min(attempt - 1, 10));
  return most / 2 + (random * most) / 2;
}

type Tried =
  | ActEnd
  | { readonly type: 'again'; readonly why: Hindrance; readonly afterMs?: number };

async function tryOnce({ url, snapshotHash, fetch: send }: ActAsked): Promise<Tried> {
  let reply: Response;
  let text: string;
  try {
    reply = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ snapshotHash }),
      signal: AbortSignal.timeout(replyMsMax),
      redirect: 'error',
    });
    text = await reply.text();
  } catch {
    // Whether it arrived is not known: the same act is sent again.
    return { type: 'again', why: 'network' };
  }
  if (reply.ok) {
    const number = numberIn(text);
    return number === undefined ? { type: 'again', why: 'network' } : { type: 'entered', number };
  }
  if (reply.status === 429 || reply.status >= 500)
    return { type: 'again', why: 'busy', ...waitAsked(reply) };
  return refusalIn(text);
}

function waitAsked(reply: Response): { readonly afterMs?: number } {
  const seconds = Number(reply.headers.get('retry-after'));
  if (!Number.isFinite(seconds) || seconds <= 0) return {};
  return { afterMs: Math.min(seconds, 30) * 1000 * (0.5 + Math.random() / 2) };
}

function numberIn(text: string): number | undefined {
  const receipt = readJson(text) as { readonly entry?: { readonly number?: unknown } } | undefined;
  const number = receipt?.entry?.number;
  return typeof number === 'number' ? number : undefined;
}

function refusalIn(text: string): ActEnd {
  const { code, opensAt, decidedAt } = (readJson(text) ?? {}) as Readonly<Record<string, unknown>>;
  const moment = (value: unknown): number | undefined => {
    const at = typeof value === 'string' ? Date.parse(value) : Number.NaN;
    return Number.isNaN(at) ? undefined : at;
  };
  const [opensMs, decidedMs] = [moment(opensAt), moment(decidedAt)];
  return {
    type: 'refused',
    code: typeof code === 'string' ? code : 'other',
    ...(opensMs === undefined ? {} : { opensMs }),
    ...(decidedMs === undefined ? {} : { decidedMs }),
  };
}

/** What a middleman says in place of the server is no JSON. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
