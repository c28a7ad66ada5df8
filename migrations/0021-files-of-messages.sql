-- A message carries several files, each with its place in it.
alter table message_file add column ordinal integer not null default 1 check (ordinal > 0);
alter table message_file alter column ordinal drop default;
alter table message_file drop constraint message_file_pkey;
alter table message_file add primary key (call_id, application_id, number, ordinal);
