-- People, the organisations they act for, the bodies that run calls, and who may do what.

create table body (
  id          uuid    primary key default gen_random_uuid(),
  code        text    not null unique check (code ~ '^[a-z0-9-]{2,60}$'),
  name        text    not null check (name <> ''),
  kind        text    not null check (kind in ('authority', 'union', 'chamber', 'other')),
  parent_id   uuid    references body,
  fiscal_code text,
  fictional   boolean not null default false
);

create table person (
  id          uuid        primary key default gen_random_uuid(),
  fiscal_code text        unique check (fiscal_code ~ '^[A-Z0-9]{16}$'),
  given_name  text        not null,
  family_name text        not null,
  email       text,
  language    text        not null default 'it' check (language in ('it', 'en')),
  fictional   boolean     not null default false,
  -- What one can do as this person, in Italian and English; only of invented people.
  note        jsonb       check (note is null or fictional),
  created_at  timestamptz not null default now()
);

-- Who a person is at a provider of identities.
create table identity (
  issuer     text        not null,
  subject    text        not null,
  person_id  uuid        not null references person,
  created_at timestamptz not null default now(),
  primary key (issuer, subject)
);
create index identity_person on identity (person_id);

create table organisation (
  id               uuid        primary key default gen_random_uuid(),
  kind             text        not null check (kind in ('firm', 'public-body', 'non-profit', 'other')),
  name             text        not null check (name <> ''),
  fiscal_code      text        not null unique check (fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$'),
  vat_number       text        unique check (vat_number ~ '^[0-9]{11}$'),
  size_class       text        check (size_class in ('micro', 'small', 'medium', 'large')),
  ateco            text[]      not null default '{}',
  digital_domicile text,
  fictional        boolean     not null default false,
  revision         integer     not null default 1,
  created_at       timestamptz not null default now()
);
create index organisation_name on organisation (lower(name));

create table site (
  id                uuid    primary key default gen_random_uuid(),
  organisation_id   uuid    not null references organisation,
  municipality_code text    not null check (municipality_code ~ '^[0-9]{6}$'),
  municipality      text    not null,
  province          text    not null,
  address           text    not null,
  is_registered     boolean not null default false,
  active_since      date,
  active_until      date,
  check (active_until >= active_since)
);
create index site_organisation on site (organisation_id);
create unique index site_registered on site (organisation_id) where is_registered;

-- What a person may do for an organisation. A legal representative may do everything and give mandates;
-- a mandate has a scope, dates and, where it is so given, one call.
create table power (
  id              uuid        primary key default gen_random_uuid(),
  organisation_id uuid        not null references organisation,
  person_id       uuid        not null references person,
  kind            text        not null check (kind in ('legal-representative', 'mandate')),
  scopes          text[]      not null check (scopes <@ array['read', 'edit', 'consent', 'submit']
                                              and cardinality(scopes) > 0),
  call_id         integer,
  valid_from      timestamptz not null default now(),
  valid_until     timestamptz,
  evidence        text        not null check (evidence <> ''),
  -- The holder's name as written by who gave the power, so that giving one tells nothing about who is known here.
  addressed_as    text,
  given_by        uuid        references person,
  given_at        timestamptz not null default now(),
  revoked_at      timestamptz,
  revoked_by      uuid        references person,
  check (valid_until > valid_from),
  check (kind = 'mandate' or call_id is null)
);
create index power_person on power (person_id, organisation_id);
create index power_organisation on power (organisation_id);

-- A role in a body; with a call, only for that call. A coordinator is so for the chamber that the body is.
create table role_grant (
  id          uuid        primary key default gen_random_uuid(),
  person_id   uuid        not null references person,
  role        text        not null check (role in ('author', 'officer', 'evaluator', 'panel-secretary',
                          'controller', 'programme-coordinator', 'auditor', 'administrator')),
  body_id     uuid        not null references body,
  call_id     integer,
  valid_from  timestamptz not null default now(),
  valid_until timestamptz,
  ground      text        not null check (ground <> ''),
  addressed_as text,
  given_by    uuid        references person,
  given_at    timestamptz not null default now(),
  revoked_at  timestamptz,
  revoked_by  uuid        references person,
  check (valid_until > valid_from)
);
create index role_grant_person on role_grant (person_id);
create index role_grant_body on role_grant (body_id);

-- Only the SHA-256 of what the person holds is kept.
create table session (
  token_hash          bytea       primary key check (length(token_hash) = 32),
  family              uuid        not null,
  person_id           uuid        not null references person,
  kind                text        not null check (kind in ('browser', 'api')),
  how                 text        not null check (how in ('oidc', 'trial', 'token')),
  level               smallint    not null check (level between 0 and 3),
  label               text,
  acting_for          uuid        references organisation,
  csrf_secret         text        not null,
  created_at          timestamptz not null default now(),
  last_seen_at        timestamptz not null default now(),
  idle_expires_at     timestamptz not null,
  absolute_expires_at timestamptz not null,
  replaced_at         timestamptz,
  revoked_at          timestamptz
);
create index session_person on session (person_id);
create index session_family on session (family);
create index session_expiry on session (absolute_expires_at);

-- One sign-in under way at the provider; used once.
create table sign_in (
  state         text        primary key,
  nonce         text        not null,
  code_verifier text        not null,
  browser_hash  bytea       not null check (length(browser_hash) = 32),
  return_to     text        not null,
  expires_at    timestamptz not null
);
create index sign_in_expiry on sign_in (expires_at);

grant select, insert, update on body, person, identity, organisation, power, role_grant to bandolo_run;
grant select, insert, update, delete on site, session, sign_in to bandolo_run;
