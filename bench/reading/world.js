// One database with a call of many submitted applications and a few smaller calls, filled in bulk and then checked.
import { createHash, hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { checkRegister, checkTexts } from '../../src/applications/index.ts';
import { commitText, entryHash, genesisHash } from '../../src/applications/register/entry.ts';
import { makeTree } from '../../src/applications/register/merkle.ts';
import { hashOfBytes, snapshotBytes } from '../../src/applications/snapshot.ts';
import { loadDefinitions, publishCall } from '../../src/calls/index.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { readSigningKeys, recordSigningKey } from '../../src/platform/signing-key.ts';
import { makeContent, makeDice, makeOrganisation, makeTitle } from './content.js';

const definition = 'definitions/fictional-village-lamps/call.yaml';
const dayMs = 86_400_000;

/** Fills a migrated database; gives its calls and people. Calls come with a file of decisions where one is named. */
export async function fillWorld(
  { url, adminUrl },
  { applications, organisations, listed, signer, decisions },
) {
  const database = openDatabase(url);
  const client = new Client(adminUrl);
  await client.connect();
  try {
    await recordSigningKey(database.db, signer);
    const people = await addPeople(client, organisations);
    const calls = [];
    const sizes = [applications, Math.ceil(applications / 50), Math.ceil(applications / 50), 20];
    for (const [index, size] of sizes.entries())
      calls.push(await addCall({ database, client, people, signer }, { index, size, decisions }));
    await addListedCalls({ database, client }, listed - calls.length);
    await client.query('vacuum analyze');
    await checkCalls(client, calls);
    return { calls, people };
  } finally {
    await client.end();
    await database.close();
  }
}

async function addPeople(client, count) {
  const dice = makeDice(1);
  await client.query(
    `insert into body (id, code, name, kind, fictional) values ($1, 'reading-body', 'Ente inventato', 'authority', true)`,
    [bodyId],
  );
  const organisations = Array.from({ length: count }, (_, index) => ({
    id: idOf('organisation', index),
    personId: idOf('person', index),
    fiscalCode: String(10_000_000_000 + index * 7),
    ...makeOrganisation(dice, index + 1),
  }));
  await copy(client, 'person (id, given_name, family_name, fictional)', [
    ...organisations.map(({ personId }, index) => [personId, 'Alba', `Inventata ${index}`, 't']),
    [officerId, 'Olga', 'Inventata', 't'],
  ]);
  await copy(
    client,
    'organisation (id, kind, name, fiscal_code, fictional)',
    organisations.map(({ id, kind, name, fiscalCode }) => [id, kind, name, fiscalCode, 't']),
  );
  const since = new Date(Date.now() - 400 * dayMs).toISOString();
  const all = '{read,edit,consent,submit}';
  await copy(client, 'power (organisation_id, person_id, kind, scopes, evidence, valid_from)', [
    ...organisations.map(({ id, personId }) => [
      id,
      personId,
      'legal-representative',
      all,
      'visura',
      since,
    ]),
    // Somebody who writes for many.
    ...organisations
      .slice(1, 41)
      .map(({ id }) => [id, organisations[0].personId, 'mandate', all, 'delega', since]),
  ]);
  await client.query(
    `insert into role_grant (person_id, role, body_id, ground) values ($1, 'officer', $2, 'ordine di servizio')`,
    [officerId, bodyId],
  );
  return organisations;
}

async function addCall({ database, client, people, signer }, { index, size, decisions }) {
  const now = Date.now();
  const id = `reading-${index + 1}`;
  const text = readFileSync(definition, 'utf8').replace(/^id: .*$/m, `id: ${id}`);
  const published = await publishCall(
    { database },
    {
      definition: { file: definition, text },
      ...(decisions && {
        decisions: [
          {
            file: decisions,
            text: readFileSync(decisions, 'utf8').replace(/^call: .*$/m, `call: ${id}`),
          },
        ],
      }),
      bodyId,
      mode: 'rehearsal',
      resubmission: false,
      ground: 'a benchmark',
      personId: null,
      term: { opensAt: new Date(now - 31 * dayMs), closesAt: new Date(now + 30 * dayMs) },
    },
  );
  if (published.type !== 'published') throw new Error(JSON.stringify(published));
  const { callId, slug } = published;
  const { rows } = await client.query(
    `select encode(hash, 'hex') as hash from call_version where call_id = $1`,
    [callId],
  );
  const call = { callId, slug, mode: 'rehearsal', version: 1, definitionHash: rows[0].hash };
  const dice = makeDice(100 + index);
  const made = Array.from({ length: size }, (_, number) =>
    makeApplication(dice, { call, index, number, size, people }),
  );
  await storeApplications(client, call, made);
  const register = makeEntries(dice, { call: slug, applications: made, signer, now });
  await storeRegister(client, call, register, signer);
  return { ...call, index, size, entries: register.entries.length };
}

/** Calls that only the list shows: those of the program, and copies of them with terms of their own. */
async function addListedCalls({ database, client }, count) {
  const loaded = await loadDefinitions(
    { database },
    { folder: 'definitions', bodyOf: () => bodyId, ground: 'a benchmark', resubmission: false },
  );
  const originals = loaded.map(({ slug }) => slug);
  for (let copy = originals.length; copy < count; copy++) {
    const original = originals[copy % originals.length];
    const { rows } = await client.query(
      `insert into call (slug, definition_id, mode, body_id, fictional, resubmission)
       select 'listed-' || $1, 'listed-' || $1, 'live', body_id, fictional, resubmission from call where slug = $2
       returning id`,
      [copy, original],
    );
    const [{ id }] = rows;
    await client.query(
      `insert into call_version (call_id, version, label, definition, decisions, documents, fictional, title, summary, gives, hash, ground)
       select $1, version, label, definition, decisions, documents, v.fictional, title, summary, gives, hash, ground
         from call_version v join call on call.id = call_id where slug = $2`,
      [id, original],
    );
    await client.query(
      `insert into call_listing (call_id, version, form, figures, audiences, topics, words, search)
       select $1, version, form, figures, audiences, topics, words, search
         from call_listing join call on call.id = call_id where slug = $2`,
      [id, original],
    );
    await client.query(
      `insert into call_term (call_id, revision, opens_at, closes_at, kind, ground)
       values ($1, 1, date_trunc('milliseconds', now()) + $2 * interval '1 day',
               date_trunc('milliseconds', now()) + $3 * interval '1 day', 'publication', 'x')`,
      [id, (copy % 90) - 60, (copy % 90) - 30],
    );
  }
}

function makeApplication(dice, { call, index, number, size, people }) {
  const lead = dice.pick(people);
  const others = [dice.pick(people), dice.pick(people)].slice(0, 1 + dice.upTo(2));
  const partners = [...new Set([lead, ...others])];
  const id = idOf(`application ${index}`, number);
  const title = makeTitle(dice, number, number / size);
  const content = makeContent(
    dice,
    partners.map((each) => each.id),
  );
  const named = ({ id: organisationId, name, fiscalCode }) => ({
    id: organisationId,
    name,
    fiscalCode,
  });
  const bytes = snapshotBytes({
    bandolo: 'application/1',
    call: { slug: call.slug, mode: call.mode, version: 1, definitionHash: call.definitionHash },
    application: id,
    revision: 1,
    title,
    lead: named(lead),
    partners: partners.map((each, place) => ({
      ...named(each),
      role: place === 0 ? 'lead' : 'workshop',
    })),
    content,
  });
  return {
    id,
    title,
    lead,
    partners,
    content: JSON.stringify(content),
    bytes,
    hash: hashOfBytes(bytes),
  };
}

async function storeApplications(client, { callId }, made) {
  const byLead = ({ lead }) => lead.personId;
  await copy(
    client,
    `application (call_id, id, call_version, lead_id, title, content, frozen_hash, ready_hash, created_by, updated_by)`,
    made.map((each) => [
      callId,
      each.id,
      1,
      each.lead.id,
      each.title,
      each.content,
      bytea(each.hash),
      bytea(each.hash),
      byLead(each),
      byLead(each),
    ]),
  );
  await copy(
    client,
    'application_partner (call_id, application_id, organisation_id, role, ordinal)',
    made.flatMap(({ id, partners }) =>
      partners.map((each, place) => [
        callId,
        id,
        each.id,
        place === 0 ? 'lead' : 'workshop',
        place,
      ]),
    ),
  );
  await copy(
    client,
    'snapshot (call_id, application_id, hash, content, call_version, frozen_by)',
    made.map((each) => [callId, each.id, bytea(each.hash), bytea(each.bytes), 1, byLead(each)]),
  );
  await copy(
    client,
    'consent (call_id, application_id, snapshot_hash, organisation_id, person_id)',
    made.flatMap(({ id, hash: text, partners }) =>
      partners.map((each) => [callId, id, bytea(text), each.id, each.personId]),
    ),
  );
}

/** Spread over thirty days, most of it in the first hour and towards the end; one in forty is withdrawn some time after. */
function makeEntries(dice, { call, applications, signer, now }) {
  const acts = applications.map((application) => ({ application, turn: 1 }));
  for (const [place, application] of applications.entries())
    if (dice.roll() < 1 / 40)
      acts.splice(Math.min(acts.length, place + 100 + dice.upTo(400)), 0, { application, turn: 2 });
  const [entries, commits] = [[], []];
  let previousHash = genesisHash(call).toString('hex');
  for (let start = 0; start < acts.length;) {
    const size = Math.min(acts.length - start, 1 + dice.upTo(40));
    const atMs = instantOf(start / acts.length, now);
    const at = `${new Date(atMs).toISOString().slice(0, -1)}${String(start % 1000).padStart(3, '0')}Z`;
    const number = commits.length + 1;
    const batch = acts.slice(start, start + size).map(({ application, turn }, place) => {
      const entry = {
        call,
        number: start + place + 1,
        kind: turn === 1 ? 'submission' : 'withdrawal',
        commitNumber: number,
        at,
        applicationId: application.id,
        turn,
        personId: application.lead.personId,
        organisationId: application.lead.id,
        snapshotHash: application.hash.toString('hex'),
        ground: turn === 1 ? null : 'Uno dei partner ha rinunciato.',
        previousHash,
      };
      const own = entryHash(entry);
      previousHash = own.toString('hex');
      return { ...entry, hash: own };
    });
    const root = makeTree(batch.map((each) => each.hash)).root.toString('hex');
    const commit = { call, number, firstNumber: start + 1, size, at, root };
    commits.push({ ...commit, signature: signer.sign(Buffer.from(commitText(commit))) });
    entries.push(...batch);
    start += size;
  }
  return { entries, commits };
}

/** When the entry was made that stands at this share of the register. */
function instantOf(share, now) {
  const opening = now - 30 * dayMs;
  const hourMs = dayMs / 24;
  if (share < 0.3) return Math.floor(opening + (share / 0.3) * hourMs);
  const rest = (share - 0.3) / 0.7;
  return Math.floor(opening + hourMs + Math.sqrt(rest) * (29 * dayMs));
}

async function storeRegister(client, { callId }, { entries, commits }, { keyId }) {
  const last = entries.at(-1);
  await client.query(
    `insert into register_head (call_id, number, commit_number, hash, at) values ($1, $2, $3, $4, $5)
     on conflict (call_id) do update set number = $2, commit_number = $3, hash = $4, at = $5`,
    [callId, last.number, last.commitNumber, last.hash, last.at],
  );
  await copy(
    client,
    'register_commit (call_id, commit_number, first_number, size, at, root, key_id, signature)',
    commits.map((each) => [
      callId,
      each.number,
      each.firstNumber,
      each.size,
      each.at,
      `\\x${each.root}`,
      keyId,
      bytea(each.signature),
    ]),
  );
  await copy(
    client,
    `register_entry (call_id, number, kind, commit_number, at, application_id, turn, person_id, organisation_id, snapshot_hash, ground, hash)`,
    entries.map((each) => [
      callId,
      each.number,
      each.kind,
      each.commitNumber,
      each.at,
      each.applicationId,
      each.turn,
      each.personId,
      each.organisationId,
      `\\x${each.snapshotHash}`,
      each.ground,
      bytea(each.hash),
    ]),
  );
}

/** What was filled in bulk must be what the program would have written: its own check says so. */
async function checkCalls(client, calls) {
  await client.query('begin transaction isolation level repeatable read');
  const keys = await readSigningKeys(client);
  for (const call of calls) {
    const of = { callId: call.callId, call: call.slug };
    for (const report of [await checkRegister(client, of, keys), await checkTexts(client, of)])
      if (report.findings.length > 0) throw new Error(JSON.stringify(report.findings));
  }
  await client.query('commit');
}

/** Sessions of one run, which are too young to get another token meanwhile. */
export async function openSessions(client, people, { run, call }) {
  const readers = people
    .slice(0, 20)
    .map(({ personId }, index) => ({ personId, token: tokenOf(`reader ${run} ${index}`) }));
  const officer = { personId: officerId, token: tokenOf(`officer ${run}`) };
  const browser = { personId: officerId, token: tokenOf(`browser ${run}`) };
  for (const { personId, token } of [...readers, officer, browser])
    await client.query(
      `insert into session (token_hash, family, person_id, kind, how, level, csrf_secret, idle_expires_at, absolute_expires_at)
       values (sha256($1::text::bytea), gen_random_uuid(), $2, $3, 'trial', 2, 'x', now() + interval '1 day', now() + interval '1 day')`,
      [token, personId, token === browser.token ? 'browser' : 'api'],
    );
  const { rows } = await client.query(
    `select person_id as "personId", array_agg(distinct application_id::text) as ids
       from power w join application_partner p on p.organisation_id = w.organisation_id
      where p.call_id = $1 and w.person_id = any($2) group by person_id`,
    [call.callId, readers.map(({ personId }) => personId)],
  );
  const own = new Map(rows.map(({ personId, ids }) => [personId, ids]));
  return {
    readers: readers.map((each) => ({ ...each, applications: own.get(each.personId) ?? [] })),
    officer,
    browser,
  };
}

export const bodyId = idOf('body', 0);
const officerId = idOf('officer', 0);

export function applicationId(callIndex, number) {
  return idOf(`application ${callIndex}`, number);
}

function idOf(kind, number) {
  const hex = createHash('sha256').update(`${kind} ${number}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Of the shape that sessions have. */
function tokenOf(name) {
  return `bandolo_${hash('sha256', name, 'base64url')}`;
}

function bytea(bytes) {
  return `\\x${bytes.toString('hex')}`;
}

async function copy(client, target, rows) {
  function* lines() {
    for (let start = 0; start < rows.length; start += 500)
      yield rows
        .slice(start, start + 500)
        .map((row) => `${row.map(cell).join('\t')}\n`)
        .join('');
  }
  await pipeline(Readable.from(lines()), client.query(copyFrom(`copy ${target} from stdin`)));
}

function cell(value) {
  if (value === null) return '\\N';
  return String(value).replaceAll('\\', '\\\\').replaceAll('\t', '\\t').replaceAll('\n', '\\n');
}
