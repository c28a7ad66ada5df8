import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { addApplicationAction } from '../../applications/index.ts';
import { findCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { clockOf } from '../clock.ts';
import { findExamination, findToday, listSuspensions } from '../queries.ts';
import { applicationParams } from './api-schemas.ts';
import { examinersAccess, keyOf, officerAccess, toldAccess } from './asking.ts';
import { findDesk, type Desk } from './desk.ts';
import { ExaminationPage } from './examination-page.tsx';
import { findingPages } from './finding-pages.tsx';
import { outcomePages } from './outcome-pages.tsx';
import { ToldPage } from './outcome-view.tsx';
import { findPersonName, listOutcomeActs } from './queries.ts';
import type { TypedControl } from './read-hand-form.ts';
import { toldOutcome } from './told-outcome.ts';
import { checkWords } from './words.ts';

/** The pages of one examination: of the office, and of those who are told how it ended. */
export function checkPages(services: Services): (app: App) => void {
  return (app) => {
    addExamination(app, services);
    addTold(app, services);
    findingPages(services)(app);
    outcomePages(services)(app);
    const { it, en } = checkWords;
    addApplicationAction(app, {
      text: { it: it.examination, en: en.examination },
      href: (address) => `${address}/examination`,
      isShown: (request) => mayRead(request),
      order: 10,
    });
    addApplicationAction(app, {
      text: { it: it.toldTitle, en: en.toldTitle },
      href: (address) => `${address}/outcome`,
      isShown: (request) => !mayRead(request),
      order: 20,
    });
  };
}

function addExamination(app: App, services: Services): void {
  app.get(
    '/calls/:call/applications/:application/examination',
    { config: { access: examinersAccess }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      return desk ? renderExamination(request, reply, services, { desk }) : sendNotFound(request, reply);
    },
  );
}

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
      { text: words.applications, href: '/examinations' },
      { text: call.title[language], href: `/calls/${call.slug}` },
      ...(isBelow ? [{ text: examined.snapshot.title, href: `${address}/examination` }] : []),
    ],
  };
}

function addTold(app: App, { database }: Services): void {
  app.get(
    '/calls/:call/applications/:application/outcome',
    { config: { access: toldAccess }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const { language, params } = request;
      const call = await findCall({ database }, params.call);
      if (!call) return sendNotFound(request, reply);
      const examination = await findExamination(database.db, keyOf(request));
      const acts = examination ? await listOutcomeActs(database.db, examination) : [];
      return renderPage(request, reply, {
        title: checkWords[language].toldTitle,
        mode: call.mode,
        fictional: call.fictional,
        isNarrow: true,
        trail: [
          { text: call.title[language], href: `/calls/${call.slug}` },
          {
            text: checkWords[language].application,
            href: `/calls/${call.slug}/applications/${params.application}`,
          },
        ],
        children: <ToldPage told={examination && toldOutcome(examination, acts)} />,
      });
    },
  );
}

function mayRead(request: FastifyRequest): boolean {
  const { roles = [] } = examinersAccess.who === 'named' ? examinersAccess : {};
  return hasRole(principalOf(request), roles, request.subject ?? {});
}

export function mayAct(request: FastifyRequest): boolean {
  const { roles = [] } = officerAccess.who === 'named' ? officerAccess : {};
  return hasRole(principalOf(request), roles, request.subject ?? {});
}

export function sendNotFound(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, { status: 404, code: 'not-found' });
}

/** A field of a form of these pages. */
export const text = Type.Optional(Type.String({ maxLength: 10_000 }));
