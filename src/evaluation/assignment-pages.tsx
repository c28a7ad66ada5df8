import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Tx } from '../platform/database.ts';
import { makeCursor } from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { readShownPage } from '../platform/http/list-page.ts';
import { redirectWithFlash, type FieldError } from '../platform/page/index.ts';
import { runAct } from '../platform/run-act.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { assignAllByRotation, assignByHand, removeByHand } from './assign.ts';
import { ApplicationsView } from './assignment-content.tsx';
import {
  countWanting,
  findPanelApplication,
  listConflicts,
  listDrawings,
  listPanelApplications,
} from './assignment-queries.ts';
import {
  actOf,
  findDesk,
  keeperAccess,
  keeperOfOne,
  officeAccess,
  type PanelDesk,
} from './desk.ts';
import { findHints } from './hints.ts';
import { assignmentsOf } from './queries.ts';
import {
  fieldErrors,
  renderPanelPage,
  sayRefused,
  sendNotFoundPage,
  textIn,
  type SentForm,
} from './page-frame.tsx';
import { judges } from './panel.ts';
import { mayKeep, sentForm } from './panel-pages.tsx';
import { findPanel } from './panel-queries.ts';
import { recordConflict } from './record-conflict.ts';
import type { ActOnPanel } from './refill.ts';
import { refused, type PanelRefused } from './refusal.ts';
import { findCast, findTies } from './round.ts';
import { SeatView, type SeatFields, type SignedMember } from './seat-content.tsx';
import { panelWords } from './words.ts';

const pageSize = 50;
const listUrl = '/calls/:call/panel/applications';
const oneUrl = `${listUrl}/:application` as const;

/** The pages on which the secretary assigns applications. */
export function assignmentPages(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addDrawing(app, services);
    addOne(app, services);
    addActs(app, services);
  };
}

function addList(app: App, services: Services): void {
  const { db } = services.database;
  const querystring = Type.Object({
    after: Type.Optional(Type.String({ maxLength: 1000 })),
    wanting: Type.Optional(Type.String({ maxLength: 10 })),
  });
  app.get(
    listUrl,
    {
      config: { access: officeAccess },
      schema: { params: schema.callParams, querystring, hide: true },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      const { call, rules } = desk;
      const words = panelWords[request.language];
      const { after, wanting } = request.query;
      const page = readShownPage(after, pageSize, ['count']);
      const isOnlyWanting = wanting === 'yes';
      const asked = { callId: call.callId, wanting: isOnlyWanting ? rules : undefined };
      const found = await listPanelApplications(db, asked, page);
      const last = found.length > pageSize ? found[pageSize - 1] : undefined;
      return renderPanelPage(request, reply, {
        call,
        title: words.applications,
        lead: words.applicationsLead,
        above: [{ text: words.panel, href: `/calls/${call.slug}/panel` }],
        children: (
          <ApplicationsView
            slug={call.slug}
            applications={found.slice(0, pageSize)}
            next={last ? makeCursor([String(last.number)]) : null}
            arrivals={(await findPanel(db, call.callId))?.arrivals ?? 0}
            wanting={await countWanting(db, call.callId, rules)}
            isOnlyWanting={isOnlyWanting}
            drawings={await listDrawings(db, call.callId)}
            mayKeep={mayKeep(request, desk)}
          />
        ),
      });
    },
  );
}

function addDrawing(app: App, services: Services): void {
  app.post(
    '/calls/:call/panel/drawings',
    {
      config: { access: keeperAccess },
      schema: { params: schema.callParams, body: sentForm, hide: true },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      const home = `/calls/${desk.call.slug}/panel/applications`;
      const done = await assignAllByRotation(services.database.db, actOf(desk, request));
      if (done.type === 'refused') return sayRefused(request, reply, done, home);
      const words = panelWords[request.language];
      const { drawn, lacking } = done;
      const said = [words.drawn(drawn), ...(lacking === 0 ? [] : [words.drawnLacking(lacking)])];
      const tone = lacking === 0 ? 'ok' : 'warn';
      return redirectWithFlash(request, reply, home, { tone, text: said.join(' ') });
    },
  );
}

function addOne(app: App, services: Services): void {
  app.get(
    oneUrl,
    {
      config: { access: keeperOfOne },
      schema: { params: schema.applicationParams, hide: true },
    },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      return desk
        ? renderOne(services, request, reply, { desk, fields: undefined, errors: [] })
        : sendNotFoundPage(request, reply);
    },
  );
}

interface Shown {
  readonly desk: PanelDesk;
  readonly fields: SeatFields | undefined;
  readonly errors: readonly FieldError[];
}

