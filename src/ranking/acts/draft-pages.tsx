import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  formatDay,
  formatNumber,
  redirectWithFlash,
  renderPage,
  type FieldError,
  type Option,
} from '../../platform/page/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { listFrozenRounds } from '../round/queries.ts';
import { loadRound } from '../round/load-round.ts';
import { baseKindOf, isApproval, type ActKind, type RankingAct } from './act.ts';
import { changeDraft, draftAct } from './draft-act.ts';
import {
  askedIn,
  formOf,
  kindIn,
  newForm,
  readForm,
  textIn,
  type DraftForm,
  type SentForm,
} from './draft-form.ts';
import { DraftView } from './draft-view.tsx';
import {
  actParams,
  callParams,
  draftingOf,
  findActCall,
  keyOf,
  preparerAccess,
  unitTitle,
  type ActCall,
} from './desk.ts';
import { crumbOf, frameOf, homeOf, notFoundPage } from './pages.tsx';
import { findAct, listActs, listDecisions } from './queries.ts';
import { actProblem, refused, saidOf } from './refusals.ts';
import { actWords } from './words.ts';

const sentForm = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([Type.String({ maxLength: 10_000 }), Type.Array(Type.String({ maxLength: 200 }))]),
);
const newQuery = Type.Object({
  kind: Type.String({ maxLength: 20 }),
  follows: Type.Optional(Type.String({ maxLength: 6 })),
  replaces: Type.Optional(Type.String({ maxLength: 6 })),
});

/** Writing a draft, new or anew. */
export function draftPages(services: Services): (app: App) => void {
  return (app) => {
    addNew(app, services);
    addEdit(app, services);
  };
}

function addNew(app: App, services: Services): void {
  const config = { access: preparerAccess };
  const url = '/rankings/:call/acts/new';
  app.get(
    url,
    { config, schema: { params: callParams, querystring: newQuery, hide: true } },
    async (request, reply) => {
      const found = await findActCall(services, request);
      const kind = kindIn(request.query.kind);
      if (!found || !kind) return notFoundPage(request, reply);
      const context = await contextOf(services, request, found, kind, request.query);
      if (!context) return notFoundPage(request, reply);
      const form = newForm(
        kind,
        request.query,
        context.units.map(({ value }) => value),
        context.isApproval ? context.decisions.map(({ value }) => value) : [],
      );
      return showForm(request, reply, { found, context, form });
    },
  );
  app.post(
    url,
    { config, schema: { params: callParams, body: sentForm, hide: true } },
    (request, reply) => save(services, request, reply, undefined),
  );
}

function addEdit(app: App, services: Services): void {
  const config = { access: preparerAccess };
  const url = '/rankings/:call/acts/:act/edit';
  app.get(url, { config, schema: { params: actParams, hide: true } }, async (request, reply) => {
    const found = await findActCall(services, request);
    const act = found && (await findAct(services.database.db, keyOf(request)));
    if (!act) return notFoundPage(request, reply);
    if (act.state !== 'draft') {
      const why = refused('not-a-draft');
      return answerProblem(request, reply, {
        ...actProblem(why),
        said: saidOf(why, request.language),
      });
    }
    const form = formOf(act, request.language);
    const context = await contextOf(services, request, found, act.kind, form);
    if (!context) return notFoundPage(request, reply);
    return showForm(request, reply, { found, context, form });
  });
  app.post(
    url,
    { config, schema: { params: actParams, body: sentForm, hide: true } },
    async (request, reply) => {
      const act = await findAct(services.database.db, keyOf(request));
      return act ? save(services, request, reply, act) : notFoundPage(request, reply);
    },
  );
}

