import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sql } from 'kysely';
import type { Db, Tx } from '../database.ts';
import type { Services } from '../services.ts';
import { answerProblem } from './answer-problem.ts';
import type { ProblemReply } from './problem-reply.ts';

/** What an act answers: carried out, or refused by the rules. */
export type ActReply =
  | {
      readonly type: 'done';
      readonly status: 200 | 201 | 202 | 204;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: unknown;
    }
  | { readonly type: 'refused'; readonly problem: ProblemReply };

const keyHeader = 'idempotency-key';
const daysKept = 7;
const keyText = /^[\x21-\x7e]{1,200}$/;

/**
 * Runs an act in one transaction and answers. With `Idempotency-Key`, the answer is kept in the same
 * transaction, and the same request with the same key gets it again without acting twice. A refusal is
 * not kept: it has changed nothing, and the next attempt may be right.
 */
export async function withIdempotency(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Services,
  act: (tx: Tx) => Promise<ActReply>,
): Promise<FastifyReply> {
  const key = request.headers[keyHeader];
  if (key === undefined || request.viewer === null)
    return sendAct(request, reply, await runAct(database.db, act));
  if (typeof key !== 'string' || !keyText.test(key))
    return answerProblem(request, reply, {
      status: 400,
      code: 'idempotency-key-strange',
      detail: 'Idempotency-Key is one text of 1 to 200 visible characters, such as a UUID.',
    });
  const owned: OwnedKey = { owner: request.viewer.personId, key, request: hashOf(request) };
  const kept = await actOnce(database.db, owned, act);
  if (kept.type === 'other-request')
    return answerProblem(request, reply, {
      status: 422,
      code: 'idempotency-key-reused',
      detail: 'This Idempotency-Key was used for another request: take a new one.',
    });
  if (kept.type === 'fresh') return sendAct(request, reply, kept.reply);
  void reply.code(kept.status).headers(kept.headers).header('idempotency-replayed', 'true');
  return kept.body === '' ? reply.send() : reply.type(jsonType).send(kept.body);
}

const jsonType = 'application/json; charset=utf-8';

interface OwnedKey {
  readonly owner: string;
  readonly key: string;
  readonly request: Buffer;
}

type Kept =
  | { readonly type: 'fresh'; readonly reply: ActReply }
  | { readonly type: 'other-request' }
  | {
      readonly type: 'again';
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

/** Repetitions that arrive while the first is under way wait here, so that they hold no connection. */
const underWay = new Map<string, Promise<unknown>>();

async function actOnce(db: Db, owned: OwnedKey, act: (tx: Tx) => Promise<ActReply>): Promise<Kept> {
  const name = `${owned.owner} ${owned.key}`;
  while (underWay.has(name)) await underWay.get(name)?.catch(() => undefined);
  const attempt = attemptOnce(db, owned, act);
  underWay.set(name, attempt);
  try {
    return await attempt;
  } finally {
    underWay.delete(name);
  }
}

function attemptOnce(db: Db, owned: OwnedKey, act: (tx: Tx) => Promise<ActReply>): Promise<Kept> {
  const { owner, key, request } = owned;
  return runAct<Kept>(db, async (tx) => {
    // The same key may arrive at another server at the same instant.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${owner} ${key}`}, 0))`.execute(tx);
    const row = await tx
      .selectFrom('idempotent_reply')
      .select(['request', 'status', 'headers', 'body'])
      .where('owner', '=', owner)
      .where('key', '=', key)
      .executeTakeFirst();
    if (row)
      return row.request.equals(request)
        ? { ...row, type: 'again', headers: row.headers as Readonly<Record<string, string>> }
        : { type: 'other-request' };
    const reply = await act(tx);
    if (reply.type === 'done') await keepReply(tx, owned, reply);
    return { type: 'fresh', reply };
  });
}

/** Carries the refusal out of a transaction, which must not keep what a refused act may have written. */
class Refused extends Error {
  readonly reply: unknown;

  constructor(reply: unknown) {
    super('refused');
    this.reply = reply;
  }
}

async function runAct<R>(db: Db, act: (tx: Tx) => Promise<R>): Promise<R> {
  try {
    return await db.transaction().execute(async (tx) => {
      const reply = await act(tx);
      if (isRefusal(reply)) throw new Refused(reply);
      return reply;
    });
  } catch (error) {
    if (error instanceof Refused) return error.reply as R;
    throw error;
  }
}

function isRefusal(reply: unknown): boolean {
  const { type, reply: inner } = reply as { readonly type: string; readonly reply?: ActReply };
  return type === 'refused' || (type === 'fresh' && inner?.type === 'refused');
}

async function keepReply(
  tx: Tx,
  { owner, key, request }: OwnedKey,
  reply: Extract<ActReply, { type: 'done' }>,
): Promise<void> {
  await tx
    .insertInto('idempotent_reply')
    .values({
      owner,
      key,
      request,
      status: reply.status,
      headers: JSON.stringify(reply.headers ?? {}),
      body: reply.body === undefined ? '' : JSON.stringify(reply.body),
    })
    .execute();
}

function sendAct(request: FastifyRequest, reply: FastifyReply, act: ActReply): FastifyReply {
  if (act.type === 'refused') return answerProblem(request, reply, act.problem);
  void reply.code(act.status).headers(act.headers ?? {});
  return act.body === undefined ? reply.send() : reply.send(act.body);
}

/** The same address, body and condition make the same request. */
function hashOf({ method, url, body, headers }: FastifyRequest): Buffer {
  const parts = [method, url, headers['if-match'] ?? null, body ?? null];
  return createHash('sha256').update(JSON.stringify(parts)).digest();
}

/** Forgets answers that nobody will ask for any more; several servers may do it at once. */
export async function removeOldReplies(db: Db): Promise<number> {
  const removed = await db
    .deleteFrom('idempotent_reply')
    .where('at', '<', sql<Date>`now() - make_interval(days => ${daysKept})`)
    .executeTakeFirst();
  return Number(removed.numDeletedRows);
}
