import { checkCostSystem } from '../costs/check-system.ts';
import { compileCostSystem, type CompiledCosts } from '../costs/compile-system.ts';
import type { Base, Cap, CapGroup, CostCategory, CostSystem } from '../costs/cost-system.ts';
import { zero, type Fraction } from '../numbers/fraction.ts';
import { parseCents, type Cents } from '../numbers/money.ts';
import { parseRate } from '../numbers/rate.ts';
import { findGaps, fillWith } from './fill-gaps.ts';
import type { Gap, Json } from './gap.ts';
import type {
  BaseDocument,
  CapDocument,
  CapGroupDocument,
  CategoryDocument,
  CostsDocument,
} from './money-document.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** More readings than this of the same rules are refused: decide some of them first. */
const variantsMax = 64;

/** One reading of the cost rules: the only one, or one for each way of closing the gaps. */
export interface CostVariant {
  readonly compiled: CompiledCosts;
  /** Flat categories whose rate nobody knows an upper limit of. */
  readonly unlimited: ReadonlySet<number>;
}

/** The cost rules of one line or sub-line. */
export interface CostPlan {
  readonly categories: readonly CategoryDocument[];
  readonly caps: readonly CapDocument[];
  readonly groups: readonly CapGroupDocument[];
  readonly variants: readonly CostVariant[];
  /** Gaps on which admitted costs depend. */
  readonly gaps: readonly string[];
  /** No cap, no group, no flat rate: what is declared is admitted. */
  readonly isPlain: boolean;
}

/** Builds the cost system of a line, once for each reading that its gaps leave open. */
export function compileCosts(
  document: CostsDocument,
  holdsHere: (lines: readonly string[] | undefined) => boolean,
): { readonly plan: CostPlan; readonly problems: readonly DefinitionProblem[] } {
  const here = <T extends { readonly lines?: readonly string[] }>(
    items: readonly T[] | undefined,
  ) => (items ?? []).flatMap((item, index) => (holdsHere(item.lines) ? [{ item, index }] : []));
  const categories = here(document.categories);
  const ids = new Set(categories.map(({ item }) => item.id));
  const caps = here(document.caps).filter(
    ({ item }) => ids.has(item.on) || !isKnownElsewhere(document, item.on),
  );
  const groups = here(document.groups);
  const section = {
    categories: categories.map(({ item }) => item),
    caps: caps.map(({ item }) => item),
    groups: groups.map(({ item }) => ({
      ...item,
      members: item.members.filter((id) => ids.has(id) || !isKnownElsewhere(document, id)),
    })),
  };
  const gaps = [...findGaps(section).values()].map(({ gap }) => gap);
  const readings = listReadings(gaps);
  const places = {
    categories: categories.map(({ index }) => index),
    caps: caps.map(({ index }) => index),
    groups: groups.map(({ index }) => index),
  };
  const problems: DefinitionProblem[] = [];
  if (!readings)
    problems.push({
      code: 'too-many-readings',
      message: `the open points on costs allow more than ${variantsMax} readings: decide some of them`,
      path: ['costs'],
    });
  const variants = (readings ?? []).flatMap((reading) => {
    const built = buildSystem(section, reading, document, problems);
    const found = checkCostSystem(built.system);
    problems.push(
      ...found.map((each) => ({
        code: each.code,
        message: each.message,
        path: pathInDocument(each.path, places),
      })),
    );
    return found.length > 0
      ? []
      : [{ compiled: compileCostSystem(built.system), unlimited: built.unlimited }];
  });
  const isPlain =
    caps.length === 0 && groups.length === 0 && section.categories.every((each) => !each.flat);
  return {
    problems: distinct(problems),
    plan: { ...section, variants, gaps: gaps.map((gap) => gap.id), isPlain },
  };
}

/** A category of another line is simply not here; an unknown one is reported by the check. */
function isKnownElsewhere(document: CostsDocument, id: string): boolean {
  return document.categories.some((category) => category.id === id);
}

/** What can stand for one gap: a decided value of a reading, or no limit at all. */
type Reading = ReadonlyMap<string, Json>;
const withoutLimit = 'without-limit';

function listReadings(gaps: readonly Gap['unknown'][]): readonly Reading[] | undefined {
  let readings: Reading[] = [new Map()];
  for (const gap of gaps) {
    const values: readonly Json[] = gap.choices ?? gap.between ?? ['0%', withoutLimit];
    readings = readings.flatMap((reading) =>
      values.map((value) => new Map(reading).set(gap.id, value)),
    );
    if (readings.length > variantsMax) return undefined;
  }
  return readings;
}

interface Section {
  readonly categories: readonly CategoryDocument[];
  readonly caps: readonly CapDocument[];
  readonly groups: readonly CapGroupDocument[];
}

