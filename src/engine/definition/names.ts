import { checkCondition } from '../condition/check-types.ts';
import { parseCondition } from '../condition/parse.ts';
import type { Tree } from '../condition/tree.ts';
import type { NameEntry, Scope, ValueType } from '../condition/value-type.ts';
import type { CallDocument } from './call-document.ts';
import type { DerivedDocument, FactDocument, FactType } from './fact-document.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** A set of options is kept as bits of one number. */
const optionsMax = 30;

/** Index under which each kind of entry is bound while conditions run. */
export const variables = {
  partner: 0,
  before: 1,
  after: 2,
  expense: 3,
  event: 4,
  deadline: 5,
  first: 6,
} as const;

/** Where a fact of the application, of a partner, or of an entry keeps its value. */
export interface FactSlot {
  readonly fact: FactDocument;
  readonly slot: number;
  readonly type: ValueType;
  /** Slots of the fields, for a list. */
  readonly fields?: readonly FactSlot[];
}

/** Everything that the conditions of a call may name. */
export interface CallNames {
  readonly facts: readonly FactSlot[];
  readonly partnerFacts: readonly FactSlot[];
  readonly derivedSlots: ReadonlyMap<string, number>;
  readonly numberCount: number;
  readonly listCount: number;
  readonly texts: ReadonlyMap<string, number>;
  readonly project: Scope;
  /** With `partner`, the partner at hand. */
  readonly partner: Scope;
  /** With `before`, `after`, `event` and `deadline`. */
  readonly later: Scope;
  /** The later scope with `expense`. */
  readonly expense: Scope;
}

/** The list of partners is always the first list. */
export const partnersList = 0;
/** A row of a partner begins with its id and its role. */
export const partnerIdSlot = 0;
export const partnerRoleSlot = 1;

/** Gives every fact a place, and says which names cannot be used. */
export function nameFacts(document: CallDocument): {
  names: CallNames;
  problems: readonly DefinitionProblem[];
} {
  const problems: DefinitionProblem[] = [];
  const project = new Map<string, NameEntry>();
  const facts: FactSlot[] = [];
  let numbers = 0;
  let lists = 1;
  document.facts.forEach((fact, index) => {
    if (fact.level === 'partner') return;
    const path = ['facts', index];
    problems.push(...checkFact(fact, path));
    if (takenName(project, fact.id)) problems.push(duplicateName(fact.id, path));
    const isList = fact.type === 'list';
    const slot = slotOf(fact, isList ? lists : numbers);
    if (isList) lists += 1;
    else numbers += 1;
    facts.push(slot);
    project.set(fact.id, { name: fact.id, type: slot.type, slot: slot.slot });
  });
  const derivedSlots = new Map<string, number>();
  (document.derived ?? []).forEach((derived, index) => {
    if (takenName(project, derived.id))
      problems.push(duplicateName(derived.id, ['derived', index]));
    derivedSlots.set(derived.id, numbers);
    project.set(derived.id, { name: derived.id, type: derivedType(derived), slot: numbers });
    numbers += 1;
  });
  const partners = namePartnerFacts(document, problems);
  if (document.partnership)
    project.set('partners', {
      name: 'partners',
      type: { kind: 'list', fields: partners.fields },
      slot: partnersList,
    });
  return {
    names: {
      facts,
      partnerFacts: partners.slots,
      derivedSlots,
      numberCount: numbers,
      listCount: lists,
      texts: new Map(),
      ...scopesOf(document, project, partners.fields),
    },
    problems,
  };
}

function namePartnerFacts(
  document: CallDocument,
  problems: DefinitionProblem[],
): { readonly slots: readonly FactSlot[]; readonly fields: Scope } {
  const roles = document.partnership?.roles.map((role) => role.id) ?? [];
  const fields = new Map<string, NameEntry>([
    ['id', { name: 'id', type: { kind: 'text' }, slot: partnerIdSlot }],
    ['role', { name: 'role', type: { kind: 'option', options: roles }, slot: partnerRoleSlot }],
  ]);
  const slots: FactSlot[] = [];
  let next = 2;
  document.facts.forEach((fact, index) => {
    if (fact.level !== 'partner') return;
    const path = ['facts', index];
    problems.push(...checkFact(fact, path));
    if (!document.partnership)
      problems.push({
        code: 'no-partnership',
        message: `"${fact.id}" is a fact of partners, and this call has none`,
        path: [...path, 'level'],
      });
    const isList = fact.type === 'list';
    if (isList)
      problems.push({
        code: 'list-in-partner',
        message: 'a partner cannot have a list of entries',
        path: [...path, 'type'],
      });
    if (fields.has(fact.id)) problems.push(duplicateName(fact.id, path));
    const slot = slotOf(fact, next);
    next += 1;
    slots.push(slot);
    fields.set(fact.id, { name: fact.id, type: slot.type, slot: slot.slot });
  });
  return { slots, fields };
}

