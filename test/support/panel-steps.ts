import { expect } from 'vitest';
import type { Database, Db } from '../../src/platform/database.ts';
import type { ApiAnswer } from './api-client.ts';
import type { PartnershipCast } from './partnership-steps.ts';
import { addPerson, addRole, vatNumber } from './people.ts';

type Line = Readonly<Record<string, unknown>>;
const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Line[];

interface PanelCast extends Pick<PartnershipCast, 'ask' | 'stranger'> {
  readonly database: Database;
  /** The address of a call with a panel of five, and its name there. */
  readonly call: string;
  readonly secretary: string;
  readonly evaluator: string;
  /** Who becomes an evaluator as well. */
  readonly second: string;
}

interface Named {
  readonly fiscalCode: string;
  readonly givenName: string;
  readonly familyName: string;
}

/** Three more evaluators of the body of the call. */
async function makeMembers(
  { database: { db } }: PanelCast,
  callId: number,
): Promise<readonly Named[]> {
  const { body_id: bodyId } = await db
    .selectFrom('call')
    .select('body_id')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow();
  const named: Named[] = [];
  for (let index = 0; index < 3; index += 1) {
    const { id: personId, fiscalCode, name } = await addPerson(db);
    await addRole(db, { bodyId, personId, role: 'evaluator' });
    const [givenName = '', familyName = ''] = name.split(' ');
    named.push({ fiscalCode, givenName, familyName });
  }
  return named;
}

/** The call of an address, with two applications for its panel. */
async function prepare({ database: { db }, call }: PanelCast): Promise<number> {
  const { id: callId } = await db
    .selectFrom('call')
    .select('id')
    .where('slug', '=', call.split('/').at(-1) ?? '')
    .executeTakeFirstOrThrow();
  const some = db
    .selectFrom('examination')
    .select('application_id')
    .where('call_id', '=', callId)
    .where('state', '<>', 'withdrawn')
    .orderBy('entry_number')
    .limit(2);
  await db
    .updateTable('examination')
    .set({ phase: 'merit', state: 'under-way', outcome: null })
    .where('call_id', '=', callId)
    .where('application_id', 'in', some)
    .execute();
  return callId;
}

/** Somebody of the trial, with the role of an evaluator for the call. */
async function makeEvaluator(
  { database: { db } }: PanelCast,
  callId: number,
  familyName: string,
): Promise<Named> {
  const { body_id: bodyId } = await db
    .selectFrom('call')
    .select('body_id')
    .where('id', '=', callId)
    .executeTakeFirstOrThrow();
  const { id: personId, ...named } = await findNamed(db, familyName);
  await addRole(db, { bodyId, personId, role: 'evaluator', callId });
  return named;
}

async function findNamed(db: Db, familyName: string): Promise<Named & { readonly id: string }> {
  const person = await db
    .selectFrom('person')
    .select(['id', 'fiscal_code', 'given_name'])
    .where('family_name', '=', familyName)
    .executeTakeFirstOrThrow();
  const { id, fiscal_code: fiscalCode, given_name: givenName } = person;
  return { id, fiscalCode: fiscalCode ?? '', givenName, familyName };
}

