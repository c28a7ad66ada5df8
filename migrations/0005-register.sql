-- The register of a call: what was received, in the order of the commits, gapless and chained.
-- The row of register_head is what makes the order: whoever writes entries holds it until the commit.

create table register_head (
  call_id       integer     primary key references call,
  number        integer     not null check (number >= 0),
  commit_number integer     not null check (commit_number >= 0),
  hash          bytea       not null check (length(hash) = 32),
  at            timestamptz not null,
  -- How often a finished application of this call was taken back to be changed.
  voids         integer     not null default 0
);

-- One commit of the register: the tree over its entries, signed once.
create table register_commit (
  call_id       integer     not null references register_head,
  commit_number integer     not null check (commit_number > 0),
  first_number  integer     not null check (first_number > 0),
  size          integer     not null check (size > 0),
  at            timestamptz not null,
  root          bytea       not null check (length(root) = 32),
  key_id        text        not null,
  signature     bytea       not null check (length(signature) = 64),
  primary key (call_id, commit_number)
);

-- An entry is also its row of the journal: who, on whose behalf, what, when, and the hash that chains it.
-- It carries no foreign key to the application: the commit that writes it has read the application under a lock,
-- and the program may not delete applications.
create table register_entry (
  call_id         integer     not null,
  number          integer     not null check (number > 0),
  kind            text        not null check (kind in ('submission', 'withdrawal')),
  commit_number   integer     not null,
  at              timestamptz not null,
  application_id  uuid        not null,
  turn            smallint    not null check (turn > 0 and (turn % 2 = 1) = (kind = 'submission')),
  person_id       uuid        not null,
  organisation_id uuid        not null,
  snapshot_hash   bytea       not null check (length(snapshot_hash) = 32),
  ground          text,
  hash            bytea       not null check (length(hash) = 32),
  primary key (call_id, number),
  unique (call_id, application_id, turn)
);

create trigger register_commit_is_final before update or delete or truncate on register_commit
  for each statement execute function refuse_change();
create trigger register_entry_is_final before update or delete or truncate on register_entry
  for each statement execute function refuse_change();

-- A finished application that is changed again is named here under the lock of the register, so that no commit can
-- submit the old text meanwhile; and what has been submitted cannot be changed.
create table readiness_void (
  call_id        integer not null references register_head,
  number         integer not null,
  application_id uuid    not null,
  primary key (call_id, number)
);

create function void_readiness() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  void_number integer;
begin
  update register_head set voids = voids + 1 where call_id = old.call_id returning voids into void_number;
  insert into readiness_void values (old.call_id, void_number, old.id);
  if (select max(turn) % 2 = 1 from register_entry where call_id = old.call_id and application_id = old.id) then
    raise exception 'application % is submitted: its text is final', old.id using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;

create trigger readiness_is_voided before update on application
  for each row when (old.ready_hash is not null
                     and (new.ready_hash is distinct from old.ready_hash or new.content <> old.content))
  execute function void_readiness();

grant select, insert, update on register_head to bandolo_run;
grant select on readiness_void to bandolo_run;
grant select, insert on register_commit, register_entry to bandolo_run;

-- A process may remember who may submit for whom, as long as nothing that could take it away has changed: every
-- change of a session or of a power raises the number of its person's shard in the same transaction.
create table authority_epoch (
  shard smallint primary key check (shard between 0 and 255),
  epoch bigint   not null default 0
);
insert into authority_epoch (shard) select generate_series(0, 255);

create function raise_authority_epoch() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  update authority_epoch set epoch = epoch + 1
   where shard = get_byte(uuid_send(old.person_id), 0);
  return null;
end $$;

create trigger session_ends after update of revoked_at, replaced_at, person_id on session
  for each row when (old.revoked_at is distinct from new.revoked_at
                  or old.replaced_at is distinct from new.replaced_at
                  or old.person_id <> new.person_id)
  execute function raise_authority_epoch();
create trigger power_changes after update on power
  for each row execute function raise_authority_epoch();

grant select on authority_epoch to bandolo_run;

-- Words by which an entry is found: of the title and of the lead, without capitals and accents.
create function search_words(words text) returns text language sql immutable parallel safe as $$
  select regexp_replace(translate(lower(words), 'àáâäèéêëìíîïòóôöùúûüçñ', 'aaaaeeeeiiiioooouuuucn'), '[^a-z0-9]+', ' ', 'g')
$$;

alter table application add column search_text text not null default '';
alter table application add column search tsvector
  generated always as (to_tsvector('simple', search_text)) stored;
create index application_search on application using gin (search);

create function set_search_text() returns trigger language plpgsql as $$
begin
  select search_words(new.title || ' ' || o.name || ' ' || o.fiscal_code) into new.search_text
    from organisation o where o.id = new.lead_id;
  return new;
end $$;

create trigger application_is_found before insert or update of title, lead_id on application
  for each row execute function set_search_text();