function scopesOf(document: CallDocument, project: Map<string, NameEntry>, partnerFields: Scope) {
  const record = (name: keyof typeof variables, fields: Scope): [string, NameEntry] => [
    name,
    { name, type: { kind: 'record', fields }, slot: variables[name] },
  ];
  const figures = fieldsOf({
    eligible: 'bool',
    admitted: 'money',
    grant: 'money',
    net: 'points',
    bonus: 'points',
    gross: 'points',
  });
  const dates = (ids: readonly string[]): Scope =>
    fieldsOf(Object.fromEntries(ids.map((id) => [id, 'date' as const])));
  const later = new Map([
    ...project,
    record('before', figures),
    record('after', figures),
    record('event', dates(document.events.map((event) => event.id))),
    record('deadline', dates(document.clocks.map((clock) => clock.id))),
  ]);
  const expense = fieldsOf({
    issued: 'date',
    paid: 'date',
    amount: 'money',
    category: 'text',
    hasProjectCode: 'bool',
    supplierAbroad: 'bool',
  });
  return {
    project,
    partner: document.partnership
      ? new Map([...project, record('partner', partnerFields)])
      : project,
    later,
    expense: new Map([...later, record('expense', expense)]),
  };
}

function fieldsOf(
  kinds: Readonly<Record<string, 'bool' | 'money' | 'points' | 'date' | 'text'>>,
): Scope {
  return new Map(
    Object.entries(kinds).map(([name, kind], slot) => [name, { name, type: { kind }, slot }]),
  );
}

function slotOf(fact: FactDocument, slot: number): FactSlot {
  if (fact.type !== 'list') return { fact, slot, type: plainType(fact) };
  const fields = (fact.fields ?? []).map((field, index) => ({
    fact: field,
    slot: index,
    type: plainType(field),
  }));
  const scope = new Map(
    fields.map((field) => [
      field.fact.id,
      { name: field.fact.id, type: field.type, slot: field.slot },
    ]),
  );
  return { fact, slot, type: { kind: 'list', fields: scope }, fields };
}

function plainType(fact: FactDocument): ValueType {
  if (fact.type === 'option' || fact.type === 'options')
    return { kind: fact.type, options: (fact.options ?? []).map((option) => option.id) };
  return { kind: fact.type as Exclude<FactType, 'option' | 'options' | 'list'> };
}

function derivedType(derived: DerivedDocument): ValueType {
  return { kind: derived.type };
}

function checkFact(fact: FactDocument, path: DefinitionPath): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const report = (message: string, key: string): void => {
    problems.push({ code: 'fact-unclear', message, path: [...path, key] });
  };
  const hasOptions = fact.type === 'option' || fact.type === 'options';
  if (hasOptions && (fact.options ?? []).length < (fact.type === 'option' ? 2 : 1))
    report(`"${fact.id}" is chosen from options: list them`, fact.options ? 'options' : 'type');
  if (!hasOptions && fact.options)
    report(`"${fact.id}" has options, so its type is option or options`, 'options');
  if (fact.type === 'options' && (fact.options ?? []).length > optionsMax)
    report(`a set has at most ${optionsMax} options`, 'options');
  const ids = (fact.options ?? []).map((option) => option.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) report(`option "${twice}" is listed twice`, 'options');
  if (fact.type === 'list' && !fact.fields?.length)
    report(`"${fact.id}" is a list: say the fields of its entries`, 'type');
  if (fact.from !== undefined && fact.to !== undefined && fact.from > fact.to)
    report(`"${fact.id}" goes from ${fact.from} to ${fact.to}: the limits are crossed`, 'from');
  const nested =
    fact.fields?.findIndex((field) => field.type === 'list' || field.type === 'options') ?? -1;
  if (nested >= 0)
    problems.push({
      code: 'fact-unclear',
      message: 'an entry of a list holds plain values only',
      path: [...path, 'fields', nested, 'type'],
    });
  return problems;
}

/** Names the language itself uses. */
const reserved = new Set([
  'partner',
  'partners',
  'before',
  'after',
  'event',
  'deadline',
  'expense',
  'true',
  'false',
  'in',
]);

function takenName(scope: ReadonlyMap<string, NameEntry>, id: string): boolean {
  return scope.has(id) || reserved.has(id);
}

function duplicateName(id: string, path: DefinitionPath): DefinitionProblem {
  return {
    code: 'name-taken',
    message: `"${id}" is already the name of something else`,
    path: [...path, 'id'],
  };
}

/** Reads and checks one condition or formula of a definition, which must be of the kind expected. */
export function readTree(
  text: string,
  scope: Scope,
  kind: ValueType['kind'],
  names: CallNames,
  path: DefinitionPath,
): { readonly tree: Tree } | { readonly problem: DefinitionProblem } {
  const syntax = parseCondition(text);
  if ('problem' in syntax)
    return { problem: { code: 'condition-unreadable', path, ...syntax.problem } };
  const texts = names.texts as Map<string, number>;
  const tree = checkCondition(syntax, {
    scope,
    firstVariable: variables.first,
    internText: (each) => texts.get(each) ?? texts.set(each, texts.size).size - 1,
  });
  if ('problem' in tree) return { problem: { code: 'condition-mistyped', path, ...tree.problem } };
  if (tree.type.kind !== kind) {
    const message = `expected ${kind === 'bool' ? 'a condition (yes or no)' : `a formula giving ${kind}`}, and this gives ${tree.type.kind}`;
    return { problem: { code: 'condition-mistyped', message, path, offset: 0 } };
  }
  return { tree };
}
