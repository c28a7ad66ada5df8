import type { ColumnType, Generated } from 'kysely';
import type { Instant, Stamped } from './columns.ts';

/** People, organisations, bodies, what each may do, and their sessions. */
export interface AccountTables {
  body: BodyTable;
  person: PersonTable;
  identity: IdentityTable;
  organisation: OrganisationTable;
  site: SiteTable;
  power: PowerTable;
  role_grant: RoleGrantTable;
  session: SessionTable;
  sign_in: SignInTable;
}

interface BodyTable {
  id: Generated<string>;
  code: string;
  name: string;
  kind: 'authority' | 'union' | 'chamber' | 'other';
  parent_id: string | null;
  fiscal_code: string | null;
  fictional: Generated<boolean>;
}

interface PersonTable {
  id: Generated<string>;
  fiscal_code: string | null;
  given_name: string;
  family_name: string;
  email: string | null;
  language: Generated<'it' | 'en'>;
  fictional: Generated<boolean>;
  wants_reminders: Generated<boolean>;
  note: ColumnType<
    { readonly it: string; readonly en: string } | null,
    string | null | undefined,
    string | null
  >;
  created_at: Stamped;
}

interface IdentityTable {
  issuer: string;
  subject: string;
  person_id: string;
  created_at: Stamped;
}

interface OrganisationTable {
  id: Generated<string>;
  kind: 'firm' | 'public-body' | 'non-profit' | 'other';
  name: string;
  fiscal_code: string;
  vat_number: string | null;
  size_class: 'micro' | 'small' | 'medium' | 'large' | null;
  ateco: Generated<string[]>;
  digital_domicile: string | null;
  fictional: Generated<boolean>;
  revision: Generated<number>;
  created_at: Stamped;
}

interface SiteTable {
  id: Generated<string>;
  organisation_id: string;
  municipality_code: string;
  municipality: string;
  province: string;
  address: string;
  is_registered: Generated<boolean>;
  active_since: string | null;
  active_until: string | null;
}

export type Scope = 'read' | 'edit' | 'consent' | 'submit';

interface PowerTable {
  id: Generated<string>;
  organisation_id: string;
  person_id: string;
  kind: 'legal-representative' | 'mandate';
  scopes: Scope[];
  call_id: number | null;
  valid_from: Stamped;
  valid_until: Instant | null;
  evidence: string;
  addressed_as: string | null;
  given_by: string | null;
  given_at: Stamped;
  revoked_at: Instant | null;
  revoked_by: string | null;
}

export type Role =
  | 'author'
  | 'officer'
  | 'evaluator'
  | 'panel-secretary'
  | 'signatory'
  | 'controller'
  | 'programme-coordinator'
  | 'auditor'
  | 'administrator';

interface RoleGrantTable {
  id: Generated<string>;
  person_id: string;
  role: Role;
  body_id: string;
  call_id: number | null;
  valid_from: Stamped;
  valid_until: Instant | null;
  ground: string;
  addressed_as: string | null;
  given_by: string | null;
  given_at: Stamped;
  revoked_at: Instant | null;
  revoked_by: string | null;
}

interface SessionTable {
  token_hash: Buffer;
  family: string;
  person_id: string;
  kind: 'browser' | 'api';
  how: 'oidc' | 'trial' | 'token';
  level: number;
  label: string | null;
  acting_for: string | null;
  csrf_secret: string;
  created_at: Stamped;
  last_seen_at: Stamped;
  idle_expires_at: Instant;
  absolute_expires_at: Instant;
  replaced_at: Instant | null;
  revoked_at: Instant | null;
}

interface SignInTable {
  state: string;
  nonce: string;
  code_verifier: string;
  browser_hash: Buffer;
  return_to: string;
  expires_at: Instant;
}
