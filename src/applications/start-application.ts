import type { Principal } from '../accounts/index.ts';
import type { PublishedVersion } from '../calls/index.ts';
import { canonicalJson } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import type { ApplicationRecord } from './application-record.ts';
import { mayActFor } from './change-application.ts';
import type { Draft, DraftProblem } from './draft.ts';
import { chainOf, findApplicationIn, isCallOver, subjectOf } from './queries.ts';
import { resolvePartners } from './resolve-partners.ts';
import { insertApplication } from './store.ts';

export type StartOutcome =
  | { readonly type: 'started'; readonly application: ApplicationRecord }
  | { readonly type: 'malformed'; readonly problems: readonly DraftProblem[] }
  | { readonly type: 'refused'; readonly code: 'no-power' | 'closed' };

export interface StartRequest {
  /** The rules as they hold now. */
  readonly published: PublishedVersion;
  readonly leadId: string;
  readonly principal: Principal;
  readonly draft: Draft;
}

/** Begins a draft for an organisation: also before the call opens, never after it has closed. */
export async function startApplication(
  tx: Tx,
  { published, leadId, principal, draft: written }: StartRequest,
): Promise<StartOutcome> {
  const { callId } = published;
  if (!mayActFor(principal, 'edit', leadId, callId)) return { type: 'refused', code: 'no-power' };
  if (await isCallOver(tx, callId)) return { type: 'refused', code: 'closed' };
  const resolved = await resolvePartners(tx, withLead(written, leadId, published));
  if (resolved.type === 'refused') return { type: 'malformed', problems: resolved.problems };
  const { draft, partners } = resolved.value;
  const { personId } = principal;
  const callVersion = published.version;
  const id = await insertApplication(tx, {
    callId,
    callVersion,
    leadId,
    partners,
    draft,
    personId,
  });
  await recordAct(tx, {
    chain: chainOf(callId),
    act: 'application-started',
    subject: subjectOf(id),
    personId,
    onBehalfOf: leadId,
    to: 'draft',
    content: canonicalJson(draft),
  });
  const application = await findApplicationIn(tx, callId, id);
  if (!application) throw new Error(`application ${id} was not stored`);
  return { type: 'started', application };
}

/** Where a call has partners, a draft that lists none begins with its lead. */
function withLead(draft: Draft, leadId: string, { call }: PublishedVersion): Draft {
  const role = call.document.partnership?.roles.find(({ lead }) => lead)?.id;
  if (role === undefined || draft.content.partners) return draft;
  return { ...draft, content: { ...draft.content, partners: [{ id: leadId, role }] } };
}
