import type { Browser, Page } from './application-server.ts';
import { makeDesk, type Desk } from './application-desk.ts';
import { vatNumber } from './people.ts';

/** The desk of applications with mail that can be read, and acts on who takes part. */
export interface PartnershipDesk extends Desk {
  readonly invite: (address: string, fields: Readonly<Record<string, string>>) => Promise<Page>;
  /** The links of the messages to this address, the newest first. */
  readonly linksTo: (recipient: string) => Promise<readonly string[]>;
  readonly messagesTo: (
    recipient: string,
  ) => Promise<
    readonly { readonly subject: string; readonly text: string; readonly state: string }[]
  >;
  /** An organisation with somebody who may do everything for it, in front of a browser. */
  readonly join: (name: string, email?: string) => Promise<Joined>;
  readonly partnersOf: (
    address: string,
  ) => Promise<readonly { organisation_id: string; role: string }[]>;
  readonly actsOf: (address: string) => Promise<readonly string[]>;
  /** A fiscal code of nobody who is known here. */
  readonly freshCode: () => string;
}

export interface Joined {
  readonly id: string;
  readonly code: string;
  readonly personId: string;
  readonly browser: Browser;
}

let codes = 500_000;

export async function makePartnershipDesk(): Promise<PartnershipDesk> {
  const desk = await makeDesk({ config: { publicUrl: 'http://localhost:3000' } });
  const { db, pool } = desk.world.database;
  const idOf = (address: string): string => address.split('/').at(-1) ?? '';
  return {
    ...desk,
    invite: async (address, fields) => {
      await desk.lead.get(`${address}/partnership`);
      return desk.lead.post(`${address}/partnership/invitations`, {
        role: 'workshop',
        language: 'it',
        ...fields,
      });
    },
    linksTo: async (recipient) =>
      (
        await db
          .selectFrom('mail_message')
          .select('link')
          .where('recipient', '=', recipient)
          .orderBy('created_at', 'desc')
          .execute()
      ).flatMap(({ link }) => (link === null ? [] : [link.replace('http://localhost:3000', '')])),
    messagesTo: (recipient) =>
      db
        .selectFrom('mail_message')
        .select(['subject', 'text', 'state'])
        .where('recipient', '=', recipient)
        .orderBy('created_at')
        .execute(),
    join: async (name, email) => {
      const id = await desk.world.makeOrganisation(name);
      const personId = await desk.world.makePerson();
      if (email !== undefined)
        await db.updateTable('person').set({ email }).where('id', '=', personId).execute();
      await desk.world.givePower(personId, id, ['read', 'edit', 'consent', 'submit']);
      const { fiscal_code: code } = await db
        .selectFrom('organisation')
        .select('fiscal_code')
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { id, code, personId, browser: await desk.server.browserOf(personId) };
    },
    partnersOf: (address) =>
      db
        .selectFrom('application_partner')
        .select(['organisation_id', 'role'])
        .where('application_id', '=', idOf(address))
        .orderBy('ordinal')
        .execute(),
    actsOf: async (address) =>
      (
        await pool.query<{ readonly act: string }>(
          'select act from journal where subject = $1 order by sequence',
          [`application/${idOf(address)}`],
        )
      ).rows.map(({ act }) => act),
    freshCode: () => vatNumber((codes += 1)),
  };
}
