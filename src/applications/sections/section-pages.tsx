import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { Type } from 'typebox';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  ButtonLink,
  redirectWithFlash,
  renderPage,
  useWords,
  type FieldError,
  type Language,
} from '../../platform/page/index.ts';
import type { Tx } from '../../platform/database.ts';
import { withIdempotency, type ActReply } from '../../platform/http/idempotency.ts';
import type { Services } from '../../platform/services.ts';
import { actOf } from '../act-routes.ts';
import { addressOf, trailOf } from '../addresses.ts';
import { applicationParams } from '../api-schemas.ts';
import { decideChange } from '../application.ts';
import { checkDraft } from '../check-application.ts';
import { itemsOf } from '../cost-items.ts';
import { CheckView } from '../check-view.tsx';
import { deskOf, findDesk, refuse, type EditDesk } from '../edit-desk.ts';
import { refusals } from '../refusal.ts';
import { budgetOf } from './budget.ts';
import { BudgetSection } from './budget-view.tsx';
import { itemName } from './draft-field.ts';
import { PointsSection } from './points-view.tsx';
import { pointsOf } from './points.ts';
import { articlesIn } from './field-articles.ts';
import { errorsOf, hasLostPartner, keptIn } from './section-errors.ts';
import {
  controlsOfItem,
  fieldsOfForm,
  readSeenItems,
  unstoredItems,
  type ReadItems,
} from './item-fields.ts';
import { fieldsOf, sectionsOf, type SectionId } from './section-fields.ts';
import { readSeen, sectionForm, textsOf, type SentForm } from './section-form.ts';
import { PartnersSection, ProjectSection, type SectionProps } from './section-view.tsx';
import { sectionWords } from './section-words.ts';
import { saveSection, type NewPartner, type SectionOutcome } from './save-section.ts';
import { Steps, timeOf } from './steps-view.tsx';

const config = { access: { who: 'named', power: 'edit', subject: 'application' } } as const;
const params = Type.Object({
  ...applicationParams.properties,
  section: Type.String({ maxLength: 20 }),
});
const querystring = Type.Object({ partner: Type.Optional(Type.String({ maxLength: 100 })) });
/** A thousand expenses, each with what it was filled with. */
const formBytesMax = 2 * 1024 * 1024;
const sentText = Type.Union([Type.String(), Type.Array(Type.String())]);

/** The sections of a draft, each a page with its form. */
export function sectionPages(services: Services): (app: App) => void {
  return (app) => {
    app.get(
      '/calls/:call/applications/:application/sections/:section',
      { config, schema: { params, querystring, hide: true } },
      async (request, reply) => {
        const desk = await findDesk(request, services);
        if (!desk) return refuse(request, reply, 'no-power');
        const refusal = decideChange(desk.application, desk.application.call.window);
        if (refusal) return refuse(request, reply, refusal);
        const section = sectionIn(desk, request.params.section);
        if (!section) return answerProblem(request, reply, notFound);
        return showSection(request, reply, desk, { section, asked: request.query.partner });
      },
    );
    app.post(
      '/calls/:call/applications/:application/sections/:section',
      {
        config,
        bodyLimit: formBytesMax,
        schema: { params, querystring, body: Type.Record(Type.String(), sentText), hide: true },
      },
      (request, reply) =>
        save(request, reply, services, {
          section: request.params.section,
          asked: request.query.partner,
          sent: request.body,
        }),
    );
  };
}

/** A section that the call of the draft has. */
function sectionIn({ call }: EditDesk, name: string): SectionId | undefined {
  return sectionsOf(call.document).find((each) => each === name);
}

interface Shown {
  readonly section: SectionId;
  /** The partner that was asked for. */
  readonly asked: string | undefined;
  readonly kept?: SectionProps['kept'];
  readonly newItems?: SectionProps['newItems'];
  readonly conflicts?: SectionProps['conflicts'];
  readonly fresh?: NewPartner | undefined;
  readonly errors?: readonly FieldError[];
  readonly status?: number;
}

