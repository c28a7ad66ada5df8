import { sql } from 'kysely';
import type { Localized } from '../engine/index.ts';
import type { Database, Db, Tx } from '../platform/database.ts';
import type { Mode } from '../platform/tables.ts';
import type { CardFigures } from './catalogue/card-figures.ts';
import type { Label, ListedCall } from './catalogue/listing.ts';
import type { PublishedCall } from './published-call.ts';
import type { TextFile } from './read-call.ts';
import type { CallState, RecordedTerm, TermKind } from './term.ts';

const termSql = sql<RecordedTermJson>`(
  select json_build_object('revision', t.revision, 'opensAt', t.opens_at, 'closesAt', t.closes_at,
                           'kind', t.kind, 'ground', t.ground, 'at', t.at)
    from call_term t where t.call_id = call.id order by t.revision desc limit 1)`;

interface RecordedTermJson {
  readonly revision: number;
  readonly opensAt: string;
  readonly closesAt: string | null;
  readonly kind: TermKind;
  readonly ground: string;
  readonly at: string;
}

function selectCall(db: Db | Tx) {
  return db
    .selectFrom('call')
    .innerJoin('body', 'body.id', 'call.body_id')
    .innerJoinLateral(
      (from) =>
        from
          .selectFrom('call_version')
          .select([
            'version',
            'label',
            'hash',
            'title',
            'summary',
            'gives',
            'call_version.fictional',
            'published_at',
          ])
          .whereRef('call_version.call_id', '=', 'call.id')
          .orderBy('version', 'desc')
          .limit(1)
          .as('latest'),
      (join) => join.onTrue(),
    )
    .select([
      'call.id as callId',
      'call.slug',
      'call.definition_id as definitionId',
      'call.mode',
      'call.body_id as bodyId',
      'body.code as bodyCode',
      'body.name as bodyName',
      'call.fictional as isInvented',
      'call.resubmission',
      'latest.version',
      'latest.label',
      sql<string>`encode(latest.hash, 'hex')`.as('hash'),
      sql<Localized>`latest.title`.as('title'),
      sql<Localized>`latest.summary`.as('summary'),
      'latest.gives',
      'latest.fictional',
      'latest.published_at as publishedAt',
      termSql.as('term'),
    ]);
}

type CallRow = Omit<PublishedCall, 'term'> & { readonly term: RecordedTermJson };

function callOf({ term, ...row }: CallRow): PublishedCall {
  return { ...row, term: termOf(term) };
}

function termOf({ opensAt, closesAt, at, ...rest }: RecordedTermJson): RecordedTerm {
  return {
    ...rest,
    opensAt: new Date(opensAt),
    closesAt: closesAt === null ? null : new Date(closesAt),
    at: new Date(at),
  };
}

export async function findCallBySlug(
  db: Db | Tx,
  slug: string,
): Promise<PublishedCall | undefined> {
  const row = await selectCall(db).where('call.slug', '=', slug).executeTakeFirst();
  return row && callOf(row);
}

/** The same for who only looks at it, prepared on its connection: planning takes longer than running. */
export async function readCallBySlug(
  { db, pool }: Database,
  slug: string,
): Promise<PublishedCall | undefined> {
  const { sql: text, parameters } = selectCall(db).where('call.slug', '=', slug).compile();
  const { rows } = await pool.query<CallRow>({
    name: 'call-by-slug',
    text,
    values: [...parameters],
  });
  return rows[0] && callOf(rows[0]);
}

/** All calls with what the list keeps of them, in the order in which they were first published. */
export async function findListedCalls({ db }: Database): Promise<readonly ListedCall[]> {
  const rows: readonly (CallRow & ListingRow)[] = await selectCall(db)
    .leftJoin('call_listing as listing', (join) =>
      join.onRef('listing.call_id', '=', 'call.id').onRef('listing.version', '=', 'latest.version'),
    )
    .select([
      sql<CardFigures | null>`listing.figures`.as('figures'),
      sql<readonly Label[] | null>`listing.audiences`.as('audiences'),
      sql<readonly Label[] | null>`listing.topics`.as('topics'),
    ])
    .orderBy('call.id')
    .execute();
  return rows.map(({ figures, audiences, topics, ...row }) => ({
    ...callOf(row),
    figures: figures ?? undefined,
    audiences: audiences ?? [],
    topics: topics ?? [],
  }));
}

