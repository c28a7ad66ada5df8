import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { applicationParams } from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import {
  readSheetForm,
  reasonField,
  valueField,
  type SheetForm,
  type TypedEntry,
} from '../sheets/read-form.ts';
import { pointsText } from '../sheets/scale.ts';
import { panelOfApplication, turnAway } from './asking.ts';
import { ConsolidationView } from './consolidation-view.tsx';
import {
  decideConsolidation,
  undoConsolidation,
  type DecisionOutcome,
} from './decide-consolidation.ts';
import { findTable, type Table } from './load-table.ts';
import { saidOf } from './refusals.ts';
import { labelOfFact } from './value-text.ts';
import { consolidationWords } from './words.ts';

const url = '/calls/:call/applications/:application/consolidation';
const formSchema = Type.Record(
  Type.String(),
  Type.Union([Type.String({ maxLength: 20_000 }), Type.Array(Type.String({ maxLength: 200 }))]),
);

/** The sheets of one application laid open, and what the panel decides about them. */
export function consolidationPages(services: Services): (app: App) => void {
  return (app) => {
    addPage(app, services);
    addUndoing(app, services);
  };
}

function addPage(app: App, services: Services): void {
  const config = { access: panelOfApplication };
  app.get(
    url,
    { config, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const table = await findTable(services, request);
      return table?.type === 'table'
        ? showTable(request, reply, table)
        : turnAway(request, reply, table?.code);
    },
  );
  app.post(
    url,
    { config, schema: { params: applicationParams, body: formSchema, hide: true } },
    async (request, reply) => {
      const table = await findTable(services, request);
      if (table?.type !== 'table') return turnAway(request, reply, table?.code);
      const { language } = request;
      const read = readSheetForm(table.scoring.sheet, spread(table, request.body));
      if (read.strange.length > 0)
        return showTable(request, reply, table, {
          typed: read.typed,
          errors: read.strange.map((fact) => ({
            field: valueField(fact),
            message: consolidationWords[language].notAValue,
          })),
        });
      const { published } = table.examined;
      const { callId, applicationId } = table.examined.examination;
      const outcome = await runAct(services.database.db, (tx) =>
        decideConsolidation(tx, {
          callId,
          applicationId,
          published,
          personId: table.personId,
          entries: read.content,
        }),
      );
      return answer(request, reply, { table, outcome, typed: read.typed });
    },
  );
}

/** Several options of a set come as one line of text here. */
function spread({ scoring }: Table, form: SheetFormLike): SheetForm {
  const sets = scoring.sheet.criteria.flatMap((each) =>
    each.kind === 'options' ? [each.fact.id] : [],
  );
  const split = sets.map((fact) => {
    const text = form[valueField(fact)];
    const parts = typeof text === 'string' ? text.split(/[\s,]+/u).filter(Boolean) : (text ?? []);
    return [valueField(fact), parts] as const;
  });
  return { ...form, ...Object.fromEntries(split), revision: '0' };
}

type SheetFormLike = Readonly<Record<string, string | readonly string[]>>;

function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    table,
    outcome,
    typed,
  }: {
    readonly table: Table;
    readonly outcome: DecisionOutcome;
    readonly typed: ReadonlyMap<string, TypedEntry>;
  },
): FastifyReply {
  const { language } = request;
  const words = consolidationWords[language];
  if (outcome.type === 'refused') {
    const errors = errorsOf(outcome, table, language);
    if (errors.length > 0) return showTable(request, reply, table, { typed, errors });
    return redirectWithFlash(request, reply, addressOf(request), {
      tone: 'warn',
      text: saidOf(outcome.code, language),
    });
  }
  const { net, gross } = outcome.figures;
  return redirectWithFlash(request, reply, addressOf(request), {
    tone: 'ok',
    text: words.decidedDone(pointsText(net.low, language), pointsText(gross.low, language)),
  });
}

function errorsOf(
  { undecided = [], problems = [] }: Extract<DecisionOutcome, { readonly type: 'refused' }>,
  { scoring }: Table,
  language: 'it' | 'en',
): readonly FieldError[] {
  const words = consolidationWords[language];
  const labelOf = (fact: string): string => labelOfFact(scoring.call.document, fact, language);
  return [
    ...undecided.map(({ fact, what }) => ({
      field: what === 'value' ? valueField(fact) : reasonField(fact),
      message:
        what === 'value' ? words.missingValue(labelOf(fact)) : words.missingReason(labelOf(fact)),
    })),
    ...problems.map(({ fact }) => ({ field: valueField(fact), message: words.notAValue })),
  ];
}

function addressOf(request: FastifyRequest): string {
  const { call, application } = request.params as {
    readonly call: string;
    readonly application: string;
  };
  return `/calls/${call}/applications/${application}/consolidation`;
}

function showTable(
  request: FastifyRequest,
  reply: FastifyReply,
  table: Table,
  again?: {
    readonly typed?: ReadonlyMap<string, TypedEntry>;
    readonly errors: readonly FieldError[];
  },
): FastifyReply {
  const { language } = request;
  const words = consolidationWords[language];
  const { snapshot, published } = table.examined;
  const { slug, mode } = snapshot.call;
  return renderPage(request, reply, {
    title: words.title,
    lead: (
      <>
        <b>{snapshot.lead.name}</b>
        {`, ${snapshot.title}. ${words.lead}`}
      </>
    ),
    trail: [
      { text: published.call.document.title[language], href: `/calls/${slug}` },
      { text: words.sessions, href: `/calls/${slug}/sessions` },
      {
        text: words.session(table.record.session),
        href: `/calls/${slug}/sessions/${table.record.session}`,
      },
    ],
    mode,
    fictional: published.fictional,
    errors: again?.errors ?? [],
    children: <ConsolidationView here={addressOf(request)} table={table} typed={again?.typed} />,
  });
}

function addUndoing(app: App, services: Services): void {
  const body = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 4000 })) });
  app.post(
    `${url}/undoing`,
    {
      config: { access: panelOfApplication },
      schema: { params: applicationParams, body, hide: true },
    },
    async (request, reply) => {
      const table = await findTable(services, request);
      if (table?.type !== 'table') return turnAway(request, reply, table?.code);
      const { language } = request;
      const { reason = '' } = request.body;
      const { callId, applicationId } = table.examined.examination;
      const { published } = table.examined;
      const outcome = await runAct(services.database.db, (tx) =>
        undoConsolidation(tx, {
          callId,
          applicationId,
          published,
          personId: table.personId,
          reason,
        }),
      );
      if (outcome.type === 'refused')
        return outcome.code === 'reason-missing'
          ? showTable(request, reply, table, {
              errors: [{ field: 'reason', message: saidOf(outcome.code, language) }],
            })
          : turnAway(request, reply, outcome.code);
      const { call } = request.params;
      const to = `/calls/${call}/sessions/${table.record.session}`;
      return redirectWithFlash(request, reply, to, {
        tone: 'ok',
        text: consolidationWords[language].undoneDone,
      });
    },
  );
}
