import type { Db } from '../../src/platform/database.ts';
import type { Role, Scope } from '../../src/platform/tables.ts';
import { readPersonFiscalCode, readVatNumber } from '../../src/accounts/fiscal-code.ts';
import { recordSession } from '../../src/accounts/sessions/store.ts';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
let count = 0;

/** A valid fiscal code of nobody; another for each number. */
export function personFiscalCode(number: number): string {
  const name = Array.from(
    { length: 6 },
    (_, place) => letters[Math.floor(number / 26 ** place) % 26],
  ).join('');
  const stem = `${name}80A01Z${String(100 + (number % 900))}`;
  return completed(stem, letters, readPersonFiscalCode);
}

/** A valid VAT number, which is a fiscal code too; another for each number. */
export function vatNumber(number: number): string {
  return completed(`${String(number).padStart(7, '0')}015`, '0123456789', readVatNumber);
}

/** The stem with the check character that makes it right. */
function completed(stem: string, ends: string, read: (text: string) => string | undefined): string {
  const whole = Array.from(ends, (end) => stem + end).find((code) => read(code) !== undefined);
  if (whole === undefined) throw new Error(`no check character fits ${stem}`);
  return whole;
}

export interface TestPerson {
  readonly id: string;
  readonly fiscalCode: string;
  readonly name: string;
}

/** A fictional person whom nobody knew before. */
export async function addPerson(
  db: Db,
  given: { readonly fictional?: boolean; readonly familyName?: string } = {},
): Promise<TestPerson> {
  const number = ++count;
  const fiscalCode = personFiscalCode(number * 7919);
  const familyName = given.familyName ?? `Prova${number}`;
  const { id } = await db
    .insertInto('person')
    .values({
      fiscal_code: fiscalCode,
      given_name: 'Alba',
      family_name: familyName,
      email: null,
      fictional: given.fictional ?? true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, fiscalCode, name: `Alba ${familyName}` };
}

/** An organisation with one site and, if named, a legal representative. */
export async function addOrganisation(
  db: Db,
  given: { readonly representative?: string; readonly name?: string } = {},
): Promise<{ readonly id: string; readonly fiscalCode: string }> {
  const fiscalCode = vatNumber(++count);
  const { id } = await db
    .insertInto('organisation')
    .values({
      kind: 'firm',
      name: given.name ?? `Mulino ${count} S.r.l.`,
      fiscal_code: fiscalCode,
      vat_number: fiscalCode,
      size_class: 'small',
      digital_domicile: null,
      fictional: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await db
    .insertInto('site')
    .values({
      organisation_id: id,
      municipality_code: '015146',
      municipality: 'Milano',
      province: 'MI',
      address: `Via dei Mulini ${count}`,
      is_registered: true,
      active_since: '2015-01-01',
      active_until: null,
    })
    .execute();
  if (given.representative !== undefined)
    await addPower(db, { organisationId: id, personId: given.representative });
  return { id, fiscalCode };
}

/** A power; the whole one of a legal representative unless scopes are given. */
export async function addPower(
  db: Db,
  given: {
    readonly organisationId: string;
    readonly personId: string;
    readonly scopes?: readonly Scope[];
    readonly callId?: number;
    readonly validFrom?: Date;
    readonly validUntil?: Date;
    readonly revokedAt?: Date;
  },
): Promise<string> {
  const { id } = await db
    .insertInto('power')
    .values({
      organisation_id: given.organisationId,
      person_id: given.personId,
      kind: given.scopes ? 'mandate' : 'legal-representative',
      scopes: [...(given.scopes ?? (['read', 'edit', 'consent', 'submit'] as const))],
      call_id: given.callId ?? null,
      ...(given.validFrom && { valid_from: given.validFrom }),
      valid_until: given.validUntil ?? null,
      evidence: 'fixture',
      addressed_as: null,
      given_by: null,
      revoked_at: given.revokedAt ?? null,
      revoked_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function addBody(
  db: Db,
  given: {
    readonly parentId?: string;
    readonly kind?: 'authority' | 'union' | 'chamber' | 'other';
  } = {},
): Promise<{ readonly id: string; readonly code: string }> {
  const code = `ente-${++count}`;
  const { id } = await db
    .insertInto('body')
    .values({
      code,
      name: `Ente ${count}`,
      kind: given.kind ?? 'authority',
      parent_id: given.parentId ?? null,
      fiscal_code: null,
      fictional: true,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, code };
}

export async function addRole(
  db: Db,
  given: {
    readonly personId: string;
    readonly bodyId: string;
    readonly role: Role;
    readonly callId?: number;
    readonly validUntil?: Date;
  },
): Promise<string> {
  const { id } = await db
    .insertInto('role_grant')
    .values({
      person_id: given.personId,
      role: given.role,
      body_id: given.bodyId,
      call_id: given.callId ?? null,
      valid_until: given.validUntil ?? null,
      ground: 'fixture',
      addressed_as: null,
      given_by: null,
      revoked_at: null,
      revoked_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A session as sign-in opens it, without signing in. */
export async function openTestSession(
  db: Db,
  personId: string,
  kind: 'browser' | 'api' = 'api',
): Promise<TestSession> {
  const { token, family } = await db.transaction().execute((tx) =>
    recordSession(tx, {
      personId,
      kind,
      how: 'trial',
      level: 2,
      lifetimeMs: 8 * 3_600_000,
      idleMs: kind === 'browser' ? 30 * 60_000 : 8 * 3_600_000,
    }),
  );
  return {
    token,
    family,
    headers:
      kind === 'api'
        ? { authorization: `Bearer ${token}` }
        : { cookie: `bandolo-session=${token}`, 'sec-fetch-site': 'same-origin' },
  };
}

export interface TestSession {
  readonly token: string;
  readonly family: string;
  /** To send with a request that this session makes. */
  readonly headers: Readonly<Record<string, string>>;
}
