// What a panel has done: composed, declared, then scored, put together, minuted and communicated.
import { createHash } from 'node:crypto';
import { readPanelRules } from '../../src/evaluation/panel-rules.ts';
import { takeArrivals } from '../../src/evaluation/take-arrivals.ts';
import { loadPublished } from '../../src/calls/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { bodyId } from '../reading/world.js';

const parts = [
  'chair',
  ...Array(9).fill('member'),
  ...Array(2).fill('substitute'),
  ...Array(3).fill('expert'),
  'secretary',
];
/** Applications about which one of the substitutes has not declared yet. */
const undeclared = 1_000;

/** A panel before which all has come that was admitted to merit, and which has declared about it. */
export async function composePanel(client, { url }, { callId }) {
  const members = await addMembers(client, callId);
  const database = openDatabase(url, { statementTimeoutMs: 120_000 });
  try {
    const rules = readPanelRules(
      (await loadPublished({ database }, { callId, version: 1 })).call.document,
    );
    await takeArrivals({ database }, callId, rules);
  } finally {
    await database.close();
  }
  await declare(client, { callId, members });
  await client.query('analyze');
  return members;
}

async function addMembers(client, callId) {
  const { rows } = await client.query(
    `with people as (
       insert into person (given_name, family_name, fiscal_code, fictional)
       select 'Ada', 'Valutatrice ' || n, 'PANEL' || lpad(n::text, 11, '0'), true
         from generate_series(1, $1::int) n order by n
       returning id, family_name
     )
     select id, family_name as name from people order by length(family_name), family_name`,
    [parts.length],
  );
  const members = rows.map(({ id, name }, index) => ({ id, name, part: parts[index] }));
  await client.query(
    `insert into role_grant (person_id, role, body_id, ground)
     select m.id, case m.part when 'secretary' then 'panel-secretary' else 'evaluator' end, $1, 'decreto n. 12'
       from unnest($2::uuid[], $3::text[]) m (id, part)`,
    [bodyId, members.map(({ id }) => id), members.map(({ part }) => part)],
  );
  const secretary = members.at(-1);
  await client.query(
    `insert into panel (call_id, acts, members) values ($1, 1, $2)
         on conflict (call_id) do update set acts = 1, members = $2, is_stale = true`,
    [callId, members.length],
  );
  await client.query(
    `insert into panel_act (call_id, number, title, day, ground, person_id)
     values ($1, 1, 'Costituzione del Nucleo di valutazione', current_date - 30, 'Decreto n. 12', $2)`,
    [callId, secretary.id],
  );
  await client.query(
    `insert into panel_member (call_id, number, person_id, part, addressed_as, from_act)
     select $1, m.number, m.id, m.part, 'Ada ' || m.name, 1
       from unnest($2::uuid[], $3::text[], $4::text[]) with ordinality m (id, part, name, number)`,
    [
      callId,
      members.map(({ id }) => id),
      members.map(({ part }) => part),
      members.map(({ name }) => name),
    ],
  );
  return members;
}

/** Each is in conflict with some ten applications, and has declared about all the others, a hundred at a time. */
async function declare(client, { callId, members }) {
  const judges = members.filter(({ part }) => part !== 'secretary');
  const late = judges.findLast(({ part }) => part === 'substitute');
  await client.query(
    `insert into conflict_declaration (call_id, person_id, number, from_arrival, to_arrival, shown_hash)
     select p.call_id, m.id, n, 1 + (n - 1) * 100, least(n * 100, upto), sha256('')
       from panel p, unnest($2::uuid[]) m (id),
            lateral (select p.arrivals - case when m.id = $3::uuid then least($4::int, p.arrivals / 2) else 0 end as upto) u,
            generate_series(1, (u.upto + 99) / 100) n
      where p.call_id = $1`,
    [callId, judges.map(({ id }) => id), late.id, undeclared],
  );
  await client.query(
    `insert into conflict (call_id, application_id, person_id, way, ground, recorded_by)
     select r.call_id, r.application_id, m.id, 'declared', 'Ha prestato consulenza a un partner.', m.id
       from panel_arrival r join unnest($2::uuid[]) with ordinality m (id, place) on r.number % 1499 = m.place * 7
      where r.call_id = $1`,
    [callId, judges.map(({ id }) => id)],
  );
  await client.query(
    `insert into declared_relation (person_id, fiscal_code, name, kind)
     select m.id, lpad((10000000000 + n)::text, 11, '0'), 'Organizzazione ' || n, 'advises'
       from unnest($1::uuid[]) m (id), generate_series(1, 20) n`,
    [judges.map(({ id }) => id)],
  );
}

/** After the drawing: sheets of those who were drawn, sessions, decisions, minutes, and what applicants were told. */
export async function fillScores(client, { callId, members, officers, file }) {
  const secretary = members.at(-1);
  await addSheets(client, callId);
  const { rows } = await client.query('select arrivals from panel where call_id = $1', [callId]);
  const perSession = Math.min(400, Math.ceil(rows[0].arrivals / 40));
  await openSessions(client, { callId, members, secretary, perSession });
  await decide(client, { callId, secretary, perSession });
  await addMinutes(client, { callId, secretary, file });
  await admit(client, { callId, officers, secretary });
  await writeLetters(client, { callId, officers, file });
  await client.query('vacuum analyze');
}

