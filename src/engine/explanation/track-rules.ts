import type { Tree } from '../condition/tree.ts';
import { readsOf } from '../condition/tree.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import type { ScoreWay } from '../definition/compile-criterion.ts';
import type { Score } from '../definition/compile-score.ts';
import type { CostPlan } from '../definition/compile-costs.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { partnerRoleSlot } from '../definition/names.ts';
import type { Localized } from '../definition/gap.ts';
import { commonCriteria, commonRequirements, commonValues } from './common-figures.ts';
import type { Figure, Rule } from './figure.ts';
import { limitsOf } from './limits.ts';

/** A fact or list that a rule reads, ready to become an input of its explanation. */
export type Read =
  | {
      readonly kind: 'number';
      readonly slot: number;
      readonly rule: Rule;
      readonly derived: readonly Read[];
      /** By value: the figure that explanations share. */
      readonly common: readonly (readonly [Figure])[];
    }
  | { readonly kind: 'list'; readonly slot: number; readonly rule: Rule }
  | { readonly kind: 'partner'; readonly slot: number; readonly rule: Rule };

/** The rules of a track as explanations name them; made once, shared by every explanation. */
export interface TrackRules {
  readonly eligible: Rule;
  readonly outcome: Rule;
  readonly passes: Rule;
  readonly requirements: readonly {
    readonly rule: Rule & { readonly kind: 'requirement' };
    readonly reads: readonly Read[];
    /** Facts of each partner, for a requirement on partners. */
    readonly partnerReads: readonly Read[] | undefined;
    /** By value of its only fact and outcome: the figure that explanations share. */
    readonly common: readonly (readonly Figure[])[];
  }[];
  readonly declared: readonly Rule[];
  readonly recognised: readonly Rule[];
  readonly parts: readonly Rule[];
  readonly admitted: readonly { readonly rule: Rule; readonly bases: readonly Rule[] }[];
  readonly declaredTotal: Rule;
  readonly admittedTotal: Rule;
  readonly minimumProject: Rule | undefined;
  readonly byRate: Rule | undefined;
  readonly ceilings: readonly { readonly rule: Rule; readonly reads: readonly Read[] }[];
  readonly grant: Rule | undefined;
  readonly criteria: readonly {
    readonly rule: Rule;
    readonly way: ScoreWay;
    readonly reads: readonly Read[];
    /** By value of its fact: the figure that explanations share. */
    readonly common: readonly Figure[];
  }[];
  readonly net: Rule | undefined;
  readonly bonuses: readonly { readonly rule: Rule; readonly reads: readonly Read[] }[];
  readonly bonusTotal: Rule | undefined;
  readonly gross: Rule;
  readonly thresholds: readonly { readonly rule: Rule; readonly of: 'net' | 'gross' | number }[];
}

const made = new WeakMap<Track, TrackRules>();

export function rulesOf(call: Call, track: Track): TrackRules {
  const known = made.get(track);
  if (known) return known;
  const rules = makeRules(call, track);
  made.set(track, rules);
  return rules;
}

function makeRules(call: Call, track: Track): TrackRules {
  const { costs, grant, score } = track;
  const reader = new Reads(call);
  return {
    eligible: { kind: 'eligible' },
    outcome: { kind: 'outcome' },
    passes: { kind: 'passes' },
    gross: { kind: 'gross', article: score?.document.article },
    declaredTotal: { kind: 'declared-total' },
    requirements: track.requirements.map((requirement) => {
      const trees = [
        requirement.when?.tree,
        requirement.require?.tree,
        ...requirement.exceptions.flatMap((each) => [each.when.tree, each.require.tree]),
      ];
      const isPartner = requirement.document.level === 'partner';
      const rule = { kind: 'requirement', requirement } as const;
      const reads = reader.of(trees);
      return {
        rule,
        reads,
        partnerReads: isPartner ? reader.ofPartner(trees) : undefined,
        common: isPartner ? [] : commonRequirements(rule, reads),
      };
    }),
    declared: (costs?.categories ?? []).map((category) => ({ kind: 'declared', category })),
    recognised: (costs?.categories ?? []).map((category) => ({ kind: 'recognised', category })),
    parts: (costs?.categories ?? []).map((category) => ({ kind: 'part', category })),
    admitted: costs ? admittedRules(costs) : [],
    admittedTotal: {
      kind: 'admitted-total',
      compiled: costs?.variants.length === 1 ? costs.variants[0]?.compiled : undefined,
    },
    minimumProject: grant?.minimumProject && { kind: 'minimum-project', plan: grant },
    byRate: grant && { kind: 'by-rate', plan: grant },
    ceilings: (grant?.ceilings ?? []).map((ceiling) => ({
      rule: { kind: 'ceiling', ceiling },
      reads: [
        ...reader.byName(ceiling.document.growth ? [ceiling.document.growth.fact] : []),
        ...reader.of([ceiling.when?.tree]),
      ],
    })),
    grant: grant && { kind: 'grant', plan: grant },
    criteria: score ? criteriaRules(score, reader) : [],
    net: score && { kind: 'net', score },
    bonuses: (score?.bonuses ?? []).map((bonus) => ({
      rule: { kind: 'bonus', bonus },
      reads: reader.of([bonus.when.tree]),
    })),
    bonusTotal: score && { kind: 'bonus-total', score },
    thresholds: thresholdRules(track),
  };
}

