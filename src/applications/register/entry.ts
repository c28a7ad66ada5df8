import { hash } from 'node:crypto';
import { leafHash } from './merkle.ts';

/** One line of the register of a call: what was received, from whom, when, after what. */
export interface Entry {
  /** The call with its mode, as in its address. */
  readonly call: string;
  /** 1, 2, 3 … without gaps, in the order of the commits. */
  readonly number: number;
  readonly kind: 'submission' | 'withdrawal';
  readonly commitNumber: number;
  /** Clock of the database under the lock of the register, ISO 8601 in UTC with microseconds. */
  readonly at: string;
  readonly applicationId: string;
  /** Odd for submissions, even for withdrawals of the same application. */
  readonly turn: number;
  readonly personId: string;
  /** On whose behalf: the lead. */
  readonly organisationId: string;
  /** SHA-256 of the exact text submitted or withdrawn, in hexadecimal. */
  readonly snapshotHash: string;
  /** Why it is withdrawn; none for a submission. */
  readonly ground: string | null;
  /** Of the entry before this, in hexadecimal; for the first the genesis of the call. */
  readonly previousHash: string;
}

/** The text over which an entry is hashed: its fields in this order as a JSON array. */
export function entryText(entry: Entry): string {
  return JSON.stringify([
    'bandolo-entry-1',
    entry.call,
    entry.number,
    entry.kind,
    entry.commitNumber,
    entry.at,
    entry.applicationId,
    entry.turn,
    entry.personId,
    entry.organisationId,
    entry.snapshotHash,
    entry.ground,
    entry.previousHash,
  ]);
}

/** Chains the register and is the leaf of the commit's tree. */
export function entryHash(entry: Entry): Buffer {
  return leafHash(entryText(entry));
}

/** What the first entry of a call's register follows. */
export function genesisHash(call: string): Buffer {
  return hash('sha256', `bandolo-register-1 ${call}`, 'buffer');
}

/** One commit of the register, as it is signed. */
export interface Commit {
  readonly call: string;
  readonly number: number;
  readonly firstNumber: number;
  readonly size: number;
  readonly at: string;
  readonly root: string;
}

/** The text that is signed for a commit. */
export function commitText(commit: Commit): string {
  return JSON.stringify([
    'bandolo-commit-1',
    commit.call,
    commit.number,
    commit.firstNumber,
    commit.size,
    commit.at,
    commit.root,
  ]);
}

/** `<call>/000123`: what people write on paper. */
export function protocolOf(call: string, number: number): string {
  return `${call}/${String(number).padStart(6, '0')}`;
}
