// What an office has done with the applications of one call: taken in by the program, and then brought on in bulk.
import { Client } from 'pg';
import { takeIn } from '../../src/examination/index.ts';
import { openDatabase } from '../../src/platform/database.ts';

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

/** Four of five are with somebody; of those a third is under way, some wait for an answer, some are decided. */
async function bringOn(client, { callId, officers }) {
  await client.query(
    `update examination x
        set assigned_to = ($2::uuid[])[1 + x.entry_number % cardinality($2::uuid[])]
      where call_id = $1 and entry_number % 5 <> 0 and state = 'to-begin'`,
    [callId, officers],
  );
  await client.query(
    `insert into assignment (call_id, application_id, number, officer_id, person_id)
     select call_id, application_id, 1, assigned_to, assigned_to from examination
      where call_id = $1 and assigned_to is not null`,
    [callId],
  );
  // As terms of each application are, where they run from its submission.
  await client.query(
    `update examination set due = current_date + (entry_number % 90) - 5 where call_id = $1`,
    [callId],
  );
  await client.query(
    `update examination
        set state = case when entry_number % 7 = 0 then 'waiting' when entry_number % 11 = 0 then 'decided' else 'under-way' end,
            outcome = case when entry_number % 7 <> 0 and entry_number % 11 = 0 then 'admitted' end,
            is_suspended = entry_number % 7 = 0, open_points = entry_number % 13, begun_at = now()
      where call_id = $1 and assigned_to is not null and entry_number % 3 = 0 and state = 'to-begin'`,
    [callId],
  );
  await client.query(
    `insert into suspension (call_id, application_id, number, cause, acted_on, from_day, until_day, why)
     select call_id, application_id, 1, 'clarification', current_date - 5, current_date - 4, current_date + 5, 'integrazioni'
       from examination where call_id = $1 and is_suspended`,
    [callId],
  );
}
