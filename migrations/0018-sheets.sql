-- Score sheets, the sessions in which they become one score, the minutes, and what applicants are told of it.

-- What one evaluator gives to one application: written, closed, and opened again as long as nothing was put together.
create table sheet (
  id              uuid        primary key default gen_random_uuid(),
  call_id         integer     not null,
  application_id  uuid        not null,
  person_id       uuid        not null references person,
  state           text        not null default 'open' check (state in ('open', 'closed', 'removed')),
  revision        integer     not null default 1 check (revision > 0),
  -- The text under examination when it was saved last.
  text_hash       bytea       not null check (length(text_hash) = 32),
  begun_at        timestamptz not null default clock_timestamp(),
  saved_at        timestamptz not null default clock_timestamp(),
  closed_at       timestamptz,
  removed_at      timestamptz,
  removed_because text        check (length(removed_because) between 1 and 2000),
  unique (call_id, application_id, person_id),
  foreign key (call_id, application_id) references examination,
  check (state <> 'closed' or closed_at is not null),
  check (state <> 'open' or closed_at is null),
  check ((state = 'removed') = (removed_at is not null) and (removed_at is null) = (removed_because is null))
);
create index sheet_of_person on sheet (person_id, call_id, state);
-- For what is ready to be put together.
create index sheet_of_call on sheet (call_id, state, application_id);

create function keep_sheet() returns trigger language plpgsql as $$
begin
  if old.state = 'removed'
     or row(new.id, new.call_id, new.application_id, new.person_id, new.begun_at)
        is distinct from row(old.id, old.call_id, old.application_id, old.person_id, old.begun_at) then
    raise exception 'sheet % is kept as it is', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger sheet_is_kept before update on sheet for each row execute function keep_sheet();
create trigger sheet_is_not_deleted before delete or truncate on sheet
  for each statement execute function refuse_change();

-- One for each fact that the panel decides.
create table sheet_entry (
  sheet_id uuid  not null references sheet,
  fact     text  not null,
  -- As in the text of an application; null while there is only a reason.
  value    jsonb,
  reason   text  not null default '' check (length(reason) <= 4000),
  primary key (sheet_id, fact)
);

-- What was closed stays: it is changed only while its sheet is open.
create function keep_sheet_entry() returns trigger language plpgsql as $$
begin
  if not exists (select from sheet where id = coalesce(new.sheet_id, old.sheet_id) and state = 'open') then
    raise exception 'sheet % is closed', coalesce(new.sheet_id, old.sheet_id) using errcode = 'insufficient_privilege';
  end if;
  return coalesce(new, old);
end $$;
create trigger sheet_entry_is_kept before insert or update or delete on sheet_entry
  for each row execute function keep_sheet_entry();

-- A meeting of the panel; of one call there is one at a time.
create table panel_session (
  id        uuid        primary key default gen_random_uuid(),
  call_id   integer     not null references call,
  number    integer     not null check (number > 0),
  held_on   date        not null,
  place     text        not null check (length(place) between 1 and 200),
  notes     text        not null default '' check (length(notes) <= 10000),
  opened_by uuid        not null references person,
  opened_at timestamptz not null default clock_timestamp(),
  closed_by uuid        references person,
  closed_at timestamptz,
  unique (call_id, number),
  check ((closed_by is null) = (closed_at is null))
);
create unique index panel_session_open on panel_session (call_id) where closed_at is null;

create function keep_panel_session() returns trigger language plpgsql as $$
begin
  if old.closed_at is not null
     or row(new.id, new.call_id, new.number, new.opened_by, new.opened_at)
        is distinct from row(old.id, old.call_id, old.number, old.opened_by, old.opened_at) then
    raise exception 'session % is kept as it was', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger panel_session_is_kept before update on panel_session
  for each row execute function keep_panel_session();
create trigger panel_session_is_not_deleted before delete or truncate on panel_session
  for each statement execute function refuse_change();

create table session_attendance (
  session_id uuid    not null references panel_session,
  person_id  uuid    not null references person,
  -- As what they sit in the panel, when the session was opened.
  part       text    not null,
  is_present boolean not null,
  primary key (session_id, person_id)
);

