import { compileFormula, compileRange, type Formula, type RangeOf } from '../condition/compile.ts';
import { readsOf, type Tree } from '../condition/tree.ts';
import type { Scope } from '../condition/value-type.ts';
import { findNearest } from '../text/nearest.ts';
import type { CallDocument } from './call-document.ts';
import { checkCall } from './check-call.ts';
import { compileCosts, type CostPlan } from './compile-costs.ts';
import {
  compileEligibility,
  compileLaterRules,
  compilePapers,
  ConditionReader,
  type LaterRule,
  type ReadyCondition,
  type RequiredPaper,
  type Requirement,
} from './compile-eligibility.ts';
import { compileGrant, type GrantPlan } from './compile-grant.ts';
import { compileScore, type Score } from './compile-score.ts';
import type { DerivedDocument } from './fact-document.ts';
import { fillGaps, type OpenGap } from './fill-gaps.ts';
import type { Decision, DecisionsDocument } from './gap.ts';
import { nameFacts, readTree, type CallNames, type FactSlot } from './names.ts';
import type { DefinitionProblem } from './problem.ts';

/** A fact computed from others, ready to run. */
export interface Derived {
  readonly document: DerivedDocument;
  readonly slot: number;
  readonly value: Formula;
  readonly range: RangeOf;
  /** `undefined` for a sum over a list. */
  readonly tree: Tree | undefined;
}

/** The rules that hold for one line or sub-line: what an application is assessed by. */
export interface Track {
  readonly id: string;
  readonly line: string | undefined;
  readonly requirements: readonly Requirement[];
  readonly costs: CostPlan | undefined;
  readonly grant: GrantPlan | undefined;
  readonly score: Score | undefined;
}

/** A call read, checked and ready to run. Never changed once made. */
export interface Call {
  readonly document: CallDocument;
  readonly names: CallNames;
  /** Facts with a condition of their own, by slot. */
  readonly factConditions: ReadonlyMap<number, ReadyCondition>;
  /** The same for facts of partners, by slot in a partner's row. */
  readonly partnerFactConditions: ReadonlyMap<number, ReadyCondition>;
  readonly derived: readonly Derived[];
  readonly tracks: ReadonlyMap<string, Track>;
  readonly variations: readonly LaterRule[];
  readonly expenses: readonly LaterRule[];
  readonly papers: readonly RequiredPaper[];
  readonly potConditions: ReadonlyMap<string, ReadyCondition>;
  readonly gaps: readonly OpenGap[];
  readonly decisions: readonly Decision[];
  /** Whether it rests on values invented for a rehearsal. */
  readonly isFictional: boolean;
}

/** The id of the only track of a call without lines. */
export const onlyTrack = 'call';

/**
 * Reads a definition that has the right shape: fills its gaps with the decisions, resolves every
 * name, checks every type, band, cap and maximum, and returns either a call that can be run or
 * everything that is wrong with it.
 */
export function compileCall(
  source: CallDocument,
  decisions: readonly DecisionsDocument[] = [],
): { readonly call: Call } | { readonly problems: readonly DefinitionProblem[] } {
  const filled = fillGaps(source, decisions);
  const { document } = filled;
  const { names, problems: nameProblems } = nameFacts(document);
  const reader = new ConditionReader(names);
  const problems = [...filled.problems, ...nameProblems];
  const derived = compileDerived(document, names, problems);
  const requirements = compileEligibility(document, names, reader);
  const tracks = compileTracks(document, names, reader, requirements, problems);
  const call: Call = {
    document,
    names,
    derived,
    tracks,
    factConditions: compileFactConditions(names.facts, document, names.project, reader),
    partnerFactConditions: compileFactConditions(
      names.partnerFacts,
      document,
      names.partner,
      reader,
    ),
    variations: compileLaterRules(document.variations, names.later, reader, 'variations'),
    expenses: compileLaterRules(document.expenses, names.expense, reader, 'expenses'),
    papers: compilePapers(document, names, reader),
    potConditions: compilePotConditions(document, names, reader),
    gaps: filled.gaps,
    decisions: filled.used,
    isFictional: document.fictional === true || decisions.some((file) => file.fictional),
  };
  problems.push(...reader.problems, ...checkCall(document, names));
  return problems.length > 0 ? { problems: distinct(problems) } : { call };
}

/** Ids of what an application can be made for: sub-lines where there are some, otherwise lines. */
export function leavesOf(
  document: CallDocument,
): readonly { readonly id: string; readonly line: string | undefined }[] {
  if (!document.lines?.length) return [{ id: onlyTrack, line: undefined }];
  return document.lines.flatMap((line) =>
    line.sublines?.length
      ? line.sublines.map((subline) => ({ id: subline.id, line: line.id }))
      : [{ id: line.id, line: line.id }],
  );
}

function compileTracks(
  document: CallDocument,
  names: CallNames,
  reader: ConditionReader,
  requirements: readonly Requirement[],
  problems: DefinitionProblem[],
): ReadonlyMap<string, Track> {
  const tracks = new Map<string, Track>();
  for (const { id, line } of leavesOf(document)) {
    const holdsHere = (lines: readonly string[] | undefined): boolean =>
      lines === undefined || lines.includes(id) || (line !== undefined && lines.includes(line));
    const costs = document.costs && compileCosts(document.costs, holdsHere);
    const grant = document.grant && compileGrant(document.grant, holdsHere, names, reader);
    const score = document.score && compileScore(document.score, holdsHere, names, reader);
    problems.push(
      ...(costs?.problems ?? []),
      ...(grant?.problems ?? []),
      ...(score?.problems ?? []),
    );
    tracks.set(id, {
      id,
      line,
      requirements: requirements.filter((requirement) => holdsHere(requirement.document.lines)),
      costs: costs?.plan,
      grant: grant?.plan,
      score: score?.score,
    });
  }
  return tracks;
}

