import type { Static } from 'typebox';
import {
  advise,
  FigureTooLarge,
  formatCents,
  type Advice,
  type Answers,
  type LineAdvice,
  type OpenQuestion,
} from '../../engine/index.ts';
import { replies } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { sendProblem, type ProblemPart } from '../../platform/http/problem-reply.ts';
import type { Services } from '../../platform/services.ts';
import { findCall } from '../find-call.ts';
import { isVisibleTo, type PublishedCall } from '../published-call.ts';
import { fits, mismatchesWith } from '../read-document.ts';
import { adviceSchema, answersBody } from './api-schemas.ts';
import { callsMax, findAskedCalls, readyCalls, type Asked } from './asked-calls.ts';

type Given = Static<typeof answersBody>;

/** What calls say to the answers of somebody; nothing of it is kept. */
export function interviewRoutes(services: Services): (app: App) => void {
  return (app) => {
    app.post(
      '/api/v1/fits',
      {
        config: { access: { who: 'anyone' } },
        schema: {
          operationId: 'adviseOnCalls',
          tags: ['Calls'],
          summary: 'Does it fit me?',
          description: `Answers in, advice out: which lines fit, which cannot and because of which article, what the others depend on, and the grant as an interval. Nothing is kept. Where no calls are named, the ${callsMax} that close first are asked.`,
          body: answersBody,
          response: replies({ 200: adviceSchema }, [400, 422]),
        },
      },
      async (request, reply) => {
        const { calls: slugs, ...answers } = request.body;
        const wrong = shapeErrors(answers);
        if (wrong.length > 0)
          return sendProblem(reply, { status: 422, code: 'answers-unreadable', errors: wrong });
        const named = slugs && (await findNamed(services, request.principal, slugs));
        if (named && 'errors' in named)
          return sendProblem(reply, { status: 422, code: 'no-such-call', errors: named.errors });
        const asked = named
          ? await readyCalls(services, named.found)
          : (await findAskedCalls(services, request)).asked;
        const advice = tryAdvise(asked, { facts: {}, ...answers } as Answers);
        if (advice === undefined)
          return sendProblem(reply, {
            status: 422,
            code: 'figure-too-large',
            detail: 'The amounts are too large to be counted exactly.',
          });
        return advice;
      },
    );
  };
}

function shapeErrors(answers: Omit<Given, 'calls'>): readonly ProblemPart[] {
  const document = { facts: {}, ...answers, id: 'answers' };
  if (fits('application', document)) return [];
  return mismatchesWith('application', document, {}).map(({ code, path, message, expected }) => ({
    code,
    path: pointerOf(path),
    detail: expected === undefined ? message : `${message}: expected ${expected}`,
  }));
}

function pointerOf(path: readonly (string | number)[]): string {
  return path
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

async function findNamed(
  services: Services,
  principal: Parameters<typeof isVisibleTo>[1],
  slugs: readonly string[],
): Promise<
  { readonly found: readonly PublishedCall[] } | { readonly errors: readonly ProblemPart[] }
> {
  const found: PublishedCall[] = [];
  const errors: ProblemPart[] = [];
  for (const [index, slug] of [...new Set(slugs)].entries()) {
    const call = await findCall(services, slug);
    if (call && isVisibleTo(call, principal)) found.push(call);
    else
      errors.push({
        code: 'no-such-call',
        path: `/calls/${index}`,
        detail: 'There is no such call.',
      });
  }
  return errors.length > 0 ? { errors } : { found };
}

/** Each call on its own, so that one of them can be asked twice under two addresses. */
function tryAdvise(
  asked: readonly Asked[],
  answers: Answers,
): Static<typeof adviceSchema> | undefined {
  try {
    const advised = asked.map(({ call: { slug, rules } }) => ({
      slug,
      advice: advise([rules], answers),
    }));
    return {
      lines: advised.flatMap(({ slug, advice }) => advice.lines.map((line) => lineOf(slug, line))),
      problems: advised.flatMap(({ slug, advice }) => problemsOf(slug, advice)),
    };
  } catch (error) {
    if (error instanceof FigureTooLarge) return undefined;
    throw error;
  }
}

function problemsOf(call: string, { problems }: Advice) {
  return problems.flatMap((each) =>
    each.problems.map(({ code, path, message }) => ({
      call,
      code,
      path: pointerOf(path),
      detail: message,
    })),
  );
}

function lineOf(call: string, { line, answer, because, open, next, grant }: LineAdvice) {
  return {
    call,
    line,
    answer,
    because: [...because],
    open: open.map(questionOf),
    ...(next && { next: questionOf(next) }),
    ...(grant && {
      grant: {
        from: formatCents(grant.low),
        ...(Number.isFinite(grant.high) && { to: formatCents(grant.high) }),
      },
    }),
  };
}

function questionOf(question: OpenQuestion) {
  const { kind, neededBy, article } = question;
  if (question.kind !== 'fact') return { kind, neededBy, article };
  const { fact, partner } = question;
  return { kind, fact: fact.id, ...(partner === undefined ? {} : { partner }), neededBy, article };
}
