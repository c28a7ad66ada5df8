import type { FastifyReply } from 'fastify';
import { editable, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { revisionEtag } from '../../platform/http/if-match.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { actRoutes } from './act-routes.ts';
import { applicationParams, examinationSchema, toldOutcomeSchema } from './api-schemas.ts';
import { examinersAccess, keyOf, toldAccess } from './asking.ts';
import { examinationView, toldView } from './examination-view.ts';
import { findExamined } from './find-examined.ts';
import { findExamination } from '../queries.ts';
import { listOutcomeActs } from './queries.ts';
import { toldOutcome } from './told-outcome.ts';

const tags = ['Examination'];

/** The examination of one application: what is checked, what was found, and how it ended. */
export function checkRoutes(services: Services): (app: App) => void {
  return (app) => {
    addExamination(app, services);
    addOutcome(app, services);
    actRoutes(services)(app);
  };
}

function addExamination(app: App, { database }: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/examination',
    {
      config: { access: examinersAccess },
      schema: {
        operationId: 'readExamination',
        tags,
        summary: 'The examination of an application',
        description:
          'Every check with its verdict and what decided it, what was found, what is left to do, and the figures as they follow from it. For the office only.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: editable(examinationSchema) }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const key = keyOf(request);
      const examined = await findExamined(database, key);
      if (!examined) return sendNotFound(reply);
      const acts = await listOutcomeActs(database.db, examined.examination);
      void reply.header('etag', revisionEtag(examined.examination.revision));
      return examinationView(examined, acts);
    },
  );
}

function addOutcome(app: App, { database }: Services): void {
  app.get(
    '/api/v1/calls/:call/applications/:application/outcome',
    {
      config: { access: toldAccess },
      schema: {
        operationId: 'readOutcome',
        tags,
        summary: 'The outcome of an application',
        description:
          'As soon as it is recorded, for the people of the application: with its reasons, and how observations were answered. Nothing is told before.',
        security: secured,
        params: applicationParams,
        response: replies({ 200: toldOutcomeSchema }, [400, 401, 404]),
      },
    },
    async (request, reply) => {
      const examination = await findExamination(database.db, keyOf(request));
      const acts = examination ? await listOutcomeActs(database.db, examination) : [];
      const told = examination && toldOutcome(examination, acts);
      return reply.send(toldView(request.params.application, told));
    },
  );
}

function sendNotFound(reply: FastifyReply): FastifyReply {
  return sendProblem(reply, notFound);
}
