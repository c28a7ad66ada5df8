import { hasPower, hasRole, type Principal, type Subject } from '../../accounts/index.ts';
import type { FileKind } from '../../platform/files/file-kind.ts';

/** Who speaks: the office of the body, or who applied. */
export type Side = 'office' | 'applicant';

/** One message, as it was sent; it never changes. */
export interface ApplicationMessage {
  readonly number: number;
  readonly side: Side;
  readonly sentAt: Date;
  readonly text: string;
  /** In the order in which they were sent. */
  readonly files: readonly KeptFile[];
  /** When somebody of the other side opened it first. */
  readonly readAt: Date | null;
  /** Who of the office wrote it, or for whom the applicant did. */
  readonly from: string;
}

export interface MessageFile {
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: number;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

/** A file of a message that was sent. */
export interface KeptFile extends MessageFile {
  /** Its place among those of its message, from 1. */
  readonly ordinal: number;
  /** A virus was found in it, and nobody gets it. */
  readonly isInfected: boolean;
}

/** How many files one message carries at most. */
export const messageFilesMax = 5;
export const textCharactersMax = 10_000;
export const noteCharactersMax = 2000;

/** Who reads what was written, besides the people of the lead. */
export const readingRoles = ['officer', 'controller', 'auditor'] as const;
/** Who writes for the office. */
export const writingRoles = ['officer'] as const;

/** For whom somebody looks at the messages; partners have no part in them. */
export function sideOf(
  principal: Principal,
  subject: Pick<Subject, 'bodyId' | 'callId'>,
  leadId: string,
): Side | undefined {
  const { callId } = subject;
  if (hasPower(principal, 'read', { organisationIds: [leadId], ...(callId && { callId }) }))
    return 'applicant';
  return hasRole(principal, readingRoles, subject) ? 'office' : undefined;
}

/** Whether somebody may also write for that side. */
export function mayWrite(
  principal: Principal,
  subject: Pick<Subject, 'bodyId' | 'callId'>,
  leadId: string,
): boolean {
  const { callId } = subject;
  return sideOf(principal, subject, leadId) === 'applicant'
    ? hasPower(principal, 'edit', { organisationIds: [leadId], ...(callId && { callId }) })
    : hasRole(principal, writingRoles, subject);
}
