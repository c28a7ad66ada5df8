import { canonicalJson } from '../../engine/index.ts';
import type { Tx } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { Services } from '../../platform/services.ts';
import { decideChange } from '../application.ts';
import type { ApplicationRecord } from '../application-record.ts';
import {
  changeApplication,
  decideVoid,
  mayActFor,
  type ApplicationAct,
} from '../change-application.ts';
import { forgetContent } from '../contents/hold-content.ts';
import { changeDocuments } from './hand-in.ts';
import { isKept, type HandedIn } from './handed-in.ts';
import type { DocumentRefusal } from './refusals.ts';
import { markRemoved } from './store.ts';

export interface Removal extends ApplicationAct {
  readonly slot: string;
  readonly version: number;
}

export type RemovalOutcome =
  | { readonly type: 'removed'; readonly document: HandedIn }
  | { readonly type: 'refused'; readonly code: DocumentRefusal };

/**
 * Takes one version out of a draft. That it was there stays in the journal; its content goes with `forgetRemoved`,
 * once this is committed.
 */
export async function removeDocument(
  tx: Tx,
  removal: Removal,
): Promise<RemovalOutcome | undefined> {
  return changeApplication(
    tx,
    removal,
    async (application): Promise<RemovalOutcome | undefined> => {
      const { principal, callId, slot, version } = removal;
      const document = find(application, removal);
      if (!document) return undefined;
      if (!mayActFor(principal, 'edit', application.lead.id, callId))
        return { type: 'refused', code: 'no-power' };
      const refusal = decideChange(application, application.call.window);
      if (refusal) return { type: 'refused', code: refusal };
      const still = await decideVoid(tx, application);
      if (still.type === 'refused') return still;
      const { personId } = principal;
      await markRemoved(tx, { callId, id: application.id, slot, version }, personId);
      const content = canonicalJson({ slot, version, sha256: document.hash });
      await changeDocuments(tx, application, { act: 'document-removed', personId, content });
      return { type: 'removed', document };
    },
  );
}

/** Takes the content of a removed document out of the store, unless something needs it still. */
export async function forgetRemoved(
  { services, store }: { readonly services: Services; readonly store: FileStore },
  outcome: RemovalOutcome | undefined,
): Promise<void> {
  if (outcome?.type === 'removed')
    await forgetContent({ db: services.database.db, store }, outcome.document.hash);
}

function find({ documents }: ApplicationRecord, { slot, version }: Removal): HandedIn | undefined {
  const found = documents.find((each) => each.slot === slot && each.version === version);
  return found && isKept(found) && found.removedAt === null ? found : undefined;
}
