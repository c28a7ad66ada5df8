-- The journal: one row for each change of state, chained by SHA-256, written in the same transaction as the change.
-- A chain is named by what it is about ('accounts', 'call/12'), so that busy calls do not wait for each other.

create table journal_head (
  chain    text primary key,
  sequence bigint not null check (sequence >= 0),
  hash     bytea  not null check (length(hash) = 32)
);

create table journal (
  chain         text        not null,
  sequence      bigint      not null check (sequence > 0),
  at            timestamptz not null,
  person_id     uuid,
  on_behalf_of  uuid,
  act           text        not null check (act <> ''),
  subject       text        not null check (subject <> ''),
  from_state    text,
  to_state      text,
  ground        text,
  content_hash  bytea       not null check (length(content_hash) = 32),
  previous_hash bytea       not null check (length(previous_hash) = 32),
  hash          bytea       not null check (length(hash) = 32),
  primary key (chain, sequence)
);
create index journal_subject on journal (subject, sequence);

-- The head of each chain at the end of a day, signed.
create table journal_day (
  chain      text        not null,
  day        date        not null,
  sequence   bigint      not null,
  hash       bytea       not null check (length(hash) = 32),
  key_id     text        not null,
  signature  bytea       not null check (length(signature) = 64),
  signed_at  timestamptz not null default now(),
  primary key (chain, day)
);

-- The public halves of the keys that have signed receipts and days, so that old ones can still be checked.
create table signing_key (
  id         text primary key,
  public_key bytea       not null,
  since      timestamptz not null default now()
);

-- What was answered to an act that carried an idempotency key, so that a repetition gets the same answer.
create table idempotent_reply (
  owner      text        not null,
  key        text        not null check (length(key) between 1 and 200),
  request    bytea       not null check (length(request) = 32),
  status     smallint    not null,
  headers    jsonb       not null,
  body       text        not null,
  at         timestamptz not null default now(),
  primary key (owner, key)
);
create index idempotent_reply_at on idempotent_reply (at);

grant usage on schema public to bandolo_run;
grant select, insert on journal, journal_day, signing_key to bandolo_run;
grant select, insert, update on journal_head to bandolo_run;
grant select, insert, delete on idempotent_reply to bandolo_run;
