import { compileCondition, type Condition } from '../condition/compile.ts';
import type { Tree } from '../condition/tree.ts';
import type { Scope } from '../condition/value-type.ts';
import type { CallDocument } from './call-document.ts';
import type {
  LaterRuleDocument,
  RequiredPaperDocument,
  RequirementDocument,
} from './eligibility-document.ts';
import { isGap } from './gap.ts';
import { readTree, type CallNames } from './names.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** A condition ready to run, with the tree that explains it. */
export interface ReadyCondition {
  readonly tree: Tree;
  readonly holds: Condition;
}

export interface Requirement {
  readonly document: RequirementDocument;
  readonly when: ReadyCondition | undefined;
  /** `undefined` when the number it depends on is a gap: the answer is unknown. */
  readonly require: ReadyCondition | undefined;
  readonly exceptions: readonly {
    readonly id: string;
    readonly when: ReadyCondition;
    readonly require: ReadyCondition;
  }[];
  readonly path: DefinitionPath;
  /** What each partner that a minimum composition counts must meet. */
  readonly counted?: ReadyCondition;
  /** The whole answer, where nothing but one condition on the project decides it. */
  readonly quick: Condition | undefined;
}

/** Something that is handed in with an application, with the condition under which it is due. */
export interface RequiredPaper {
  readonly document: RequiredPaperDocument;
  readonly when: ReadyCondition | undefined;
}

export interface LaterRule {
  readonly document: LaterRuleDocument;
  readonly when: ReadyCondition | undefined;
  readonly require: ReadyCondition;
}

/** Collects the problems of a definition while its conditions are read. */
export class ConditionReader {
  readonly problems: DefinitionProblem[] = [];
  readonly #names: CallNames;

  constructor(names: CallNames) {
    this.#names = names;
  }

  /** A condition that always answers unknown stands in for one that cannot be read, so that reading goes on. */
  read(text: string, scope: Scope, path: DefinitionPath): ReadyCondition {
    const read = readTree(text, scope, 'bool', this.#names, path);
    if ('tree' in read) return { tree: read.tree, holds: compileCondition(read.tree) };
    this.problems.push(read.problem);
    const tree: Tree = { op: 'literal', type: { kind: 'bool' }, value: 1, text: 'true' };
    return { tree, holds: compileCondition(tree) };
  }

  readOptional(
    text: string | undefined,
    scope: Scope,
    path: DefinitionPath,
  ): ReadyCondition | undefined {
    return text === undefined ? undefined : this.read(text, scope, path);
  }
}

/** The requirements of a call in the order of the definition, minimum compositions first. */
export function compileEligibility(
  document: CallDocument,
  names: CallNames,
  reader: ConditionReader,
): readonly Requirement[] {
  return [
    ...minimumCompositions(document, names, reader),
    ...document.eligibility.map((requirement, index) =>
      compileRequirement(requirement, names, reader, ['eligibility', index]),
    ),
  ];
}

function compileRequirement(
  document: RequirementDocument,
  names: CallNames,
  reader: ConditionReader,
  path: DefinitionPath,
): Requirement {
  const scope = document.level === 'partner' ? names.partner : names.project;
  const requirement: Omit<Requirement, 'quick'> = {
    document,
    path,
    when: reader.readOptional(document.when, scope, [...path, 'when']),
    require: reader.read(document.require, scope, [...path, 'require']),
    exceptions: (document.exceptions ?? []).map((exception, index) => ({
      id: exception.id,
      when: reader.read(exception.when, scope, [...path, 'exceptions', index, 'when']),
      require: reader.read(exception.require, scope, [...path, 'exceptions', index, 'require']),
    })),
  };
  return { ...requirement, quick: quickAnswer(requirement) };
}

function quickAnswer({
  document,
  when,
  require,
  exceptions,
}: Omit<Requirement, 'quick'>): Condition | undefined {
  const isPlain = document.level !== 'partner' && !when && exceptions.length === 0;
  return isPlain ? require?.holds : undefined;
}

/** `at least so many partners for whom …` is the requirement that their count reaches it. */
function minimumCompositions(
  call: CallDocument,
  names: CallNames,
  reader: ConditionReader,
): readonly Requirement[] {
  return (call.partnership?.minimum ?? []).map((minimum, index) => {
    const path = ['partnership', 'minimum', index];
    const where = reader.read(minimum.where, names.partner, [...path, 'where']);
    const document: RequirementDocument = {
      id: minimum.id,
      level: 'partnership',
      title: minimum.title,
      article: minimum.article,
      require: minimum.where,
      effect: 'exclude',
      curable: minimum.curable,
      evidence: minimum.title,
    };
    if (isGap(minimum.atLeast))
      return {
        document,
        path,
        when: undefined,
        require: undefined,
        exceptions: [],
        counted: where,
        quick: undefined,
      };
    const tree: Tree = {
      op: 'compare',
      type: { kind: 'bool' },
      sign: '>=',
      left: {
        op: 'count',
        type: { kind: 'int' },
        list: { name: 'partners', slot: 0 },
        variable: 0,
        where: where.tree,
      },
      right: {
        op: 'literal',
        type: { kind: 'int' },
        value: minimum.atLeast,
        text: String(minimum.atLeast),
      },
    };
    const holds = compileCondition(tree);
    const require = { tree, holds };
    return {
      document,
      path,
      when: undefined,
      require,
      exceptions: [],
      counted: where,
      quick: holds,
    };
  });
}

/** Rules on variations (`variations`) or on expense documents (`expenses`). */
export function compileLaterRules(
  rules: readonly LaterRuleDocument[] | undefined,
  scope: Scope,
  reader: ConditionReader,
  key: 'variations' | 'expenses',
): readonly LaterRule[] {
  return (rules ?? []).map((document, index) => ({
    document,
    when: reader.readOptional(document.when, scope, [key, index, 'when']),
    require: reader.read(document.require, scope, [key, index, 'require']),
  }));
}

/** What must be handed in, in the order of the definition. */
export function compilePapers(
  document: CallDocument,
  names: CallNames,
  reader: ConditionReader,
): readonly RequiredPaper[] {
  return (document.papers ?? []).map((paper, index) => ({
    document: paper,
    when: reader.readOptional(
      paper.when,
      paper.level === 'partner' ? names.partner : names.project,
      ['papers', index, 'when'],
    ),
  }));
}
