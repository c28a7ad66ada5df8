import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { principalOf } from '../accounts/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import type { App } from '../platform/http/app-type.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import {
  Actions,
  Button,
  Form,
  formatInstant,
  redirectWithFlash,
  renderPage,
  TextField,
  useWords,
  type FieldError,
} from '../platform/page/index.ts';
import type { Services } from '../platform/services.ts';
import { mayExtend, mayRehearse } from './act-roles.ts';
import { callParams } from './api-schemas.ts';
import { extendCall, setRehearsalTerm, type TermOutcome } from './extend-call.ts';
import { findCall } from './find-call.ts';
import { readEdgeFields, readTermFields, type FormEdge } from './form-term.ts';
import { frameOf } from './page-frame.ts';
import type { PublishedCall } from './published-call.ts';
import { EdgeFields } from './publish-form.tsx';
import { refusals } from './refusal.ts';
import { callWords } from './words.ts';

const text = Type.Optional(Type.String({ maxLength: 3000 }));
const formSchema = Type.Object({
  ground: text,
  'opens-day': text,
  'opens-time': text,
  'closes-day': text,
  'closes-time': text,
});

/** The forms with which a body moves the term of a call. */
export function termPages(services: Services): (app: App) => void {
  return (app) => {
    addTermForm(app, services, extension);
    addTermForm(app, services, rehearsal);
  };
}

interface TermFields {
  readonly opens: FormEdge;
  readonly closes: FormEdge;
  readonly ground: string;
}

type TermAct = TermOutcome | { readonly type: 'misread'; readonly errors: readonly FieldError[] };

/** What differs between the two forms. */
interface TermForm {
  readonly path: 'extend' | 'rehearsal-term';
  readonly roles: typeof mayExtend | typeof mayRehearse;
  readonly hasOpening: boolean;
  readonly words: 'extend' | 'rehearse';
  readonly done: 'extended' | 'rehearsed';
  readonly isPossible: (call: PublishedCall) => boolean;
  readonly act: (
    services: Services,
    request: FastifyRequest,
    asked: TermFields & { slug: string },
  ) => Promise<TermAct>;
}

const extension: TermForm = {
  path: 'extend',
  roles: mayExtend,
  hasOpening: false,
  words: 'extend',
  done: 'extended',
  isPossible: ({ term }) => term.closesAt !== null,
  act: async (services, request, { slug, closes, ground }) => {
    const read = readEdgeFields('closes', closes, request.language);
    if (read.type === 'refused') return { type: 'misread', errors: read.errors };
    const { personId } = principalOf(request);
    return extendCall(services, { slug, closesAt: read.at, ground, kind: 'extension', personId });
  },
};

const rehearsal: TermForm = {
  path: 'rehearsal-term',
  roles: mayRehearse,
  hasOpening: true,
  words: 'rehearse',
  done: 'rehearsed',
  isPossible: ({ mode }) => mode !== 'live',
  act: async (services, request, { slug, opens, closes, ground }) => {
    const read = readTermFields({ opens, closes }, request.language, { isClosingNeeded: false });
    if (read.type === 'refused') return { type: 'misread', errors: read.errors };
    const { personId } = principalOf(request);
    return setRehearsalTerm(services, { slug, ...read.term, ground, personId });
  },
};

function addTermForm(app: App, services: Services, form: TermForm): void {
  const config = { access: { who: 'named', roles: form.roles, subject: 'call' } } as const;
  const url = `/calls/:call/${form.path}`;
  app.get(url, { config, schema: { params: callParams } }, async (request, reply) => {
    const call = await findCall(services, request.params.call);
    if (!call || !form.isPossible(call)) return answerProblem(request, reply, notFound);
    return renderTermForm(request, reply, { form, call, fields: emptyFields, errors: [] });
  });
  app.post(
    url,
    { config, schema: { params: callParams, body: formSchema } },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const fields = fieldsOf(request.body);
      const outcome = await form.act(services, request, { ...fields, slug: call.slug });
      if (outcome.type === 'set')
        return redirectWithFlash(request, reply, `/calls/${call.slug}`, {
          tone: 'ok',
          text: callWords[request.language][form.done],
        });
      const errors = errorsOf(outcome, fields, request);
      return renderTermForm(request, reply, { form, call, fields, errors });
    },
  );
}

const emptyEdge: FormEdge = { day: '', time: '' };
const emptyFields: TermFields = { opens: emptyEdge, closes: emptyEdge, ground: '' };

function fieldsOf(form: Static<typeof formSchema>): TermFields {
  return {
    opens: { day: form['opens-day'] ?? '', time: form['opens-time'] ?? '' },
    closes: { day: form['closes-day'] ?? '', time: form['closes-time'] ?? '' },
    ground: form.ground ?? '',
  };
}

/** All that is wrong at once: a missing ground is said also while the dates cannot be read. */
function errorsOf(
  outcome: Exclude<TermAct, { type: 'set' }>,
  { ground }: TermFields,
  { language }: FastifyRequest,
): readonly FieldError[] {
  const { errors } = callWords[language];
  const groundError = { field: 'ground', message: errors.groundMissing };
  if (outcome.type === 'misread')
    return [...outcome.errors, ...(ground.trim() === '' ? [groundError] : [])];
  if (outcome.code === 'ground-missing') return [groundError];
  return [{ field: 'closes-day', message: refusals[outcome.code][language] }];
}

interface TermFormProps {
  readonly form: TermForm;
  readonly call: PublishedCall;
  readonly fields: TermFields;
  readonly errors: readonly FieldError[];
}

function renderTermForm(
  request: FastifyRequest,
  reply: FastifyReply,
  { form, call, fields, errors }: TermFormProps,
): FastifyReply {
  const { language } = request;
  const words = callWords[language];
  const { closesAt } = call.term;
  const closing = closesAt === null ? '' : formatInstant(closesAt, language);
  return renderPage(request, reply, {
    ...frameOf(call, request, true),
    title: words[form.words],
    lead: form.words === 'extend' ? words.extendLead(closing) : words.rehearseLead,
    isNarrow: true,
    errors,
    children: <TermFormContent form={form} fields={fields} />,
  });
}

function TermFormContent({ form, fields }: Pick<TermFormProps, 'form' | 'fields'>): VNode {
  const words = useWords(callWords);
  const { opens, closes, ground } = fields;
  return (
    <Form>
      {form.hasOpening ? <EdgeFields name="opens" {...opens} /> : null}
      {form.hasOpening ? (
        <EdgeFields name="closes" {...closes} hint={words.noClosingHint} isOptional />
      ) : (
        <EdgeFields name="closes" {...closes} />
      )}
      <TextField
        name="ground"
        label={words.ground}
        hint={words.groundHint}
        value={ground}
        maxLength={2000}
      />
      <Actions>
        <Button>{words[`${form.words}Now`]}</Button>
      </Actions>
    </Form>
  );
}
