-- The act by which a decision about a round was taken, and what a frozen round comes to, for lists that do not settle it.

alter table round_decision add column act text check (length(act) between 1 and 300);
alter table round_decision add column act_day date;
alter table round_decision add check ((act is null) = (act_day is null));

-- Worked out from the round and the decisions in force, and again when they are others: nothing rests on it.
create table round_summary (
  call_id    integer     not null,
  number     integer     not null,
  -- Numbers of the decisions in force.
  decisions  integer[]   not null,
  -- How many stops there are, and at how many of them a decision about the round is asked for.
  stops      integer     not null check (stops >= 0),
  to_decide  integer     not null check (to_decide between 0 and stops),
  funded     integer     not null,
  undecided  integer     not null,
  granted    bigint      not null,
  at         timestamptz not null default clock_timestamp(),
  primary key (call_id, number),
  foreign key (call_id, number) references frozen_round
);
grant select, insert, update on round_summary to bandolo_run;
