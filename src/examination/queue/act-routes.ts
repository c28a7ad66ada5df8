import { principalOf, type Access } from '../../accounts/index.ts';
import { idempotencyHeader, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { beginExamination } from '../begin-examination.ts';
import type { ExaminationRecord } from '../examination.ts';
import * as schema from './api-schemas.ts';
import { assignExamination } from './assign.ts';
import { doInBulk } from './bulk.ts';
import { officerRoles } from './queue-calls.ts';
import { queueProblem } from './refusals.ts';
import { rotate } from './rotate.ts';

const tags = ['Examination'];
const onApplication: Access = { who: 'named', roles: officerRoles, subject: 'application' };
const onCall: Access = { who: 'named', roles: officerRoles, subject: 'call' };

/** Giving applications to officers, beginning them, and both to many at once. */
export function queueActRoutes(services: Services): (app: App) => void {
  return (app) => {
    addAssignment(app, services);
    addBeginning(app, services);
    addRotation(app, services);
    addSteps(app, services);
  };
}

function addAssignment(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/examination/assignment',
    {
      config: { access: onApplication },
      schema: {
        operationId: 'assignExamination',
        tags,
        summary: 'Give an application to an officer',
        description:
          'From one officer to another only with a reason. With `from`, it is refused when somebody else has given it meanwhile.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.applicationParams,
        body: schema.assignmentBody,
        response: replies({ 200: schema.assignedSchema }, [400, 401, 404, 409, 412, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const { officer, from, reason = null } = request.body;
        const outcome = await assignExamination(tx, {
          callId: request.subject?.callId ?? 0,
          applicationId: request.params.application,
          officerId: officer,
          ...(from === undefined ? {} : { from }),
          reason,
          personId: principalOf(request).personId,
        });
        if (!outcome) return { type: 'refused', problem: queueProblem('not-found') };
        if (outcome.type === 'refused')
          return { type: 'refused', problem: queueProblem(outcome.code) };
        return { type: 'done', status: 200, body: assignedReply(outcome.examination) };
      }),
  );
}

function addBeginning(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/applications/:application/examination/beginning',
    {
      config: { access: onApplication },
      schema: {
        operationId: 'beginExamination',
        tags,
        summary: 'Begin the examination of an application',
        description: 'One that nobody has is from now on with whoever begins it.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.applicationParams,
        response: replies({ 200: schema.assignedSchema }, [400, 401, 404, 409]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const outcome = await beginExamination(tx, {
          callId: request.subject?.callId ?? 0,
          applicationId: request.params.application,
          personId: principalOf(request).personId,
        });
        if (!outcome) return { type: 'refused', problem: queueProblem('not-found') };
        if (outcome.type === 'refused')
          return { type: 'refused', problem: queueProblem(outcome.code) };
        return { type: 'done', status: 200, body: assignedReply(outcome.examination) };
      }),
  );
}

function assignedReply({ state, assignedTo, revision }: ExaminationRecord) {
  return { state, officer: assignedTo, revision };
}

function addRotation(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/examination-rotations',
    {
      config: { access: onCall },
      schema: {
        operationId: 'shareOutExaminations',
        tags,
        summary: 'Share out the applications that nobody has',
        description:
          'In the order of arrival, each to whoever has the fewest open ones then; of several, to the first by surname. It is recorded.',
        security: secured,
        headers: idempotencyHeader,
        params: schema.callParams,
        body: schema.rotationBody,
        response: replies({ 201: schema.rotationSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) =>
      withIdempotency(request, reply, services, async (tx) => {
        const outcome = await rotate(tx, {
          callId: request.subject?.callId ?? 0,
          officerIds: request.body.officers,
          personId: principalOf(request).personId,
        });
        if (outcome.type === 'refused')
          return { type: 'refused', problem: queueProblem(outcome.code) };
        const { number, given, seats } = outcome;
        return {
          type: 'done',
          status: 201,
          body: {
            number,
            given,
            seats: seats.map(({ officerId: id, name, before, given: own }) => ({
              officer: { id, name },
              before,
              given: own,
            })),
          },
        };
      }),
  );
}

function addSteps(app: App, services: Services): void {
  app.post(
    '/api/v1/examination-steps',
    {
      config: { access: { who: 'signed-in' } },
      schema: {
        operationId: 'doExaminationSteps',
        tags,
        summary: 'Do one step to several applications',
        description:
          'Each is decided by itself, and the answer says what came of each. Doing it again changes nothing that was done.',
        security: secured,
        body: schema.stepsBody,
        response: replies({ 200: schema.stepsSchema }, [400, 401, 422]),
      },
    },
    async (request, reply) => {
      const { step, officer, reason = null, items } = request.body;
      if (step === 'assign' && officer === undefined)
        return sendProblem(reply, queueProblem('not-an-officer', '/officer'));
      const results = await doInBulk(services, principalOf(request), {
        items,
        ...(step === 'assign' ? { step, officerId: officer ?? '', reason } : { step }),
      });
      return reply.send({ results: [...results] });
    },
  );
}
