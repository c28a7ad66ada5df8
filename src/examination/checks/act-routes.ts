import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { editable, replies, secured } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import { answerRevisionMissing, readIfMatch, revisionEtag } from '../../platform/http/if-match.ts';
import { notFound, sendProblem } from '../../platform/http/problem-reply.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import type { ExaminationRecord } from '../examination.ts';
import type { OfficeAct } from './act-on-examination.ts';
import * as schema from './api-schemas.ts';
import { keyOf, officerAccess } from './asking.ts';
import { confirmFinding, type ConfirmationOutcome } from './confirm-finding.ts';
import { effectView, examinationView, findingView } from './examination-view.ts';
import { findExamined, readExamined } from './find-examined.ts';
import { passPhase, type PhaseOutcome } from './pass-phase.ts';
import { listOutcomeActs } from './queries.ts';
import { readFinding } from './read-value.ts';
import { recordFindings, type FindingRefused } from './record-findings.ts';
import { recordOutcome, type OutcomeOutcome } from './record-outcome.ts';
import { problemOf, type RefusalCode } from './refusals.ts';
import {
  liftReserve,
  reopenExamination,
  type LiftingOutcome,
  type ReopeningOutcome,
} from './reopen-examination.ts';

const tags = ['Examination'];
const base = '/api/v1/calls/:call/applications/:application/examination';

const problems = [400, 401, 404, 409, 412, 422, 428] as const;

/** Everything an officer does to one application. */
export function actRoutes(services: Services): (app: App) => void {
  return (app) => {
    addFindings(app, services);
    addConfirmation(app, services);
    addPhase(app, services);
    addOutcome(app, services);
    addReopening(app, services);
    addLifting(app, services);
  };
}

