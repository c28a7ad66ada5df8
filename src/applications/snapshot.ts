import { hash } from 'node:crypto';
import { canonicalJson } from '../engine/index.ts';
import type { Mode } from '../platform/tables.ts';
import type { SnapshotDocument } from './documents/handed-in.ts';
import type { DraftContent } from './draft.ts';

export interface NamedOrganisation {
  readonly id: string;
  readonly name: string;
  readonly fiscalCode: string;
}

export interface NamedPartner extends NamedOrganisation {
  readonly role: string;
}

/**
 * The exact text that partners consent to and that is submitted: what was asked, by which rules, in which
 * words it was answered, and who answers for it. The revision makes every freeze a text of its own, so
 * that a consent taken back never comes back with the same words.
 */
export interface Snapshot {
  readonly bandolo: 'application/1';
  readonly call: {
    readonly slug: string;
    readonly mode: Mode;
    readonly version: number;
    /** SHA-256 of the definition with its decisions, in hexadecimal. */
    readonly definitionHash: string;
  };
  readonly application: string;
  readonly revision: number;
  readonly title: string;
  readonly lead: NamedOrganisation;
  /** Everybody whose consent is needed, the lead included, as named when the text was frozen. */
  readonly partners: readonly NamedPartner[];
  readonly content: DraftContent;
  /** What is handed in with it, by hash; left out where nothing is. */
  readonly documents?: readonly SnapshotDocument[];
  /** Of a text that a reply to the office has made: the text whose place it takes, and the request that was replied to. */
  readonly follows?: { readonly text: string; readonly request: number };
}

/** The bytes of a snapshot: canonical JSON in UTF-8, of which the hash is taken. */
export function snapshotBytes(snapshot: Snapshot): Buffer {
  return Buffer.from(canonicalJson(snapshot), 'utf8');
}

/** SHA-256. */
export function hashOfBytes(bytes: Uint8Array): Buffer {
  return hash('sha256', bytes, 'buffer');
}

/** A snapshot from its stored bytes. */
export function readSnapshot(bytes: Uint8Array): Snapshot {
  return JSON.parse(Buffer.from(bytes).toString('utf8')) as Snapshot;
}
