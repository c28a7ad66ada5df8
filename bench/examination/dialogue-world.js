// What was found, asked, answered, announced, written and posted about the applications of one call.
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hashOfBytes, readSnapshot, snapshotBytes } from '../../src/applications/snapshot.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { recordAct } from '../../src/platform/journal.ts';
import { compilePdf } from '../../src/platform/pdf/compile-pdf.ts';
import { classes } from './world.js';

/** Fills in the dialogue; gives the file of which all that was handed in and laid out consists. */
export async function fillDialogue(client, { url, callId, officers, files }) {
  const file = keepFile(files);
  await addFindings(client, { callId, officers });
  await addRequests(client, { callId, officers, file });
  await addAnswers(client, { callId, file });
  await noteAnswers(client, { url, callId });
  await addRefusals(client, { callId, officers });
  await addMail(client, { callId });
  await addMessages(client, { callId, officers, file });
  return file;
}

/** A letter as the program lays it out, where the store keeps its contents. */
function keepFile(folder) {
  const bytes = compilePdf({
    language: 'it',
    title: 'Ammissione della domanda',
    subtitle: 'Nuova illuminazione',
    author: 'Ente inventato',
    at: new Date('2027-01-01T00:00:00Z'),
    notices: ['Questa è una prova: la lettera non ha alcun effetto.'],
    footer: 'Lettera n. 1',
    blocks: [{ kind: 'paragraph', text: 'Spettabile Comune, la domanda è stata ammessa.' }],
    attachments: [],
  });
  const hash = createHash('sha256').update(bytes).digest();
  const name = hash.toString('hex');
  mkdirSync(join(folder, name.slice(0, 2)), { recursive: true });
  writeFileSync(join(folder, name.slice(0, 2), name), bytes);
  return { hash, bytes: bytes.length };
}

/** What registers say of each application and of each of its partners, confirmed by a second officer. */
async function addFindings(client, { callId, officers }) {
  await client.query(
    `with found as (
       select x.call_id, x.application_id, x.entry_number, x.snapshot_hash, f.subject, f.value::jsonb as value, null::uuid as partner
         from examination x,
              (values ('inhabitants', '400'), ('savedPerYear', '"6000.00"'), ('darkSky', 'true')) f (subject, value)
        where x.call_id = $1 and not ${classes.toBegin} and x.state <> 'withdrawn'
       union all
       select x.call_id, x.application_id, x.entry_number, x.snapshot_hash, f.subject, f.value::jsonb, p.organisation_id
         from examination x
         join application_partner p on p.call_id = x.call_id and p.application_id = x.application_id,
              (values ('active', 'true'), ('size', '"micro"')) f (subject, value)
        where x.call_id = $1 and not ${classes.toBegin} and x.state <> 'withdrawn'
     ), numbered as (
       select *, row_number() over (partition by application_id order by subject, partner) as number from found
     )
     insert into finding (call_id, application_id, number, entry_number, subject_kind, subject, partner, says, value, overrules,
                          phase, snapshot_hash, revision, person_id)
     select call_id, application_id, number, entry_number, 'fact', subject, partner, 'value', value, false, 'formal',
            snapshot_hash, number, ($2::uuid[])[1 + (entry_number / 20) % cardinality($2::uuid[])]
       from numbered`,
    [callId, officers],
  );
  await client.query(
    `insert into finding_confirmation (call_id, application_id, number, found_by, person_id, agrees)
     select f.call_id, f.application_id, f.number, f.person_id,
            ($2::uuid[])[1 + (f.entry_number / 20 + 1) % cardinality($2::uuid[])], true
       from finding f where f.call_id = $1 and f.number % 8 > 0`,
    [callId, officers],
  );
}

const point = (id, text) => ({ id, text, article: 'art. 4', fields: [], slot: null });
const points = JSON.stringify([
  point('own-1', 'Manca la delibera di approvazione del piano dei lampioni.'),
  point('own-2', 'Il cronoprogramma non indica la prima accensione di tutte le vie.'),
  point('own-3', 'La quota propria non è coperta da alcun documento.'),
]);
const replies = JSON.stringify({
  'own-1': 'Si allega la delibera.',
  'own-2': 'Si allega il cronoprogramma corretto.',
  'own-3': 'La quota è coperta dal bilancio di previsione.',
});

