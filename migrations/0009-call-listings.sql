-- What the list of calls shows and searches of the version in force. It is derived from what was published, so it may
-- be made anew at any time; no extension is needed, because accents are taken away and near words found by the program.
create table call_listing (
  call_id   integer     primary key references call,
  version   integer     not null,
  -- How the program derived it: a program that derives it otherwise makes it anew when it starts.
  form      integer     not null,
  figures   jsonb       not null,
  audiences jsonb       not null,
  topics    jsonb       not null,
  -- The words people see, in small letters, among which a near one is looked for.
  words     text[]      not null,
  search    tsvector    not null,
  made_at   timestamptz not null default clock_timestamp(),
  foreign key (call_id, version) references call_version
);
-- Read whole by every search that ranks, so it is not compressed.
alter table call_listing alter column search set storage external;
create index call_listing_search on call_listing using gin (search);

-- Words of small letters and digits by the dictionaries of both languages, and of both without their last vowels, since
-- the dictionaries do not bring all forms of a word together; weighted as the letter says.
create function listing_search(italian text, english text, bare text, weight "char") returns tsvector
  language sql immutable parallel safe as $$
  select setweight(to_tsvector('pg_catalog.italian', italian) || to_tsvector('pg_catalog.english', english)
                   || to_tsvector('pg_catalog.simple', bare), weight)
$$;

grant select, insert, update on call_listing to bandolo_run;
