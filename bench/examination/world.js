// What an office has done with the applications of one call: taken in by the program, and then brought on in bulk.
import { Client } from 'pg';
import { takeIn } from '../../src/examination/index.ts';
import { openDatabase } from '../../src/platform/database.ts';

/**
 * Of 20 applications in the order of the register, one each is to begin, in its first phase, waiting for an answer, and
 * answered or refused; 16 have come to the panel. One of ten is with nobody.
 */
export const classes = {
  toBegin: 'x.entry_number % 20 = 0',
  formal: 'x.entry_number % 20 = 1',
  asked: 'x.entry_number % 20 = 2',
  answered: 'x.entry_number % 40 = 3',
  refused: 'x.entry_number % 40 = 23',
  merit: 'x.entry_number % 20 > 3',
};

/** Takes in all that was received, and gives officers something of everything; says how long the taking in took. */
export async function fillExamination({ url, adminUrl }, { callId, officers: count }) {
  const database = openDatabase(url, { statementTimeoutMs: 120_000 });
  const client = new Client(adminUrl);
  await client.connect();
  try {
    const start = performance.now();
    const taken = await takeIn({ database });
    const seconds = (performance.now() - start) / 1000;
    const officers = await addOfficers(client, { callId, count });
    await bringOn(client, { callId, officers });
    await client.query('vacuum analyze');
    return { officers, taken, seconds };
  } finally {
    await client.end();
    await database.close();
  }
}

async function addOfficers(client, { callId, count }) {
  const { rows } = await client.query(
    `with people as (
       insert into person (given_name, family_name, fictional)
       select 'Olga', 'Istruttrice ' || n, true from generate_series(1, $2::int) n returning id
     )
     insert into role_grant (person_id, role, body_id, ground)
     select people.id, 'officer', c.body_id, 'ordine di servizio' from people, call c where c.id = $1
     returning person_id as id`,
    [callId, count],
  );
  return rows.map(({ id }) => id);
}

async function bringOn(client, { callId, officers }) {
  await client.query(
    `update examination x
        set assigned_to = case when x.entry_number % 10 > 0
                               then ($2::uuid[])[1 + (x.entry_number / 20) % cardinality($2::uuid[])] end,
            -- As terms of each application are, where they run from its submission.
            due = current_date + (x.entry_number % 90) - 5,
            state = case when ${classes.toBegin} then 'to-begin' when ${classes.asked} then 'waiting'
                         when ${classes.refused} then 'decided' else 'under-way' end,
            outcome = case when ${classes.refused} then 'not-admitted' end,
            phase = case when ${classes.merit} then 'merit' else 'formal' end,
            is_suspended = ${classes.asked},
            open_points = case when ${classes.merit} then 2 else x.entry_number % 13 end,
            begun_at = case when ${classes.toBegin} then null else now() end
      where x.call_id = $1 and x.state = 'to-begin'`,
    [callId, officers],
  );
  await client.query(
    `insert into assignment (call_id, application_id, number, officer_id, person_id)
     select call_id, application_id, 1, assigned_to, assigned_to from examination
      where call_id = $1 and assigned_to is not null`,
    [callId],
  );
  await client.query(
    `insert into suspension (call_id, application_id, number, cause, acted_on, from_day, until_day, why, ended_at)
     select call_id, application_id, 1, case when ${classes.refused} then 'notice-against' else 'clarification' end,
            current_date - 5, current_date - 4, case when ${classes.asked} then current_date + 5 else current_date - 1 end,
            'integrazioni', case when ${classes.asked} then null else now() end
       from examination x
      where x.call_id = $1 and x.state <> 'withdrawn' and (${classes.asked} or ${classes.answered} or ${classes.refused})`,
    [callId],
  );
  await client.query(
    `insert into outcome_act (call_id, application_id, number, entry_number, kind, phase, snapshot_hash, person_id)
     select x.call_id, x.application_id, n, x.entry_number, 'phase-passed', (array['formal', 'specific'])[n],
            x.snapshot_hash, ($2::uuid[])[1]
       from examination x, generate_series(1, 2) n where x.call_id = $1 and ${classes.merit} and x.state <> 'withdrawn'`,
    [callId, officers],
  );
}
