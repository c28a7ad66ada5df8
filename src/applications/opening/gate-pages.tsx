import type { FastifyRequest } from 'fastify';
import { principalOf } from '../../accounts/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { formatDay, renderPage, type Language } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { applicationParams } from '../api-schemas.ts';
import type { ApplicationRecord } from '../application-record.ts';
import { abilitiesOf, nextStepOf, type NextStep } from '../next-step.ts';
import { findApplication } from '../queries.ts';
import { gateStateOf, type GateState } from './gate-state.ts';
import { GateView, hourOf } from './gate-view.tsx';
import { gateWords } from './gate-words.ts';

const access = { who: 'named', power: 'read', subject: 'application' } as const;
const schema = { params: applicationParams, hide: true } as const;
const address = '/calls/:call/applications/:application/submission';

/** Where the decisive act is waited for and done. */
export function gatePages({ database }: Services): (app: App) => void {
  const find = async (request: FastifyRequest): Promise<ApplicationRecord | undefined> => {
    const { application } = request.params as { readonly application: string };
    return findApplication(database, request.subject?.callId ?? 0, application);
  };
  return (app) => {
    app.get(address, { config: { access }, schema }, async (request, reply) => {
      const application = await find(request);
      if (!application) return answerProblem(request, reply, notFound);
      const state = gateStateOf(application);
      if (state.receipt !== null)
        return reply.redirect(`${addressOf(application)}/receipts/${state.receipt}`, 303);
      const step = nextStepOf(application, abilitiesOf(principalOf(request), application));
      const { language } = request;
      const { call, title } = application;
      return renderPage(request, reply, {
        title: gateWords[language].page,
        heading: headingOf(step, state, language),
        lead: leadOf(application, state, language),
        isNarrow: true,
        scripts: ['gate'],
        trail: [...trailOf(application, language), { text: title, href: addressOf(application) }],
        mode: call.mode,
        fictional: call.fictional,
        children: <GateView application={application} state={state} step={step} />,
      });
    });
    app.get(`${address}/state`, { config: { access }, schema }, async (request, reply) => {
      const application = await find(request);
      return application
        ? reply.send(gateStateOf(application))
        : answerProblem(request, reply, notFound);
    });
  };
}

function headingOf(step: NextStep, { opensAt, now }: GateState, language: Language): string {
  const words = gateWords[language];
  const isWaiting = opensAt !== null && now < opensAt;
  if (step === 'wait-for-opening' && isWaiting)
    return words.ready(hourOf(opensAt, language).replace(/:00$/, ''));
  if (step === 'submit') return words.open;
  if (step === 'wait-for-submission') return words.othersSend;
  return step === 'missed' ? words.closed : words.notReady;
}

function leadOf(
  { title, call }: ApplicationRecord,
  { opensAt, now }: GateState,
  language: Language,
): string {
  // Once it is open, the page counts to the closing and says its day.
  const isAhead = opensAt !== null && opensAt > now;
  const day = isAhead ? `, ${formatDay(new Date(opensAt), language)}` : '';
  return `${title}. ${call.title[language]}${day}.`;
}
