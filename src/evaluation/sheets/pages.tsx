import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { applicationParams } from '../../applications/index.ts';
import { assess, explain, findFigure, type Figure } from '../../engine/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  formatTime,
  redirectWithFlash,
  renderPage,
  type FieldError,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { evaluators, findAskedSheet, type AskedSheet } from './asking.ts';
import { listPages } from './list-pages.tsx';
import { figuresFor } from './load-scoring.ts';
import { findNextToScore } from './queries.ts';
import {
  readSheetForm,
  reasonField,
  sheetFormSchema,
  valueField,
  type FormReading,
  type TypedEntry,
} from './read-form.ts';
import { saidOf, sheetProblem, type SheetRefusal } from './refusals.ts';
import { reopenSheet, saveAndClose, saveSheet, type SheetOutcome } from './save-sheet.ts';
import { SheetView } from './sheet-view.tsx';
import { missingIn, typedOf, type Missing, type SheetContent } from './sheet.ts';
import { sheetWords } from './words.ts';

type Own = Extract<AskedSheet, { readonly type: 'own' }>;

const url = '/calls/:call/applications/:application/sheet';

/** The sheets of an evaluator, and one of them. */
export function sheetPages(services: Services): (app: App) => void {
  return (app) => {
    listPages(services)(app);
    addSheet(app, services);
    addReopening(app, services);
  };
}

function addSheet(app: App, services: Services): void {
  const config = { access: evaluators };
  app.get(
    url,
    { config, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const asked = await findAskedSheet(services, request);
      return asked?.type === 'own'
        ? showSheet(request, reply, asked)
        : turnAway(request, reply, asked);
    },
  );
  app.post(
    url,
    { config, schema: { params: applicationParams, body: sheetFormSchema, hide: true } },
    async (request, reply) => {
      const asked = await findAskedSheet(services, request);
      if (asked?.type !== 'own') return turnAway(request, reply, asked);
      const form = request.body;
      const read = readSheetForm(asked.scoring.sheet, form);
      const { language } = request;
      if (read.strange.length > 0)
        return showSheet(request, reply, asked, {
          typed: read.typed,
          errors: read.strange.map((fact) => ({
            field: valueField(fact),
            message: sheetWords[language].notAValue,
          })),
        });
      const act = {
        ...asked.key,
        published: asked.examined.published,
        content: read.content,
        seen: Number(form.revision),
      };
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => (form.act === 'close' ? saveAndClose(tx, act) : saveSheet(tx, act)));
      return answerSaved(request, reply, services, { asked, outcome, read, next: form.act });
    },
  );
}

interface Answered {
  readonly asked: Own;
  readonly outcome: SheetOutcome | undefined;
  readonly read: FormReading;
  readonly next: string | undefined;
}

async function answerSaved(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { asked, outcome, read, next }: Answered,
): Promise<FastifyReply> {
  if (!outcome) return turnAway(request, reply, undefined);
  const { language } = request;
  const words = sheetWords[language];
  if (outcome.type === 'refused') {
    const errors = errorsOf(outcome, language);
    if (errors.length === 0) return turnAway(request, reply, outcome);
    const now = await findAskedSheet(services, request);
    return now?.type === 'own'
      ? showSheet(request, reply, now, { typed: read.typed, errors })
      : turnAway(request, reply, now);
  }
  const here = pageOf(request);
  if (next !== 'next') {
    const text =
      outcome.type === 'closed'
        ? words.closedDone
        : outcome.type === 'repeated'
          ? words.alreadyClosed
          : words.savedDone;
    return redirectWithFlash(request, reply, here, { tone: 'ok', text });
  }
  const following = await findNextToScore(services.database.db, asked.key);
  const { call } = request.params as { readonly call: string };
  return following === undefined
    ? redirectWithFlash(request, reply, `/calls/${call}/sheets`, { tone: 'ok', text: words.noNext })
    : redirectWithFlash(request, reply, `/calls/${call}/applications/${following}/sheet`, {
        tone: 'ok',
        text: words.savedDone,
      });
}

/** What can be put right in the form; nothing for what cannot. */
function errorsOf(
  { code, problems = [], missing = [] }: Extract<SheetOutcome, { readonly type: 'refused' }>,
  language: 'it' | 'en',
): readonly FieldError[] {
  if (code === 'value-refused')
    return problems.map(({ fact }) => ({
      field: valueField(fact),
      message: sheetWords[language].notAValue,
    }));
  if (code === 'sheet-incomplete') return missing.map((each) => errorOf(each, language));
  return code === 'stale' ? [{ field: 'missing', message: saidOf(code, language) }] : [];
}

function errorOf({ what, fact, code }: Missing, language: 'it' | 'en'): FieldError {
  const message = sheetWords[language].missing[what](code[language]);
  if (fact === undefined) return { field: 'missing', message };
  return { field: what === 'reason' ? reasonField(fact) : valueField(fact), message };
}