async function renderOne(
  { database: { db } }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { desk: { call }, fields, errors }: Shown,
): Promise<FastifyReply> {
  const { application: applicationId } = request.params as { readonly application: string };
  const key = { callId: call.callId, applicationId };
  const application = await findPanelApplication(db, key);
  if (!application) return sendNotFoundPage(request, reply);
  const words = panelWords[request.language];
  return renderPanelPage(request, reply, {
    call,
    title: application.title,
    lead: words.ofApplication(application.entryNumber),
    above: [
      { text: words.panel, href: `/calls/${call.slug}/panel` },
      { text: words.applications, href: `/calls/${call.slug}/panel/applications` },
    ],
    errors,
    children: (
      <SeatView
        home={`/calls/${call.slug}/panel/applications/${applicationId}`}
        application={application}
        assignments={await assignmentsOf(db, key)}
        conflicts={await listConflicts(db, key)}
        members={await signedMembers(db, { callId: call.callId, number: application.number })}
        fields={fields}
      />
    ),
  });
}

/** Those who judge now, each with what may tie them to the application. */
async function signedMembers(
  db: Services['database']['db'],
  { callId, number }: { readonly callId: number; readonly number: number },
): Promise<readonly SignedMember[]> {
  const panel = await findPanel(db, callId);
  const [cast] = await findCast(db, { callId, from: number, to: number });
  const members = (panel?.members ?? []).filter(
    ({ part, untilAct }) => untilAct === null && judges(part),
  );
  const signed: SignedMember[] = [];
  for (const member of members) {
    const ties = await findTies(db, member.personId);
    signed.push({ ...member, hints: cast ? findHints(ties, cast) : [] });
  }
  return signed;
}

type SeatAct = (
  tx: Tx,
  asked: ActOnPanel & {
    readonly applicationId: string;
    readonly personId: string;
    readonly reason: string;
    readonly ground: string;
  },
  part: string,
) => Promise<{ readonly type: 'assigned' | 'removed' | 'recorded' } | PanelRefused>;

const assignedParts = ['reporter', 'scorer', 'expert'] as const;

const acts: readonly {
  readonly path: string;
  readonly act: SeatFields['act'];
  readonly done: 'assigned' | 'removed' | 'conflictRecorded';
  readonly run: SeatAct;
}[] = [
  {
    path: 'assignments',
    act: 'assign',
    done: 'assigned',
    run: (tx, asked, chosen) => {
      const part = assignedParts.find((each) => each === chosen);
      return part
        ? assignByHand(tx, { ...asked, part })
        : Promise.resolve(refused('text-missing', '/part'));
    },
  },
  { path: 'removals', act: 'remove', done: 'removed', run: (tx, asked) => removeByHand(tx, asked) },
  {
    path: 'conflicts',
    act: 'conflict',
    done: 'conflictRecorded',
    run: (tx, asked) => recordConflict(tx, { ...asked, way: 'recorded' }),
  },
];

function addActs(app: App, services: Services): void {
  for (const { path, act, done, run } of acts)
    app.post(
      `${oneUrl}/${path}`,
      {
        config: { access: keeperOfOne },
        schema: { params: schema.applicationParams, body: sentForm, hide: true },
      },
      async (request, reply) => {
        const desk = await findDesk(services, request);
        if (!desk) return sendNotFoundPage(request, reply);
        const { application: applicationId } = request.params;
        const fields = fieldsOf(act, request.body);
        const panel = await findPanel(services.database.db, desk.call.callId);
        const member = panel?.members.find(
          ({ number, untilAct }) => untilAct === null && String(number) === fields.member,
        );
        const outcome = member
          ? await runAct(services.database.db, (tx) =>
              run(
                tx,
                {
                  ...actOf(desk, request),
                  applicationId,
                  personId: member.personId,
                  reason: fields.reason,
                  ground: fields.reason,
                },
                fields.part,
              ),
            )
          : refused('text-missing', '/member');
        if (outcome.type === 'refused')
          return renderOne(services, request, reply, {
            desk,
            fields,
            errors: fieldErrors(outcome, request, (field) => fieldAt(act, field)),
          });
        const home = `/calls/${desk.call.slug}/panel/applications/${applicationId}`;
        const text = panelWords[request.language][done];
        return redirectWithFlash(request, reply, home, { tone: 'ok', text });
      },
    );
}

function fieldsOf(act: SeatFields['act'], form: SentForm): SeatFields {
  return {
    act,
    member: textIn(form, `${act}-member`),
    part: textIn(form, `${act}-part`),
    reason: textIn(form, `${act}-reason`),
  };
}

/** What is about no field is about the person. */
function fieldAt(act: SeatFields['act'], path: string): string {
  if (path === '/reason' || path === '/ground') return `${act}-reason`;
  return path === '/part' ? `${act}-part` : `${act}-member`;
}
