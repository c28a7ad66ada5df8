import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeApplicationServer, type ApplicationServer } from './application-server.ts';
import { completeDraft, makeWorld, type World } from './application-world.ts';
import { addPower } from './people.ts';
import { makeHolder, type Holder, type Subject } from './signing-authority.ts';
import { makeSigningDesk } from './signing-desk.ts';

/** A text frozen by its lead, and a partner whose legal representative signs and does not sign in. */
export interface SignedConsentScene {
  readonly world: World;
  readonly server: ApplicationServer;
  readonly callId: number;
  readonly leadPerson: string;
  readonly partnerPerson: string;
  readonly lead: string;
  readonly partner: string;
  readonly officer: string;
  readonly partnerId: string;
  readonly authority: Holder;
  /** A certificate of the partner's representative, unless another code is named. */
  readonly certify: (subject?: Partial<Subject>, issuer?: Holder) => Promise<Holder>;
  /** Begins and freezes an application; its path in the API and the hash of its text. */
  readonly freeze: () => Promise<Frozen>;
  readonly send: (frozen: Frozen, file: Uint8Array, token?: string | null) => Promise<Sent>;
  readonly folder: string;
  readonly anchors: string;
  readonly close: () => Promise<void>;
}

export interface Frozen {
  readonly path: string;
  readonly hash: string;
  readonly text: Buffer;
  readonly print: Buffer;
}

export interface Sent {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const lamps = 'definitions/fictional-village-lamps/call.yaml';

export async function makeSignedConsentScene(rules = ''): Promise<SignedConsentScene> {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-signatures-'));
  const desk = await makeSigningDesk();
  const { authority, anchors } = desk;
  const definition = join(folder, 'call.yaml');
  writeFileSync(
    definition,
    readFileSync(lamps, 'utf8').replace('\nfacts:\n', `\n${rules}\nfacts:\n`),
  );
  const world = await makeWorld();
  const { callId, slug } = await world.publish({ definition });
  const filesFolder = join(folder, 'files');
  const server = await makeApplicationServer(world, {
    config: { filesFolder, signatureAnchors: anchors },
  });
  const leadId = await world.makeOrganisation('Comune di Ores');
  const partnerId = await world.makeOrganisation('Bottega Ferro');
  const leadPerson = await world.makePerson();
  await world.givePower(leadPerson, leadId, ['read', 'edit', 'consent', 'submit']);
  const partnerPerson = await world.makePerson();
  await addPower(world.database.db, { organisationId: partnerId, personId: partnerPerson });
  const officerPerson = await world.makePerson();
  await world.giveRole(officerPerson, 'officer');
  const { fiscal_code: code } = await world.database.db
    .selectFrom('person')
    .select('fiscal_code')
    .where('id', '=', partnerPerson)
    .executeTakeFirstOrThrow();
  const lead = await server.tokenOf(leadPerson);
  const applications = `/api/v1/calls/${slug}/applications`;
  return {
    world,
    server,
    callId,
    leadPerson,
    partnerPerson,
    lead,
    partner: await server.tokenOf(partnerPerson),
    officer: await server.tokenOf(officerPerson),
    partnerId,
    authority,
    folder: filesFolder,
    anchors,
    certify: (subject = {}, issuer = authority) =>
      makeHolder({ name: 'Alba Prova', fiscalCode: code ?? '', ...subject }, issuer),
    freeze: freezerOf({ server, lead, leadId, partnerId, applications }),
    send: async ({ path, hash }, file, token = lead) => {
      const reply = await server.app.inject({
        method: 'PUT',
        url: `${path}/consents/${partnerId}/signatures/${hash}`,
        headers: {
          'content-type': 'application/octet-stream',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        payload: Buffer.from(file),
      });
      return { status: reply.statusCode, body: reply.json() };
    },
    close: async () => {
      await server.close();
      await world.close();
      desk.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Begins an application of the lead with the partner, and freezes it. */
function freezerOf({
  server,
  lead,
  leadId,
  partnerId,
  applications,
}: {
  readonly server: ApplicationServer;
  readonly lead: string;
  readonly leadId: string;
  readonly partnerId: string;
  readonly applications: string;
}): () => Promise<Frozen> {
  const bytes = async (url: string): Promise<Buffer> => {
    const reply = await server.app.inject({ url, headers: { authorization: `Bearer ${lead}` } });
    if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.body}`);
    return reply.rawPayload;
  };
  return async () => {
    const draft = completeDraft(leadId, [partnerId]);
    const begun = await server.ask(lead, `POST ${applications}`, { lead: leadId, ...draft });
    const path = `${applications}/${String(begun.body['id'])}`;
    const { headers } = await server.ask(lead, `GET ${path}`);
    const frozen = await server.ask(lead, `POST ${path}/freeze`, undefined, {
      'if-match': String(headers['etag']),
    });
    const { hash } = frozen.body['frozen'] as { readonly hash: string };
    const text = await bytes(`${path}/snapshots/${hash}`);
    return { path, hash, text, print: await bytes(`${path}/snapshots/${hash}/print`) };
  };
}
