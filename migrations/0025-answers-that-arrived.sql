-- Whether an answer has arrived at an application of which the office has said nothing since: kept with the rows of the
-- journal, so that a queue of them need not read the journal of every application that was ever answered.
alter table examination add column is_answered boolean not null default false;

-- After whose assignment and after how a request was delivered an answer is as unread as it was before.
create function note_answer() returns trigger language plpgsql security definer
  set search_path = public, pg_temp as $$
declare
  now_answered boolean := new.act in ('clarification-answered', 'late-clarification-answered',
                                      'observations-received', 'late-observations-received');
begin
  if new.act not in ('examination-assigned', 'examination-reassigned',
                     'clarification-opened', 'notice-against-opened',
                     'clarification-delivery-proved', 'notice-against-delivery-proved',
                     'clarification-failure-settled', 'notice-against-failure-settled') then
    update examination set is_answered = now_answered
     where call_id = substr(new.chain, 6)::integer and application_id = substr(new.subject, 13)::uuid
       and is_answered <> now_answered;
  end if;
  return null;
end $$;
create trigger journal_notes_answer after insert on journal
  for each row when (new.chain like 'call/%' and new.subject like 'examination/%') execute function note_answer();

update examination x set is_answered = true
  from request_reply r
 where r.call_id = x.call_id and r.application_id = x.application_id and r.state = 'sent'
   and (select j.act from journal j
         where j.subject = 'examination/' || x.application_id
           and j.act not in ('examination-assigned', 'examination-reassigned',
                             'clarification-opened', 'notice-against-opened',
                             'clarification-delivery-proved', 'notice-against-delivery-proved',
                             'clarification-failure-settled', 'notice-against-failure-settled')
         order by j.sequence desc limit 1)
       in ('clarification-answered', 'late-clarification-answered', 'observations-received', 'late-observations-received');

create index examination_answered on examination (queue_day, call_id, entry_number)
  where is_answered and state = 'under-way';

-- In the order of the queue, as all that is on hold is shown.
drop index examination_suspended;
create index examination_suspended on examination (queue_day, call_id, entry_number) where is_suspended;
