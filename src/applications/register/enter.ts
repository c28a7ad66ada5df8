import type { Services } from '../../platform/services.ts';
import { isUnavailable, Unavailable } from '../../platform/http/unavailable.ts';
import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import type { EntryOutcome, RegisterOf } from './commit-entries.ts';
import type { EntryRequest } from './decide-entry.ts';
import { QueueFull } from './group-commit.ts';
import { findCallId, findReceipt } from './queries.ts';
import type { Receipt } from './receipt.ts';
import type { Register } from './register.ts';

/** What the routes of the register need. */
export interface Desk {
  readonly services: Services;
  readonly register: Register;
}

export type Entered =
  | { readonly type: 'entered' | 'repeated'; readonly receipt: Receipt; readonly of: RegisterOf }
  | { readonly type: 'refused'; readonly outcome: Extract<EntryOutcome, { type: 'refused' }> }
  | { readonly type: 'no-such-call' }
  /** `cause` is for the incident register, which notes every decisive act that ends like this. */
  | { readonly type: 'unavailable'; readonly problem: ProblemReply; readonly cause: unknown };

// A call never changes its address, so what was found once holds for as long as the process lives.
const known = new WeakMap<Register, Map<string, RegisterOf>>();

/** The register that a call's address names. */
export async function findRegister(desk: Desk, call: string): Promise<RegisterOf | undefined> {
  const cache = known.get(desk.register) ?? new Map<string, RegisterOf>();
  known.set(desk.register, cache);
  const cached = cache.get(call);
  if (cached) return cached;
  const callId = await findCallId(desk.services.database.db, call);
  if (callId === undefined) return undefined;
  const of = { callId, call };
  cache.set(call, of);
  return of;
}

export type Act =
  | { readonly kind: 'submission'; readonly snapshotHash: string }
  | { readonly kind: 'withdrawal'; readonly number: number; readonly reason: string };

export interface ActAsked {
  readonly call: string;
  readonly application: string;
  /** SHA-256 of the token of the session; null when none came along. */
  readonly tokenHash: Buffer | null;
  readonly act: Act;
}

/** Takes one decisive act to the register and brings back its receipt, or what kept it from being entered. */
export async function enterAct(
  desk: Desk,
  { call, application, tokenHash, act }: ActAsked,
): Promise<Entered> {
  try {
    const of = await findRegister(desk, call);
    if (!of) return { type: 'no-such-call' };
    const token = tokenHash?.toString('hex') ?? '';
    const asked = { ...act, token, applicationId: application } as EntryRequest;
    const outcome = await desk.register.enter(of, asked);
    if (outcome.type === 'entered') return { type: 'entered', receipt: outcome.receipt, of };
    if (outcome.type === 'refused') return { type: 'refused', outcome };
    const receipt = await findReceipt(desk.services.database.db, of, outcome.number);
    if (!receipt) throw new Error(`Entry ${outcome.number} of ${call} has no receipt.`);
    return { type: 'repeated', receipt, of };
  } catch (error) {
    const isFull = error instanceof QueueFull;
    if (!isFull && !isUnavailable(error)) throw error;
    return { type: 'unavailable', problem: unavailableProblem(error, isFull), cause: error };
  }
}

function unavailableProblem(error: unknown, isFull: boolean): ProblemReply {
  const retryAfterSeconds = error instanceof Unavailable ? error.retryAfterSeconds : 2;
  return {
    status: 503,
    code: isFull ? 'not-taken' : 'outcome-unknown',
    title: 'Not available for the moment',
    detail: isFull
      ? 'Too many are waiting: nothing was submitted and everything is kept. Repeat the act.'
      : 'The register does not answer, and whether the act was entered is not known. Repeat it: if it was entered, its receipt comes back.',
    more: { retryAfterSeconds },
  };
}
