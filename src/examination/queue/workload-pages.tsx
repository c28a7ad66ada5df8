import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hasRole, principalOf, type Access } from '../../accounts/index.ts';
import { findCall, loadPublished, type PublishedCall } from '../../calls/index.ts';
import { formatDay } from '../../engine/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { findToday } from '../queries.ts';
import { runAct } from '../../platform/run-act.ts';
import { callParams } from './api-schemas.ts';
import { listLoads } from './officers.ts';
import { officerRoles, queueRoles } from './queue-calls.ts';
import { queueRefusals } from './refusals.ts';
import { rotate } from './rotate.ts';
import { countUnassigned, listRotations } from './rotations.ts';
import { trailOf } from './trail.ts';
import { WorkloadView } from './workload-view.tsx';
import { queueWords } from './words.ts';

const reading: Access = { who: 'named', roles: queueRoles, subject: 'call' };
const acting: Access = { who: 'named', roles: officerRoles, subject: 'call' };
const officerText = Type.String({ maxLength: 60 });

/** Who has how much to do in a call, and sharing out what nobody has. */
export function workloadPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/calls/:call/examination/workload',
      { config: { access: reading }, schema: { params: callParams, hide: true } },
      async (request, reply) => {
        const call = await findCall(services, request.params.call);
        if (!call) return answerProblem(request, reply, notFound);
        return showWorkload(request, reply, services, { call });
      },
    );
    addRotation(app, services);
  };
}

function addRotation(app: App, services: Services): void {
  const body = Type.Object({
    officers: Type.Optional(Type.Union([officerText, Type.Array(officerText, { maxItems: 500 })])),
  });
  app.post(
    '/calls/:call/examination/rotations',
    { config: { access: acting }, schema: { params: callParams, body, hide: true } },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const officerIds = [request.body.officers ?? []].flat();
      const { personId } = principalOf(request);
      const outcome = await runAct(services.database.db, (tx) =>
        rotate(tx, { callId: call.callId, officerIds, personId }),
      );
      const { language } = request;
      if (outcome.type === 'rotated')
        return redirectWithFlash(request, reply, `/calls/${call.slug}/examination/workload`, {
          tone: 'ok',
          text: queueWords[language].rotated(outcome.given),
        });
      const errors = [{ field: 'officers', message: queueRefusals[outcome.code][language] }];
      return showWorkload(request, reply, services, { call, errors, chosen: officerIds });
    },
  );
}

async function showWorkload(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  {
    call,
    errors = [],
    chosen,
  }: {
    readonly call: PublishedCall;
    readonly errors?: readonly FieldError[];
    readonly chosen?: readonly string[];
  },
): Promise<FastifyReply> {
  const { callId, version, slug } = call;
  const { db } = services.database;
  const published = await loadPublished(services, { callId, version });
  const today = formatDay(await findToday(db, published.call.document));
  const unassigned = await countUnassigned(db, callId);
  const words = queueWords[request.language];
  return renderPage(request, reply, {
    title: words.workload,
    lead: words.workloadLead(unassigned),
    trail: [
      ...trailOf(call, request),
      { text: words.titleOf, href: `/calls/${slug}/examination?view=all` },
    ],
    mode: call.mode,
    fictional: call.fictional,
    errors,
    children: (
      <WorkloadView
        call={call}
        loads={await listLoads(db, { callId, today })}
        rotations={await listRotations(db, callId)}
        unassigned={unassigned}
        acts={hasRole(principalOf(request), officerRoles, call)}
        {...(chosen === undefined ? {} : { chosen })}
      />
    ),
  });
}
