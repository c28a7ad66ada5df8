import { canonicalJson } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { decideChange, versionTag, type ChangeRefusal } from './application.ts';
import type { ApplicationRecord } from './application-record.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  noteVoid,
  reread,
  type ApplicationAct,
} from './change-application.ts';
import { findDifferences, type Difference } from './differences.ts';
import type { Draft, DraftProblem } from './draft.ts';
import { resolvePartners } from './resolve-partners.ts';
import { recordEdit } from './store.ts';

export type EditOutcome =
  | { readonly type: 'edited'; readonly application: ApplicationRecord }
  /** The text is already this: nothing was voided. */
  | { readonly type: 'unchanged'; readonly application: ApplicationRecord }
  /** Somebody changed it meanwhile; what is stored now comes before what was to be stored. */
  | {
      readonly type: 'stale';
      readonly application: ApplicationRecord;
      readonly differences: readonly Difference[];
    }
  | { readonly type: 'malformed'; readonly problems: readonly DraftProblem[] }
  | { readonly type: 'refused'; readonly code: ChangeRefusal | 'no-power' };

export interface EditRequest extends ApplicationAct {
  /** The version that the editor has seen. */
  readonly tag: string;
  readonly draft: Draft;
}

/** Replaces the text of a draft; whatever was frozen and consented to is void from then on, and the journal says so. */
export function editApplication(
  tx: Tx,
  { tag, draft: written, ...act }: EditRequest,
): Promise<EditOutcome | undefined> {
  const { personId } = act.principal;
  return changeApplication(tx, act, async (application): Promise<EditOutcome> => {
    const { id: leadId } = application.lead;
    if (!mayActFor(act.principal, 'edit', leadId, act.callId))
      return { type: 'refused', code: 'no-power' };
    const refusal = decideChange(application, application.call.window);
    if (refusal) return { type: 'refused', code: refusal };
    const resolved = await resolvePartners(tx, written);
    if (resolved.type === 'refused') return { type: 'malformed', problems: resolved.problems };
    const { draft, partners } = resolved.value;
    const stored: Draft = { title: application.title, content: application.content };
    if (canonicalJson(draft) === canonicalJson(stored)) return { type: 'unchanged', application };
    if (tag !== versionTag(application))
      return { type: 'stale', application, differences: findDifferences(stored, draft) };
    const still = await decideVoid(tx, application);
    if (still.type === 'refused') return still;
    const key = { callId: act.callId, id: application.id, revision: application.revision };
    await recordEdit(tx, key, { draft, partners, leadId, personId });
    if (application.frozenHash !== null)
      await noteVoid(tx, application, { personId, onBehalfOf: leadId });
    return { type: 'edited', application: await reread(tx, application) };
  });
}
