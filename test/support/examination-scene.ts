import { createApp } from '../../src/app.ts';
import { takeInCall } from '../../src/examination/index.ts';
import type { Draft } from '../../src/applications/index.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Asked,
  type Browser,
} from './application-server.ts';
import { makeWorld, type World } from './application-world.ts';
import { pdf } from './document-scene.ts';

/** A call whose applications were received, with officers who examine them. */
export interface ExaminationScene {
  readonly world: World;
  readonly server: ApplicationServer;
  readonly callId: number;
  readonly slug: string;
  readonly leadId: string;
  readonly partnerIds: readonly string[];
  readonly tokens: { readonly lead: string; readonly partner: string; readonly stranger: string };
  readonly officers: readonly {
    readonly personId: string;
    readonly token: string;
    readonly browser: Browser;
  }[];
  /** Submits an application and takes it in; gives its address. */
  readonly submit: (wanted?: Submitted) => Promise<string>;
  readonly withdraw: (address: string) => Promise<void>;
  readonly ask: (
    token: string,
    request: string,
    body?: unknown,
    revision?: number,
  ) => Promise<Asked>;
  /** The examination as an officer reads it through the API. */
  readonly read: (address: string) => Promise<Asked>;
  readonly close: () => Promise<void>;
}

/** A document that is handed in with an application, by its place. */
export interface HandedIn {
  readonly slot: string;
  readonly name: string;
  /** A small one when left out. */
  readonly content?: Buffer;
}

/** What differs from the application that a scene submits by itself. */
export interface Submitted {
  readonly documents?: readonly HandedIn[];
  readonly change?: (draft: Draft) => Draft;
}

export interface SceneOptions {
  readonly definition?: string;
  readonly decisions?: string;
  readonly partners?: number;
  readonly draft: (leadId: string, partnerIds: readonly string[]) => Draft;
}

export async function makeExaminationScene({
  partners = 0,
  draft,
  ...files
}: SceneOptions): Promise<ExaminationScene> {
  const world = await makeWorld();
  const { callId, slug } = await world.publish({ resubmission: true, ...files });
  const server = await makeApplicationServer(world, { create: createApp });
  const leadId = await world.makeOrganisation('Comune di Ores');
  const partnerIds: string[] = [];
  for (let index = 1; index <= partners; index += 1)
    partnerIds.push(await world.makeOrganisation(`Bottega ${index}`));
  const personFor = async (...organisations: readonly string[]): Promise<string> => {
    const person = await world.makePerson();
    for (const organisation of organisations)
      await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return server.tokenOf(person);
  };
  const tokens = {
    lead: await personFor(leadId),
    partner: await personFor(...partnerIds),
    stranger: await personFor(await world.makeOrganisation('Altri')),
  };
  const place = { world, server, callId, slug, leadId, partnerIds, tokens };
  const reader = await officer(world, server);
  return {
    ...place,
    officers: [await officer(world, server), await officer(world, server)],
    submit: (wanted) => submit(place, draft, wanted),
    withdraw: (address) => withdraw(place, address),
    ask: (token, request, body, revision) => {
      const [method = '', path = ''] = request.split(' ');
      const headers = revision === undefined ? {} : { 'if-match': `"r${revision}"` };
      return server.ask(token, `${method} /api/v1${path}`, body, headers);
    },
    read: (address) => must(server, reader.token, `GET /api/v1${address}/examination`),
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

type Place = Pick<
  ExaminationScene,
  'world' | 'server' | 'slug' | 'leadId' | 'partnerIds' | 'tokens'
>;

async function must(
  server: ApplicationServer,
  ...asked: Parameters<ApplicationServer['ask']>
): Promise<Asked> {
  const reply = await server.ask(...asked);
  if (reply.status >= 300) throw new Error(`${asked[1]}: ${reply.text}`);
  return reply;
}

async function submit(
  { world, server, slug, leadId, partnerIds, tokens }: Place,
  draft: SceneOptions['draft'],
  { documents = [], change = (written) => written }: Submitted = {},
): Promise<string> {
  const base = `/api/v1/calls/${slug}/applications`;
  const written = change(draft(leadId, partnerIds));
  const { lead, partner } = tokens;
  const begun = await must(server, lead, `POST ${base}`, { lead: leadId, ...written });
  const own = `${base}/${String(begun.body['id'])}`;
  for (const document of documents) await handIn(server, { own, lead, ...document });
  const { headers } = await must(server, lead, `GET ${own}`);
  const frozen = await must(server, lead, `POST ${own}/freeze`, undefined, {
    'if-match': String(headers['etag']),
  });
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  for (const organisation of partnerIds)
    await must(server, partner, `POST ${own}/consents`, { organisation, hash });
  await must(server, lead, `POST ${own}/submission`, { snapshotHash: hash });
  await takeInCall({ database: world.database }, slug);
  return own.replace('/api/v1', '');
}

async function handIn(
  { app }: ApplicationServer,
  asked: { readonly own: string; readonly lead: string } & HandedIn,
): Promise<void> {
  const reply = await app.inject({
    method: 'PUT',
    url: `${asked.own}/documents/${asked.slot}?name=${asked.name}`,
    headers: {
      authorization: `Bearer ${asked.lead}`,
      'content-type': 'application/octet-stream',
    },
    payload: asked.content ?? pdf(asked.name),
  });
  if (reply.statusCode !== 201) throw new Error(reply.body);
}

async function withdraw({ server, tokens }: Place, address: string): Promise<void> {
  const { body } = await must(server, tokens.lead, `GET /api/v1${address}`);
  const number = (body['entries'] as readonly { readonly number: number }[]).at(-1)?.number;
  const asked = { number, reason: 'Rinuncia' };
  await must(server, tokens.lead, `POST /api/v1${address}/withdrawal`, asked);
}

async function officer(world: World, server: ApplicationServer) {
  const personId = await world.makePerson();
  await world.giveRole(personId, 'officer');
  return {
    personId,
    token: await server.tokenOf(personId),
    browser: await server.browserOf(personId),
  };
}
