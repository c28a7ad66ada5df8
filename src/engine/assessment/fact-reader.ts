import {
  notApplicable,
  unknownNumber,
  type Facts,
  type Range,
  type Row,
} from '../condition/facts.ts';
import type {
  ApplicationDocument,
  FactValue,
  PartnerDocument,
} from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import type { FactSlot } from '../definition/names.ts';
import { findNearest } from '../text/nearest.ts';
import type { ApplicationProblem } from './application-problem.ts';
import type { PreparedPartner } from './prepare-facts.ts';
import { readCosts } from './read-costs.ts';
import { isInterval, isNotApplicable, isUnknown, readPlain, scaled } from './read-values.ts';

const noRanges: ReadonlyMap<number, Range> = new Map();

/** Reads facts and partners into slots; every value that does not fit is reported. */
export class FactReader {
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

  readPartners(
    application: ApplicationDocument,
    track: Track | undefined,
  ): readonly PreparedPartner[] {
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

  #readPartnerRow(
    partner: PartnerDocument,
    role: number,
    path: readonly (string | number)[],
  ): number[] {
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
      const low = this.#withinLimits(slot, value.from, path);
      const high = this.#withinLimits(slot, value.to, path);
      if (low > high)
        this.#problems.push({
          code: 'crossed-limits',
          message: 'the lower value comes first',
          path,
        });
      ranges?.set(slot.slot, { low, high });
      return unknownNumber;
    }
    return this.#withinLimits(slot, value, path);
  }

  #withinLimits(slot: FactSlot, value: unknown, path: readonly (string | number)[]): number {
    const { fact } = slot;
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
