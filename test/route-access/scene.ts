import { readFileSync } from 'node:fs';
import { createApp } from '../../src/app.ts';
import { insertInvitation } from '../../src/applications/partnership/store.ts';
import { makeToken } from '../../src/applications/partnership/token.ts';
import { publishCall } from '../../src/calls/index.ts';
import { takeIn } from '../../src/examination/index.ts';
import { makeFeedToken } from '../../src/examination/queue/feed-token.ts';
import type { Config } from '../../src/platform/config.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { importRanking, readPublishedRanking } from '../../src/ranking/index.ts';
import { queueMessage } from '../../src/platform/mail/queue-message.ts';
import type { Services } from '../../src/platform/services.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import { beeCallAround, beeDecisions } from '../support/bee-call.ts';
import { completeDraft, makeWorld, type World } from '../support/application-world.ts';
import { addPerson } from '../support/people.ts';
import { publishMadeAct } from '../support/published-acts.ts';
import { testConfig } from '../support/test-config.ts';
import { testLog } from '../support/test-server.ts';
import { makeRequest } from './make-request.ts';
import { addEvaluation } from './evaluation-steps.ts';
import { makePanel, type PanelMade } from './panel-steps.ts';
import { addDecision, addDraftAct } from './ranking-steps.ts';
import { addEverybody, type People } from './people.ts';
import {
  addSignature,
  addSite,
  addUpload,
  askAs,
  handInTwice,
  makeReady,
  recordOutage,
} from './steps.ts';

