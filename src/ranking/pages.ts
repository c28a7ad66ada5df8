import { openFileStore } from '../platform/files/open-file-store.ts';
import type { App } from '../platform/http/app-type.ts';
import type { Services } from '../platform/services.ts';
import { importedPages } from './imported/pages.tsx';
import { publicationPages } from './publication/pages.tsx';
import { recomputePages } from './recompute/pages.tsx';

/** The pages of rankings and lists: those for everybody, and the desk of the office. */
export function rankingPages(services: Services): (app: App) => void {
  const store = openFileStore(services.config);
  return (app) => {
    publicationPages(services)(app);
    importedPages(services)(app);
    recomputePages(services, store)(app);
  };
}