async function addRequests(client, { callId, officers, file }) {
  await client.query(
    `insert into examination_request (call_id, application_id, number, kind, state, revision, introduction, items, created_by,
                                      text_hash, sent_by, sent_at, sent_on, due_on, suspension, ended_at, ended_on)
     select x.call_id, x.application_id, 1, case when ${classes.refused} then 'notice-against' else 'clarification' end,
            case when ${classes.asked} then 'open' else 'replied' end, 2, 'Si chiede quanto segue.', $3::jsonb, o.id,
            x.snapshot_hash, o.id, now() - interval '5 days', current_date - 5, current_date + 5, 1,
            case when ${classes.asked} then null else now() - interval '1 day' end,
            case when ${classes.asked} then null else current_date - 1 end
       from examination x,
            lateral (select ($2::uuid[])[1 + (x.entry_number / 20) % cardinality($2::uuid[])] as id) o
      where x.call_id = $1 and x.state <> 'withdrawn' and (${classes.asked} or ${classes.answered} or ${classes.refused})`,
    [callId, officers, points],
  );
  await client.query(
    `insert into request_reply (call_id, application_id, request_number, texts, updated_by)
     select q.call_id, q.application_id, 1, $2::jsonb, a.created_by
       from examination_request q join application a on a.call_id = q.call_id and a.id = q.application_id
      where q.call_id = $1 and q.state = 'replied'`,
    [callId, replies],
  );
  await client.query(
    `insert into reply_document (call_id, application_id, request_number, number, item, name, kind, bytes, hash, uploaded_by, is_sent)
     select r.call_id, r.application_id, 1, 1, 'own-1', 'delibera.pdf', 'pdf', $3, $2, r.updated_by, true
       from request_reply r where r.call_id = $1`,
    [callId, file.hash, file.bytes],
  );
  await client.query(
    `insert into delivery_proof (call_id, application_id, request_number, number, kind, person_id, day, note, file_name, file_kind,
                                 file_bytes, file_hash)
     select q.call_id, q.application_id, 1, 1, 'evidence', q.sent_by, current_date - 4, 'Ricevuta di consegna', 'ricevuta.pdf',
            'pdf', $3, $2
       from examination_request q where q.call_id = $1`,
    [callId, file.hash, file.bytes],
  );
}

/** Replies whose corrections make a new text, which is then the one under examination; and observations, which make none. */
async function addAnswers(client, { callId }) {
  const { rows } = await client.query(
    `select x.application_id as id, s.content, encode(s.hash, 'hex') as hash, a.created_by as person
       from examination x
       join snapshot s on s.call_id = x.call_id and s.application_id = x.application_id and s.hash = x.submitted_hash
       join application a on a.call_id = x.call_id and a.id = x.application_id
      where x.call_id = $1 and x.state <> 'withdrawn' and ${classes.answered}`,
    [callId],
  );
  const texts = rows.map(({ id, content, hash, person }) => {
    const read = readSnapshot(content);
    const facts = { ...read.content.facts, upkeepYears: 20 };
    const bytes = snapshotBytes({
      ...read,
      content: { ...read.content, facts },
      follows: { text: hash, request: 1 },
    });
    return { id, bytes, hash: hashOfBytes(bytes), follows: Buffer.from(hash, 'hex'), person };
  });
  await client.query(
    `insert into examined_text (call_id, application_id, hash, content, follows_hash, request_number, made_by)
     select $1, t.id, t.hash, t.content, t.follows, 1, t.person
       from unnest($2::uuid[], $3::bytea[], $4::bytea[], $5::bytea[], $6::uuid[]) t (id, hash, content, follows, person)`,
    [
      callId,
      texts.map(({ id }) => id),
      texts.map(({ hash }) => hash),
      texts.map(({ bytes }) => bytes),
      texts.map(({ follows }) => follows),
      texts.map(({ person }) => person),
    ],
  );
  await client.query(
    `update request_reply r
        set state = 'sent', sent_by = r.updated_by, sent_at = now() - interval '1 day', sent_on = current_date - 1, is_late = false,
            text_hash = (select t.hash from examined_text t where t.call_id = r.call_id and t.application_id = r.application_id)
      where r.call_id = $1`,
    [callId],
  );
  await client.query(
    `update examination x set snapshot_hash = t.hash
       from examined_text t where x.call_id = $1 and t.call_id = x.call_id and t.application_id = x.application_id`,
    [callId],
  );
}

