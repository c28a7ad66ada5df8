import { sql } from 'kysely';
import type { Localized } from '../../platform/page/language.ts';
import type { Tx } from '../../platform/database.ts';

export interface NamedPerson {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly fictional: boolean;
}

/**
 * The person with this fiscal code, or a place kept for them until they sign in for the first time. The same
 * statements run either way, so that who asks cannot tell which it was.
 */
export async function recordPerson(tx: Tx, person: NamedPerson): Promise<string> {
  await tx
    .insertInto('person')
    .values({
      fiscal_code: person.fiscalCode,
      given_name: person.givenName,
      family_name: person.familyName,
      email: null,
      fictional: person.fictional,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { id } = await tx
    .selectFrom('person')
    .select('id')
    .where('fiscal_code', '=', person.fiscalCode)
    .executeTakeFirstOrThrow();
  return id;
}

/** Somebody invented, with what one can do as them in a trial; who is there already is left as they are. */
export async function recordTrialPerson(
  tx: Tx,
  person: Omit<NamedPerson, 'fictional'> & { readonly note: Localized },
): Promise<{ readonly id: string } | undefined> {
  return tx
    .insertInto('person')
    .values({
      fiscal_code: person.fiscalCode,
      given_name: person.givenName,
      family_name: person.familyName,
      email: inventedAddress(person),
      fictional: true,
      note: JSON.stringify(person.note),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
}

/** An address of a domain that is kept for examples: nobody gets what is sent there. */
function inventedAddress({
  givenName,
  familyName,
}: Pick<NamedPerson, 'givenName' | 'familyName'>): string {
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replaceAll(/[^A-Za-z]/g, '')
      .toLowerCase();
  return `${plain(givenName)}.${plain(familyName)}@example.org`;
}

export interface KnownPerson {
  readonly id: string;
  readonly fiscalCode: string | null;
  readonly fictional: boolean;
}

/** The person whom a provider knows by this name, or the one with this fiscal code, locked. */
export async function lockKnownPerson(
  tx: Tx,
  by: { readonly issuer: string; readonly subject: string } | { readonly fiscalCode: string },
): Promise<KnownPerson | undefined> {
  return tx
    .selectFrom('person')
    .select(['id', 'fiscal_code as fiscalCode', 'fictional'])
    .where((where) =>
      'fiscalCode' in by
        ? where('fiscal_code', '=', by.fiscalCode)
        : where(
            'id',
            '=',
            where
              .selectFrom('identity')
              .select('person_id')
              .where('issuer', '=', by.issuer)
              .where('subject', '=', by.subject),
          ),
    )
    .forUpdate()
    .executeTakeFirst();
}

/** Whether it is new. */
export async function recordIdentity(
  tx: Tx,
  identity: { readonly issuer: string; readonly subject: string; readonly personId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('identity')
    .values({ issuer: identity.issuer, subject: identity.subject, person_id: identity.personId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** What the provider says now takes the place of what was known. */
export async function recordProvenNames(
  tx: Tx,
  id: string,
  names: {
    readonly givenName: string;
    readonly familyName: string;
    readonly email: string | null;
  },
): Promise<void> {
  await tx
    .updateTable('person')
    .set({
      given_name: names.givenName,
      family_name: names.familyName,
      email: sql<string | null>`coalesce(${names.email}::text, email)`,
    })
    .where('id', '=', id)
    .execute();
}
