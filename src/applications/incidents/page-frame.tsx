import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { renderPage, type FieldError } from '../../platform/page/index.ts';
import { incidentWords } from './words.ts';

export interface IncidentPage {
  readonly call: PublishedCall;
  readonly title: string;
  readonly lead?: string;
  /** Whether the list of incidents stands above it. */
  readonly isBelow?: boolean;
  readonly isNarrow?: boolean;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
  readonly children: ComponentChildren;
}

/** A page about the incidents of a call: where it stands, and whether the call is for real. */
export function renderIncidentPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, isBelow, ...page }: IncidentPage,
): FastifyReply {
  const { slug, mode, fictional, title } = call;
  const { language } = request;
  const { backToCalls, incidents } = incidentWords[language];
  const trail = [
    { text: backToCalls, href: '/calls' },
    { text: title[language], href: `/calls/${slug}` },
    ...(isBelow === true ? [{ text: incidents, href: `/calls/${slug}/incidents` }] : []),
  ];
  return renderPage(request, reply, { ...page, mode, fictional, trail });
}

export function sendNotFoundPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, notFound);
}
