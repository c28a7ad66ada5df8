// Who asks for pages, with their sessions; and applications of every kind, at which they ask.
import { secretOf } from './panel-world.js';
import { classes } from './world.js';

const sampleMax = 300;

/** Sessions of these people, which are too young to get another token meanwhile. */
export async function openSessions(client, people) {
  const rows = [...new Set(people)].flatMap((personId) =>
    ['browser', 'api'].map((kind) => ({ personId, kind, token: tokenOf(personId, kind) })),
  );
  await client.query(
    `insert into session (token_hash, family, person_id, kind, how, level, csrf_secret, idle_expires_at, absolute_expires_at)
     select sha256(s.token::bytea), gen_random_uuid(), s.person, s.kind, 'trial', 2, 'x', now() + interval '1 day', now() + interval '1 day'
       from unnest($1::text[], $2::uuid[], $3::text[]) s (token, person, kind)
         on conflict do nothing`,
    [
      rows.map(({ token }) => token),
      rows.map(({ personId }) => personId),
      rows.map(({ kind }) => kind),
    ],
  );
}

function tokenOf(personId, kind) {
  return `bandolo_${secretOf(`${kind} ${personId}`)}`;
}

export function headersOf(personId, kind) {
  const token = tokenOf(personId, kind);
  return kind === 'api'
    ? { authorization: `Bearer ${token}`, accept: 'application/json' }
    : { cookie: `bandolo-session=${token}`, accept: 'text/html', 'accept-language': 'it' };
}

/** Some applications of each kind, each with a person of its lead and what else its addresses name. */
export async function findSamples(client, callId) {
  const find = async (from, more = '') => {
    const { rows } = await client.query(
      `select x.application_id as id, x.entry_number as entry, encode(x.snapshot_hash, 'hex') as hash,
              (select w.person_id from power w join application a on a.lead_id = w.organisation_id
                where a.call_id = x.call_id and a.id = x.application_id and w.kind = 'legal-representative' limit 1) as lead
              ${more}
         from examination x ${from} order by md5(x.application_id::text) limit ${sampleMax}`,
      [callId],
    );
    if (rows.length === 0) throw new Error(`there is no application ${from}`);
    return rows;
  };
  const here = "where x.call_id = $1 and x.state <> 'withdrawn'";
  const put =
    'join consolidation c on c.call_id = x.call_id and c.application_id = x.application_id';
  const scorer = `join panel_assignment p on p.call_id = x.call_id and p.application_id = x.application_id
    and p.part <> 'expert' and p.removed_at is null`;
  return {
    any: await find(here),
    examined: await find(`${here} and ${classes.merit}`),
    decided: await find(`${here} and x.outcome is not null`),
    arrived: await find(
      `join panel_arrival r on r.call_id = x.call_id and r.application_id = x.application_id ${here}`,
    ),
    seats: await find(`${scorer} ${here}`, ', p.person_id as scorer'),
    put: await find(`${put} ${here}`),
    told: await find(`${put} join feedback_release f on f.consolidation_id = c.id ${here}`),
    asked: await find(
      `${here} and (${classes.asked} or ${classes.answered} or ${classes.refused})`,
    ),
    answered: await find(`${here} and ${classes.answered}`),
    written: await find(
      `join message_thread t on t.call_id = x.call_id and t.application_id = x.application_id ${here}`,
    ),
    due: await find(
      `${here} and x.outcome = 'admitted' and not exists (
         select from letter l where l.call_id = x.call_id and l.application_id = x.application_id)`,
    ),
    lettered: await find(
      `join letter l on l.call_id = x.call_id and l.application_id = x.application_id ${here}`,
      ', l.number as letter',
    ),
  };
}
