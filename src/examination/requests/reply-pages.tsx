import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import {
  addFileForm,
  isFormTooLarge,
  isInfected,
  letPass,
  nothingSent,
  readAnswer,
  sectionForm,
  sectionWords,
  sendContent,
  textsOf,
  typedOf,
  valueAt,
  type DraftField,
  type FormBody,
  type Infected,
  type SentForm,
  type StoredFile,
  type Typed,
} from '../../applications/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { openFileStore } from '../../platform/files/open-file-store.ts';
import { redirectWithFlash, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import type { RequestOutcome } from './act.ts';
import { itemParams, proofParams, replyDocumentParams, requestParams } from './api-schemas.ts';
import { despiteQuery } from '../../applications/index.ts';
import { addEvidence } from './delivery.ts';
import { fieldLabel } from './fields.ts';
import { findProofFile, findReplyDocument } from './find-file.ts';
import { dialogueReaders, officers, submitters, writers } from './find-seen.ts';
import { canReply, fieldsByPoint, OwnRequestView } from './own-view.tsx';
import { back, listOf, notFound, pageHere, revisionSchema, sentForm, show } from './page-frame.tsx';
import type { FileDesk } from './receive-file.ts';
import { refusals, refused, type Refused } from './refusals.ts';
import { handInForReply, removeReplyDocument } from './reply-documents.ts';
import { actOn, replyActOn } from './asking.ts';
import { saveReply, type ReplyContent } from './save-reply.ts';
import { sendReply } from './send-reply.ts';
import { loadWhole, type Whole } from './show-request.ts';
import { dialogueWords } from './words.ts';

const one = `${pageHere}/:request`;
/** A request may name many fields, and lists of them. */
const formBytesMax = 512 * 1024;

/** The pages of the reply, and the files on both sides. */
export function replyPages(services: Services): (app: App) => void {
  const desk: FileDesk = { services, store: openFileStore(services.config) };
  return (app) => {
    addReply(app, services);
    addFiles(app, desk);
    app.register((inner, _options, done) => {
      addFileForm(inner);
      addUploads(inner, desk);
      done();
    });
  };
}

function addReply(app: App, services: Services): void {
  app.post(
    `${one}/reply`,
    {
      config: { access: writers },
      bodyLimit: formBytesMax,
      schema: { params: requestParams, body: sentForm, hide: true },
    },
    async (request, reply) => save(request, reply, services, request.body),
  );
  app.post(
    `${one}/reply/sending`,
    {
      config: { access: submitters },
      schema: {
        params: requestParams,
        body: Type.Object({ revision: revisionSchema }),
        hide: true,
      },
    },
    async (request, reply) => {
      const act = await replyActOn(services, request);
      const revision = Number(request.body.revision);
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => sendReply(tx, { ...act, revision }));
      if (!outcome) return notFound(request, reply);
      const path = `${listOf(request)}/${act.number}`;
      if (outcome.type === 'refused') return back(request, reply, { path, outcome });
      const words = dialogueWords[request.language];
      const isLate = outcome.request.reply?.sent?.isLate === true;
      return redirectWithFlash(request, reply, path, {
        tone: isLate ? 'warn' : 'ok',
        text: isLate ? words.replyLate : words.replySent,
      });
    },
  );
}

async function save(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  sent: SentForm,
): Promise<FastifyReply> {
  const whole = await loadWhole(services, request);
  if (!whole) return notFound(request, reply);
  const path = `${listOf(request)}/${whole.request.number}`;
  if (!canReply(whole.dialogue, whole.request))
    return back(request, reply, { path, outcome: refused(whyClosed(whole)) });
  const read = readReplyForm(request, whole, sent);
  if (read.errors.length > 0) return showAgain(request, reply, whole, read);
  const act = await replyActOn(services, request);
  const revision = Number(sent['revision'] ?? 0);
  const outcome = await services.database.db
    .transaction()
    .execute((tx) => saveReply(tx, { ...act, revision, content: read.content }));
  if (!outcome) return notFound(request, reply);
  if (outcome.type === 'refused')
    return showAgain(request, reply, whole, {
      ...read,
      errors: errorsOf(request, whole, outcome),
    });
  if (sent['act'] === 'read') return reply.redirect(`${path}?step=send`, 303);
  const { replySaved } = dialogueWords[request.language];
  return redirectWithFlash(request, reply, path, { tone: 'ok', text: replySaved });
}

