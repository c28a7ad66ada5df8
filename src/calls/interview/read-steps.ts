import { parseCents, parseDay, parseRate } from '../../engine/index.ts';
import {
  declaredCategories,
  findFact,
  rolesOf,
  type AskedCall,
  type CostValue,
  type FactDocument,
  type FactValue,
  type Step,
} from './step.ts';

/** More than the questions of all calls that can be open together. */
export const stepsMax = 1000;
export const partnersMax = 200;
/** Larger figures are a mistake of who types, and would not stay exact. */
export const amountMaxCents = 100_000_000_000;
export const wholeMax = 1_000_000_000;
const charactersMax = 100_000;
const textMax = 300;
const rowsMax = 60;

/** The steps as text that stands in an address or in a field; those about one call name it once. */
export function writeSteps(steps: readonly Step[]): string {
  if (steps.length === 0) return '';
  const groups: [string, ...unknown[]][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (last?.[0] === step.call) last.push(shortStep(step));
    else groups.push([step.call, shortStep(step)]);
  }
  return Buffer.from(JSON.stringify(groups)).toString('base64url');
}

function shortStep(step: Step): readonly unknown[] {
  switch (step.kind) {
    case 'fact':
      return ['f', step.fact, step.value];
    case 'each':
      return ['e', step.fact, step.values];
    case 'partners':
      return ['p', '', step.counts];
    case 'costs':
      return ['c', step.line, step.costs];
    default:
      return ['s', step.line];
  }
}

export interface StepsReading {
  readonly steps: readonly Step[];
  /** How many do not fit these calls, or were not written by this page. */
  readonly dropped: number;
}

/** Reads steps from outside: nothing in them is believed, and what does not fit is left out and counted. */
export function readSteps(text: string, calls: ReadonlyMap<string, AskedCall>): StepsReading {
  if (text === '') return { steps: [], dropped: 0 };
  const groups = text.length > charactersMax ? undefined : parse(text);
  if (!Array.isArray(groups)) return { steps: [], dropped: 1 };
  const given = (groups as readonly unknown[]).flatMap((group) =>
    Array.isArray(group) ? group.slice(1).map((each: unknown) => [group[0], each]) : [undefined],
  );
  const steps = given.slice(0, stepsMax).flatMap((each) => {
    const step = each && readStep(each, calls);
    return step ? [step] : [];
  });
  return { steps, dropped: given.length - steps.length };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}

type Loose = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readStep(
  [slug, short]: readonly unknown[],
  calls: ReadonlyMap<string, AskedCall>,
): Step | undefined {
  const call = typeof slug === 'string' ? calls.get(slug) : undefined;
  if (!call || !Array.isArray(short)) return undefined;
  const [kind, name, value = null] = short as readonly unknown[];
  switch (kind) {
    case 'f':
      return readFactStep(call, name, value);
    case 'e':
      return readEachStep(call, name, value);
    case 'p':
      return readPartnersStep(call, value);
    case 'c':
      return readCostsStep(call, name, value);
    case 's':
      return typeof name === 'string' && call.rules.tracks.has(name)
        ? { call: call.slug, kind: 'pass', line: name }
        : undefined;
    default:
      return undefined;
  }
}

/** What an office or a panel finds is not taken from anybody else. */
function factOf(call: AskedCall, name: unknown): FactDocument | undefined {
  const fact = typeof name === 'string' ? findFact(call, name) : undefined;
  return fact && (fact.proof === 'applicant' || fact.proof === 'register') ? fact : undefined;
}

function readFactStep(call: AskedCall, name: unknown, said: unknown): Step | undefined {
  const fact = factOf(call, name);
  if (!fact || fact.level === 'partner') return undefined;
  if (said !== null && !isValueOf(fact, said)) return undefined;
  return { call: call.slug, kind: 'fact', fact: fact.id, value: said };
}

function readEachStep(call: AskedCall, name: unknown, values: unknown): Step | undefined {
  const fact = factOf(call, name);
  if (!fact || fact.level !== 'partner' || !isRecord(values)) return undefined;
  const read: Record<string, FactValue | null> = {};
  for (const [place, said] of Object.entries(values)) {
    if (!/^(?:0|[1-9]\d{0,2})$/.test(place) || Number(place) >= partnersMax) return undefined;
    if (said !== null && !isValueOf(fact, said)) return undefined;
    read[place] = said;
  }
  return { call: call.slug, kind: 'each', fact: fact.id, values: read };
}

