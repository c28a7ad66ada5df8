import { cookieName } from '../../src/platform/http/cookies.ts';
import { openTestSession } from '../support/people.ts';
import { addressOf } from '../route-access/send.ts';
import { breakForm, formTexts, retoldForm, soundForm, type Fields } from './broken-form.ts';
import { breakJson, jsonTexts, retoldJson, type Retold, type Sent } from './broken-json.ts';
import type { Dice } from './dice.ts';
import type { AccessScene } from '../route-access/scene.ts';
import type { FormRecipe, Recipe } from './recipe.ts';
import type { Named } from './stages.ts';

export interface Answered {
  readonly sent: Sent;
  readonly status: number;
  readonly text: string;
  readonly contentType: string;
  /** Where a redirect leads. */
  readonly location: string | undefined;
}

/** Broken by chance, with another text in one place, or as it should be. */
export type Wanted = { readonly dice: Dice } | Retold | 'sound';

/** Who sends bodies to one route: signed in once, and again when the route has ended the session. */
export interface Sender {
  readonly route: string;
  /** The names of the texts in a body of the route. */
  readonly texts: (turn: number) => readonly string[];
  /** Makes what the address names, and the body; what it gives sends them. */
  readonly prepare: (wanted: Wanted, turn: number) => Promise<() => Promise<Answered>>;
}

/** The address of what is on the stage; of the other applications one is edited, one was submitted and may be withdrawn. */
async function addressFor(
  scene: AccessScene,
  { who, route }: Pick<Recipe, 'who' | 'route'>,
  named: Named,
): Promise<string> {
  const { submitted, ready } = scene;
  const kept = /:application\/(?:submission|withdrawal)$/.test(route) ? submitted : ready;
  const application = named['application'] ?? kept.id;
  const names = { ...scene.names, ...named, application };
  const url = await addressOf(
    { ...scene, names, submitted: { ...submitted, id: application }, judgedId: application },
    who,
    route,
  );
  const own = url.replace(/applications\/[0-9a-f-]{36}/, `applications/${application}`);
  return own + (named['query'] ?? '');
}

/** Puts things into the state that a body needs, and says what there is to name. */
type SetStage = () => Promise<Named>;

const asIs: SetStage = () => Promise.resolve({});

/** Sends bodies of the API. */
export function makeProgram<S extends AccessScene>(
  scene: S,
  recipe: Recipe<S>,
  setStage = asIs,
): Sender {
  const { app, world, ids } = scene;
  const { who, route, valid } = recipe;
  let held: Readonly<Record<string, string>> | undefined;
  const prepare: Sender['prepare'] = async (wanted, turn) => {
    held ??= who === 'nobody' ? {} : (await openTestSession(world.database.db, ids[who])).headers;
    const session = held;
    const named = await setStage();
    const sent = jsonOf(wanted, valid(scene, turn, named));
    const url = await addressFor(scene, recipe, named);
    const read = readBefore(route, url);
    const etag =
      read === undefined
        ? undefined
        : (await app.inject({ url: read, headers: session })).headers.etag;
    const headers = {
      ...session,
      ...(etag !== undefined && { 'if-match': etag }),
      ...(sent.contentType !== undefined && { 'content-type': sent.contentType }),
    };
    const method = route.startsWith('PUT') ? 'PUT' : 'POST';
    return async () =>
      answered(sent, await app.inject({ method, url, headers, payload: sent.payload }));
  };
  return { route, prepare, texts: (turn) => jsonTexts(valid(scene, turn, {})) };
}

/** What is read before it is changed, because the change names what was read. */
function readBefore(route: string, url: string): string | undefined {
  if (route.startsWith('PUT')) return url;
  return /:application\/examination\//.test(route)
    ? url.replace(/\/examination\/.*/, '/examination')
    : undefined;
}

