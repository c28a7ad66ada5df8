import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findBody, principalOf } from '../accounts/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import {
  redirectWithFlash,
  renderPage,
  type FieldError,
  type PageContent,
} from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import type { Mode } from '../platform/tables.ts';
import { mayPublish } from './act-roles.ts';
import { mayPublishFor, publicationBytesMax } from './act-routes.ts';
import { callParams } from './api-schemas.ts';
import { findCall } from './find-call.ts';
import { isEmpty, readTermFields } from './form-term.ts';
import { frameOf } from './page-frame.ts';
import { prepareApart } from './prepare-apart.ts';
import { amendCall, publishCall, type PublicationOutcome } from './publish-call.ts';
import {
  emptyFields,
  PublishForm,
  type PublishFields,
  type PublishFormProps,
} from './publish-form.tsx';
import { loadPublished } from './published-version.ts';
import type { CallFiles } from './read-call.ts';
import { refusals } from './refusal.ts';
import type { Term } from './term.ts';
import { callWords } from './words.ts';

const text = Type.Optional(Type.String());
const formSchema = Type.Object({
  mode: text,
  resubmission: text,
  ground: text,
  definition: text,
  decisions: text,
  'opens-day': text,
  'opens-time': text,
  'closes-day': text,
  'closes-time': text,
  replaces: text,
  step: text,
});

/** The forms with which a body publishes and amends its calls. */
export function publishPages(services: Services): (app: App) => void {
  return (app) => {
    addPublishPage(app, services);
    addAmendPage(app, services);
  };
}

function addPublishPage(app: App, services: Services): void {
  const config = { access: { who: 'named', roles: mayPublish, subject: 'body' } } as const;
  const params = Type.Object({ body: Type.String({ maxLength: 60 }) });
  const url = '/bodies/:body/publish';
  app.get(url, { config, schema: { params } }, async (request, reply) =>
    mayPublishFor(request)
      ? renderForm(request, reply, await publishFrame(request, services), { fields: emptyFields })
      : answerProblem(request, reply, { status: 403, code: 'forbidden' }),
  );
  app.post(
    url,
    { config, bodyLimit: publicationBytesMax, schema: { params, body: formSchema } },
    async (request, reply) => {
      if (!mayPublishFor(request))
        return answerProblem(request, reply, { status: 403, code: 'forbidden' });
      const { language, subject } = request;
      const frame = await publishFrame(request, services);
      const fields = fieldsOf(request.body);
      const asked = readFirst(fields, request);
      const files = filesOf(fields, request);
      const mode = asked.type === 'asked' ? asked.mode : 'rehearsal';
      if (request.body.step === 'check')
        return renderCheck(request, reply, frame, { fields, checked: await check(files, mode) });
      if (asked.type === 'refused')
        return renderForm(request, reply, frame, { fields, errors: asked.errors });
      const outcome = await publishCall(services, {
        ...files,
        ...asked,
        bodyId: subject?.bodyId ?? '',
        personId: principalOf(request).personId,
        ground: fields.ground,
      });
      if (outcome.type === 'refused')
        return renderRefused(request, reply, frame, { fields, outcome });
      return redirectWithFlash(request, reply, `/calls/${outcome.slug}`, {
        tone: 'ok',
        text: callWords[language].published(outcome.slug),
      });
    },
  );
}

function addAmendPage(app: App, services: Services): void {
  const config = { access: { who: 'named', roles: mayPublish, subject: 'call' } } as const;
  const url = '/calls/:call/amend';
  app.get(url, { config, schema: { params: callParams } }, async (request, reply) => {
    const call = await findCall(services, request.params.call);
    if (!call) return answerProblem(request, reply, notFound);
    const { definition, decisions } = await loadPublished(services, call);
    const fields = { ...emptyFields, definition, decisions: decisions[0]?.text ?? '' };
    const frame = amendFrame(request, frameOf(call, request, true));
    return renderForm(request, reply, frame, { fields, replaces: call.version });
  });
  app.post(
    url,
    {
      config,
      bodyLimit: publicationBytesMax,
      schema: { params: callParams, body: formSchema },
    },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const frame = amendFrame(request, frameOf(call, request, true));
      const fields = fieldsOf(request.body);
      const replaces = Number(request.body.replaces) || call.version;
      const files = filesOf(fields, request);
      if (request.body.step === 'check') {
        const checked = await check(files, call.mode);
        return renderCheck(request, reply, frame, { fields, checked, replaces });
      }
      const errors = checkTexts(fields, request);
      if (errors.length > 0) return renderForm(request, reply, frame, { fields, errors, replaces });
      const outcome = await amendCall(services, {
        ...files,
        slug: call.slug,
        replaces,
        personId: principalOf(request).personId,
        ground: fields.ground,
      });
      if (outcome.type === 'refused')
        return renderRefused(request, reply, frame, { fields, outcome, replaces });
      return redirectWithFlash(request, reply, `/calls/${call.slug}/versions/${outcome.version}`, {
        tone: 'ok',
        text: callWords[request.language].amended(outcome.version),
      });
    },
  );
}

type Frame = Pick<PageContent, 'title' | 'lead' | 'trail' | 'mode' | 'fictional'>;

async function publishFrame(
  { params, language }: FastifyRequest,
  { database }: Services,
): Promise<Frame> {
  const words = callWords[language];
  const body = await findBody(database.db, (params as { readonly body: string }).body);
  return {
    title: words.publishFor(body?.name ?? ''),
    lead: words.publishLead,
    trail: [{ text: words.calls, href: '/calls' }],
  };
}

