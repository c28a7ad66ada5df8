import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatCents, formatDay, readAmount, writeAmount } from '../../engine/index.ts';
import { findToday } from '../../examination/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { deskAccess, officerAccess } from './access.ts';
import * as schema from './api-schemas.ts';
import { firstMove, readChoice } from './choices.ts';
import type { Choice } from './decision-content.ts';
import { DecisionForm, type DecisionFields } from './decision-form.tsx';
import { DecisionView } from './decision-view.tsx';
import { findDesk, inForce, settleAt, stateOf, type RankingDesk } from './desk.ts';
import {
  fieldErrors,
  renderDeskPage,
  sayRefused,
  sendNotFoundPage,
  textIn,
  textsIn,
  type SentForm,
} from './page-frame.tsx';
import { proposeDecision, type Proposal } from './propose-decision.ts';
import { refused, refusals, type DeskRefused } from './refusal.ts';
import type { SettledRound } from './settled-round.ts';
import { questionsOf, type StopQuestion } from './stop-question.ts';
import { actOf, takeDecision, withdrawDecision } from './take-decision.ts';
import { deskWords } from './words.ts';

const text = Type.Union([
  Type.String({ maxLength: 6000 }),
  Type.Array(Type.String({ maxLength: 200 }), { maxItems: 2000 }),
]);
const sentForm = Type.Record(Type.String({ maxLength: 100 }), text);

/** The pages on which a decision is looked at before it is taken, taken, and withdrawn. */
export function decisionPages(services: Services): (app: App) => void {
  return (app) => {
    addForm(app, services);
    addTaking(app, services);
    addDecision(app, services);
    addWithdrawal(app, services);
  };
}

/** The newest round of a desk, settled, with the stop that is asked about. */
interface Asked {
  readonly desk: RankingDesk;
  readonly settled: SettledRound;
  readonly question: StopQuestion | undefined;
  readonly fields: DecisionFields;
}

async function findAsked(
  services: Services,
  request: FastifyRequest,
  form: SentForm,
): Promise<Asked | undefined> {
  const desk = await findDesk(services, request);
  const [newest] = desk?.rounds ?? [];
  const settled = desk && newest && (await settleAt(services, desk, newest.number));
  if (!desk || !settled) return undefined;
  const stop = textIn(form, 'stop');
  const question = questionsOf(settled.round.stops).find(({ key }) => key === stop);
  return { desk, settled, question, fields: fieldsIn(form, settled, question, request.language) };
}

function fieldsIn(
  form: SentForm,
  settled: SettledRound,
  question: StopQuestion | undefined,
  language: 'it' | 'en',
): DecisionFields {
  const choice = textIn(form, 'choice');
  const move = firstMove(settled, question, choice);
  const applications = question?.stop.applications ?? [];
  const amount = textIn(form, 'amount');
  return {
    stop: textIn(form, 'stop'),
    choice: choice.startsWith('move:') ? 'move' : choice,
    from: textIn(form, 'from') || move.from,
    to: textIn(form, 'to') || move.to,
    amount: amount === '' && move.cents !== undefined ? writeAmount(move.cents, language) : amount,
    places: applications.map((id) => textIn(form, `place-${id}`)),
    lines: textIn(form, 'lines'),
    rankings: textsIn(form, 'rankings'),
    act: textIn(form, 'act'),
    day: textIn(form, 'day'),
    ground: textIn(form, 'ground'),
    reasons: textIn(form, 'reasons'),
  };
}

/** What is chosen in the form, or what about it cannot be read. */
function choiceIn(
  { settled, question, fields }: Asked,
  language: 'it' | 'en',
): Choice | DeskRefused {
  const read = readAmount(fields.amount, language);
  if (fields.choice === 'move' && read.type === 'refused')
    return refused('amount-wrong', '/choice/amount');
  const choice = readChoice({
    ...fields,
    amount: read.type === 'amount' ? formatCents(read.cents) : '',
    order: orderIn(settled, question, fields),
  });
  return choice ?? refused('choice-not-allowed', '/choice');
}

