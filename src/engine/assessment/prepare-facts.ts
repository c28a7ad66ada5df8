import { parseDay } from '../calendar/civil-date.ts';
import { parseInstant } from '../calendar/instant.ts';
import {
  notApplicable,
  unknownNumber,
  type Facts,
  type Range,
  type Row,
} from '../condition/facts.ts';
import { no, yes } from '../condition/truth.ts';
import type { ValueType } from '../condition/value-type.ts';
import type {
  ApplicationDocument,
  CostValue,
  FactValue,
  PartnerDocument,
} from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import { onlyTrack } from '../definition/compile-call.ts';
import { partnersList, type FactSlot } from '../definition/names.ts';
import { parseCents, suggestAmount, type Cents } from '../numbers/money.ts';
import { parsePercent, parsePoints } from '../numbers/points.ts';
import { parseRate } from '../numbers/rate.ts';
import type { Fraction } from '../numbers/fraction.ts';
import { findNearest } from '../text/nearest.ts';

/** Something in an application that the call cannot read; `path` leads to it. */
export interface ApplicationProblem {
  readonly code: string;
  readonly message: string;
  readonly path: readonly (string | number)[];
  readonly suggestion?: string;
}

/** Costs of the project or of one partner by category of the track; `high` is infinite where nothing limits them. */
export type DeclaredCosts = readonly Range[];

/** An application in the form in which the rules run over it. */
export interface Prepared {
  readonly id: string;
  readonly call: Call;
  readonly track: Track;
  readonly facts: Facts;
  readonly partners: readonly {
    readonly id: string;
    readonly role: string;
    readonly row: Row;
    readonly isBeneficiary: boolean;
    readonly costs: DeclaredCosts | undefined;
  }[];
  readonly projectCosts: DeclaredCosts | undefined;
  readonly requestedRate: Fraction | undefined;
  readonly received: number | undefined;
  readonly protocol: number | undefined;
  readonly isWithdrawn: boolean;
}

const noRanges: ReadonlyMap<number, Range> = new Map();

/** Reads an application against a call; every value that does not fit is reported, none is guessed. */
export function prepareApplication(
  call: Call,
  application: ApplicationDocument,
): { readonly prepared: Prepared } | { readonly problems: readonly ApplicationProblem[] } {
  const problems: ApplicationProblem[] = [];
  const track = findTrack(call, application, problems);
  const reader = new FactReader(call, problems);
  const facts = reader.readFacts(application);
  const partners = reader.readPartners(application, track);
  facts.lists[partnersList] = application.partners && partners.map((partner) => partner.row);
  if (!call.document.partnership) facts.lists[partnersList] = undefined;
  const received =
    application.received === undefined ? undefined : parseInstant(application.received);
  if (application.received !== undefined && received === undefined)
    problems.push({
      code: 'instant-unreadable',
      message: `"${application.received}" is not an instant with its offset, such as 2025-01-15T15:59:59+01:00`,
      path: ['received'],
    });
  const requestedRate =
    application.requestedRate === undefined ? undefined : parseRate(application.requestedRate);
  if (application.requestedRate !== undefined && !requestedRate)
    problems.push({
      code: 'rate-unreadable',
      message: `"${application.requestedRate}" is not a rate such as "55%"`,
      path: ['requestedRate'],
    });
  const projectCosts = readCosts(application.costs, call, track, ['costs'], problems);
  if (!track || problems.length > 0) return { problems };
  settleFacts(call, facts);
  return {
    prepared: {
      id: application.id,
      call,
      track,
      facts,
      partners,
      projectCosts,
      requestedRate,
      received,
      protocol: application.protocol,
      isWithdrawn: application.status === 'withdrawn',
    },
  };
}

function findTrack(
  call: Call,
  application: ApplicationDocument,
  problems: ApplicationProblem[],
): Track | undefined {
  const { line } = application;
  const track = call.tracks.get(line ?? onlyTrack);
  if (track) return track;
  const ids = [...call.tracks.keys()];
  const suggestion = line === undefined ? undefined : findNearest(line, ids);
  problems.push({
    code: 'unknown-line',
    message:
      line === undefined
        ? `say the line applied for: one of ${ids.join(', ')}`
        : `there is no line "${line}": there are ${ids.join(', ')}`,
    path: ['line'],
    ...(suggestion ? { suggestion } : {}),
  });
  return undefined;
}

