import {
  decideRequirement,
  decideRequirementForPartner,
} from '../assessment/assess-eligibility.ts';
import { outcomes, type RequirementOutcome } from '../assessment/assessment.ts';
import type { Prepared } from '../assessment/prepare-facts.ts';
import type { Tree } from '../condition/tree.ts';
import { yes } from '../condition/truth.ts';
import type { Call } from '../definition/compile-call.ts';
import type { Requirement } from '../definition/compile-eligibility.ts';
import { isGap, type Gap } from '../definition/gap.ts';
import { partnersList, variables } from '../definition/names.ts';
import type { Check, Verdict } from './check.ts';
import { isForOffice, PlaceFinder } from './fact-places.ts';
import { findingsInForce, subjectOf, type Finding } from './finding.ts';
import { checkMinimumProject } from './minimum-project-check.ts';
import { paperChecks } from './paper-checks.ts';
import { phasesOf } from './phases.ts';

/**
 * Everything that is checked of an application in the line it applies for, phase by phase: the
 * requirements with what follows from the facts, one check for each partner where each must meet
 * it, and the papers. A verdict of the office among the findings counts before the computed one.
 * `prepared` is the application with its findings on facts already merged in.
 */
export function listChecks(
  call: Call,
  prepared: Prepared,
  findings: readonly Finding[] = [],
): readonly Check[] {
  const phases = phasesOf(call).map((phase) => phase.id);
  const first = phases[0] ?? '';
  const computed = [
    ...prepared.track.requirements.flatMap((each) => requirementChecks(each, prepared, first)),
    ...checkMinimumProject(prepared, first),
    ...paperChecks(prepared, first),
  ];
  const said = verdictsOf(findings);
  return computed
    .map((check) => withVerdict(check, said.get(check.id)))
    .toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
}

/** The verdicts of the office by the id of the check they are on. */
function verdictsOf(findings: readonly Finding[]): ReadonlyMap<string, Verdict> {
  const said = new Map<string, Verdict>();
  for (const finding of findingsInForce(findings)) {
    const { value } = finding;
    if (value === 'met' || value === 'not-met' || value === 'not-applicable')
      said.set(subjectOf(finding), value);
  }
  return said;
}

function withVerdict(check: Check, verdict: Verdict | undefined): Check {
  if (verdict === undefined) return check;
  const isOverruled = check.computed !== 'unknown' && check.computed !== verdict;
  return { ...check, verdict, decidedBy: 'office', isOverruled };
}

function requirementChecks(
  requirement: Requirement,
  prepared: Prepared,
  firstPhase: string,
): readonly Check[] {
  const { facts, partners } = prepared;
  if (requirement.document.level !== 'partner' || !facts.lists[partnersList]) {
    const outcome = decideRequirement(requirement, facts);
    return [requirementCheck(requirement, prepared, firstPhase, outcome)];
  }
  return partners.map(({ row }, place) => {
    const outcome = decideRequirementForPartner(requirement, facts, row);
    return requirementCheck(requirement, prepared, firstPhase, outcome, place);
  });
}

function requirementCheck(
  requirement: Requirement,
  prepared: Prepared,
  firstPhase: string,
  outcome: RequirementOutcome,
  place?: number,
): Check {
  const { id, phase, level, title, article, evidence, effect, curable } = requirement.document;
  const partner = place === undefined ? undefined : prepared.partners[place]?.id;
  const ofPartner = partner === undefined ? {} : { partner };
  const computed = verdictOf(outcome);
  const holding = exceptionsOf(requirement, prepared, place);
  const [exception] = holding;
  return {
    id: subjectOf({ kind: 'requirement', subject: id, ...ofPartner }),
    kind: 'requirement',
    subject: id,
    phase: phase ?? firstPhase,
    level,
    ...ofPartner,
    title,
    article,
    ...(holding.length === 1 && exception ? { exception } : {}),
    evidence,
    effect,
    curable,
    verdict: computed,
    decidedBy: 'engine',
    computed,
    isOverruled: false,
    clash: outcome === outcomes.exceptionsClash ? holding.map((each) => each.id) : [],
    gaps: gapsOf(requirement, prepared),
    ...placesOf(requirement, prepared, place, computed),
    readsCosts: false,
    signers: [],
    figure: `requirement:${id}`,
  };
}

const verdicts: Readonly<Record<RequirementOutcome, Verdict>> = {
  [outcomes.notMet]: 'not-met',
  [outcomes.met]: 'met',
  [outcomes.unknown]: 'unknown',
  [outcomes.notApplicable]: 'not-applicable',
  [outcomes.exceptionsClash]: 'unknown',
};

function verdictOf(outcome: RequirementOutcome): Verdict {
  return verdicts[outcome];
}

/** The exceptions that surely hold, for the partner at hand. */
function exceptionsOf(requirement: Requirement, prepared: Prepared, place: number | undefined) {
  const { facts, partners } = prepared;
  const row = place === undefined ? undefined : partners[place]?.row;
  if (row) facts.rows[variables.partner] = row;
  return requirement.exceptions.flatMap((exception, index) => {
    const document = requirement.document.exceptions?.[index];
    if (!document || exception.when.holds(facts) !== yes) return [];
    return [{ id: document.id, article: document.article }];
  });
}

function placesOf(
  requirement: Requirement,
  prepared: Prepared,
  place: number | undefined,
  computed: Verdict,
): Pick<Check, 'asks' | 'missing' | 'absent' | 'reads'> {
  const trees = treesOf(requirement);
  const read = new PlaceFinder(prepared, place);
  for (const tree of trees) read.addReads(tree);
  const open = new PlaceFinder(prepared, place);
  if (computed === 'unknown') for (const tree of trees) open.addOpen(tree);
  const isUnlisted = requirement.document.level === 'partner' && place === undefined;
  return {
    asks: open.places.filter(isForOffice),
    missing: open.places.filter((each) => !isForOffice(each)),
    absent: isUnlisted || open.lacksPartners ? ['partners'] : [],
    reads: read.places,
  };
}

/** Only how many partners are needed can be a gap of a requirement. */
function gapsOf({ require, document }: Requirement, { call }: Prepared): readonly Gap['unknown'][] {
  if (require) return [];
  const minimum = call.document.partnership?.minimum.find((each) => each.id === document.id);
  return isGap(minimum?.atLeast) ? [minimum.atLeast.unknown] : [];
}

/** Whether it applies comes first, as it does when it is read aloud. */
function treesOf({ when, require, exceptions, counted }: Requirement): readonly Tree[] {
  return [
    when?.tree,
    ...exceptions.map((exception) => exception.when.tree),
    require?.tree ?? counted?.tree,
    ...exceptions.map((exception) => exception.require.tree),
  ].filter((tree) => tree !== undefined);
}