/** The complete server with a trial and a provider of identities, and rows for everything that an address can name. */
export interface AccessScene extends People {
  readonly app: App;
  readonly services: Services;
  readonly world: World;
  readonly bodyId: string;
  readonly callId: number;
  readonly slug: string;
  readonly otherSlug: string;
  /** What stands for `:call` and its like in the address of a route. */
  readonly names: Readonly<Record<string, string>>;
  /** Another application of the same lead, ready to be submitted, with the hash of its text. */
  readonly ready: { readonly id: string; readonly hash: string };
  readonly submitted: { readonly id: string; readonly hash: string; readonly etag: string };
  /** A third application of the same lead, which has come to the panel. */
  readonly judgedId: string;
  readonly panel: PanelMade;
  /** A third version of the call. */
  readonly amendment: string;
  /** That fill the gaps of every version of it. */
  readonly decisions: string;
  readonly draft: ReturnType<typeof completeDraft>;
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

const manyRequests = {
  requestsPerMinute: 10_000_000,
  signInsPerMinute: 10_000_000,
} as const;

/** Nobody listens at the provider: its routes are there all the same. */
const config: Partial<Config> = {
  ...manyRequests,
  hasTrialSignIn: true,
  publicUrl: 'http://localhost',
  oidc: {
    issuer: 'http://127.0.0.1:1',
    clientId: 'bandolo',
    clientSecret: undefined,
    scope: 'openid',
    claims: {
      fiscalNumber: 'fiscal_number',
      givenName: 'given_name',
      familyName: 'family_name',
      email: 'email',
      level: 'acr',
    },
    levels: ['2'],
  },
};

/** What stands for names that need nothing made for them. */
const fixedNames = {
  section: 'project',
  name: 'mine',
  status: '409',
  version: '2',
  slot: 'plan-resolution',
  drawing: '1',
  letter: 'none',
  template: 'NONE',
  session: '1',
  format: 'csv',
  number: '1',
  ordinal: '1',
  phase: 'formal',
  document: '1',
  proof: '1',
  item: 'own-1',
  kind: 'requirement',
  subject: 'lamp-plan',
  round: '1',
  unit: 'light',
  decision: '1',
  category: 'poles',
} as const;

export async function makeAccessScene(
  onRoute?: Parameters<App['addHook']>[1],
): Promise<AccessScene> {
  const world = await makeWorld();
  const { services, log, app } = await startServer(world, onRoute);
  const calls = await publishCalls(world);
  const people = await addEverybody(world, calls);
  const { representative, partner, officer } = people.ids;
  const as = (personId: string) => askAs(app, world, personId);
  const askers = { lead: await as(representative), partner: await as(partner) };
  const own = `/api/v1/calls/${calls.slug}/applications`;
  const draft = completeDraft(people.leadId, [people.partnerId]);
  const asked = { lead: people.leadId, partner: people.partnerId, ...draft };
  const first = await makeReady(askers, own, asked, (application) =>
    handInTwice(app, world, representative, application),
  );
  const ready = await makeReady(askers, own, asked);
  const judged = await makeReady(askers, own, asked);
  for (const { id, hash } of [first, judged])
    await askers.lead(`POST ${own}/${id}/submission`, { snapshotHash: hash });
  await takeIn(services);
  const { slug } = calls;
  const panel = await makePanel(world, { slug, judgedId: judged.id, ...people.ids });
  await addEvaluation({ app, services, world }, { slug: calls.slug, id: first.id, ...people.ids });
  await addSignature(world, { callId: calls.callId, organisationId: people.leadId, ...first });
  const { etag } = (await askers.lead(`GET ${own}/${first.id}`)).headers;
  const examined = { callId: calls.callId, applicationId: first.id, officer, representative };
  const request = await makeRequest(world, examined, 'late');
  const act = await addDraftAct(services, { slug, officer });
  await addDecision(services, { callId: calls.callId, officer });
  const incident = await recordOutage(await as(officer), world, calls.slug);
  return {
    ...people,
    ...calls,
    app,
    services,
    world,
    ready,
    submitted: { ...first, etag: String(etag) },
    judgedId: judged.id,
    panel,
    draft,
    names: {
      ...fixedNames,
      token: await feedTokenOf(world),
      upload: await addUpload(world, { callId: calls.callId, ...first }, representative),
      call: calls.slug,
      body: await codeOfBody(world, calls.bodyId),
      application: first.id,
      hash: first.hash,
      request: String(request),
      act: String(act),
      ...(await publishSome(world, calls.callId, { officer, applicationId: first.id })),
      organisation: people.leadId,
      incident,
      role: await roleOf(world, officer),
      site: await addSite(world, people.leadId),
      message: await writeMessage(world),
      ...(await invite(world, { ...first, callId: calls.callId, personId: representative })),
      file: app.assetUrl('favicon.svg').replace('/assets/', ''),
    },
    faults: () => log.lines.filter((line) => line.includes('a fault of the server')),
    close: async () => {
      await app.close();
      await world.close();
    },
  };
}

async function startServer(world: World, onRoute: Parameters<App['addHook']>[1] | undefined) {
  const services: Services = {
    config: testConfig(config),
    database: world.database,
    clock: () => new Date(),
    signer: makeSigner(),
  };
  const log = testLog();
  const app = createApp(services, { log, eventLoop: { delayMs: () => 0, stop: () => undefined } });
  if (onRoute) app.addHook('onRoute', onRoute as never);
  await app.ready();
  return { services, log, app };
}

/** The call of the scene in its second version, with a file of decisions, and another call of the same body. */
async function publishCalls(world: World) {
  const { database } = world;
  const decisions = 'definitions/fictional-village-lamps/decisions.yaml';
  const { callId, slug } = await world.publish({ resubmission: true, decisions });
  await world.amend(slug, decisions);
  const { body_id: bodyId } = await database.db
    .selectFrom('call')
    .select('body_id')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow();
  const other = await publishCall(
    { database },
    {
      definition: { file: 'call.yaml', text: beeCallAround(-60, 600) },
      decisions: [{ file: 'decisions.yaml', text: beeDecisions() }],
      bodyId,
      mode: 'live',
      resubmission: true,
      ground: 'a test',
      personId: null,
    },
  );
  if (other.type !== 'published') throw new Error(JSON.stringify(other));
  const { definition } = await database.db
    .selectFrom('call_version')
    .select('definition')
    .where('call_id', '=', callId)
    .where('version', '=', 2)
    .executeTakeFirstOrThrow();
  const amendment = definition.replace('version: "2"', 'version: "3"');
  return {
    callId,
    slug,
    bodyId,
    amendment,
    decisions: readFileSync(decisions, 'utf8'),
    otherCallId: other.callId,
    otherSlug: other.slug,
  };
}

/** What the addresses of published results name. */
async function publishSome(
  world: World,
  callId: number,
  {
    officer: personId,
    applicationId,
  }: { readonly officer: string; readonly applicationId: string },
): Promise<Readonly<Record<string, string>>> {
  const published = String(await publishList(world, { callId, personId, applicationId }));
  return { published, funded: applicationId, pseudonym: 'D-0001', ranking: 'illumina' };
}

/** A published list of the call, and a ranking that somebody else has published. */
async function publishList(
  { database: { db } }: World,
  {
    callId,
    personId,
    applicationId,
  }: { readonly callId: number; readonly personId: string; readonly applicationId: string },
): Promise<number> {
  const file = 'definitions/published-rankings/illumina.yaml';
  const reading = readPublishedRanking(readFileSync(file, 'utf8'), file);
  if (reading.type === 'refused') throw new Error(JSON.stringify(reading.problems));
  await db.transaction().execute((tx) => importRanking(tx, reading.ranking));
  const who = { name: 'Comune di Gorvago', fiscalCode: '00000019992', outcome: 'listed' };
  const entry = { ...who, applicationId, granted: 100_000 };
  return publishMadeAct(db, { callId, personId, kind: 'list', entries: [entry] });
}

/** The secret address of the due days of somebody who makes no other. */
async function feedTokenOf({ database: { db } }: World): Promise<string> {
  const { id: personId } = await addPerson(db);
  return db.transaction().execute((tx) => makeFeedToken(tx, personId));
}

function writeMessage({ database }: World): Promise<string> {
  return database.db.transaction().execute((tx) =>
    queueMessage(tx, {
      kind: 'sample',
      about: 'application/1',
      recipient: 'ada@example.org',
      language: 'it',
      subject: 'Prova',
      text: 'Una prova.',
    }),
  );
}

/** An invitation, and the secret of its message. */
export async function invite(
  { database }: World,
  given: { readonly id: string; readonly callId: number; readonly personId: string },
) {
  const key = makeToken();
  const invitation = await database.db.transaction().execute((tx) =>
    insertInvitation(tx, {
      callId: given.callId,
      applicationId: given.id,
      role: 'workshop',
      email: 'ada@example.org',
      fiscalCode: null,
      language: 'it',
      replacesId: null,
      plannedCents: null,
      token: key,
      personId: given.personId,
      closesAt: null,
    }),
  );
  return { invitation, key };
}

async function roleOf({ database }: World, personId: string): Promise<string> {
  const role = await database.db
    .selectFrom('role_grant')
    .select('id')
    .where('person_id', '=', personId)
    .executeTakeFirstOrThrow();
  return role.id;
}

async function codeOfBody({ database }: World, bodyId: string): Promise<string> {
  const body = await database.db
    .selectFrom('body')
    .select('code')
    .where('id', '=', bodyId)
    .executeTakeFirstOrThrow();
  return body.code;
}