/** The order of a draw: by the places written beside each, or by their protocol numbers line by line. */
function orderIn(
  { loaded }: SettledRound,
  question: StopQuestion | undefined,
  { places, lines }: DecisionFields,
): readonly string[] {
  const applications = question?.stop.applications ?? [];
  if (lines.trim() !== '') {
    const byEntry = new Map(
      loaded.applications.map(({ entryNumber, application }) => [entryNumber, application.id]),
    );
    return lines
      .split(/\s+/)
      .filter((line) => line !== '')
      .map((line) => byEntry.get(Number(line)) ?? '');
  }
  const numbers = places.map(Number);
  const isWhole = numbers.every((number) => Number.isInteger(number) && number > 0);
  if (!isWhole || new Set(numbers).size !== numbers.length) return [];
  return applications.toSorted(
    (a, b) => (numbers[applications.indexOf(a)] ?? 0) - (numbers[applications.indexOf(b)] ?? 0),
  );
}

/** What the choice would come to; an order that is still to be written down comes to nothing yet. */
function proposalOf(asked: Asked, language: 'it' | 'en'): Proposal | DeskRefused {
  const choice = choiceIn(asked, language);
  if ('type' in choice) return choice;
  const { settled, desk, fields } = asked;
  const contents = inForce(desk.decisions).map(({ content }) => content);
  const stop = fields.stop === '' ? undefined : fields.stop;
  // The effect is the same whatever the act will be called.
  const act = actOf({ ...fields, ground: fields.ground.trim() === '' ? '—' : fields.ground });
  return proposeDecision(settled, contents, { stop, choice }, act);
}

function addForm(app: App, services: Services): void {
  app.get(
    '/rankings/:call/decisions/new',
    {
      config: { access: officerAccess },
      schema: { params: schema.callParams, querystring: sentForm, hide: true },
    },
    async (request, reply) => {
      const asked = await findAsked(services, request, request.query);
      if (!asked) return sendNotFoundPage(request, reply);
      if (asked.fields.stop !== '' && !asked.question)
        return sayRefused(
          request,
          reply,
          refused('stop-gone'),
          `/rankings/${asked.desk.call.slug}`,
        );
      const proposal = proposalOf(asked, request.language);
      const isAsked = request.query['step'] === 'effect';
      return renderForm(request, reply, asked, {
        proposal,
        problems: isAsked ? proposal : undefined,
      });
    },
  );
}

function renderForm(
  request: FastifyRequest,
  reply: FastifyReply,
  { desk, settled, question, fields }: Asked,
  {
    proposal,
    problems,
  }: {
    readonly proposal: Proposal | DeskRefused;
    readonly problems: Proposal | DeskRefused | undefined;
  },
): FastifyReply {
  const { call } = desk;
  const words = deskWords[request.language];
  const [newest] = desk.rounds;
  const errors =
    problems?.type === 'refused'
      ? fieldErrors(problems, request, (path) => fieldAt(path, fields))
      : [];
  const isMove = fields.choice === 'move' && !question;
  return renderDeskPage(request, reply, {
    call,
    title: isMove ? words.moveMoney : words.decide,
    lead: isMove ? words.moveLead : words.decideLead,
    errors,
    children: (
      <DecisionForm
        slug={call.slug}
        settled={settled}
        question={question}
        fields={fields}
        proposal={proposal.type === 'proposal' ? proposal : undefined}
        state={newest ? stateOf(newest, desk.decisions) : ''}
      />
    ),
  });
}

/** The field of the form that a part of the request is in. */
function fieldAt(path: string, { choice }: DecisionFields): string {
  if (path.startsWith('/choice/'))
    return path === '/choice/order' ? 'lines' : path.slice('/choice/'.length);
  if (path === '/choice' || path === '/stop' || path === '/state')
    return choice === 'move' ? 'from' : 'act';
  return path.slice(1);
}

