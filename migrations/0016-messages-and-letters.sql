-- Messages between an applicant and the office, letters, and documents that are laid out once and kept.

-- One for each application about which something was written: what lists need, kept with each message.
create table message_thread (
  call_id          integer     not null,
  application_id   uuid        not null,
  messages         integer     not null default 0 check (messages >= 0),
  -- Messages that the other side has not opened yet.
  unread_office    integer     not null default 0 check (unread_office >= 0),
  unread_applicant integer     not null default 0 check (unread_applicant >= 0),
  last_at          timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id),
  foreign key (call_id, application_id) references application
);
create index message_thread_latest on message_thread (call_id, last_at desc, application_id);
create index message_thread_unread on message_thread (call_id, last_at desc, application_id) where unread_office > 0;

create table application_message (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  side           text        not null check (side in ('office', 'applicant')),
  person_id      uuid        not null references person,
  text           text        not null check (length(text) between 1 and 10000),
  sent_at        timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id) references message_thread
);
create trigger application_message_is_final before update or delete or truncate on application_message
  for each statement execute function refuse_change();

create table message_file (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null,
  name           text        not null check (length(name) between 1 and 200),
  kind           text        not null,
  bytes          bigint      not null check (bytes > 0),
  hash           bytea       not null check (length(hash) = 32),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id, number) references application_message
);
create index message_file_hash on message_file (hash);
create trigger message_file_is_final before update or delete or truncate on message_file
  for each statement execute function refuse_change();

-- Who of the other side was the first to open a message.
create table message_reading (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null,
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id, number) references application_message
);
create trigger message_reading_is_final before update or delete or truncate on message_reading
  for each statement execute function refuse_change();

-- A document as data, frozen when it was written, and the file that it becomes: laid out once, and never again.
create table print (
  id           uuid        primary key default gen_random_uuid(),
  document     jsonb       not null,
  content_hash bytea       not null check (length(content_hash) = 32),
  file_hash    bytea       check (length(file_hash) = 32),
  file_bytes   bigint      check (file_bytes > 0),
  made_at      timestamptz not null default clock_timestamp(),
  printed_at   timestamptz,
  check ((file_hash is null) = (file_bytes is null) and (file_hash is null) = (printed_at is null))
);
create index print_file on print (file_hash) where file_hash is not null;
create index print_waiting on print (made_at) where file_hash is null;

create function keep_print() returns trigger language plpgsql as $$
begin
  if old.file_hash is not null
     or row(new.id, new.document, new.content_hash, new.made_at)
        is distinct from row(old.id, old.document, old.content_hash, old.made_at) then
    raise exception 'print % is kept as it was made', old.id using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger print_is_kept before update on print for each row execute function keep_print();
create trigger print_is_not_deleted before delete or truncate on print
  for each statement execute function refuse_change();

-- Letters to many, written in the background.
create table letter_batch (
  id       uuid        primary key default gen_random_uuid(),
  call_id  integer     not null references call,
  template text        not null,
  -- As counted when it was begun, and as written since.
  wanted   integer     not null check (wanted >= 0),
  written  integer     not null default 0 check (written >= 0),
  begun_by uuid        not null references person,
  begun_at timestamptz not null default clock_timestamp(),
  ended_at timestamptz
);
create index letter_batch_call on letter_batch (call_id, begun_at desc, id);
-- The same letters are not written by two at once.
create unique index letter_batch_open on letter_batch (call_id, template) where ended_at is null;

create table letter (
  call_id        integer     not null,
  application_id uuid        not null,
  -- Of all letters of a call, without gaps.
  number         integer     not null check (number > 0),
  template       text        not null,
  -- What it tells of: 'outcome/3', 'request/1'. Of the same there is one letter.
  cause          text        not null check (cause ~ '^[a-z-]+/[0-9]+$'),
  language       text        not null check (language in ('it', 'en')),
  batch_id       uuid        references letter_batch,
  print_id       uuid        not null unique references print,
  written_by     uuid        not null references person,
  written_at     timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, template, cause),
  unique (call_id, number),
  foreign key (call_id, application_id) references application
);
create index letter_of_batch on letter (batch_id, number) where batch_id is not null;
create trigger letter_is_final before update or delete or truncate on letter
  for each statement execute function refuse_change();

-- When each letter could be read by whom it is for, and they were told; once.
create table letter_notice (
  call_id integer     not null,
  number  integer     not null,
  at      timestamptz not null default clock_timestamp(),
  primary key (call_id, number),
  foreign key (call_id, number) references letter (call_id, number)
);
create trigger letter_notice_is_final before update or delete or truncate on letter_notice
  for each statement execute function refuse_change();

grant select, insert, update on message_thread, print, letter_batch to bandolo_run;
grant select, insert on application_message, message_file, message_reading, letter, letter_notice to bandolo_run;
