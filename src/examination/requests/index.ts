import type { App } from '../../platform/http/app-type.ts';
import type { Services } from '../../platform/services.ts';
import { requestPages } from './pages.tsx';
import { replyPages } from './reply-pages.tsx';
import { replyRoutes } from './reply-routes.ts';
import { requestRoutes } from './routes.ts';
import { textRoutes } from './text-routes.ts';

export { offerItems } from './prepare-items.ts';
export { listRequests } from './queries.ts';
export type { RequestDraft, RequestKind, RequestRecord } from './request.ts';
export { beginDraft } from './save-draft.ts';
export { saveReply } from './save-reply.ts';
export { sendReply } from './send-reply.ts';
export { sendRequest } from './send-request.ts';
export { requestTasks } from './request-tasks.ts';

/** The API of requests, notices and replies. */
export function dialogueRoutes(services: Services): (app: App) => void {
  return (app) => {
    requestRoutes(services)(app);
    replyRoutes(services)(app);
    textRoutes(services)(app);
  };
}

/** The pages of requests, notices and replies. */
export function dialoguePages(services: Services): (app: App) => void {
  return (app) => {
    requestPages(services)(app);
    replyPages(services)(app);
  };
}