/** Derived facts in an order in which each one reads only those before it. */
function compileDerived(
  document: CallDocument,
  names: CallNames,
  problems: DefinitionProblem[],
): readonly Derived[] {
  const compiled = (document.derived ?? []).flatMap((derived, index) => {
    const slot = names.derivedSlots.get(derived.id) ?? 0;
    if (derived.sum) return [...sumOver(derived, derived.sum, slot, names, index, problems)];
    if (derived.formula === undefined) {
      problems.push({
        code: 'derived-unclear',
        message: `"${derived.id}" needs a formula or a sum`,
        path: ['derived', index],
      });
      return [];
    }
    const path = ['derived', index, 'formula'];
    const read = readTree(derived.formula, names.project, derived.type, names, path);
    if ('problem' in read) {
      problems.push(read.problem);
      return [];
    }
    const value = compileFormula(read.tree);
    return [
      {
        document: derived,
        slot,
        value,
        range: compileRange(read.tree),
        tree: read.tree,
        reads: readsOf(read.tree),
      },
    ];
  });
  return inOrder(compiled, problems, document);
}

function sumOver(
  document: DerivedDocument,
  sum: { readonly list: string; readonly field: string },
  slot: number,
  names: CallNames,
  index: number,
  problems: DefinitionProblem[],
): readonly (Derived & { readonly reads: ReadonlySet<string> })[] {
  const list = names.project.get(sum.list);
  const field = list?.type.kind === 'list' ? list.type.fields.get(sum.field) : undefined;
  if (!list || !field || field.type.kind !== document.type) {
    const known = list?.type.kind === 'list' ? list.type.fields.keys() : names.project.keys();
    const wrong = list ? sum.field : sum.list;
    const suggestion = findNearest(wrong, known);
    problems.push({
      code: 'unknown-name',
      message: `there is no ${document.type} "${sum.field}" in a list "${sum.list}"`,
      path: ['derived', index, 'sum', list ? 'field' : 'list'],
      ...(suggestion && suggestion !== wrong ? { suggestion } : {}),
    });
    return [];
  }
  const value: Formula = (facts) => {
    const rows = facts.lists[list.slot];
    return rows
      ? rows.reduce((total, row) => total + (row[field.slot] ?? Number.NaN), 0)
      : Number.NaN;
  };
  const range: RangeOf = (facts) => {
    const exact = value(facts);
    const known = (facts.lists[list.slot] ?? []).reduce(
      (total, row) => total + Math.max(0, row[field.slot] || 0),
      0,
    );
    return exact === exact
      ? { low: exact, high: exact }
      : { low: known, high: Number.POSITIVE_INFINITY };
  };
  return [{ document, slot, value, range, tree: undefined, reads: new Set([sum.list]) }];
}

function inOrder(
  derived: readonly (Derived & { readonly reads: ReadonlySet<string> })[],
  problems: DefinitionProblem[],
  document: CallDocument,
): readonly Derived[] {
  const waiting = new Map(derived.map((each) => [each.document.id, each]));
  const ordered: Derived[] = [];
  while (waiting.size > 0) {
    const ready = [...waiting.values()].filter(
      (each) => ![...each.reads].some((name) => waiting.has(name)),
    );
    if (ready.length === 0) {
      const ring = [...waiting.keys()].join(', ');
      const index = (document.derived ?? []).findIndex((each) => waiting.has(each.id));
      problems.push({
        code: 'cycle',
        message: `these facts are computed from each other: ${ring}`,
        path: ['derived', index],
      });
      break;
    }
    for (const each of ready) {
      ordered.push(each);
      waiting.delete(each.document.id);
    }
  }
  return ordered;
}

function compileFactConditions(
  slots: readonly FactSlot[],
  document: CallDocument,
  scope: Scope,
  reader: ConditionReader,
): ReadonlyMap<number, ReadyCondition> {
  const conditions = new Map<number, ReadyCondition>();
  for (const { fact, slot } of slots) {
    if (fact.when === undefined || fact.type === 'list') continue;
    const path = ['facts', document.facts.indexOf(fact), 'when'];
    conditions.set(slot, reader.read(fact.when, scope, path));
  }
  return conditions;
}

function compilePotConditions(
  document: CallDocument,
  names: CallNames,
  reader: ConditionReader,
): ReadonlyMap<string, ReadyCondition> {
  const conditions = new Map<string, ReadyCondition>();
  (document.funding?.pots ?? []).forEach((pot, index) => {
    if (pot.when !== undefined)
      conditions.set(
        pot.id,
        reader.read(pot.when, names.project, ['funding', 'pots', index, 'when']),
      );
  });
  return conditions;
}

function distinct(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  const seen = new Map(
    problems.map((each) => [
      `${each.document ?? ''} ${each.path.join('/')} ${each.code} ${each.message}`,
      each,
    ]),
  );
  return [...seen.values()];
}
