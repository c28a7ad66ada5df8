import { accountSubjects, registerGuard } from '../../src/accounts/index.ts';
import { applicationSubject } from '../../src/applications/index.ts';
import {
  incidentPages,
  incidentRoutes,
  incidentSubject,
} from '../../src/applications/incidents/index.ts';
import { callSubject } from '../../src/calls/index.ts';
import type { App } from '../../src/platform/http/app-type.ts';
import { createServer, type ServerOptions } from '../../src/platform/http/create-server.ts';
import type { Services } from '../../src/platform/services.ts';

/** Only the routes of incidents, for tests of theirs. */
export function createIncidents(services: Services, options: ServerOptions): App {
  const app = createServer(services, options);
  registerGuard(app, services, {
    ...accountSubjects(services),
    call: callSubject(services),
    application: applicationSubject(services),
    incident: incidentSubject(services),
  });
  app.register(async (inner) => {
    incidentRoutes(services)(inner);
    incidentPages(services)(inner);
  });
  return app;
}