function whyClosed({ dialogue, request }: Whole): Refused['code'] {
  if (!dialogue.edits) return 'no-power';
  if (request.reply?.state === 'sent') return 'already-replied';
  return request.state === 'withdrawn' ? 'request-withdrawn' : 'not-open';
}

interface ReadForm {
  readonly content: ReplyContent;
  readonly errors: readonly FieldError[];
  /** Everything that was typed, by the names of the controls. */
  readonly typed: ReadonlyMap<string, Typed>;
}

/** What the form says: words to each point, and the fields that are to say something else than they do. */
function readReplyForm(
  { language }: FastifyRequest,
  { dialogue, request }: Whole,
  sent: SentForm,
): ReadForm {
  const { title, content } = dialogue.snapshot;
  const { typed: typedIn } = sectionForm(sent, new Map(), language);
  const typed = new Map<string, Typed>();
  const texts: Record<string, string> = {};
  const corrections: Record<string, unknown> = {};
  const errors: FieldError[] = [];
  request.items.forEach(({ id }, index) => {
    const text = textsOf(sent, `t${index}`).join(' ').replaceAll('\r\n', '\n').trim();
    typed.set(`t${index}`, { text });
    if (text !== '') texts[id] = text;
  });
  for (const field of [...fieldsByPoint(dialogue, request).values()].flat()) {
    const now = typedIn(field);
    typed.set(field.name, now);
    const before = valueAt({ title, content }, field.place);
    if (isSame(now, typedOf(field.fact, before, language))) continue;
    const read = readAnswer(field.fact, { typed: now, seen: before, language });
    if (read.type === 'answer') corrections[field.name] = read.value ?? null;
    else errors.push(errorAt(field, read, { language, names: dialogue.names }));
  }
  return { content: { texts, corrections }, errors, typed };
}

function isSame(now: Typed, before: Typed): boolean {
  return JSON.stringify(now) === JSON.stringify(before);
}

function errorAt(
  field: DraftField,
  { code, within }: Extract<ReturnType<typeof readAnswer>, { type: 'refused' }>,
  {
    language,
    names,
  }: { readonly language: 'it' | 'en'; readonly names: ReadonlyMap<string, string> },
): FieldError {
  return {
    field: within === undefined ? field.name : `${field.name}.${within}`,
    message: `${fieldLabel(field, names, language)}: ${sectionWords[language].errors[code]}`,
  };
}

function errorsOf(
  { language }: FastifyRequest,
  { dialogue, request }: Whole,
  { code, places = [] }: Refused,
): readonly FieldError[] {
  const message = refusals[code][language];
  const fields = [...fieldsByPoint(dialogue, request).values()].flat();
  const named = fields.filter(({ name }) => places.includes(name));
  if (named.length === 0) return [{ field: 't0', message }];
  return named.map((field) => ({
    field: field.name,
    message: `${fieldLabel(field, dialogue.names, language)}: ${message}`,
  }));
}

function showAgain(
  request: FastifyRequest,
  reply: FastifyReply,
  whole: Whole,
  { errors, typed }: ReadForm,
): FastifyReply {
  const words = dialogueWords[request.language];
  const { kind, number } = whole.request;
  return show(request, reply, whole.dialogue, {
    title: words.numbered(words.kinds[kind], number),
    errors,
    children: <OwnRequestView {...whole} kept={typed} />,
  });
}

