import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { principalOf } from '../../accounts/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, renderPage } from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { queryOf, readQueueAsked, type QueueAsked } from './asked.ts';
import { BulkResults, type ToldResult } from './bulk-form.tsx';
import { bulkMax, doInBulk, type BulkItem, type BulkResult, type BulkStep } from './bulk.ts';
import { nameItems } from './name-items.ts';
import { readQueue } from './read-queue.ts';
import { queueRefusals } from './refusals.ts';
import { removeFilter, saveFilter } from './saved-filters.ts';
import { runAct } from '../../platform/run-act.ts';
import { queueWords } from './words.ts';

const config = { access: { who: 'signed-in' } } as const;
const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const itemText = Type.String({ maxLength: 200 });

/** Steps on several applications at once, and filters under a name. */
export function bulkPages(services: Services): (app: App) => void {
  return (app) => {
    addSteps(app, services);
    addFilterForms(app, services);
  };
}

const stepsForm = Type.Object({
  query: text(2000),
  which: text(20),
  step: text(20),
  officer: text(60),
  reason: text(1000),
  item: Type.Optional(Type.Union([itemText, Type.Array(itemText, { maxItems: bulkMax })])),
});

function addSteps(app: App, services: Services): void {
  app.post(
    '/examination/steps',
    { config, schema: { body: stepsForm, hide: true } },
    async (request, reply) => {
      const form = request.body;
      const asked = readQueueAsked(Object.fromEntries(new URLSearchParams(form.query ?? '')));
      const words = queueWords[request.language];
      const step = readStep(form);
      const sayNo = (problem: string) =>
        redirectWithFlash(request, reply, addressOf(asked), { tone: 'warn', text: problem });
      if (step === 'no-step') return sayNo(words.bulkNoStep);
      if (step === 'no-officer') return sayNo(words.bulkNoOfficer);
      const { items, isCut } = await itemsOf(services, request, asked, form);
      if (items.length === 0) return sayNo(words.bulkNone);
      const results = await doInBulk(services, principalOf(request), { items, ...step });
      return showResults(request, reply, services, { results, asked, isCut });
    },
  );
}

function readStep({
  step,
  officer = '',
  reason = '',
}: {
  readonly step?: string;
  readonly officer?: string;
  readonly reason?: string;
}): BulkStep | 'no-step' | 'no-officer' {
  if (step === 'begin' || step === 'pass') return { step };
  if (step !== 'assign') return 'no-step';
  if (!isUuid(officer)) return 'no-officer';
  return { step: 'assign', officerId: officer, reason: reason.trim() || null };
}

async function itemsOf(
  services: Services,
  request: FastifyRequest,
  asked: QueueAsked,
  { which, item }: { readonly which?: string; readonly item?: string | string[] },
): Promise<{ readonly items: readonly BulkItem[]; readonly isCut: boolean }> {
  if (which !== 'found') return { items: [item ?? []].flat().flatMap(readItem), isCut: false };
  const principal = principalOf(request);
  const { rows, next } = await readQueue(services, { principal, asked, limit: bulkMax });
  const items = rows.map(({ call, applicationId }) => ({
    call: call.slug,
    application: applicationId,
  }));
  return { items, isCut: next !== null };
}

/** `call~application`, as the boxes of the table say it. */
function readItem(value: string): readonly BulkItem[] {
  const [call = '', application = ''] = value.split('~');
  return isUuid(application) ? [{ call, application }] : [];
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value);
}

async function showResults(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Services,
  {
    results,
    asked,
    isCut,
  }: {
    readonly results: readonly BulkResult[];
    readonly asked: QueueAsked;
    readonly isCut: boolean;
  },
): Promise<FastifyReply> {
  const words = queueWords[request.language];
  const seen = results.filter(({ code }) => code !== 'not-found');
  const names = await nameItems(database.db, seen);
  const told = results.map((result): ToldResult => {
    const named = names.get(`${result.call}~${result.application}`);
    return {
      ...result,
      title: named?.title ?? result.application,
      entryNumber: named?.entryNumber,
    };
  });
  return renderPage(request, reply, {
    title: words.bulkResult,
    trail: [{ text: words.navigation, href: '/examination' }],
    status: 200,
    children: <BulkResults results={told} back={addressOf(asked)} isCut={isCut} />,
  });
}

function addressOf(asked: QueueAsked): string {
  const query = queryOf(asked);
  return query.size === 0 ? '/examination' : `/examination?${query.toString()}`;
}

const filterForm = Type.Object({
  name: text(200),
  view: text(20),
  order: text(20),
  text: text(200),
  call: text(200),
  line: text(200),
  phase: text(200),
  state: text(20),
  due: text(10),
});

function addFilterForms(app: App, services: Services): void {
  const { db } = services.database;
  app.post(
    '/examination/filters',
    { config, schema: { body: filterForm, hide: true } },
    async (request, reply) => {
      const { name = '', ...fields } = request.body;
      const asked = readQueueAsked(fields);
      const { personId } = principalOf(request);
      const outcome = await runAct(db, (tx) => saveFilter(tx, personId, { name, asked }));
      const { language } = request;
      return redirectWithFlash(
        request,
        reply,
        addressOf(asked),
        outcome.type === 'saved'
          ? { tone: 'ok', text: queueWords[language].filterSaved }
          : { tone: 'warn', text: queueRefusals[outcome.code][language] },
      );
    },
  );
  app.post(
    '/examination/filters/removal',
    { config, schema: { body: Type.Object({ removed: text(200) }), hide: true } },
    async (request, reply) => {
      const { personId } = principalOf(request);
      const isGone = await removeFilter(db, personId, request.body.removed ?? '');
      const words = queueWords[request.language];
      return redirectWithFlash(request, reply, '/examination', {
        tone: isGone ? 'ok' : 'info',
        text: isGone ? words.filterRemoved : words.filterGone,
      });
    },
  );
}