class FactReader {
  readonly #call: Call;
  readonly #problems: ApplicationProblem[];
  readonly #texts = new Map<string, number>();

  constructor(call: Call, problems: ApplicationProblem[]) {
    this.#call = call;
    this.#problems = problems;
  }

  readFacts(application: ApplicationDocument): Facts & { ranges: ReadonlyMap<number, Range> } {
    const { names } = this.#call;
    const numbers = Array.from<number>({ length: names.numberCount }).fill(unknownNumber);
    const lists: (readonly Row[] | undefined)[] = Array.from({ length: names.listCount });
    const ranges = new Map<number, Range>();
    this.#checkNames(application.facts, names.facts, ['facts']);
    for (const slot of names.facts) {
      const value = application.facts[slot.fact.id];
      if (slot.type.kind === 'list') lists[slot.slot] = this.#readList(slot, value);
      else numbers[slot.slot] = this.#readValue(slot, value, ['facts', slot.fact.id], ranges);
    }
    return { numbers, lists, rows: [], ranges: ranges.size > 0 ? ranges : noRanges };
  }

  readPartners(application: ApplicationDocument, track: Track | undefined): Prepared['partners'] {
    const roles = this.#call.document.partnership?.roles ?? [];
    if (application.partners && !this.#call.document.partnership)
      this.#problems.push({
        code: 'no-partners',
        message: 'this call has no partners',
        path: ['partners'],
      });
    const seen = new Set<string>();
    return (application.partners ?? []).map((partner, index) => {
      const path = ['partners', index];
      if (seen.has(partner.id))
        this.#problems.push({
          code: 'partner-twice',
          message: `"${partner.id}" is listed twice`,
          path: [...path, 'id'],
        });
      seen.add(partner.id);
      const role = roles.findIndex((each) => each.id === partner.role);
      if (role < 0) {
        const ids = roles.map((each) => each.id);
        const suggestion = findNearest(partner.role, ids);
        this.#problems.push({
          code: 'unknown-role',
          message: `there is no role "${partner.role}": there are ${ids.join(', ')}`,
          path: [...path, 'role'],
          ...(suggestion ? { suggestion } : {}),
        });
      }
      return {
        id: partner.id,
        role: partner.role,
        row: this.#readPartnerRow(partner, role, path),
        isBeneficiary: roles[role]?.beneficiary === true,
        costs: readCosts(partner.costs, this.#call, track, [...path, 'costs'], this.#problems),
      };
    });
  }

  #readPartnerRow(partner: PartnerDocument, role: number, path: readonly (string | number)[]): Row {
    const { partnerFacts } = this.#call.names;
    const row = [this.#intern(partner.id), role];
    this.#checkNames(partner.facts ?? {}, partnerFacts, [...path, 'facts']);
    for (const slot of partnerFacts)
      row[slot.slot] = this.#readValue(slot, partner.facts?.[slot.fact.id], [
        ...path,
        'facts',
        slot.fact.id,
      ]);
    return row;
  }

  #readList(slot: FactSlot, value: FactValue | undefined): readonly Row[] | undefined {
    const path = ['facts', slot.fact.id];
    if (value === undefined || isUnknown(value)) return undefined;
    if (isNotApplicable(value)) return [];
    if (!Array.isArray(value)) {
      this.#problems.push({
        code: 'wrong-type',
        message: `"${slot.fact.id}" is a list of entries`,
        path,
      });
      return undefined;
    }
    return value.map((entry: unknown, index) => {
      const at = [...path, index];
      if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
        this.#problems.push({
          code: 'wrong-type',
          message: 'an entry is written as fields with their values',
          path: at,
        });
        return [];
      }
      const fields = entry as { readonly [field: string]: FactValue };
      this.#checkNames(fields, slot.fields ?? [], at);
      return (slot.fields ?? []).map((field) =>
        this.#readValue(field, fields[field.fact.id], [...at, field.fact.id]),
      );
    });
  }

  #readValue(
    slot: FactSlot,
    value: FactValue | undefined,
    path: readonly (string | number)[],
    ranges?: Map<number, Range>,
  ): number {
    const { fact } = slot;
    if (value === undefined || isUnknown(value)) {
      if (ranges && fact.when === undefined && (fact.from !== undefined || fact.to !== undefined))
        ranges.set(slot.slot, {
          low: scaled(slot, fact.from) ?? Number.NEGATIVE_INFINITY,
          high: scaled(slot, fact.to) ?? Number.POSITIVE_INFINITY,
        });
      return unknownNumber;
    }
    if (isNotApplicable(value)) return notApplicable;
    if (isInterval(value)) {
      const [low, high] = [this.#plain(slot, value.from, path), this.#plain(slot, value.to, path)];
      if (low > high)
        this.#problems.push({
          code: 'crossed-limits',
          message: 'the lower value comes first',
          path,
        });
      ranges?.set(slot.slot, { low, high });
      return unknownNumber;
    }
    const number = this.#plain(slot, value, path);
    const [from, to] = [scaled(slot, fact.from), scaled(slot, fact.to)];
    if ((from !== undefined && number < from) || (to !== undefined && number > to))
      this.#problems.push({
        code: 'out-of-range',
        message: `"${fact.id}" goes from ${fact.from ?? 'any value'} to ${fact.to ?? 'any value'}, and this is ${JSON.stringify(value)}`,
        path,
      });
    return number;
  }

  #plain(slot: FactSlot, value: unknown, path: readonly (string | number)[]): number {
    const read = readPlain(slot.type, value, (text) => this.#intern(text));
    if (typeof read === 'number') return read;
    const suggestion = read.suggestion;
    this.#problems.push({
      code: 'wrong-type',
      message: `"${slot.fact.id}": expected ${read.expected}, found ${JSON.stringify(value)}`,
      path,
      ...(suggestion ? { suggestion } : {}),
    });
    return unknownNumber;
  }

  #intern(text: string): number {
    const known = this.#call.names.texts.get(text) ?? this.#texts.get(text);
    if (known !== undefined) return known;
    const index = this.#call.names.texts.size + this.#texts.size;
    this.#texts.set(text, index);
    return index;
  }

  #checkNames(
    values: object,
    slots: readonly FactSlot[],
    path: readonly (string | number)[],
  ): void {
    for (const name of Object.keys(values)) {
      if (slots.some((slot) => slot.fact.id === name)) continue;
      const suggestion = findNearest(
        name,
        slots.map((slot) => slot.fact.id),
      );
      this.#problems.push({
        code: 'unknown-fact',
        message: `this call knows nothing called "${name}"`,
        path: [...path, name],
        ...(suggestion ? { suggestion } : {}),
      });
    }
  }
}