-- The sheets of one application laid open in a session, and what the panel then decided.
create table consolidation (
  id             uuid        primary key default gen_random_uuid(),
  call_id        integer     not null,
  application_id uuid        not null,
  session_id     uuid        not null references panel_session,
  state          text        not null default 'opened' check (state in ('opened', 'decided', 'undone')),
  opened_by      uuid        not null references person,
  opened_at      timestamptz not null default clock_timestamp(),
  text_hash      bytea       not null check (length(text_hash) = 32),
  rule           text        check (rule in ('collegial', 'mean', 'median')),
  decided_by     uuid        references person,
  decided_at     timestamptz,
  -- In hundredths of a point, as the engine found them then.
  net            bigint,
  bonus          bigint,
  gross          bigint,
  passes         boolean,
  -- Of each criterion by its id, in hundredths too: computed ones as they were then.
  criteria       jsonb,
  undone_by      uuid        references person,
  undone_at      timestamptz,
  undone_because text        check (length(undone_because) between 1 and 2000),
  foreign key (call_id, application_id) references examination,
  check ((decided_at is null) = (decided_by is null) and (decided_at is null) = (rule is null)),
  check ((decided_at is null) = (net is null) and (net is null) = (gross is null) and (net is null) = (bonus is null)
         and (net is null) = (passes is null) and (net is null) = (criteria is null)),
  check (state <> 'opened' or (decided_at is null and undone_at is null)),
  check (state <> 'decided' or (decided_at is not null and undone_at is null)),
  check ((state = 'undone') = (undone_at is not null) and (undone_at is null) = (undone_because is null))
);
create unique index consolidation_in_force on consolidation (call_id, application_id) where state <> 'undone';
create index consolidation_of_session on consolidation (session_id, opened_at, id);

create function keep_consolidation() returns trigger language plpgsql as $$
begin
  if old.state = 'undone' or (old.state = 'decided' and new.state <> 'undone')
     or row(new.id, new.call_id, new.application_id, new.session_id, new.opened_by, new.opened_at, new.text_hash)
        is distinct from
        row(old.id, old.call_id, old.application_id, old.session_id, old.opened_by, old.opened_at, old.text_hash)
     or (old.state = 'decided' and row(new.rule, new.decided_by, new.decided_at, new.net, new.bonus, new.gross, new.passes, new.criteria)
         is distinct from row(old.rule, old.decided_by, old.decided_at, old.net, old.bonus, old.gross, old.passes, old.criteria)) then
    raise exception 'consolidation % is kept as it was decided', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger consolidation_is_kept before update on consolidation
  for each row execute function keep_consolidation();
create trigger consolidation_is_not_deleted before delete or truncate on consolidation
  for each statement execute function refuse_change();

-- The value of each fact that the panel decides, and the sheets from which it came.
create table consolidation_entry (
  consolidation_id uuid  not null references consolidation,
  fact             text  not null,
  -- What the rule of the call made of the sheets; null where it made nothing.
  proposed         jsonb,
  value            jsonb not null,
  reason           text  not null check (length(reason) between 1 and 4000),
  primary key (consolidation_id, fact)
);
create trigger consolidation_entry_is_final before update or delete or truncate on consolidation_entry
  for each statement execute function refuse_change();

create table consolidation_sheet (
  consolidation_id uuid not null references consolidation,
  sheet_id         uuid not null references sheet,
  primary key (consolidation_id, sheet_id)
);
create trigger consolidation_sheet_is_final before update or delete or truncate on consolidation_sheet
  for each statement execute function refuse_change();

-- The minutes of a session: numbered for each call without gaps, and never changed.
create table minutes (
  call_id    integer     not null references call,
  number     integer     not null check (number > 0),
  session_id uuid        not null unique references panel_session,
  print_id   uuid        not null unique references print,
  language   text        not null check (language in ('it', 'en')),
  issued_by  uuid        not null references person,
  issued_at  timestamptz not null default clock_timestamp(),
  primary key (call_id, number)
);
create trigger minutes_are_final before update or delete or truncate on minutes
  for each statement execute function refuse_change();

-- What was decided about an application may be read by who applied.
create table feedback_release (
  consolidation_id uuid        primary key references consolidation,
  released_by      uuid        not null references person,
  released_at      timestamptz not null default clock_timestamp()
);
create trigger feedback_release_is_final before update or delete or truncate on feedback_release
  for each statement execute function refuse_change();

grant select, insert, update on sheet, panel_session, consolidation to bandolo_run;
grant select, insert, update, delete on sheet_entry, session_attendance to bandolo_run;
grant select, insert on consolidation_entry, consolidation_sheet, minutes, feedback_release to bandolo_run;
