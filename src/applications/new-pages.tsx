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
  type PublishedVersion,
} from '../calls/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { addressOf } from './addresses.ts';
import { callParams } from './api-schemas.ts';
import { mayActFor } from './change-application.ts';
import { readDraft } from './draft.ts';
import { formWords } from './form-words.ts';
import { contentOf, readGiven, type GivenAnswers } from './given-answers.ts';
import { leavesOf, newFormId, NewView, type NewForm } from './new-view.tsx';
import { findOrganisations as findOrganisationsIn, isCallOver } from './queries.ts';
import { refusals } from './refusal.ts';
import { startApplication, type StartOutcome } from './start-application.ts';

const config = { access: { who: 'signed-in' } } as const;
const sentForm = Type.Record(Type.String(), Type.String({ maxLength: 100_000 }));
/** Answers of the interview, as its pages carry them. */
const answers = Type.Optional(Type.String({ maxLength: 100_000 }));

/** The form with which an application begins. */
export function newPages(services: Services): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: formWords.it.begin, en: formWords.en.begin },
      href: ({ slug }) => `/calls/${slug}/applications/new`,
      order: 10,
      isMain: true,
      withAnswers: {
        text: { it: formWords.it.beginWithAnswers, en: formWords.en.beginWithAnswers },
        href: ({ slug }, given) => `/calls/${slug}/applications/new?a=${given}`,
      },
      isShown: ({ principal }, { term }) =>
        stateOf(term, services.clock()) !== 'closed' && !(principal && isOffice(principal)),
    });
    app.get(
      '/calls/:call/applications/new',
      {
        config,
        schema: { params: callParams, querystring: Type.Object({ a: answers }), hide: true },
      },
      async (request, reply) => {
        const call = await findVisible(request, services);
        if (!call) return answerProblem(request, reply, notFound);
        const [only, ...others] = await editableBy(services, principalOf(request), call);
        const lead = only && others.length === 0 ? only.id : (request.principal?.actingFor ?? '');
        const form = { lead, title: '', line: '', answers: request.query.a ?? '', partners: {} };
        return showForm(request, reply, services, { call, form });
      },
    );
    app.post(
      '/calls/:call/applications',
      { config, schema: { params: callParams, body: sentForm, hide: true } },
      (request, reply) => begin(request, reply, services, readForm(request.body)),
    );
  };
}

function readForm(sent: Readonly<Record<string, string>>): NewForm {
  const { lead = '', title = '', line = '', a = '' } = sent;
  const named = Object.entries(sent).filter(([name]) => name.startsWith('partner-'));
  return { lead, title, line, answers: a, partners: Object.fromEntries(named) };
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
  const given = givenOf(published, { call, form, request });
  const organisations = await editableBy(services, principalOf(request), call);
  return renderPage(request, reply, {
    title: words.newTitle,
    lead: isOver ? words.callClosed : words.newLead,
    trail: [{ text: call.title[request.language], href: `/calls/${call.slug}` }],
    mode: call.mode,
    fictional: call.fictional,
    isNarrow: true,
    ...(isOver || organisations.length === 0 ? {} : { languageForm: newFormId }),
    errors,
    children: isOver ? null : (
      <NewView
        slug={call.slug}
        document={published.call.document}
        organisations={organisations}
        form={form}
        given={given}
      />
    ),
  });
}

function givenOf(
  published: PublishedVersion,
  {
    call: { slug },
    form: { answers: text, line },
    request: { language },
  }: Pick<Shown, 'call' | 'form'> & { readonly request: Pick<FastifyRequest, 'language'> },
): GivenAnswers | undefined {
  return readGiven(published, slug, { text, line, language });
}

async function begin(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  form: NewForm,
): Promise<FastifyReply> {
  const call = await findVisible(request, services);
  if (!call) return answerProblem(request, reply, notFound);
  if (request.formLanguage !== null) return showForm(request, reply, services, { call, form });
  const principal = principalOf(request);
  const published = await loadPublished(services, call);
  const { document } = published.call;
  const given = givenOf(published, { call, form, request });
  const errors = [
    ...checkForm(request, form, leavesOf(document, 'it')),
    ...(await checkPartners(services, { request, form, given })),
  ];
  if (!mayActFor(principal, 'edit', form.lead, call.callId))
    errors.unshift({ field: 'lead', message: formWords[request.language].chooseOrganisation });
  const organisationOf = (field: string): string => form.partners[field]?.trim() ?? '';
  const content = {
    ...(form.line === '' ? {} : { line: form.line }),
    ...(given ? contentOf(given, { leadId: form.lead, document, organisationOf }) : { facts: {} }),
  };
  const read = readDraft({ title: form.title, content });
  if (errors.length > 0 || read.type === 'refused')
    return showForm(request, reply, services, { call, form, errors });
  const outcome = await services.database.db
    .transaction()
    .execute((tx) =>
      startApplication(tx, { published, leadId: form.lead, principal, draft: read.value }),
    );
  const missing = given?.others.filter(({ field }) => organisationOf(field) === '').length ?? 0;
  return answerStart(request, reply, { outcome, isGiven: given !== undefined, missing });
}

/** Each partner that is named must be an organisation that is known here, and another one than the others. */
async function checkPartners(
  { database }: Services,
  {
    request,
    form,
    given,
  }: {
    readonly request: Pick<FastifyRequest, 'language'>;
    readonly form: NewForm;
    readonly given: GivenAnswers | undefined;
  },
): Promise<readonly FieldError[]> {
  const words = formWords[request.language];
  const named = (given?.others ?? []).flatMap(({ field }) => {
    const text = form.partners[field]?.trim() ?? '';
    return text === '' ? [] : [{ field, text }];
  });
  if (named.length === 0) return [];
  const found = await findOrganisationsIn(
    database.db,
    named.map(({ text }) => text),
  );
  const seen = new Set([form.lead]);
  return named.flatMap(({ field, text }) => {
    const id = found.get(text)?.id;
    if (id === undefined) return [{ field, message: words.partnerUnknown }];
    if (seen.has(id)) return [{ field, message: words.partnerTwice }];
    seen.add(id);
    return [];
  });
}

function answerStart(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    outcome,
    isGiven,
    missing,
  }: {
    readonly outcome: StartOutcome;
    readonly isGiven: boolean;
    readonly missing: number;
  },
): FastifyReply {
  const words = formWords[request.language];
  if (outcome.type === 'malformed')
    throw new Error(`a partner that was found is not: ${outcome.problems[0]?.message ?? ''}`);
  if (outcome.type === 'refused') {
    const { status, [request.language]: detail } = refusals[outcome.code];
    return answerProblem(request, reply, { status, code: outcome.code, detail, said: detail });
  }
  return redirectWithFlash(request, reply, `${addressOf(outcome.application)}/sections/project`, {
    tone: 'ok',
    text: isGiven
      ? `${words.startedWithAnswers} ${missing === 0 ? '' : words.partnersMissing(missing)}`.trim()
      : words.started,
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
