import { sql, type SelectQueryBuilder } from 'kysely';
import type { Db, Tx } from '../../platform/database.ts';
import type { ListPage } from '../../platform/http/list-page.ts';
import type { Scope, Tables } from '../../platform/tables.ts';
import { holdsAt } from '../holds.ts';
import type { Organisation } from './organisation.ts';
import type { OrganisationPlace } from './place.ts';

const sitesOf = sql<Organisation['sites']>`(
  select coalesce(json_agg(json_build_object(
           'id', site.id, 'municipalityCode', site.municipality_code, 'municipality', site.municipality,
           'province', site.province, 'address', site.address, 'isRegistered', site.is_registered,
           'activeSince', site.active_since, 'activeUntil', site.active_until)
           order by site.is_registered desc, site.municipality, site.address, site.id), '[]')
    from site where site.organisation_id = organisation.id)`;

function selectOrganisation<O>(query: SelectQueryBuilder<Tables, 'organisation', O>) {
  return query.select([
    'organisation.id',
    'organisation.kind',
    'organisation.name',
    'organisation.fiscal_code as fiscalCode',
    'organisation.vat_number as vatNumber',
    'organisation.size_class as sizeClass',
    'organisation.ateco',
    'organisation.digital_domicile as digitalDomicile',
    'organisation.fictional',
    'organisation.revision',
    sitesOf.as('sites'),
  ]);
}

export async function findOrganisation(db: Db | Tx, id: string): Promise<Organisation | undefined> {
  return selectOrganisation(db.selectFrom('organisation')).where('id', '=', id).executeTakeFirst();
}

/** Those of these ids that there are, in no particular order. */
export async function findOrganisations(
  db: Db | Tx,
  ids: readonly string[],
): Promise<readonly Organisation[]> {
  if (ids.length === 0) return [];
  return selectOrganisation(db.selectFrom('organisation'))
    .where('id', 'in', [...ids])
    .execute();
}

export interface OrganisationOfPerson {
  readonly id: string;
  readonly name: string;
  readonly kind: Organisation['kind'];
  readonly fiscalCode: string;
  readonly fictional: boolean;
}

/** The organisations for which a person may do something now, by name; `after` is the place of the last one seen. */
export async function findOrganisationsOf(
  db: Db,
  personId: string,
  { after, limit }: { readonly after?: OrganisationPlace | undefined; readonly limit: number },
): Promise<readonly OrganisationOfPerson[]> {
  return db
    .selectFrom('organisation')
    .select(['id', 'name', 'kind', 'fiscal_code as fiscalCode', 'fictional'])
    .where((where) =>
      where.exists(
        where
          .selectFrom('power')
          .select('power.id')
          .whereRef('power.organisation_id', '=', 'organisation.id')
          .where('power.person_id', '=', personId)
          .where(holdsAt('power')),
      ),
    )
    .$if(after !== undefined, (query) =>
      query.where(sql<boolean>`(lower(name), id) > (lower(${after?.name}), ${after?.id}::uuid)`),
    )
    .orderBy(sql`lower(name)`)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export interface PowerShown {
  readonly givenAt: Date;
  readonly id: string;
  readonly kind: 'legal-representative' | 'mandate';
  /** As written by who gave the power; the person's own name where they declared it themselves. */
  readonly name: string;
  readonly fiscalCode: string | null;
  readonly isOwn: boolean;
  readonly scopes: readonly Scope[];
  readonly call: string | null;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
  readonly evidence: string;
}

/** The powers over an organisation that stand now or will, representatives first. */
export async function findPowers(
  db: Db,
  { organisationId, viewerId }: { readonly organisationId: string; readonly viewerId: string },
  { after, limit }: ListPage<readonly [string, string, string]> = { limit: 500 },
): Promise<readonly PowerShown[]> {
  const givenAt = sql<Date>`date_trunc('milliseconds', power.given_at)`;
  return db
    .selectFrom('power')
    .innerJoin('person', 'person.id', 'power.person_id')
    .leftJoin('call', 'call.id', 'power.call_id')
    .select([
      'power.id',
      'power.kind',
      sql<string>`coalesce(power.addressed_as, person.given_name || ' ' || person.family_name)`.as(
        'name',
      ),
      'person.fiscal_code as fiscalCode',
      sql<boolean>`power.person_id = ${viewerId}`.as('isOwn'),
      'power.scopes',
      'call.slug as call',
      'power.valid_from as validFrom',
      'power.valid_until as validUntil',
      'power.evidence',
      givenAt.as('givenAt'),
    ])
    .where('power.organisation_id', '=', organisationId)
    .where('power.revoked_at', 'is', null)
    .where(sql<boolean>`(power.valid_until is null or power.valid_until > statement_timestamp())`)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(power.kind, ${givenAt}, power.id) > (${after?.[0]}, ${after?.[1]}::timestamptz, ${after?.[2]}::uuid)`,
      ),
    )
    .orderBy('power.kind')
    .orderBy(givenAt)
    .orderBy('power.id')
    .limit(limit)
    .execute();
}

/** The number of a call from its name in addresses. */
export async function findCallId(db: Db | Tx, slug: string): Promise<number | undefined> {
  const row = await db.selectFrom('call').select('id').where('slug', '=', slug).executeTakeFirst();
  return row?.id;
}
