import type { Admission, ApplicationDocument } from '../../engine/index.ts';
import type { ReceivedApplication } from '../../examination/index.ts';

/** All that was received for a call, as the rules read it at one moment. */
export interface FrozenRound {
  readonly callId: number;
  readonly number: number;
  readonly callVersion: number;
  /** The last entry of the register that was looked at. */
  readonly upTo: number;
  readonly applications: number;
  /** SHA-256 over the content of all its applications, in hexadecimal. */
  readonly hash: string;
  readonly madeBy: string;
  readonly madeAt: Date;
}

/** Who answers for an application, as known when the round was frozen. */
export interface FrozenLead {
  readonly id: string;
  readonly name: string;
  readonly fiscalCode: string;
  readonly kind: string;
  /** Of the registered seat; nothing where none is known. */
  readonly province?: string;
  readonly municipality?: string;
  readonly municipalityCode?: string;
}

/** One application of a frozen round, as it is kept. */
export interface FrozenContent {
  readonly application: ApplicationDocument;
  readonly title: string;
  readonly lead: FrozenLead;
}

/** What the rules read of an application: the examined text, when it arrived and what the office decided. */
export function applicationOf(
  { content, receivedAt, entryNumber, outcome, snapshot }: ReceivedApplication,
  isExamined: boolean,
): ApplicationDocument {
  const base = {
    ...content,
    applicant: snapshot.lead.id,
    received: receivedAt,
    protocol: entryNumber,
  };
  if (outcome === 'withdrawn') return { ...base, status: 'withdrawn' };
  return isExamined ? { ...base, admission: admissionOf(outcome) } : base;
}

function admissionOf(outcome: 'admitted' | 'with-reserve' | 'not-admitted' | null): Admission {
  return outcome ?? 'open';
}
