import { createHash } from 'node:crypto';
import type { Static } from 'typebox';
import type { Principal } from '../accounts/index.ts';
import type { CallDocument } from '../engine/index.ts';
import { present } from '../platform/http/api-schema.ts';
import { stateOf, versionTag, type Standing } from './application.ts';
import type {
  ApplicationRecord,
  ApplicationSummary,
  CallSummary,
  RegisterLine,
} from './application-record.ts';
import type { listedSchema, ownSchema, receivedSchema } from './api-schemas.ts';
import { abilitiesOf, nextStepOf } from './next-step.ts';
import { protocolOf } from './register/entry.ts';
import { shownContent, sightOf } from './sight.ts';
import { readSnapshot } from './snapshot.ts';

type Listed = Static<typeof listedSchema>;
type Own = Static<typeof ownSchema>;
type Received = Static<typeof receivedSchema>;

/** One application in a list, as seen by a person of its partnership. */
export function listedView(application: ApplicationSummary, principal: Principal): Listed {
  return {
    ...commonView(application),
    nextStep: nextStepOf(application, abilitiesOf(principal, application)),
    consents: { given: application.consents.length, needed: application.partners.length },
    createdAt: application.createdAt,
    updatedAt: application.updatedAt,
  };
}

/** The whole of it, for the people of its partnership; where the call hides costs, as far as theirs goes. */
export function ownView(
  application: ApplicationRecord,
  principal: Principal,
  rules: Pick<CallDocument, 'partnership'>,
): Own {
  const { call, consents, frozenHash, frozenAt, callVersion } = application;
  return {
    view: 'own',
    ...commonView(application),
    nextStep: nextStepOf(application, abilitiesOf(principal, application)),
    revision: application.revision,
    content: shownContent(
      application.content,
      sightOf(principal, application, rules),
    ) as Own['content'],
    partners: application.partners.map((partner) =>
      present({
        ...partner,
        consentedAt:
          consents.find(({ organisationId }) => organisationId === partner.id)?.at ?? null,
      }),
    ),
    ...(frozenHash !== null && {
      frozen: {
        hash: frozenHash,
        at: frozenAt ?? '',
        version: callVersion,
        isCurrent: callVersion === call.version,
      },
    }),
    entries: entriesView(application),
    createdAt: application.createdAt,
    updatedAt: application.updatedAt,
  };
}

/** What was submitted last, for the people of the body; nothing of what was written before or after. */
export function receivedView(
  application: ApplicationRecord,
  entry: RegisterLine,
  bytes: Uint8Array,
): Received {
  const snapshot = readSnapshot(bytes);
  return {
    view: 'received',
    id: application.id,
    call: callView(application.call),
    title: snapshot.title,
    lead: snapshot.lead,
    state: application.lastEntry?.kind === 'withdrawal' ? 'withdrawn' : 'submitted',
    entries: entriesView(application),
    snapshotHash: entry.snapshotHash,
    snapshot,
  };
}

function commonView(application: ApplicationSummary) {
  const { id, call, title, lead } = application;
  return { id, call: callView(call), title, lead, state: stateOf(application) };
}

function callView({ slug, title, mode, fictional, version, opensAt, window }: CallSummary) {
  return {
    call: slug,
    ...present({ title, mode, fictional, version, opensAt, closesAt: window.closesAt }),
  };
}

function entriesView({ call, entries }: ApplicationSummary): Own['entries'] {
  return entries.map(({ kind, number, at, snapshotHash }) => ({
    kind,
    number,
    protocol: protocolOf(call.slug, number),
    at,
    snapshotHash,
  }));
}

/** Begins with what an editor must have seen, and ends with what makes it differ whenever the answer does. */
export function etagOf(application: Standing, view: object): string {
  const digest = createHash('sha256').update(JSON.stringify(view)).digest('base64url');
  return `"${versionTag(application)}-${digest.slice(0, 8)}"`;
}

/** The version that an ETag of ours speaks of. */
export function tagIn(etag: string): string {
  return /^(?:W\/)?"([0-9.]+)(?:-[\w-]+)?"$/.exec(etag.trim())?.[1] ?? '';
}
