-- What the office found in the examination of an application, and what it decided by it. Nothing of it is ever changed:
-- of several findings on one subject the last counts, and of several outcomes the last holds.

create table finding (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  -- The entry by which it was received: what is received again after a withdrawal is examined from the beginning.
  entry_number   integer     not null check (entry_number > 0),
  subject_kind   text        not null check (subject_kind in ('fact', 'requirement', 'paper')),
  -- The id in the definition; with the partner and the field of a list's entry where it is about one.
  subject        text        not null check (subject <> ''),
  partner        uuid,
  entry          text        check (entry <> ''),
  -- A value or a verdict; that it must be clarified first; or that what was found before counts no longer.
  says           text        not null check (says in ('value', 'to-clarify', 'taken-back')),
  value          jsonb,
  -- What stood in its place: what was declared, or what the rules said by themselves.
  instead_of     jsonb,
  -- It differs from what was declared or from what the rules said.
  overrules      boolean     not null,
  note           text        check (length(note) between 1 and 5000),
  -- The documents it rests on: places and versions.
  evidence       jsonb       not null default '[]',
  -- The phase that was under way; none where all were concluded.
  phase          text,
  -- The text that was under examination.
  snapshot_hash  bytea       not null check (length(snapshot_hash) = 32),
  -- Of the examination after this finding, by which a later one knows whether its author had seen it.
  revision       integer     not null check (revision > 0),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  unique (call_id, application_id, number, person_id),
  foreign key (call_id, application_id) references examination,
  check ((says = 'value') = (value is not null)),
  check (note is not null or not (overrules or says = 'to-clarify'))
);

-- A second person's word on a finding, where the call asks for two; never of the person who found it.
create table finding_confirmation (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null,
  found_by       uuid        not null,
  person_id      uuid        not null references person,
  agrees         boolean     not null,
  note           text        check (length(note) between 1 and 5000),
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id, number, found_by)
    references finding (call_id, application_id, number, person_id),
  check (person_id <> found_by),
  check (agrees or note is not null)
);

create table outcome_act (
  call_id        integer     not null,
  application_id uuid        not null,
  number         integer     not null check (number > 0),
  entry_number   integer     not null check (entry_number > 0),
  kind           text        not null check (kind in ('phase-passed', 'admitted', 'with-reserve', 'not-admitted',
                                                       'reinstated', 'reopened')),
  -- The phase that was concluded, or in which the outcome was decided.
  phase          text,
  -- For the applicant: the reasons against, or the reserves; each with its check, article and text.
  reasons        jsonb       not null default '[]',
  -- How the observations on the reasons against were answered.
  observations   text        check (length(observations) between 1 and 10000),
  -- The act or rule on which it rests.
  ground         text        check (length(ground) between 1 and 2000),
  -- For the office only.
  note           text        check (length(note) between 1 and 5000),
  snapshot_hash  bytea       not null check (length(snapshot_hash) = 32),
  person_id      uuid        not null references person,
  at             timestamptz not null default clock_timestamp(),
  primary key (call_id, application_id, number),
  foreign key (call_id, application_id) references examination,
  check ((kind = 'phase-passed') <= (phase is not null)),
  check (kind not in ('reinstated', 'reopened') or ground is not null),
  check (kind not in ('not-admitted', 'with-reserve') or jsonb_array_length(reasons) > 0)
);

create trigger finding_is_final before update or delete or truncate on finding
  for each statement execute function refuse_change();
create trigger finding_confirmation_is_final before update or delete or truncate on finding_confirmation
  for each statement execute function refuse_change();
create trigger outcome_act_is_final before update or delete or truncate on outcome_act
  for each statement execute function refuse_change();

grant select, insert on finding, finding_confirmation, outcome_act to bandolo_run;
