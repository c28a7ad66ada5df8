import {
  amendCall,
  publishCall,
  type AmendmentAsked,
  type PublicationAsked,
  type PublicationOutcome,
} from '../../src/calls/index.ts';
import { openDatabase, type Database } from '../../src/platform/database.ts';
import { addBody, addPerson } from './bee-call.ts';
import { cloneDatabase } from './template-database.ts';

/** A body that publishes calls in a database of its own, without a server. */
export interface CallOffice {
  readonly database: Database;
  readonly url: string;
  readonly adminUrl: string;
  readonly bodyId: string;
  readonly personId: string;
  readonly publish: (
    definition: string,
    more?: Partial<PublicationAsked & WithDecisions>,
  ) => Promise<PublicationOutcome>;
  readonly amend: (
    slug: string,
    definition: string,
    more?: Partial<AmendmentAsked & WithDecisions>,
  ) => Promise<PublicationOutcome>;
  /** Act, person, from, to and ground of every row of the journal about a call. */
  readonly journalOf: (callId: number) => Promise<readonly (readonly (string | null)[])[]>;
  readonly close: () => Promise<void>;
}

interface WithDecisions {
  readonly decisions: readonly string[];
}

export async function makeCallOffice(): Promise<CallOffice> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url, { connectionsMax: 8 });
  const bodyId = await addBody(database.db, 'bee-office');
  const personId = await addPerson(database.db);
  return {
    database,
    url: clone.url,
    adminUrl: clone.adminUrl,
    bodyId,
    personId,
    publish: (definition, { decisions = [], ...more } = {}) =>
      publishCall(
        { database },
        {
          bodyId,
          personId,
          mode: 'live',
          ground: 'Resolution 1 of 2025',
          resubmission: true,
          ...filesOf(definition, decisions),
          ...more,
        },
      ),
    amend: (slug, definition, { decisions = [], ...more } = {}) =>
      amendCall(
        { database },
        {
          slug,
          personId,
          ground: 'Resolution 2 of 2025',
          ...filesOf(definition, decisions),
          ...more,
        },
      ),
    journalOf: async (callId) => {
      const rows = await database.db
        .selectFrom('journal')
        .select(['act', 'person_id', 'from_state', 'to_state', 'ground'])
        .where('chain', '=', `call/${callId}`)
        .orderBy('sequence')
        .execute();
      return rows.map((row) => Object.values(row));
    },
    close: async () => {
      await database.close();
      await clone.drop();
    },
  };
}

function filesOf(definition: string, decisions: readonly string[]) {
  return {
    definition: { file: 'call.yaml', text: definition },
    decisions: decisions.map((text) => ({ file: 'decisions.yaml', text })),
  };
}
