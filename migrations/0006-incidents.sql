-- Outages, with the evidence of our own probes, and what was decided about them.

-- What a server saw when it tried itself, as anybody outside would. A run is one life of one process.
create table probe (
  run       uuid        not null,
  ordinal   bigint      not null check (ordinal > 0),
  server    text        not null check (server <> ''),
  -- By the clock of the database, which decides everything else too; and as the server's own clock showed it.
  at        timestamptz not null,
  server_at timestamptz not null,
  took_ms   integer     check (took_ms >= 0),
  -- The next one was due after so long: what is missing without a word shows up by that.
  every_ms  integer     not null check (every_ms > 0),
  problem   text        check (problem <> ''),
  primary key (run, ordinal)
);
create index probe_at on probe (at);

-- Decisive acts that a server could not carry out, noted as soon as the database answers again.
create table failed_attempt (
  run            uuid        not null,
  ordinal        bigint      not null check (ordinal > 0),
  server         text        not null check (server <> ''),
  at             timestamptz not null,
  server_at      timestamptz not null,
  call_id        integer     not null,
  application_id uuid        not null,
  person_id      uuid        references person,
  reason         text        not null check (reason <> ''),
  primary key (run, ordinal),
  foreign key (call_id, application_id) references application
);
create index failed_attempt_call on failed_attempt (call_id, at);
create index failed_attempt_application on failed_attempt (call_id, application_id, at);

-- How many more there were than a server could keep in mind.
create table dropped_attempts (
  run      uuid        not null,
  ordinal  bigint      not null check (ordinal > 0),
  server   text        not null check (server <> ''),
  call_id  integer     not null references call,
  first_at timestamptz not null,
  last_at  timestamptz not null check (last_at >= first_at),
  -- Further attempts of applications that are noted; and of others, which are named nowhere.
  repeated integer     not null check (repeated >= 0),
  unnamed  integer     not null check (unnamed >= 0),
  primary key (run, ordinal),
  check (repeated + unnamed > 0)
);
create index dropped_attempts_call on dropped_attempts (call_id, first_at);

create table incident (
  id               uuid        primary key default gen_random_uuid(),
  call_id          integer     not null references call,
  began_at         timestamptz not null,
  ended_at         timestamptz not null,
  title            text        not null check (title <> ''),
  description      text        not null check (description <> ''),
  -- As the server computed it when the incident was recorded; the hash is that of its canonical text.
  evidence         jsonb       not null,
  evidence_hash    bytea       not null check (length(evidence_hash) = 32),
  -- On what it rests where our own servers have seen nothing.
  outside_evidence text        check (outside_evidence <> ''),
  recorded_by      uuid        not null references person,
  recorded_at      timestamptz not null default now(),
  unique (call_id, id),
  unique (call_id, began_at, ended_at),
  check (ended_at > began_at and recorded_at >= ended_at)
);

-- Who was touched: as computed, and as added by hand. Nobody is ever taken off.
create table incident_touched (
  incident_id    uuid        not null,
  call_id        integer     not null,
  application_id uuid        not null,
  why            text        not null check (why in ('failed-attempt', 'activity', 'by-hand')),
  -- What was seen, or the reason that was given.
  details        jsonb       not null,
  added_by       uuid        references person,
  at             timestamptz not null default now(),
  primary key (incident_id, application_id),
  foreign key (call_id, incident_id) references incident (call_id, id),
  foreign key (call_id, application_id) references application,
  check ((why = 'by-hand') = (added_by is not null))
);
create index incident_touched_application on incident_touched (call_id, application_id);

-- The remedy is an act: an extension for all, or the admission of those listed until an instant.
create table incident_remedy (
  incident_id uuid        primary key references incident,
  kind        text        not null check (kind in ('extension', 'admission')),
  until       timestamptz not null,
  ground      text        not null check (ground <> ''),
  decided_by  uuid        not null references person,
  decided_at  timestamptz not null default now(),
  check (until > decided_at)
);

create table late_admission (
  call_id        integer     not null,
  application_id uuid        not null,
  incident_id    uuid        not null references incident_remedy,
  until          timestamptz not null,
  primary key (call_id, application_id, incident_id),
  foreign key (call_id, application_id) references application,
  foreign key (incident_id, application_id) references incident_touched
);

create trigger incident_is_final before update or delete or truncate on incident
  for each statement execute function refuse_change();
create trigger incident_touched_is_final before update or delete or truncate on incident_touched
  for each statement execute function refuse_change();
create trigger incident_remedy_is_final before update or delete or truncate on incident_remedy
  for each statement execute function refuse_change();
create trigger late_admission_is_final before update or delete or truncate on late_admission
  for each statement execute function refuse_change();

grant select, insert, delete on probe to bandolo_run;
grant select, insert on failed_attempt, dropped_attempts, incident, incident_touched, incident_remedy, late_admission
  to bandolo_run;
