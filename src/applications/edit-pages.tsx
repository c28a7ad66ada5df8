import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../platform/page/index.ts';
import type { Path, Place } from '../platform/source.ts';
import type { Services } from '../platform/services.ts';
import { actOf } from './act-routes.ts';
import { addressOf, trailOf } from './addresses.ts';
import { applicationParams } from './api-schemas.ts';
import { decideChange, versionTag } from './application.ts';
import { checkDraft } from './check-application.ts';
import { writeDraftText } from './draft-text.ts';
import type { DraftContent, DraftProblem } from './draft.ts';
import { editApplication, type EditOutcome } from './edit-application.ts';
import { findDesk, refuse, type EditDesk } from './edit-desk.ts';
import { EditView, type EditForm, type EditProps, type PlacedProblem } from './edit-view.tsx';
import { formWords } from './form-words.ts';
import { problemText, type ProblemPlace } from './problem-words.ts';
import { readDraftText, type DraftTextReading } from './read-draft-text.ts';

const config = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;

/** The form with the whole text of a draft. */
export function editPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/calls/:call/applications/:application/edit',
      { config, schema: { params: applicationParams, hide: true } },
      async (request, reply) => {
        const desk = await findDesk(request, services);
        if (!desk) return refuse(request, reply, 'no-power');
        const { application, call } = desk;
        const { window } = application.call;
        const refusal = decideChange(application, window);
        if (refusal) return refuse(request, reply, refusal);
        const text = writeDraftText({ ...desk.place, language: request.language });
        const form = { title: application.title, text, tag: versionTag(application) };
        const { problems } = checkDraft(call, application);
        return show(request, reply, desk, {
          form,
          problems: placed(problems, locateIn(readDraftText(form.title, text)), {
            ...desk.place,
            language: request.language,
          }),
        });
      },
    );
    app.post(
      '/calls/:call/applications/:application/edit',
      {
        config,
        schema: {
          params: applicationParams,
          body: Type.Object({
            title: Type.String({ maxLength: 2000 }),
            text: Type.String(),
            tag: Type.String({ maxLength: 100 }),
          }),
          hide: true,
        },
      },
      (request, reply) => {
        const { title, text, tag } = request.body;
        return save(request, reply, services, {
          title,
          text: text.replaceAll('\r\n', '\n'),
          tag,
        });
      },
    );
  };
}

type Locate = (path: Path) => Place | undefined;

function locateIn(reading: DraftTextReading): Locate {
  return reading.type === 'unreadable' ? () => undefined : reading.locate;
}

/** Problems with the lines on which they are, in the order of the text. */
function placed(
  problems: readonly DraftProblem[],
  locate: Locate,
  place: ProblemPlace,
): readonly PlacedProblem[] {
  return problems
    .map((problem) => ({
      line: locate(problem.path)?.line,
      text: problemText(problem, place),
    }))
    .toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

interface Shown extends Pick<EditProps, 'form' | 'problems'> {
  readonly differences?: NonNullable<EditProps['differences']>;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { application, place }: EditDesk,
  { errors = [], status, ...shown }: Shown,
): FastifyReply {
  const words = formWords[request.language];
  const { call } = application;
  return renderPage(request, reply, {
    title: words.editTitle,
    lead: words.editLead,
    trail: [
      ...trailOf(application, request.language),
      { text: application.title, href: addressOf(application) },
    ],
    mode: call.mode,
    fictional: call.fictional,
    errors,
    ...(status === undefined ? {} : { status }),
    children: <EditView application={application} place={place} {...shown} />,
  });
}

async function save(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  form: EditForm,
): Promise<FastifyReply> {
  const desk = await findDesk(request, services);
  if (!desk) return refuse(request, reply, 'no-power');
  const reading = readDraftText(form.title, form.text);
  if (reading.type !== 'read') return showUnread(request, reply, desk, { form, reading });
  const outcome = await services.database.db
    .transaction()
    .execute((tx) =>
      editApplication(tx, { ...actOf(request), tag: form.tag, draft: reading.draft }),
    );
  return answerEdit(request, reply, desk, { form, reading, outcome });
}

/** The form again, with what keeps its text from being stored. */
function showUnread(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: EditDesk,
  {
    form,
    reading,
  }: { readonly form: EditForm; readonly reading: Exclude<DraftTextReading, { type: 'read' }> },
): FastifyReply {
  const { language } = request;
  const words = formWords[language];
  if (reading.type === 'unreadable') {
    const problems = reading.problems.map(({ line }) => ({ line, text: words.unreadable }));
    return show(request, reply, desk, { form, problems, errors: errorsOf(problems, language) });
  }
  const content: DraftContent = { facts: {} };
  const place = { ...desk.place, content, language };
  const inTitle = reading.problems.filter(({ path }) => path[0] === 'title');
  const inText = reading.problems.filter((problem) => !inTitle.includes(problem));
  const problems = placed(inText, reading.locate, place);
  return show(request, reply, desk, {
    form,
    problems,
    errors: [
      ...(inTitle.length > 0 ? [{ field: 'title', message: words.writeTitle }] : []),
      ...errorsOf(problems, language),
    ],
  });
}

function errorsOf(
  problems: readonly PlacedProblem[],
  language: 'it' | 'en',
): readonly FieldError[] {
  const words = formWords[language];
  return problems.map(({ line, text }) => ({
    field: 'text',
    message: line === undefined ? text : `${words.lineAt(String(line))}: ${text}`,
  }));
}

function answerEdit(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: EditDesk,
  {
    form,
    reading,
    outcome,
  }: {
    readonly form: EditForm;
    readonly reading: Extract<DraftTextReading, { type: 'read' }>;
    readonly outcome: EditOutcome | undefined;
  },
): FastifyReply {
  const { language } = request;
  const words = formWords[language];
  const done = (text: string): FastifyReply =>
    redirectWithFlash(request, reply, addressOf(desk.application), { tone: 'ok', text });
  if (!outcome) return answerProblem(request, reply, notFound);
  if (outcome.type === 'refused') return refuse(request, reply, outcome.code);
  if (outcome.type === 'malformed')
    return showUnread(request, reply, desk, {
      form,
      reading: { type: 'refused', problems: outcome.problems, locate: reading.locate },
    });
  if (outcome.type === 'stale') {
    const { application, differences } = outcome;
    // Saving again is then a decision taken with the other text in view.
    const again = { ...form, tag: versionTag(application) };
    const stale = { form: again, problems: [], differences, status: 412 };
    return show(request, reply, { ...desk, application }, stale);
  }
  if (outcome.type === 'unchanged') return done(words.unchanged);
  return done(desk.application.frozenHash === null ? words.saved : words.savedVoid);
}
