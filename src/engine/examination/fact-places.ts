import type { Prepared } from '../assessment/prepare-facts.ts';
import { findOpenFacts, type OpenFact } from '../condition/find-open.ts';
import { partsOf, type Tree } from '../condition/tree.ts';
import { unknown } from '../condition/truth.ts';
import type { Track } from '../definition/compile-call.ts';
import { partnersList, variables } from '../definition/names.ts';
import type { FactPlace } from './check.ts';

/** Looks either for the places that conditions read, or for those that keep them from being answered. */
export class PlaceFinder {
  readonly #prepared: Prepared;
  /** The partner at hand, by its place in the list; none for what is asked of the project. */
  readonly #partner: number | undefined;
  readonly #found = new Map<string, FactPlace>();
  readonly #seen = new Set<string>();
  #lacksPartners = false;

  constructor(prepared: Prepared, partner?: number) {
    this.#prepared = prepared;
    this.#partner = partner;
  }

  get lacksPartners(): boolean {
    return this.#lacksPartners;
  }

  /** In the order in which the definition lists the facts. */
  get places(): readonly FactPlace[] {
    const { facts } = this.#prepared.call.document;
    const order = (place: FactPlace): number =>
      facts.findIndex((fact) => fact.id === (place.list ?? place.fact.id));
    return [...this.#found.values()].toSorted((a, b) => order(a) - order(b));
  }

  /** Adds what keeps a condition from being answered. */
  addOpen(tree: Tree): void {
    this.#addOpenTree(tree, this.#partner);
  }

  /** Adds everything a condition reads, and what that is computed from or depends on. */
  addReads(tree: Tree): void {
    this.#visit(tree, new Map());
  }

  /** The same for a fact or a derived fact by its name. */
  addReadsOf(name: string): void {
    this.#readName(name);
  }

  /** Adds what keeps a fact or a derived fact from being known. */
  addOpenOf(name: string): void {
    this.#addOpenName(name);
  }

  #addOpenTree(tree: Tree, place: number | undefined): void {
    const { facts, partners } = this.#prepared;
    const row = place === undefined ? undefined : partners[place]?.row;
    if (row) facts.rows[variables.partner] = row;
    for (const open of findOpenFacts(tree, facts)) this.#addOpenFact(open, place);
  }

