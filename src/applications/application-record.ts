import type { Localized } from '../engine/index.ts';
import type { Mode } from '../platform/tables.ts';
import type { CallWindow, LastEntry, Standing } from './application.ts';
import type { HandedIn } from './documents/handed-in.ts';
import type { DraftContent } from './draft.ts';
import type { NamedOrganisation, NamedPartner } from './snapshot.ts';

/** The call of an application, as far as its own pages need it. Instants are ISO 8601 in UTC with microseconds. */
export interface CallSummary {
  readonly id: number;
  readonly slug: string;
  readonly mode: Mode;
  readonly fictional: boolean;
  readonly title: Localized;
  /** The version that holds now. */
  readonly version: number;
  readonly opensAt: string | null;
  readonly window: CallWindow;
}

export interface GivenConsent {
  readonly organisationId: string;
  readonly at: string;
  /** By a signed file, which is kept. */
  readonly isSigned: boolean;
}

export interface RegisterLine extends LastEntry {
  readonly at: string;
}

/** An application with everything its state follows from. */
export interface ApplicationSummary extends Standing {
  readonly id: string;
  readonly call: CallSummary;
  readonly title: string;
  readonly lead: NamedOrganisation;
  /** Everybody whose consent is needed, the lead included. */
  readonly partners: readonly NamedPartner[];
  /** To the text that is frozen now. */
  readonly consents: readonly GivenConsent[];
  readonly entries: readonly RegisterLine[];
  readonly createdAt: string;
  readonly updatedAt: string;
}

export interface ApplicationRecord extends ApplicationSummary {
  readonly content: DraftContent;
  /** Every version of every document, by place and then version. */
  readonly documents: readonly HandedIn[];
  /** The version of the call that the frozen text follows, or under which the draft was written last. */
  readonly callVersion: number;
  readonly frozenAt: string | null;
}

/** One row as the queries give it. */
export interface SummaryRow {
  readonly id: string;
  readonly title: string;
  readonly revision: number;
  readonly frozen_hash: string | null;
  readonly ready_hash: string | null;
  readonly created_at: string;
  readonly updated_at: string;
  readonly lead: NamedOrganisation;
  readonly partners: readonly NamedPartner[];
  readonly consents: readonly GivenConsent[];
  readonly entries: readonly RegisterLine[];
  readonly call: Omit<CallSummary, 'window' | 'opensAt'> & { readonly resubmission: boolean };
  readonly term: { readonly opensAt: string; readonly closesAt: string | null } | null;
  readonly admitted_until: string | null;
  readonly now: string;
}

export interface RecordRow extends SummaryRow {
  readonly content: DraftContent;
  readonly documents: readonly HandedIn[];
  readonly call_version: number;
  readonly frozen_at: string | null;
}

export function summaryOf(row: SummaryRow): ApplicationSummary {
  const { resubmission, ...call } = row.call;
  return {
    id: row.id,
    title: row.title,
    revision: row.revision,
    frozenHash: row.frozen_hash,
    readyHash: row.ready_hash,
    consentCount: row.consents.length,
    lastEntry: row.entries.at(-1) ?? null,
    lead: row.lead,
    partners: row.partners,
    consents: row.consents,
    entries: row.entries,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    call: {
      ...call,
      opensAt: row.term?.opensAt ?? null,
      window: {
        resubmission,
        closesAt: row.term?.closesAt ?? null,
        admittedUntil: row.admitted_until,
        now: row.now,
      },
    },
  };
}

export function recordOf(row: RecordRow): ApplicationRecord {
  return {
    ...summaryOf(row),
    content: row.content,
    documents: row.documents,
    callVersion: row.call_version,
    frozenAt: row.frozen_at,
  };
}