/** Of six applications four have three closed sheets, one has two and an open one, and one has one. */
async function addSheets(client, callId) {
  await client.query(
    `insert into sheet (call_id, application_id, person_id, text_hash)
     select s.call_id, s.application_id, s.person_id, x.snapshot_hash
       from (select call_id, application_id, person_id, arrival,
                    row_number() over (partition by arrival order by number) as place
               from panel_assignment where call_id = $1 and part <> 'expert' and removed_at is null) s
       join examination x on x.call_id = s.call_id and x.application_id = s.application_id
      where s.arrival % 6 < 5 or s.place = 1`,
    [callId],
  );
  const reason =
    'La relazione descrive con cura lo stato di fatto, le misure di prima e di dopo e il piano di manutenzione; manca un confronto con le vie laterali.';
  await client.query(
    `insert into sheet_entry (sheet_id, fact, value, reason)
     select s.id, f.fact, to_jsonb((f.step * (1 + (hashtext(s.id::text || f.fact) & 65535) % f.steps))::text), $2
       from sheet s, (values ('quality', 5, 3), ('landscape', 2, 5)) f (fact, step, steps) where s.call_id = $1`,
    [callId, reason],
  );
  await client.query(
    `update sheet s set state = 'closed', closed_at = now(), revision = 2
       from (select s.id, r.number % 6 as kind,
                    row_number() over (partition by s.application_id order by s.person_id) as place
               from sheet s join panel_arrival r on r.call_id = s.call_id and r.application_id = s.application_id
              where s.call_id = $1) k
      where k.id = s.id and (k.kind <> 4 or k.place < 3)`,
    [callId],
  );
}

/** A third of all applications, up to four hundred in each session; the last session is open. */
async function openSessions(client, { callId, members, secretary, perSession }) {
  await client.query(
    `insert into panel_session (call_id, number, held_on, place, notes, opened_by, closed_by, closed_at)
     select $1::int, n, current_date - 20, 'Sala 2', 'Il Nucleo procede all’esame delle domande.', $2::uuid,
            case when n < last then $2::uuid end, case when n < last then now() end
       from (select 1 + (count(*) - 1) / $3::int as last from panel_arrival where call_id = $1 and number % 6 < 2) l,
            generate_series(1, last) n
      order by n`,
    [callId, secretary.id, perSession],
  );
  await client.query(
    `insert into session_attendance (session_id, person_id, part, is_present)
     select s.id, m.id, m.part, true from panel_session s, unnest($2::uuid[], $3::text[]) m (id, part) where s.call_id = $1`,
    [callId, members.map(({ id }) => id), members.map(({ part }) => part)],
  );
}

const criteria = JSON.stringify({
  plan: 1000,
  kind: 500,
  lamps: 800,
  materials: 1000,
  inhabitants: 1000,
  saving: 1000,
  upkeep: 500,
  quality: 1000,
  landscape: 400,
});

/** What is in the open session is laid open and half of it decided. */
async function decide(client, { callId, secretary, perSession }) {
  await client.query(
    `with put as (
       select r.call_id, r.application_id, x.snapshot_hash, 1 + (row_number() over (order by r.number) - 1) / $3::int as session,
              row_number() over (order by r.number) as place
         from panel_arrival r join examination x on x.call_id = r.call_id and x.application_id = r.application_id
        where r.call_id = $1 and r.number % 6 < 2
     ), made as (
       select p.*, s.id as session_id, s.closed_at is not null or p.place % 2 = 0 as is_decided
         from put p join panel_session s on s.call_id = p.call_id and s.number = p.session
     )
     insert into consolidation (call_id, application_id, session_id, state, opened_by, text_hash, rule, decided_by, decided_at,
                                net, bonus, gross, passes, criteria)
     select call_id, application_id, session_id, case when is_decided then 'decided' else 'opened' end, $2::uuid, snapshot_hash,
            case when is_decided then 'mean' end, case when is_decided then $2::uuid end, case when is_decided then now() end,
            case when is_decided then 7200 end, case when is_decided then 300 end, case when is_decided then 7500 end,
            case when is_decided then true end, case when is_decided then $4::jsonb end
       from made`,
    [callId, secretary.id, perSession, criteria],
  );
  await client.query(
    `insert into consolidation_entry (consolidation_id, fact, proposed, value, reason)
     select c.id, f.fact, to_jsonb(f.value), to_jsonb(f.value), 'Come le schede, che concordano nella sostanza.'
       from consolidation c, (values ('quality', '10'), ('landscape', '4')) f (fact, value)
      where c.call_id = $1 and c.state = 'decided'`,
    [callId],
  );
  await client.query(
    `insert into consolidation_sheet (consolidation_id, sheet_id)
     select c.id, s.id from consolidation c
       join sheet s on s.call_id = c.call_id and s.application_id = c.application_id and s.state = 'closed'
      where c.call_id = $1 and c.state = 'decided'`,
    [callId],
  );
}

