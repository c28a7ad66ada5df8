import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { findOrganisations, principalOf, type Principal } from '../accounts/index.ts';
import {
  addCallAction,
  findCall,
  isVisibleTo,
  loadPublished,
  stateOf,
  type PublishedCall,
} from '../calls/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { addressOf } from './addresses.ts';
import { callParams } from './api-schemas.ts';
import { mayActFor } from './change-application.ts';
import { readDraft } from './draft.ts';
import { formWords } from './form-words.ts';
import { leavesOf, NewView, type NewForm } from './new-view.tsx';
import { isCallOver } from './queries.ts';
import { refusals } from './refusal.ts';
import { startApplication, type StartOutcome } from './start-application.ts';

const config = { access: { who: 'signed-in' } } as const;
const field = Type.Optional(Type.String({ maxLength: 2000 }));

/** The form with which an application begins. */
export function newPages(services: Services): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: formWords.it.begin, en: formWords.en.begin },
      href: ({ slug }) => `/calls/${slug}/applications/new`,
      order: 10,
      isMain: true,
      isShown: ({ principal }, { term }) =>
        stateOf(term, services.clock()) !== 'closed' && !(principal && isOffice(principal)),
    });
    app.get(
      '/calls/:call/applications/new',
      { config, schema: { params: callParams, hide: true } },
      async (request, reply) => {
        const call = await findVisible(request, services);
        if (!call) return answerProblem(request, reply, { status: 404, code: 'not-found' });
        const [only, ...others] = await editableBy(services, principalOf(request), call);
        const lead = only && others.length === 0 ? only.id : (request.principal?.actingFor ?? '');
        return showForm(request, reply, services, { call, form: { lead, title: '', line: '' } });
      },
    );
    app.post(
      '/calls/:call/applications',
      {
        config,
        schema: {
          params: callParams,
          body: Type.Object({ lead: field, title: field, line: field }),
          hide: true,
        },
      },
      (request, reply) => {
        const { lead = '', title = '', line = '' } = request.body;
        return begin(request, reply, services, { lead, title, line });
      },
    );
  };
}

/** Whoever works in an office and acts for nobody else has nothing to apply for. */
function isOffice({ roles, powers }: Principal): boolean {
  return roles.length > 0 && powers.length === 0;
}

async function findVisible(
  request: FastifyRequest,
  services: Services,
): Promise<PublishedCall | undefined> {
  const { call: slug } = request.params as { readonly call: string };
  const call = await findCall(services, slug);
  return call && isVisibleTo(call, principalOf(request)) ? call : undefined;
}

/** The organisations for which a person may write applications in a call, by name. */
async function editableBy({ database }: Services, principal: Principal, { callId }: PublishedCall) {
  const ids = principal.powers.map(({ organisationId }) => organisationId);
  const mine = [...new Set(ids)].filter((id) => mayActFor(principal, 'edit', id, callId));
  const found = await findOrganisations(database.db, mine);
  return found.toSorted((a, b) => a.name.localeCompare(b.name, 'it'));
}

interface Shown {
  readonly call: PublishedCall;
  readonly form: NewForm;
  readonly errors?: readonly FieldError[];
}

async function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { call, form, errors = [] }: Shown,
): Promise<FastifyReply> {
  const words = formWords[request.language];
  const isOver = await isCallOver(services.database.db, call.callId);
  const published = await loadPublished(services, call);
  return renderPage(request, reply, {
    title: words.newTitle,
    lead: isOver ? words.callClosed : words.newLead,
    trail: [{ text: call.title[request.language], href: `/calls/${call.slug}` }],
    mode: call.mode,
    fictional: call.fictional,
    isNarrow: true,
    errors,
    children: isOver ? null : (
      <NewView
        slug={call.slug}
        document={published.call.document}
        organisations={await editableBy(services, principalOf(request), call)}
        form={form}
      />
    ),
  });
}

async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  form: NewForm,
): Promise<FastifyReply> {
  const call = await findVisible(request, services);
  if (!call) return answerProblem(request, reply, { status: 404, code: 'not-found' });
  const principal = principalOf(request);
  const published = await loadPublished(services, call);
  const errors = [...checkForm(request, form, leavesOf(published.call.document, 'it'))];
  if (!mayActFor(principal, 'edit', form.lead, call.callId))
    errors.unshift({ field: 'lead', message: formWords[request.language].chooseOrganisation });
  const content = { ...(form.line === '' ? {} : { line: form.line }), facts: {} };
  const read = readDraft({ title: form.title, content });
  if (errors.length > 0 || read.type === 'refused')
    return showForm(request, reply, services, { call, form, errors });
  const outcome = await services.database.db
    .transaction()
    .execute((tx) =>
      startApplication(tx, { published, leadId: form.lead, principal, draft: read.value }),
    );
  return answerStart(request, reply, outcome);
}

function answerStart(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: StartOutcome,
): FastifyReply {
  const words = formWords[request.language];
  if (outcome.type === 'malformed')
    throw new Error('a draft of a line and a title has no partners to be wrong about');
  if (outcome.type === 'refused') {
    const { status, [request.language]: detail } = refusals[outcome.code];
    return answerProblem(request, reply, { status, code: outcome.code, detail });
  }
  return redirectWithFlash(request, reply, `${addressOf(outcome.application)}/sections/project`, {
    tone: 'ok',
    text: words.started,
  });
}

function checkForm(
  { language }: FastifyRequest,
  { title, line }: NewForm,
  leaves: ReturnType<typeof leavesOf>,
): readonly FieldError[] {
  const words = formWords[language];
  const titled = readDraft({ title, content: {} });
  return [
    ...(titled.type === 'refused' ? [{ field: 'title', message: words.writeTitle }] : []),
    ...(leaves.length > 0 && !leaves.some(({ value }) => value === line)
      ? [{ field: 'line', message: words.chooseLine }]
      : []),
  ];
}
