import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { addApplicationPart, applicationParams, type SentForm } from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, type FieldError } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { mayRefuse } from '../notices-against/may-refuse.ts';
import { requestActPages } from './act-pages.tsx';
import { kindSchema, requestParams } from './api-schemas.ts';
import { actOn } from './asking.ts';
import { draftRows, readDraftForm, type DraftRow } from './draft-form.ts';
import { DraftReview, DraftView, requestAddress } from './draft-view.tsx';
import { dialogueReaders, findDialogue, officers, type Dialogue } from './find-seen.ts';
import { DialoguePart, ListView } from './list-view.tsx';
import { OfficeView } from './office-view.tsx';
import { canReply, OwnRequestView, ReplyReview } from './own-view.tsx';
import { back, listOf, notFound, pageHere, sentForm, show } from './page-frame.tsx';
import { refusals, type Refused } from './refusals.ts';
import { decideWhole, type RequestDraft, type RequestRecord } from './request.ts';
import { saveDraft } from './save-draft.ts';
import { loadOffered, loadWhole, prepareDraft, type Whole } from './show-request.ts';
import { dialogueWords } from './words.ts';

const one = `${pageHere}/:request`;
const querystring = Type.Object({ step: Type.Optional(Type.Literal('send')) });

/** What the office asks and announces, and what is answered, for people. */
export function requestPages(services: Services): (app: App) => void {
  return (app) => {
    addApplicationPart(app, {
      order: 20,
      to: ['partnership', 'office'],
      load: async (request) => {
        const dialogue = await findDialogue(services, request);
        return dialogue ? <DialoguePart dialogue={dialogue} /> : null;
      },
    });
    addList(app, services);
    addOne(app, services);
    addDraft(app, services);
    requestActPages(services)(app);
  };
}

function addList(app: App, services: Services): void {
  app.get(
    pageHere,
    { config: { access: dialogueReaders }, schema: { params: applicationParams, hide: true } },
    async (request, reply) => {
      const dialogue = await findDialogue(services, request);
      if (!dialogue) return notFound(request, reply);
      const { document } = dialogue.published.call;
      const may =
        dialogue.side === 'office'
          ? await mayRefuse(services.database.db, dialogue, document)
          : undefined;
      const words = dialogueWords[request.language];
      return show(request, reply, dialogue, {
        title: words.title,
        lead: words.lead,
        children: <ListView dialogue={dialogue} may={may} />,
      });
    },
  );
  app.post(
    pageHere,
    {
      config: { access: officers },
      schema: {
        params: applicationParams,
        body: Type.Object({ kind: kindSchema }),
        hide: true,
      },
    },
    async (request, reply) => {
      const prepared = await prepareDraft(services, request, request.body.kind);
      const outcome = prepared && (await services.database.db.transaction().execute(prepared));
      if (!outcome) return notFound(request, reply);
      const words = dialogueWords[request.language];
      const list = listOf(request);
      if (outcome.type === 'refused') return back(request, reply, { path: list, outcome });
      const { number, items } = outcome.request;
      const text = items.length === 0 ? words.preparedEmpty : words.prepared;
      return redirectWithFlash(request, reply, `${list}/${number}`, { tone: 'ok', text });
    },
  );
}

function addOne(app: App, services: Services): void {
  app.get(
    one,
    {
      config: { access: dialogueReaders },
      schema: { params: requestParams, querystring, hide: true },
    },
    async (request, reply) => {
      const whole = await loadWhole(services, request);
      if (!whole) return notFound(request, reply);
      const isLast = request.query.step === 'send';
      if (whole.request.state === 'draft')
        return showDraft(request, reply, services, whole, { isLast });
      if (isLast && canReply(whole.dialogue, whole.request))
        return showReplyReview(request, reply, whole);
      return showSent(request, reply, whole);
    },
  );
}

function showSent(request: FastifyRequest, reply: FastifyReply, whole: Whole): FastifyReply {
  const { dialogue, request: asked } = whole;
  return show(request, reply, dialogue, {
    title: titleOf(request, asked),
    children:
      dialogue.side === 'office' ? <OfficeView {...whole} /> : <OwnRequestView {...whole} />,
  });
}

