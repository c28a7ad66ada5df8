/** One request, which stays the same however often it is sent. */
export interface Sending {
  readonly key: string;
  readonly body: string;
}

export type Sent =
  | { readonly type: 'saved' }
  /** Nobody answered, or not now: it is sent again. */
  | { readonly type: 'later' }
  | { readonly type: 'conflict' }
  /** Something in it cannot be read; who types may not have finished. */
  | { readonly type: 'wrong' }
  /** Without a reason where nobody is signed in any more. */
  | { readonly type: 'refused'; readonly reason?: string };

const waitMs = 15_000;

/** Sends a form for the script; under its key it is never saved twice. */
export async function send(address: string, { key, body }: Sending): Promise<Sent> {
  let reply: Response;
  try {
    reply = await fetch(address, {
      method: 'POST',
      headers: {
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
        'idempotency-key': key,
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(waitMs),
    });
  } catch {
    // Whatever keeps the answer from arriving, it is asked for again.
    return { type: 'later' };
  }
  const { ok, status } = reply;
  if (ok) return { type: 'saved' };
  if (reply.type === 'opaqueredirect' || status === 401) return { type: 'refused' };
  if (status === 412) return { type: 'conflict' };
  if (status === 422) return { type: 'wrong' };
  if (status === 429 || status >= 500) return { type: 'later' };
  return { type: 'refused', reason: await reasonOf(reply) };
}

async function reasonOf(reply: Response): Promise<string> {
  try {
    const { detail, title } = (await reply.json()) as { detail?: string; title?: string };
    return detail ?? title ?? String(reply.status);
  } catch {
    return String(reply.status);
  }
}

/** The form as its button would send it, apart from what waits for a button. */
export function bodyOf(form: HTMLFormElement, isSent: (name: string) => boolean): string {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form))
    if (typeof value === 'string' && (name === 'seen' || isSent(name))) body.append(name, value);
  return body.toString();
}
