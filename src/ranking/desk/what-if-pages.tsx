import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../../platform/page/index.ts';
import { renderWith } from '../../platform/page/page-context.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { deskAccess, trierAccess } from './access.ts';
import * as schema from './api-schemas.ts';
import { findDesk, settleAt, type RankingDesk } from './desk.ts';
import { keptEffect } from './effect.ts';
import { renderDeskPage, sayRefused, sendNotFoundPage } from './page-frame.tsx';
import { refusals, type DeskRefused } from './refusal.ts';
import type { SettledRound } from './settled-round.ts';
import { TrialsView } from './trials-view.tsx';
import { tryOut, type Trial } from './try-out.ts';
import type { WhatIfChanges } from './what-if-changes.ts';
import { fieldsOf, readWhatIf, type WhatIfFields } from './what-if-form.ts';
import { findTrials, keepTrial, removeTrial } from './what-if-store.ts';
import { resultOf, WhatIfView } from './what-if-view.tsx';
import { deskWords } from './words.ts';

const fields = Type.Record(Type.String({ maxLength: 120 }), Type.String({ maxLength: 200 }));

/** The pages on which other rules are tried on the whole round; nothing here can become an act. */
export function whatIfPages(services: Services): (app: App) => void {
  return (app) => {
    addTrying(app, services);
    addKeeping(app, services);
    addTrials(app, services);
  };
}

interface Tried {
  readonly desk: RankingDesk;
  readonly settled: SettledRound;
  readonly fields: WhatIfFields;
  readonly changes: WhatIfChanges;
  /** Nothing while the form is as the call has it. */
  readonly trial: Trial | undefined;
  readonly errors: readonly FieldError[];
}

async function tryAsked(
  services: Services,
  request: FastifyRequest,
  asked: WhatIfFields,
): Promise<Tried | undefined> {
  const desk = await findDesk(services, request);
  const round =
    desk?.rounds.find(({ number }) => String(number) === asked['round']) ?? desk?.rounds[0];
  const settled = desk && round && (await settleAt(services, desk, round.number));
  if (!desk || !settled) return undefined;
  const { call } = settled.loaded;
  const { language } = request;
  const shown = { ...fieldsOf(call, {}, language), ...asked };
  const read = readWhatIf(call, asked, language);
  const place = { desk, settled, fields: shown };
  if ('problems' in read)
    return {
      ...place,
      changes: {},
      trial: undefined,
      errors: read.problems.map(({ field, code }) => ({
        field,
        message: refusals[code][language],
      })),
    };
  if (Object.keys(read.changes).length === 0)
    return { ...place, changes: {}, trial: undefined, errors: [] };
  const trial = tryOut(settled, desk, read.changes);
  return trial.type === 'refused'
    ? { ...place, changes: {}, trial: undefined, errors: errorsOf(trial, language) }
    : { ...place, changes: read.changes, trial, errors: [] };
}

/** At the field of what was tried. */
function errorsOf({ problems }: DeskRefused, language: 'it' | 'en'): readonly FieldError[] {
  return problems.map(({ code, path }) => {
    const [, part = '', name = ''] = path.split('/');
    const field =
      part === 'thresholds'
        ? `t.${name}`
        : part === 'pots'
          ? `p.${name}`
          : part === 'moves'
            ? 'moveAmount'
            : part === 'keys' || part === 'ties'
              ? `${part === 'keys' ? 'key' : 'tie'}${name}`
              : 'key0';
    return { field, message: refusals[code][language] };
  });
}

function addTrying(app: App, services: Services): void {
  const config = { access: deskAccess };
  app.get(
    '/rankings/:call/what-if',
    { config, schema: { params: schema.callParams, querystring: fields, hide: true } },
    async (request, reply) => {
      const tried = await tryAsked(services, request, request.query);
      return tried ? renderWhatIf(request, reply, tried) : sendNotFoundPage(request, reply);
    },
  );
  // The same result alone, for the script that redraws it while a field is moved.
  app.get(
    '/rankings/:call/what-if/result',
    { config, schema: { params: schema.callParams, querystring: fields, hide: true } },
    async (request, reply) => {
      const tried = await tryAsked(services, request, request.query);
      if (!tried) return sendNotFoundPage(request, reply);
      const page = { request, language: request.language, errors: tried.errors };
      return reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'private, no-store')
        .send(renderWith(page, resultOf({ ...tried, slug: tried.desk.call.slug })));
    },
  );
}

function renderWhatIf(request: FastifyRequest, reply: FastifyReply, tried: Tried): FastifyReply {
  const { desk, errors } = tried;
  const words = deskWords[request.language];
  return renderDeskPage(request, reply, {
    call: desk.call,
    title: words.whatIf,
    lead: words.whatIfLead,
    errors,
    scripts: ['what-if'],
    children: <WhatIfView {...tried} slug={desk.call.slug} mayKeep={desk.mayTry} />,
  });
}

function addKeeping(app: App, services: Services): void {
  app.post(
    '/rankings/:call/what-ifs',
    {
      config: { access: trierAccess },
      schema: { params: schema.callParams, body: fields, hide: true },
    },
    async (request, reply) => {
      const tried = await tryAsked(services, request, request.body);
      if (!tried) return sendNotFoundPage(request, reply);
      const { desk, settled, trial, changes } = tried;
      if (!trial) return renderWhatIf(request, reply, tried);
      const { name = '' } = request.body;
      const kept = await runAct(services.database.db, (tx) =>
        keepTrial(tx, {
          callId: desk.call.callId,
          round: settled.loaded.frozen.number,
          name: name.slice(0, 80),
          changes,
          result: keptEffect(trial.comparison, settled.round.ids),
          personId: desk.personId,
        }),
      );
      const { language } = request;
      if (kept.type === 'refused')
        return renderWhatIf(request, reply, {
          ...tried,
          errors: kept.problems.map(({ code }) => ({
            field: 'name',
            message: refusals[code][language],
          })),
        });
      return redirectWithFlash(request, reply, `/rankings/${desk.call.slug}/what-ifs`, {
        tone: 'ok',
        text: deskWords[language].kept(name.trim()),
      });
    },
  );
}

function addTrials(app: App, services: Services): void {
  const { db } = services.database;
  app.get(
    '/rankings/:call/what-ifs',
    { config: { access: deskAccess }, schema: { params: schema.callParams, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      const [newest] = desk?.rounds ?? [];
      const settled = desk && newest && (await settleAt(services, desk, newest.number));
      if (!desk || !settled) return sendNotFoundPage(request, reply);
      const words = deskWords[request.language];
      return renderDeskPage(request, reply, {
        call: desk.call,
        title: words.compare,
        lead: `${words.compareLead} ${words.neverAnAct}`,
        children: (
          <TrialsView
            slug={desk.call.slug}
            settled={settled}
            trials={await findTrials(db, desk.call.callId)}
            mayKeep={desk.mayTry}
          />
        ),
      });
    },
  );
  app.post(
    '/rankings/:call/what-ifs/:trial/removal',
    { config: { access: trierAccess }, schema: { params: schema.trialParams, hide: true } },
    async (request, reply) => {
      const desk = await findDesk(services, request);
      if (!desk) return sendNotFoundPage(request, reply);
      const { callId, slug } = desk.call;
      const removed = await runAct(db, (tx) =>
        removeTrial(tx, { callId, number: request.params.trial }),
      );
      const home = `/rankings/${slug}/what-ifs`;
      if (removed.type === 'refused') return sayRefused(request, reply, removed, home);
      const text = deskWords[request.language].removed;
      return redirectWithFlash(request, reply, home, { tone: 'ok', text });
    },
  );
}
