import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hasRole, principalOf } from '../accounts/index.ts';
import { addCallAction } from '../calls/index.ts';
import { makeCursor } from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { readShownPage } from '../platform/http/list-page.ts';
import {
  addNavigation,
  redirectWithFlash,
  renderPage,
  type FieldError,
} from '../platform/page/index.ts';
import { runAct } from '../platform/run-act.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { refuseAssignment } from './assign.ts';
import { findByEntry, listConflicts, listOwnAssignments } from './assignment-queries.ts';
import { declarationPages } from './declaration-pages.tsx';
import { actOf, judgeAccess, ownAccess } from './desk.ts';
import {
  EntryForm,
  evaluationLead,
  JudgeView,
  OwnPanels,
  type EntryFields,
} from './judge-content.tsx';
import { findOwnDesk } from './judge-routes.ts';
import { fieldErrors, renderPanelPage, sendNotFoundPage, textIn } from './page-frame.tsx';
import { sentForm } from './panel-pages.tsx';
import { findOwnPanels } from './panel-queries.ts';
import { recordConflict } from './record-conflict.ts';
import { relationPages } from './relation-pages.tsx';
import { findRound } from './round.ts';
import { panelWords } from './words.ts';

const pageSize = 50;
const homeUrl = '/calls/:call/evaluation';

/** The pages of those who are in a panel. */
export function judgePages(services: Services): (app: App) => void {
  return (app) => {
    addNavigation(app, {
      href: '/evaluations',
      covers:
        /^(?:\/relations|\/calls\/[^/]+\/(?:evaluation|panel|sheets|sessions|applications\/[^/]+\/(?:sheet|consolidation)))(?:\/|$)/,
      text: { it: panelWords.it.mine, en: panelWords.en.mine },
      order: 40,
      isShown: ({ principal }) =>
        principal?.roles.some(({ role }) => role === 'evaluator' || role === 'panel-secretary') ??
        false,
    });
    addCallAction(app, {
      text: { it: panelWords.it.evaluation, en: panelWords.en.evaluation },
      href: ({ slug }) => `/calls/${slug}/evaluation`,
      order: 72,
      isShown: ({ principal }, call) =>
        principal !== null && hasRole(principal, ['evaluator'], call),
    });
    addOwnPanels(app, services);
    addHome(app, services);
    addEntryForm(app, services, 'conflict');
    addEntryForm(app, services, 'refusal');
    declarationPages(services)(app);
    relationPages(services)(app);
  };
}

function addOwnPanels(app: App, { database: { db } }: Services): void {
  const options = { config: { access: ownAccess }, schema: { hide: true } };
  app.get('/evaluations', options, async (request, reply) => {
    const words = panelWords[request.language];
    const panels = await findOwnPanels(db, principalOf(request).personId);
    return renderPage(request, reply, {
      title: words.mine,
      lead: words.mineLead,
      children: <OwnPanels panels={panels} />,
    });
  });
}

function addHome(app: App, services: Services): void {
  const { db } = services.database;
  const querystring = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) });
  app.get(
    homeUrl,
    {
      config: { access: judgeAccess },
      schema: { params: schema.callParams, querystring, hide: true },
    },
    async (request, reply) => {
      const own = await findOwnDesk(services, request);
      if (!own) return sendNotFoundPage(request, reply);
      const { desk, membership } = own;
      const { after } = request.query;
      const page = readShownPage(after, pageSize, ['count']);
      const found = await listOwnAssignments(db, membership, page);
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      const words = panelWords[request.language];
      return renderPanelPage(request, reply, {
        call: desk.call,
        title: words.evaluation,
        lead: evaluationLead(membership, request.language),
        above: [{ text: words.mine, href: '/evaluations' }],
        children: (
          <JudgeView
            slug={desk.call.slug}
            membership={membership}
            undeclared={(await findRound(db, { ...membership, upTo: 0 })).left}
            assignments={found.slice(0, pageSize)}
            next={last ? makeCursor([String(last.number)]) : null}
            conflicts={await listConflicts(db, membership)}
          />
        ),
      });
    },
  );
}

/** A conflict that has come up, or an application given back: of one application, by its number in the register. */
function addEntryForm(app: App, services: Services, kind: 'conflict' | 'refusal'): void {
  const url = `${homeUrl}/${kind}` as const;
  const config = { access: judgeAccess };
  const querystring = Type.Object({ entry: Type.Optional(Type.String({ maxLength: 9 })) });
  app.get(
    url,
    { config, schema: { params: schema.callParams, querystring, hide: true } },
    async (request, reply) => {
      const fields = { entry: request.query.entry ?? '', reason: '' };
      return renderEntryForm(services, request, reply, { kind, fields, errors: [] });
    },
  );
  app.post(
    url,
    { config, schema: { params: schema.callParams, body: sentForm, hide: true } },
    async (request, reply) => {
      const fields = {
        entry: textIn(request.body, 'entry'),
        reason: textIn(request.body, 'reason'),
      };
      const errors = await act(services, request, { kind, fields });
      if (errors === undefined) return sendNotFoundPage(request, reply);
      if (errors.length > 0)
        return renderEntryForm(services, request, reply, { kind, fields, errors });
      const words = panelWords[request.language];
      return redirectWithFlash(request, reply, `/calls/${request.params.call}/evaluation`, {
        tone: 'ok',
        text: kind === 'conflict' ? words.lateDone : words.refusedDone,
      });
    },
  );
}

interface EntryAct {
  readonly kind: 'conflict' | 'refusal';
  readonly fields: EntryFields;
}

/** What is wrong with it; nothing at all for who is not in the panel. */
async function act(
  services: Services,
  request: FastifyRequest,
  { kind, fields: { entry, reason } }: EntryAct,
): Promise<readonly FieldError[] | undefined> {
  const { db } = services.database;
  const own = await findOwnDesk(services, request);
  if (!own) return undefined;
  const { desk, membership } = own;
  const number = /^\d{1,9}$/.test(entry.trim()) ? Number(entry) : undefined;
  const applicationId =
    number === undefined ? undefined : await findByEntry(db, { callId: desk.call.callId, number });
  if (applicationId === undefined)
    return [
      {
        field: 'entry',
        message: panelWords[request.language][entry.trim() === '' ? 'required' : 'entryUnknown'],
      },
    ];
  const asked = { ...actOf(desk, request), applicationId };
  const conflict = { personId: membership.personId, way: 'late', ground: reason } as const;
  const outcome = await (kind === 'conflict'
    ? runAct(db, (tx) => recordConflict(tx, { ...asked, ...conflict }))
    : runAct(db, (tx) => refuseAssignment(tx, { ...asked, reason })));
  if (outcome.type !== 'refused') return [];
  return fieldErrors(outcome, request, (path) =>
    path === '/reason' || path === '/ground' ? 'reason' : 'entry',
  );
}

async function renderEntryForm(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { kind, fields, errors }: EntryAct & { readonly errors: readonly FieldError[] },
): Promise<FastifyReply> {
  const own = await findOwnDesk(services, request);
  if (!own) return sendNotFoundPage(request, reply);
  const words = panelWords[request.language];
  const { call } = own.desk;
  return renderPanelPage(request, reply, {
    call,
    title: kind === 'conflict' ? words.lateTitle : words.refusalTitle,
    lead: kind === 'conflict' ? words.lateLead : words.refusalLead,
    isNarrow: true,
    above: [
      { text: words.mine, href: '/evaluations' },
      { text: words.evaluation, href: `/calls/${call.slug}/evaluation` },
    ],
    errors,
    children: <EntryForm kind={kind} fields={fields} />,
  });
}
