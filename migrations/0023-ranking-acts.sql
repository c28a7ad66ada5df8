-- What acts on rankings need besides: why they may rest on an older round, the day of a list, the act as a document,
-- the organisations behind what a list recognises, and letters about an act.

alter table ranking_act
  add column stale_reason text check (length(stale_reason) between 1 and 2000),
  -- Of a list: the day from which its changes hold; the day of the signature where none is named.
  add column from_day     date,
  -- Of what was signed, the sums and the pots: all of it is long.
  add column summary      jsonb,
  -- The document of the text with this hash.
  add column text_hash    bytea check (length(text_hash) = 32),
  add column text_print   uuid references print,
  add constraint ranking_act_text check ((text_hash is null) = (text_print is null));
create index ranking_act_bundle on ranking_act (bundle_hash) where bundle_hash is not null;
create index ranking_act_signed_file on ranking_act (decode(signature->>'fileHash', 'hex')) where signature ? 'fileHash';
create index ranking_act_text_print on ranking_act (text_print) where text_print is not null;

-- The organisations of what a list act recognised, as the text said then on which it rests.
create table list_member (
  call_id         integer not null,
  act_number      integer not null,
  application_id  uuid    not null,
  organisation_id uuid    not null references organisation,
  is_lead         boolean not null,
  primary key (call_id, act_number, application_id, organisation_id),
  foreign key (call_id, act_number) references ranking_act (call_id, number)
);
create index list_member_organisation on list_member (organisation_id, call_id);
create trigger list_member_is_final before update or delete or truncate on list_member
  for each statement execute function refuse_change();

-- Letters to all applicants of an act tell of this: 'ranking/3'.
alter table letter_batch add column cause text check (cause ~ '^[a-z-]+/[0-9]+$');

grant select, insert on list_member to bandolo_run;