/** As the program freezes what it lays out; each file is the same letter. */
async function addPrints(client, { rows, file }) {
  await client.query(
    `insert into print (id, document, content_hash, file_hash, file_bytes, printed_at)
     select p.id, $2::jsonb, sha256(p.id::text::bytea), $3, $4, now() from unnest($1::uuid[]) p (id)`,
    [
      rows.map(({ id }) => id),
      JSON.stringify({ language: 'it', title: 'Documento', blocks: [] }),
      file.hash,
      file.bytes,
    ],
  );
}

async function addMinutes(client, { callId, secretary, file }) {
  const { rows } = await client.query(
    `select gen_random_uuid() as id, s.id as session, s.number from panel_session s where s.call_id = $1 and s.closed_at is not null`,
    [callId],
  );
  await addPrints(client, { rows, file });
  await client.query(
    `insert into minutes (call_id, number, session_id, print_id, language, issued_by)
     select $1, m.number, m.session, m.print, 'it', $2 from unnest($3::int[], $4::uuid[], $5::uuid[]) m (number, session, print)`,
    [
      callId,
      secretary.id,
      rows.map((row) => row.number),
      rows.map((row) => row.session),
      rows.map((row) => row.id),
    ],
  );
  await client.query(
    `insert into feedback_release (consolidation_id, released_by)
     select c.id, $2 from consolidation c join panel_session s on s.id = c.session_id
      where c.call_id = $1 and s.closed_at is not null`,
    [callId, secretary.id],
  );
}

/** Half of what was put together is admitted, with the values of the panel as findings. */
async function admit(client, { callId, officers, secretary }) {
  await client.query(
    `insert into finding (call_id, application_id, number, entry_number, subject_kind, subject, says, value, overrules, phase,
                          snapshot_hash, revision, person_id)
     select c.call_id, c.application_id, 1000 + row_number() over (partition by c.id order by e.fact), x.entry_number, 'fact',
            e.fact, 'value', e.value, false, 'merit', x.snapshot_hash, 1000, $2
       from consolidation c
       join consolidation_entry e on e.consolidation_id = c.id
       join examination x on x.call_id = c.call_id and x.application_id = c.application_id
      where c.call_id = $1`,
    [callId, secretary.id],
  );
  await client.query(
    `insert into finding_confirmation (call_id, application_id, number, found_by, person_id, agrees)
     select f.call_id, f.application_id, f.number, f.person_id, ($2::uuid[])[1], true
       from finding f where f.call_id = $1 and f.number > 1000`,
    [callId, officers],
  );
  await client.query(
    `with admitted as (
       update examination x set state = 'decided', outcome = 'admitted', phase = null
         from panel_arrival r, consolidation c, panel_session s
        where x.call_id = $1 and r.call_id = x.call_id and r.application_id = x.application_id and r.number % 6 = 0
          and c.call_id = x.call_id and c.application_id = x.application_id and s.id = c.session_id and s.closed_at is not null
       returning x.call_id, x.application_id, x.entry_number, x.snapshot_hash
     )
     insert into outcome_act (call_id, application_id, number, entry_number, kind, phase, snapshot_hash, person_id)
     select call_id, application_id, 3, entry_number, 'admitted', 'merit', snapshot_hash, ($2::uuid[])[1] from admitted`,
    [callId, officers],
  );
}

/** A batch for each outcome that was decided; both are done, and some were decided since. */
async function writeLetters(client, { callId, officers, file }) {
  for (const outcome of ['not-admitted', 'admitted']) {
    const { rows } = await client.query(
      `select gen_random_uuid() as id, x.application_id as application,
              (select max(o.number) from outcome_act o where o.call_id = x.call_id and o.application_id = x.application_id) as act,
              (select coalesce(max(l.number), 0) from letter l where l.call_id = $1)
                + row_number() over (order by x.entry_number) as number
         from examination x where x.call_id = $1 and x.outcome = $2 and x.entry_number % 10 <> 7`,
      [callId, outcome],
    );
    await addPrints(client, { rows, file });
    await client.query(
      `with batch as (
         insert into letter_batch (call_id, template, wanted, written, begun_by, ended_at)
         values ($1, $2, $4, $4, ($3::uuid[])[1], now()) returning id
       )
       insert into letter (call_id, application_id, number, template, cause, language, batch_id, print_id, written_by)
       select $1, l.application, l.number, $2, 'outcome/' || l.act, 'it', batch.id, l.print, ($3::uuid[])[1]
         from batch, unnest($5::uuid[], $6::int[], $7::int[], $8::uuid[]) l (application, number, act, print)`,
      [
        callId,
        outcome,
        officers,
        rows.length,
        rows.map((row) => row.application),
        rows.map((row) => row.number),
        rows.map((row) => row.act),
        rows.map((row) => row.id),
      ],
    );
  }
  await client.query(
    `insert into letter_notice (call_id, number) select call_id, number from letter where call_id = $1`,
    [callId],
  );
}

/** Some secret of the shape that sessions and feeds have. */
export function secretOf(name) {
  return createHash('sha256').update(name).digest('base64url');
}