function addUploads(app: App, desk: FileDesk): void {
  const { fileBytesMax } = desk.services.config.fileLimits;
  app.post(
    `${one}/reply/points/:item/documents`,
    { config: { access: writers }, schema: { params: itemParams, hide: true } },
    async (request, reply) => {
      const { file } = request.body as Partial<FormBody>;
      const act = await replyActOn(desk.services, request);
      const outcome = isFormTooLarge(request, fileBytesMax)
        ? refused('file-too-large')
        : await handInForReply(desk, { ...act, item: request.params.item, file: sentFile(file) });
      return answerUpload(request, reply, outcome, 'uploaded');
    },
  );
  app.post(
    `${one}/proofs`,
    { config: { access: officers }, schema: { params: requestParams, hide: true } },
    async (request, reply) => {
      const { file, ...fields } = request.body as Partial<FormBody>;
      const act = await actOn(desk.services, request);
      const day = textIn(fields['day']);
      const note = textIn(fields['note']);
      const outcome = isFormTooLarge(request, fileBytesMax)
        ? refused('file-too-large')
        : await addEvidence(desk, { ...act, day, note, file: sentFile(file) });
      return answerUpload(request, reply, outcome, 'evidenceAdded');
    },
  );
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function sentFile(file: FormBody['file'] | undefined) {
  return { name: file?.name ?? '', content: file?.content ?? nothingSent(), bytesTold: undefined };
}

async function answerUpload(
  request: FastifyRequest,
  reply: FastifyReply,
  outcome: RequestOutcome | undefined,
  said: 'uploaded' | 'evidenceAdded',
): Promise<FastifyReply> {
  await letPass(request);
  if (!request.raw.readableEnded) void reply.header('connection', 'close');
  if (!outcome) return notFound(request, reply);
  const { request: number } = request.params as { readonly request: number };
  const path = `${listOf(request)}/${number}`;
  if (outcome.type === 'refused') return back(request, reply, { path, outcome });
  const text = dialogueWords[request.language][said];
  return redirectWithFlash(request, reply, path, { tone: 'ok', text });
}

function addFiles(app: App, desk: FileDesk): void {
  app.post(
    `${one}/reply/documents/:document/removal`,
    { config: { access: writers }, schema: { params: replyDocumentParams, hide: true } },
    async (request, reply) => {
      const act = await replyActOn(desk.services, request);
      const { document } = request.params;
      const outcome = await removeReplyDocument(desk, { ...act, document });
      if (!outcome) return notFound(request, reply);
      const path = `${listOf(request)}/${act.number}`;
      if (outcome.type === 'refused') return back(request, reply, { path, outcome });
      const { removed } = dialogueWords[request.language];
      return redirectWithFlash(request, reply, path, { tone: 'ok', text: removed });
    },
  );
  app.get(
    `${one}/documents/:document`,
    {
      config: { access: dialogueReaders },
      schema: { params: replyDocumentParams, querystring: despiteQuery, hide: true },
    },
    async (request, reply) => {
      const found = await findReplyDocument(desk.services, request);
      return sendFound(desk, request, reply, found);
    },
  );
  app.get(
    `${one}/proofs/:proof/file`,
    {
      config: {
        access: { ...officers, roles: ['officer', 'panel-secretary', 'controller', 'auditor'] },
      },
      schema: { params: proofParams, querystring: despiteQuery, hide: true },
    },
    async (request, reply) => {
      const found = await findProofFile(desk.services, request);
      return sendFound(desk, request, reply, found);
    },
  );
}

function sendFound(
  { store }: FileDesk,
  request: FastifyRequest,
  reply: FastifyReply,
  found: StoredFile | Infected | undefined,
): FastifyReply | Promise<FastifyReply> {
  if (!found) return notFound(request, reply);
  if (!isInfected(found)) return sendContent(store, request, reply, found);
  const { status, [request.language]: detail } = refusals.infected;
  return answerProblem(request, reply, { status, code: 'infected', detail });
}
