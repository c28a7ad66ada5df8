import { Type } from 'typebox';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import { addPersonLink, redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { hasRole } from '../access.ts';
import { principalOf } from '../principal.ts';
import { isTrialHere } from '../sign-in/trial.ts';
import { MessageContent, MessageTable, OutboxContent } from './outbox-content.tsx';
import { countMessages, findFailures, findLatestMessages, findMessage } from './queries.ts';
import { noteFailure, retryFailure } from './settle-failure.ts';
import { outboxWords } from './words.ts';

const administrators = { access: { who: 'named', roles: ['administrator'] } } as const;
const anyone = { access: { who: 'anyone' } } as const;
const params = Type.Object({ message: Type.String({ format: 'uuid' }) });
const title = { it: outboxWords.it.title, en: outboxWords.en.title };
const listSize = 100;

/** The outbox: for administrators what became of messages, and in a trial the messages themselves. */
export function outboxPages(services: Services): (app: App) => void {
  return (app) => {
    addPersonLink(app, {
      href: '/outbox',
      text: title,
      order: 70,
      isShown: ({ principal }) => principal !== null && hasRole(principal, ['administrator'], {}),
    });
    addPersonLink(app, {
      href: '/trial/outbox',
      text: { it: outboxWords.it.trialTitle, en: outboxWords.en.trialTitle },
      order: 80,
      isShown: (request) => isTrialHere(request, services.config),
    });
    addAdministration(app, services);
    addTrial(app, services);
  };
}

function addAdministration(app: App, { config, database: { db } }: Services): void {
  app.get('/outbox', { config: administrators }, async (request, reply) => {
    const words = outboxWords[request.language];
    const [count, failures, latest] = await Promise.all([
      countMessages(db),
      findFailures(db, listSize),
      findLatestMessages(db, listSize),
    ]);
    return renderPage(request, reply, {
      title: words.title,
      lead: words.lead,
      children: (
        <OutboxContent
          hasServer={config.mail !== undefined}
          count={count}
          failures={failures}
          latest={latest}
        />
      ),
    });
  });

  const body = Type.Object({ act: Type.Enum(['note', 'retry']) });
  app.post(
    '/outbox/:message',
    { config: administrators, schema: { params, body } },
    async (request, reply) => {
      const id = request.params.message;
      const words = outboxWords[request.language];
      const isNote = request.body.act === 'note';
      const isDone = isNote
        ? await noteFailure(db, { id, personId: principalOf(request).personId })
        : await retryFailure(db, id);
      const said = isNote ? words.noted : words.retried;
      return redirectWithFlash(request, reply, '/outbox', {
        tone: isDone ? 'ok' : 'warn',
        text: isDone ? said : words.gone,
      });
    },
  );
}

/** Whoever sits at the machine of a trial may be anybody there, and so may read what anybody gets. */
function addTrial(app: App, { config, database: { db } }: Services): void {
  app.get('/trial/outbox', { config: anyone }, async (request, reply) => {
    if (!isTrialHere(request, config)) return answerProblem(request, reply, notFound);
    const words = outboxWords[request.language];
    const latest = await findLatestMessages(db, listSize);
    return renderPage(request, reply, {
      title: words.trialTitle,
      lead: words.trialLead,
      fictional: true,
      children: <MessageTable messages={latest} hrefOf={({ id }) => `/trial/outbox/${id}`} />,
    });
  });

  app.get(
    '/trial/outbox/:message',
    { config: anyone, schema: { params } },
    async (request, reply) => {
      const message = isTrialHere(request, config)
        ? await findMessage(db, request.params.message)
        : undefined;
      if (message === undefined) return answerProblem(request, reply, notFound);
      const words = outboxWords[request.language];
      return renderPage(request, reply, {
        title: message.subject,
        trail: [{ text: words.trialTitle, href: '/trial/outbox' }],
        fictional: true,
        isNarrow: true,
        children: <MessageContent message={message} />,
      });
    },
  );
}