/** As sending a reply does: by these rows of the journal queues know what has been answered. */
async function noteAnswers(client, { url, callId }) {
  const { rows } = await client.query(
    'select application_id as id, sent_by as "personId" from request_reply where call_id = $1 order by application_id',
    [callId],
  );
  const database = openDatabase(url, {});
  try {
    await database.db.transaction().execute(async (tx) => {
      for (const { id, personId } of rows)
        await recordAct(tx, {
          chain: `call/${callId}`,
          act: 'clarification-answered',
          subject: `examination/${id}`,
          personId,
          content: id,
        });
    });
  } finally {
    await database.close();
  }
}

async function addRefusals(client, { callId, officers }) {
  await client.query(
    `insert into observation_answer (call_id, application_id, request_number, item, number, text, is_upheld, person_id)
     select q.call_id, q.application_id, 1, 'own-' || n, n, 'Il documento non è pertinente.', true, q.sent_by
       from examination_request q, generate_series(1, 3) n where q.call_id = $1 and q.kind = 'notice-against'`,
    [callId],
  );
  const reasons = [
    {
      check: null,
      title: { it: 'Piano', en: 'Plan' },
      article: 'art. 4',
      text: 'Il piano non è approvato.',
    },
  ];
  await client.query(
    `insert into outcome_act (call_id, application_id, number, entry_number, kind, phase, reasons, observations, snapshot_hash, person_id)
     select x.call_id, x.application_id, 1, x.entry_number, 'not-admitted', 'formal', $3::jsonb,
            'Le osservazioni non superano i motivi.', x.snapshot_hash, ($2::uuid[])[1]
       from examination x where x.call_id = $1 and x.outcome = 'not-admitted'`,
    [callId, officers, JSON.stringify(reasons)],
  );
}

/** Everybody was told of everything by mail, and one message of forty did not arrive. */
async function addMail(client, { callId }) {
  await client.query(
    `with sent as (
       insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
       select 'request', 'application/' || q.application_id, 'ada@example.org', 'it', 'Richiesta', 'Una richiesta.',
              case when x.entry_number % 400 in (2, 3) then 'failed' else 'sent' end, now(), '250 ok'
         from examination_request q join examination x using (call_id, application_id) where q.call_id = $1
       returning id, about
     )
     insert into request_message (call_id, application_id, request_number, message_id)
     select $1, substr(about, 13)::uuid, 1, id from sent`,
    [callId],
  );
  await client.query(
    `insert into mail_message (kind, about, recipient, language, subject, text, state, ended_at, reply)
     select 'message', 'application/' || x.application_id, 'ada@example.org', 'it', 'Messaggio', 'Un messaggio.',
            case when x.entry_number % 40 = 5 then 'failed' else 'sent' end, now(), '550 no such user'
       from examination x where x.call_id = $1 and x.state <> 'withdrawn'`,
    [callId],
  );
}

/** About every second application there are four messages, about one of fifty sixty of them; the first one has a file. */
async function addMessages(client, { callId, officers, file }) {
  await client.query(
    `insert into message_thread (call_id, application_id, messages, unread_office, last_at)
     select x.call_id, x.application_id, case when x.entry_number % 50 = 0 then 60 else 4 end,
            (x.entry_number % 6 = 0)::int, now() - x.entry_number * interval '1 minute'
       from examination x where x.call_id = $1 and x.entry_number % 2 = 0`,
    [callId],
  );
  await client.query(
    `insert into application_message (call_id, application_id, number, side, person_id, text, sent_at)
     select t.call_id, t.application_id, n, case when n % 2 = 1 then 'applicant' else 'office' end,
            case when n % 2 = 1 then a.created_by else ($2::uuid[])[1 + n % cardinality($2::uuid[])] end,
            'Buongiorno, in merito al punto ' || n || ' della domanda si chiede un chiarimento sul cronoprogramma.',
            t.last_at - (t.messages - n) * interval '1 minute'
       from message_thread t
       join application a on a.call_id = t.call_id and a.id = t.application_id, generate_series(1, t.messages) n
      where t.call_id = $1`,
    [callId, officers],
  );
  await client.query(
    `insert into message_file (call_id, application_id, number, ordinal, name, kind, bytes, hash)
     select call_id, application_id, 1, 1, 'nota.pdf', 'pdf', $3, $2 from message_thread where call_id = $1`,
    [callId, file.hash, file.bytes],
  );
  await client.query(
    `insert into message_reading (call_id, application_id, number, person_id)
     select m.call_id, m.application_id, m.number, ($2::uuid[])[1]
       from application_message m join message_thread t using (call_id, application_id)
      where m.call_id = $1 and m.side = 'applicant' and m.number <= t.messages - 2 * t.unread_office`,
    [callId, officers],
  );
}
