import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { findImported, listImported } from './import-ranking.ts';
import { ImportedContent, ImportedList } from './imported-content.tsx';
import { importedWords } from './words.ts';

const config = { access: { who: 'anyone' } } as const;

/** Tables that others have published, and what their sums come to. */
export function importedPages({ database }: Pick<Services, 'database'>): (app: App) => void {
  return (app) => {
    app.get('/published-rankings', { config }, async (request, reply) => {
      const words = importedWords[request.language];
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        children: <ImportedList rankings={await listImported(database.db)} />,
      });
    });
    app.get('/published-rankings/:ranking', { config }, async (request, reply) => {
      const { ranking: slug } = request.params as { readonly ranking: string };
      const imported = await findImported(database.db, slug);
      if (!imported) return answerProblem(request, reply, { status: 404, code: 'not-found' });
      const { language } = request;
      const words = importedWords[language];
      return renderPage(request, reply, {
        title: imported.ranking.title[language],
        lead: imported.ranking.about[language],
        trail: [{ text: words.title, href: '/published-rankings' }],
        children: <ImportedContent imported={imported} />,
      });
    });
  };
}
