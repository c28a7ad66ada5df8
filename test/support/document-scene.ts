import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enter } from './application-scene.ts';
import type { Config } from '../../src/platform/config.ts';
import { findApplicationIn } from '../../src/applications/queries.ts';
import { makeApplicationServer, type ApplicationServer } from './application-server.ts';
import { completeDraft, makeWorld, type World } from './application-world.ts';

export const limits = { fileBytesMax: 1_000_000, filesMax: 12, bytesMax: 3_000_000 };

/** A call whose resolution on the plan must come with the application, on a server that listens. */
export interface DocumentScene {
  readonly world: World;
  readonly server: ApplicationServer;
  readonly address: string;
  readonly folder: string;
  readonly callId: number;
  readonly lead: string;
  readonly partner: string;
  readonly stranger: string;
  readonly officer: string;
  readonly leadPerson: string;
  readonly partnerId: string;
  /** Begins an application that answers everything; its path in the API. */
  readonly begin: () => Promise<string>;
  readonly put: (
    token: string | null,
    path: string,
    content: BodyInit | Uint8Array,
    name?: string,
  ) => Promise<{ readonly status: number; readonly body: Readonly<Record<string, unknown>> }>;
  /** What the register would write. */
  readonly submit: (path: string) => Promise<void>;
  /** Every file in the store, kept or on its way. */
  readonly files: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

const lamps = 'definitions/fictional-village-lamps/call.yaml';

export async function makeDocumentScene(more: Partial<Config> = {}): Promise<DocumentScene> {
  const folder = mkdtempSync(join(tmpdir(), 'bandolo-documents-'));
  const definition = join(folder, 'call.yaml');
  writeFileSync(
    definition,
    readFileSync(lamps, 'utf8').replace(
      '    signedBy: lead\n    curable: false\n',
      '    signedBy: lead\n    curable: false\n    upload: { required: true, kinds: [pdf, p7m, docx, text] }\n',
    ),
  );
  const world = await makeWorld();
  const { callId, slug } = await world.publish({ definition, resubmission: true });
  const filesFolder = join(folder, 'files');
  const server = await makeApplicationServer(world, {
    config: { filesFolder, fileLimits: limits, ...more },
  });
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 });
  const leadId = await world.makeOrganisation('Comune di Ores');
  const partnerId = await world.makeOrganisation('Bottega Ferro');
  const personFor = async (organisation: string): Promise<string> => {
    const person = await world.makePerson();
    await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return person;
  };
  const leadPerson = await personFor(leadId);
  const officer = await world.makePerson();
  await world.giveRole(officer, 'officer');
  const lead = await server.tokenOf(leadPerson);
  const applications = `/api/v1/calls/${slug}/applications`;
  return {
    world,
    server,
    address,
    folder: filesFolder,
    callId,
    lead,
    leadPerson,
    partnerId,
    partner: await server.tokenOf(await personFor(partnerId)),
    stranger: await server.tokenOf(await personFor(await world.makeOrganisation('Altri'))),
    officer: await server.tokenOf(officer),
    begin: async () => {
      const { title, content } = completeDraft(leadId, [partnerId]);
      const begun = await server.ask(lead, `POST ${applications}`, {
        lead: leadId,
        title,
        content,
      });
      return `${applications}/${String(begun.body['id'])}`;
    },
    put: putTo(address),
    submit: async (path) => {
      const { db } = world.database;
      const application = await findApplicationIn(db, callId, path.split('/').at(-1) ?? '');
      if (!application) throw new Error('not stored');
      await db.transaction().execute((tx) => enter(tx, application, 1));
    },
    files: async () => {
      const found = await readdir(filesFolder, { recursive: true, withFileTypes: true });
      return found.filter((each) => each.isFile()).map(({ name }) => name);
    },
    close: async () => {
      await server.close();
      await world.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** Sends a file as it is, over HTTP. */
function putTo(address: string): DocumentScene['put'] {
  return async (token, path, content, name = 'delibera.pdf') => {
    const reply = await fetch(`${address}${path}?name=${encodeURIComponent(name)}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/octet-stream',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      body: content as BodyInit,
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, unknown> };
  };
}

/** A small file that any reader of PDF opens; the words make it another one. */
export function pdf(words: string, bytes = 0): Buffer {
  const text = `%PDF-1.4\n%âãÏÓ\n1 0 obj<</Type/Catalog>>endobj\n% ${words}${' '.repeat(bytes)}\ntrailer<</Root 1 0 R>>\n%%EOF\n`;
  return Buffer.from(text, 'latin1');
}
