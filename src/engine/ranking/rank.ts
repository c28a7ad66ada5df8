import { type RankingTable, standingCode } from './ranking-table.ts';
import {
  equalToAbove,
  type KeyOrder,
  type SortColumn,
  type SortedRows,
  sortRows,
} from './sort-rows.ts';

export interface RankingKey {
  /** `received`, `grant` (the amount asked), or the name of a column. */
  readonly by: string;
  readonly order: KeyOrder;
}

/** A public draw among applications equal in everything: their rows, first drawn first. */
export interface DrawnOrder {
  /** Id of the decision that records the draw. */
  readonly decision: string;
  readonly order: readonly number[];
}

/** `undefined` stands for a rule that the call does not give. */
export interface RankingPolicy {
  readonly keys: readonly RankingKey[] | undefined;
  /** Read only between applications with equal keys. */
  readonly ties: readonly RankingKey[] | undefined;
  readonly lastResort: 'protocol' | 'draw' | 'stop' | undefined;
  readonly draws?: readonly DrawnOrder[];
}

/** Why one ranking has no order. */
export interface RankingStop {
  readonly code: 'keys-missing' | 'unknown-value' | 'protocol-missing' | 'draw-not-valid';
  readonly unit: number;
  /** The applications whose values are missing, by row, lowest row first. */
  readonly rows: readonly number[];
  /** What is missing: `standing`, `received`, `protocol` or the name of a column. */
  readonly values: readonly string[];
  /** Decisions at fault, for `draw-not-valid`. */
  readonly decisions?: readonly string[];
}

export interface Ranking {
  /** Rows with a position, ranking by ranking, best first. */
  readonly order: Uint32Array;
  /** Ranking `u` is `order[starts[u]]` up to, not including, `order[starts[u + 1]]`. */
  readonly starts: Uint32Array;
  /** By place in `order`: 1 where the row shares its position with the row before it. */
  readonly shared: Uint8Array;
  /** By row: 1, 2, 2, 4… in its own ranking, equal for open ties; 0 without a position. */
  readonly position: Uint32Array;
  /** By row: index in `deciders` of what put it below the one above; see `firstOfAll`. */
  readonly decidedBy: Uint8Array;
  readonly deciders: readonly string[];
  readonly stops: readonly RankingStop[];
}

/** Value of `decidedBy` for a row that is first of its ranking, or has no position. */
export const noneAbove = 255;
/** Value of `decidedBy` for a row that nothing tells from the one above: they share a position. */
export const tiedWithAbove = equalToAbove;

/**
 * Orders the admissible applications of every ranking; the others get no position.
 * A ranking with a value missing where it matters has no order at all: it gets a stop, and the
 * other rankings go on. A tie key that is unknown matters only between otherwise equal rows.
 * Ties that no rule settles stay open; whether they matter is seen when the money is shared out.
 * The result does not depend on the order of the rows, but for which of two tied rows comes first.
 * A key without a column throws `RangeError`.
 */
export function rank(table: RankingTable, policy: RankingPolicy): Ranking {
  const stops = new StopsByUnit(table);
  const rows = admissibleRows(table, stops);
  if (policy.keys === undefined) {
    for (const unit of table.units.keys()) stops.add('keys-missing', unit, []);
    return placed(table, noRows, [], stops);
  }
  const ladder = ladderOf(table, policy);
  const keys = ladder.slice(0, policy.keys.length);
  for (const { by, values } of keys) {
    for (let i = 0; i < rows.length; i += 1) {
      if (Number.isNaN(values[rows[i]!])) stops.addRow('unknown-value', rows[i]!, by);
    }
  }
  const units: SortColumn = { values: new Float64Array(table.unit), order: 'lowest-first' };
  const sorted = sortRows(rows, [units, ...ladder]);
  const byProtocol = ladder.length > keys.length + (policy.ties?.length ?? 0);
  const ties = ladder.slice(keys.length);
  findUnknownTies(table, { keys, ties }, byProtocol, sorted, stops);
  settleDraws(table, policy, sorted, stops);
  return placed(table, sorted, [...ladder.map((step) => step.by), 'draw'], stops);
}

