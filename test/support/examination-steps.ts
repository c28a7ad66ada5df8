import { takeIn } from '../../src/examination/index.ts';
import type { Database } from '../../src/platform/database.ts';
import type { ApiAnswer } from './api-client.ts';
import { completeDraft } from './application-world.ts';
import { lineFourDraft, lineFourFindings } from './line-four.ts';
import { addRole } from './people.ts';

export interface ExaminationCast {
  /** Asks as somebody, and insists on the status. */
  readonly ask: (
    name: string | null,
    request: string,
    options?: {
      readonly status?: number;
      readonly body?: unknown;
      readonly headers?: Record<string, string>;
    },
  ) => Promise<ApiAnswer>;
  readonly database: Database;
  /** A call that asks for two persons, and one in which one is enough. */
  readonly calls: { readonly two: string; readonly one: string };
  readonly lead: string;
  readonly partner: string;
  readonly officer: string;
  /** Who will be the second officer. */
  readonly second: string;
}

type Cast = ExaminationCast;

const etagOf = ({ headers }: ApiAnswer) => ({ 'if-match': headers.get('etag') ?? '' });

async function organisationOf({ ask }: Cast, name: string): Promise<string> {
  const { body } = await ask(name, 'GET /api/v1/organisations');
  return (body['items'] as readonly { readonly id: string }[])[0]?.id ?? '';
}

async function submitted(
  cast: Cast,
  call: string,
  { draft, partnerId }: { readonly draft: object; readonly partnerId?: string },
): Promise<string> {
  const { ask, lead, partner, database } = cast;
  const started = await ask(lead, `POST ${call}/applications`, { status: 201, body: draft });
  const own = started.headers.get('location') ?? '';
  const frozen = await ask(lead, `POST ${own}/freeze`, { headers: etagOf(started) });
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  if (partnerId !== undefined)
    await ask(partner, `POST ${own}/consents`, {
      status: 201,
      body: { organisation: partnerId, hash },
    });
  await ask(lead, `POST ${own}/submission`, { status: 201, body: { snapshotHash: hash } });
  await takeIn({ database });
  return own;
}

/** Every operation on an examination, as it is described; gives the outcomes that its people were told. */
export async function useExamination(cast: Cast): Promise<readonly unknown[]> {
  await addSecondOfficer(cast);
  await confirmByTwo(cast);
  const { ask, calls, lead, officer } = cast;
  const leadId = await organisationOf(cast, lead);
  const draft = { lead: leadId, ...lineFourDraft(leadId, { title: 'Barriere per il contratto' }) };
  const own = await submitted(cast, calls.one, { draft });
  const told: unknown[] = [];
  const tell = async () => told.push((await ask(lead, `GET ${own}/outcome`)).body['outcome']);
  await tell();
  const act = async (path: string, body: object, status = 200) => {
    const read = await ask(officer, `GET ${own}/examination`);
    return ask(officer, `POST ${own}/examination/${path}`, { status, body, headers: etagOf(read) });
  };
  await act('outcome', { outcome: 'admitted' }, 409);
  for (const [phase, findings] of Object.entries(lineFourFindings)) {
    const all = findings.map(([subject, value]) => ({
      kind: 'fact',
      subject,
      says: 'value',
      value,
    }));
    await act('findings', { findings: all }, 201);
    await act(`phases/${phase}/conclusion`, {});
  }
  await act('outcome', { outcome: 'with-reserve', reasons: [{ text: 'Manca il CUP.' }] });
  await tell();
  await act('reserve-lifting', { ground: 'CUP arrivato' });
  await tell();
  await act('reopening', { ground: 'Autotutela', phase: 'formal' });
  await tell();
  await ask(officer, `POST ${own}/examination/outcome`, {
    status: 428,
    body: { outcome: 'admitted' },
  });
  return told;
}

async function addSecondOfficer({ database, second }: Cast): Promise<void> {
  const { db } = database;
  const { id: personId } = await db
    .selectFrom('person')
    .select('id')
    .where('family_name', '=', second)
    .executeTakeFirstOrThrow();
  const { id: bodyId } = await db
    .selectFrom('body')
    .select('id')
    .where('code', '=', 'regione-orvenna')
    .executeTakeFirstOrThrow();
  await addRole(db, { personId, bodyId, role: 'officer' });
}

async function confirmByTwo(cast: Cast): Promise<void> {
  const { ask, calls, lead, partner, officer, second } = cast;
  const leadId = await organisationOf(cast, lead);
  const partnerId = await organisationOf(cast, partner);
  const draft = { lead: leadId, ...completeDraft(leadId, [partnerId], 'Lampioni in due') };
  const own = await submitted(cast, calls.two, { draft, partnerId });
  const read = await ask(officer, `GET ${own}/examination`);
  const findings = [
    { kind: 'requirement', subject: 'lamp-plan', says: 'value', value: 'not-met', note: 'Scaduto' },
  ];
  const path = `POST ${own}/examination/findings`;
  const found = await ask(officer, path, {
    status: 201,
    body: { findings },
    headers: etagOf(read),
  });
  const confirmation = `${path}/1/confirmation`;
  const agreed = { body: { agrees: true }, headers: etagOf(found) };
  await ask(officer, confirmation, { ...agreed, status: 409 });
  await ask(second, confirmation, { ...agreed, status: 201 });
  await ask(second, path, { status: 412, body: { findings }, headers: etagOf(read) });
}