/** Whole limits of a fact, in the unit in which its values are kept. */
function scaled(slot: FactSlot, limit: number | undefined): number | undefined {
  if (limit === undefined) return undefined;
  const { kind } = slot.type;
  return kind === 'money' || kind === 'points' || kind === 'percent' ? limit * 100 : limit;
}

function readPlain(
  type: ValueType,
  value: unknown,
  intern: (text: string) => number,
): number | { readonly expected: string; readonly suggestion?: string | undefined } {
  switch (type.kind) {
    case 'bool':
      return typeof value === 'boolean' ? Number(value) : { expected: 'true or false' };
    case 'int':
      return typeof value === 'number' && Number.isSafeInteger(value)
        ? value
        : { expected: 'a whole number' };
    case 'money':
      return (
        (typeof value === 'string' ? parseCents(value) : undefined) ?? {
          expected: 'an amount such as "1234.50"',
          suggestion: suggestAmount(String(value)),
        }
      );
    case 'percent':
      return (
        (typeof value === 'string' ? parsePercent(value) : undefined) ?? {
          expected: 'a percentage such as "35%"',
        }
      );
    case 'points':
      return (
        (typeof value === 'number' || typeof value === 'string'
          ? parsePoints(value)
          : undefined) ?? {
          expected: 'points such as 10 or "2.5"',
        }
      );
    case 'date':
      return (
        (typeof value === 'string' ? parseDay(value) : undefined) ?? {
          expected: 'a day such as 2025-01-15',
        }
      );
    case 'text':
      return typeof value === 'string' ? intern(value) : { expected: 'a text' };
    case 'option':
      return readOption(type.options, value);
    case 'options': {
      if (!Array.isArray(value)) return { expected: `a list of ${type.options.join(', ')}` };
      let bits = 0;
      for (const each of value as readonly unknown[]) {
        const option = readOption(type.options, each);
        if (typeof option !== 'number') return option;
        bits |= 1 << option;
      }
      return bits;
    }
    default:
      return { expected: 'a plain value' };
  }
}

