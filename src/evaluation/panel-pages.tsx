import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hasRole } from '../accounts/index.ts';
import { addCallAction } from '../calls/index.ts';
import { parseDay } from '../engine/index.ts';
import type { App } from '../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../platform/page/index.ts';
import { runAct } from '../platform/run-act.ts';
import type { Services } from '../platform/services.ts';
import { ActForm, emptyRow, type ActFields, type NamedRow } from './act-form.tsx';
import * as schema from './api-schemas.ts';
import { countWanting } from './assignment-queries.ts';
import { memberParts } from './composition.ts';
import { composePanel } from './compose-panel.ts';
import {
  findDesk,
  keeperAccess,
  keeperRoles,
  officeAccess,
  officeRoles,
  type PanelDesk,
} from './desk.ts';
import {
  fieldErrors,
  renderPanelPage,
  sendNotFoundPage,
  textIn,
  textsIn,
  type SentForm,
} from './page-frame.tsx';
import { PanelView } from './panel-content.tsx';
import { findPanel, findWorkloads } from './panel-queries.ts';
import { composingOf } from './panel-routes.ts';
import { refused, type PanelRefused } from './refusal.ts';
import { panelWords } from './words.ts';

export const sentForm = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.Union([Type.String({ maxLength: 4000 }), Type.Array(Type.String({ maxLength: 4000 }))]),
);
const params = schema.callParams;
const rowsAtFirst = 3;
const rowsMax = 30;

/** The pages of a panel for who keeps its papers. */
export function panelPages(services: Services): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: panelWords.it.panelAction, en: panelWords.en.panelAction },
      href: ({ slug }) => `/calls/${slug}/panel`,
      order: 70,
      isShown: ({ principal }, call) => principal !== null && hasRole(principal, officeRoles, call),
    });
    addPanel(app, services);
    addActForm(app, services);
  };
}

function addPanel(app: App, services: Services): void {
  const { db } = services.database;
  const options = { config: { access: officeAccess }, schema: { params, hide: true } };
  app.get('/calls/:call/panel', options, async (request, reply) => {
    const desk = await findDesk(services, request);
    if (!desk) return sendNotFoundPage(request, reply);
    const { call, rules } = desk;
    const words = panelWords[request.language];
    const panel = await findPanel(db, call.callId);
    return renderPanelPage(request, reply, {
      call,
      title: words.panel,
      lead: words.panelLead,
      children: (
        <PanelView
          slug={call.slug}
          panel={panel}
          workloads={await findWorkloads(db, call)}
          wanting={panel ? await countWanting(db, call.callId, rules) : 0}
          rules={rules}
          mayKeep={mayKeep(request, desk)}
        />
      ),
    });
  });
}

export function mayKeep({ principal }: FastifyRequest, { call }: PanelDesk): boolean {
  return principal !== null && hasRole(principal, keeperRoles, call);
}

