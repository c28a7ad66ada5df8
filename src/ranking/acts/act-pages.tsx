import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import {
  addFileForm,
  hashSchema,
  isFormTooLarge,
  letPass,
  nothingSent,
  type FormBody,
} from '../../applications/index.ts';
import { strictObject } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import { signedFileBytesMax } from '../../platform/signatures/index.ts';
import { writeActLetters } from './act-letters.ts';
import type { ActKey } from './act.ts';
import {
  actParams,
  findActCall,
  keyOf,
  preparerAccess,
  signatoryAccess,
  type SigningDesk,
} from './desk.ts';
import { abandonDraft } from './draft-act.ts';
import { homeOf, notFoundPage } from './pages.tsx';
import { publishAct } from './publish-act.ts';
import { refused, saidOf, type ActRefused } from './refusals.ts';
import { requestDocument } from './request-document.ts';
import { signByAccount } from './sign-act.ts';
import { signByFile } from './sign-by-file.ts';
import { actWords } from './words.ts';

const text = Type.Optional(Type.String({ maxLength: 200 }));

/** What is done with an act by the press of a button. */
export function actActPages(desk: SigningDesk): (app: App) => void {
  return (app) => {
    addSigning(app, desk);
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addSignedFile(inner, desk);
      done();
    });
    addPublication(app, desk);
    addAbandonment(app, desk);
    addDocument(app, desk);
    addLetters(app, desk);
  };
}

type Done = 'signed' | 'published' | 'abandoned' | 'layingOut' | 'lettersBegun';

/** Back to the act, which says what was done or why not. */
function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: { readonly type: string } | ActRefused | undefined,
  done: Done,
): FastifyReply {
  if (!outcome) return notFoundPage(request, reply);
  const { call, act } = request.params as { readonly call: string; readonly act: number };
  const here = `${homeOf(call)}/${act}`;
  return isRefused(outcome)
    ? redirectWithFlash(request, reply, here, {
        tone: 'warn',
        text: saidOf(outcome, request.language),
      })
    : redirectWithFlash(request, reply, here, {
        tone: 'ok',
        text: actWords[request.language][done],
      });
}

function isRefused(outcome: { readonly type: string }): outcome is ActRefused {
  return outcome.type === 'refused';
}

function given<N extends string>(
  name: N,
  value: string | undefined,
): { readonly [K in N]?: string } {
  const said = value?.trim() ?? '';
  return said === '' ? {} : ({ [name]: said } as { readonly [K in N]: string });
}

function addSigning(app: App, desk: SigningDesk): void {
  const body = Type.Object({
    contentHash: Type.String({ maxLength: 64 }),
    protocol: text,
    protocolDay: text,
  });
  app.post(
    '/rankings/:call/acts/:act/signature',
    { config: { access: signatoryAccess }, schema: { params: actParams, body, hide: true } },
    async (request, reply) => {
      const { contentHash, protocol, protocolDay } = request.body;
      const outcome = await signByAccount(desk, {
        ...keyOf(request),
        personId: principalOf(request).personId,
        contentHash,
        ...given('protocol', protocol),
        ...given('protocolDay', protocolDay),
      });
      return answer(request, reply, outcome, 'signed');
    },
  );
}

function addSignedFile(app: App, desk: SigningDesk): void {
  const params = strictObject({
    ...actParams.properties,
    hash: hashSchema('SHA-256 of the text that is signed'),
  });
  app.post(
    '/rankings/:call/acts/:act/signatures/:hash',
    { config: { access: preparerAccess }, schema: { params, hide: true } },
    async (request, reply) => {
      const { file } = request.body as Partial<FormBody>;
      const outcome = isFormTooLarge(request, signedFileBytesMax)
        ? refused('file-too-large')
        : await signByFile(desk, {
            ...keyOf(request),
            personId: principalOf(request).personId,
            contentHash: request.params.hash,
            content: file?.content ?? nothingSent(),
            bytesTold: undefined,
            anchors: desk.anchors,
          });
      await letPass(request);
      if (!request.raw.readableEnded) void reply.header('connection', 'close');
      return answer(request, reply, outcome, 'signed');
    },
  );
}

function addPublication(app: App, desk: SigningDesk): void {
  const body = Type.Object({ publishedOn: text, protocol: text, protocolDay: text });
  app.post(
    '/rankings/:call/acts/:act/publication',
    { config: { access: signatoryAccess }, schema: { params: actParams, body, hide: true } },
    async (request, reply) => {
      const found = await findActCall(desk.services, request);
      if (!found) return notFoundPage(request, reply);
      const { publishedOn, protocol, protocolDay } = request.body;
      const { personId } = principalOf(request);
      const outcome = await runAct(desk.services.database.db, (tx) =>
        publishAct(tx, {
          ...keyOf(request),
          personId,
          zone: found.zone,
          ...given('publishedOn', publishedOn),
          ...given('protocol', protocol),
          ...given('protocolDay', protocolDay),
        }),
      );
      return answer(request, reply, outcome, 'published');
    },
  );
}

function addAbandonment(app: App, { services }: SigningDesk): void {
  app.post(
    '/rankings/:call/acts/:act/abandonment',
    { config: { access: preparerAccess }, schema: { params: actParams, hide: true } },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const key: ActKey = keyOf(request);
      const outcome = await runAct(services.database.db, (tx) =>
        abandonDraft(tx, { ...key, personId }),
      );
      return answer(request, reply, outcome, 'abandoned');
    },
  );
}

function addDocument(app: App, desk: SigningDesk): void {
  app.post(
    '/rankings/:call/acts/:act/document',
    { config: { access: preparerAccess }, schema: { params: actParams, hide: true } },
    async (request, reply) =>
      answer(request, reply, await requestDocument(desk, keyOf(request)), 'layingOut'),
  );
}

function addLetters(app: App, { services: { database } }: SigningDesk): void {
  const body = Type.Object({ template: Type.String({ maxLength: 120 }) });
  app.post(
    '/rankings/:call/acts/:act/letters',
    { config: { access: preparerAccess }, schema: { params: actParams, body, hide: true } },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const { template } = request.body;
      const key: ActKey = keyOf(request);
      const outcome = await runAct(database.db, (tx) =>
        writeActLetters(tx, { ...key, database, template, personId }),
      );
      return answer(request, reply, outcome, 'lettersBegun');
    },
  );
}
