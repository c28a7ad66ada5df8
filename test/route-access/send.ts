import { randomUUID } from 'node:crypto';
import { cookieName } from '../../src/platform/http/cookies.ts';
import { addPerson, addPower, addRole, openTestSession, vatNumber } from '../support/people.ts';
import { makeRequest, stageFor } from './make-request.ts';
import { addTrial } from './ranking-steps.ts';
import type { AccessScene } from './scene.ts';
import { addSite } from './steps.ts';
import type { Outcome, Who } from './who.ts';

/** Sends what a route takes, as somebody who is signed in, and says what came of it. */
export async function sendAs(
  scene: AccessScene,
  who: Who,
  route: string,
): Promise<{ readonly outcome: Outcome; readonly status: number; readonly text: string }> {
  const url = await addressOf(scene, who, route);
  const isApi = url.startsWith('/api/');
  const [method = ''] = route.split(' ');
  const reply = await scene.app.inject({
    method: method as 'GET',
    url,
    ...(await (isApi ? programOf : browserOf)(scene, who, route)),
  });
  // It may have ended every session of theirs.
  if (touchesSession.test(route) && !/^(GET|HEAD) /.test(route)) forget(scene, who);
  const { statusCode: status, headers } = reply;
  return { outcome: outcomeOf(status, headers.location), status, text: reply.body };
}

function outcomeOf(status: number, location: string | undefined): Outcome {
  if (status === 401) return 'sign-in';
  if (status === 303 && location !== undefined && /^\/sign-in(\?|$)/.test(location))
    return 'sign-in';
  if (status === 403) return 'forbidden';
  return status === 404 ? 'not-found' : 'allowed';
}

interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: Readonly<Record<string, string>>;
  /** Of the forms of the page that was opened. */
  readonly csrf: string;
}

/** What ends or changes the session that it is asked in. */
const touchesSession = /sign-|session|account|token/;
const kept = new WeakMap<AccessScene, Map<string, Promise<Signed>>>();

/** One session for each person and way of asking, and another for whatever may end it. */
function signedIn(
  scene: AccessScene,
  { who, route, way }: { readonly who: Who; readonly route: string; readonly way: Way },
): Promise<Signed> {
  if (touchesSession.test(route)) return signIn(scene, who, way);
  const ofScene = kept.get(scene) ?? new Map<string, Promise<Signed>>();
  kept.set(scene, ofScene);
  const key = `${who} ${way}`;
  const signed = ofScene.get(key) ?? signIn(scene, who, way);
  ofScene.set(key, signed);
  return signed;
}

function forget(scene: AccessScene, who: Who): void {
  for (const way of ['program', 'look', 'form'] as const) kept.get(scene)?.delete(`${who} ${way}`);
}

/** As a program, as a browser that looks, or as one that has opened a page with a form. */
type Way = 'program' | 'look' | 'form';

async function signIn(
  { app, ids, services, world: { database } }: AccessScene,
  who: Who,
  way: Way,
): Promise<Signed> {
  const session =
    who === 'nobody'
      ? undefined
      : await openTestSession(database.db, ids[who], way === 'program' ? 'api' : 'browser');
  if (way === 'program') return { headers: session?.headers ?? {}, cookies: {}, csrf: '' };
  const headers = { accept: 'text/html' };
  const cookies: Record<string, string> = session
    ? { [cookieName(services.config, 'session')]: session.token }
    : {};
  if (way === 'look') return { headers, cookies, csrf: '' };
  const page = await app.inject({
    url: who === 'nobody' ? '/sign-in' : '/account',
    headers,
    cookies,
  });
  for (const cookie of page.cookies) cookies[cookie.name] = cookie.value;
  const csrf = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1];
  if (csrf === undefined) throw new Error('The page has no form.');
  return { headers, cookies, csrf };
}

async function programOf(scene: AccessScene, who: Who, route: string) {
  const { headers } = await signedIn(scene, { who, route, way: 'program' });
  const body = bodyOf(scene, route);
  return {
    headers: { ...headers, ...body?.headers },
    ...(body && { payload: body.content }),
  };
}

