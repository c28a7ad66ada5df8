import { readsOf, type Tree } from '../condition/tree.ts';
import type {
  ApplicationDocument,
  FactValue,
  PartnerDocument,
} from '../definition/application-document.ts';
import type { Call } from '../definition/compile-call.ts';
import type { FactDocument } from '../definition/fact-document.ts';
import type { FactSlot } from '../definition/names.ts';
import type { RoundDecisions } from '../round/round-decisions.ts';
import { sumCosts } from './sum-costs.ts';

/**
 * Applications without names: ids become `D-0001`… in the order of arrival, subjects `S-0001`…,
 * the same subject always the same one; texts, facts that no rule reads and single expenses are left out.
 */
export function pseudonymise(
  call: Call,
  applications: readonly ApplicationDocument[],
  decisions: RoundDecisions,
): { readonly applications: readonly ApplicationDocument[]; readonly decisions: RoundDecisions } {
  const inOrder = applications.toSorted(byArrival);
  const ids = new Map(inOrder.map((application, index) => [application.id, numbered('D', index)]));
  const subjects = new Map<string, string>();
  const subject = (id: string): string => {
    const known = subjects.get(id) ?? numbered('S', subjects.size);
    subjects.set(id, known);
    return known;
  };
  const read = factsReadBy(call);
  const hide = (application: ApplicationDocument): ApplicationDocument => ({
    ...application,
    id: ids.get(application.id) ?? '',
    ...(application.applicant === undefined ? {} : { applicant: subject(application.applicant) }),
    facts: keepRead(application.facts, call.names.facts, read),
    ...(application.costs && { costs: sumCosts(call, application.costs) }),
    ...(application.partners && {
      partners: application.partners.map((partner) => hidePartner(partner, subject, call, read)),
    }),
  });
  const idOf = (id: string): string => ids.get(id) ?? id;
  return {
    applications: inOrder.map(hide),
    decisions: {
      ...decisions,
      ...(decisions.draws && {
        draws: decisions.draws.map((draw) => ({ ...draw, order: draw.order.map(idOf) })),
      }),
      ...(decisions.ties && {
        ties: decisions.ties.map((tie) => ({
          ...tie,
          applications: tie.applications.map(idOf),
          ...(tie.order && { order: tie.order.map(idOf) }),
        })),
      }),
    },
  };
}

function byArrival(a: ApplicationDocument, b: ApplicationDocument): number {
  if (a.protocol !== undefined && b.protocol !== undefined && a.protocol !== b.protocol)
    return a.protocol - b.protocol;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

function numbered(letter: string, index: number): string {
  return `${letter}-${String(index + 1).padStart(4, '0')}`;
}

function hidePartner(
  partner: PartnerDocument,
  subject: (id: string) => string,
  call: Call,
  read: ReadonlySet<string>,
): PartnerDocument {
  return {
    ...partner,
    id: subject(partner.id),
    ...(partner.costs && { costs: sumCosts(call, partner.costs) }),
    ...(partner.facts && { facts: keepRead(partner.facts, call.names.partnerFacts, read) }),
  };
}

/** Facts that some rule reads; of the entries of a list, the fields that are not unread texts. */
function keepRead(
  facts: { readonly [fact: string]: FactValue },
  slots: readonly FactSlot[],
  read: ReadonlySet<string>,
): { readonly [fact: string]: FactValue } {
  const kept: Record<string, FactValue> = {};
  for (const { fact } of slots) {
    const value = facts[fact.id];
    if (value === undefined || !read.has(fact.id)) continue;
    kept[fact.id] = fact.type === 'list' ? keepFields(value, fact.fields ?? [], read) : value;
  }
  return kept;
}

function keepFields(
  entries: FactValue,
  fields: readonly FactDocument[],
  read: ReadonlySet<string>,
): FactValue {
  if (!Array.isArray(entries)) return entries;
  const wanted = new Set(
    fields.filter((field) => field.type !== 'text' || read.has(field.id)).map((field) => field.id),
  );
  return (entries as readonly { readonly [field: string]: FactValue }[]).map((entry) =>
    Object.fromEntries(Object.entries(entry).filter(([name]) => wanted.has(name))),
  );
}

function factsReadBy(call: Call): ReadonlySet<string> {
  const names = new Set<string>();
  const add = (tree: Tree | undefined): void => {
    if (!tree) return;
    for (const name of readsOf(tree)) names.add(name);
    for (const name of fieldsOf(tree)) names.add(name);
  };
  for (const condition of [
    ...call.factConditions.values(),
    ...call.partnerFactConditions.values(),
    ...call.potConditions.values(),
  ])
    add(condition.tree);
  for (const { tree, document } of call.derived) {
    add(tree);
    if (document.sum) names.add(document.sum.list);
  }
  for (const track of call.tracks.values()) {
    for (const requirement of track.requirements) {
      add(requirement.when?.tree);
      add(requirement.require?.tree);
      for (const exception of requirement.exceptions) {
        add(exception.when.tree);
        add(exception.require.tree);
      }
    }
    for (const criterion of track.score?.criteria ?? [])
      if (criterion.fact !== undefined) names.add(criterion.fact);
    for (const bonus of track.score?.bonuses ?? []) add(bonus.when.tree);
    for (const rate of track.grant?.partnerRates ?? []) add(rate.where.tree);
    for (const ceiling of track.grant?.ceilings ?? []) {
      add(ceiling.when?.tree);
      if (ceiling.document.growth) names.add(ceiling.document.growth.fact);
    }
    const limit = track.grant?.document.partnerCeiling;
    if (limit) names.add(limit.fact);
  }
  for (const key of [call.document.ranking?.keys, call.document.ranking?.ties].flat())
    if (key && 'by' in key && key.by.startsWith('fact:')) names.add(key.by.slice('fact:'.length));
  return names;
}

/** Fields of partners and of list entries; the rows of a list are kept whole. */
function fieldsOf(tree: Tree): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if ('op' in value && value.op === 'field' && 'name' in value && typeof value.name === 'string')
      names.add(value.name);
    for (const child of Object.values(value)) visit(child);
  };
  visit(tree);
  return names;
}