function addTaking(app: App, services: Services): void {
  app.post(
    '/rankings/:call/decisions',
    {
      config: { access: officerAccess },
      schema: { params: schema.callParams, body: sentForm, hide: true },
    },
    async (request, reply) => {
      const asked = await findAsked(services, request, request.body);
      if (!asked) return sendNotFoundPage(request, reply);
      const { desk, settled, fields } = asked;
      const choice = choiceIn(asked, request.language);
      const taken =
        'type' in choice
          ? choice
          : await takeAsked(
              services,
              { desk, settled },
              {
                ...fields,
                stop: fields.stop === '' ? undefined : fields.stop,
                choice,
                state: textIn(request.body, 'state'),
              },
            );
      if (taken.type === 'taken')
        return redirectWithFlash(request, reply, `/rankings/${desk.call.slug}`, {
          tone: 'ok',
          text: deskWords[request.language].recorded(taken.number),
        });
      const [first] = taken.problems;
      if (first && refusals[first.code].status === 409)
        return sayRefused(request, reply, taken, `/rankings/${desk.call.slug}`);
      const proposal = proposalOf(asked, request.language);
      return renderForm(request, reply, asked, { proposal, problems: taken });
    },
  );
}

type Wanted = Omit<Parameters<typeof takeDecision>[1], 'loaded' | 'personId' | 'today'>;

/** Takes a decision about the newest round of a desk. */
export async function takeAsked(
  { database: { db } }: Services,
  { desk, settled }: Pick<Asked, 'desk' | 'settled'>,
  wanted: Wanted,
): ReturnType<typeof takeDecision> {
  const { loaded } = settled;
  const today = formatDay(await findToday(db, loaded.call.document));
  return runAct(db, (tx) =>
    takeDecision(tx, { ...wanted, loaded, personId: desk.personId, today }),
  );
}

function addDecision(app: App, services: Services): void {
  app.get(
    '/rankings/:call/decisions/:decision',
    { config: { access: deskAccess }, schema: { params: schema.decisionParams, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      const [newest] = desk?.rounds ?? [];
      const decision = desk?.decisions.find(({ number }) => number === request.params.decision);
      const settled = desk && newest && (await settleAt(services, desk, newest.number));
      if (!desk || !decision || !settled || !newest) return sendNotFoundPage(request, reply);
      const words = deskWords[request.language];
      return renderDeskPage(request, reply, {
        call: desk.call,
        title: words.decisionNumber(decision.number),
        children: (
          <DecisionView
            slug={desk.call.slug}
            settled={settled}
            decision={decision}
            state={stateOf(newest, desk.decisions)}
            mayAct={desk.mayAct}
          />
        ),
      });
    },
  );
}

function addWithdrawal(app: App, services: Services): void {
  app.post(
    '/rankings/:call/decisions/:decision/withdrawal',
    {
      config: { access: officerAccess },
      schema: { params: schema.decisionParams, body: sentForm, hide: true },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      const [newest] = desk?.rounds ?? [];
      const settled = desk && newest && (await settleAt(services, desk, newest.number));
      if (!desk || !settled) return sendNotFoundPage(request, reply);
      const { decision: number } = request.params;
      const outcome = await runAct(services.database.db, (tx) =>
        withdrawDecision(tx, {
          loaded: settled.loaded,
          number,
          because: textIn(request.body, 'because'),
          state: textIn(request.body, 'state'),
          personId: desk.personId,
        }),
      );
      const home = `/rankings/${desk.call.slug}`;
      if (outcome.type === 'refused')
        return sayRefused(request, reply, outcome, `${home}/decisions/${number}`);
      const { withdrawnNow } = deskWords[request.language];
      return redirectWithFlash(request, reply, home, { tone: 'ok', text: withdrawnNow });
    },
  );
}