/** Every operation on a panel, as it is described; gives how the evaluator's applications stand at the end. */
export async function usePanel(cast: PanelCast): Promise<readonly unknown[]> {
  const { ask, call, secretary, evaluator, second, stranger } = cast;
  const callId = await prepare(cast);
  const chair = await makeEvaluator(cast, callId, evaluator);
  const first = await makeEvaluator(cast, callId, second);
  const others = await makeMembers(cast, callId);
  const { id: _, ...keeper } = await findNamed(cast.database.db, secretary);
  const base = `${call}/panel`;
  const act = {
    title: 'Costituzione',
    day: '2025-03-03',
    ground: 'Decreto n. 12',
    named: [
      { ...chair, part: 'chair' },
      { ...first, part: 'member' },
      ...others.map((named) => ({ ...named, part: 'member' })),
      { ...keeper, part: 'secretary' },
    ],
  };
  await ask(stranger, `GET ${base}`, { status: 403 });
  await ask(secretary, `POST ${base}/acts`, { status: 422, body: { ...act, named: [] } });
  await ask(secretary, `POST ${base}/acts`, { status: 201, body: act });
  const { body: panel } = await ask(secretary, `GET ${base}`);
  expect(panel).toMatchObject({ arrivals: 2, wanting: 2 });
  await declareAll(cast, evaluator);
  const drawn = await ask(secretary, `POST ${base}/drawings`, { status: 201 });
  await ask(secretary, `POST ${base}/drawings`, { status: 201 });
  const number = String(drawn.body['drawing']);
  expect(itemsOf(await ask(secretary, `GET ${base}/drawings`)).length).toBeGreaterThan(0);
  const drawing = await ask(secretary, `GET ${base}/drawings/${number}`);
  expect(drawing.body['drawn']).toHaveLength(2);
  await ask(secretary, `GET ${base}/drawings/999`, { status: 404 });
  const [line = {}, next = {}] = itemsOf(await ask(secretary, `GET ${base}/applications?limit=2`));
  await ask(secretary, `GET ${base}/applications?after=nonsense`, { status: 400 });
  expect(itemsOf(await ask(secretary, `GET ${base}/applications?wanting=true`))).toHaveLength(2);
  const seat = { application: line['application'], member: 2, part: 'scorer', reason: 'Prova' };
  await ask(secretary, `POST ${base}/assignments`, { status: 409, body: seat });
  await declareAll(cast, second);
  await ask(secretary, `POST ${base}/assignments`, { status: 201, body: seat });
  const removal = { application: line['application'], member: 1, reason: 'Assenza' };
  await ask(secretary, `POST ${base}/removals`, { status: 201, body: removal });
  await ask(secretary, `POST ${base}/conflicts`, {
    status: 201,
    body: { application: line['application'], member: 2, ground: 'Nota prot. 1' },
  });
  await useOwn(cast, { refused: next['application'], conflict: line['application'] });
  const own = await ask(evaluator, `GET ${call}/evaluation/assignments`);
  return itemsOf(own).map((each) => each['removedBecause']);
}

/** Declares about all that has come to the panel, in conflict with nothing. */
export async function declareAll(
  { ask, call }: Pick<PanelCast, 'ask' | 'call'>,
  evaluator: string,
): Promise<void> {
  const own = `${call}/evaluation`;
  const { body } = await ask(evaluator, `GET ${own}/round`);
  const declared = { upTo: body['upTo'], shown: body['shown'], conflicts: [] };
  await ask(evaluator, `POST ${own}/declarations`, {
    status: 409,
    body: { ...declared, shown: 'ab'.repeat(32) },
  });
  await ask(evaluator, `POST ${own}/declarations`, { status: 201, body: declared });
  expect((await ask(evaluator, `GET ${own}`)).body).toMatchObject({ undeclared: 0 });
}

async function useOwn(
  { ask, call, evaluator, stranger }: PanelCast,
  { refused, conflict }: { readonly refused: unknown; readonly conflict: unknown },
): Promise<void> {
  const own = `${call}/evaluation`;
  await ask(evaluator, `POST ${own}/refusals`, {
    status: 201,
    body: { application: refused, reason: 'Congedo' },
  });
  await ask(evaluator, `POST ${own}/conflicts`, {
    status: 201,
    body: { application: conflict, ground: 'Incarico' },
  });
  await ask(stranger, `GET ${own}`, { status: 403 });
  const relation = { fiscalCode: vatNumber(8_000_001), name: 'Mulino', kind: 'advises' };
  await ask(evaluator, 'POST /api/v1/relations', {
    status: 422,
    body: { ...relation, fiscalCode: 'X' },
  });
  const made = await ask(evaluator, 'POST /api/v1/relations', { status: 201, body: relation });
  expect((await ask(evaluator, 'GET /api/v1/relations')).body['relations']).toHaveLength(1);
  await ask(evaluator, `DELETE /api/v1/relations/${String(made.body['id'])}`, { status: 204 });
}
