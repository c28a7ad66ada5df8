import type { App } from '../../src/platform/http/app-type.ts';
import { readDatabaseClock } from '../../src/applications/incidents/evidence-store.ts';
import type { completeDraft, World } from '../support/application-world.ts';
import { insertUpload } from '../../src/applications/documents/uploads/store.ts';
import { insertSignedConsent } from '../../src/applications/signed-consents/store.ts';
import type { CheckedSigner } from '../../src/platform/signatures/index.ts';
import { pdf } from '../support/document-scene.ts';
import { openTestSession } from '../support/people.ts';

/** Sends a request of the API that must succeed. */
export type Ask = (
  request: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<{
  readonly body: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
}>;

/** As this person. */
export async function askAs(app: App, world: World, personId: string): Promise<Ask> {
  const { headers: own } = await openTestSession(world.database.db, personId);
  return async (request, body, headers = {}) => {
    const [method, url = ''] = request.split(' ');
    const reply = await app.inject({
      method: method as 'GET',
      url,
      headers: { ...own, ...headers },
      ...(body && { payload: body }),
    });
    if (reply.statusCode >= 300) throw new Error(`${request}: ${reply.body}`);
    return { body: reply.json<Readonly<Record<string, unknown>>>(), headers: reply.headers };
  };
}

/** An application that everybody has consented to, with the hash of its text. */
export async function makeReady(
  { lead, partner }: { readonly lead: Ask; readonly partner: Ask },
  applications: string,
  asked: ReturnType<typeof completeDraft> & { readonly lead: string; readonly partner: string },
  handIn: (application: string) => Promise<string> = (application) =>
    lead(`GET ${application}`).then(({ headers }) => String(headers['etag'])),
): Promise<{ readonly id: string; readonly hash: string }> {
  const { partner: organisation, ...draft } = asked;
  const begun = await lead(`POST ${applications}`, draft);
  const id = String(begun.body['id']);
  const frozen = await lead(`POST ${applications}/${id}/freeze`, undefined, {
    'if-match': await handIn(`${applications}/${id}`),
  });
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  await partner(`POST ${applications}/${id}/consents`, { organisation, hash });
  return { id, hash };
}

/** An outage of the minute before, recorded for the call. */
export async function recordOutage(officer: Ask, world: World, call: string): Promise<string> {
  const now = await readDatabaseClock(world.database.db);
  const recorded = await officer(`POST /api/v1/calls/${call}/incidents`, {
    beganAt: new Date(now - 90_000).toISOString(),
    endedAt: new Date(now - 30_000).toISOString(),
    title: 'Il server non risponde',
    description: 'Nessuno ha potuto presentare la domanda.',
    evidenceFromOutside: 'La centrale elettrica ha comunicato un guasto.',
  });
  return String(recorded.body['id']);
}

/** A further site, which may be removed. */
export async function addSite(world: World, organisationId: string): Promise<string> {
  const { id } = await world.database.db
    .insertInto('site')
    .values({
      organisation_id: organisationId,
      municipality_code: '015146',
      municipality: 'Milano',
      province: 'MI',
      address: 'Via dei Mulini 99',
      is_registered: false,
      active_since: '2020-01-01',
      active_until: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Hands in the resolution on the plan in two versions; how the application is read afterwards. */
export async function handInTwice(
  app: App,
  world: World,
  personId: string,
  application: string,
): Promise<string> {
  const { headers } = await openTestSession(world.database.db, personId);
  for (const words of ['first', 'second']) {
    const reply = await app.inject({
      method: 'PUT',
      url: `${application}/documents/plan-resolution?name=delibera.pdf`,
      headers: { ...headers, 'content-type': 'application/octet-stream' },
      payload: pdf(words),
    });
    if (reply.statusCode !== 201) throw new Error(reply.body);
  }
  const read = await app.inject({ url: application, headers });
  return String(read.headers.etag);
}

/** The consent of an organisation, as one by a file that was signed. */
export async function addSignature(
  { database }: World,
  {
    callId,
    id,
    hash,
    organisationId,
  }: {
    readonly callId: number;
    readonly id: string;
    readonly hash: string;
    readonly organisationId: string;
  },
): Promise<void> {
  const { db } = database;
  const file = await db
    .selectFrom('document')
    .select(['hash', 'bytes', 'uploaded_by'])
    .where('application_id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirstOrThrow();
  const signer: CheckedSigner = {
    problem: undefined,
    fiscalCode: 'RSSMRA80A01H501U',
    name: 'Mario Rossi, IT',
    issuer: 'Certificatore inventato, IT',
    serialNumber: '11',
    certificateHash: hash,
    validFrom: '2026-01-01T00:00:00.000Z',
    validUntil: '2029-01-01T00:00:00.000Z',
    isQualified: true,
    isOnDevice: true,
    signedAt: undefined,
    revocation: 'good',
    chain: [],
  };
  await db.transaction().execute((tx) =>
    insertSignedConsent(tx, {
      callId,
      id,
      hash,
      organisationId,
      fileHash: file.hash.toString('hex'),
      fileBytes: file.bytes,
      uploadedBy: file.uploaded_by,
      report: { form: 'cades', checkedAt: '2026-11-28T10:00:00.000Z', signer, others: 0 },
    }),
  );
}

/** A file of this person of which nothing has arrived yet. */
export function addUpload(
  { database }: World,
  { callId, id, hash }: { readonly callId: number; readonly id: string; readonly hash: string },
  startedBy: string,
): Promise<string> {
  const file = { slot: 'plan-resolution', name: 'delibera.pdf', bytes: 10, hash, startedBy };
  return insertUpload(database.db, { callId, applicationId: id }, file);
}
