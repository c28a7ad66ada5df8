-- The examination of applications: one row for each that was received, who examines it and until when, and what held
-- the clock up. What was received is in the register; these rows say what the office makes of it.

create table examination (
  call_id        integer     not null,
  application_id uuid        not null,
  -- The entry of the register by which it was received last.
  entry_number   integer     not null check (entry_number > 0),
  submitted_hash bytea       not null check (length(submitted_hash) = 32),
  -- The text under examination: what was submitted or, after a reply, what it has become.
  snapshot_hash  bytea       not null check (length(snapshot_hash) = 32),
  -- The line applied for, as the text under examination says.
  line           text,
  -- Of the definition; none once no phase is left.
  phase          text,
  state          text        not null default 'to-begin'
                 check (state in ('to-begin', 'under-way', 'waiting', 'decided', 'withdrawn')),
  outcome        text        check (outcome in ('admitted', 'with-reserve', 'not-admitted', 'withdrawn')),
  assigned_to    uuid        references person,
  -- The last day in time as far as is known; while a suspension has no end, the earliest that it can be.
  due            date,
  is_suspended   boolean     not null default false,
  -- When the two columns before must be looked at again although nothing was done.
  look_again     date,
  open_points    integer     not null default 0 check (open_points >= 0),
  revision       integer     not null default 1 check (revision > 0),
  begun_at       timestamptz,
  updated_at     timestamptz not null default clock_timestamp(),
  -- By which queues are ordered: what is left to do by its end, without one last, and then what is done.
  queue_day      date        not null generated always as (
    case when state in ('to-begin', 'under-way', 'waiting') then coalesce(due, date '9999-12-30') else date '9999-12-31' end
  ) stored,
  primary key (call_id, application_id),
  foreign key (call_id, application_id, submitted_hash) references snapshot (call_id, application_id, hash),
  check ((state in ('decided', 'withdrawn')) = (outcome is not null)),
  check ((state = 'withdrawn') = (outcome is not distinct from 'withdrawn'))
);
-- The queue of a call, of all calls and of an officer, by the days that are left.
create index examination_of_call on examination (call_id, queue_day, entry_number);
create index examination_by_day on examination (queue_day, call_id, entry_number);
create index examination_of_officer on examination (assigned_to, queue_day, call_id, entry_number);
create index examination_suspended on examination (call_id) where is_suspended;
create unique index examination_entry on examination (call_id, entry_number);
create index examination_look_again on examination (look_again) where look_again is not null;

-- Days that do not count. One is ended by the act that ends it, or by its own last day.
create table suspension (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  cause          text        not null check (cause in ('clarification', 'notice-against')),
  effect         text        not null default 'suspends' check (effect in ('suspends', 'interrupts')),
  acted_on       date        not null,
  from_day       date        not null check (from_day >= acted_on),
  until_day      date,
  why            text        not null check (length(why) between 1 and 500),
  ended_at       timestamptz,
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id) references examination
);
create trigger suspension_is_kept before delete or truncate on suspension
  for each statement execute function refuse_change();

-- The days of events of the procedure other than the closing and the submission; of one event the last row counts.
create table procedure_event (
  id             bigint      generated always as identity primary key,
  call_id        integer     not null references call,
  application_id uuid,
  event          text        not null check (event <> ''),
  day            date        not null,
  ground         text        not null check (length(ground) between 1 and 1000),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  foreign key (call_id, application_id) references examination (call_id, application_id)
);
create index procedure_event_of on procedure_event (call_id, application_id, event, id);
create trigger procedure_event_is_final before update or delete or truncate on procedure_event
  for each statement execute function refuse_change();

-- One sharing-out of applications among officers, with the work that each had before.
create table rotation (
  call_id   integer     not null references call,
  number    integer     not null check (number > 0),
  -- For each officer: whom, how many before, how many more.
  seats     jsonb       not null,
  person_id uuid        not null references person,
  at        timestamptz not null default clock_timestamp(),
  primary key (call_id, number)
);
create trigger rotation_is_final before update or delete or truncate on rotation
  for each statement execute function refuse_change();

-- Everybody to whom an application was ever given, and why it changed hands; the last row is who has it.
create table assignment (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  -- Nobody: it was taken back.
  officer_id     uuid        references person,
  rotation       integer,
  reason         text        check (length(reason) between 1 and 1000),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id) references examination,
  foreign key (call_id, rotation) references rotation
);
create index assignment_rotation on assignment (call_id, rotation) where rotation is not null;
create trigger assignment_is_final before update or delete or truncate on assignment
  for each statement execute function refuse_change();

-- What a person looks for often, under a name of their own.
create table saved_filter (
  person_id uuid  not null references person,
  name      text  not null check (length(name) between 1 and 80),
  query     jsonb not null,
  primary key (person_id, name)
);

-- The address under which a person's calendar program reads due days; only the SHA-256 of its secret part is kept.
create table due_feed (
  token_hash bytea       primary key check (length(token_hash) = 32),
  person_id  uuid        not null references person,
  made_at    timestamptz not null default clock_timestamp(),
  revoked_at timestamptz
);
create unique index due_feed_of_person on due_feed (person_id) where revoked_at is null;

-- How far the entries of each register were taken in, and by which version and term of the call the days were worked out.
create table examination_taken (
  call_id       integer primary key references call,
  entry_number  integer not null default 0 check (entry_number >= 0),
  call_version  integer not null default 0,
  term_revision integer not null default 0
);

grant select, insert, update on examination, suspension, examination_taken, due_feed to bandolo_run;
grant select, insert on procedure_event, rotation, assignment to bandolo_run;
grant select, insert, update, delete on saved_filter to bandolo_run;
