import type { Static } from 'typebox';
import { formatCents, formatPoints, isItems } from '../../engine/index.ts';
import { present } from '../../platform/http/api-schema.ts';
import type { examinationSchema, recordedSchema, toldOutcomeSchema } from './api-schemas.ts';
import { costGroups, type CostGroup } from './cost-lines.ts';
import { findDeclared } from './cost-places.ts';
import { missingRules } from './decide-phase.ts';
import { figuresIn, type Effect, type Figures, type Span } from './effect.ts';
import type { Examined, ExaminedCheck } from './examined.ts';
import type { FindingRecord } from './finding.ts';
import type { OutcomeAct } from './outcome-act.ts';
import type { ToldOutcome } from './told-outcome.ts';

type View = Static<typeof examinationSchema>;

/** The whole of an examination, for programs of the office. */
export function examinationView(examined: Examined, acts: readonly OutcomeAct[]): View {
  const { examination, published, twoPersons, call, prepared } = examined;
  const { applicationId, state, outcome, phase, due, snapshotHash } = examination;
  return {
    application: applicationId,
    state,
    ...present({ outcome, phase, due }),
    textHash: snapshotHash,
    rulesVersion: published.version,
    ...(twoPersons === undefined ? {} : { twoPersons }),
    missingRules: [...missingRules(call.document)],
    figures: figuresView(figuresIn(prepared)),
    costs: costGroups(examined).map((group) => costView(examined, group)),
    phases: examined.phases.map(({ phase: { id, title, by }, state: reading, open }) => ({
      id,
      title,
      by,
      state: reading,
      open: open.map((check) => check.id),
    })),
    checks: examined.checks.map(checkView),
    findings: examined.findings.map(findingView),
    acts: acts.map(actView),
  };
}

export function effectView({
  before,
  after,
  verdicts,
}: Effect): Static<typeof recordedSchema>['effect'] {
  return {
    before: figuresView(before),
    after: figuresView(after),
    verdicts: verdicts.map((change) => ({
      check: change.check.id,
      before: change.before,
      after: change.after,
    })),
  };
}

/** The outcome as its people may read it: nothing of the notes of the office. */
export function toldView(
  applicationId: string,
  told: ToldOutcome | undefined,
): Static<typeof toldOutcomeSchema> {
  const act = told?.act;
  return {
    application: applicationId,
    ...(told && { outcome: told.outcome }),
    reasons: (act?.reasons ?? []).map(({ title, article, text }) =>
      present({ title, article, text }),
    ),
    ...(act && present({ at: act.at, observations: act.observations, ground: act.ground })),
  };
}

function figuresView({ admitted, grant, net, gross }: Figures): View['figures'] {
  return {
    ...(admitted && { admitted: spanView(admitted, formatCents) }),
    ...(grant && { grant: spanView(grant, formatCents) }),
    ...(net && { net: spanView(net, formatPoints) }),
    ...(gross && { gross: spanView(gross, formatPoints) }),
  };
}

function costView(
  examined: Examined,
  { category, partner, value, declared, recognised }: CostGroup,
): View['costs'][number] {
  const of = { subject: category.id, ...(partner === undefined ? {} : { partner }) };
  const counted = findDeclared({ call: examined.call, declared: examined.content }, of)?.value;
  const items = counted !== undefined && isItems(counted) ? counted : [];
  return {
    category: category.id,
    ...(partner === undefined ? {} : { partner }),
    declared: spanView(declared, formatCents),
    recognised: spanView(recognised, formatCents),
    expenses: isItems(value)
      ? items.map(({ id, amount, recognised: found }) => ({
          id,
          ...(amount === undefined ? {} : { declared: amount }),
          ...(found === undefined ? {} : { recognised: found }),
        }))
      : [],
  };
}

function spanView({ low, high }: Span, format: (value: number) => string) {
  return { from: format(low), ...(Number.isFinite(high) ? { to: format(high) } : {}) };
}

function checkView(check: ExaminedCheck): View['checks'][number] {
  const { id, kind, subject, phase, partner, title, article, effect, held, asks } = check;
  const { verdict, decidedBy, computed, isOverruled } = check;
  return {
    id,
    kind,
    subject,
    phase,
    ...(partner === undefined ? {} : { partner }),
    title,
    article,
    effect,
    verdict,
    decidedBy,
    computed,
    isOverruled,
    ...(held === undefined ? {} : { held }),
    asks: asks.map(({ fact, list, entry, partner: of }) => ({
      fact: list ?? fact.id,
      ...(of === undefined ? {} : { partner: of }),
      ...(entry === undefined ? {} : { entry }),
    })),
  };
}

export function findingView(finding: FindingRecord): View['findings'][number] {
  const { number, kind, subject, partner, entry, says, value, insteadOf, second } = finding;
  return {
    number,
    kind,
    subject,
    ...(partner === undefined ? {} : { partner }),
    ...(entry === undefined ? {} : { entry }),
    says,
    ...(value === null ? {} : { value }),
    ...(insteadOf === null ? {} : { insteadOf }),
    overrules: finding.overrules,
    evidence: [...finding.evidence],
    ...present({ note: finding.note, phase: finding.phase }),
    person: finding.personId,
    at: finding.at,
    ...(second && {
      second: {
        person: second.personId,
        agrees: second.agrees,
        at: second.at,
        ...present({ note: second.note }),
      },
    }),
  };
}

function actView(act: OutcomeAct): View['acts'][number] {
  const { kind, phase, reasons, observations, ground, note, personId, at } = act;
  return {
    kind,
    reasons: reasons.map((reason) => present(reason)),
    ...present({ phase, observations, ground, note }),
    person: personId,
    at,
  };
}
