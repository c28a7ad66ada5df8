import { loadPublished, type PublishedCall, type PublishedVersion } from '../calls/index.ts';
import { findExamined, type Examined } from '../examination/index.ts';
import type { Db } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import { idOf, peopleIds, type Ids, type Loading } from './loading.ts';
import type { OfficeApplication, TrialOffice } from './office-schema.ts';
import { findReceived } from './queries.ts';
import { loadRehearsal } from './set-terms.ts';

/** A call in which the office of a trial has been at work. */
export interface OfficeDesk {
  readonly services: Services;
  readonly db: Db;
  readonly office: TrialOffice;
  /** The definition of its call. */
  readonly definition: string;
  readonly call: PublishedCall;
  /** The rules as they hold now. */
  readonly published: PublishedVersion;
  readonly people: Ids;
  readonly applications: readonly DeskApplication[];
}

export interface DeskApplication extends OfficeApplication {
  readonly key: { readonly callId: number; readonly applicationId: string };
}

/** In the call of the panel, or in another one. */
export async function openDesk(
  { services, data }: Loading,
  { call: definition, applications }: Pick<TrialOffice, 'call' | 'applications'> = data.office,
): Promise<OfficeDesk> {
  const { office } = data;
  const { db } = services.database;
  const call = await loadRehearsal(services, definition);
  const received = await findReceived(db, call.callId);
  const ids = new Map(received.map(({ title, applicationId }) => [title, applicationId]));
  return {
    services,
    db,
    office,
    definition,
    call,
    published: await loadPublished(services, call),
    people: await peopleIds(db, data),
    applications: applications.map((each) => ({
      ...each,
      key: { callId: call.callId, applicationId: idOf(ids, each.title) },
    })),
  };
}

/** The examination of an application, with all that was found. */
export async function examinedOf(
  { services }: OfficeDesk,
  { key, title }: DeskApplication,
): Promise<Examined> {
  const examined = await findExamined(services.database, key);
  if (!examined) throw new Error(`"${title}" of the trial is not examined`);
  return examined;
}

/** The organisation that leads an application. */
export function leadOf({ applications }: Loading['data'], call: string, title: string): string {
  const file = applications.find((each) => each.call === call);
  const found = file?.applications.find((each) => each.title === title);
  if (!found) throw new Error(`the trial has no application "${title}"`);
  return found.lead;
}