function readPartnersStep(call: AskedCall, counts: unknown): Step | undefined {
  const roles = rolesOf(call);
  if (roles.length === 0) return undefined;
  if (counts === null) return { call: call.slug, kind: 'partners', counts };
  if (!isRecord(counts)) return undefined;
  const read: Record<string, number> = {};
  for (const { id } of roles) {
    const count = Object.hasOwn(counts, id) ? counts[id] : 0;
    if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return undefined;
    read[id] = count;
  }
  const all = Object.values(read).reduce((sum, count) => sum + count, 0);
  return all === 0 || all > partnersMax
    ? undefined
    : { call: call.slug, kind: 'partners', counts: read };
}

function readCostsStep(call: AskedCall, line: unknown, costs: unknown): Step | undefined {
  const track = typeof line === 'string' ? call.rules.tracks.get(line) : undefined;
  if (typeof line !== 'string' || !track) return undefined;
  if (costs === null) return { call: call.slug, kind: 'costs', line, costs };
  if (!isRecord(costs)) return undefined;
  const read: Record<string, CostValue> = {};
  for (const { id } of declaredCategories(track)) {
    const cost = Object.hasOwn(costs, id) ? costs[id] : undefined;
    if (cost === undefined) continue;
    if (!isCost(cost)) return undefined;
    read[id] = cost;
  }
  return { call: call.slug, kind: 'costs', line, costs: read };
}

function isAmount(value: unknown): value is string {
  const cents = typeof value === 'string' ? parseCents(value) : undefined;
  return cents !== undefined && cents <= amountMaxCents;
}

function isCost(value: unknown): value is CostValue {
  if (!isRecord(value)) return isAmount(value);
  const { from, to } = value;
  if (!isAmount(from)) return false;
  return to === undefined || (isAmount(to) && (parseCents(from) ?? 0) <= (parseCents(to) ?? 0));
}

/** Whether a fact may have this value; what is unknown is not a value. */
export function isValueOf(fact: FactDocument, value: unknown): value is FactValue {
  if (fact.type === 'list')
    return (
      Array.isArray(value) &&
      value.length <= rowsMax &&
      value.every((row) => isRecord(row) && isRow(fact.fields ?? [], row))
    );
  if (fact.type === 'options')
    return (
      Array.isArray(value) &&
      new Set(value).size === value.length &&
      value.every((each) => isOption(fact, each))
    );
  if (isRecord(value)) {
    const { from, to } = value;
    const [low, high] = [numberOf(fact, from), numberOf(fact, to)];
    return (
      low !== undefined &&
      high !== undefined &&
      low <= high &&
      isPlain(fact, from) &&
      isPlain(fact, to)
    );
  }
  return isPlain(fact, value);
}

function isRow(fields: readonly FactDocument[], row: Loose): boolean {
  return Object.entries(row).every(([name, value]) => {
    const field = fields.find(({ id }) => id === name);
    return field !== undefined && isPlain(field, value);
  });
}

function isOption({ options = [] }: FactDocument, value: unknown): boolean {
  return options.some(({ id }) => id === value);
}

function isPlain(fact: FactDocument, value: unknown): boolean {
  switch (fact.type) {
    case 'bool':
      return typeof value === 'boolean';
    case 'option':
      return isOption(fact, value);
    case 'text':
      return typeof value === 'string' && value.length <= textMax;
    case 'options':
    case 'list':
      return false;
    default: {
      const number = numberOf(fact, value);
      return number !== undefined && isWithin(fact, number);
    }
  }
}

/** Within the limits that the author gave to a figure. */
export function isWithin({ type, from, to }: FactDocument, number: number): boolean {
  const scale = type === 'money' ? 100 : 1;
  if (type === 'date') return true;
  return (
    (from === undefined || number >= from * scale) && (to === undefined || number <= to * scale)
  );
}

/** A figure that can be compared: cents, whole numbers, days, hundredths; nothing where it is none. */
export function numberOf({ type }: FactDocument, value: unknown): number | undefined {
  switch (type) {
    case 'int':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= wholeMax
        ? value
        : undefined;
    case 'points':
      return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= 1000
        ? value
        : undefined;
    case 'money':
      return isAmount(value) ? parseCents(value) : undefined;
    case 'date':
      return typeof value === 'string' ? parseDay(value) : undefined;
    case 'percent':
      return typeof value === 'string' && /^\d{1,3}%$/.test(value) && parseRate(value)
        ? Number(value.slice(0, -1))
        : undefined;
    default:
      return undefined;
  }
}