  #addOpenFact({ list, row, name }: OpenFact, place: number | undefined): void {
    if (list === 'partners' || list === 'partner') this.#addOpenPartnerFact(name, row ?? place);
    else if (list === undefined) this.#addOpenName(name);
    else if (row === undefined) this.#addOpenName(list);
    else this.#addEntry(list, row, name);
  }

  #addOpenPartnerFact(name: string, place: number | undefined): void {
    const { call, facts, partners } = this.#prepared;
    const slot = call.names.partnerFacts.find((each) => each.fact.id === name);
    const partner = place === undefined ? undefined : partners[place];
    if (!slot || !partner || !this.#isNew(`${place}.${name}`)) return;
    const condition = call.partnerFactConditions.get(slot.slot);
    facts.rows[variables.partner] = partner.row;
    if (condition?.holds(facts) === unknown) this.#addOpenTree(condition.tree, place);
    else this.#add({ fact: slot.fact, partner: partner.id });
  }

  /** A derived fact is not asked: what it is computed from is; nor one that may not apply. */
  #addOpenName(name: string): void {
    const { call, facts } = this.#prepared;
    if (name === 'partners') {
      if (!facts.lists[partnersList]) this.#lacksPartners = true;
      return;
    }
    if (!this.#isNew(name)) return;
    const slot = call.names.facts.find((each) => each.fact.id === name);
    if (slot?.type.kind === 'list') {
      if (!facts.lists[slot.slot]) this.#add({ fact: slot.fact });
      return;
    }
    if (slot) {
      const condition = call.factConditions.get(slot.slot);
      if (condition?.holds(facts) === unknown) this.#addOpenTree(condition.tree, undefined);
      else if (Number.isNaN(facts.numbers[slot.slot])) this.#add({ fact: slot.fact });
      return;
    }
    const derived = call.derived.find((each) => each.document.id === name);
    if (derived?.tree) this.#addOpenTree(derived.tree, undefined);
    else if (derived?.document.sum)
      this.#addOpenSum(derived.document.sum.list, derived.document.sum.field);
  }

  /** Facts may depend on each other in a ring, in which nobody is asked twice. */
  #isNew(name: string): boolean {
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    return true;
  }

  #addOpenSum(list: string, field: string): void {
    const { call, facts } = this.#prepared;
    const slot = call.names.facts.find((each) => each.fact.id === list);
    const place = slot?.fields?.find((each) => each.fact.id === field)?.slot ?? 0;
    const rows = slot && facts.lists[slot.slot];
    if (!rows) return this.#addOpenName(list);
    rows.forEach((row, index) => {
      if (Number.isNaN(row[place])) this.#addEntry(list, index, field);
    });
  }

  #addEntry(list: string, row: number, field: string): void {
    const slot = this.#prepared.call.names.facts.find((each) => each.fact.id === list);
    const fact = slot?.fields?.find((each) => each.fact.id === field)?.fact;
    if (fact) this.#add({ fact, list, entry: `${row}.${field}` });
  }

  /** `lists` says over which list each variable runs within the tree. */
  #visit(tree: Tree, lists: ReadonlyMap<number, string>): void {
    if (tree.op === 'fact') this.#readName(tree.name);
    if (tree.op === 'field') this.#readField(tree, lists);
    if (tree.op === 'count' || tree.op === 'exists' || tree.op === 'all') {
      this.#readName(tree.list.name);
      const within = new Map(lists).set(tree.variable, tree.list.name);
      for (const part of partsOf(tree)) this.#visit(part, within);
      return;
    }
    for (const part of partsOf(tree)) this.#visit(part, lists);
  }

  #readField(tree: Tree & { op: 'field' }, lists: ReadonlyMap<number, string>): void {
    const list = lists.get(tree.variable);
    if (list === undefined && tree.variable === variables.partner)
      this.#readPartnerFact(tree.name, this.#partner);
    else if (list === 'partners') this.#readPartnerFact(tree.name, undefined);
  }

  /** Of one partner, or of all of them where the condition walks through them. */
  #readPartnerFact(name: string, place: number | undefined): void {
    const { call, partners } = this.#prepared;
    const slot = call.names.partnerFacts.find((each) => each.fact.id === name);
    if (!slot || !this.#isNew(`${place ?? 'each'}.${name}`)) return;
    const partner = place === undefined ? undefined : partners[place]?.id;
    this.#add(partner === undefined ? { fact: slot.fact } : { fact: slot.fact, partner });
    const condition = call.partnerFactConditions.get(slot.slot);
    if (!condition) return;
    const lists = new Map<number, string>();
    if (place === undefined) lists.set(variables.partner, 'partners');
    this.#visit(condition.tree, lists);
  }

  #readName(name: string): void {
    if (!this.#isNew(name)) return;
    const { call } = this.#prepared;
    const slot = call.names.facts.find((each) => each.fact.id === name);
    if (slot) {
      this.#add({ fact: slot.fact });
      const condition = slot.type.kind === 'list' ? undefined : call.factConditions.get(slot.slot);
      if (condition) this.#visit(condition.tree, new Map());
      return;
    }
    const derived = call.derived.find((each) => each.document.id === name);
    if (derived?.tree) this.#visit(derived.tree, new Map());
    else if (derived?.document.sum) this.#readName(derived.document.sum.list);
  }

  #add(place: FactPlace): void {
    const { fact, partner, list, entry } = place;
    const key = `${list ?? ''}/${entry ?? ''}/${partner ?? ''}/${fact.level ?? ''}/${fact.id}`;
    if (!this.#found.has(key)) this.#found.set(key, place);
  }
}

/** Whether a value is for the office to give: what it finds itself or reads in a register. */
export function isForOffice({ fact }: FactPlace): boolean {
  return fact.proof === 'office' || fact.proof === 'register';
}

/** The line applied for, or the one it is part of. */
export function holdsOn(lines: readonly string[] | undefined, track: Track): boolean {
  if (lines === undefined || lines.includes(track.id)) return true;
  return track.line !== undefined && lines.includes(track.line);
}