function showSection(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: EditDesk,
  {
    section,
    asked,
    errors = [],
    status,
    kept = new Map(),
    newItems = [],
    conflicts = [],
    fresh,
  }: Shown,
): FastifyReply {
  const { language } = request;
  const words = sectionWords[language];
  const { application, call } = desk;
  const check = checkDraft(call, application);
  const budget = section === 'summary' ? undefined : budgetOf(call, application);
  const props: SectionProps = {
    desk,
    section,
    articles: budget ? articlesIn(budget.root) : new Map(),
    kept,
    newItems,
    conflicts,
    fresh,
    partner: onlyPartner(desk, section, asked),
  };
  const views: Readonly<Record<SectionId, () => VNode>> = {
    project: () => <ProjectSection {...props} />,
    partners: () => <PartnersSection {...props} />,
    budget: () => <BudgetSection {...props} budget={budget} />,
    summary: () => <SummarySection desk={desk} check={check} />,
  };
  return renderPage(request, reply, {
    title: words.sections[section],
    lead: words.leads[section],
    trail: [
      ...trailOf(application, language),
      { text: application.title, href: addressOf(application) },
    ],
    mode: application.call.mode,
    fictional: application.call.fictional,
    scripts: scriptsOf(section),
    errors,
    ...(status === undefined ? {} : { status }),
    children: (
      <>
        <Steps application={application} document={call.document} check={check} current={section} />
        {views[section]()}
      </>
    ),
  });
}

function scriptsOf(section: SectionId): readonly string[] {
  if (section === 'summary') return [];
  return section === 'budget' ? ['autosave', 'budget'] : ['autosave'];
}

/** More controls than this are filled in partner by partner: nobody finds their own among them. */
const controlsMax = 400;

function onlyPartner(
  { application, call }: EditDesk,
  section: SectionId,
  asked: string | undefined,
): string | undefined {
  const { content } = application;
  const partners = content.partners ?? [];
  if (section === 'project' || section === 'summary' || partners.length < 2) return undefined;
  const controls =
    fieldsOf(section, call.document, content).length +
    (section === 'budget' ? controlsOfItem * itemsOf(content).length : 0);
  if (controls <= controlsMax) return undefined;
  return partners.find(({ id }) => id === asked)?.id ?? partners[0]?.id;
}

function SummarySection({
  desk,
  check,
}: {
  readonly desk: EditDesk;
  readonly check: ReturnType<typeof checkDraft>;
}): VNode {
  const points = pointsOf(desk.call, desk.application);
  return (
    <>
      <CheckView
        check={check}
        place={desk.place}
        address={addressOf(desk.application)}
        isFrozen={desk.application.frozenAt !== null}
      />
      {points ? <PointsSection points={points} call={desk.call} /> : null}
      <Actions>
        <ToApplication href={addressOf(desk.application)} />
      </Actions>
    </>
  );
}

function ToApplication({ href }: { readonly href: string }): VNode {
  const { toApplication } = useWords(sectionWords);
  return <ButtonLink href={href}>{toApplication}</ButtonLink>;
}

interface Saved {
  readonly section: string;
  readonly asked: string | undefined;
  readonly sent: SentForm;
}

async function save(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { section: name, asked, sent }: Saved,
): Promise<FastifyReply> {
  const { language } = request;
  const desk = await findDesk(request, services);
  if (!desk) return refuse(request, reply, 'no-power');
  const { document } = desk.call;
  const section = sectionIn(desk, name);
  if (!section || section === 'summary') return answerProblem(request, reply, notFound);
  const seen = readSeen(textsOf(sent, 'seen')[0] ?? '');
  if (!seen)
    return answerProblem(request, reply, {
      status: 400,
      code: 'bad-form',
      detail: sectionWords[language].badForm,
      said: sectionWords[language].badForm,
    });
  const fresh = section === 'partners' ? freshIn(sent) : undefined;
  const freshErrors = fresh ? errorsInFresh(fresh, language) : [];
  const shown = readSeenItems(seen, (id) => textsOf(sent, itemName(id, 'partner'))[0]);
  const form = sectionForm(sent, shown.seen, language);
  const store = (tx: Tx): Promise<SectionOutcome | undefined> =>
    saveSection(tx, {
      ...actOf(request),
      fieldsIn: ({ content }) => fieldsOfForm(section, document, content, shown.items),
      form,
      isRefused: freshErrors.length > 0,
      ...(fresh && { added: fresh }),
    });
  // The script of the page saves under a key, so that what it sends again is not saved twice.
  if (request.headers['idempotency-key'] !== undefined)
    return withIdempotency(request, reply, services, async (tx) =>
      scriptReply(await store(tx), language),
    );
  const outcome = await services.database.db.transaction().execute(store);
  return answerSave(request, reply, desk, {
    section,
    asked,
    sent,
    fresh,
    freshErrors,
    outcome,
    seen,
    shown,
  });
}

