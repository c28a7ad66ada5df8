import type { ScanState } from '../scans/scan-state.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';

/** One version of a document, as it was handed in; instants in ISO 8601 in UTC. */
export interface HandedIn {
  readonly slot: string;
  readonly version: number;
  /** As whoever handed it in called it: text and nothing more. */
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** SHA-256 of the content in hexadecimal. */
  readonly hash: string;
  readonly uploadedAt: string;
  /** Named by a text that was frozen once. */
  readonly isFrozen: boolean;
  readonly removedAt: string | null;
  /** Handed in with a reply to the office, after the submission. */
  readonly isByReply: boolean;
  /** What the scanner of malware has said of it; nothing while it has said nothing. */
  readonly scan: ScanState | null;
}

/** A document as the frozen text names it: consents to the text are consents to it. */
export interface SnapshotDocument {
  readonly slot: string;
  readonly version: number;
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  readonly sha256: string;
}

/** Whether its content is still in the store: what no frozen text names goes when it is removed. */
export function isKept({ isFrozen, removedAt }: HandedIn): boolean {
  return isFrozen || removedAt === null;
}

/** What the documents of an application take up, those of earlier versions included. */
export function usageOf(documents: readonly HandedIn[]): {
  readonly files: number;
  readonly bytes: number;
} {
  const kept = documents.filter(isKept);
  return { files: kept.length, bytes: kept.reduce((total, { bytes }) => total + bytes, 0) };
}

const nameCharactersMax = 200;

/** A name as it may be shown: without folders, control characters, or marks that turn the direction of text. */
export function readFileName(told: string): string {
  const last = told.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last.replaceAll(/[\p{Cc}\p{Cf}\p{Surrogate}\p{Zl}\p{Zp}]/gu, '').trim();
  // A letter of two units that is cut in half is left out.
  const whole = plain.slice(0, nameCharactersMax).replace(/\p{Surrogate}$/u, '');
  return /^\.*$/.test(whole) ? 'documento' : whole;
}