function addFindings(app: App, services: Services): void {
  app.post(
    `${base}/findings`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'recordFindings',
        tags,
        summary: 'Record what was found',
        description:
          'Values that the office or a register gives, declared values that were verified differently, and verdicts on requirements and papers. Where one differs from what was declared or computed, both stay. With If-Match of what was read: 412 tells what somebody else has found on the same check meanwhile; findings on other checks do not disturb.',
        security: secured,
        params: schema.applicationParams,
        headers: schema.ifMatchHeader,
        body: schema.findingsBody,
        response: replies({ 201: editable(schema.recordedSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) => {
        const read = readFindings(request.body);
        if (read.type === 'refused') return read;
        const outcome = await recordFindings(tx, { ...act, findings: read.findings });
        if (!outcome) return nowhere;
        if (outcome.type === 'refused') return refusedFinding(outcome);
        const reply201 = await examinationReply(tx, act, outcome.examination);
        return {
          ...reply201,
          status: 201,
          body: { ...(reply201.body as object), effect: effectView(outcome.effect) },
        };
      }),
  );
}

function readFindings({ findings }: Static<typeof schema.findingsBody>) {
  const read = findings.map(({ says, value, note, evidence, ...subject }) =>
    readFinding({ subject, says, value, note: note?.trim() || null, evidence: evidence ?? [] }),
  );
  const wrong = read.indexOf(undefined);
  if (wrong >= 0) return refused('value-strange', { path: `/findings/${wrong}/value` });
  return { type: 'read', findings: read.flatMap((each) => each ?? []) } as const;
}

function refusedFinding({ code, index, first }: FindingRefused): ActReply {
  return refused(code, {
    path: `/findings/${index}`,
    ...(first && { more: { first: findingView(first) } }),
  });
}

function addConfirmation(app: App, services: Services): void {
  app.post(
    `${base}/findings/:number/confirmation`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'confirmFinding',
        tags,
        summary: 'Confirm what another officer found',
        description:
          'Where the call asks for two persons a finding counts once a second one agrees; never the one who found it. Where the second disagrees it counts for nothing, and must be found anew.',
        security: secured,
        params: schema.findingParams,
        headers: schema.ifMatchHeader,
        body: schema.confirmationBody,
        response: replies({ 201: editable(schema.examinationSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) => {
        const { agrees, note } = request.body;
        const { number } = request.params;
        const asked = { ...act, number, agrees, note: note?.trim() || null };
        return actReply(tx, act, await confirmFinding(tx, asked), 201);
      }),
  );
}

function addPhase(app: App, services: Services): void {
  app.post(
    `${base}/phases/:phase/conclusion`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'concludePhase',
        tags,
        summary: 'Conclude a phase',
        description:
          'In favour of the application, once no check of it is open and none that excludes is not met. Against it there is the outcome.',
        security: secured,
        params: schema.phaseParams,
        headers: schema.ifMatchHeader,
        body: schema.phaseBody,
        response: replies({ 200: editable(schema.examinationSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) => {
        const { phase } = request.params;
        const note = request.body.note?.trim() || null;
        const outcome = await passPhase(tx, { ...act, phase, note });
        return actReply(tx, act, outcome);
      }),
  );
}

function addOutcome(app: App, services: Services): void {
  app.post(
    `${base}/outcome`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'decideOutcome',
        tags,
        summary: 'Decide the outcome',
        description:
          'Admitted, with reserve, or not admitted for reasons that follow from checks. Its people read outcome and reasons from then on.',
        security: secured,
        params: schema.applicationParams,
        headers: schema.ifMatchHeader,
        body: schema.outcomeBody,
        response: replies({ 200: editable(schema.examinationSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) => {
        const { outcome: wanted, reasons = [], observations, ground, note } = request.body;
        const outcome = await recordOutcome(tx, {
          ...act,
          outcome: wanted,
          reasons: reasons.map(({ check = null, text }) => ({ check, text })),
          observations: observations?.trim() || null,
          ground: ground?.trim() || null,
          note: note?.trim() || null,
        });
        return actReply(tx, act, outcome);
      }),
  );
}

function addReopening(app: App, services: Services): void {
  app.post(
    `${base}/reopening`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'reopenExamination',
        tags,
        summary: 'Reopen what was decided',
        description:
          'With the act or rule on which it rests: what was not admitted is reinstated, what was admitted is examined again.',
        security: secured,
        params: schema.applicationParams,
        headers: schema.ifMatchHeader,
        body: schema.reopeningBody,
        response: replies({ 200: editable(schema.examinationSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) =>
        actReply(tx, act, await reopenExamination(tx, { ...act, ...request.body })),
      ),
  );
}

function addLifting(app: App, services: Services): void {
  app.post(
    `${base}/reserve-lifting`,
    {
      config: { access: officerAccess },
      schema: {
        operationId: 'liftReserve',
        tags,
        summary: 'Lift the reserve of an admission',
        description: 'With the act or rule on which it rests.',
        security: secured,
        params: schema.applicationParams,
        headers: schema.ifMatchHeader,
        body: schema.liftingBody,
        response: replies({ 200: editable(schema.examinationSchema) }, problems),
      },
    },
    (request, reply) =>
      runOffice(request, reply, services, async (tx, act) =>
        actReply(tx, act, await liftReserve(tx, { ...act, ...request.body })),
      ),
  );
}

type SeenAct = OfficeAct & { readonly seen: number };

/** Runs an act on what its author had read: the rules are read before its transaction begins. */
async function runOffice(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  run: (tx: Tx, act: SeenAct) => Promise<ActReply>,
): Promise<FastifyReply> {
  const read = readIfMatch(request);
  if (read.type === 'missing') return answerRevisionMissing(request, reply);
  if (read.type === 'strange')
    return sendProblem(reply, {
      status: 400,
      code: 'not-understood',
      detail: 'If-Match is the ETag of the examination, such as "r4".',
    });
  const key = keyOf(request);
  const examined = await findExamined(services.database, key);
  if (!examined) return sendProblem(reply, notFound);
  const act = { ...key, published: examined.published, seen: read.revision };
  return withIdempotency(request, reply, services, (tx) => run(tx, act));
}

const nowhere: ActReply = { type: 'refused', problem: notFound };

function refused(
  code: RefusalCode,
  more: Parameters<typeof problemOf>[1] = {},
): Extract<ActReply, { type: 'refused' }> {
  return { type: 'refused', problem: problemOf(code, more) };
}

type ActOutcome =
  | ConfirmationOutcome
  | PhaseOutcome
  | OutcomeOutcome
  | ReopeningOutcome
  | LiftingOutcome;

/** What the act came to; an examination that is not there any more is not found. */
async function actReply(
  tx: Tx,
  act: OfficeAct,
  outcome: ActOutcome | undefined,
  status: 200 | 201 = 200,
): Promise<ActReply> {
  if (!outcome) return nowhere;
  if (outcome.type === 'refused') return refused(outcome.code);
  return { ...(await examinationReply(tx, act, outcome.examination)), status };
}

/** The examination as it stands after the act. */
async function examinationReply(
  tx: Tx,
  { published }: OfficeAct,
  examination: ExaminationRecord,
): Promise<Extract<ActReply, { type: 'done' }>> {
  const examined = await readExamined(tx, { examination, published });
  const acts = await listOutcomeActs(tx, examination);
  return {
    type: 'done',
    status: 200,
    headers: { etag: revisionEtag(examination.revision) },
    body: examinationView(examined, acts),
  };
}
