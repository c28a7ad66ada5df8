-- What the office recognises of a declared cost is a finding as any other: on a category, or on an expense of one.
alter table finding drop constraint finding_subject_kind_check;
alter table finding add constraint finding_subject_kind_check
  check (subject_kind in ('fact', 'requirement', 'paper', 'cost'));
