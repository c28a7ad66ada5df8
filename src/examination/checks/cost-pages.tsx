import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { applicationParams, type SentForm } from '../../applications/index.ts';
import { strictObject } from '../../platform/http/api-schema.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { keyOf, officerAccess } from './asking.ts';
import { costLines, type CostLine } from './cost-lines.ts';
import { declaredCategories, findDeclared, type DeclaredCategory } from './cost-places.ts';
import { costTitle } from './cost-section.tsx';
import { CostPage } from './cost-view.tsx';
import { costWords } from './cost-words.ts';
import { effectWith } from './decide-finding.ts';
import { findDesk, type Desk } from './desk.ts';
import type { Effect } from './effect.ts';
import { anyForm, errorAt } from './finding-form.ts';
import { frameOf, sendNotFound } from './page-frame.tsx';
import { readHandForm, type TypedControl } from './read-hand-form.ts';
import { recordFindings } from './record-findings.ts';
import { checkWords } from './words.ts';

const url = '/calls/:call/applications/:application/examination/costs/:category';
const access = officerAccess;

const params = strictObject({
  ...applicationParams.properties,
  category: Type.String({ minLength: 1, maxLength: 100 }),
});
const querystring = Type.Object({
  partner: Type.Optional(Type.String({ maxLength: 100 })),
  after: Type.Optional(Type.String({ maxLength: 120 })),
});

/** A category may have a thousand expenses. */
const linesMax = 100;

/** What is recognised of the costs of one category, amount by amount. */
export function costPages(services: Services): (app: App) => void {
  return (app) => {
    const schema = { params, querystring, hide: true } as const;
    app.get(url, { config: { access }, schema }, async (request, reply) => {
      const shown = await findShown(request, services);
      return shown ? renderCosts(request, reply, shown) : sendNotFound(request, reply);
    });
    app.post(
      url,
      { config: { access }, schema: { ...schema, body: anyForm } },
      async (request, reply) => {
        const shown = await findShown(request, services);
        return shown ? recordCosts(request, reply, services, shown) : sendNotFound(request, reply);
      },
    );
  };
}

interface Shown {
  readonly desk: Desk;
  readonly declared: DeclaredCategory;
  readonly lines: readonly CostLine[];
  readonly after: string | undefined;
  readonly next: string | null;
}

async function findShown(request: FastifyRequest, services: Services): Promise<Shown | undefined> {
  const { category: subject } = request.params as Static<typeof params>;
  const { partner, after } = request.query as Static<typeof querystring>;
  const desk = await findDesk(request, services);
  const of = partner === undefined ? {} : { partner };
  const declared =
    desk &&
    (findDeclared(desk.examined, { subject, ...of }) ??
      (partner === undefined ? onlyDeclared(desk, subject) : undefined));
  if (!desk || !declared) return undefined;
  const all = costLines(desk.examined, declared);
  const from = after === undefined ? 0 : all.findIndex(({ item }) => item?.id === after) + 1;
  const lines = all.slice(from, from + linesMax);
  const last = lines.at(-1)?.item?.id;
  const next = from + linesMax < all.length && last !== undefined ? last : null;
  return { desk, declared, lines, after, next };
}

/** Whose it is need not be said where one alone declares something in it. */
function onlyDeclared({ examined }: Desk, category: string): DeclaredCategory | undefined {
  const all = declaredCategories(examined).filter((each) => each.category.id === category);
  return all.length === 1 ? all[0] : undefined;
}

async function recordCosts(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  shown: Shown,
): Promise<FastifyReply> {
  const { desk, lines } = shown;
  const { language } = request;
  const sent = request.body as SentForm & { readonly revision: string };
  const controls = lines.map(({ control }) => control);
  const { findings, errors, typed } = readHandForm(controls, sent, language);
  if (errors.length > 0) return renderCosts(request, reply, shown, { kept: typed, errors });
  const asked = findings.map((each) => each.asked);
  if (sent['preview'] === 'yes') {
    const effect = effectWith(desk.examined, asked);
    return renderCosts(request, reply, shown, { kept: typed, ...(effect && { effect }) });
  }
  const to = `${desk.address}/examination#costs`;
  const words = checkWords[language];
  if (asked.length === 0)
    return redirectWithFlash(request, reply, to, { tone: 'info', text: words.nothingChanged });
  const { published } = desk.examined;
  const act = { ...keyOf(request), published, seen: Number(sent.revision) };
  const outcome = await runAct(services.database.db, (tx) =>
    recordFindings(tx, { ...act, findings: asked }),
  );
  if (!outcome) return sendNotFound(request, reply);
  if (outcome.type === 'recorded')
    return redirectWithFlash(request, reply, to, { tone: 'ok', text: words.saved(asked.length) });
  const refused = outcome.all.map((each) => errorAt(findings[each.index]?.control, each, language));
  const now = (await findShown(request, services)) ?? shown;
  return renderCosts(request, reply, now, { kept: typed, errors: refused });
}

function renderCosts(
  request: FastifyRequest,
  reply: FastifyReply,
  shown: Shown,
  {
    kept = new Map(),
    errors = [],
    effect,
  }: {
    readonly kept?: ReadonlyMap<string, TypedControl>;
    readonly errors?: readonly FieldError[];
    readonly effect?: Effect;
  } = {},
): FastifyReply {
  const { desk, declared } = shown;
  const { language } = request;
  return renderPage(request, reply, {
    ...frameOf(request, desk, true),
    title: costWords[language].pageTitle(costTitle(desk, declared, language)),
    errors,
    children: <CostPage {...shown} kept={kept} effect={effect} />,
  });
}