function addActForm(app: App, services: Services): void {
  const url = '/calls/:call/panel/acts/new';
  const config = { access: keeperAccess };
  app.get(url, { config, schema: { params, hide: true } }, async (request, reply) => {
    const desk = await findDesk(services, request);
    if (!desk) return sendNotFoundPage(request, reply);
    const panel = await findPanel(services.database.db, desk.call.callId);
    // The first act names at least as many as the call asks for.
    const count = panel ? rowsAtFirst : Math.max(rowsAtFirst, Math.min(desk.rules.least, rowsMax));
    const fields = {
      title: '',
      day: '',
      ground: '',
      named: Array(count).fill(emptyRow),
      leaving: [],
    };
    return renderActForm(services, request, reply, { desk, fields, errors: [] });
  });
  app.post(
    url,
    { config, schema: { params, body: sentForm, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      const fields = fieldsOf(request.body);
      if (textIn(request.body, 'step') === 'more') {
        const named = [...fields.named, emptyRow, emptyRow, emptyRow].slice(0, rowsMax);
        return renderActForm(services, request, reply, {
          desk,
          fields: { ...fields, named },
          errors: [],
        });
      }
      const composed = await compose(services, request, { desk, fields });
      if (composed.type === 'refused')
        return renderActForm(services, request, reply, {
          desk,
          fields,
          errors: fieldErrors(composed, request, (path) => fieldAt(path)),
        });
      return redirectWithFlash(request, reply, `/calls/${desk.call.slug}/panel`, {
        tone: 'ok',
        text: panelWords[request.language].composed,
      });
    },
  );
}

function fieldsOf(form: SentForm): ActFields {
  const asked = Number(textIn(form, 'rows'));
  const count = Number.isInteger(asked) && asked > 0 ? Math.min(asked, rowsMax) : rowsAtFirst;
  return {
    title: textIn(form, 'title'),
    day: textIn(form, 'day'),
    ground: textIn(form, 'ground'),
    named: Array.from({ length: count }, (_, index): NamedRow => ({
      fiscalCode: textIn(form, `fiscalCode-${index}`),
      givenName: textIn(form, `givenName-${index}`),
      familyName: textIn(form, `familyName-${index}`),
      part: textIn(form, `part-${index}`),
    })),
    leaving: textsIn(form, 'leaving'),
  };
}

/** Rows in which nothing is written name nobody; the others are told about by their place in the form. */
async function compose(
  services: Services,
  request: FastifyRequest,
  { desk, fields }: { readonly desk: PanelDesk; readonly fields: ActFields },
): ReturnType<typeof composePanel> {
  const rows = fields.named.flatMap((row, place) =>
    Object.values(row).every((text) => text.trim() === '') ? [] : [{ ...row, place }],
  );
  const places = rows.map(({ place }) => place);
  const partless = rows.find(({ part }) => !memberParts.some((each) => each === part));
  if (partless) return refused('text-missing', `/part-${partless.place}`);
  if (parseDay(fields.day) === undefined) return refused('day-wrong', '/day');
  const leaving = fields.leaving.map(Number).filter((number) => Number.isSafeInteger(number));
  const context = await composingOf(services, desk, request);
  const composed = await runAct(services.database.db, (tx) =>
    composePanel(tx, {
      ...context,
      title: fields.title,
      day: fields.day,
      ground: fields.ground,
      named: rows.map(({ fiscalCode, givenName, familyName, part: chosen }) => ({
        fiscalCode,
        givenName,
        familyName,
        part: memberParts.find((part) => part === chosen) ?? 'member',
      })),
      leaving,
    }),
  );
  return composed.type === 'refused' ? atPlaces(composed, places) : composed;
}

/** `/named/1/fiscalCode` of what was sent is in the row of the form from which it came. */
function atPlaces({ problems }: PanelRefused, places: readonly number[]): PanelRefused {
  return {
    type: 'refused',
    problems: problems.map(({ code, path }) => {
      const [, index, name] = /^\/named\/(\d+)\/(\w+)$/.exec(path) ?? [];
      return { code, path: name ? `/${name}-${places[Number(index)] ?? 0}` : path };
    }),
  };
}

function fieldAt(path: string): string {
  return path === '' ? 'title' : path.slice(1);
}

async function renderActForm(
  { database: { db } }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    desk: { call },
    fields,
    errors,
  }: {
    readonly desk: PanelDesk;
    readonly fields: ActFields;
    readonly errors: readonly FieldError[];
  },
): Promise<FastifyReply> {
  const words = panelWords[request.language];
  const panel = await findPanel(db, call.callId);
  return renderPanelPage(request, reply, {
    call,
    title: words.newAct,
    lead: words.newActLead,
    above: [{ text: words.panel, href: `/calls/${call.slug}/panel` }],
    errors,
    children: (
      <ActForm
        fields={fields}
        members={(panel?.members ?? []).filter(({ untilAct }) => untilAct === null)}
      />
    ),
  });
}
