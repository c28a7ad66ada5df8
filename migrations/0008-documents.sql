-- Documents handed in with an application. The files are in the store, by the SHA-256 of their content; here is what they are.

create table document (
  call_id        integer     not null,
  application_id uuid        not null,
  -- The paper of the call, and for one of each partner also whose it is: 'agreement', 'agreement~<organisation>'.
  slot           text        not null check (slot ~ '^[a-z0-9][A-Za-z0-9._-]*(~[0-9a-f-]{36})?$'),
  version        integer     not null check (version > 0),
  -- As whoever handed it in called it; it names nothing anywhere.
  name           text        not null check (length(name) between 1 and 200),
  kind           text        not null,
  bytes          bigint      not null check (bytes > 0),
  hash           bytea       not null check (length(hash) = 32),
  uploaded_by    uuid        not null references person,
  uploaded_at    timestamptz not null default clock_timestamp(),
  -- Named by a frozen text: its content is kept whatever happens.
  is_frozen      boolean     not null default false,
  removed_by     uuid        references person,
  removed_at     timestamptz,
  primary key (call_id, application_id, slot, version),
  foreign key (call_id, application_id) references application,
  check ((removed_by is null) = (removed_at is null))
);
create index document_hash on document (hash);

-- What was handed in is never replaced: it is frozen, or removed, and nothing else about it changes.
create function keep_document() returns trigger language plpgsql as $$
begin
  if row(new.call_id, new.application_id, new.slot, new.version, new.name, new.kind, new.bytes, new.hash,
         new.uploaded_by, new.uploaded_at)
     is distinct from
     row(old.call_id, old.application_id, old.slot, old.version, old.name, old.kind, old.bytes, old.hash,
         old.uploaded_by, old.uploaded_at)
     or (old.is_frozen and not new.is_frozen)
     or (old.removed_at is not null and new.removed_at is distinct from old.removed_at) then
    raise exception 'document % of application % is kept as it was handed in', old.slot, old.application_id
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger document_is_kept before update on document for each row execute function keep_document();
create trigger document_is_not_deleted before delete or truncate on document
  for each statement execute function refuse_change();

grant select, insert, update on document to bandolo_run;
