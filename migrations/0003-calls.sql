-- Calls as they are published: versions and terms are only ever added.

-- The mode is in the address of everything the call holds, so it can be read wherever the data goes.
create table call (
  id               integer     primary key generated always as identity,
  slug             text        not null unique check (slug ~ '^[a-z0-9][a-z0-9.-]{1,80}$'),
  definition_id    text        not null,
  mode             text        not null check (mode in ('test', 'rehearsal', 'live')),
  body_id          uuid        not null references body,
  fictional        boolean     not null default false,
  resubmission     boolean     not null,
  created_at       timestamptz not null default now(),
  unique (definition_id, mode),
  check (slug = definition_id || case mode when 'live' then '' else '.' || mode end)
);

create table call_version (
  call_id      integer     not null references call,
  version      integer     not null check (version > 0),
  label        text        not null,
  -- The files as they were published: the YAML of the definition, and { file, text } for each file of decisions.
  definition   text        not null,
  decisions    jsonb       not null,
  -- The same as read, { definition, decisions } in the order in which it is written; the hash is that of its canonical text.
  documents    text        not null,
  -- Whether this version rests on invented values, be it the call that is invented or only some decisions.
  fictional    boolean     not null,
  title        jsonb       not null,
  summary      jsonb       not null,
  gives        text        not null check (gives in ('grant', 'recognition')),
  hash         bytea       not null check (length(hash) = 32),
  ground       text        not null,
  published_by uuid        references person,
  published_at timestamptz not null default now(),
  primary key (call_id, version)
);

-- When applications are received. The highest revision holds; extensions and remedies add one.
create table call_term (
  call_id   integer     not null references call,
  revision  integer     not null check (revision > 0),
  opens_at  timestamptz not null,
  closes_at timestamptz,
  kind      text        not null check (kind in ('publication', 'amendment', 'extension', 'remedy', 'rehearsal')),
  ground    text        not null,
  decided_by uuid       references person,
  at        timestamptz not null default now(),
  primary key (call_id, revision),
  check (closes_at >= opens_at)
);

alter table power      add foreign key (call_id) references call;
alter table role_grant add foreign key (call_id) references call;

-- What may not change once it is published is not left to the program.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% of % is refused: rows of this table are only ever added', tg_op, tg_table_name
    using errcode = 'insufficient_privilege';
end $$;

create trigger call_is_final before update or delete or truncate on call
  for each statement execute function refuse_change();
create trigger call_version_is_final before update or delete or truncate on call_version
  for each statement execute function refuse_change();
create trigger call_term_is_final before update or delete or truncate on call_term
  for each statement execute function refuse_change();
create trigger journal_is_final before update or delete or truncate on journal
  for each statement execute function refuse_change();

-- A term follows the one before it, a live call has no free dates, and an extension only closes later.
create function check_term() returns trigger language plpgsql as $$
declare
  before call_term%rowtype;
begin
  select * into before from call_term where call_id = new.call_id order by revision desc limit 1;
  if new.revision <> coalesce(before.revision, 0) + 1 then
    raise exception 'term % of call % does not follow %', new.revision, new.call_id, coalesce(before.revision, 0)
      using errcode = 'check_violation';
  end if;
  if new.kind = 'rehearsal' and (select mode from call where id = new.call_id) = 'live' then
    raise exception 'call % is live and has no rehearsal term', new.call_id using errcode = 'check_violation';
  end if;
  if new.kind in ('extension', 'remedy')
     and (new.closes_at > before.closes_at and (new.kind = 'remedy' or new.opens_at = before.opens_at)) is not true then
    raise exception 'an extension of call % only closes later', new.call_id using errcode = 'check_violation';
  end if;
  return new;
end $$;

create trigger call_term_follows before insert on call_term for each row execute function check_term();

grant select, insert on call, call_version, call_term to bandolo_run;
