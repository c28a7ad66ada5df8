import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { readApplications } from '../../src/applications/index.ts';
import { hashOfBytes, snapshotBytes, type Snapshot } from '../../src/applications/snapshot.ts';
import { findCall, type PublishedCall } from '../../src/calls/index.ts';
import type { ApplicationDocument } from '../../src/engine/index.ts';
import type { ExaminationOutcome } from '../../src/examination/index.ts';
import { makeWorld, type World } from './application-world.ts';
import { vatNumber } from './people.ts';
import { sample } from './sample-round.ts';

/** A call whose applications were received and examined: as much as a ranking is made of. */
export interface RankingScene {
  readonly world: World;
  readonly callId: number;
  readonly slug: string;
  readonly call: () => Promise<PublishedCall>;
  /** Who prepares rankings, and who signs them. */
  readonly officer: string;
  readonly signatory: string;
  /** Ids of the applications as stored, by their ids in the document. */
  readonly ids: ReadonlyMap<string, string>;
  /** Says what the office decided about one, as if it had just done so. */
  readonly decide: (id: string, outcome: ExaminationOutcome | null) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface RankingSceneOptions {
  readonly definition?: string;
  readonly decisions?: string;
  readonly id?: string;
  readonly applications?: readonly ApplicationDocument[];
  /** What the office decided; admitted unless it was withdrawn. */
  readonly outcomeOf?: (application: ApplicationDocument) => ExaminationOutcome | null;
}

/** Places of an invented region, one for each lead in turn. */
const provinces = ['BG', 'BS', 'CO', 'CR', 'LC', 'LO', 'MB', 'MI', 'MN', 'PV', 'SO', 'VA'];

/** The applications of an invented round in a file. */
export function readRound(file: string): readonly ApplicationDocument[] {
  return readApplications(readFileSync(file, 'utf8'), file).map((reading) => {
    if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
    return reading.application;
  });
}

/** The round is written in bulk, as the program would have after everything before the ranking was done. */
export async function makeRankingScene({
  definition = sample.call,
  decisions = sample.decisions,
  id,
  applications = readRound(sample.round),
  outcomeOf = ({ status }) => (status === 'withdrawn' ? 'withdrawn' : 'admitted'),
}: RankingSceneOptions = {}): Promise<RankingScene> {
  const world = await makeWorld();
  const { callId, slug } = await world.publish({
    definition,
    decisions,
    ...(id === undefined ? {} : { id }),
    opensIn: -120,
    closesIn: -60,
  });
  const [officer, signatory] = [await world.makePerson(), await world.makePerson()];
  await world.giveRole(officer, 'officer');
  await world.giveRole(signatory, 'signatory');
  const call = async (): Promise<PublishedCall> => {
    const found = await findCall(world, slug);
    if (!found) throw new Error(`there is no call ${slug}`);
    return found;
  };
  const client = new Client(world.adminUrl);
  await client.connect();
  const ids = await storeRound(client, { callId, slug, officer, applications, outcomeOf });
  return {
    world,
    callId,
    slug,
    call,
    officer,
    signatory,
    ids,
    decide: async (name, outcome) => {
      await client.query(
        `update examination set outcome = $3, state = case when $3::text is null then 'under-way' else 'decided' end,
                revision = revision + 1, updated_at = clock_timestamp()
          where call_id = $1 and application_id = $2`,
        [callId, ids.get(name), outcome],
      );
    },
    close: async () => {
      await client.end();
      await world.close();
    },
  };
}

interface Storing {
  readonly callId: number;
  readonly slug: string;
  readonly officer: string;
  readonly applications: readonly ApplicationDocument[];
  readonly outcomeOf: NonNullable<RankingSceneOptions['outcomeOf']>;
}

async function storeRound(
  client: Client,
  { callId, slug, officer, applications, outcomeOf }: Storing,
): Promise<ReadonlyMap<string, string>> {
  const organisations = new Organisations();
  const inOrder = applications.toSorted((a, b) => (a.protocol ?? 0) - (b.protocol ?? 0));
  const rows = inOrder.map((document, index) => {
    const partners = (document.partners ?? []).map((partner) => ({
      ...partner,
      id: organisations.idOf(partner.id),
    }));
    const lead = partners[0]?.id ?? organisations.idOf(document.applicant ?? document.id);
    const text = textOf(document, { slug, lead, partners, nameOf: organisations.nameOf });
    const bytes = snapshotBytes(text);
    return {
      id: text.application,
      lead,
      title: text.title,
      bytes: bytes.toString('base64'),
      hash: hashOfBytes(bytes).toString('hex'),
      number: index + 1,
      at: document.received ?? new Date().toISOString(),
      line: document.line ?? null,
      outcome: outcomeOf(document),
      content: text.content,
    };
  });
  await organisations.store(client);
  await storeRows(client, { callId, officer, rows: JSON.stringify(rows) });
  return new Map(inOrder.map((document, index) => [document.id, rows[index]?.id ?? '']));
}

function textOf(
  { id, line, facts, costs, requestedRate }: ApplicationDocument,
  {
    slug,
    lead,
    partners,
    nameOf,
  }: {
    readonly slug: string;
    readonly lead: string;
    readonly partners: NonNullable<ApplicationDocument['partners']>;
    readonly nameOf: (id: string) => { readonly name: string; readonly fiscalCode: string };
  },
): Snapshot {
  const named = (organisation: string) => ({ id: organisation, ...nameOf(organisation) });
  return {
    bandolo: 'application/1',
    call: { slug, mode: 'rehearsal', version: 1, definitionHash: '0'.repeat(64) },
    application: randomUUID(),
    revision: 1,
    title: `Progetto ${id}`,
    lead: named(lead),
    partners: partners.map((partner) => ({ ...named(partner.id), role: partner.role })),
    content: {
      facts,
      ...(line === undefined ? {} : { line }),
      ...(partners.length > 0 ? { partners } : {}),
      ...(costs ? { costs } : {}),
      ...(requestedRate === undefined ? {} : { requestedRate }),
    },
  };
}

/** Each name of the document is one organisation, wherever it appears. */
class Organisations {
  readonly #ids = new Map<string, { id: string; name: string; fiscalCode: string }>();
  readonly #named = new Map<string, { name: string; fiscalCode: string }>();

