import { createHash } from 'node:crypto';
import type { ClientBase } from 'pg';
import { canonicalJson } from '../engine/index.ts';
import { makeFindings, type ChainReport, type Findings } from '../platform/chain-report.ts';
import { streamRows } from '../platform/stream-rows.ts';
import { checkMemberships } from './lists/check-memberships.ts';

export type RankingFault =
  /** A frozen round is not the one that was frozen. */
  | 'round-altered'
  /** A decision is not the one that was taken. */
  | 'decision-altered'
  /** An act is not what was signed or published. */
  | 'act-altered'
  /** What an act says of an application is not what was signed. */
  | 'ranking-entry-altered'
  /** Who is in a list is not what its acts say. */
  | 'membership-altered';

export interface RankedCall {
  readonly callId: number;
  readonly call: string;
}

type Add = Findings<RankingFault>['add'];

/** The name under which the rankings of a call are shown among the chains. */
export function rankingsChain(call: string): string {
  return `rankings/${call}`;
}

/** Calls of which a round was frozen. */
export async function readRankedCalls(client: ClientBase): Promise<readonly RankedCall[]> {
  const { rows } = await client.query<RankedCall>(
    `select c.id as "callId", c.slug as call from call c
      where exists (select from frozen_round f where f.call_id = c.id) order by c.slug collate "C"`,
  );
  return rows;
}

/**
 * Holds frozen rounds, decisions, acts, their entries and the members of lists of a call against what the journal and
 * the signed texts say. To be called in a transaction that sees one state.
 */
export async function checkRankings(
  client: ClientBase,
  { callId, call }: RankedCall,
): Promise<ChainReport<RankingFault>> {
  const { add, result } = makeFindings<RankingFault>();
  const journal = await readJournal(client, callId);
  let rows = await checkRounds(client, callId, { journal, add });
  rows += await checkDecisions(client, callId, { journal, add });
  const acts = await checkActs(client, callId, { journal, add });
  for (const number of acts) await checkEntries(client, { callId, number, add });
  await checkMemberships(client, { callId, add: (at) => add('membership-altered', at) });
  return {
    chain: rankingsChain(call),
    rows: rows + acts.length,
    hash: '',
    signatures: acts.length,
    ...result(),
  };
}

/** Hashes of what was written, by act and subject; those of a subject in their order. */
type Journal = ReadonlyMap<string, readonly string[]>;

interface Checking {
  readonly journal: Journal;
  readonly add: Add;
}

async function readJournal(client: ClientBase, callId: number): Promise<Journal> {
  const { rows } = await client.query<{ name: string; hashes: readonly string[] }>(
    `select act || ' ' || subject as name, array_agg(encode(content_hash, 'hex') order by sequence) as hashes
       from journal
      where chain = 'call/' || $1
        and act in ('round-frozen', 'round-decided', 'round-decision-withdrawn', 'ranking-act-signed',
                    'ranking-act-published')
      group by act, subject`,
    [callId],
  );
  return new Map(rows.map(({ name, hashes }) => [name, hashes]));
}

function isJournaled(journal: Journal, name: string, content: string | Uint8Array): boolean {
  const hash = createHash('sha256').update(content).digest('hex');
  return journal.get(name)?.includes(hash) === true;
}

async function checkRounds(
  client: ClientBase,
  callId: number,
  { journal, add }: Checking,
): Promise<number> {
  const { rows } = await client.query<{ number: number; hash: Buffer; applications: number }>(
    'select number, hash, applications from frozen_round where call_id = $1 order by number',
    [callId],
  );
  for (const { number, hash, applications } of rows) {
    const now = createHash('sha256');
    let count = 0;
    const contents = streamRows<{ content: Buffer }>(
      client,
      'select content from frozen_application where call_id = $1 and number = $2 order by place',
      [callId, number],
    );
    for await (const { content } of contents) {
      now.update(`${content.length}\n`).update(content);
      count += 1;
    }
    const isSame = now.digest().equals(hash) && count === applications;
    const name = `round-frozen round/${callId}/${number}`;
    if (!isSame || !isJournaled(journal, name, hash)) add('round-altered', number);
  }
  return rows.length;
}

interface DecisionRow {
  readonly number: number;
  readonly made_on_round: number;
  readonly stop: string;
  readonly content: object;
  readonly act?: string;
  readonly act_day?: string;
  readonly ground: string;
  readonly reasons: string;
  readonly withdrawn_ground: string | null;
}

