import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { addNavigation, renderPage, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { addCallAction, callActions } from '../call-actions.ts';
import { frameOf } from '../page-frame.ts';
import type { PublishedCall } from '../published-call.ts';
import { stateOf } from '../term.ts';
import { findVisibleCall } from '../visible-call.ts';
import { callsMax, findAskedCalls, type AskedCalls } from './asked-calls.ts';
import { fillForm } from './fill-form.ts';
import { holdInterview, type Interview, type Question } from './interview.ts';
import { answersForm, InterviewContent } from './interview-content.tsx';
import { questionForm, type QuestionProps } from './question-view.tsx';
import { textOf, type Form } from './read-answer.ts';
import { readSteps, writeSteps } from './read-steps.ts';
import { answerWith, changedQuestion, idOf, type Move } from './take-answer.ts';
import type { Step } from './step.ts';
import { interviewWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;
/** Longer ones are cut by mail programs and refused by some servers in between. */
const addressCharactersMax = 2000;

/** What is handed on to another page of this site, also through signing in. */
const handedCharactersMax = 7000;

const query = Type.Object({
  a: Type.Optional(Type.String({ maxLength: 100_000 })),
  change: Type.Optional(Type.String({ maxLength: 10 })),
});

const field = Type.Union([Type.String(), Type.Array(Type.String())]);
const body = Type.Record(Type.String(), field);

/** The interview about all calls that can still be applied for, and about one. Nothing of it is kept. */
export function interviewPages(services: Services): (app: App) => void {
  return (app) => {
    const text = { it: interviewWords.it.menu, en: interviewWords.en.menu };
    addNavigation(app, { href: '/fits', text, order: 15 });
    addCallAction(app, {
      text,
      href: ({ slug }) => `/calls/${slug}/fits`,
      order: 20,
      isShown: (_, { term }) => stateOf(term, services.clock()) !== 'closed',
    });
    for (const url of ['/fits', '/calls/:call/fits'] as const) {
      app.get(url, { config, schema: { querystring: query, hide: true } }, (request, reply) => {
        const { a = '', change } = request.query;
        return openInterview(request, reply, services, { a, change });
      });
      app.post(url, { config, schema: { body, hide: true } }, (request, reply) =>
        takeForm(request, reply, services, request.body),
      );
    }
  };
}

interface Place extends AskedCalls {
  readonly action: string;
  readonly only: PublishedCall | undefined;
}

/** The calls of the address, or nothing where there is no such call. */
async function findPlace(request: FastifyRequest, services: Services): Promise<Place | undefined> {
  const { call: slug } = (request.params ?? {}) as { readonly call?: string };
  if (slug === undefined)
    return { action: '/fits', only: undefined, ...(await findAskedCalls(services, request)) };
  const only = await findVisibleCall(services, request);
  if (!only) return undefined;
  const found = await findAskedCalls(services, request, only);
  return { action: `/calls/${only.slug}/fits`, only, ...found };
}

async function openInterview(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { a, change }: { readonly a: string; readonly change: string | undefined },
): Promise<FastifyReply> {
  const place = await findPlace(request, services);
  if (!place) return answerProblem(request, reply, notFound);
  const { interview, notices } = begin(place, a, request.language);
  return show(request, reply, place, { interview, notices, changing: placeOf(change, interview) });
}

async function takeForm(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  form: Form,
): Promise<FastifyReply> {
  const place = await findPlace(request, services);
  if (!place) return answerProblem(request, reply, notFound);
  const { language } = request;
  const a = typeof form['a'] === 'string' ? form['a'] : '';
  const { interview, notices } = begin(place, a, language);
  if (form['lang'] !== undefined)
    return show(request, reply, place, {
      interview,
      notices,
      changing: placeOf(textOf(form, 'at'), interview),
      form,
    });
  const move = answerWith(interview, form, language);
  const next = movedTo(move, interview, place);
  const isPlain = next.errors === undefined && next.form === undefined;
  const added = [...notices, ...(next.notices ?? [])];
  const address = addressOf(place.action, next.interview.steps, next.changing);
  if (isPlain && added.length === 0 && address !== undefined) return reply.redirect(address, 303);
  return show(request, reply, place, { ...next, notices: added });
}

function movedTo(
  move: Move,
  interview: Interview,
  { asked }: Place,
): Omit<Shown, 'notices'> & { readonly notices?: readonly string[] } {
  if (move.type === 'shown') return { interview, ...move };
  const { steps, notices, changing } = move;
  const held = holdInterview(
    asked.map(({ call }) => call),
    steps,
  );
  if (held.type === 'unreadable') throw new Error(`${held.call} cannot read what it took`);
  return { interview: held.interview, notices, changing };
}

/** Reads what the address or the form carries; what the calls of now cannot read is left out, and said. */
function begin(
  { asked }: Place,
  a: string,
  language: 'it' | 'en',
): { readonly interview: Interview; readonly notices: readonly string[] } {
  const calls = asked.map(({ call }) => call);
  const read = readSteps(a, new Map(calls.map((call) => [call.slug, call])));
  let { steps, dropped } = read;
  for (;;) {
    const held = holdInterview(calls, steps);
    if (held.type === 'interview')
      return {
        interview: held.interview,
        notices: dropped === 0 ? [] : [interviewWords[language].dropped(dropped)],
      };
    const kept: readonly Step[] = steps.filter(({ call }) => call !== held.call);
    // What another call said reached this one too.
    const left = kept.length === steps.length ? [] : kept;
    dropped += steps.length - left.length;
    steps = left;
  }
}

function placeOf(text: string | undefined, { steps }: Interview): number | undefined {
  const place = text !== undefined && /^\d{1,4}$/.test(text) ? Number(text) : -1;
  const step = steps[place];
  return step && step.kind !== 'pass' ? place : undefined;
}

function addressOf(action: string, steps: readonly Step[], changing?: number): string | undefined {
  const text = writeSteps(steps);
  const asked = new URLSearchParams({
    ...(text === '' ? {} : { a: text }),
    ...(changing === undefined ? {} : { change: String(changing) }),
  });
  const address = asked.size === 0 ? action : `${action}?${asked.toString()}`;
  return address.length > addressCharactersMax ? undefined : address;
}

interface Shown {
  readonly interview: Interview;
  readonly notices: readonly string[];
  readonly changing?: number | undefined;
  /** What was typed, where it has to be typed again. */
  readonly form?: Form;
  readonly errors?: readonly FieldError[];
}

function show(
  request: FastifyRequest,
  reply: FastifyReply,
  { action, only, asked, areMore }: Place,
  { interview, notices, changing, form, errors = [] }: Shown,
): FastifyReply {
  const { language } = request;
  const words = interviewWords[language];
  const question = changing === undefined ? interview.next : changedQuestion(interview, changing);
  const steps = writeSteps(interview.steps);
  const useful = countUseful(interview);
  const hasAnswers = only !== undefined && interview.steps.some(({ kind }) => kind !== 'pass');
  const questionProps: QuestionProps | undefined = question && {
    action,
    question,
    id: idOf(question),
    number: interview.steps.length + 1,
    steps,
    changing,
    form: form ?? fillForm(interview, question, { changing, language }),
    isOnlyCall: only !== undefined,
  };
  return renderPage(request, reply, {
    ...(only ? frameOf(only, request, true) : {}),
    title: only ? words.titleOf(only.title[language]) : words.title,
    heading: words.title,
    lead:
      asked.length === 0
        ? undefined
        : `${useful === 0 ? '' : `${words.useful(useful)} `}${words.lead}`,
    errors,
    // What was said may be in the form alone, and what is being typed always is.
    ...(questionProps || steps !== ''
      ? { languageForm: questionProps ? questionForm : answersForm }
      : {}),
    children: (
      <InterviewContent
        action={action}
        interview={interview}
        steps={steps}
        address={addressOf(action, interview.steps)}
        asked={questionProps}
        notices={notices}
        othersFrom={areMore ? callsMax : undefined}
        results={asked.map(({ published, call }) => ({
          call: published,
          lines: interview.lines.filter((line) => line.call === call),
          actions: callActions(request, published)
            .filter(({ isMain }) => isMain === true)
            .map((each) => {
              const answered = hasAnswers ? each.withAnswers : undefined;
              const href = answered?.href(published, steps);
              return answered && href !== undefined && href.length <= handedCharactersMax
                ? { href, text: answered.text[language], isWithAnswers: true }
                : { href: each.href(published), text: each.text[language], isWithAnswers: false };
            }),
        }))}
      />
    ),
  });
}

/** Questions of lines that are still asked about, each counted once. */
function countUseful({ lines }: Interview): number {
  const open = lines.flatMap(({ isPassed, questions }): readonly Question[] =>
    isPassed ? [] : questions,
  );
  return new Set(open.map(idOf)).size;
}
