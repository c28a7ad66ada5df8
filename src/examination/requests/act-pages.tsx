import { Type, type Static, type TObject } from 'typebox';
import type { SentForm } from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { Tx } from '../../platform/database.ts';
import { redirectWithFlash } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { answerObservation } from '../notices-against/answer-observation.ts';
import type { RequestAct, RequestOutcome } from './act.ts';
import { requestParams } from './api-schemas.ts';
import { actOn, requestKeyOf } from './asking.ts';
import { extendRequest, withdrawRequest } from './end-request.ts';
import { officers } from './find-seen.ts';
import { decideLateReply } from './late-reply.ts';
import {
  back,
  listOf,
  notFound,
  pageHere,
  revisionSchema as revision,
  sentForm,
} from './page-frame.tsx';
import { discardDraft } from './save-draft.ts';
import { sendRequest } from './send-request.ts';
import { dialogueWords } from './words.ts';

const one = `${pageHere}/:request`;

/** What an officer does to a request with one button, for people. */
export function requestActPages(services: Services): (app: App) => void {
  return (app) => {
    addActs(app, services);
  };
}

function addActs(app: App, services: Services): void {
  const add = actAdder(app, services);
  add(
    'sending',
    Type.Object({ revision }),
    (tx, act, body) => sendRequest(tx, { ...act, revision: Number(body.revision) }),
    'sent',
  );
  add(
    'withdrawal',
    Type.Object({ reason: Type.String() }),
    (tx, act, { reason }) => withdrawRequest(tx, { ...act, reason }),
    'withdrawn',
  );
  add(
    'extension',
    Type.Object({ until: Type.String(), 'extension-reason': Type.String() }),
    (tx, act, body) =>
      extendRequest(tx, { ...act, until: body.until, reason: body['extension-reason'] }),
    'extended',
  );
  add(
    'late-reply',
    Type.Object({ ground: Type.String(), take: Type.Enum(['yes', 'no']) }),
    (tx, act, { ground, take }) => decideLateReply(tx, { ...act, ground, isTaken: take === 'yes' }),
    'lateDecided',
  );
  add('answers', sentForm, (tx, act, body) => answerIn(tx, act, body), 'answered');
  app.post(
    `${one}/removal`,
    {
      config: { access: officers },
      schema: { params: requestParams, body: Type.Object({ revision }), hide: true },
    },
    async (request, reply) => {
      const key = requestKeyOf(request);
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => discardDraft(tx, { ...key, revision: Number(request.body.revision) }));
      if (!outcome) return notFound(request, reply);
      const list = listOf(request);
      if (outcome.type === 'refused')
        return back(request, reply, { path: `${list}/${key.number}`, outcome });
      const { discarded } = dialogueWords[request.language];
      return redirectWithFlash(request, reply, list, { tone: 'ok', text: discarded });
    },
  );
}

/** The form of one observation names its control by its place on the page. */
function answerIn(tx: Tx, act: RequestAct, body: SentForm): Promise<RequestOutcome | undefined> {
  const text = valueOf(body, /^answer\d+$/);
  const isUpheld = valueOf(body, /^upheld\d+$/) !== 'no';
  return answerObservation(tx, { ...act, item: String(body['item'] ?? ''), text, isUpheld });
}

function valueOf(body: SentForm, name: RegExp): string {
  const value = Object.entries(body).find(([each]) => name.test(each))?.[1];
  return typeof value === 'string' ? value : '';
}

type Said = 'sent' | 'withdrawn' | 'extended' | 'lateDecided' | 'answered';

function actAdder(app: App, services: Services) {
  return <S extends TObject | typeof sentForm>(
    name: string,
    body: S,
    run: (tx: Tx, act: RequestAct, body: Static<S>) => Promise<RequestOutcome | undefined>,
    said: Said,
  ): void => {
    app.post(
      `${one}/${name}`,
      { config: { access: officers }, schema: { params: requestParams, body, hide: true } },
      async (request, reply) => {
        const act = await actOn(services, request);
        const outcome = await services.database.db
          .transaction()
          .execute((tx) => run(tx, act, request.body as Static<S>));
        if (!outcome) return notFound(request, reply);
        const path = `${listOf(request)}/${act.number}`;
        if (outcome.type === 'refused') return back(request, reply, { path, outcome });
        const text = dialogueWords[request.language][said];
        return redirectWithFlash(request, reply, path, { tone: 'ok', text });
      },
    );
  };
}
