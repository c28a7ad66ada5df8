-- Invitations to take part in an application, and reminders before a call closes.

create table partner_invitation (
  id              uuid        primary key default gen_random_uuid(),
  call_id         integer     not null,
  application_id  uuid        not null,
  role            text        not null,
  -- Who is invited: an address, an organisation by its fiscal code, whether it is known here or not, or both.
  email           text,
  fiscal_code     text        check (fiscal_code ~ '^([0-9]{11}|[A-Z0-9]{16})$'),
  language        text        not null check (language in ('it', 'en')),
  -- The partner in whose place the invited organisation would take part.
  replaces_id     uuid        references organisation,
  -- What the lead expects it to spend; the costs themselves are in the draft.
  planned_cents   bigint      check (planned_cents > 0),
  -- Only the SHA-256 of what the message holds.
  token_hash      bytea       unique check (length(token_hash) = 32),
  state           text        not null default 'open' check (state in ('open', 'accepted', 'refused', 'withdrawn')),
  invited_by      uuid        not null references person,
  invited_at      timestamptz not null default clock_timestamp(),
  expires_at      timestamptz not null,
  sent_count      integer     not null default 1 check (sent_count > 0),
  last_sent_at    timestamptz not null default clock_timestamp(),
  answered_by     uuid        references person,
  answered_at     timestamptz,
  organisation_id uuid        references organisation,
  reason          text        check (length(reason) between 1 and 1000),
  foreign key (call_id, application_id) references application,
  check (email is not null or fiscal_code is not null),
  check ((email is null) = (token_hash is null)),
  check ((state = 'open') = (answered_at is null)),
  check ((state = 'accepted') = (organisation_id is not null))
);
create index partner_invitation_application on partner_invitation (call_id, application_id, invited_at);
create index partner_invitation_code on partner_invitation (fiscal_code) where state = 'open';
-- Whoever is invited already is not invited twice.
create unique index partner_invitation_open_code on partner_invitation (call_id, application_id, fiscal_code)
  where state = 'open' and fiscal_code is not null;
create unique index partner_invitation_open_email on partner_invitation (call_id, application_id, lower(email))
  where state = 'open' and fiscal_code is null;

-- Whether a person wants to be reminded before a call closes in which a draft of theirs waits.
alter table person add column wants_reminders boolean not null default true;

-- One row for each person, application, threshold and closing: who was reminded is not reminded again.
create table closing_reminder (
  call_id        integer     not null,
  application_id uuid        not null,
  person_id      uuid        not null references person,
  threshold      text        not null check (threshold in ('7-days', '2-days', '6-hours')),
  closes_at      timestamptz not null,
  -- Checked at the end: the row is what decides whether the message is written.
  message_id     uuid        not null references mail_message deferrable initially deferred,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, person_id, threshold, closes_at),
  foreign key (call_id, application_id) references application
);

-- Up to which entry of each register those who wrote the applications were told; what came before is not told any more.
create table entry_notice (
  call_id integer primary key references call,
  number  integer not null check (number >= 0)
);
insert into entry_notice (call_id, number) select call_id, number from register_head;

grant select, insert, update on entry_notice to bandolo_run;
grant select, insert, update on partner_invitation to bandolo_run;
grant select, insert on closing_reminder to bandolo_run;
