-- Rankings and lists: the round as it was frozen, what was decided about it, the acts made of it and what they say of
-- each application, and who was in a list on which day. What is signed is never changed.

alter table role_grant drop constraint role_grant_role_check;
alter table role_grant add constraint role_grant_role_check
  check (role in ('author', 'officer', 'evaluator', 'panel-secretary', 'signatory', 'controller',
                  'programme-coordinator', 'auditor', 'administrator'));

-- All that was received for a call, as the rules read it at one moment. Decisions, what-ifs and acts rest on one of these.
create table frozen_round (
  call_id      integer     not null references call,
  number       integer     not null check (number > 0),
  call_version integer     not null,
  -- The last entry of the register that was looked at.
  up_to        integer     not null check (up_to > 0),
  applications integer     not null check (applications > 0),
  -- Over the content of all its applications, in order.
  hash         bytea       not null check (length(hash) = 32),
  made_by      uuid        not null references person,
  made_at      timestamptz not null default clock_timestamp(),
  primary key (call_id, number),
  foreign key (call_id, call_version) references call_version (call_id, version)
);
create trigger frozen_round_is_final before update or delete or truncate on frozen_round
  for each statement execute function refuse_change();

create table frozen_application (
  call_id        integer not null,
  number         integer not null,
  -- 1, 2, 3 … in the order of the register.
  place          integer not null check (place > 0),
  application_id uuid    not null,
  entry_number   integer not null,
  -- Of the examination, and what of it counts, by which one sees whether it has changed since.
  revision       integer not null,
  mark           bytea   not null,
  -- Canonical JSON.
  content        bytea   not null,
  primary key (call_id, number, place),
  unique (call_id, number, application_id),
  foreign key (call_id, number) references frozen_round,
  foreign key (call_id, application_id) references examination (call_id, application_id)
);
create trigger frozen_application_is_final before update or delete or truncate on frozen_application
  for each statement execute function refuse_change();

-- What of an examination a round rests on: the text, the outcome, and everything that was found.
create function examination_mark(x examination) returns bytea language sql stable as $$
  select sha256(convert_to(concat_ws('/', x.entry_number, encode(x.snapshot_hash, 'hex'), coalesce(x.outcome, ''),
    (select count(*) from finding f where f.call_id = x.call_id and f.application_id = x.application_id),
    (select count(*) from finding_confirmation c
      where c.call_id = x.call_id and c.application_id = x.application_id)), 'UTF8'))
$$;

-- What was decided where the rules stop. It may be withdrawn, and is never changed.
create table round_decision (
  call_id          integer     not null references call,
  number           integer     not null check (number > 0),
  -- One member of what is decided about a round: a draw, a tie, a move of money, the order of rankings.
  content          jsonb       not null,
  -- What it answers.
  stop             text        not null check (stop <> ''),
  ground           text        not null check (length(ground) between 1 and 1000),
  reasons          text        not null check (length(reasons) between 1 and 5000),
  -- What it changed, as it was shown to whoever took it.
  effect           jsonb       not null,
  made_on_round    integer     not null,
  person_id        uuid        not null references person,
  at               timestamptz not null default clock_timestamp(),
  withdrawn_at     timestamptz,
  withdrawn_by     uuid        references person,
  withdrawn_ground text        check (length(withdrawn_ground) between 1 and 1000),
  primary key (call_id, number),
  foreign key (call_id, made_on_round) references frozen_round,
  check ((withdrawn_at is null) = (withdrawn_by is null) and (withdrawn_at is null) = (withdrawn_ground is null))
);

create function keep_round_decision() returns trigger language plpgsql as $$
begin
  if old.withdrawn_at is not null
     or to_jsonb(new) - array['withdrawn_at', 'withdrawn_by', 'withdrawn_ground']
        <> to_jsonb(old) - array['withdrawn_at', 'withdrawn_by', 'withdrawn_ground'] then
    raise exception 'decision % is kept as it is', old.number using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger round_decision_is_kept before update on round_decision
  for each row execute function keep_round_decision();
