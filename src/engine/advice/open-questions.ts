import { outcomes, type Assessment } from '../assessment/assessment.ts';
import { isKnown } from '../assessment/ranges.ts';
import { findOpenFacts, type OpenFact } from '../condition/find-open.ts';
import type { Facts } from '../condition/facts.ts';
import type { Tree } from '../condition/tree.ts';
import { unknown } from '../condition/truth.ts';
import type { Requirement } from '../definition/compile-eligibility.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import { partnersList, variables } from '../definition/names.ts';

/** Something that is still to be said, with the rule that needs it. */
export type OpenQuestion =
  | {
      readonly kind: 'fact';
      readonly fact: FactDocument;
      readonly partner?: number;
      readonly neededBy: string;
      readonly article: string;
    }
  | { readonly kind: 'partners'; readonly neededBy: string; readonly article: string }
  | { readonly kind: 'costs'; readonly neededBy: string; readonly article: string };

/** The facts that still matter, in the order of the definition: first for eligibility, then for score and grant. */
export function findOpenQuestions(
  assessment: Assessment,
  hasCosts: boolean,
): readonly OpenQuestion[] {
  const collector = new Collector(assessment);
  collector.addRequirements();
  const eligibility = collector.inOrder();
  collector.addCosts(hasCosts);
  collector.addScore();
  return [...eligibility, ...collector.inOrder(eligibility.length)];
}

class Collector {
  readonly #assessment: Assessment;
  readonly #facts: Facts;
  readonly #found = new Map<string, { readonly question: OpenQuestion; readonly order: number }>();

  constructor(assessment: Assessment) {
    this.#assessment = assessment;
    this.#facts = assessment.prepared.facts;
  }

  /** Those that were found after so many others. */
  inOrder(after = 0): readonly OpenQuestion[] {
    return [...this.#found.values()]
      .slice(after)
      .toSorted((a, b) => a.order - b.order)
      .map((each) => each.question);
  }

  addRequirements(): void {
    const { prepared, requirements } = this.#assessment;
    prepared.track.requirements.forEach((requirement, index) => {
      if (requirement.document.effect !== 'exclude' || requirements[index] !== outcomes.unknown)
        return;
      this.#addRequirement(requirement);
    });
  }

  #addRequirement(requirement: Requirement): void {
    const { id, article, level } = requirement.document;
    const trees = [
      requirement.when?.tree,
      ...requirement.exceptions.map((exception) => exception.when.tree),
      requirement.require?.tree,
      ...requirement.exceptions.map((exception) => exception.require.tree),
    ].filter((tree) => tree !== undefined);
    if (level !== 'partner') {
      for (const tree of trees) this.#addTree(tree, id, article);
      return;
    }
    const rows = this.#facts.lists[partnersList];
    if (!rows) this.#add({ kind: 'partners', neededBy: id, article });
    rows?.forEach((row, partner) => {
      this.#facts.rows[variables.partner] = row;
      for (const tree of trees) this.#addTree(tree, id, article, partner);
    });
  }

  addCosts(hasCosts: boolean): void {
    const { prepared, costs, grant } = this.#assessment;
    if (!costs || !grant || isKnown(grant.amount)) return;
    const { article } = prepared.track.grant?.document ?? { article: '' };
    const isDeclared = hasCosts || prepared.partners.some((partner) => partner.costs);
    if (!isDeclared) this.#add({ kind: 'costs', neededBy: 'grant', article });
    for (const ceiling of prepared.track.grant?.ceilings ?? []) {
      if (ceiling.when) this.#addTree(ceiling.when.tree, 'grant', ceiling.document.article);
      if (ceiling.document.growth)
        this.#addName(ceiling.document.growth.fact, 'grant', ceiling.document.article);
    }
  }

  addScore(): void {
    const { prepared, score } = this.#assessment;
    if (!score || score.passes !== unknown) return;
    prepared.track.score?.criteria.forEach((criterion, index) => {
      const points = score.criteria[index];
      if (points && !isKnown(points) && criterion.fact !== undefined)
        this.#addName(criterion.fact, criterion.document.id, criterion.document.article);
    });
  }

  #addTree(tree: Tree, neededBy: string, article: string, partner?: number): void {
    for (const open of findOpenFacts(tree, this.#facts))
      this.#addOpen(open, neededBy, article, partner);
  }

  #addOpen(open: OpenFact, neededBy: string, article: string, partner: number | undefined): void {
    const { names } = this.#assessment.prepared.call;
    if (open.list === 'partners' || open.list === 'partner') {
      const fact = names.partnerFacts.find((slot) => slot.fact.id === open.name)?.fact;
      const place = open.row ?? partner;
      if (fact)
        this.#add({
          kind: 'fact',
          fact,
          ...(place === undefined ? {} : { partner: place }),
          neededBy,
          article,
        });
      return;
    }
    this.#addName(open.list ?? open.name, neededBy, article);
  }

  /** A derived fact is not asked: what it is computed from is. */
  #addName(name: string, neededBy: string, article: string): void {
    const { call } = this.#assessment.prepared;
    if (name === 'partners') {
      if (!this.#facts.lists[partnersList]) this.#add({ kind: 'partners', neededBy, article });
      return;
    }
    const slot = call.names.facts.find((each) => each.fact.id === name);
    const applies =
      slot && slot.type.kind !== 'list' ? call.factConditions.get(slot.slot) : undefined;
    if (applies?.holds(this.#facts) === unknown) {
      this.#addTree(applies.tree, neededBy, article);
      return;
    }
    if (slot) {
      const isOpen =
        slot.type.kind === 'list'
          ? !this.#facts.lists[slot.slot]
          : Number.isNaN(this.#facts.numbers[slot.slot]);
      if (isOpen) this.#add({ kind: 'fact', fact: slot.fact, neededBy, article });
      return;
    }
    const derived = call.derived.find((each) => each.document.id === name);
    if (derived?.tree) this.#addTree(derived.tree, neededBy, article);
    else if (derived?.document.sum) this.#addName(derived.document.sum.list, neededBy, article);
  }

  #add(question: OpenQuestion): void {
    const key =
      question.kind === 'fact' ? `${question.partner ?? ''}/${question.fact.id}` : question.kind;
    if (this.#found.has(key)) return;
    this.#found.set(key, { question, order: this.#orderOf(question) });
  }

  /** The author's order: facts as the definition lists them, the partnership first, costs last. */
  #orderOf(question: OpenQuestion): number {
    const { facts } = this.#assessment.prepared.call.document;
    if (question.kind === 'partners') return -1;
    if (question.kind === 'costs') return facts.length;
    return (placesOf(facts).get(question.fact) ?? -1) + (question.partner ?? 0) / 1_000_000;
  }
}

const places = new WeakMap<readonly FactDocument[], ReadonlyMap<FactDocument, number>>();

/** Where each fact stands in its definition, which is asked for each open fact of each partner. */
function placesOf(facts: readonly FactDocument[]): ReadonlyMap<FactDocument, number> {
  const known = places.get(facts) ?? new Map(facts.map((fact, index) => [fact, index]));
  places.set(facts, known);
  return known;
}
