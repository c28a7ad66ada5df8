-- What the office asks of an applicant while it examines, or tells it before refusing, and what the applicant answers.

-- A clarification request, or a notice of the reasons against; numbered within its application.
create table examination_request (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  kind           text        not null check (kind in ('clarification', 'notice-against')),
  state          text        not null default 'draft' check (state in ('draft', 'open', 'replied', 'silent', 'withdrawn')),
  revision       integer     not null default 1 check (revision > 0),
  introduction   text        not null default '' check (length(introduction) <= 5000),
  -- The points, each with its text, its article, and what may be corrected or handed in for it.
  items          jsonb       not null,
  created_by     uuid        not null references person,
  created_at     timestamptz not null default clock_timestamp(),
  -- From the sending on: the text under examination then, the day, and the last day to answer.
  text_hash      bytea       check (length(text_hash) = 32),
  sent_by        uuid        references person,
  sent_at        timestamptz,
  sent_on        date,
  due_on         date,
  -- The suspension of the clock that it caused, if it did.
  suspension     integer,
  ended_by       uuid        references person,
  ended_at       timestamptz,
  ended_on       date,
  ended_because  text        check (length(ended_because) between 1 and 2000),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id) references examination,
  check ((state = 'draft') = (sent_at is null)),
  check ((sent_at is null) = (sent_by is null) and (sent_at is null) = (sent_on is null) and (sent_at is null) = (due_on is null)
         and (sent_at is null) = (text_hash is null)),
  check ((state in ('draft', 'open')) = (ended_at is null) and (ended_at is null) = (ended_on is null)),
  check ((state = 'withdrawn') = (ended_because is not null))
);
-- One at a time waits for its answer, and one of each kind is being written.
create unique index examination_request_open on examination_request (call_id, application_id) where state = 'open';
create unique index examination_request_draft on examination_request (call_id, application_id, kind) where state = 'draft';
create index examination_request_due on examination_request (due_on) where state = 'open';

-- What was sent stays as it was sent.
create function keep_examination_request() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if old.state = 'draft' then return old; end if;
  elsif old.state = 'draft' and row(new.call_id, new.application_id, new.number, new.kind, new.created_by, new.created_at)
        = row(old.call_id, old.application_id, old.number, old.kind, old.created_by, old.created_at) then
    return new;
  elsif row(new.call_id, new.application_id, new.number, new.kind, new.revision, new.introduction, new.items, new.created_by,
            new.created_at, new.text_hash, new.sent_by, new.sent_at, new.sent_on, new.suspension)
        is not distinct from
        row(old.call_id, old.application_id, old.number, old.kind, old.revision, old.introduction, old.items, old.created_by,
            old.created_at, old.text_hash, old.sent_by, old.sent_at, old.sent_on, old.suspension)
        and (old.state = 'open' or (new.state = old.state and new.due_on = old.due_on)) then
    return new;
  end if;
  raise exception 'request % of application % is kept as it was sent', old.number, old.application_id
    using errcode = 'insufficient_privilege';
end $$;

create trigger examination_request_is_kept before update or delete on examination_request
  for each row execute function keep_examination_request();

-- More time to answer, with the reason.
create table request_extension (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  number         integer     not null check (number > 0),
  due_before     date        not null,
  due_on         date        not null check (due_on > due_before),
  reason         text        not null check (length(reason) between 1 and 2000),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, request_number, number),
  foreign key (call_id, application_id, request_number) references examination_request
);

-- The answer: a draft of the applicant, then what was sent.
create table request_reply (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  state          text        not null default 'draft' check (state in ('draft', 'sent')),
  revision       integer     not null default 1 check (revision > 0),
  -- What is written to each point, by its id.
  texts          jsonb       not null default '{}',
  -- Fields of the application with what they are to say, by their names.
  corrections    jsonb       not null default '{}',
  updated_by     uuid        not null references person,
  updated_at     timestamptz not null default clock_timestamp(),
  sent_by        uuid        references person,
  sent_at        timestamptz,
  sent_on        date,
  is_late        boolean,
  -- The new text of the application that it makes; none where nothing of it changes.
  text_hash      bytea       check (length(text_hash) = 32),
  primary key (call_id, application_id, request_number),
  foreign key (call_id, application_id, request_number) references examination_request,
  check ((state = 'sent') = (sent_at is not null) and (sent_at is null) = (sent_by is null)
         and (sent_at is null) = (sent_on is null) and (sent_at is null) = (is_late is null)),
  check (state = 'sent' or text_hash is null)
);

create function keep_request_reply() returns trigger language plpgsql as $$
begin
  if old.state = 'sent' then
    raise exception 'the reply to request % of application % is kept as it was sent', old.request_number, old.application_id
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger request_reply_is_kept before update on request_reply for each row execute function keep_request_reply();
create trigger request_reply_is_not_deleted before delete or truncate on request_reply
  for each statement execute function refuse_change();

-- Whether a reply that came late is taken into account all the same, with the ground.
create table late_reply_decision (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  is_taken       boolean     not null,
  ground         text        not null check (length(ground) between 1 and 2000),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, request_number),
  foreign key (call_id, application_id, request_number) references request_reply
);

