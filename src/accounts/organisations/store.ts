import { sql } from 'kysely';
import type { Tx } from '../../platform/database.ts';
import type { Scope } from '../../platform/tables.ts';
import { holdsAt } from '../holds.ts';
import type { NewOrganisation, OrganisationContent, Site } from './organisation.ts';

const columnsOf = (content: OrganisationContent) => ({
  kind: content.kind,
  name: content.name,
  vat_number: content.vatNumber,
  size_class: content.sizeClass,
  ateco: [...content.ateco],
  digital_domicile: content.digitalDomicile,
});

/** Undefined when its fiscal code or VAT number is already there; of several at once, one is recorded. */
export async function recordOrganisation(
  tx: Tx,
  organisation: NewOrganisation,
  fictional: boolean,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('organisation')
    .values({ ...columnsOf(organisation), fiscal_code: organisation.fiscalCode, fictional })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!row) return undefined;
  await recordSites(tx, row.id, organisation.sites);
  return row.id;
}

/** Loads and locks the row: what is done to an organisation and its powers happens one after the other. */
export async function lockOrganisation(
  tx: Tx,
  id: string,
): Promise<{ readonly revision: number; readonly fictional: boolean } | undefined> {
  return tx
    .selectFrom('organisation')
    .select(['revision', 'fictional'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** Undefined when another organisation has the VAT number. */
export async function recordContent(
  tx: Tx,
  id: string,
  content: OrganisationContent,
): Promise<number | undefined> {
  if (await isVatNumberTaken(tx, id, content.vatNumber)) return undefined;
  const { revision } = await tx
    .updateTable('organisation')
    .set({ ...columnsOf(content), revision: sql<number>`revision + 1` })
    .where('id', '=', id)
    .returning('revision')
    .executeTakeFirstOrThrow();
  await recordSites(tx, id, content.sites);
  return revision;
}

async function isVatNumberTaken(tx: Tx, id: string, vatNumber: string | null): Promise<boolean> {
  if (vatNumber === null) return false;
  // Two organisations that take the same number at once wait for each other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`vat ${vatNumber}`}, 0))`.execute(tx);
  const other = await tx
    .selectFrom('organisation')
    .select('id')
    .where('vat_number', '=', vatNumber)
    .where('id', '<>', id)
    .executeTakeFirst();
  return other !== undefined;
}

export async function findSiteIds(tx: Tx, organisationId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('site')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** The sites as given: those with an id are kept under it, those left out go. */
async function recordSites(tx: Tx, organisationId: string, sites: readonly Site[]): Promise<void> {
  const kept = sites.flatMap(({ id }) => (id === undefined ? [] : [id]));
  await tx
    .deleteFrom('site')
    .where('organisation_id', '=', organisationId)
    .$if(kept.length > 0, (query) => query.where('id', 'not in', kept))
    .execute();
  // One registered site at any moment: all others first.
  await tx
    .updateTable('site')
    .set({ is_registered: false })
    .where('organisation_id', '=', organisationId)
    .execute();
  for (const { id, ...site } of sites) {
    const columns = {
      municipality_code: site.municipalityCode,
      municipality: site.municipality,
      province: site.province,
      address: site.address,
      is_registered: site.isRegistered,
      active_since: site.activeSince,
      active_until: site.activeUntil,
    };
    if (id === undefined)
      await tx
        .insertInto('site')
        .values({ ...columns, organisation_id: organisationId })
        .execute();
    else
      await tx
        .updateTable('site')
        .set(columns)
        .where('id', '=', id)
        .where('organisation_id', '=', organisationId)
        .execute();
  }
}

export interface NewPower {
  readonly organisationId: string;
  readonly personId: string;
  readonly kind: 'legal-representative' | 'mandate';
  readonly scopes: readonly Scope[];
  readonly callId: number | null;
  /** At once when absent. */
  readonly validFrom: Date | null;
  readonly validUntil: Date | null;
  readonly evidence: string;
  readonly addressedAs: string | null;
  readonly givenBy: string;
}

export async function recordPower(tx: Tx, power: NewPower): Promise<string> {
  const { id } = await tx
    .insertInto('power')
    .values({
      organisation_id: power.organisationId,
      person_id: power.personId,
      kind: power.kind,
      scopes: [...power.scopes],
      call_id: power.callId,
      ...(power.validFrom && { valid_from: power.validFrom }),
      valid_until: power.validUntil,
      evidence: power.evidence,
      addressed_as: power.addressedAs,
      given_by: power.givenBy,
      revoked_at: null,
      revoked_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export interface StandingPower {
  readonly id: string;
  readonly personId: string;
  readonly kind: 'legal-representative' | 'mandate';
}

/** The power, unless it is revoked or over. Only under the lock of its organisation. */
export async function findStandingPower(
  tx: Tx,
  organisationId: string,
  id: string,
): Promise<StandingPower | undefined> {
  return tx
    .selectFrom('power')
    .select(['id', 'person_id as personId', 'kind'])
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .where(sql<boolean>`(valid_until is null or valid_until > statement_timestamp())`)
    .executeTakeFirst();
}

/** Whether the person represents the organisation at this instant. Only under its lock. */
export async function isRepresentative(
  tx: Tx,
  organisationId: string,
  personId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('power')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('person_id', '=', personId)
    .where('kind', '=', 'legal-representative')
    .where(holdsAt('power'))
    .executeTakeFirst();
  return row !== undefined;
}

/** Whether, without this power, a representative with no end would remain. Only under the lock. */
export async function hasOtherRepresentative(
  tx: Tx,
  organisationId: string,
  powerId: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('power')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('kind', '=', 'legal-representative')
    .where('id', '<>', powerId)
    .where('valid_until', 'is', null)
    .where(holdsAt('power'))
    .executeTakeFirst();
  return row !== undefined;
}

export async function recordRevocation(tx: Tx, id: string, revokedBy: string): Promise<void> {
  await tx
    .updateTable('power')
    .set({ revoked_at: sql<Date>`clock_timestamp()`, revoked_by: revokedBy })
    .where('id', '=', id)
    .execute();
}