async function save(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  act: RankingAct | undefined,
): Promise<FastifyReply> {
  const sent = request.body as SentForm;
  const found = await findActCall(services, request);
  const kind = act?.kind ?? kindIn(textIn(sent, 'kind'));
  if (!found) return notFoundPage(request, reply);
  if (!kind) return answerProblem(request, reply, { status: 400, code: 'not-understood' });
  const isMore = textIn(sent, 'step') === 'more';
  const form = withLinks(readForm(sent, kind, isMore ? 2 : 0), act);
  const context = await contextOf(services, request, found, kind, form);
  if (!context) return notFoundPage(request, reply);
  if (isMore) return showForm(request, reply, { found, context, form });
  const { asked, placeOf } = askedIn(form, request.language);
  const revision = Number(form.revision);
  const outcome = await runAct(services.database.db, (tx) => {
    const drafting = draftingOf(services, request);
    return act
      ? changeDraft(tx, drafting, { ...asked, number: act.number, revision })
      : draftAct(tx, drafting, asked);
  });
  if (!outcome) return notFoundPage(request, reply);
  if (outcome.type === 'refused') {
    const message = saidOf(outcome, request.language);
    const errors = [{ field: placeOf(outcome.path ?? ''), message }];
    return showForm(request, reply, { found, context, form, errors });
  }
  return redirectWithFlash(request, reply, `${homeOf(found.call.slug)}/${outcome.act.number}`, {
    tone: 'ok',
    text: actWords[request.language].saved,
  });
}

/** What a draft goes on from and takes the place of stays as it was begun. */
function withLinks(form: DraftForm, act: RankingAct | undefined): DraftForm {
  if (!act) return form;
  const { follows, replaces } = act;
  return { ...form, follows: String(follows ?? ''), replaces: String(replaces ?? '') };
}

/** What a draft can choose from. */
interface DraftContext {
  readonly rounds: readonly Option[];
  readonly units: readonly Option[];
  readonly decisions: readonly Option[];
  readonly pots: readonly Option[];
  readonly isApproval: boolean;
  readonly isList: boolean;
}

/** Nothing where no round was frozen, or the act that it is about is not there. */
async function contextOf(
  services: Services,
  { language }: FastifyRequest,
  { call, document }: ActCall,
  kind: ActKind,
  { replaces = '' }: { readonly replaces?: string },
): Promise<DraftContext | undefined> {
  const { db } = services.database;
  const { callId } = call;
  const words = actWords[language];
  const acts = await listActs(db, callId);
  const replaced = acts.find(({ number }) => String(number) === replaces);
  if (kind === 'correction' && !replaced) return undefined;
  const does = kind === 'correction' && replaced ? baseKindOf(replaced, acts) : kind;
  const rounds = await listFrozenRounds(db, callId);
  const [latest] = rounds;
  if (!latest || does === 'correction') return undefined;
  const loaded = await loadRound(services, { callId, number: latest.number });
  const wholeCall = { it: words.wholeCall, en: words.wholeCall };
  return {
    isApproval: isApproval(does),
    isList: does === 'list',
    rounds: rounds.map(({ number, madeAt, applications }) => ({
      value: String(number),
      text: words.roundOf(
        number,
        formatDay(madeAt, language),
        formatNumber(applications, language),
      ),
    })),
    units: (loaded?.collector.plan.units ?? []).map((unit) => ({
      value: unit,
      text: unitTitle(document, unit, wholeCall)[language],
    })),
    decisions: (await listDecisions(db, callId))
      .filter(({ isWithdrawn }) => !isWithdrawn)
      .map(({ number, ground }) => ({
        value: String(number),
        text: words.decisionOf(number, ground),
      })),
    pots: (document.funding?.pots ?? []).map(({ id, title }) => ({
      value: id,
      text: title[language],
    })),
  };
}

function showForm(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    found,
    context,
    form,
    errors = [],
  }: {
    readonly found: ActCall;
    readonly context: DraftContext;
    readonly form: DraftForm;
    readonly errors?: readonly FieldError[];
  },
): FastifyReply {
  const words = actWords[request.language];
  return renderPage(request, reply, {
    title: words.prepareKind[form.kind],
    lead: words.draftLead,
    ...frameOf(found, request, [crumbOf(found, request)]),
    errors,
    children: (
      <DraftView
        {...context}
        form={
          form.frozenRound === '' ? { ...form, frozenRound: context.rounds[0]?.value ?? '' } : form
        }
        hasOrders={!context.isApproval}
      />
    ),
  });
}
