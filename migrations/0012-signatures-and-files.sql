-- Consents given by a signed file, and what keeps the files of the store in step with these tables.

-- Beside a consent that was given by a signature: the file, who signed it, and all that was checked when it came.
create table signed_consent (
  call_id         integer     not null,
  application_id  uuid        not null,
  snapshot_hash   bytea       not null,
  organisation_id uuid        not null,
  file_hash       bytea       not null check (length(file_hash) = 32),
  file_bytes      bigint      not null check (file_bytes > 0),
  form            text        not null check (form in ('cades', 'cades-detached', 'pades')),
  -- Who brought the file, who need not be who signed it.
  uploaded_by     uuid        not null references person,
  checked_at      timestamptz not null,
  -- The signer, the chain as PEM, the anchors, what was checked and what was not.
  report          jsonb       not null,
  primary key (call_id, application_id, snapshot_hash, organisation_id),
  foreign key (call_id, application_id, snapshot_hash, organisation_id)
    references consent (call_id, application_id, snapshot_hash, organisation_id)
);
create index signed_consent_file on signed_consent (file_hash);
create trigger signed_consent_is_final before update or delete or truncate on signed_consent
  for each statement execute function refuse_change();

-- A content that somebody is about to record: until then, and for a while after a server that died, it is not an orphan.
create table content_hold (
  id   uuid        primary key default gen_random_uuid(),
  hash bytea       not null check (length(hash) = 32),
  at   timestamptz not null default clock_timestamp()
);
create index content_hold_hash on content_hold (hash);

-- A file that arrives in parts, each of which is a content of the store until all are there.
create table upload (
  id             uuid        primary key default gen_random_uuid(),
  call_id        integer     not null,
  application_id uuid        not null,
  slot           text        not null check (slot ~ '^[a-z0-9][A-Za-z0-9._-]*(~[0-9a-f-]{36})?$'),
  name           text        not null check (length(name) between 1 and 1000),
  bytes          bigint      not null check (bytes > 0),
  hash           bytea       not null check (length(hash) = 32),
  started_by     uuid        not null references person,
  started_at     timestamptz not null default clock_timestamp(),
  foreign key (call_id, application_id) references application
);
create index upload_application on upload (call_id, application_id);

create table upload_part (
  upload_id uuid    not null references upload on delete cascade,
  -- Where in the file it begins.
  starts_at bigint  not null check (starts_at >= 0),
  bytes     bigint  not null check (bytes > 0),
  hash      bytea   not null check (length(hash) = 32),
  primary key (upload_id, starts_at)
);
create index upload_part_hash on upload_part (hash);

-- What a scanner of malware has said of a content; of one without a row nothing is known yet.
create table content_scan (
  hash    bytea       primary key check (length(hash) = 32),
  state   text        not null check (state in ('clean', 'infected', 'unscannable')),
  -- The name that the scanner gave to what it found, or why it could not look.
  finding text        not null default '',
  scanner text        not null,
  at      timestamptz not null default clock_timestamp()
);

grant select, insert on signed_consent to bandolo_run;
grant select, insert, delete on content_hold to bandolo_run;
grant select, insert, delete on upload, upload_part to bandolo_run;
grant select, insert, update on content_scan to bandolo_run;
