-- The code by which a public investment is known (CUP), recorded by the office for an application; the journal keeps
-- what it was before.
create table project_cup (
  call_id        integer     not null,
  application_id uuid        not null,
  cup            text        not null check (cup ~ '^[A-Z0-9]{15}$'),
  person_id      uuid        not null references person,
  recorded_at    timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id),
  unique (call_id, cup),
  foreign key (call_id, application_id) references examination (call_id, application_id)
);
create index project_cup_recorded on project_cup (recorded_at);

-- What pages say of a published act as a whole, counted once: its entries never change.
create table act_digest (
  call_id    integer     not null,
  act_number integer     not null,
  -- Of the program that counted; another one counts again.
  form       integer     not null,
  content    jsonb       not null,
  made_at    timestamptz not null default clock_timestamp(),
  primary key (call_id, act_number),
  foreign key (call_id, act_number) references ranking_act (call_id, number)
);

grant select, insert, update on project_cup, act_digest to bandolo_run;

create index ranking_entry_by_pseudonym on ranking_entry (call_id, act_number, pseudonym);