function showReplyReview(request: FastifyRequest, reply: FastifyReply, whole: Whole): FastifyReply {
  const words = dialogueWords[request.language];
  return show(request, reply, whole.dialogue, {
    title: words.replyReview,
    lead: words.replyReviewLead,
    children: <ReplyReview {...whole} />,
  });
}

function titleOf({ language }: FastifyRequest, { kind, number }: RequestRecord): string {
  const words = dialogueWords[language];
  return words.numbered(words.kinds[kind], number);
}

interface DraftShown {
  /** The last look before it is sent. */
  readonly isLast: boolean;
  /** What was typed and could not be stored. */
  readonly typed?: RequestDraft;
  readonly errors?: readonly FieldError[];
}

async function showDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { dialogue, request: asked, preview, letterText }: Whole,
  { isLast, typed, errors = [] }: DraftShown,
): Promise<FastifyReply> {
  if (!preview) throw new Error('a draft has no preview');
  const words = dialogueWords[request.language];
  if (isLast)
    return show(request, reply, dialogue, {
      title: words.reviewTitle,
      lead: words.reviewLead,
      children: (
        <DraftReview
          dialogue={dialogue}
          request={asked}
          preview={preview}
          letterText={letterText}
        />
      ),
    });
  const draft = typed ?? asked;
  const rows = draftRows(draft, await offeredFor(services, request, dialogue, asked));
  return show(request, reply, dialogue, {
    title: titleOf(request, asked),
    lead: asked.kind === 'notice-against' ? words.noticeLead : words.draftLead,
    errors,
    children: (
      <DraftView dialogue={dialogue} request={asked} draft={draft} rows={rows} preview={preview} />
    ),
  });
}

async function offeredFor(
  services: Services,
  request: FastifyRequest,
  { isOfficer }: Dialogue,
  { kind }: RequestRecord,
) {
  return isOfficer ? loadOffered(services, request, kind) : [];
}

function addDraft(app: App, services: Services): void {
  app.post(
    `${one}/draft`,
    {
      config: { access: officers },
      schema: { params: requestParams, body: sentForm, hide: true },
    },
    async (request, reply) => {
      const whole = await loadWhole(services, request);
      if (!whole) return notFound(request, reply);
      const { request: asked, dialogue } = whole;
      const sent: SentForm = request.body;
      const rows = draftRows(asked, await offeredFor(services, request, dialogue, asked));
      const draft = readDraftForm(sent, rows);
      const act = await actOn(services, request);
      const seen = Number(sent['revision'] ?? 0);
      const outcome = await services.database.db
        .transaction()
        .execute((tx) => saveDraft(tx, { ...act, revision: seen, draft }));
      if (!outcome) return notFound(request, reply);
      if (outcome.type === 'refused')
        return refuseDraft(request, reply, services, { whole, draft, rows, outcome });
      const address = requestAddress(dialogue, asked.number);
      const isReading = sent['act'] === 'read';
      const unfinished = isReading ? decideWhole(draft) : undefined;
      if (unfinished)
        return refuseDraft(request, reply, services, {
          whole: { ...whole, request: outcome.request },
          draft,
          rows,
          outcome: { type: 'refused', code: unfinished },
        });
      if (isReading) return reply.redirect(`${address}?step=send`, 303);
      const { saved } = dialogueWords[request.language];
      return redirectWithFlash(request, reply, address, { tone: 'ok', text: saved });
    },
  );
}

/** The form again with what is wrong and everything that was typed. */
async function refuseDraft(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  {
    whole,
    draft,
    rows,
    outcome,
  }: {
    readonly whole: Whole;
    readonly draft: RequestDraft;
    readonly rows: readonly DraftRow[];
    readonly outcome: Refused;
  },
): Promise<FastifyReply> {
  if (whole.request.state !== 'draft' || !whole.preview)
    return back(request, reply, { path: `${listOf(request)}/${whole.request.number}`, outcome });
  const empty = draft.items.findIndex(({ text }) => text.trim() === '');
  const field = outcome.code === 'point-empty' ? `p${Math.max(0, empty)}.text` : firstField(rows);
  const message = refusals[outcome.code][request.language];
  const errors = [{ field, message }];
  return showDraft(request, reply, services, whole, { isLast: false, typed: draft, errors });
}

function firstField(rows: readonly DraftRow[]): string {
  return rows.length === 0 ? 'own0.text' : 'p0.keep';
}