create trigger round_decision_is_not_deleted before delete or truncate on round_decision
  for each statement execute function refuse_change();

-- What would come out under other rules. Nothing refers to it.
create table what_if (
  call_id      integer     not null,
  number       integer     not null check (number > 0),
  name         text        not null check (length(name) between 1 and 80),
  changes      jsonb       not null,
  result       jsonb       not null,
  frozen_round integer     not null,
  person_id    uuid        not null references person,
  at           timestamptz not null default clock_timestamp(),
  primary key (call_id, number),
  foreign key (call_id, frozen_round) references frozen_round
);

create table ranking_act (
  call_id       integer     not null references call,
  number        integer     not null check (number > 0),
  kind          text        not null check (kind in ('ranking', 'list', 'scrolling', 'reallocation', 'rolling', 'correction')),
  state         text        not null default 'draft' check (state in ('draft', 'signed', 'published', 'abandoned')),
  frozen_round  integer     not null,
  -- The act before, and the act whose place it takes.
  follows       integer,
  replaces      integer,
  -- The rankings of the call it is about.
  units         text[]      not null,
  title         text        not null check (length(title) between 1 and 300),
  ground        text        not null check (length(ground) between 1 and 1000),
  reasons       text        not null default '' check (length(reasons) <= 10000),
  -- New money, savings and moves of this act.
  orders        jsonb       not null default '{}',
  -- Numbers of the decisions it rests on.
  decisions     integer[]   not null default '{}',
  revision      integer     not null default 1 check (revision > 0),
  made_by       uuid        not null references person,
  made_at       timestamptz not null default clock_timestamp(),
  -- What was signed: canonical JSON.
  content       bytea,
  content_hash  bytea       check (length(content_hash) = 32),
  bundle_hash   bytea       check (length(bundle_hash) = 32),
  signed_by     uuid        references person,
  signed_at     timestamptz,
  signature     jsonb,
  protocol      text        check (length(protocol) between 1 and 100),
  protocol_day  date,
  published_on  date,
  published_at  timestamptz,
  published_by  uuid        references person,
  primary key (call_id, number),
  foreign key (call_id, frozen_round) references frozen_round,
  foreign key (call_id, follows) references ranking_act (call_id, number),
  foreign key (call_id, replaces) references ranking_act (call_id, number),
  check (follows < number and replaces < number),
  check ((kind = 'correction') = (replaces is not null)),
  check ((state in ('signed', 'published')) = (signed_at is not null)),
  check ((signed_at is null) = (content is null) and (signed_at is null) = (content_hash is null)
         and (signed_at is null) = (signed_by is null) and (signed_at is null) = (signature is null)),
  check (state <> 'published' or (published_on is not null and published_at is not null and published_by is not null))
);
create index ranking_act_published on ranking_act (published_on, call_id) where state = 'published';

-- A draft may change; what was signed may only be registered and published; what was published may not change at all.
create function keep_ranking_act() returns trigger language plpgsql as $$
begin
  if old.state in ('published', 'abandoned')
     or (old.state = 'signed'
         and (new.state not in ('signed', 'published')
              or to_jsonb(new) - array['state', 'protocol', 'protocol_day', 'published_on', 'published_at', 'published_by', 'revision']
                 <> to_jsonb(old) - array['state', 'protocol', 'protocol_day', 'published_on', 'published_at', 'published_by', 'revision'])) then
    raise exception 'act % of call % is kept as it is', old.number, old.call_id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger ranking_act_is_kept before update on ranking_act for each row execute function keep_ranking_act();
create trigger ranking_act_is_not_deleted before delete or truncate on ranking_act
  for each statement execute function refuse_change();

