import type { Tx } from '../../platform/database.ts';
import type { ApplicationRecord } from '../application-record.ts';
import type { ApplicationAct } from '../change-application.ts';
import { readDraft, type Draft, type DraftProblem } from '../draft.ts';
import { reviseApplication, type EditOutcome } from '../edit-application.ts';
import { withPartners, type DraftField } from './draft-field.ts';
import { mergeSection, type Merged, type SectionForm } from './merge-section.ts';

/** A partner to be added: its fiscal code and its role. */
export interface NewPartner {
  readonly code: string;
  readonly role: string;
}

export type SectionOutcome =
  | Exclude<EditOutcome, { readonly type: 'stale' }>
  /** Nothing was stored: fields to correct, or changed by somebody else meanwhile. */
  | {
      readonly type: 'kept';
      readonly application: ApplicationRecord;
      readonly merged: Merged;
      readonly problems: readonly DraftProblem[];
    };

export interface SectionRequest extends ApplicationAct {
  /** The fields that the section has in the draft as it is stored now. */
  readonly fieldsIn: (stored: Draft) => readonly DraftField[];
  readonly form: SectionForm;
  readonly added?: NewPartner;
  /** Whether something outside these fields is to be corrected first. */
  readonly isRefused?: boolean;
}

/** Stores what one section of a draft has changed, beside what others have stored meanwhile. */
export function saveSection(
  tx: Tx,
  { fieldsIn, form, added, isRefused = false, ...act }: SectionRequest,
): Promise<SectionOutcome | undefined> {
  return reviseApplication<SectionOutcome>(tx, act, (application) => {
    const stored: Draft = { title: application.title, content: application.content };
    const merged = mergeSection(stored, fieldsIn(stored), form);
    const written = added && !isRefused ? withPartner(merged.draft, added) : merged.draft;
    const read = readDraft(written);
    const problems = [
      ...(read.type === 'refused' ? read.problems : []),
      ...twiceProblems(application, added),
    ];
    const isKept = merged.conflicts.length + merged.refused.length + problems.length > 0;
    if (isKept || isRefused || read.type === 'refused')
      return { type: 'answer', outcome: { type: 'kept', application, merged, problems } };
    return { type: 'draft', draft: read.value };
  });
}

/** Somebody who takes part already cannot be added again. */
function twiceProblems(
  { partners, content }: ApplicationRecord,
  added: NewPartner | undefined,
): readonly DraftProblem[] {
  const code = added?.code.toUpperCase();
  const known = partners.find(({ id, fiscalCode }) => fiscalCode === code || id === added?.code);
  if (!known || !content.partners?.some(({ id }) => id === known.id)) return [];
  const path = ['content', 'partners', content.partners.length, 'id'];
  return [{ code: 'partner-twice', path, message: `"${known.name}" is listed already` }];
}

function withPartner(draft: Draft, { code, role }: NewPartner): Draft {
  return withPartners(draft, [...(draft.content.partners ?? []), { id: code, role }]);
}
