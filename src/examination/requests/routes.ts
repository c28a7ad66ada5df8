import type { Static } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import { applicationParams } from '../../applications/index.ts';
import { idempotencyHeader, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { answerObservation } from '../notices-against/answer-observation.ts';
import { mayRefuse } from '../notices-against/may-refuse.ts';
import type { RequestAct, RequestOutcome } from './act.ts';
import {
  answerBody,
  extensionBody,
  itemParams,
  lateBody,
  mayRefuseSchema,
  reasonBody,
  requestParams,
  requestSchema,
  requestsSchema,
  revisionBody,
  wholeRequestSchema,
} from './api-schemas.ts';
import { actOn, requestKeyOf } from './asking.ts';
import { draftRoutes, here } from './draft-routes.ts';
import { extendRequest, withdrawRequest } from './end-request.ts';
import { dialogueReaders, findDialogue, officers } from './find-seen.ts';
import { decideLateReply } from './late-reply.ts';
import { notFoundProblem, replyOf } from './outcome-reply.ts';
import { mayRefuseView, requestView, wholeRequestView } from './request-view.ts';
import { sendRequest } from './send-request.ts';
import { loadWhole } from './show-request.ts';

const tags = ['Examination'];
const one = `${here}/:request`;

/** What the office asks and announces, for programs. */
export function requestRoutes(services: Services): (app: App) => void {
  return (app) => {
    addReading(app, services);
    draftRoutes(services)(app);
    addRefusability(app, services);
    addActs(app, services);
    addAnswers(app, services);
  };
}

function addReading(app: App, services: Services): void {
  app.get(
    here,
    {
      config: { access: dialogueReaders },
      schema: {
        operationId: 'listRequests',
        tags,
        summary: 'What the office asked about an application',
        description:
          'Clarification requests and notices of the reasons against, in order, with their replies. The people of the partnership see those that were sent; the office sees drafts too, and no reply before it is sent.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: requestsSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const dialogue = await findDialogue(services, request);
      if (!dialogue) return sendProblem(reply, notFoundProblem);
      return { requests: dialogue.requests.map((each) => requestView(each)) };
    },
  );
  app.get(
    one,
    {
      config: { access: dialogueReaders },
      schema: {
        operationId: 'readRequest',
        tags,
        summary: 'One request or notice',
        description:
          'With its reply, what the reply changes in the text and in the figures, for the office how it arrived and, while it is a draft, what sending it today would do to the clock. Reading it for the first time as somebody of the partnership is noted as a proof that it arrived.',
        security: secured,
        params: requestParams,
        response: replies({ 200: wholeRequestSchema }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const whole = await loadWhole(services, request);
      if (!whole) return sendProblem(reply, notFoundProblem);
      return wholeRequestView(whole.dialogue, whole.request, {
        delivery: whole.delivery,
        change: whole.change,
        letter: whole.letter,
        letterText: whole.letterText,
        preview: whole.preview?.type === 'preview' ? whole.preview : undefined,
      });
    },
  );
}

function addRefusability(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/refusability',
    {
      config: { access: officers },
      schema: {
        operationId: 'readRefusability',
        tags,
        summary: 'Whether an outcome against may be recorded now',
        description:
          'Where the call gives notice of the reasons against, only after the notice, with its days over or its observations answered one by one.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: mayRefuseSchema }, [401, 404]),
      },
    },
    async (request, reply) => {
      const dialogue = await findDialogue(services, request);
      if (!dialogue) return sendProblem(reply, notFoundProblem);
      const { document } = dialogue.published.call;
      return mayRefuseView(await mayRefuse(services.database.db, dialogue, document));
    },
  );
}

function addActs(app: App, services: Services): void {
  const act = addAct(app, services);
  act('sending', revisionBody, {
    operationId: 'sendRequest',
    summary: 'Send a request or a notice',
    description:
      'One act: it is visible to the applicant at once, the deadline follows from the days of the call, the clock stands still where the call says so, and those who write for the lead are told by mail. Refused with the article where the call does not allow another one, and with the decisions that are missing where it leaves something open.',
    run: (tx, given, { revision }) => sendRequest(tx, { ...given, revision }),
  });
  act('withdrawal', reasonBody, {
    operationId: 'withdrawRequest',
    summary: 'Take a request back',
    description:
      'While it waits for its answer, with the reason. The clock runs again from the next day.',
    run: (tx, given, { reason }) => withdrawRequest(tx, { ...given, reason }),
  });
  act('extension', extensionBody, {
    operationId: 'extendRequest',
    summary: 'Give more time to answer',
    description: 'With the reason; the clock stands still for as long.',
    run: (tx, given, { until, reason }) => extendRequest(tx, { ...given, until, reason }),
  });
  act('late-reply', lateBody, {
    operationId: 'decideLateReply',
    summary: 'Decide whether a late answer counts',
    description: 'With the ground, once. The days of the clock stay as they were.',
    run: (tx, given, { take, ground }) => decideLateReply(tx, { ...given, isTaken: take, ground }),
  });
}

interface ActSchema<B> {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly run: (tx: Tx, act: RequestAct, body: B) => Promise<RequestOutcome | undefined>;
}

type Bodies = typeof revisionBody | typeof reasonBody | typeof extensionBody | typeof lateBody;

function addAct(app: App, services: Services) {
  return <S extends Bodies>(
    name: string,
    body: S,
    { run, ...schema }: ActSchema<Static<S>>,
  ): void => {
    app.post(
      `${one}/${name}`,
      {
        config: { access: officers },
        schema: {
          ...schema,
          tags,
          security: secured,
          params: requestParams,
          headers: idempotencyHeader,
          body,
          response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
        },
      },
      async (request, reply) => {
        const act = await actOn(services, request);
        return withIdempotency(request, reply, services, async (tx) =>
          replyOf(await run(tx, act, request.body as Static<S>)),
        );
      },
    );
  };
}

function addAnswers(app: App, services: Services): void {
  app.post(
    `${one}/answers/:item`,
    {
      config: { access: officers },
      schema: {
        operationId: 'answerObservation',
        tags,
        summary: 'Answer one observation',
        description:
          'What the office makes of what was observed to one reason, and whether the reason stands. The last word on each counts.',
        security: secured,
        params: itemParams,
        headers: idempotencyHeader,
        body: answerBody,
        response: replies({ 200: requestSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { text, upheld } = request.body;
      const given = { ...requestKeyOf(request), item: request.params.item, text, isUpheld: upheld };
      const { personId } = principalOf(request);
      return withIdempotency(request, reply, services, async (tx) =>
        replyOf(await answerObservation(tx, { ...given, personId })),
      );
    },
  );
}
