import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatDay } from '../../engine/index.ts';
import { findToday } from '../../examination/index.ts';
import {
  idempotencyHeader,
  nothing,
  pageQuery,
  pageSchema,
  replies,
  secured,
} from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { listPage, readListPage, sendBadCursor } from '../../platform/http/list-page.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import { countChangesSince } from '../round/queries.ts';
import { deskAccess, officerAccess } from './access.ts';
import * as schema from './api-schemas.ts';
import { findDesk, inForce, settleAt, stateOf, type RankingDesk } from './desk.ts';
import { keptEffect } from './effect.ts';
import { readNow, refreshSummary } from './freeze.ts';
import { rowsOutside } from './outside-view.tsx';
import { proposeDecision } from './propose-decision.ts';
import { problemOf, refused, type DeskRefused } from './refusal.ts';
import { pictureOf } from './ranking-picture.ts';
import { decisionJson, lineJson, roundJson, settledJson } from './round-json.ts';
import type { SettledRound } from './settled-round.ts';
import { takeDecision, withdrawDecision } from './take-decision.ts';
import { whatIfRoutes } from './what-if-routes.ts';

const tags = ['Rankings'];
const base = '/api/v1/calls/:call';

/** The desk of rankings for programs: frozen rounds, decisions where the rules stop, and what-ifs. */
export function deskRoutes(services: Services): (app: App) => void {
  return (app) => {
    addRounds(app, services);
    addFreezing(app, services);
    addRound(app, services);
    addLines(app, services);
    addPreview(app, services);
    addDecisions(app, services);
    addTaking(app, services);
    addWithdrawal(app, services);
    whatIfRoutes(services)(app);
  };
}

function addRounds(app: App, services: Services): void {
  app.get(
    `${base}/rounds`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'listFrozenRounds',
        tags,
        summary: 'The frozen rounds of a call',
        description: 'The newest first.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.roundSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const desk = await findDesk(services, request);
      if (!desk) return sendProblem(reply, notFound);
      const after = page.after === undefined ? Infinity : Number(page.after[0]);
      const rest = desk.rounds.filter(({ number }) => number < after).slice(0, page.limit);
      const { items, ...more } = listPage(rest, page, ({ number }) => [String(number)]);
      return { items: items.map(roundJson), ...more };
    },
  );
}

function addFreezing(app: App, services: Services): void {
  app.post(
    `${base}/rounds`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'makeFrozenRound',
        tags,
        summary: 'Freeze a round',
        description:
          'All that was received, as the rules read it at this moment. What happens afterwards does not change it; asked twice without a key it makes two.',
        security: secured,
        params: schema.callParams,
        querystring: schema.freezeQuery,
        headers: idempotencyHeader,
        response: replies({ 201: schema.roundSchema }, [400, 401, 403, 404, 409]),
      },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendProblem(reply, notFound);
      const ready = await readNow(services, desk, request.query.upTo);
      if (ready.type === 'refused') return sendProblem(reply, problemOf(ready));
      const kept: FrozenRound[] = [];
      await withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
        const { round } = await ready.keep(tx);
        kept.push(round);
        return { type: 'done', status: 201, body: roundJson(round) };
      });
      for (const round of kept) await refreshSummary(services, desk.call, round);
      return reply;
    },
  );
}

/** The round of the address, settled under the decisions in force. */
async function findSettled(
  services: Services,
  request: FastifyRequest,
): Promise<{ readonly desk: RankingDesk; readonly settled: SettledRound } | undefined> {
  const desk = await findDesk(services, request);
  const { round } = request.params as { readonly round?: number };
  const number = round ?? desk?.rounds[0]?.number;
  if (!desk || number === undefined) return undefined;
  const settled = await settleAt(services, desk, number);
  return settled && { desk, settled };
}

function addRound(app: App, services: Services): void {
  app.get(
    `${base}/rounds/:round`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'readFrozenRound',
        tags,
        summary: 'A frozen round as it stands',
        description:
          'Settled under the decisions in force: its rankings, every stop with whom it touches, and its money.',
        security: secured,
        params: schema.roundParams,
        response: replies({ 200: schema.settledSchema }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const found = await findSettled(services, request);
      if (!found) return sendProblem(reply, notFound);
      const { frozen } = found.settled.loaded;
      const changes = await countChangesSince(services.database.db, frozen);
      return settledJson(found.settled, stateOf(frozen, found.desk.decisions), changes);
    },
  );
}

