-- The panel of a call: composed by acts, whose members declare their conflicts before they see anything, and who of
-- them scores what. Whatever was once so stays known: members and assignments are ended, never deleted.

-- Whoever changes anything about a panel holds this row until the commit.
create table panel (
  call_id  integer primary key references call,
  acts     integer not null default 0,
  members  integer not null default 0,
  arrivals integer not null default 0,
  drawings integer not null default 0,
  -- Whether something may have come to it since that was looked at last.
  is_stale boolean not null default true
);

create table panel_act (
  call_id   integer     not null references panel,
  number    integer     not null check (number > 0),
  title     text        not null check (length(title) between 1 and 300),
  -- Of the act itself; whoever it names is a member from that day.
  day       date        not null,
  ground    text        not null check (length(ground) between 1 and 1000),
  person_id uuid        not null references person,
  at        timestamptz not null default clock_timestamp(),
  primary key (call_id, number)
);

create table panel_member (
  call_id      integer not null,
  number       integer not null check (number > 0),
  person_id    uuid    not null references person,
  part         text    not null check (part in ('chair', 'member', 'substitute', 'expert', 'secretary')),
  -- As the act names them.
  addressed_as text    not null check (addressed_as <> ''),
  from_act     integer not null,
  until_act    integer check (until_act > from_act),
  primary key (call_id, number),
  foreign key (call_id, from_act) references panel_act,
  foreign key (call_id, until_act) references panel_act
);
create unique index panel_member_in_force on panel_member (call_id, person_id) where until_act is null;
create unique index panel_chair_in_force on panel_member (call_id) where part = 'chair' and until_act is null;
create index panel_member_person on panel_member (person_id) where until_act is null;

-- The applications that have come to the panel, in the order in which they came: declarations speak of these numbers.
create table panel_arrival (
  call_id        integer     not null references panel,
  number         integer     not null check (number > 0),
  application_id uuid        not null,
  at             timestamptz not null default clock_timestamp(),
  -- How many have it now: kept with the assignments, so that a list need not count them.
  scorers        integer     not null default 0 check (scorers >= 0),
  reporters      integer     not null default 0 check (reporters between 0 and 1),
  experts        integer     not null default 0 check (experts >= 0),
  primary key (call_id, number),
  unique (call_id, application_id),
  foreign key (call_id, application_id) references application
);
create index panel_arrival_wanting on panel_arrival (call_id, scorers, number);
create index panel_arrival_unheard on panel_arrival (call_id, experts, number);

create function mark_panel_stale() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update panel set is_stale = true where call_id = new.call_id and not is_stale;
  return null;
end $$;
create trigger examination_may_come_to_panel after update of phase, state on examination
  for each row when (old.phase is distinct from new.phase or old.state <> new.state)
  execute function mark_panel_stale();

-- Of the applications that came as these numbers, the person is in conflict with those of the conflicts and no other.
create table conflict_declaration (
  call_id      integer     not null references panel,
  person_id    uuid        not null references person,
  number       integer     not null check (number > 0),
  from_arrival integer     not null check (from_arrival > 0),
  to_arrival   integer     not null check (to_arrival >= from_arrival),
  -- SHA-256 of the list that was shown: who was in it, and the hints.
  shown_hash   bytea       not null check (length(shown_hash) = 32),
  at           timestamptz not null default clock_timestamp(),
  primary key (call_id, person_id, number),
  unique (call_id, person_id, from_arrival)
);

create table conflict (
  call_id        integer     not null,
  application_id uuid        not null,
  person_id      uuid        not null references person,
  -- By the person before seeing anything, by the person later, or by the office.
  way            text        not null check (way in ('declared', 'late', 'recorded')),
  ground         text        not null check (length(ground) between 1 and 1000),
  recorded_by    uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, person_id),
  foreign key (call_id, application_id) references application
);
create index conflict_person on conflict (person_id, call_id);

