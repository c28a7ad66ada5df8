import { openFileStore } from '../platform/files/open-file-store.ts';
import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { actActPages } from './acts/act-pages.tsx';
import { signingDesk } from './acts/desk.ts';
import { draftPages } from './acts/draft-pages.tsx';
import { actPages } from './acts/pages.tsx';
import { deskPages } from './desk/pages.tsx';
import { importedPages } from './imported/pages.tsx';
import { listParts } from './lists/list-part.tsx';
import { publicationPages } from './publication/pages.tsx';
import { recomputePages } from './recompute/pages.tsx';

/** The pages of rankings and lists: those for everybody, and the desk of the office. */
export function rankingPages(services: Services): (app: App) => void {
  const store = openFileStore(services.config);
  const desk = signingDesk(services);
  return (app) => {
    deskPages(services)(app);
    publicationPages(services)(app);
    importedPages(services)(app);
    recomputePages(services, store)(app);
    actPages(desk)(app);
    draftPages(services)(app);
    listParts(services)(app);
    actActPages(desk)(app);
  };
}
