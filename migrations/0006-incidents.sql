-- Outages, with the evidence of our own probes, and what was decided about them.

create table probe (
  server    text        not null,
  at        timestamptz not null,
  took_ms   integer,
  problem   text,
  primary key (server, at)
);
create index probe_at on probe (at);

-- Decisive acts that a server could not carry out, noted as soon as the database answers again.
create table failed_attempt (
  server         text        not null,
  ordinal        bigint      not null,
  at             timestamptz not null,
  call_id        integer     not null,
  application_id uuid        not null,
  person_id      uuid,
  reason         text        not null,
  primary key (server, ordinal)
);
create index failed_attempt_call on failed_attempt (call_id, at);

create table incident (
  id          uuid        primary key default gen_random_uuid(),
  call_id     integer     not null references call,
  began_at    timestamptz not null,
  ended_at    timestamptz not null,
  title       text        not null,
  description text        not null,
  evidence    jsonb       not null,
  recorded_by uuid        not null references person,
  recorded_at timestamptz not null default now(),
  check (ended_at > began_at)
);

create table incident_touched (
  incident_id    uuid    not null references incident,
  call_id        integer not null,
  application_id uuid    not null,
  why            text    not null,
  primary key (incident_id, application_id),
  foreign key (call_id, application_id) references application
);

-- The remedy is an act: an extension for all, or the admission of those listed until an instant.
create table incident_remedy (
  incident_id uuid        primary key references incident,
  kind        text        not null check (kind in ('extension', 'admission')),
  until       timestamptz not null,
  ground      text        not null,
  decided_by  uuid        not null references person,
  decided_at  timestamptz not null default now()
);

create table late_admission (
  call_id        integer     not null,
  application_id uuid        not null,
  incident_id    uuid        not null references incident,
  until          timestamptz not null,
  primary key (call_id, application_id, incident_id),
  foreign key (call_id, application_id) references application
);

create trigger incident_is_final before update or delete or truncate on incident
  for each statement execute function refuse_change();
create trigger incident_remedy_is_final before update or delete or truncate on incident_remedy
  for each statement execute function refuse_change();

grant select, insert, delete on probe to bandolo_run;
grant select, insert on failed_attempt, incident, incident_touched, incident_remedy, late_admission to bandolo_run;
