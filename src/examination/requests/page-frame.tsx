import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Type } from 'typebox';
import { addressOf, trailOf } from '../../applications/index.ts';
import { trailOf as examinedTrail } from '../queue/trail.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Dialogue } from './find-seen.ts';
import { refusals, saidOf, type Refused } from './refusals.ts';
import { dialogueWords } from './words.ts';

export const pageHere = '/calls/:call/applications/:application/requests';

/** A form whose fields follow from what it is about. */
export const sentForm = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Array(Type.String())]),
);

export const revisionSchema = Type.String({ pattern: '^(0|[1-9][0-9]{0,8})$' });

/** Back to the page, which says why not. */
export function back(
  request: FastifyRequest,
  reply: FastifyReply,
  { path, outcome }: { readonly path: string; readonly outcome: Refused },
): FastifyReply {
  const detail = saidOf(outcome, request.language);
  const { status } = refusals[outcome.code];
  if (status === 403) return answerProblem(request, reply, { status, code: outcome.code, detail });
  return redirectWithFlash(request, reply, path, { tone: 'warn', text: detail });
}

export function notFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, { status: 404, code: 'not-found' });
}

/** The page on which everything that was asked is listed. */
export function listOf(request: FastifyRequest): string {
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  return `${addressOf({ id: application, call: { slug: call } })}/requests`;
}

interface Shown {
  readonly title: string;
  readonly lead?: string;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  readonly children: VNode;
}

/** A page within those of the application. */
export function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { snapshot, published, applicationId, side }: Dialogue,
  shown: Shown,
): FastifyReply {
  const { language } = request;
  const words = dialogueWords[language];
  const { title } = published.call.document;
  const call = { ...snapshot.call, title };
  const application = addressOf({ id: applicationId, call });
  const trail = trailOf({ call }, language);
  return renderPage(request, reply, {
    ...shown,
    trail: [
      ...(side === 'own' ? trail : examinedTrail(call, request)),
      { text: snapshot.title, href: application },
      ...(shown.title === words.title
        ? []
        : [{ text: words.title, href: `${application}/requests` }]),
    ],
    mode: snapshot.call.mode,
    fictional: published.call.document.fictional === true,
  });
}
