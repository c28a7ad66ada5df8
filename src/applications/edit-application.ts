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
import type { VoidReason } from './notices/words.ts';
import { resolvePartners } from './resolve-partners.ts';
import { recordEdit } from './store.ts';

/** What comes of storing a text. */
type StoreOutcome =
  | { readonly type: 'edited'; readonly application: ApplicationRecord }
  /** The text is already this: nothing was voided. */
  | { readonly type: 'unchanged'; readonly application: ApplicationRecord }
  | { readonly type: 'malformed'; readonly problems: readonly DraftProblem[] }
  | { readonly type: 'refused'; readonly code: ChangeRefusal | 'no-power' };

export type EditOutcome =
  | StoreOutcome
  /** Somebody changed it meanwhile; what is stored now comes before what was to be stored. */
  | {
      readonly type: 'stale';
      readonly application: ApplicationRecord;
      readonly differences: readonly Difference[];
    };

export interface EditRequest extends ApplicationAct {
  /** The version that the editor has seen. */
  readonly tag: string;
  readonly draft: Draft;
}

/** Replaces the text of a draft; whatever was frozen and consented to is void from then on, and the journal says so. */
export function editApplication(
  tx: Tx,
  { tag, draft, ...act }: EditRequest,
): Promise<EditOutcome | undefined> {
  return reviseApplication<EditOutcome>(tx, act, (application) => ({
    type: 'draft',
    draft,
    unless: (stored, written) =>
      tag === versionTag(application)
        ? undefined
        : { type: 'stale', application, differences: findDifferences(stored, written) },
  }));
}

/** The next text of a draft, or why it stays as it is. */
export type Revision<T> =
  | {
      readonly type: 'draft';
      readonly draft: Draft;
      /** What is answered instead of storing a text that differs from the stored one. */
      readonly unless?: (stored: Draft, written: Draft) => T | undefined;
    }
  | { readonly type: 'answer'; readonly outcome: T };

/** Stores the text that follows from the stored one, under the lock of the application. */
export function reviseApplication<T>(
  tx: Tx,
  act: ApplicationAct,
  revise: (application: ApplicationRecord) => Revision<T>,
): Promise<T | StoreOutcome | undefined> {
  return changeApplication(tx, act, async (application): Promise<T | StoreOutcome> => {
    if (!mayActFor(act.principal, 'edit', application.lead.id, act.callId))
      return { type: 'refused', code: 'no-power' };
    const refusal = decideChange(application, application.call.window);
    if (refusal) return { type: 'refused', code: refusal };
    const revision = revise(application);
    return revision.type === 'answer'
      ? revision.outcome
      : storeText(tx, application, { ...revision, act });
  });
}

async function storeText<T>(
  tx: Tx,
  application: ApplicationRecord,
  {
    act,
    draft: written,
    unless,
  }: Extract<Revision<T>, { type: 'draft' }> & { readonly act: ApplicationAct },
): Promise<T | StoreOutcome> {
  const { personId } = act.principal;
  const { id: leadId } = application.lead;
  const resolved = await resolvePartners(tx, written);
  if (resolved.type === 'refused') return { type: 'malformed', problems: resolved.problems };
  const { draft, partners } = resolved.value;
  const stored: Draft = { title: application.title, content: application.content };
  if (canonicalJson(draft) === canonicalJson(stored)) return { type: 'unchanged', application };
  const instead = unless?.(stored, draft);
  if (instead !== undefined) return instead;
  const still = await decideVoid(tx, application);
  if (still.type === 'refused') return still;
  const key = { callId: act.callId, id: application.id, revision: application.revision };
  await recordEdit(tx, key, { draft, partners, leadId, personId });
  if (application.frozenHash !== null)
    await noteVoid(tx, application, {
      personId,
      onBehalfOf: leadId,
      reasons: reasonsIn(stored, draft),
    });
  return { type: 'edited', application: await reread(tx, application) };
}

const reasonOf: Readonly<Record<string, VoidReason>> = {
  line: 'line',
  facts: 'answers',
  partners: 'partners',
  costs: 'costs',
  requestedRate: 'rate',
};

/** The parts of a draft in which two texts differ. */
function reasonsIn(before: Draft, after: Draft): readonly VoidReason[] {
  const parts = findDifferences(before, after).map(({ path: [first, second] }) =>
    first === 'title' ? 'title' : (reasonOf[String(second)] ?? 'answers'),
  );
  return [...new Set(parts)];
}