  idOf(key: string): string {
    const known = this.#ids.get(key);
    if (known) return known.id;
    const made = {
      id: randomUUID(),
      name: `Comune di ${key.charAt(0).toUpperCase()}${key.slice(1)}`,
      fiscalCode: vatNumber(900_000 + this.#ids.size),
    };
    this.#ids.set(key, made);
    this.#named.set(made.id, made);
    return made.id;
  }

  nameOf = (id: string): { readonly name: string; readonly fiscalCode: string } => {
    const { name, fiscalCode } = this.#named.get(id) ?? { name: '', fiscalCode: '' };
    return { name, fiscalCode };
  };

  async store(client: Client): Promise<void> {
    const rows = [...this.#ids.values()].map((one, index) => ({
      ...one,
      province: provinces[index % provinces.length],
      town: one.name.replace('Comune di ', ''),
      code: String(100_000 + index),
    }));
    await client.query(
      `with given as (select * from jsonb_to_recordset($1::jsonb)
              as g(id uuid, name text, "fiscalCode" text, province text, town text, code text)),
            made as (insert into organisation (id, kind, name, fiscal_code, fictional)
                     select id, 'public-body', name, "fiscalCode", true from given)
       insert into site (organisation_id, municipality_code, municipality, province, address, is_registered)
       select id, code, town, province, 'Piazza del Municipio 1', true from given`,
      [JSON.stringify(rows)],
    );
  }
}

async function storeRows(
  client: Client,
  { callId, officer, rows }: { callId: number; officer: string; rows: string },
): Promise<void> {
  const given = `select * from jsonb_to_recordset($2::jsonb) as g(id uuid, lead uuid, title text, bytes text,
    hash text, number integer, at timestamptz, line text, outcome text, content jsonb)`;
  const genesis = createHash('sha256').update('ranking scene').digest();
  for (const [statement, ...values] of [
    [
      `insert into application (call_id, id, call_version, lead_id, title, content, created_by, updated_by)
       select $1, id, 1, lead, title, content, $3::uuid, $3::uuid from (${given}) g`,
      officer,
    ],
    [
      `insert into snapshot (call_id, application_id, hash, content, call_version, frozen_by)
       select $1, id, decode(hash, 'hex'), decode(bytes, 'base64'), 1, $3::uuid from (${given}) g`,
      officer,
    ],
    [
      `insert into register_entry (call_id, number, kind, commit_number, at, application_id, turn, person_id,
                                   organisation_id, snapshot_hash, hash)
       select $1, number, 'submission', number, at, id, 1, $3::uuid, lead, decode(hash, 'hex'), sha256(decode(hash, 'hex'))
         from (${given}) g`,
      officer,
    ],
    [
      `insert into examination (call_id, application_id, entry_number, submitted_hash, snapshot_hash, line, state, outcome)
       select $1, id, number, decode(hash, 'hex'), decode(hash, 'hex'), line,
              case when outcome is null then 'under-way' when outcome = 'withdrawn' then 'withdrawn' else 'decided' end,
              outcome from (${given}) g`,
    ],
    [
      `insert into register_head (call_id, number, commit_number, hash, at)
       select $1, count(*), count(*), $3::bytea, now() from (${given}) g
       on conflict (call_id) do update set number = excluded.number, commit_number = excluded.commit_number`,
      genesis,
    ],
    [
      `insert into examination_taken (call_id, entry_number, call_version, term_revision)
       select $1, count(*), 1, (select max(revision) from call_term where call_id = $1) from (${given}) g
       on conflict (call_id) do update set entry_number = excluded.entry_number`,
    ],
  ] as const)
    await client.query(statement, [callId, rows, ...values]);
}
