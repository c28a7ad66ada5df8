import type { Draft } from '../../src/applications/draft.ts';
import { editApplication } from '../../src/applications/edit-application.ts';
import { versionTag } from '../../src/applications/application.ts';
import { findApplicationIn } from '../../src/applications/queries.ts';
import { startApplication } from '../../src/applications/start-application.ts';
import type { ApplicationRecord } from '../../src/applications/application-record.ts';
import { loadPublished } from '../../src/calls/index.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Browser,
} from './application-server.ts';
import { makeWorld, principalWith, type World } from './application-world.ts';

/** A call with a draft in it, and people of its lead in front of browsers. */
export interface SectionDesk {
  readonly world: World;
  readonly server: ApplicationServer;
  /** The address of the draft. */
  readonly address: string;
  readonly leadId: string;
  readonly partnerIds: readonly string[];
  /** Two people who may both edit for the lead. */
  readonly first: Browser;
  readonly second: Browser;
  readonly stranger: Browser;
  /** The draft as it is stored. */
  readonly stored: () => Promise<ApplicationRecord>;
  /** Puts another text in its place, as the API would. */
  readonly replace: (draft: Draft) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface DeskOptions {
  readonly definition?: string;
  /** A file that fills the gaps of the definition. */
  readonly decisions?: string;
  readonly partners?: number;
  readonly draft: (leadId: string, partnerIds: readonly string[]) => Draft;
}

export async function makeSectionDesk({
  partners = 1,
  draft,
  ...files
}: DeskOptions): Promise<SectionDesk> {
  const world = await makeWorld();
  const { db } = world.database;
  const { callId, slug } = await world.publish(files);
  const server = await makeApplicationServer(world);
  const leadId = await world.makeOrganisation('Comune di Ores');
  const partnerIds: string[] = [];
  for (let index = 1; index <= partners; index += 1)
    partnerIds.push(await world.makeOrganisation(`Bottega ${index}`));
  const personFor = async (organisation: string): Promise<string> => {
    const person = await world.makePerson();
    await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return person;
  };
  const editor = await personFor(leadId);
  const principal = principalWith(editor, { [leadId]: ['edit'] });
  const published = await loadPublished(server.services, { callId, version: 1 });
  const written = draft(leadId, partnerIds);
  const started = await db
    .transaction()
    .execute((tx) => startApplication(tx, { published, leadId, principal, draft: written }));
  if (started.type !== 'started') throw new Error(JSON.stringify(started));
  const applicationId = started.application.id;
  const stored = async (): Promise<ApplicationRecord> => {
    const found = await findApplicationIn(db, callId, applicationId);
    if (!found) throw new Error('not stored');
    return found;
  };
  return {
    world,
    server,
    address: `/calls/${slug}/applications/${applicationId}`,
    leadId,
    partnerIds,
    first: await server.browserOf(editor),
    second: await server.browserOf(await personFor(leadId)),
    stranger: await server.browserOf(await personFor(await world.makeOrganisation('Altri'))),
    stored,
    replace: async (next) => {
      const tag = versionTag(await stored());
      const outcome = await db
        .transaction()
        .execute((tx) =>
          editApplication(tx, { callId, applicationId, principal, tag, draft: next }),
        );
      if (outcome?.type !== 'edited') throw new Error(JSON.stringify(outcome));
    },
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}
