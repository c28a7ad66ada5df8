import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { hasRole } from '../../accounts/index.ts';
import { addCallAction, findCall, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import { enterAct, type Act, type Desk, type Entered } from './enter.ts';
import { readRegisterPage } from './list-entries.ts';
import { readFilter, RegisterView } from './register-view.tsx';
import { applicationParams, callParams } from '../api-schemas.ts';
import { addReceiptPages } from './receipt-pages.tsx';
import { RefusalView } from './receipt-view.tsx';
import { officeRoles, registerAccess } from './routes.ts';
import { registerWords } from './words.ts';

const pageSize = 50;

export function registerPages(desk: Desk): (app: App) => void {
  return (app) => {
    addRegisterPage(app, desk);
    addReceiptPages(app, desk);
    addActForms(app, desk);
  };
}

function addRegisterPage(app: App, desk: Desk): void {
  const { services } = desk;
  const { db } = services.database;
  const config = { access: registerAccess };
  addCallAction(app, {
    text: { it: registerWords.it.register, en: registerWords.en.register },
    href: ({ slug }) => `/calls/${slug}/register`,
    order: 50,
    isShown: ({ principal }, call) => principal !== null && hasRole(principal, officeRoles, call),
  });
  app.get(
    '/calls/:call/register',
    { config, schema: { params: callParams, hide: true } },
    async (request, reply) => {
      const call = await findCall(services, request.params.call);
      if (!call) return answerProblem(request, reply, notFound);
      const query = fieldsOf(request);
      const { filter, errors } = readFilter(query, request.language);
      const after = /^[1-9]\d{0,9}$/.test(query['after'] ?? '') ? query['after'] : undefined;
      const of = { callId: call.callId, call: call.slug };
      const page = await readRegisterPage(db, of, { filter, after, limit: pageSize });
      const words = registerWords[request.language];
      return renderPage(request, reply, {
        title: words.register,
        trail: trailOf(call, request),
        mode: call.mode,
        fictional: call.fictional,
        errors,
        status: 200,
        children: <RegisterView call={call} query={query} {...page} />,
      });
    },
  );
}

/** The fields of the form, each as it was sent once. */
function fieldsOf({ query }: FastifyRequest): Readonly<Record<string, string>> {
  const fields = Object.entries(query as Readonly<Record<string, unknown>>);
  return Object.fromEntries(
    fields.flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

function addActForms(app: App, desk: Desk): void {
  const config = {
    access: { who: 'named', power: 'submit', subject: 'application' },
  } as const;
  const schema = { params: applicationParams, hide: true } as const;
  app.post(
    '/calls/:call/applications/:application/submission',
    {
      config: { ...config, isDecisive: true },
      schema: { ...schema, body: Type.Object({ snapshotHash: Type.Optional(Type.String()) }) },
    },
    (request, reply) => {
      const { snapshotHash = '' } = request.body;
      const isHash = /^[0-9a-f]{64}$/.test(snapshotHash);
      const problem = isHash ? undefined : registerWords[request.language].hashWrong;
      return answerForm(desk, request, reply, {
        act: { kind: 'submission', snapshotHash },
        problem,
      });
    },
  );
  app.post(
    '/calls/:call/applications/:application/withdrawal',
    {
      config,
      schema: {
        ...schema,
        body: Type.Object({
          number: Type.Optional(Type.String()),
          reason: Type.Optional(Type.String()),
        }),
      },
    },
    (request, reply) => {
      const { number = '', reason = '' } = request.body;
      const isGood = /^[1-9]\d{0,8}$/.test(number) && reason.trim() !== '' && reason.length <= 2000;
      const problem = isGood ? undefined : registerWords[request.language].reasonMissing;
      const act: Act = { kind: 'withdrawal', number: Number(number), reason: reason.trim() };
      return answerForm(desk, request, reply, { act, problem });
    },
  );
}

interface Asked {
  readonly act: Act;
  /** Why the form cannot be understood. */
  readonly problem: string | undefined;
}

async function answerForm(
  desk: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  { act, problem }: Asked,
): Promise<FastifyReply> {
  const { call, application } = request.params as { call: string; application: string };
  const arrivedAt = desk.services.clock();
  if (problem !== undefined)
    return redirectWithFlash(request, reply, `/calls/${call}/applications/${application}`, {
      tone: 'warn',
      text: problem,
    });
  const { tokenHash } = request;
  const entered = await enterAct(desk, { call, application, tokenHash, act });
  if (entered.type === 'unavailable') {
    request.failedBy = entered.cause;
    return answerProblem(request, reply.header('retry-after', '2'), entered.problem);
  }
  if (entered.type === 'no-such-call') return answerProblem(request, reply, notFound);
  if (entered.type === 'refused')
    return answerRefusal(desk, request, reply, { act, entered, arrivedAt });
  const words = registerWords[request.language];
  const fresh = act.kind === 'submission' ? words.entered : words.withdrawn;
  const address = `/calls/${call}/applications/${application}/receipts/${entered.receipt.entry.number}`;
  return redirectWithFlash(request, reply, address, {
    tone: 'ok',
    text: entered.type === 'entered' ? fresh : words.repeated,
  });
}

async function answerRefusal(
  { services }: Desk,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    act,
    entered,
    arrivedAt,
  }: { act: Act; entered: Extract<Entered, { type: 'refused' }>; arrivedAt: Date },
): Promise<FastifyReply> {
  const { outcome } = entered;
  if (outcome.code === 'not-found') return answerProblem(request, reply, notFound);
  const { call: slug, application } = request.params as { call: string; application: string };
  const call = await findCall(services, slug);
  const words = registerWords[request.language];
  return renderPage(request, reply, {
    title: act.kind === 'submission' ? words.refused : words.refusedWithdrawal,
    status: 409,
    isNarrow: true,
    ...(call ? { trail: trailOf(call, request), mode: call.mode, fictional: call.fictional } : {}),
    children: (
      <RefusalView
        outcome={outcome}
        arrivedAt={arrivedAt}
        back={`/calls/${slug}/applications/${application}`}
      />
    ),
  });
}

function trailOf({ slug, title }: PublishedCall, request: FastifyRequest) {
  return [
    { text: registerWords[request.language].backToCalls, href: '/' },
    { text: title[request.language], href: `/calls/${slug}` },
  ];
}
