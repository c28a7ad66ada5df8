import { sql } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { ActKey, ActSignature, RankingAct } from './act.ts';
import type { ActContent, ActLine, MembershipChange } from './act-content.ts';

/** Makes whoever writes an act of a call wait for the one before. */
export async function lockActs(tx: Tx, callId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`ranking-acts ${callId}`}, 0))`.execute(
    tx,
  );
}

export type DraftFields = Pick<
  RankingAct,
  | 'kind'
  | 'frozenRound'
  | 'follows'
  | 'replaces'
  | 'units'
  | 'title'
  | 'ground'
  | 'reasons'
  | 'orders'
  | 'decisions'
  | 'staleReason'
  | 'fromDay'
>;

function columnsOf(fields: DraftFields) {
  return {
    kind: fields.kind,
    frozen_round: fields.frozenRound,
    follows: fields.follows,
    replaces: fields.replaces,
    units: [...fields.units],
    title: fields.title,
    ground: fields.ground,
    reasons: fields.reasons,
    orders: JSON.stringify(fields.orders),
    decisions: [...fields.decisions],
    stale_reason: fields.staleReason,
    from_day: fields.fromDay,
  };
}

export async function insertDraft(
  tx: Tx,
  { callId, personId, fields }: { callId: number; personId: string; fields: DraftFields },
): Promise<number> {
  const { last } = await tx
    .selectFrom('ranking_act')
    .select((all) => all.fn.max('number').as('last'))
    .where('call_id', '=', callId)
    .executeTakeFirstOrThrow();
  const number = (last ?? 0) + 1;
  await tx
    .insertInto('ranking_act')
    .values({ call_id: callId, number, made_by: personId, ...columnsOf(fields) })
    .execute();
  return number;
}

/** The document of an earlier text is not that of what the draft says now. */
export async function updateDraft(tx: Tx, key: ActKey, fields: DraftFields): Promise<void> {
  await tx
    .updateTable('ranking_act')
    .set({
      ...columnsOf(fields),
      text_hash: null,
      text_print: null,
      revision: sql<number>`revision + 1`,
    })
    .where('call_id', '=', key.callId)
    .where('number', '=', key.number)
    .execute();
}

export async function updateState(tx: Tx, key: ActKey, state: 'abandoned'): Promise<void> {
  await tx
    .updateTable('ranking_act')
    .set({ state, revision: sql<number>`revision + 1` })
    .where('call_id', '=', key.callId)
    .where('number', '=', key.number)
    .execute();
}

export interface TextPrint {
  /** Of the text, in hexadecimal. */
  readonly textHash: string;
  readonly printId: string;
}

export async function findTextPrint(db: Db, key: ActKey): Promise<TextPrint | undefined> {
  const { rows } = await sql<TextPrint>`
    select encode(text_hash, 'hex') as "textHash", text_print as "printId" from ranking_act
     where call_id = ${key.callId} and number = ${key.number} and text_print is not null`.execute(
    db,
  );
  return rows[0];
}

export async function updateTextPrint(
  tx: Tx,
  key: ActKey,
  { textHash, printId }: TextPrint,
): Promise<void> {
  await tx
    .updateTable('ranking_act')
    .set({ text_hash: Buffer.from(textHash, 'hex'), text_print: printId })
    .where('call_id', '=', key.callId)
    .where('number', '=', key.number)
    .execute();
}

export interface Signing extends TextPrint {
  readonly content: Buffer;
  readonly summary: Pick<ActContent, 'totals' | 'pots' | 'does'>;
  readonly bundleHash: string;
  readonly personId: string;
  readonly signature: ActSignature;
  readonly protocol: string | null;
  readonly protocolDay: string | null;
  readonly fromDay: string | null;
}

export async function updateSigned(tx: Tx, key: ActKey, signing: Signing): Promise<void> {
  await tx
    .updateTable('ranking_act')
    .set({
      state: 'signed',
      content: signing.content,
      summary: JSON.stringify(signing.summary),
      content_hash: Buffer.from(signing.textHash, 'hex'),
      text_hash: Buffer.from(signing.textHash, 'hex'),
      text_print: signing.printId,
      bundle_hash: Buffer.from(signing.bundleHash, 'hex'),
      signed_by: signing.personId,
      signed_at: sql<string>`clock_timestamp()`,
      signature: JSON.stringify(signing.signature),
      protocol: signing.protocol,
      protocol_day: signing.protocolDay,
      from_day: signing.fromDay,
      revision: sql<number>`revision + 1`,
    })
    .where('call_id', '=', key.callId)
    .where('number', '=', key.number)
    .where('state', '=', 'draft')
    .execute();
}

export async function updatePublished(
  tx: Tx,
  key: ActKey,
  publication: {
    readonly personId: string;
    readonly publishedOn: string;
    readonly protocol: string;
    readonly protocolDay: string;
  },
): Promise<void> {
  await tx
    .updateTable('ranking_act')
    .set({
      state: 'published',
      published_on: publication.publishedOn,
      published_at: sql<string>`clock_timestamp()`,
      published_by: publication.personId,
      protocol: publication.protocol,
      protocol_day: publication.protocolDay,
      revision: sql<number>`revision + 1`,
    })
    .where('call_id', '=', key.callId)
    .where('number', '=', key.number)
    .where('state', '=', 'signed')
    .execute();
}

const atOnce = 2000;

/** What the act says of each application, as rows of which a page takes some. */
export async function insertEntries(
  tx: Tx,
  { callId, number }: ActKey,
  table: readonly ActLine[],
): Promise<void> {
  for (let from = 0; from < table.length; from += atOnce)
    await sql`
      insert into ranking_entry
             (call_id, act_number, place, application_id, pseudonym, unit, line, position, position_to, outcome, reason,
              decided_by, is_reserved, net, bonus, gross, asked, granted, total, reached, name, fiscal_code, holder_kind,
              province, municipality, municipality_code, criteria)
      select ${callId}, ${number}, r.* from jsonb_to_recordset(${JSON.stringify(table.slice(from, from + atOnce))}::jsonb)
        as r(place integer, application uuid, pseudonym text, unit text, line text, position integer,
             "positionTo" integer, outcome text, reason text, "decidedBy" text, "isReserved" boolean, net integer,
             bonus integer, gross integer, asked bigint, granted bigint, total bigint, reached bigint, name text,
             "fiscalCode" text, "holderKind" text, province text, municipality text, "municipalityCode" text,
             criteria jsonb)`.execute(tx);
}

/** Supersedes and adds stretches with the instant of the signature, to the microsecond. */
export async function changeMembers(
  tx: Tx,
  {
    callId,
    number,
    ground,
    version,
  }: ActKey & { readonly ground: string; readonly version: number },
  { added, dropped }: MembershipChange,
): Promise<void> {
  const at = sql`(select signed_at from ranking_act where call_id = ${callId} and number = ${number})`;
  await sql`
    update list_membership m set superseded_at = ${at}
      from jsonb_to_recordset(${JSON.stringify(dropped)}::jsonb) as d(application uuid, "from" date, until date)
     where m.call_id = ${callId} and m.application_id = d.application and m.from_day = d."from"
       and m.until_day is not distinct from d.until and m.superseded_at is null`.execute(tx);
  await sql`
    insert into list_membership
           (call_id, application_id, act_number, from_day, until_day, ground, call_version, recorded_at)
    select ${callId}, d.application, ${number}, d."from", d.until, ${ground}, ${version}, ${at}
      from jsonb_to_recordset(${JSON.stringify(added)}::jsonb) as d(application uuid, "from" date, until date)`.execute(
    tx,
  );
}

export async function insertMembers(
  tx: Tx,
  { callId, number }: ActKey,
  members: readonly {
    readonly application: string;
    readonly organisation: string;
    readonly isLead: boolean;
  }[],
): Promise<void> {
  await sql`
    insert into list_member (call_id, act_number, application_id, organisation_id, is_lead)
    select ${callId}, ${number}, d.application, d.organisation, d."isLead"
      from jsonb_to_recordset(${JSON.stringify(members)}::jsonb)
        as d(application uuid, organisation uuid, "isLead" boolean)`.execute(tx);
}