function buildSystem(
  section: Section,
  reading: Reading,
  document: CostsDocument,
  problems: DefinitionProblem[],
): { readonly system: CostSystem; readonly unlimited: ReadonlySet<number> } {
  const filled = fillWith(section, Object.fromEntries(reading));
  const ids = filled.categories.map((category) => category.id);
  const elsewhere = new Set(
    document.categories.map((each) => each.id).filter((id) => !ids.includes(id)),
  );
  const base = (of: unknown): Base => baseOf(of as BaseDocument | undefined, ids, elsewhere);
  const unlimited = new Set<number>();
  const categories = filled.categories.map((category, index): CostCategory => {
    const written = section.categories[index];
    const place = written ? document.categories.indexOf(written) : -1;
    const built = buildCategory(category, base, ['costs', 'categories', place], problems);
    if (built) return built;
    unlimited.add(index);
    return { id: category.id, declared: 'by-applicant' };
  });
  const caps = filled.caps.flatMap((cap): Cap[] => {
    if (isLimitless(cap)) return [];
    return [
      {
        on: cap.on,
        ...limitOf(cap, base, ['costs', 'caps', indexById(document.caps, cap.id)], problems),
      },
    ];
  });
  const groups = filled.groups.flatMap((group): CapGroup[] => {
    if (isLimitless(group)) return [];
    const limit = limitOf(
      group,
      base,
      ['costs', 'groups', indexById(document.groups, group.id)],
      problems,
    );
    return [
      {
        id: group.id,
        members: group.members,
        split: group.split as 'order' | 'pro-rata',
        ...limit,
      },
    ];
  });
  return { system: { categories, caps, groups }, unlimited };
}

/** `undefined` for a flat rate of which no upper limit is known. */
function buildCategory(
  { id, flat }: CategoryDocument,
  base: (of: unknown) => Base,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): CostCategory | undefined {
  if (!flat) return { id, declared: 'by-applicant' };
  if ((flat.rate as Json) === withoutLimit) return undefined;
  const rate = rateOf(flat.rate, [...path, 'flat', 'rate'], problems);
  return {
    id,
    flat: rate,
    of: base(flat.of),
    ...(flat.rounding ? { rounding: flat.rounding } : {}),
  };
}

function isLimitless(limit: { readonly rate?: unknown; readonly plus?: unknown }): boolean {
  return limit.rate === withoutLimit || limit.plus === withoutLimit;
}

function limitOf(
  limit: CapDocument | CapGroupDocument,
  base: (of: unknown) => Base,
  path: DefinitionPath,
  problems: DefinitionProblem[],
): { readonly rate: Fraction; readonly of: Base; readonly plus?: Cents } {
  if (limit.rate === undefined && limit.plus === undefined)
    problems.push({
      code: 'cap-without-limit',
      message: 'a cap says a rate, a fixed amount (plus), or both',
      path,
    });
  if (limit.rate !== undefined && limit.of === undefined)
    problems.push({
      code: 'cap-without-base',
      message: 'a rate needs its base: others (without itself), total (with itself), or a list',
      path,
    });
  const plus =
    limit.plus === undefined ? undefined : centsOf(limit.plus, [...path, 'plus'], problems);
  return {
    rate: limit.rate === undefined ? zero : rateOf(limit.rate, [...path, 'rate'], problems),
    of: base(limit.of),
    ...(plus === undefined ? {} : { plus }),
  };
}

function baseOf(
  of: BaseDocument | undefined,
  ids: readonly string[],
  elsewhere: ReadonlySet<string>,
): Base {
  if (of === undefined) return 'total';
  if (of === 'others' || of === 'total') return of;
  if ('totalExcept' in of) return ids.filter((id) => !of.totalExcept.includes(id));
  return of.filter((id) => !elsewhere.has(id));
}

function rateOf(value: unknown, path: DefinitionPath, problems: DefinitionProblem[]): Fraction {
  const rate = typeof value === 'string' ? parseRate(value) : undefined;
  if (rate) return rate;
  problems.push({
    code: 'rate-unreadable',
    message: `${JSON.stringify(value)} is not a rate such as "7%" or "1/3"`,
    path,
  });
  return zero;
}

function centsOf(value: unknown, path: DefinitionPath, problems: DefinitionProblem[]): Cents {
  if (value === '0%') return 0;
  const cents = typeof value === 'string' ? parseCents(value) : undefined;
  if (cents !== undefined) return cents;
  problems.push({
    code: 'amount-unreadable',
    message: `${JSON.stringify(value)} is not an amount such as "1234.50"`,
    path,
  });
  return 0;
}

function indexById(items: readonly { readonly id: string }[] | undefined, id: string): number {
  return (items ?? []).findIndex((item) => item.id === id);
}

function pathInDocument(
  path: DefinitionPath,
  places: Readonly<Record<'categories' | 'caps' | 'groups', readonly number[]>>,
): DefinitionPath {
  const [section, index, ...rest] = path;
  if (
    (section !== 'categories' && section !== 'caps' && section !== 'groups') ||
    typeof index !== 'number'
  )
    return ['costs'];
  return ['costs', section, places[section][index] ?? index, ...rest];
}

function distinct(problems: readonly DefinitionProblem[]): readonly DefinitionProblem[] {
  const seen = new Map(
    problems.map((problem) => [
      `${problem.path.join('/')} ${problem.code} ${problem.message}`,
      problem,
    ]),
  );
  return [...seen.values()];
}