function readOption(
  options: readonly string[],
  value: unknown,
): number | { readonly expected: string; readonly suggestion?: string | undefined } {
  const index = typeof value === 'string' ? options.indexOf(value) : -1;
  if (index >= 0) return index;
  return {
    expected: `one of ${options.join(', ')}`,
    suggestion: typeof value === 'string' ? findNearest(value, options) : undefined,
  };
}

function readCosts(
  costs: { readonly [category: string]: CostValue } | undefined,
  call: Call,
  track: Track | undefined,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): DeclaredCosts | undefined {
  if (!costs || !track) return undefined;
  const categories = track.costs?.categories ?? [];
  const ids = categories.map((category) => category.id);
  for (const id of Object.keys(costs)) {
    const category = categories.find((each) => each.id === id);
    if (!category || category.flat)
      problems.push(misplacedCost(id, ids, call, [...path, id], category !== undefined));
  }
  return categories.map(({ id }) => readCost(costs[id], [...path, id], problems));
}

function misplacedCost(
  id: string,
  ids: readonly string[],
  call: Call,
  path: readonly (string | number)[],
  isFlat: boolean,
): ApplicationProblem {
  if (isFlat)
    return {
      code: 'flat-declared',
      message: `"${id}" is a flat rate: nothing is declared for it`,
      path,
    };
  const message = `"${id}" is not a cost of this line: there are ${ids.join(', ')}`;
  if (call.document.costs?.categories.some((category) => category.id === id))
    return { code: 'cost-not-here', message, path };
  const suggestion = findNearest(id, ids);
  return { code: 'unknown-category', message, path, ...(suggestion ? { suggestion } : {}) };
}

/** A category that is left out of a list of costs costs nothing. */
function readCost(
  value: CostValue | undefined,
  path: readonly (string | number)[],
  problems: ApplicationProblem[],
): Range {
  if (value === undefined) return { low: 0, high: 0 };
  const read = (text: unknown): Cents => {
    const cents = typeof text === 'string' ? parseCents(text) : undefined;
    if (cents !== undefined) return cents;
    const suggestion = suggestAmount(String(text));
    problems.push({
      code: 'amount-unreadable',
      message: `${JSON.stringify(text)} is not an amount such as "1234.50"`,
      path,
      ...(suggestion ? { suggestion } : {}),
    });
    return 0;
  };
  if (typeof value === 'string') {
    const cents = read(value);
    return { low: cents, high: cents };
  }
  return {
    low: read(value.from),
    high: value.to === undefined ? Number.POSITIVE_INFINITY : read(value.to),
  };
}

/** Marks facts that do not apply and computes the derived ones; the facts are ready after this. */
export function settleFacts(
  call: Call,
  facts: Facts & { ranges: ReadonlyMap<number, Range> },
): void {
  for (const [slot, condition] of call.factConditions) {
    const holds = condition.holds(facts);
    if (holds === no) facts.numbers[slot] = notApplicable;
    const fact =
      holds === yes
        ? call.names.facts.find((each) => each.slot === slot && each.type.kind !== 'list')
        : undefined;
    if (!fact || facts.numbers[slot] === facts.numbers[slot] || facts.ranges.has(slot)) continue;
    const [low, high] = [scaled(fact, fact.fact.from), scaled(fact, fact.fact.to)];
    if (low !== undefined || high !== undefined)
      addRange(facts, slot, {
        low: low ?? Number.NEGATIVE_INFINITY,
        high: high ?? Number.POSITIVE_INFINITY,
      });
  }
  for (const derived of call.derived) {
    const value = derived.value(facts);
    facts.numbers[derived.slot] = value;
    if (value !== value && derived.document.type !== 'bool')
      addRange(facts, derived.slot, derived.range(facts));
  }
}

function addRange(
  facts: Facts & { ranges: ReadonlyMap<number, Range> },
  slot: number,
  range: Range,
): void {
  facts.ranges = new Map(facts.ranges).set(slot, range);
}

function isUnknown(value: FactValue): value is { readonly unknown: true } {
  return typeof value === 'object' && 'unknown' in value;
}

function isNotApplicable(value: FactValue): value is { readonly notApplicable: true } {
  return typeof value === 'object' && 'notApplicable' in value;
}

function isInterval(
  value: FactValue,
): value is { readonly from: number | string; readonly to: number | string } {
  return typeof value === 'object' && !Array.isArray(value) && 'from' in value;
}