-- What a signed act says of each application: all of them, as they stand after it.
create table ranking_entry (
  call_id           integer  not null,
  act_number        integer  not null,
  -- 1, 2, 3 …: ranking by ranking, best first, then those without a position.
  place             integer  not null check (place > 0),
  application_id    uuid     not null,
  pseudonym         text     not null,
  unit              text     not null,
  line              text,
  -- Equal ones share a stretch of positions; 0 without a position.
  position          integer  not null check (position >= 0),
  position_to       integer  not null,
  outcome           text     not null,
  reason            text     not null,
  decided_by        text,
  is_reserved       boolean  not null default false,
  -- Hundredths of a point; null where there is none.
  net               integer,
  bonus             integer,
  gross             integer,
  -- Cents: asked, given by this act, given by all acts, and given down to here in its ranking.
  asked             bigint,
  granted           bigint   not null,
  total             bigint   not null,
  reached           bigint   not null,
  name              text     not null,
  fiscal_code       text     not null,
  holder_kind       text     not null,
  province          text,
  municipality      text,
  municipality_code text,
  criteria          jsonb    not null default '{}',
  cup               text     check (cup ~ '^[A-Z0-9]{15}$'),
  primary key (call_id, act_number, place),
  unique (call_id, act_number, application_id),
  foreign key (call_id, act_number) references ranking_act (call_id, number),
  check (position_to >= position)
);
create index ranking_entry_by_unit on ranking_entry (call_id, act_number, unit, place);
create index ranking_entry_by_province on ranking_entry (call_id, act_number, province, place);
create index ranking_entry_of on ranking_entry (call_id, application_id, act_number);

create function keep_ranking_entry() returns trigger language plpgsql as $$
begin
  if to_jsonb(new) - 'cup' <> to_jsonb(old) - 'cup' then
    raise exception 'the entries of a signed act are kept as they are' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger ranking_entry_is_kept before update on ranking_entry for each row execute function keep_ranking_entry();
create trigger ranking_entry_is_not_deleted before delete or truncate on ranking_entry
  for each statement execute function refuse_change();

-- Who is in a list on which day, and since when that is known: a row is never changed, only superseded by later ones.
create table list_membership (
  id             bigint      generated always as identity primary key,
  call_id        integer     not null,
  application_id uuid        not null,
  act_number     integer     not null,
  from_day       date        not null,
  -- The first day on which it is no longer in it.
  until_day      date        check (until_day > from_day),
  ground         text        not null check (length(ground) between 1 and 1000),
  -- Of the rules by which it was recognised.
  call_version   integer     not null,
  recorded_at    timestamptz not null default clock_timestamp(),
  superseded_at  timestamptz check (superseded_at >= recorded_at),
  foreign key (call_id, act_number) references ranking_act (call_id, number),
  foreign key (call_id, application_id) references examination (call_id, application_id)
);
create unique index list_membership_known on list_membership (call_id, application_id, from_day) where superseded_at is null;
create index list_membership_of on list_membership (call_id, application_id, recorded_at);

create function keep_list_membership() returns trigger language plpgsql as $$
begin
  if old.superseded_at is not null or to_jsonb(new) - 'superseded_at' <> to_jsonb(old) - 'superseded_at' then
    raise exception 'membership % is kept as it is', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger list_membership_is_kept before update on list_membership
  for each row execute function keep_list_membership();
create trigger list_membership_is_not_deleted before delete or truncate on list_membership
  for each statement execute function refuse_change();

-- Rankings that others have published, with the totals as they were printed.
create table imported_ranking (
  slug        text        primary key check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  content     jsonb       not null,
  hash        bytea       not null check (length(hash) = 32),
  imported_at timestamptz not null default clock_timestamp()
);

grant select, insert on frozen_round, frozen_application to bandolo_run;
grant select, insert, update on round_decision, ranking_act, ranking_entry, list_membership, imported_ranking to bandolo_run;
grant select, insert, update, delete on what_if to bandolo_run;
