import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { loadPublished } from '../../calls/index.ts';
import { canonicalJson, prepareApplication, type Call } from '../../engine/index.ts';
import { readReceived, takeInCall, type ReceivedApplication } from '../../examination/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import {
  applicationOf,
  type FrozenContent,
  type FrozenLead,
  type FrozenRound,
} from './frozen-round.ts';
import { findFrozenRound, findLeads } from './queries.ts';
import { insertApplications, insertRound, type FrozenRow } from './store.ts';

export interface FreezeAsked {
  readonly callId: number;
  readonly slug: string;
  readonly version: number;
  readonly personId: string;
  /** The last entry of the register to be in it; everything received so far when left out. */
  readonly upTo?: number;
}

export interface FreezeRefused {
  readonly type: 'refused';
  readonly code: 'nothing-received' | 'applications-unreadable';
  /** What the rules cannot read, by application; at most twenty. */
  readonly problems: readonly UnreadProblem[];
}

interface UnreadProblem {
  readonly application: string;
  readonly message: string;
}

export type FreezeOutcome =
  | { readonly type: 'frozen'; readonly round: FrozenRound }
  | FreezeRefused;

const problemsMax = 20;
const atOnce = 500;

/**
 * Freezes the round of a call: what was received, examined and scored is read as it stands at one moment, by the
 * rules now in force, and kept. Nothing that is done afterwards changes it, and nobody waits for it.
 */
export async function freezeRound(
  services: Pick<Services, 'database'>,
  asked: FreezeAsked,
): Promise<FreezeOutcome> {
  const { db } = services.database;
  const read = await readForRound(services, asked);
  return read.type === 'refused' ? read : runAct(db, (tx) => keepRound(tx, asked, read));
}

/** What a round would hold, read at one moment; `keepRound` keeps it. */
export async function readForRound(
  services: Pick<Services, 'database'>,
  asked: FreezeAsked,
): Promise<RoundRead | FreezeRefused> {
  const { call } = await loadPublished(services, asked);
  await takeInCall(services, asked.slug);
  const read = await services.database.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute((moment) => readRound(moment, asked, call));
  if (read.problems.length > 0) return refusal('applications-unreadable', read.problems);
  if (read.rows.length === 0) return refusal('nothing-received');
  return read;
}

export interface RoundRead {
  readonly type: 'read';
  readonly upTo: number;
  readonly rows: readonly FrozenRow[];
  readonly problems: readonly UnreadProblem[];
}

async function readRound(moment: Db, asked: FreezeAsked, call: Call): Promise<RoundRead> {
  const { callId } = asked;
  const { last } = await moment
    .selectFrom('examination')
    .select((all) => all.fn.max('entry_number').as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const upTo = Math.min(asked.upTo ?? Infinity, last ?? 0);
  const reading = new RoundReading(call);
  const received: ReceivedApplication[] = [];
  for await (const one of readReceived(moment, { callId, upTo }, call)) {
    received.push(one);
    if (received.length < atOnce) continue;
    await reading.take(moment, received.splice(0));
    if (reading.problems.length >= problemsMax) break;
  }
  await reading.take(moment, received);
  return {
    type: 'read',
    upTo,
    rows: reading.rows,
    problems: reading.problems.slice(0, problemsMax),
  };
}

class RoundReading {
  readonly rows: FrozenRow[] = [];
  readonly problems: UnreadProblem[] = [];
  readonly #call: Call;

  constructor(call: Call) {
    this.#call = call;
  }

  async take(moment: Db, some: readonly ReceivedApplication[]): Promise<void> {
    const leads = await findLeads(
      moment,
      some.map(({ snapshot }) => snapshot.lead.id),
    );
    for (const one of some) this.#takeOne(one, leads);
  }

  #takeOne(received: ReceivedApplication, leads: Leads): void {
    const { applicationId, entryNumber, revision, mark } = received;
    const application = applicationOf(received, this.#call.document.examination !== undefined);
    const read = prepareApplication(this.#call, application);
    if ('problems' in read)
      for (const { message } of read.problems)
        this.problems.push({ application: applicationId, message });
    const content = contentOf(received, application, leads);
    const place = this.rows.length + 1;
    this.rows.push({ place, applicationId, entryNumber, revision, mark, content });
  }
}

type Leads = ReadonlyMap<string, Omit<FrozenLead, 'id' | 'name' | 'fiscalCode'>>;

function contentOf(
  { snapshot }: ReceivedApplication,
  application: FrozenContent['application'],
  leads: Leads,
): Buffer {
  const { id, name, fiscalCode } = snapshot.lead;
  const known = leads.get(id);
  if (!known) throw new Error(`organisation ${id} is not there`);
  const content: FrozenContent = {
    application,
    title: snapshot.title,
    lead: { id, name, fiscalCode, ...known },
  };
  return Buffer.from(canonicalJson(content), 'utf8');
}

/** Keeps what was read as the next round of its call. */
export async function keepRound(
  tx: Tx,
  { callId, personId, version }: FreezeAsked,
  { upTo, rows }: RoundRead,
): Promise<{ readonly type: 'frozen'; readonly round: FrozenRound }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`frozen-round ${callId}`}, 0))`.execute(
    tx,
  );
  const number = await nextNumber(tx, callId);
  const hash = hashOf(rows);
  await insertRound(tx, {
    call_id: callId,
    number,
    call_version: version,
    up_to: upTo,
    applications: rows.length,
    hash,
    made_by: personId,
  });
  await insertApplications(tx, { callId, number }, rows);
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: 'round-frozen',
    subject: `round/${callId}/${number}`,
    personId,
    content: hash,
  });
  const round = await findFrozenRound(tx, { callId, number });
  if (!round) throw new Error('a frozen round is gone in its own transaction');
  return { type: 'frozen', round };
}

/** Of all its applications one after the other, each with its length, so that no two rounds read alike. */
export function hashOf(rows: readonly Pick<FrozenRow, 'content'>[]): Buffer {
  const hash = createHash('sha256');
  for (const { content } of rows) hash.update(`${content.length}\n`).update(content);
  return hash.digest();
}

async function nextNumber(tx: Tx, callId: number): Promise<number> {
  const { last } = await tx
    .selectFrom('frozen_round')
    .select((all) => all.fn.max('number').as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  return (last ?? 0) + 1;
}

function refusal(
  code: FreezeRefused['code'],
  problems: FreezeRefused['problems'] = [],
): FreezeRefused {
  return { type: 'refused', code, problems };
}