/** What a list says: who is on it. A list has no positions, so nothing about order can be wrong. */
export function list(table: RankingTable): {
  readonly listed: readonly number[];
  readonly notListed: readonly number[];
  readonly undecided: readonly number[];
} {
  const listed: number[] = [];
  const notListed: number[] = [];
  const undecided: number[] = [];
  for (const [row, standing] of table.standing.entries()) {
    const group =
      standing === standingCode.admissible
        ? listed
        : standing === standingCode.unknown
          ? undecided
          : notListed;
    group.push(row);
  }
  return { listed, notListed, undecided };
}

/** The rows of each tie left open, in the order of the ranking. */
export function openTies(ranking: Ranking): number[][] {
  const ties: number[][] = [];
  for (const [place, row] of ranking.order.entries()) {
    if (ranking.decidedBy[row] !== tiedWithAbove) continue;
    const above = ranking.order[place - 1]!;
    if (ties.at(-1)?.at(-1) === above) ties.at(-1)!.push(row);
    else ties.push([above, row]);
  }
  return ties;
}

interface Step extends SortColumn {
  readonly by: string;
  readonly values: Float64Array;
}

const noRows: SortedRows = {
  rows: new Uint32Array(0),
  differs: new Uint8Array(0),
  metUnknown: false,
};

/** Collects what is missing, one stop for each ranking and code. */
class StopsByUnit {
  readonly #table: RankingTable;
  readonly #found = new Map<
    string,
    { stop: RankingStop; rows: Set<number>; values: Set<string> }
  >();

  constructor(table: RankingTable) {
    this.#table = table;
  }

  add(code: RankingStop['code'], unit: number, decisions: readonly string[]): void {
    const stop = { code, unit, rows: [], values: [], ...(decisions.length > 0 && { decisions }) };
    this.#found.set(`${unit} ${code}`, { stop, rows: new Set(), values: new Set() });
  }