function jsonOf(wanted: Wanted, valid: object): Sent {
  if (wanted === 'sound')
    return { kind: 'sound', contentType: 'application/json', payload: JSON.stringify(valid) };
  return 'dice' in wanted ? breakJson(wanted.dice, valid) : retoldJson(valid, wanted);
}

function formOf(wanted: Wanted, valid: Fields, token: string): Sent {
  if (wanted === 'sound') return soundForm(valid, token);
  return 'dice' in wanted ? breakForm(wanted.dice, valid, token) : retoldForm(valid, wanted, token);
}

/** Sends forms, after it has opened a page that has their token. */
export function makeBrowser<S extends AccessScene>(
  scene: S,
  recipe: FormRecipe<S>,
  setStage = asIs,
): Sender {
  let held: { readonly cookies: Record<string, string>; readonly token: string } | undefined;
  const prepare: Sender['prepare'] = async (wanted, turn) => {
    held ??= await openPage(scene, recipe);
    const { cookies, token } = held;
    const named = await setStage();
    const valid = await filled(scene, recipe.valid(scene, turn, named));
    const sent = formOf(wanted, valid, token);
    const url = await addressFor(scene, recipe, named);
    const headers = {
      accept: 'text/html',
      'sec-fetch-site': 'same-origin',
      ...(sent.contentType !== undefined && { 'content-type': sent.contentType }),
    };
    return async () => {
      const asked = { method: 'POST', url, cookies, headers, payload: sent.payload } as const;
      const reply = await scene.app.inject(asked);
      const isSignedOut = reply.headers.location?.startsWith('/sign') === true;
      if (isSignedOut || recipe.who === 'nobody') held = undefined;
      return answered(sent, reply);
    };
  };
  const texts = (turn: number) => formTexts(recipe.valid(scene, turn, {}));
  return { route: recipe.route, prepare, texts };
}

function answered(
  sent: Sent,
  reply: {
    readonly statusCode: number;
    readonly body: string;
    readonly headers: Readonly<Record<string, unknown>>;
  },
): Answered {
  return {
    sent,
    status: reply.statusCode,
    text: reply.body,
    contentType: textOf(reply.headers['content-type']),
    location: textOf(reply.headers['location']) || undefined,
  };
}

function textOf(header: unknown): string {
  return typeof header === 'string' ? header : '';
}

async function openPage({ app, ids, services, world }: AccessScene, { who }: Pick<Recipe, 'who'>) {
  const name = cookieName(services.config, 'session');
  const cookies: Record<string, string> =
    who === 'nobody'
      ? {}
      : { [name]: (await openTestSession(world.database.db, ids[who], 'browser')).token };
  const page = await app.inject({
    url: who === 'nobody' ? '/sign-in' : '/account',
    headers: { accept: 'text/html' },
    cookies,
  });
  for (const cookie of page.cookies) cookies[cookie.name] = cookie.value;
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1];
  if (token === undefined) throw new Error('The page has no form.');
  return { cookies, token };
}

/** With the revision of the organisation and the version of the application as they are now. */
async function filled(scene: AccessScene, fields: Fields): Promise<Fields> {
  const { app, leadId, ready, slug, world } = scene;
  const values = Object.values(fields);
  const now: Record<string, string> = {};
  if (values.includes('@revision@')) {
    const { revision } = await world.database.db
      .selectFrom('organisation')
      .select('revision')
      .where('id', '=', leadId)
      .executeTakeFirstOrThrow();
    now['@revision@'] = String(revision);
  }
  if (values.includes('@tag@')) {
    const { cookies } = await openPage(scene, { who: 'representative' });
    const url = `/calls/${slug}/applications/${ready.id}/edit`;
    const page = await app.inject({ url, cookies, headers: { accept: 'text/html' } });
    now['@tag@'] = /name="tag" value="([^"]+)"/.exec(page.body)?.[1] ?? 'none';
  }
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, now[String(value)] ?? value]),
  );
}