function amendFrame({ language }: FastifyRequest, frame: ReturnType<typeof frameOf>): Frame {
  const words = callWords[language];
  return { ...frame, title: words.amend, lead: words.amendLead };
}

function fieldsOf(form: Static<typeof formSchema>): PublishFields {
  const {
    mode = '',
    resubmission = '',
    ground = '',
    definition = '',
    decisions = '',
    'opens-day': opensDay = '',
    'opens-time': opensTime = '',
    'closes-day': closesDay = '',
    'closes-time': closesTime = '',
  } = form;
  const dates = { opensDay, opensTime, closesDay, closesTime };
  return {
    mode,
    resubmission,
    ground,
    ...dates,
    definition: unix(definition),
    decisions: unix(decisions),
  };
}

/** Browsers send every line end as two characters. */
function unix(written: string): string {
  return written.replaceAll('\r\n', '\n');
}

/** Named as the form names them, so that problems say where to look. */
function filesOf(
  { definition, decisions }: PublishFields,
  { language }: FastifyRequest,
): CallFiles {
  const words = callWords[language];
  return {
    definition: { file: words.definition, text: definition },
    decisions: decisions.trim() === '' ? [] : [{ file: words.decisions, text: decisions }],
  };
}

interface FirstAsked {
  readonly type: 'asked';
  readonly mode: Mode;
  readonly resubmission: boolean;
  readonly term: Term | undefined;
}

const answers: ReadonlyMap<string, boolean> = new Map([
  ['yes', true],
  ['no', false],
]);

function readFirst(
  fields: PublishFields,
  request: FastifyRequest,
): FirstAsked | { readonly type: 'refused'; readonly errors: readonly FieldError[] } {
  const { language } = request;
  const { errors: words } = callWords[language];
  const mode = (['live', 'rehearsal', 'test'] as const).find((each) => each === fields.mode);
  const resubmission = answers.get(fields.resubmission);
  const opens = { day: fields.opensDay, time: fields.opensTime };
  const closes = { day: fields.closesDay, time: fields.closesTime };
  const dates =
    isEmpty(opens) && isEmpty(closes)
      ? undefined
      : readTermFields({ opens, closes }, language, { isClosingNeeded: false });
  const errors: FieldError[] = [
    ...(mode === undefined ? [{ field: 'mode', message: words.modeMissing }] : []),
    ...(resubmission === undefined
      ? [{ field: 'resubmission', message: words.resubmissionMissing }]
      : []),
    ...checkTexts(fields, request),
    ...(dates?.type === 'refused' ? dates.errors : []),
  ];
  if (mode === undefined || resubmission === undefined || errors.length > 0)
    return { type: 'refused', errors };
  return {
    type: 'asked',
    mode,
    resubmission,
    term: dates?.type === 'term' ? dates.term : undefined,
  };
}

function checkTexts(fields: PublishFields, { language }: FastifyRequest): readonly FieldError[] {
  const { errors } = callWords[language];
  return [
    ...(fields.ground.trim() === '' ? [{ field: 'ground', message: errors.groundMissing }] : []),
    ...(fields.definition.trim() === ''
      ? [{ field: 'definition', message: errors.definitionMissing }]
      : []),
  ];
}

type FormState = Omit<PublishFormProps, 'problems'> &
  Partial<Pick<PublishFormProps, 'problems'>> & { readonly errors?: readonly FieldError[] };

function renderForm(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Frame,
  { errors = [], problems = [], ...form }: FormState,
): FastifyReply {
  return renderPage(request, reply, {
    ...frame,
    errors,
    children: <PublishForm {...form} problems={problems} />,
  });
}

type Checked = Awaited<ReturnType<typeof prepareApart>> | undefined;

/** Nothing when there is nothing to check. */
async function check(files: CallFiles, mode: Mode): Promise<Checked> {
  return files.definition.text.trim() === '' ? undefined : prepareApart(files, mode);
}

/** Shows what a check says; nothing is published. */
function renderCheck(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Frame,
  { checked, ...form }: FormState & { readonly checked: Checked },
): FastifyReply {
  if (checked?.type === 'prepared') {
    const { content, openPointsCount } = checked;
    const sound = { examples: content.definition.examples.length, gaps: openPointsCount };
    return renderForm(request, reply, frame, { ...form, sound });
  }
  if (checked) return renderRefused(request, reply, frame, { ...form, outcome: checked });
  const message = callWords[request.language].errors.definitionMissing;
  return renderForm(request, reply, frame, {
    ...form,
    errors: [{ field: 'definition', message }],
  });
}

function renderRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Frame,
  {
    outcome,
    ...form
  }: FormState & { readonly outcome: Extract<PublicationOutcome, { type: 'refused' }> },
): FastifyReply {
  const { code, problems } = outcome;
  const words = callWords[request.language];
  // The texts that are wrong, each once; what the rules refuse otherwise is said at the text it is about.
  const fields = new Set(
    problems.map(({ file }) => (file === words.decisions ? 'decisions' : 'definition')),
  );
  const message = refusals[code][request.language];
  const errors = [...(fields.size > 0 ? fields : ['definition'])].map((field) => ({
    field,
    message,
  }));
  return renderForm(request, reply, frame, { ...form, problems, errors });
}