  addRow(code: RankingStop['code'], row: number, value: string): void {
    const unit = this.#table.unit[row]!;
    if (!this.#found.has(`${unit} ${code}`)) this.add(code, unit, []);
    const found = this.#found.get(`${unit} ${code}`)!;
    found.rows.add(row);
    found.values.add(value);
  }

  all(): RankingStop[] {
    return [...this.#found.values()]
      .map(({ stop, rows, values }) => ({
        ...stop,
        rows: [...rows].toSorted((a, b) => a - b),
        values: [...values],
      }))
      .toSorted((a, b) => a.unit - b.unit);
  }
}

function admissibleRows(table: RankingTable, stops: StopsByUnit): Uint32Array {
  const rows = new Uint32Array(table.size);
  let count = 0;
  for (let row = 0; row < table.size; row += 1) {
    const standing = table.standing[row];
    if (standing === standingCode.unknown) stops.addRow('unknown-value', row, 'standing');
    if (standing === standingCode.admissible) rows[count++] = row;
  }
  return rows.subarray(0, count);
}

/** Keys, then ties, then receipt and protocol; a gap in the ladder ends it there. */
function ladderOf(table: RankingTable, policy: RankingPolicy): Step[] {
  const steps = [...(policy.keys ?? []), ...(policy.ties ?? [])].map(({ by, order }): Step => {
    const values =
      by === 'received' ? table.received : by === 'grant' ? table.asked : table.columns[by];
    if (values === undefined) throw new RangeError(`no column for the key ${by}`);
    return { by, order, values };
  });
  if (policy.ties === undefined || policy.lastResort !== 'protocol') return steps;
  return [
    ...steps,
    { by: 'received', order: 'lowest-first', values: table.received },
    { by: 'protocol', order: 'lowest-first', values: table.protocol },
  ];
}

/**
 * Two neighbours equal down to a step where one of them is unknown cannot be told apart honestly;
 * rows that an earlier step already separates are never asked for later values.
 */
function findUnknownTies(
  table: RankingTable,
  ladder: { readonly keys: readonly Step[]; readonly ties: readonly Step[] },
  byProtocol: boolean,
  { rows, differs, metUnknown: incomplete }: SortedRows,
  stops: StopsByUnit,
): void {
  if (!incomplete && !byProtocol) return;
  for (let place = 1; place < rows.length; place += 1) {
    if (!incomplete && differs[place] !== equalToAbove) continue;
    const above = rows[place - 1]!;
    const row = rows[place]!;
    if (table.unit[above] !== table.unit[row]) continue;
    if (ladder.keys.some((step) => step.values[above] !== step.values[row])) continue;
    const missing = missingStep(ladder.ties, above, row, byProtocol);
    if (missing === undefined) continue;
    const code = missing === 'protocol' ? 'protocol-missing' : 'unknown-value';
    stops.addRow(code, above, missing);
    stops.addRow(code, row, missing);
  }
}

/** The first step at which one of two rows is unknown, while all steps before it are equal. */
function missingStep(
  ties: readonly Step[],
  above: number,
  row: number,
  byProtocol: boolean,
): string | undefined {
  for (const { by, values } of ties) {
    if (Number.isNaN(values[above]) || Number.isNaN(values[row])) return by;
    if (values[above] !== values[row]) return undefined;
  }
  return byProtocol ? 'protocol' : undefined;
}

/** Puts each open tie in the drawn order, where one draw names all of its members. */
function settleDraws(
  table: RankingTable,
  policy: RankingPolicy,
  { rows, differs }: SortedRows,
  stops: StopsByUnit,
): void {
  if (policy.lastResort !== 'draw' || policy.ties === undefined || !policy.draws) return;
  const places = policy.draws.map((draw) => new Map(draw.order.map((row, place) => [row, place])));
  for (const [index, { order, decision }] of policy.draws.entries()) {
    if (places[index]!.size === order.length && order.every((row) => row < table.size)) continue;
    stops.add('draw-not-valid', table.unit[order[0] ?? 0] ?? 0, [decision]);
  }
  const drawStep = (policy.keys?.length ?? 0) + policy.ties.length + 1;
  for (let start = 0, end = 1; start < rows.length; start = end, end = start + 1) {
    while (differs[end] === equalToAbove) end += 1;
    if (end - start < 2) continue;
    const tied = rows.subarray(start, end);
    const drawn = places.find((place) => tied.every((row) => place.has(row)));
    if (!drawn) continue;
    tied.sort((a, b) => drawn.get(a)! - drawn.get(b)!);
    differs.fill(drawStep, start + 1, end);
  }
}

function placed(
  table: RankingTable,
  sorted: SortedRows,
  deciders: readonly string[],
  stops: StopsByUnit,
): Ranking {
  const found = stops.all();
  const stopped = new Set(found.map((stop) => stop.unit));
  const order = new Uint32Array(sorted.rows.length);
  const sharedAt = new Uint8Array(sorted.rows.length);
  const starts = new Uint32Array(table.units.length + 1);
  const position = new Uint32Array(table.size);
  const decidedBy = new Uint8Array(table.size).fill(noneAbove);
  const sizes = new Uint32Array(table.units.length);
  for (let i = 0; i < order.length; i += 1) sizes[table.unit[sorted.rows[i]!]!]! += 1;
  let count = 0;
  let start = 0;
  for (let unit = 0; unit < sizes.length; unit += 1) {
    starts[unit] = count;
    const end = start + sizes[unit]!;
    let current = 0;
    for (let place = start; place < end && !stopped.has(unit); place += 1) {
      const row = sorted.rows[place]!;
      const step = place === start ? noneAbove : sorted.differs[place]!;
      current = step === tiedWithAbove ? current : place - start + 1;
      position[row] = current;
      decidedBy[row] = step >= tiedWithAbove ? step : step - 1;
      sharedAt[count] = step === tiedWithAbove ? 1 : 0;
      order[count++] = row;
    }
    start = end;
  }
  starts[table.units.length] = count;
  return {
    order: order.subarray(0, count),
    starts,
    shared: sharedAt.subarray(0, count),
    position,
    decidedBy,
    deciders,
    stops: found,
  };
}