/** A browser opens a page before it sends a form, and finds the token of the form there. */
async function browserOf(scene: AccessScene, who: Who, route: string) {
  const isLooking = /^(GET|HEAD) /.test(route);
  const way = isLooking ? 'look' : 'form';
  const { headers, cookies, csrf } = await signedIn(scene, { who, route, way });
  if (isLooking) return { headers, cookies };
  return {
    headers: {
      ...headers,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    cookies,
    payload: new URLSearchParams({ _csrf: csrf, ...bodyOf(scene, route)?.content }).toString(),
  };
}

interface Body {
  readonly content: Record<string, never>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What is needed to get as far as the act where the act itself decides; elsewhere what no schema takes. */
function bodyOf(scene: AccessScene, route: string): Body | undefined {
  const { submitted, ready, leadId, draft } = scene;
  const known: Readonly<Record<string, { content: object; headers?: Record<string, string> }>> = {
    'POST /api/v1/calls/:call/applications/:application/messages': { content: { text: 'Prova' } },
    'POST /api/v1/calls/:call/applications/:application/messages/readings': {
      content: { upTo: 1 },
    },
    'PUT /api/v1/calls/:call/applications/:application': {
      content: { ...draft, title: 'Altro' },
      headers: { 'if-match': submitted.etag },
    },
    'POST /calls/:call/applications/:application/edit': {
      content: { title: 'Altro', text: 'line: light', tag: submitted.etag.replaceAll('"', '') },
    },
    'POST /calls/:call/applications/:application/freeze': {
      content: { tag: submitted.etag.replaceAll('"', '') },
    },
    'POST /api/v1/calls/:call/applications/:application/freeze': {
      content: {},
      headers: { 'if-match': submitted.etag },
    },
    'POST /api/v1/calls/:call/applications/:application/consents': {
      content: { organisation: leadId, hash: submitted.hash },
    },
    'POST /calls/:call/applications/:application/consents': {
      content: { organisation: leadId, hash: submitted.hash },
    },
    'POST /api/v1/calls/:call/applications/:application/invitations': {
      content: { email: 'ada.neri@example.org', role: 'workshop' },
    },
    'POST /api/v1/calls/:call/applications/:application/submission': {
      content: { snapshotHash: ready.hash },
    },
    'POST /calls/:call/applications/:application/submission': {
      content: { snapshotHash: ready.hash },
    },
    'POST /api/v1/calls/:call/applications/:application/withdrawal': {
      content: { number: 3, reason: 'Un errore' },
    },
    'POST /calls/:call/applications/:application/withdrawal': {
      content: { number: '3', reason: 'Un errore' },
    },
  };
  const isRead = /^(GET|HEAD|DELETE) /.test(route);
  return (known[route] ?? (isRead ? undefined : { content: {} })) as Body | undefined;
}

/** The address of a route with things that exist; what an act uses up is made anew each time. */
export async function addressOf(scene: AccessScene, who: Who, route: string): Promise<string> {
  const [, pattern = ''] = route.split(' ');
  const fresh: Record<string, string> = {};
  // Those of a panel have numbers.
  if (pattern.includes(':session') && !pattern.includes('/calls/'))
    fresh['session'] = who === 'nobody' ? randomUUID() : await sessionOf(scene, who);
  if (route.startsWith('POST ') && pattern.includes(':role')) fresh['role'] = await makeRole(scene);
  if (pattern.includes('/results/:act')) fresh['act'] = scene.names['published'] ?? '';
  if (pattern.includes(':power')) fresh['power'] = await makePower(scene);
  if (route.startsWith('POST ') && pattern.includes(':site'))
    fresh['site'] = await addSite(scene.world, scene.leadId);
  if (/\/panel\/applications\/|\/(sheet|consolidation)(\/|$)/.test(pattern))
    fresh['application'] = scene.judgedId;
  if (pattern.includes(':trial'))
    fresh['trial'] = String(
      await addTrial(scene.world, { callId: scene.callId, officer: scene.ids.officer }),
    );
  if (pattern.includes(':relation')) fresh['relation'] = await makeRelation(scene, who);
  if (pattern.includes('/versions/') && pattern.includes('/decisions/'))
    Object.assign(fresh, { call: scene.otherSlug, version: '1', file: '1' });
  const isRequest = /\/requests(?:\/|$)/.test(pattern);
  if (isRequest && !/^(GET|HEAD) /.test(route)) {
    const number = await makeRequest(scene.world, examinedIn(scene), stageFor(route));
    fresh['request'] = String(number);
  }
  if (
    /\/(submission|withdrawal)$/.test(pattern) &&
    !isRequest &&
    !/\/(consents|invitations)\//.test(pattern)
  )
    fresh['application'] = scene.ready.id;
  return pattern.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = fresh[name] ?? scene.names[name];
    if (value === undefined) throw new Error(`Nothing stands for :${name} of ${route}.`);
    return value;
  });
}

function examinedIn({ callId, submitted, ids }: AccessScene) {
  const { officer, representative } = ids;
  return { callId, applicationId: submitted.id, officer, representative };
}

async function sessionOf({ world, ids }: AccessScene, who: Exclude<Who, 'nobody'>) {
  return (await openTestSession(world.database.db, ids[who])).family;
}

async function makeRelation({ world, ids }: AccessScene, who: Who): Promise<string> {
  if (who === 'nobody') return randomUUID();
  const number = 900_000 + relations++;
  const { id } = await world.database.db
    .insertInto('declared_relation')
    .values({
      person_id: ids[who],
      fiscal_code: vatNumber(number),
      name: 'Mulino Alto S.r.l.',
      kind: 'advises',
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

let relations = 0;

/** A mandate of somebody else. */
async function makePower({ world, leadId }: AccessScene): Promise<string> {
  const { db } = world.database;
  const { id: personId } = await addPerson(db);
  return addPower(db, { organisationId: leadId, personId, scopes: ['read'] });
}

/** A role of somebody else. */
async function makeRole({ world, bodyId }: AccessScene): Promise<string> {
  const { db } = world.database;
  const { id: personId } = await addPerson(db);
  return addRole(db, { bodyId, personId, role: 'evaluator' });
}
