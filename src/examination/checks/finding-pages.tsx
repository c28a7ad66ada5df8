import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { SentForm } from '../../applications/index.ts';
import type { App } from '../../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { applicationParams, findingParams, phaseParams, subjectParams } from './api-schemas.ts';
import { keyOf, officerAccess } from './asking.ts';
import { confirmFinding } from './confirm-finding.ts';
import { effectWith } from './decide-finding.ts';
import { findDesk, type Desk } from './desk.ts';
import { anyForm, errorAt } from './finding-form.ts';
import type { Effect } from './effect.ts';
import type { Subject } from './finding.ts';
import { otherControls, workOf, type HandControl } from './hand.ts';
import { passPhase } from './pass-phase.ts';
import { capital } from './outcome-view.tsx';
import { frameOf, renderExamination, sendNotFound } from './page-frame.tsx';
import { readHandForm, labelOf } from './read-hand-form.ts';
import {
  readSubjectForm,
  shownSubject,
  subjectControl,
  type SubjectControl,
  type TypedSubject,
} from './read-subject-form.ts';
import { recordFindings } from './record-findings.ts';
import { refusals, type RefusalCode } from './refusals.ts';
import { SubjectPage } from './subject-view.tsx';
import { checkWords } from './words.ts';

const base = '/calls/:call/applications/:application/examination';
const access = officerAccess;
const schema = { params: applicationParams, hide: true } as const;

/** Recording what was found, by the forms of the page and one subject at a time; confirming it; concluding a phase. */
export function findingPages(services: Services): (app: App) => void {
  return (app) => {
    addHandForm(app, services);
    addSubject(app, services);
    addConfirmation(app, services);
    addConclusion(app, services);
  };
}

function addHandForm(app: App, services: Services): void {
  const url = `${base}/findings`;
  const body = anyForm;
  app.post(url, { config: { access }, schema: { ...schema, body } }, async (request, reply) => {
    const desk = await findDesk(request, services);
    if (!desk) return sendNotFound(request, reply);
    const sent = request.body as SentForm & { readonly revision: string };
    const { language } = request;
    const words = checkWords[language];
    const controls = controlsOf(desk, String(sent['group'] ?? ''));
    const { findings, errors, typed } = readHandForm(controls, sent, language);
    if (errors.length > 0)
      return renderExamination(request, reply, services, { desk, errors, kept: typed });
    const to = `${desk.address}/examination`;
    if (findings.length === 0)
      return redirectWithFlash(request, reply, to, { tone: 'info', text: words.nothingChanged });
    const { published } = desk.examined;
    const act = { ...keyOf(request), published, seen: Number(sent.revision) };
    const outcome = await runAct(services.database.db, (tx) =>
      recordFindings(tx, { ...act, findings: findings.map(({ asked }) => asked) }),
    );
    if (!outcome) return sendNotFound(request, reply);
    if (outcome.type === 'recorded')
      return redirectWithFlash(request, reply, to, {
        tone: 'ok',
        text: words.saved(findings.length),
      });
    // What somebody else has found meanwhile is on the page that says so.
    const now = (await findDesk(request, services)) ?? desk;
    const refused = outcome.all.map((each) =>
      errorAt(findings[each.index]?.control, each, request.language),
    );
    return renderExamination(request, reply, services, { desk: now, errors: refused, kept: typed });
  });
}

function controlsOf({ examined }: Desk, group: string): readonly HandControl[] {
  if (group === 'other') return otherControls(examined);
  return workOf(examined, group).byHand.flatMap(({ controls }) => controls);
}

const subjectQuery = Type.Object({
  partner: Type.Optional(Type.String({ maxLength: 100 })),
  entry: Type.Optional(Type.String({ maxLength: 120 })),
});

function readSubject(
  { kind, subject }: Static<typeof subjectParams>,
  { partner, entry }: Static<typeof subjectQuery>,
): Subject {
  return {
    kind,
    subject,
    ...(partner === undefined ? {} : { partner }),
    ...(entry === undefined ? {} : { entry }),
  };
}

function addSubject(app: App, services: Services): void {
  const url = `${base}/subjects/:kind/:subject`;
  const of = { params: subjectParams, hide: true, querystring: subjectQuery } as const;
  app.get(url, { config: { access }, schema: of }, async (request, reply) => {
    const desk = await findDesk(request, services);
    const control =
      desk && subjectControl(desk.examined, readSubject(request.params, request.query));
    if (!desk || !control) return sendNotFound(request, reply);
    const typed = shownSubject(control, request.language);
    return renderSubject(request, reply, { desk, control, typed });
  });
  const body = anyForm;
  app.post(url, { config: { access }, schema: { ...of, body } }, async (request, reply) => {
    const desk = await findDesk(request, services);
    const control =
      desk && subjectControl(desk.examined, readSubject(request.params, request.query));
    if (!desk || !control) return sendNotFound(request, reply);
    return recordSubject(request, reply, services, { desk, control });
  });
}