interface ListingRow {
  readonly figures: CardFigures | null;
  readonly audiences: readonly Label[] | null;
  readonly topics: readonly Label[] | null;
}

/** Whose call it is, for the guard. */
export async function findCallBody(
  { pool }: Database,
  slug: string,
): Promise<{ readonly callId: number; readonly bodyId: string } | undefined> {
  const { rows } = await pool.query<{ callId: number; bodyId: string }>({
    name: 'call-body',
    text: 'select id as "callId", body_id as "bodyId" from call where slug = $1',
    values: [slug],
  });
  return rows[0];
}

export interface CallFilter {
  readonly state?: CallState | undefined;
  readonly modes: readonly Mode[];
  /** Bodies whose calls under test may be seen, and single calls. */
  readonly bodyIds: readonly string[];
  readonly callIds: readonly number[];
  /** The state is that of this instant. */
  readonly at: Date;
  readonly limit: number;
  /** By what comes next: the nearest opening or closing first, of closed calls the latest. */
  readonly byTerm?: { readonly offset: number };
}

/** Calls in the order in which they were first published, or by their term. */
export async function findCalls(db: Db, filter: CallFilter): Promise<readonly PublishedCall[]> {
  const { state, modes, at, limit, byTerm } = filter;
  const holds = sql`(select t.opens_at, t.closes_at from call_term t
                      where t.call_id = call.id order by t.revision desc limit 1)`;
  const rows = await selectCall(db)
    .where('call.mode', 'in', [...modes])
    .where((where) =>
      where.or([
        where('call.mode', '<>', 'test'),
        where(sql<string>`call.body_id`, '=', sql<string>`any (${[...filter.bodyIds]}::uuid[])`),
        where(sql<number>`call.id`, '=', sql<number>`any (${[...filter.callIds]}::integer[])`),
      ]),
    )
    .$if(state !== undefined, (query) =>
      query.where(
        sql<boolean>`exists (select from ${holds} as h where ${
          {
            upcoming: sql`${at} < h.opens_at`,
            open: sql`${at} >= h.opens_at and (h.closes_at is null or ${at} <= h.closes_at)`,
            closed: sql`${at} > h.closes_at`,
          }[state ?? 'open']
        })`,
      ),
    )
    .$if(byTerm !== undefined, (query) =>
      query.orderBy(termOrder[state ?? 'open']).offset(byTerm?.offset ?? 0),
    )
    .orderBy('call.id')
    .limit(limit)
    .execute();
  return rows.map(callOf);
}

const closing = sql`(select t.closes_at from call_term t where t.call_id = call.id order by t.revision desc limit 1)`;
const opening = sql`(select t.opens_at from call_term t where t.call_id = call.id order by t.revision desc limit 1)`;
const termOrder = {
  open: sql`${closing} asc nulls last`,
  upcoming: sql`${opening} asc`,
  closed: sql`${closing} desc`,
};

/** The latest versions of calls that have not closed yet, those that close first at the end. */
export async function findOpenCalls(
  db: Db,
  at: Date,
): Promise<readonly { readonly callId: number; readonly version: number }[]> {
  const { rows } = await sql<{ callId: number; version: number }>`
    select t.call_id as "callId", (select max(version) from call_version v where v.call_id = t.call_id) as version
      from (select distinct on (call_id) * from call_term order by call_id, revision desc) t
     where t.closes_at is null or t.closes_at >= ${at}
     order by t.closes_at desc nulls first
     limit 64`.execute(db);
  return rows;
}