/** What the script of the page is told; the page itself shows what is to be corrected, once it is sent as a form. */
function scriptReply(outcome: SectionOutcome | undefined, language: Language): ActReply {
  if (!outcome) return { type: 'refused', problem: notFound };
  if (outcome.type === 'refused') {
    const { status, [language]: detail } = refusals[outcome.code];
    return { type: 'refused', problem: { status, code: outcome.code, detail } };
  }
  if (outcome.type === 'kept' || outcome.type === 'malformed') {
    const isConflict = outcome.type === 'kept' && outcome.merged.conflicts.length > 0;
    const problem = isConflict
      ? ({ status: 412, code: 'changed-meanwhile' } as const)
      : ({ status: 422, code: 'draft-malformed' } as const);
    return { type: 'refused', problem };
  }
  const time = timeOf(outcome.application.updatedAt, language);
  return { type: 'done', status: 200, body: { saved: sectionWords[language].savedToday(time) } };
}

/** A partner to be added; nothing where its code was left empty. */
function freshIn(sent: SentForm): NewPartner | undefined {
  const [code = '', role = ''] = ['new.code', 'new.role'].map((name) =>
    (textsOf(sent, name)[0] ?? '').trim(),
  );
  return code === '' ? undefined : { code: code.toUpperCase(), role };
}

function errorsInFresh({ role }: NewPartner, language: 'it' | 'en'): readonly FieldError[] {
  return role === '' ? [{ field: 'new.role', message: sectionWords[language].chooseRole }] : [];
}

interface Answered extends Saved {
  readonly section: SectionId;
  readonly fresh: NewPartner | undefined;
  readonly freshErrors: readonly FieldError[];
  readonly seen: ReadonlyMap<string, unknown>;
  readonly shown: ReadItems;
  readonly outcome: SectionOutcome | undefined;
}

function answerSave(
  request: FastifyRequest,
  reply: FastifyReply,
  desk: EditDesk,
  { section, asked, sent, fresh, freshErrors, outcome, seen, shown }: Answered,
): FastifyReply {
  const { language } = request;
  const words = sectionWords[language];
  if (!outcome) return answerProblem(request, reply, notFound);
  if (outcome.type === 'refused') return refuse(request, reply, outcome.code);
  if (outcome.type === 'kept' || outcome.type === 'malformed') {
    const now = outcome.type === 'kept' ? deskOf(outcome.application, desk.call) : desk;
    const merged = outcome.type === 'kept' ? outcome.merged : undefined;
    const form = sectionForm(sent, shown.seen, language);
    const { content } = now.application;
    const fields = fieldsOfForm(section, desk.call.document, content, shown.items);
    const kept = keptIn(fields, form);
    const conflicts = merged?.conflicts ?? [];
    return showSection(request, reply, now, {
      section,
      asked,
      kept,
      newItems: unstoredItems(shown.items, content, kept),
      conflicts,
      fresh,
      errors: [
        ...errorsOf({ merged, problems: outcome.problems, desk: now, language }),
        ...freshErrors,
      ],
      ...(conflicts.length > 0 ? { status: 412 } : {}),
    });
  }
  const { application } = outcome;
  const isNext = textsOf(sent, 'then')[0] !== 'stay';
  const sections = sectionsOf(desk.call.document);
  const next = isNext ? (sections[sections.indexOf(section) + 1] ?? section) : section;
  const query = !isNext && asked !== undefined ? `?partner=${encodeURIComponent(asked)}` : '';
  const time = timeOf(application.updatedAt, language);
  const isVoid = desk.application.frozenHash !== null;
  const said =
    outcome.type === 'unchanged'
      ? words.unchanged
      : isVoid
        ? words.savedVoid(time)
        : words.saved(time);
  const fields = fieldsOf(section, desk.call.document, desk.application.content);
  const removed = fields.filter(
    ({ name, place }) => place.part === 'partner' && textsOf(sent, name).length > 0,
  );
  const text = hasLostPartner(seen, removed, application.content)
    ? `${said}${words.partnerGone}`
    : said;
  return redirectWithFlash(request, reply, `${addressOf(application)}/sections/${next}${query}`, {
    tone: 'ok',
    text,
  });
}
