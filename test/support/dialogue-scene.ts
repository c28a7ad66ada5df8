import { completeDraft } from './application-world.ts';
import type { Asked, Browser } from './application-server.ts';
import { pdf } from './document-scene.ts';
import {
  makeExaminationScene,
  type ExaminationScene,
  type SceneOptions,
} from './examination-scene.ts';

/** An office that asks and an applicant who answers, through the API and in front of browsers. */
export interface DialogueScene extends ExaminationScene {
  readonly officer: {
    readonly token: string;
    readonly browser: Browser;
    readonly personId: string;
  };
  readonly browsers: { readonly lead: Browser; readonly partner: Browser };
  /** Submits an application whose plan of the lamps is not approved, and begins to examine it. */
  readonly beginExamination: () => Promise<string>;
  /** Prepares a draft and gives its address. */
  readonly prepare: (
    address: string,
    kind?: string,
  ) => Promise<{ path: string; body: Asked['body'] }>;
  /** Prepares a request of one point and sends it. */
  readonly sendOne: (address: string, kind?: string) => Promise<string>;
  /** Writes a reply to every point and gives the revision of its draft. */
  readonly write: (path: string, corrections?: object) => Promise<number>;
  readonly put: (path: string, item: string, words: string) => Promise<Asked>;
  readonly post: (
    who: 'officer' | 'lead' | 'partner' | 'stranger',
    request: string,
    body?: object,
  ) => Promise<Asked>;
}

export async function makeDialogueScene(
  options: Partial<SceneOptions> = {},
): Promise<DialogueScene> {
  const scene = await makeExaminationScene({
    partners: 2,
    draft: (leadId, partnerIds) => {
      const draft = completeDraft(leadId, partnerIds);
      const facts = { ...draft.content.facts, hasLampPlan: false };
      return { ...draft, content: { ...draft.content, facts } };
    },
    ...options,
  });
  const { world, server, leadId, partnerIds } = scene;
  const [officer] = scene.officers;
  if (!officer) throw new Error('the scene has no officer');
  const browserFor = async (organisation: string): Promise<Browser> => {
    const person = await world.makePerson();
    await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return server.browserOf(person);
  };
  const asked = askingOf(scene, officer.token);
  return {
    ...scene,
    ...asked,
    ...stepsOf(scene, asked),
    officer,
    browsers: {
      lead: await browserFor(leadId),
      partner: await browserFor(partnerIds[0] ?? leadId),
    },
  };
}

type Asking = Pick<DialogueScene, 'post' | 'prepare'> & { readonly must: DialogueScene['post'] };

function askingOf({ server, tokens }: ExaminationScene, officer: string): Asking {
  const tokenOf = { ...tokens, officer };
  const post: DialogueScene['post'] = (who, request, body) => {
    const [method = '', path = ''] = request.split(' ');
    return server.ask(tokenOf[who], `${method} /api/v1${path}`, body);
  };
  const must = async (...asked: Parameters<DialogueScene['post']>): Promise<Asked> => {
    const reply = await post(...asked);
    if (reply.status >= 300) throw new Error(`${asked[1]}: ${reply.text}`);
    return reply;
  };
  const prepare: DialogueScene['prepare'] = async (address, kind = 'clarification') => {
    const { body } = await must('officer', `POST ${address}/requests`, { kind });
    return { path: `${address}/requests/${String(body['number'])}`, body };
  };
  return { post, must, prepare };
}

function stepsOf(
  { submit, server, tokens }: ExaminationScene,
  { must, prepare }: Asking,
): Pick<DialogueScene, 'beginExamination' | 'sendOne' | 'write' | 'put'> {
  return {
    beginExamination: async () => {
      const address = await submit();
      await must('officer', `POST ${address}/examination/beginning`, {});
      return address;
    },
    sendOne: async (address, kind) => {
      const { path, body } = await prepare(address, kind);
      const items = [onlyItem(body)];
      const draft = { revision: 1, introduction: '', points: items };
      const saved = await must('officer', `PUT ${path}`, draft);
      await must('officer', `POST ${path}/sending`, { revision: saved.body['revision'] });
      return path;
    },
    write: async (path, corrections = {}) => {
      const { body } = await must('lead', `GET ${path}`);
      const items = body['points'] as readonly { readonly id: string }[];
      const texts = Object.fromEntries(items.map(({ id }) => [id, 'Ecco quanto chiesto.']));
      const before = (body['reply'] as { readonly revision: number } | undefined)?.revision ?? 0;
      const saved = await must('lead', `PUT ${path}/reply`, {
        revision: before,
        texts,
        corrections,
      });
      return (saved.body['reply'] as { readonly revision: number }).revision;
    },
    put: async (path, item, words) => {
      const reply = await server.app.inject({
        method: 'PUT',
        url: `/api/v1${path}/reply/points/${encodeURIComponent(item)}/documents?name=delibera.pdf`,
        headers: {
          authorization: `Bearer ${tokens.lead}`,
          'content-type': 'application/octet-stream',
        },
        payload: pdf(words),
      });
      return {
        status: reply.statusCode,
        headers: reply.headers,
        body: reply.json<Asked['body']>(),
        text: reply.body,
      };
    },
  };
}

/** The point about the plan of the lamps, which the correction of one field cures. */
export function onlyItem(body: Asked['body']): Readonly<Record<string, unknown>> {
  const items = body['points'] as readonly { readonly id: string }[];
  const item = items.find(({ id }) => id === 'requirement:lamp-plan');
  if (!item) throw new Error(`no point about the plan: ${JSON.stringify(items)}`);
  return item;
}
