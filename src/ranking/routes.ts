import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { signingDesk } from './acts/desk.ts';
import { actRoutes } from './acts/routes.ts';
import { signingRoutes } from './acts/signing-routes.ts';
import { deskRoutes } from './desk/routes.ts';
import { listRoutes } from './lists/routes.ts';
import { publicationRoutes } from './publication/routes.ts';

/** Rankings, lists and acts on them, for programs. */
export function rankingRoutes(services: Services): (app: App) => void {
  const desk = signingDesk(services);
  return (app) => {
    deskRoutes(services)(app);
    actRoutes(desk)(app);
    signingRoutes(desk)(app);
    listRoutes(services)(app);
    publicationRoutes(services)(app);
  };
}
