import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { cupPages } from './cup-pages.tsx';
import { dataPages } from './data-pages.ts';
import { morePages } from './more-pages.tsx';
import { resultPages } from './result-pages.tsx';

/** All that anybody may see of published rankings and lists: pages, files of data, feeds and the catalogue. */
export function publicationPages(services: Services): (app: App) => void {
  return (app) => {
    resultPages(services)(app);
    morePages(services)(app);
    dataPages(services)(app);
    cupPages(services)(app);
  };
}
