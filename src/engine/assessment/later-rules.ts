import { parseDay } from '../calendar/civil-date.ts';
import { unknownNumber, type Facts, type Row } from '../condition/facts.ts';
import { no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { NameEntry, ValueType } from '../condition/value-type.ts';
import type { Call } from '../definition/compile-call.ts';
import type { LaterRule } from '../definition/compile-eligibility.ts';
import type { Json } from '../definition/gap.ts';
import { variables } from '../definition/names.ts';
import { parseCents } from '../numbers/money.ts';
import { parsePercent, parsePoints } from '../numbers/points.ts';

export type LaterOutcome = 'met' | 'not-met' | 'unknown' | 'not-applicable';

/** What is known when a rule on a variation or an expense is applied: `{ after: { net: 30 } }`, facts by name. */
export type LaterValues = { readonly [name: string]: Json };

/** Applies one rule on a variation or an expense; what is not given is unknown. */
export function decideLaterRule(call: Call, rule: LaterRule, values: LaterValues): LaterOutcome {
  const facts = factsOf(call, values);
  const applies: Truth = rule.when ? rule.when.holds(facts) : yes;
  if (applies === no) return 'not-applicable';
  const answer = rule.require.holds(facts);
  if (answer === yes) return 'met';
  return answer === unknown || applies === unknown ? 'unknown' : 'not-met';
}

export function findLaterRule(call: Call, id: string): LaterRule | undefined {
  return [...call.variations, ...call.expenses].find((rule) => rule.document.id === id);
}

function factsOf(call: Call, values: LaterValues): Facts {
  const { names } = call;
  const numbers = Array.from<number>({ length: names.numberCount }).fill(unknownNumber);
  const texts = new Map<string, number>(names.texts);
  const rows: Row[] = [];
  for (const name of ['before', 'after', 'event', 'deadline', 'expense'] as const) {
    const entry = names.expense.get(name);
    if (entry?.type.kind === 'record')
      rows[variables[name]] = [...entry.type.fields.values()].map((field) =>
        read(field.type, fieldOf(values[name], field.name), texts),
      );
  }
  const facts = {
    numbers,
    lists: Array.from<undefined>({ length: names.listCount }),
    rows,
    ranges: new Map(),
  };
  for (const entry of names.project.values())
    if (isPlain(entry)) numbers[entry.slot] = read(entry.type, values[entry.name], texts);
  for (const derived of call.derived)
    if (values[derived.document.id] === undefined) numbers[derived.slot] = derived.value(facts);
  return facts;
}

function fieldOf(record: Json | undefined, field: string): Json | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  return (record as { readonly [name: string]: Json })[field];
}

function isPlain(entry: NameEntry): boolean {
  return entry.type.kind !== 'list' && entry.type.kind !== 'record';
}

function read(type: ValueType, value: Json | undefined, texts: Map<string, number>): number {
  if (value === undefined || value === null) return unknownNumber;
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' ? Number(value) : unreadable(type, value);
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? value
        : unreadable(type, value);
    case 'money':
      return parseCents(text) ?? unreadable(type, value);
    case 'percent':
      return parsePercent(text) ?? unreadable(type, value);
    case 'points':
      return parsePoints(text) ?? unreadable(type, value);
    case 'date':
      return parseDay(text) ?? unreadable(type, value);
    case 'option':
      return type.options.includes(text) ? type.options.indexOf(text) : unreadable(type, value);
    case 'text':
      return texts.get(text) ?? texts.set(text, texts.size).size - 1;
    default:
      return unreadable(type, value);
  }
}

/** Values come from a checked form or a checked example: one of the wrong type is a bug. */
function unreadable(type: ValueType, value: Json): never {
  throw new TypeError(`${JSON.stringify(value)} is not ${type.kind}`);
}