function criteriaRules(score: Score, reader: Reads): TrackRules['criteria'] {
  return score.criteria.map((criterion) => {
    const rule: Rule = { kind: 'criterion', criterion, score };
    const reads = reader.byName(criterion.fact === undefined ? [] : [criterion.fact]);
    return { rule, way: criterion.way, reads, common: commonCriteria(rule, criterion, reads) };
  });
}

/** In the order in which an assessment lists them: on net, on single criteria, on gross. */
function thresholdRules(track: Track): TrackRules['thresholds'] {
  const { score } = track;
  if (!score) return [];
  const onTotal = (on: 'net' | 'gross') =>
    score.thresholds
      .filter((threshold) => threshold.on === on)
      .map((threshold) => ({
        rule: {
          kind: 'threshold',
          threshold,
          title: totalTitles[on],
          document: score.document.thresholds.find((each) => each.id === threshold.id),
        } as const,
        of: on,
      }));
  const single = score.criteria.flatMap((criterion, index) =>
    criterion.atLeast === undefined
      ? []
      : [
          {
            rule: {
              kind: 'threshold',
              threshold: { article: criterion.document.article, atLeast: criterion.atLeast },
              title: criterion.document.title,
              document: criterion.document.atLeast,
            } as const,
            of: index,
          },
        ],
  );
  return [...onTotal('net'), ...single, ...onTotal('gross')];
}

const totalTitles: Readonly<Record<'net' | 'gross', Localized>> = {
  net: { it: 'punteggio al netto delle premialità', en: 'score net of bonuses' },
  gross: { it: 'punteggio con le premialità', en: 'score with bonuses' },
};

function admittedRules(plan: CostPlan): TrackRules['admitted'] {
  return plan.categories.map((category, index) => {
    const limits = limitsOf(plan, index);
    return {
      rule: { kind: 'admitted', category, index, limits },
      bases: limits.map((limit) => ({ kind: 'base', limit })),
    };
  });
}

/** Finds, for the trees of a rule, the facts that its explanation shows. */
class Reads {
  readonly #byName = new Map<string, Read>();
  readonly #partner = new Map<string, Read>();

  constructor(call: Call) {
    for (const { fact, slot, type } of call.names.facts) {
      const isList = type.kind === 'list';
      const rule: Rule = isList ? { kind: 'list', name: fact.id } : { kind: 'fact', fact, type };
      this.#byName.set(
        fact.id,
        isList
          ? { kind: 'list', slot, rule }
          : { kind: 'number', slot, rule, derived: [], common: commonValues(rule, type) },
      );
    }
    this.#byName.set('partners', {
      kind: 'list',
      slot: 0,
      rule: { kind: 'list', name: 'partners' },
    });
    for (const derived of call.derived) {
      const names = derived.tree
        ? readsOf(derived.tree)
        : new Set(derived.document.sum ? [derived.document.sum.list] : []);
      const rule: Rule = { kind: 'derived', derived, type: { kind: derived.document.type } };
      this.#byName.set(derived.document.id, {
        kind: 'number',
        slot: derived.slot,
        rule,
        derived: this.byName([...names]),
        common: [],
      });
    }
    const role = roleFact(call);
    this.#partner.set(role.id, {
      kind: 'partner',
      slot: partnerRoleSlot,
      rule: { kind: 'fact', fact: role, type: { kind: 'option', options: optionIds(role) } },
    });
    for (const { fact, slot, type } of call.names.partnerFacts)
      this.#partner.set(fact.id, { kind: 'partner', slot, rule: { kind: 'fact', fact, type } });
  }

  byName(names: readonly string[]): readonly Read[] {
    return names.flatMap((name) => this.#byName.get(name) ?? []);
  }

  of(trees: readonly (Tree | undefined)[]): readonly Read[] {
    const names = new Set(trees.flatMap((tree) => (tree ? [...readsOf(tree)] : [])));
    return this.byName([...names]);
  }

  /** Facts of the partner at hand. */
  ofPartner(trees: readonly (Tree | undefined)[]): readonly Read[] {
    const names = new Set<string>();
    const visit = (tree: Tree): void => {
      if (tree.op === 'field' && tree.variable === 0) names.add(tree.name);
      for (const part of Object.values(tree)) {
        if (Array.isArray(part)) part.forEach((each: unknown) => isTree(each) && visit(each));
        else if (isTree(part)) visit(part);
      }
    };
    for (const tree of trees) if (tree) visit(tree);
    return [...names].flatMap((name) => this.#partner.get(name) ?? []);
  }
}

/** The role of a partner, which every partnership has, as if the call had declared it. */
export function roleFact(call: Call): FactDocument {
  const roles = call.document.partnership?.roles ?? [];
  return {
    id: 'role',
    type: 'option',
    level: 'partner',
    label: { it: 'ruolo', en: 'role' },
    proof: 'applicant',
    options: roles.map(({ id, label }) => ({ id, label })),
  };
}

function optionIds(fact: FactDocument): readonly string[] {
  return (fact.options ?? []).map((option) => option.id);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && 'op' in value;
}