/** A version as the lists show it. */
export interface VersionLine {
  readonly version: number;
  readonly label: string;
  readonly hash: string;
  readonly title: Localized;
  readonly fictional: boolean;
  readonly ground: string;
  readonly publishedAt: Date;
}

/** The latest first. */
export async function findVersions(
  db: Db | Tx,
  { callId, before, limit }: { callId: number; before?: number | undefined; limit: number },
): Promise<readonly VersionLine[]> {
  return db
    .selectFrom('call_version')
    .select([
      'version',
      'label',
      sql<string>`encode(hash, 'hex')`.as('hash'),
      sql<Localized>`title`.as('title'),
      'fictional',
      'ground',
      'published_at as publishedAt',
    ])
    .where('call_id', '=', callId)
    .$if(before !== undefined, (query) => query.where('version', '<', before ?? 0))
    .orderBy('version', 'desc')
    .limit(limit)
    .execute();
}

/** A version with all it was published as. */
export interface VersionRow extends VersionLine {
  readonly definition: string;
  readonly decisions: readonly TextFile[];
  readonly documents: string;
}

export async function findVersion(
  db: Db | Tx,
  { callId, version }: { callId: number; version: number },
): Promise<VersionRow | undefined> {
  return db
    .selectFrom('call_version')
    .select([
      'version',
      'label',
      sql<string>`encode(hash, 'hex')`.as('hash'),
      sql<Localized>`title`.as('title'),
      'fictional',
      'ground',
      'published_at as publishedAt',
      'definition',
      sql<readonly TextFile[]>`decisions`.as('decisions'),
      'documents',
    ])
    .where('call_id', '=', callId)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** The term that holds. */
export async function findEffectiveTerm(
  db: Db | Tx,
  callId: number,
): Promise<RecordedTerm | undefined> {
  const [term] = await findTerms(db, { callId, limit: 1 });
  return term;
}

/** The one that holds first. */
export async function findTerms(
  db: Db | Tx,
  { callId, before, limit }: { callId: number; before?: number | undefined; limit: number },
): Promise<readonly RecordedTerm[]> {
  return db
    .selectFrom('call_term')
    .select(['revision', 'opens_at as opensAt', 'closes_at as closesAt', 'kind', 'ground', 'at'])
    .where('call_id', '=', callId)
    .$if(before !== undefined, (query) => query.where('revision', '<', before ?? 0))
    .orderBy('revision', 'desc')
    .limit(limit)
    .execute();
}

/** Applications that were begun under a version before this one, by what has become of them. */
export interface Touched {
  readonly drafts: number;
  readonly submitted: number;
}

/** Counts rows of applications, which come after calls: it only counts them, and knows nothing of what they hold. */
export async function countTouched(
  db: Db | Tx,
  { callId, version }: { callId: number; version: number },
): Promise<Touched> {
  const isSubmitted = sql<boolean>`coalesce((
    select e.kind = 'submission' from register_entry e
     where e.call_id = application.call_id and e.application_id = application.id
     order by e.turn desc limit 1), false)`;
  return db
    .selectFrom('application')
    .select([
      sql<number>`count(*) filter (where not ${isSubmitted})`.as('drafts'),
      sql<number>`count(*) filter (where ${isSubmitted})`.as('submitted'),
    ])
    .where('call_id', '=', callId)
    .where('call_version', '<', version)
    .executeTakeFirstOrThrow();
}

/** Whether this text is already published, whatever the mode and the version. */
export async function findPublishedText(db: Db, definition: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('call_version')
    .innerJoin('call', 'call.id', 'call_version.call_id')
    .select('call.slug')
    .where('call_version.definition', '=', definition)
    .limit(1)
    .executeTakeFirst();
  return row?.slug;
}

/** Bodies by their ids, in the order of their names. */
export async function findBodies(
  db: Db,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly code: string; readonly name: string }[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('body')
    .select(['id', 'code', 'name'])
    .where('id', 'in', [...ids])
    .orderBy('name')
    .execute();
}
