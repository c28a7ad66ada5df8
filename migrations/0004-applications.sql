-- Applications before the decisive act. Keyed by call first: a call is the unit in which data can be spread.

create table application (
  call_id       integer     not null references call,
  id            uuid        not null default gen_random_uuid(),
  call_version  integer     not null,
  lead_id       uuid        not null references organisation,
  title         text        not null check (length(title) between 1 and 300),
  content       jsonb       not null,
  revision      integer     not null default 1 check (revision > 0),
  -- The text that was frozen last, until the next edit; and the same once every partner has consented to it.
  frozen_hash   bytea       check (length(frozen_hash) = 32),
  ready_hash    bytea       check (length(ready_hash) = 32),
  created_by    uuid        not null references person,
  created_at    timestamptz not null default now(),
  updated_by    uuid        not null references person,
  updated_at    timestamptz not null default now(),
  primary key (call_id, id),
  foreign key (call_id, call_version) references call_version,
  check (ready_hash is null or ready_hash = frozen_hash)
);
create index application_lead on application (lead_id);

-- Everybody whose consent is needed: the partners as the draft lists them, and always the lead.
create table application_partner (
  call_id         integer  not null,
  application_id  uuid     not null,
  organisation_id uuid     not null references organisation,
  role            text     not null,
  ordinal         smallint not null,
  primary key (call_id, application_id, organisation_id),
  foreign key (call_id, application_id) references application
);
create index application_partner_organisation on application_partner (organisation_id);

-- The exact text that is consented to and submitted. Never changed.
create table snapshot (
  call_id        integer     not null,
  application_id uuid        not null,
  hash           bytea       not null check (length(hash) = 32),
  content        bytea       not null,
  call_version   integer     not null,
  frozen_by      uuid        not null references person,
  frozen_at      timestamptz not null default now(),
  primary key (call_id, application_id, hash),
  foreign key (call_id, application_id) references application
);

create table consent (
  call_id         integer     not null,
  application_id  uuid        not null,
  snapshot_hash   bytea       not null,
  organisation_id uuid        not null references organisation,
  person_id       uuid        not null references person,
  at              timestamptz not null default now(),
  primary key (call_id, application_id, snapshot_hash, organisation_id),
  foreign key (call_id, application_id, snapshot_hash) references snapshot (call_id, application_id, hash)
);

create trigger snapshot_is_final before update or delete or truncate on snapshot
  for each statement execute function refuse_change();
create trigger consent_is_final before update or delete or truncate on consent
  for each statement execute function refuse_change();

grant select, insert, update on application to bandolo_run;
grant select, insert, update, delete on application_partner to bandolo_run;
grant select, insert on snapshot, consent to bandolo_run;
