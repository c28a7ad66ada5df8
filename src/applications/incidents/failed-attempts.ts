import { QueueFull } from '../register/group-commit.ts';
import type { Moment } from './moment.ts';

/** Why a decisive act was not carried out, although nothing was wrong with it. */
export type FailureReason = 'database' | 'disk-full' | 'queue-full' | 'busy' | 'stopping';

/** A decisive act that could not be carried out, as the server knows it when it knows hardly anything. */
export interface FailedAttempt {
  /** The call as its address names it. */
  readonly call: string;
  readonly applicationId: string;
  readonly reason: FailureReason;
  /** Who asked, where that is known; else the token tells it later. */
  readonly personId?: string | null;
  /** SHA-256 of the token of the session, in hexadecimal. */
  readonly tokenHash?: string | null;
}

export interface NotedAttempt extends FailedAttempt {
  readonly ordinal: number;
  readonly moment: Moment;
}

/** Attempts of one call for which there was no room; `unnamed` are those of applications that are noted nowhere. */
export interface DroppedAttempts {
  readonly ordinal: number;
  readonly call: string;
  readonly first: Moment;
  readonly last: Moment;
  readonly repeated: number;
  readonly unnamed: number;
}

export interface AttemptBatch {
  readonly attempts: readonly NotedAttempt[];
  readonly dropped: readonly DroppedAttempts[];
}

/**
 * Keeps failed attempts in memory until they are stored. There is room for so many, and the oldest stay; when half of
 * it is taken, only the first attempt of each application is, so that somebody who presses the button a thousand
 * times takes nobody's place. What finds no room is counted.
 */
export interface AttemptBox {
  readonly note: (attempt: FailedAttempt, moment: Moment) => void;
  /** The oldest ones, in their order; the same again until they are forgotten. */
  readonly next: (countMax: number) => AttemptBatch;
  readonly forget: (batch: AttemptBatch) => void;
  readonly waiting: () => number;
  /** How many were dropped since the process began. */
  readonly dropped: () => number;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const slug = /^[a-z0-9][a-z0-9.-]{1,80}$/;
const sha256 = /^[0-9a-f]{64}$/;
const callsMax = 1_000;

export function makeAttemptBox(roomMax: number): AttemptBox {
  let kept: NotedAttempt[] = [];
  const named = new Map<string, number>();
  const open = new Map<string, DroppedAttempts>();
  let sealed: DroppedAttempts[] = [];
  let lastOrdinal = 0;
  let droppedCount = 0;

  function drop(attempt: FailedAttempt, moment: Moment, isNamed: boolean): void {
    droppedCount += 1;
    const known = open.get(attempt.call);
    if (!known && open.size >= callsMax) return;
    open.set(attempt.call, {
      ordinal: known?.ordinal ?? ++lastOrdinal,
      call: attempt.call,
      first: known?.first ?? moment,
      last: moment,
      repeated: (known?.repeated ?? 0) + (isNamed ? 1 : 0),
      unnamed: (known?.unnamed ?? 0) + (isNamed ? 0 : 1),
    });
  }

  return {
    note: (attempt, moment) => {
      if (!isNotable(attempt)) return;
      const name = nameOf(attempt);
      const isNamed = named.has(name);
      if (kept.length >= (isNamed ? roomMax / 2 : roomMax)) {
        drop(attempt, moment, isNamed);
        return;
      }
      kept.push({ ...attempt, ordinal: ++lastOrdinal, moment });
      named.set(name, (named.get(name) ?? 0) + 1);
    },
    next: (countMax) => {
      // From here on they may be stored, so they must not change any more.
      sealed = [...sealed, ...open.values()];
      open.clear();
      return { attempts: kept.slice(0, countMax), dropped: sealed };
    },
    forget: ({ attempts, dropped }) => {
      kept = kept.slice(attempts.length);
      sealed = sealed.filter((each) => !dropped.includes(each));
      for (const attempt of attempts) {
        const count = named.get(nameOf(attempt)) ?? 0;
        if (count > 1) named.set(nameOf(attempt), count - 1);
        else named.delete(nameOf(attempt));
      }
    },
    waiting: () => kept.length + open.size + sealed.length,
    dropped: () => droppedCount,
  };
}

/** Addresses come from outside, and one that the database refuses would keep all the others from being stored. */
function isNotable({ call, applicationId, personId, tokenHash }: FailedAttempt): boolean {
  return (
    slug.test(call) &&
    uuid.test(applicationId) &&
    uuid.test(personId ?? applicationId) &&
    (tokenHash === undefined || tokenHash === null || sha256.test(tokenHash))
  );
}

function nameOf({ call, applicationId }: FailedAttempt): string {
  return `${call}/${applicationId.toLowerCase()}`;
}

/** Why an act failed, from what was thrown. */
export function reasonOfFailure(error: unknown): FailureReason {
  if (error instanceof QueueFull) return 'queue-full';
  const { code } = (error ?? {}) as { readonly code?: unknown };
  // disk_full, and what PostgreSQL says when a file does not grow.
  return code === '53100' || code === 'ENOSPC' ? 'disk-full' : 'database';
}