async function recordSubject(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { desk, control }: { readonly desk: Desk; readonly control: SubjectControl },
): Promise<FastifyReply> {
  const sent = request.body as SentForm & { readonly revision: string };
  const { language } = request;
  const read = readSubjectForm(control, sent, language);
  const { typed } = read;
  if (read.type === 'error')
    return renderSubject(request, reply, { desk, control, typed, errors: [read.error] });
  if (sent['preview'] === 'yes') {
    const effect = effectWith(desk.examined, [read.asked]);
    return renderSubject(request, reply, { desk, control, typed, ...(effect && { effect }) });
  }
  const { published } = desk.examined;
  const act = { ...keyOf(request), published, seen: Number(sent.revision) };
  const outcome = await runAct(services.database.db, (tx) =>
    recordFindings(tx, { ...act, findings: [read.asked] }),
  );
  if (!outcome) return sendNotFound(request, reply);
  if (outcome.type === 'recorded')
    return redirectWithFlash(request, reply, `${desk.address}/examination`, {
      tone: 'ok',
      text: checkWords[language].saved(1),
    });
  const now = (await findDesk(request, services)) ?? desk;
  const again = subjectControl(now.examined, control.subject) ?? control;
  const errors = [errorAt(control, outcome, language)];
  return renderSubject(request, reply, { desk: now, control: again, typed, errors });
}

function renderSubject(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    desk,
    control,
    typed,
    effect,
    errors = [],
  }: {
    readonly desk: Desk;
    readonly control: SubjectControl;
    readonly typed: TypedSubject;
    readonly effect?: Effect;
    readonly errors?: readonly FieldError[];
  },
): FastifyReply {
  return renderPage(request, reply, {
    ...frameOf(request, desk, true),
    title: capital(labelOf(control, request.language)),
    isNarrow: true,
    errors,
    children: <SubjectPage desk={desk} control={control} typed={typed} effect={effect} />,
  });
}

function addConfirmation(app: App, services: Services): void {
  const body = Type.Object(
    { agrees: Type.Union([Type.Literal('yes'), Type.Literal('no')]) },
    { additionalProperties: Type.String({ maxLength: 5000 }) },
  );
  app.post(
    `${base}/findings/:number/confirmation`,
    { config: { access }, schema: { params: findingParams, hide: true, body } },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      if (!desk) return sendNotFound(request, reply);
      const { number } = request.params;
      const sent = request.body as Readonly<Record<string, string>>;
      const note = (sent[`second-${number}`] ?? '').trim();
      const agrees = sent['agrees'] === 'yes';
      const act = { ...keyOf(request), published: desk.examined.published };
      const outcome = await runAct(services.database.db, (tx) =>
        confirmFinding(tx, { ...act, number, agrees, note: note === '' ? null : note }),
      );
      if (!outcome) return sendNotFound(request, reply);
      const words = checkWords[request.language];
      if (outcome.type === 'confirmed')
        return redirectWithFlash(request, reply, `${desk.address}/examination`, {
          tone: 'ok',
          text: agrees ? words.confirmed : words.disputed,
        });
      return refuse(request, reply, services, { code: outcome.code, field: `second-${number}` });
    },
  );
}

function addConclusion(app: App, services: Services): void {
  const body = Type.Object({
    revision: Type.String({ pattern: '^[1-9][0-9]{0,8}$' }),
    note: Type.Optional(Type.String({ maxLength: 5000 })),
  });
  app.post(
    `${base}/phases/:phase/conclusion`,
    { config: { access }, schema: { params: phaseParams, hide: true, body } },
    async (request, reply) => {
      const desk = await findDesk(request, services);
      if (!desk) return sendNotFound(request, reply);
      const { revision, note = '' } = request.body;
      const { phase } = request.params;
      const act = { ...keyOf(request), published: desk.examined.published };
      const outcome = await runAct(services.database.db, (tx) =>
        passPhase(tx, { ...act, phase, seen: Number(revision), note: note.trim() || null }),
      );
      if (!outcome) return sendNotFound(request, reply);
      if (outcome.type === 'refused')
        return refuse(request, reply, services, { code: outcome.code, field: 'note' });
      return redirectWithFlash(request, reply, `${desk.address}/examination`, {
        tone: 'ok',
        text: checkWords[request.language].concluded,
      });
    },
  );
}

/** The page as it stands now, with why the act was refused. */
async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  services: Services,
  { code, field }: { readonly code: RefusalCode; readonly field: string },
): Promise<FastifyReply> {
  const desk = await findDesk(request, services);
  if (!desk) return sendNotFound(request, reply);
  const errors = [{ field, message: refusals[code][request.language] }];
  return renderExamination(request, reply, services, { desk, errors });
}
