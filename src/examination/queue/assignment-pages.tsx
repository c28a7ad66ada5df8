import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { beginExamination } from '../begin-examination.ts';
import { findExamination } from '../queries.ts';
import { runAct } from '../../platform/run-act.ts';
import { applicationParams } from './api-schemas.ts';
import { assignExamination } from './assign.ts';
import { AssignmentView } from './assignment-view.tsx';
import { nameItems } from './name-items.ts';
import { listOfficers } from './officers.ts';
import { officerRoles } from './queue-calls.ts';
import { queueRefusals } from './refusals.ts';
import { listAssignments } from './rotations.ts';
import { trailOf } from './trail.ts';
import { queueWords } from './words.ts';

const access: Access = { who: 'named', roles: officerRoles, subject: 'application' };
const url = '/calls/:call/applications/:application/examination/assignment';
const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const assignmentForm = Type.Object({ officer: text(60), from: text(60), reason: text(1000) });

type ApplicationRequest = FastifyRequest<{ Params: { call: string; application: string } }>;

/** Giving one application to an officer, and beginning its examination. */
export function assignmentPages(services: Services): (app: App) => void {
  return (app) => {
    const config = { access };
    app.get(url, { config, schema: { params: applicationParams, hide: true } }, (request, reply) =>
      showAssignment(request, reply, services, {}),
    );
    addAssignment(app, services);
    addBeginning(app, services);
  };
}

function addAssignment(app: App, services: Services): void {
  app.post(
    url,
    {
      config: { access },
      schema: { params: applicationParams, body: assignmentForm, hide: true },
    },
    async (request, reply) => {
      const form = request.body;
      const officerId = readOfficer(form.officer);
      const { language } = request;
      if (officerId === undefined)
        return showAssignment(request, reply, services, {
          form,
          errors: [{ field: 'officer', message: queueRefusals['not-an-officer'][language] }],
        });
      const outcome = await runAct(services.database.db, (tx) =>
        assignExamination(tx, {
          ...keyOf(request),
          officerId,
          ...(form.from === undefined ? {} : { from: form.from === '' ? null : form.from }),
          reason: form.reason ?? null,
          personId: principalOf(request).personId,
        }),
      );
      if (!outcome) return answerProblem(request, reply, notFound);
      if (outcome.type === 'refused') {
        const field = outcome.code === 'reason-missing' ? 'reason' : 'officer';
        const message = queueRefusals[outcome.code][language];
        return showAssignment(request, reply, services, { form, errors: [{ field, message }] });
      }
      const words = queueWords[language];
      return redirectWithFlash(request, reply, request.url, {
        tone: 'ok',
        text: outcome.type === 'repeated' ? words.assignedAlready : words.assigned,
      });
    },
  );
}

function readOfficer(sent: string | undefined): string | null | undefined {
  if (sent === 'nobody') return null;
  return sent !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sent)
    ? sent
    : undefined;
}

function addBeginning(app: App, services: Services): void {
  app.post(
    '/calls/:call/applications/:application/examination/beginning',
    { config: { access }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const { call, application } = request.params;
      const outcome = await runAct(services.database.db, (tx) =>
        beginExamination(tx, { ...keyOf(request), personId: principalOf(request).personId }),
      );
      if (!outcome) return answerProblem(request, reply, notFound);
      const { language } = request;
      return redirectWithFlash(
        request,
        reply,
        `/calls/${call}/applications/${application}/examination`,
        outcome.type === 'refused'
          ? { tone: 'warn', text: queueRefusals[outcome.code][language] }
          : { tone: 'ok', text: queueWords[language].begun },
      );
    },
  );
}

async function showAssignment(
  request: ApplicationRequest,
  reply: FastifyReply,
  services: Services,
  {
    form,
    errors = [],
  }: {
    readonly form?: { readonly officer?: string; readonly reason?: string };
    readonly errors?: readonly FieldError[];
  },
): Promise<FastifyReply> {
  const { db } = services.database;
  const { call: slug, application } = request.params;
  const key = keyOf(request);
  const call = await findCall(services, slug);
  const examination = call && (await findExamination(db, key));
  if (!call || !examination) return answerProblem(request, reply, notFound);
  const names = await nameItems(db, [{ call: slug, application }]);
  const words = queueWords[request.language];
  return renderPage(request, reply, {
    title: words.assignment,
    lead: names.get(`${slug}~${application}`)?.title,
    isNarrow: true,
    trail: trailOf(call, request),
    mode: call.mode,
    fictional: call.fictional,
    errors,
    children: (
      <AssignmentView
        examination={examination}
        officers={await listOfficers(db, key.callId)}
        history={await listAssignments(db, key)}
        {...(form === undefined ? {} : { form })}
      />
    ),
  });
}

function keyOf({ subject, params }: ApplicationRequest) {
  return { callId: subject?.callId ?? 0, applicationId: params.application };
}
