import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { clockOf } from '../clock.ts';
import { findToday, listSuspensions } from '../queries.ts';
import { listRequests } from '../requests/queries.ts';
import { officerAccess } from './asking.ts';
import type { Desk } from './desk.ts';
import { ExaminationPage } from './examination-page.tsx';
import { findPersonName } from './queries.ts';
import type { TypedControl } from './read-hand-form.ts';
import { checkWords } from './words.ts';

/** The page of one examination, with what was typed and not stored. */
export async function renderExamination(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Pick<Services, 'database'>,
  {
    desk,
    kept = new Map(),
    errors = [],
  }: {
    readonly desk: Desk;
    readonly kept?: ReadonlyMap<string, TypedControl>;
    readonly errors?: readonly FieldError[];
  },
): Promise<FastifyReply> {
  const { db } = database;
  const { examined } = desk;
  const { examination, call } = examined;
  const day = await findToday(db, call.document);
  const suspensions = await listSuspensions(db, examination);
  const { assignedTo, outcome } = examination;
  const term =
    outcome === null ? { day, reading: clockOf(call, examination, suspensions, day) } : undefined;
  return renderPage(request, reply, {
    ...frameOf(request, desk),
    title: examined.snapshot.title,
    heading: null,
    errors,
    children: (
      <ExaminationPage
        desk={desk}
        term={term}
        officer={assignedTo === null ? undefined : await findPersonName(db, assignedTo)}
        mayAct={mayAct(request)}
        kept={kept}
        requests={await listRequests(db, examination)}
      />
    ),
  });
}

/** Where a page about an examination stands, and whether its call is for real. */
export function frameOf(
  { language }: FastifyRequest,
  { call, examined, address }: Desk,
  isBelow = false,
) {
  const words = checkWords[language];
  return {
    mode: call.mode,
    fictional: call.fictional,
    trail: [
      { text: words.applications, href: '/examination' },
      { text: call.title[language], href: `/calls/${call.slug}` },
      ...(isBelow ? [{ text: examined.snapshot.title, href: `${address}/examination` }] : []),
    ],
  };
}

function mayAct(request: FastifyRequest): boolean {
  const { roles = [] } = officerAccess.who === 'named' ? officerAccess : {};
  return hasRole(principalOf(request), roles, request.subject ?? {});
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, notFound);
}
