import { contentTasks, noticeTasks, scanTasks } from '../applications/index.ts';
import { panelTasks } from '../evaluation/index.ts';
import { actLetters } from '../ranking/index.ts';
import { intakeTasks, letterTasks, printTasks } from '../examination/index.ts';
import { requestTasks } from '../examination/requests/index.ts';
import { openFileStore } from '../platform/files/open-file-store.ts';
import type { App } from '../platform/http/app-type.ts';
import { startJobs, type Jobs } from '../platform/jobs/start-jobs.ts';
import type { Task } from '../platform/jobs/task.ts';
import { errorForLog, withoutPersonalData } from '../platform/log.ts';
import { openMailServer, type MailServer } from '../platform/mail/mail-server.ts';
import { mailTasks } from '../platform/mail/mail-tasks.ts';
import type { Services } from '../platform/services.ts';
import type { OpenDatabase } from './open-server-database.ts';

/** Carries out in this process what is done in the background, if it is to; nobody waits for its start. */
export function beginJobs(
  app: App,
  services: Services,
  { jobs: database }: Pick<OpenDatabase, 'jobs'>,
): Promise<Jobs> | undefined {
  if (database === undefined) return undefined;
  return startJobs({
    database,
    tasks: [
      ...tasksOfMail(app, services, database),
      ...noticeTasks(services),
      ...intakeTasks(services),
      ...requestTasks(services),
      ...panelTasks(services),
      ...tasksOfContents(app, services),
    ],
    atOnce: services.config.jobsAtOnce,
    metrics: app.metrics,
    log: app.log,
  });
}

function tasksOfContents(app: App, { config, database, clock }: Services): readonly Task[] {
  const { db } = database;
  const store = openFileStore(config);
  const sweeping = contentTasks(
    { db, store },
    {
      clock,
      told: ({ seen, removed }) => {
        if (removed.length > 0)
          app.log.info({ seen, removed: removed.length }, 'contents that nothing needed are gone');
      },
    },
  );
  return [
    ...sweeping,
    ...scanTasks({ db, store, clamd: config.clamd }),
    ...printTasks({ db, store }),
    ...letterTasks({ db, store }, database, [actLetters]),
  ];
}

function tasksOfMail(
  app: App,
  { config, database }: Services,
  jobs: NonNullable<OpenDatabase['jobs']>,
): readonly Task[] {
  const server = openMailServer(config);
  if (server === undefined) {
    app.log.info('there is no mail server (BANDOLO_SMTP_URL): messages stay in the outbox');
    return [];
  }
  void askMailServer(app, server);
  return mailTasks({ server, database, jobs });
}

/** The program starts whatever the mail server says: messages wait for it. */
async function askMailServer(app: App, server: MailServer): Promise<void> {
  try {
    const problem = await server.check();
    if (problem !== undefined)
      app.log.warn(
        { about: withoutPersonalData(problem) },
        'the mail server in BANDOLO_SMTP_URL cannot be used now: messages wait and are tried again',
      );
  } catch (error) {
    app.log.error({ error: errorForLog(error) }, 'the mail server could not be asked');
  }
}