-- What the office says to one observation against its reasons.
create table observation_answer (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  item           text        not null,
  number         integer     not null check (number > 0),
  text           text        not null check (length(text) between 1 and 5000),
  -- Whether the reason stands all the same.
  is_upheld      boolean     not null,
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, request_number, item, number),
  foreign key (call_id, application_id, request_number) references request_reply
);

-- A document of the application that came with a reply, after the submission: the office may read it then.
alter table document add column by_reply boolean not null default false;

-- Files that come with a reply, point by point.
create table reply_document (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  number         integer     not null check (number > 0),
  item           text        not null,
  -- The paper of the call in whose place it is, where it is one.
  slot           text        check (slot ~ '^[a-z0-9][A-Za-z0-9._-]*(~[0-9a-f-]{36})?$'),
  name           text        not null check (length(name) between 1 and 200),
  kind           text        not null,
  bytes          bigint      not null check (bytes > 0),
  hash           bytea       not null check (length(hash) = 32),
  uploaded_by    uuid        not null references person,
  uploaded_at    timestamptz not null default clock_timestamp(),
  is_sent        boolean     not null default false,
  removed_by     uuid        references person,
  removed_at     timestamptz,
  primary key (call_id, application_id, request_number, number),
  foreign key (call_id, application_id, request_number) references request_reply,
  check ((removed_by is null) = (removed_at is null)),
  check (not is_sent or removed_at is null)
);
create index reply_document_hash on reply_document (hash);

create function keep_reply_document() returns trigger language plpgsql as $$
begin
  if old.is_sent or row(new.call_id, new.application_id, new.request_number, new.number, new.item, new.slot, new.name, new.kind,
                        new.bytes, new.hash, new.uploaded_by, new.uploaded_at)
     is distinct from
     row(old.call_id, old.application_id, old.request_number, old.number, old.item, old.slot, old.name, old.kind,
         old.bytes, old.hash, old.uploaded_by, old.uploaded_at) then
    raise exception 'document % of a reply of application % is kept as it was handed in', old.number, old.application_id
      using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create trigger reply_document_is_kept before update on reply_document for each row execute function keep_reply_document();
create trigger reply_document_is_not_deleted before delete or truncate on reply_document
  for each statement execute function refuse_change();

-- The text of an application as a reply has changed it, beside the one that was submitted. Never changed.
create table examined_text (
  call_id        integer     not null,
  application_id uuid        not null,
  hash           bytea       not null check (length(hash) = 32),
  content        bytea       not null,
  -- The text that it follows, and the request whose reply made it.
  follows_hash   bytea       not null check (length(follows_hash) = 32),
  request_number integer     not null,
  made_by        uuid        not null references person,
  made_at        timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, hash),
  foreign key (call_id, application_id, request_number) references request_reply
);

-- To whom a request was sent by mail: what became of the message is in the outbox.
create table request_message (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  message_id     uuid        not null references mail_message,
  primary key (call_id, application_id, request_number, message_id),
  foreign key (call_id, application_id, request_number) references examination_request
);
create index request_message_of on request_message (message_id);

-- What proves that a request arrived: who opened it first, what an officer holds in their hands, what was done after a failure.
create table delivery_proof (
  call_id        integer     not null,
  application_id uuid        not null,
  request_number integer     not null,
  number         integer     not null check (number > 0),
  kind           text        not null check (kind in ('opened', 'evidence', 'failure-settled')),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  -- Of evidence: the day of the delivery, what it is, and its file; of a failure: what was done.
  day            date,
  note           text        check (length(note) between 1 and 2000),
  message_id     uuid        references mail_message,
  file_name      text        check (length(file_name) between 1 and 200),
  file_kind      text,
  file_bytes     bigint      check (file_bytes > 0),
  file_hash      bytea       check (length(file_hash) = 32),
  primary key (call_id, application_id, request_number, number),
  foreign key (call_id, application_id, request_number) references examination_request,
  check ((kind = 'opened') = (note is null)),
  check ((kind = 'evidence') = (file_hash is not null) and (kind = 'evidence') = (day is not null)),
  check ((file_hash is null) = (file_name is null) and (file_hash is null) = (file_kind is null) and (file_hash is null) = (file_bytes is null)),
  check (kind = 'failure-settled' or message_id is null)
);
create unique index delivery_proof_opened on delivery_proof (call_id, application_id, request_number) where kind = 'opened';
create index delivery_proof_file on delivery_proof (file_hash) where file_hash is not null;

create trigger request_extension_is_final before update or delete or truncate on request_extension
  for each statement execute function refuse_change();
create trigger late_reply_decision_is_final before update or delete or truncate on late_reply_decision
  for each statement execute function refuse_change();
create trigger observation_answer_is_final before update or delete or truncate on observation_answer
  for each statement execute function refuse_change();
create trigger examined_text_is_final before update or delete or truncate on examined_text
  for each statement execute function refuse_change();
create trigger request_message_is_final before update or delete or truncate on request_message
  for each statement execute function refuse_change();
create trigger delivery_proof_is_final before update or delete or truncate on delivery_proof
  for each statement execute function refuse_change();

grant select, insert, update, delete on examination_request to bandolo_run;
grant select, insert, update on request_reply, reply_document to bandolo_run;
grant select, insert on request_extension, late_reply_decision, observation_answer, examined_text, request_message,
  delivery_proof to bandolo_run;
