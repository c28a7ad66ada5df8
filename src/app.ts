import type { Pool } from 'pg';
import { accountsPages, accountsRoutes, accountSubjects, registerGuard } from './accounts/index.ts';
import { applicationSubject, firstSubmission } from './applications/index.ts';
import { applicationPages } from './applications/pages.tsx';
import { applicationRoutes } from './applications/routes.ts';
import {
  incidentPages,
  incidentRoutes,
  incidentSubject,
  noteFailedActs,
  type Watch,
} from './applications/incidents/index.ts';
import {
  addExpressActs,
  makeRegister,
  registerPages,
  registerRoutes,
} from './applications/register/index.ts';
import { queuePages } from './examination/queue/pages.tsx';
import { queueRoutes } from './examination/queue/routes.ts';
import { callSubject, fillListings } from './calls/index.ts';
import { callPages } from './calls/pages.tsx';
import { callRoutes } from './calls/routes.ts';
import {
  checkPages,
  checkRoutes,
  letterPages,
  letterRoutes,
  messagePages,
  messageRoutes,
} from './examination/index.ts';
import { dialoguePages, dialogueRoutes } from './examination/requests/index.ts';
import { evaluationPages, evaluationRoutes, restrainRoles } from './evaluation/index.ts';
import { rankingPages, rankingRoutes } from './ranking/index.ts';
import { openFileStore } from './platform/files/open-file-store.ts';
import type { App } from './platform/http/app-type.ts';
import { createServer, type ServerOptions } from './platform/http/create-server.ts';
import { addOpenApi } from './platform/http/openapi.ts';
import type { Services } from './platform/services.ts';
import { errorForLog } from './platform/log.ts';
import { recordSigningKey } from './platform/signing-key.ts';

export interface AppOptions extends ServerOptions {
  /** Connections kept for the decisive acts, so that they do not wait behind the pages. */
  readonly acts?: Pool;
  /** Notes the decisive acts that could not be carried out. */
  readonly watch?: Watch;
}

/** Puts the domains together: the whole server, ready to listen. */
export function createApp(services: Services, options: AppOptions = {}): App {
  const { config } = services;
  const app = createServer(services, {
    ...options,
    watchRoutes: (server) =>
      addOpenApi(server, {
        config,
        version: options.version ?? '',
        steps: firstSubmission(config.publicUrl),
      }),
  });
  const { database, signer } = services;
  const register = makeRegister({ pool: options.acts ?? database.pool, signer });
  const desk = { services, register };
  const messages = { services, store: openFileStore(config) };
  app.after(() => addExpressActs(app, desk));
  if (options.watch) noteFailedActs(app, options.watch);
  const subjects = {
    ...accountSubjects(services),
    call: callSubject(services),
    application: applicationSubject(services),
    incident: incidentSubject(services),
  };
  registerGuard(app, services, subjects, restrainRoles(services));
  app.addHook('onReady', () => recordSigningKey(database.db, signer));
  app.addHook('onReady', async () => {
    for (const { callId, error } of (await fillListings(services)).failed)
      app.log.warn({ callId, error: errorForLog(error) }, 'a call is listed without its figures');
  });
  app.addHook('onClose', () => register.drain());
  app.after(() => {
    app.addHook('onResponse', (request, reply, done) => {
      const { application, call = '' } = (request.params ?? {}) as Record<string, string>;
      const callId = request.subject?.callId;
      const wasShown = reply.statusCode < 400;
      if (wasShown && application !== undefined && callId !== undefined && request.tokenHash)
        register.expect(
          { callId, call },
          { token: request.tokenHash.toString('hex'), applicationId: application },
        );
      done();
    });
    for (const add of [
      accountsRoutes(services),
      accountsPages(services),
      callRoutes(services),
      callPages(services),
      applicationRoutes(services),
      applicationPages(services),
      registerRoutes(desk),
      registerPages(desk),
      incidentRoutes(services),
      incidentPages(services),
      dialogueRoutes(services),
      dialoguePages(services),
      messageRoutes(messages),
      messagePages(messages),
      letterRoutes(messages),
      letterPages(messages),
      evaluationRoutes(services),
      evaluationPages(services),
      rankingRoutes(services),
      queueRoutes(services),
      queuePages(services),
      checkRoutes(services),
      checkPages(services),
      rankingPages(services),
    ])
      add(app);
  });
  return app;
}
