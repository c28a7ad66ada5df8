import type { Actor } from '../accounts/index.ts';
import {
  editApplication,
  findApplicationIn,
  freezeApplication,
  giveConsent,
  startApplication,
  versionTag,
  type ApplicationRecord,
} from '../applications/index.ts';
import type { PublishedVersion } from '../calls/index.ts';
import type { Tx } from '../platform/database.ts';
import { draftOf } from './draft-of.ts';
import { expectOutcome, idOf, type Ids } from './loading.ts';
import { named, type TrialData } from './read-trial.ts';
import type { TrialApplication, TrialApplications } from './trial-schema.ts';

/** A call that is being filled, and by whom. */
export interface Filling {
  readonly data: TrialData;
  readonly file: TrialApplications;
  /** The rules as they hold now. */
  readonly published: PublishedVersion;
  readonly organisations: Ids;
  readonly people: Ids;
  /** By the ids of the people. */
  readonly actors: ReadonlyMap<string, Actor>;
}

/** Begins an application and brings its text as far as it gets. */
export async function writeApplication(
  tx: Tx,
  application: TrialApplication,
  filling: Filling,
): Promise<void> {
  const { published, organisations, file } = filling;
  const started = await startApplication(tx, {
    published,
    leadId: idOf(organisations, application.lead),
    principal: writerOf(application, filling),
    draft: draftOf(file, application, { organisations }),
  });
  const { application: draft } = expectOutcome(started, application.title, 'started');
  if (application.reaches !== 'draft') await finish(tx, draft, { application, filling });
}

/** Takes a withdrawn application up again, changes it and brings it to where it can be submitted. */
export async function rewriteApplication(
  tx: Tx,
  application: TrialApplication,
  { id, filling }: { readonly id: string; readonly filling: Filling },
): Promise<void> {
  const { callId } = filling.published;
  const withdrawn = await findApplicationIn(tx, callId, id);
  if (!withdrawn) throw new Error(`application ${id} of the trial is gone`);
  const edited = await editApplication(tx, {
    callId,
    applicationId: id,
    principal: writerOf(application, filling),
    tag: versionTag(withdrawn),
    draft: draftOf(filling.file, application, { ...filling, isAgain: true }),
  });
  const { application: draft } = expectOutcome(edited, application.title, 'edited');
  await finish(tx, draft, { application, filling });
}

/** Who writes an application: the representative of its lead, unless somebody is named. */
export function writerKeyOf({ by, lead }: TrialApplication, data: TrialData): string {
  return by ?? representativeOf(data, lead);
}

export function representativeOf({ organisations }: TrialData, organisation: string): string {
  return named(organisations, organisation, ({ key }) => key).representative;
}

export function actorOf(
  key: string,
  { people, actors }: Pick<Filling, 'people' | 'actors'>,
): Actor {
  const actor = actors.get(idOf(people, key));
  if (!actor) throw new Error(`"${key}" of the trial does not act`);
  return actor;
}

function writerOf(application: TrialApplication, filling: Filling) {
  return actorOf(writerKeyOf(application, filling.data), filling).principal;
}

interface Finishing {
  readonly application: TrialApplication;
  readonly filling: Filling;
}

/** Freezes the text and has everybody consent who does. */
async function finish(
  tx: Tx,
  draft: ApplicationRecord,
  { application, filling }: Finishing,
): Promise<void> {
  const { published } = filling;
  const outcome = await freezeApplication(tx, {
    callId: published.callId,
    applicationId: draft.id,
    principal: writerOf(application, filling),
    tag: versionTag(draft),
    published,
  });
  const { application: frozen } = expectOutcome(outcome, application.title, 'frozen');
  const done = new Set(frozen.consents.map(({ organisationId }) => organisationId));
  const { lead, with: others = [], withoutConsentOf = [] } = application;
  for (const key of [lead, ...others]) {
    if (withoutConsentOf.includes(key) || done.has(idOf(filling.organisations, key))) continue;
    await consent(tx, frozen, { application, filling, key });
  }
}

async function consent(
  tx: Tx,
  { id, frozenHash }: ApplicationRecord,
  { application, filling, key }: Finishing & { readonly key: string },
): Promise<void> {
  const { published, organisations } = filling;
  const given = await giveConsent(tx, {
    callId: published.callId,
    applicationId: id,
    principal: actorOf(representativeOf(filling.data, key), filling).principal,
    organisationId: idOf(organisations, key),
    hash: frozenHash ?? '',
    ways: ['account'],
  });
  expectOutcome(given, `consent of ${key} to "${application.title}"`, 'given');
}
