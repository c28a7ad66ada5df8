import { sql } from 'kysely';
import type { Localized } from '../engine/index.ts';
import type { Tx } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import type { Mode } from '../platform/tables.ts';
import { genesisHash } from './published-call.ts';
import type { TextFile } from './read-call.ts';
import type { Term, TermKind } from './term.ts';

/**
 * Makes every act on the call of this address wait for the one before it, also while the call is not there yet,
 * and gives the time of the database after the wait.
 */
export async function lockCall(tx: Tx, slug: string): Promise<Date> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bandolo-call ${slug}`}, 0))`.execute(
    tx,
  );
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(tx);
  const [row] = rows;
  if (!row) throw new Error('the database gave no time');
  return row.now;
}

export interface NewCall {
  readonly slug: string;
  readonly definitionId: string;
  readonly mode: Mode;
  readonly bodyId: string;
  readonly isInvented: boolean;
  readonly resubmission: boolean;
}

/** The call and the head of its empty register, from which the order of its applications is counted. */
export async function recordCall(tx: Tx, call: NewCall): Promise<number> {
  const { id } = await tx
    .insertInto('call')
    .values({
      slug: call.slug,
      definition_id: call.definitionId,
      mode: call.mode,
      body_id: call.bodyId,
      fictional: call.isInvented,
      resubmission: call.resubmission,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('register_head')
    .values({
      call_id: id,
      number: 0,
      commit_number: 0,
      hash: genesisHash(call.slug),
      at: sql`clock_timestamp()`,
    })
    .execute();
  return id;
}

/** Who acts on a call, and on what it rests. */
export interface Ground {
  readonly personId: string | null;
  readonly ground: string;
}

export interface NewVersion extends Ground {
  readonly callId: number;
  readonly slug: string;
  readonly version: number;
  readonly label: string;
  readonly definition: string;
  readonly decisions: readonly TextFile[];
  /** The same as read, as JSON. */
  readonly documents: string;
  readonly fictional: boolean;
  readonly title: Localized;
  readonly summary: Localized;
  readonly gives: 'grant' | 'recognition';
  readonly hash: Buffer;
}

export async function recordVersion(tx: Tx, version: NewVersion): Promise<void> {
  await tx
    .insertInto('call_version')
    .values({
      call_id: version.callId,
      version: version.version,
      label: version.label,
      definition: version.definition,
      decisions: JSON.stringify(version.decisions),
      documents: version.documents,
      fictional: version.fictional,
      title: JSON.stringify(version.title),
      summary: JSON.stringify(version.summary),
      gives: version.gives,
      hash: version.hash,
      ground: version.ground,
      published_by: version.personId,
      published_at: sql`clock_timestamp()`,
    })
    .execute();
  await recordAct(tx, {
    chain: `call/${version.callId}`,
    act: version.version === 1 ? 'call-published' : 'call-amended',
    subject: `call/${version.callId}`,
    personId: version.personId,
    from: version.version === 1 ? null : `version ${version.version - 1}`,
    to: `version ${version.version}`,
    ground: version.ground,
    content: JSON.stringify([version.slug, version.version, version.hash.toString('hex')]),
  });
}

export interface NewTerm extends Ground, Term {
  readonly callId: number;
  readonly slug: string;
  readonly revision: number;
  readonly kind: TermKind;
}

export async function recordTerm(tx: Tx, term: NewTerm): Promise<void> {
  await tx
    .insertInto('call_term')
    .values({
      call_id: term.callId,
      revision: term.revision,
      opens_at: term.opensAt,
      closes_at: term.closesAt,
      kind: term.kind,
      ground: term.ground,
      decided_by: term.personId,
      at: sql`clock_timestamp()`,
    })
    .execute();
  await recordAct(tx, {
    chain: `call/${term.callId}`,
    act: termActs[term.kind],
    subject: `call/${term.callId}`,
    personId: term.personId,
    from: term.revision === 1 ? null : `term ${term.revision - 1}`,
    to: `term ${term.revision}`,
    ground: term.ground,
    content: JSON.stringify([
      term.slug,
      term.revision,
      term.kind,
      term.opensAt.toISOString(),
      term.closesAt?.toISOString() ?? null,
    ]),
  });
}

const termActs: Readonly<Record<TermKind, string>> = {
  publication: 'term-set',
  amendment: 'term-amended',
  extension: 'term-extended',
  remedy: 'term-extended-as-remedy',
  rehearsal: 'rehearsal-term-set',
};