/** Says why there is no sheet for whoever asks. */
function turnAway(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: { readonly type: string; readonly code?: SheetRefusal } | undefined,
): FastifyReply {
  const code = asked?.code;
  if (code === undefined) return answerProblem(request, reply, notFound);
  const { status } = sheetProblem(code);
  return answerProblem(request, reply, { status, code, detail: saidOf(code, request.language) });
}

function pageOf(request: FastifyRequest): string {
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  return `/calls/${call}/applications/${application}/sheet`;
}

interface Again {
  readonly typed: ReadonlyMap<string, TypedEntry>;
  readonly errors: readonly FieldError[];
}

function showSheet(
  request: FastifyRequest,
  reply: FastifyReply,
  { examined, scoring, sheet: record, standing }: Own,
  again?: Again,
): FastifyReply {
  const { language } = request;
  const words = sheetWords[language];
  const { snapshot, published } = examined;
  const { slug } = snapshot.call;
  const content = record?.content ?? {};
  const read = figuresFor(scoring, content);
  // What the call allowed when it was saved may no longer be so: then only what is known by itself is shown.
  const figures = read.type === 'figures' ? read : figuresFor(scoring, {});
  if (figures.type === 'refused') throw new Error('an application can no longer be scored');
  const here = pageOf(request);
  const application = here.replace(/\/sheet$/, '');
  return renderPage(request, reply, {
    title: words.title,
    lead: (
      <>
        <b>{snapshot.lead.name}</b>
        {`, ${snapshot.title}. ${published.call.document.title[language]}`}
        {lineText(examined, language)}
        <br />
        <a href={application} target="bandolo-application">
          {words.beside} <span class="bd-vh">{words.besideWhere}</span>
        </a>
        {' · '}
        <span class="bd-2nd">
          {record ? words.saved(formatTime(record.savedAt, language)) : words.notSaved}
        </span>
      </>
    ),
    trail: [
      { text: published.call.document.title[language], href: `/calls/${slug}` },
      { text: words.mine, href: `/calls/${slug}/sheets` },
    ],
    mode: snapshot.call.mode,
    fictional: published.fictional,
    scripts: ['sheet'],
    errors: again?.errors ?? [],
    children: (
      <SheetView
        here={here}
        rules={`/calls/${slug}`}
        call={scoring.call}
        sheet={scoring.sheet}
        record={record}
        figures={figures.figures}
        explained={explainedIn(figures.prepared)}
        typed={again?.typed ?? typedFrom(content)}
        missing={missingIn(scoring.sheet, content)}
        isLaidOpen={standing !== 'sheets'}
        hasTextChanged={record !== undefined && record.textHash !== scoring.textHash}
      />
    ),
  });
}

function lineText({ prepared, call }: Own['examined'], language: 'it' | 'en'): string {
  const { id: own } = prepared.track;
  const lines = (call.document.lines ?? []).flatMap((line) => [line, ...(line.sublines ?? [])]);
  const line = lines.find(({ id }) => id === own);
  return line ? `, ${line.title[language]}` : '';
}

function typedFrom(content: SheetContent): ReadonlyMap<string, TypedEntry> {
  return new Map(
    Object.entries(content).map(([fact, { value, reason }]) => [
      fact,
      { typed: typedOf(value), reason },
    ]),
  );
}

/** The explanation of each criterion, by its id. */
function explainedIn(prepared: Own['examined']['prepared']): ReadonlyMap<string, Figure> {
  const root = explain(assess(prepared));
  return new Map(
    (prepared.track.score?.criteria ?? []).flatMap(({ document: { id } }) => {
      const figure = findFigure(root, `criterion:${id}`);
      return figure ? [[id, figure] as const] : [];
    }),
  );
}

function addReopening(app: App, services: Services): void {
  app.post(
    `${url}/reopening`,
    {
      config: { access: evaluators },
      schema: {
        params: applicationParams,
        body: Type.Object({ reason: Type.Optional(Type.String({ maxLength: 4000 })) }),
        hide: true,
      },
    },
    async (request, reply) => {
      const asked = await findAskedSheet(services, request);
      if (asked?.type !== 'own') return turnAway(request, reply, asked);
      const { published } = asked.examined;
      const { reason = '' } = request.body;
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => reopenSheet(tx, { ...asked.key, published, reason }));
      if (outcome?.type === 'refused' && outcome.code === 'reason-missing')
        return showSheet(request, reply, asked, {
          typed: typedFrom(asked.sheet?.content ?? {}),
          errors: [{ field: 'reason', message: saidOf(outcome.code, request.language) }],
        });
      if (!outcome || outcome.type === 'refused') return turnAway(request, reply, outcome);
      const { reopenedDone } = sheetWords[request.language];
      return redirectWithFlash(request, reply, pageOf(request), { tone: 'ok', text: reopenedDone });
    },
  );
}
