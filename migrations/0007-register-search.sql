-- What a list shows of a frozen text, and the words by which it is found. The register shows what was received, so
-- this is taken from the text itself and as final as the text; a draft that is changed later does not show through.
create table snapshot_heading (
  call_id          integer not null,
  application_id   uuid    not null,
  hash             bytea   not null,
  title            text    not null,
  lead_name        text    not null,
  lead_fiscal_code text    not null,
  primary key (call_id, application_id, hash),
  foreign key (call_id, application_id, hash) references snapshot (call_id, application_id, hash)
);

drop trigger application_is_found on application;
drop function set_search_text();
alter table application drop column search, drop column search_text;

-- Words of small letters and digits with one space between them: without accents, "S.p.A." as one word. Independent of
-- the collation of the database, so that an index made here is right everywhere.
create or replace function search_words(words text) returns text language sql immutable parallel safe as $$
  select trim(regexp_replace(
    regexp_replace(
      replace(replace(replace(
        lower(translate(regexp_replace(normalize(words, NFKD), '[\u0300-\u036F]', '', 'g'), 'ØøŁłĐđıẞÆŒ', 'OoLlDdißæœ') collate "C"),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
      '\m([a-z])\.(?=[a-z]\M)', '\1', 'g'),
    '[^a-z0-9]+', ' ', 'g'))
$$;

-- With its call as a word that nobody can type, so that a search does not look through the other calls. A word is cut
-- where an index could not hold it.
create function heading_search(call_id integer, words text) returns tsvector language sql immutable parallel safe as $$
  select array_to_tsvector(array_agg(left(word, 200)))
    from unnest(array_append(string_to_array(search_words(words), ' '), '#' || call_id)) word where word <> ''
$$;

-- All words that are looked for, of which the last letters may be missing where there are two or more; a single letter
-- is a word. Nothing when there are no words.
create function heading_query(call_id integer, words text) returns tsquery language sql immutable parallel safe as $$
  select (format('''#%s''', call_id) || string_agg(format(' & ''%s''%s', left(word, 200), case when length(word) > 1 then ':*' else '' end), ''))::tsquery
    from (select distinct word from unnest((string_to_array(search_words(words), ' '))[1:12]) word where word <> '') distinct_words
$$;

alter table snapshot_heading add column search tsvector not null
  generated always as (heading_search(call_id, title || ' ' || lead_name || ' ' || lead_fiscal_code)) stored;

insert into snapshot_heading (call_id, application_id, hash, title, lead_name, lead_fiscal_code)
select call_id, application_id, hash, text ->> 'title', text -> 'lead' ->> 'name', text -> 'lead' ->> 'fiscalCode'
  from snapshot, lateral (select convert_from(content, 'UTF8')::jsonb as text) read;
create index snapshot_heading_search on snapshot_heading using gin (search) with (fastupdate = off);

-- Within the transaction that freezes an application it still says what its text says.
create function note_heading() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
begin
  insert into snapshot_heading (call_id, application_id, hash, title, lead_name, lead_fiscal_code)
  select new.call_id, new.application_id, new.hash, a.title, o.name, o.fiscal_code
    from application a join organisation o on o.id = a.lead_id
   where a.call_id = new.call_id and a.id = new.application_id;
  return null;
end $$;

create trigger snapshot_has_heading after insert on snapshot for each row execute function note_heading();
create trigger snapshot_heading_is_final before update or delete or truncate on snapshot_heading
  for each statement execute function refuse_change();
grant select on snapshot_heading to bandolo_run;

-- Withdrawals are few among the entries. An instant is found among the commits, of which there are fewer than entries.
create index register_withdrawal on register_entry (call_id, number) where kind = 'withdrawal';
create index register_commit_at on register_commit (call_id, at, first_number);