function addLines(app: App, services: Services): void {
  app.get(
    `${base}/rounds/:round/rankings/:unit`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'listRankingLines',
        tags,
        summary: 'The lines of a ranking',
        description: 'Best first, then those without a position in the order of the register.',
        security: secured,
        params: schema.rankingParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.lineSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const found = await findSettled(services, request);
      const unit = found?.settled.round.table.units.indexOf(request.params.unit) ?? -1;
      if (!found || unit < 0) return sendProblem(reply, notFound);
      const { settled } = found;
      const { rows } = pictureOf(settled, unit);
      const from = page.after === undefined ? 0 : Number(page.after[0]) + 1;
      const placed = Array.from(rows.subarray(from, from + page.limit));
      const rest = rowsOutside(settled, unit);
      const start = Math.max(0, from - rows.length);
      const all = [...placed, ...rest.slice(start, start + page.limit - placed.length)];
      const indexed = all.map((row, index) => ({ row, index: from + index }));
      const { items, ...more } = listPage(indexed, page, ({ index }) => [String(index)]);
      return { items: items.map(({ row }) => lineJson(settled, row)), ...more };
    },
  );
}

function addPreview(app: App, services: Services): void {
  app.post(
    `${base}/decisions/effect`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'previewRoundDecision',
        tags,
        summary: 'The effect of a decision before it is taken',
        description:
          'On the newest frozen round, with the decisions in force. Nothing is recorded.',
        security: secured,
        params: schema.callParams,
        body: schema.previewInput,
        response: replies({ 200: schema.effectSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const found = await findSettled(services, request);
      if (!found) return sendProblem(reply, problemOf(refused('round-missing')));
      const { desk, settled } = found;
      const contents = inForce(desk.decisions).map(({ content }) => content);
      const unnamed = { act: 'preview', ground: 'preview' };
      const { stop, choice } = request.body;
      const proposal = proposeDecision(settled, contents, { stop, choice }, unnamed);
      return proposal.type === 'refused'
        ? sendProblem(reply, problemOf(proposal))
        : keptEffect(proposal.comparison, settled.round.ids);
    },
  );
}

function addDecisions(app: App, services: Services): void {
  app.get(
    `${base}/decisions`,
    {
      config: { access: deskAccess },
      schema: {
        operationId: 'listRoundDecisions',
        tags,
        summary: 'What was decided where the rules stop',
        description: 'In the order in which it was decided, the withdrawn included.',
        security: secured,
        params: schema.callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(schema.decisionSchema) }, [400, 401, 403, 404]),
      },
    },
    async (request, reply) => {
      const page = readListPage(request.query, ['count']);
      if (!page) return sendBadCursor(reply);
      const desk = await findDesk(services, request);
      if (!desk) return sendProblem(reply, notFound);
      const after = Number(page.after?.[0] ?? 0);
      const rest = desk.decisions.filter(({ number }) => number > after).slice(0, page.limit);
      const { items, ...more } = listPage(rest, page, ({ number }) => [String(number)]);
      return { items: items.map(decisionJson), ...more };
    },
  );
}

function addTaking(app: App, services: Services): void {
  app.post(
    `${base}/decisions`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'takeRoundDecision',
        tags,
        summary: 'Take a decision about the newest round',
        description:
          'Where the rules stop, or to move money. Only on the `state` by which its effect was looked at: whoever comes second is told to look again.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.decisionInput,
        response: replies({ 201: schema.takenSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(services, request, reply, async (tx, { desk, settled }) => {
        const { loaded } = settled;
        const today = formatDay(await findToday(services.database.db, loaded.call.document));
        const { stop, ...asked } = request.body;
        const { personId } = desk;
        const taken = await takeDecision(tx, { ...asked, stop, loaded, personId, today });
        if (taken.type === 'refused') return taken;
        const { number, effect } = taken;
        return { type: 'done', status: 201, body: { number, effect } };
      }),
  );
}

function addWithdrawal(app: App, services: Services): void {
  app.post(
    `${base}/decisions/:decision/withdrawal`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'withdrawRoundDecision',
        tags,
        summary: 'Withdraw a decision',
        description:
          'With a reason; the round stops again where it stopped before. Not once a signed act rests on it.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.decisionParams,
        body: schema.withdrawalInput,
        response: replies({ 204: nothing }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      act(services, request, reply, async (tx, { desk, settled }) => {
        const { loaded } = settled;
        const withdrawn = await withdrawDecision(tx, {
          ...request.body,
          loaded,
          number: request.params.decision,
          personId: desk.personId,
        });
        return withdrawn.type === 'refused' ? withdrawn : { type: 'done', status: 204 };
      }),
  );
}

type Tx = Parameters<Parameters<typeof withIdempotency>[3]>[0];
type Found = NonNullable<Awaited<ReturnType<typeof findSettled>>>;

/** Runs an act on the newest round of the call of the address. */
async function act(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  run: (tx: Tx, found: Found) => Promise<Extract<ActReply, { type: 'done' }> | DeskRefused>,
): Promise<FastifyReply> {
  const found = await findSettled(services, request);
  if (!found) return sendProblem(reply, problemOf(refused('round-missing')));
  return withIdempotency(request, reply, services, async (tx): Promise<ActReply> => {
    const done = await run(tx, found);
    return done.type === 'refused' ? { type: 'refused', problem: problemOf(done) } : done;
  });
}