-- Organisations to which somebody says to be related, whichever they are: they are hints, and nobody else reads them.
create table declared_relation (
  id          uuid        primary key default gen_random_uuid(),
  person_id   uuid        not null references person,
  fiscal_code text        not null check (fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$'),
  name        text        not null check (length(name) between 1 and 300),
  kind        text        not null check (kind in ('works-for', 'governs', 'advises', 'owns', 'family', 'other')),
  declared_at timestamptz not null default clock_timestamp(),
  ended_at    timestamptz
);
create unique index declared_relation_stands on declared_relation (person_id, fiscal_code, kind) where ended_at is null;

-- One drawing by rotation with all that it rests on, so that anybody can repeat it.
create table panel_drawing (
  call_id     integer     not null references panel,
  number      integer     not null check (number > 0),
  cause       text        not null check (cause in ('assignment', 'conflict', 'refusal', 'removal', 'departure')),
  inputs      text        not null,
  inputs_hash bytea       not null check (length(inputs_hash) = 32),
  person_id   uuid        not null references person,
  at          timestamptz not null default clock_timestamp(),
  primary key (call_id, number)
);

create table panel_assignment (
  call_id         integer     not null,
  application_id  uuid        not null,
  number          integer     not null check (number > 0),
  person_id       uuid        not null references person,
  -- Under which the application came to the panel.
  arrival         integer     not null,
  part            text        not null check (part in ('reporter', 'scorer', 'expert')),
  drawing         integer,
  -- Why this person, where no drawing chose them.
  reason          text        check (length(reason) between 1 and 1000),
  assigned_by     uuid        not null references person,
  assigned_at     timestamptz not null default clock_timestamp(),
  removed_at      timestamptz,
  removed_because text        check (removed_because in ('conflict', 'refusal', 'removal', 'departure')),
  removal_reason  text        check (length(removal_reason) between 1 and 1000),
  removed_by      uuid        references person,
  primary key (call_id, application_id, number),
  foreign key (call_id, arrival) references panel_arrival (call_id, number),
  foreign key (call_id, drawing) references panel_drawing (call_id, number),
  check ((drawing is null) <> (reason is null)),
  check (num_nonnulls(removed_at, removed_because, removal_reason, removed_by) in (0, 4))
);
create unique index panel_assignment_person on panel_assignment (call_id, application_id, person_id)
  where removed_at is null;
create unique index panel_assignment_reporter on panel_assignment (call_id, application_id)
  where part = 'reporter' and removed_at is null;
create index panel_assignment_load on panel_assignment (call_id, person_id, part) where removed_at is null;
create index panel_assignment_removed on panel_assignment (call_id, person_id) where removed_at is not null;
create index panel_assignment_drawing on panel_assignment (call_id, drawing) where drawing is not null;
create index panel_assignment_of_person on panel_assignment (call_id, person_id, arrival);

create function count_assigned() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  if tg_op = 'INSERT' then
    update panel_arrival r
       set scorers = r.scorers + n.scorers, reporters = r.reporters + n.reporters, experts = r.experts + n.experts
      from (select call_id, arrival,
                   count(*) filter (where part <> 'expert') as scorers,
                   count(*) filter (where part = 'reporter') as reporters,
                   count(*) filter (where part = 'expert') as experts
              from changed where removed_at is null group by call_id, arrival) n
     where r.call_id = n.call_id and r.number = n.arrival;
  else
    update panel_arrival r
       set scorers = r.scorers - n.scorers, reporters = r.reporters - n.reporters, experts = r.experts - n.experts
      from (select c.call_id, c.arrival,
                   count(*) filter (where c.part <> 'expert') as scorers,
                   count(*) filter (where c.part = 'reporter') as reporters,
                   count(*) filter (where c.part = 'expert') as experts
              from changed c join before b using (call_id, application_id, number)
             where b.removed_at is null and c.removed_at is not null group by c.call_id, c.arrival) n
     where r.call_id = n.call_id and r.number = n.arrival;
  end if;
  return null;
end $$;

create trigger panel_assignment_is_counted after insert on panel_assignment
  referencing new table as changed for each statement execute function count_assigned();
create trigger panel_assignment_is_discounted after update on panel_assignment
  referencing old table as before new table as changed for each statement execute function count_assigned();

create trigger panel_act_is_final before update or delete or truncate on panel_act
  for each statement execute function refuse_change();
create trigger panel_arrival_is_kept before delete or truncate on panel_arrival
  for each statement execute function refuse_change();
create trigger conflict_declaration_is_final before update or delete or truncate on conflict_declaration
  for each statement execute function refuse_change();
create trigger conflict_is_final before update or delete or truncate on conflict
  for each statement execute function refuse_change();
create trigger panel_drawing_is_final before update or delete or truncate on panel_drawing
  for each statement execute function refuse_change();
create trigger panel_member_is_kept before delete or truncate on panel_member
  for each statement execute function refuse_change();
create trigger panel_assignment_is_kept before delete or truncate on panel_assignment
  for each statement execute function refuse_change();

-- What these rows say is only ever ended, and once.
create function refuse_other_change() returns trigger language plpgsql as $$
begin
  if to_jsonb(old) - tg_argv <> to_jsonb(new) - tg_argv or to_jsonb(old) -> tg_argv[0] <> 'null'::jsonb then
    raise exception '% can only be ended, and once', tg_table_name using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;

create trigger panel_member_is_ended_once before update on panel_member
  for each row execute function refuse_other_change('until_act');
create trigger panel_assignment_is_ended_once before update on panel_assignment
  for each row execute function refuse_other_change('removed_at', 'removed_because', 'removal_reason', 'removed_by');
create trigger declared_relation_is_kept before delete or truncate on declared_relation
  for each statement execute function refuse_change();
create trigger declared_relation_is_ended_once before update on declared_relation
  for each row execute function refuse_other_change('ended_at');

grant select, insert, update on panel, panel_member, panel_assignment, declared_relation to bandolo_run;
grant select, insert on panel_act, panel_arrival, conflict_declaration, conflict, panel_drawing to bandolo_run;