async function checkDecisions(
  client: ClientBase,
  callId: number,
  { journal, add }: Checking,
): Promise<number> {
  const { rows } = await client.query<{ row: DecisionRow }>(
    'select to_jsonb(d) as row from round_decision d where call_id = $1 order by number',
    [callId],
  );
  for (const { row } of rows) {
    const { number, made_on_round: round, stop, content, act, ground, reasons } = row;
    const taken = { number, round, content, act, day: row.act_day, ground, reasons };
    const text = canonicalJson({ ...taken, stop: stop === 'move' ? null : stop });
    const subject = `round-decision/${callId}/${number}`;
    const withdrawn = row.withdrawn_ground;
    const isWithdrawnSo =
      withdrawn === null
        ? !journal.has(`round-decision-withdrawn ${subject}`)
        : isJournaled(
            journal,
            `round-decision-withdrawn ${subject}`,
            canonicalJson({ number, because: withdrawn }),
          );
    if (!isJournaled(journal, `round-decided ${subject}`, text) || !isWithdrawnSo)
      add('decision-altered', number);
  }
  return rows.length;
}

interface ActRow {
  readonly number: number;
  readonly content: Buffer;
  readonly isSame: boolean;
  readonly contentHash: string;
  readonly state: 'signed' | 'published';
  readonly publishedOn: string | null;
  readonly protocol: string | null;
  readonly protocolDay: string | null;
}

/** Gives the numbers of the signed acts. */
async function checkActs(
  client: ClientBase,
  callId: number,
  { journal, add }: Checking,
): Promise<readonly number[]> {
  const numbers: number[] = [];
  const acts = streamRows<ActRow>(
    client,
    `select a.number, a.content, encode(a.content_hash, 'hex') as "contentHash", a.state,
            to_char(a.published_on, 'YYYY-MM-DD') as "publishedOn", a.protocol,
            to_char(a.protocol_day, 'YYYY-MM-DD') as "protocolDay",
            sha256(a.content) = a.content_hash and a.title = c.said ->> 'title' and a.ground = c.said ->> 'ground'
              and a.reasons = c.said ->> 'reasons' and a.kind = c.said ->> 'act'
              and to_jsonb(a.units) = c.said -> 'units' and a.orders = c.said -> 'orders'
              and a.frozen_round = (c.said #>> '{frozenRound,number}')::integer
              and coalesce(a.follows, 0) = coalesce((c.said #>> '{follows,number}')::integer, 0)
              and coalesce(a.replaces, 0) = coalesce((c.said #>> '{replaces,number}')::integer, 0)
              and (a.summary is null or a.summary -> 'totals' = c.said -> 'totals') as "isSame"
       from ranking_act a
       cross join lateral (select convert_from(a.content, 'UTF8')::jsonb as said) c
      where a.call_id = $1 and a.content is not null order by a.number`,
    [callId],
  );
  for await (const act of acts) {
    const { number, content, isSame, contentHash, publishedOn, protocol, protocolDay } = act;
    numbers.push(number);
    const subject = `ranking-act/${callId}/${number}`;
    const isPublishedSo =
      act.state === 'signed'
        ? !journal.has(`ranking-act-published ${subject}`)
        : isJournaled(
            journal,
            `ranking-act-published ${subject}`,
            canonicalJson({ contentHash, publishedOn, protocol, protocolDay }),
          );
    const isSigned = isJournaled(journal, `ranking-act-signed ${subject}`, content);
    if (!isSame || !isSigned || !isPublishedSo) add('act-altered', number);
  }
  return numbers;
}

/** Every line of the table that was signed is there, as it was, and no other; the project code came later. */
async function checkEntries(
  client: ClientBase,
  { callId, number, add }: { readonly callId: number; readonly number: number; readonly add: Add },
): Promise<void> {
  const { rows } = await client.query<{ place: number }>(
    `with said as (
       select (line ->> 'place')::integer as place, line
         from ranking_act a
        cross join lateral jsonb_array_elements(convert_from(a.content, 'UTF8')::jsonb -> 'table') as line
        where a.call_id = $1 and a.number = $2
     ), kept as (
       select place, jsonb_build_object('place', place, 'application', application_id, 'pseudonym', pseudonym,
                'unit', unit, 'line', line, 'position', position, 'positionTo', position_to, 'outcome', outcome,
                'reason', reason, 'decidedBy', decided_by, 'isReserved', is_reserved, 'net', net, 'bonus', bonus,
                'gross', gross, 'asked', asked, 'granted', granted, 'total', total, 'reached', reached, 'name', name,
                'fiscalCode', fiscal_code, 'holderKind', holder_kind, 'province', province,
                'municipality', municipality, 'municipalityCode', municipality_code, 'criteria', criteria) as line
         from ranking_entry where call_id = $1 and act_number = $2
     )
     select coalesce(said.place, kept.place) as place from said full join kept using (place)
      where said.line is distinct from kept.line order by 1`,
    [callId, number],
  );
  for (const { place } of rows) add('ranking-entry-altered', `${number}/${place}`);
}
