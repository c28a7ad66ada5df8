export type KeyOrder = 'highest-first' | 'lowest-first';

export interface SortColumn {
  readonly values: Float64Array;
  readonly order: KeyOrder;
}

export interface SortedRows {
  readonly rows: Uint32Array;
  /**
   * For each place, the index of the first column that tells its row from the row above;
   * `equalToAbove` when none does, `firstOfAll` for the first place.
   */
  readonly differs: Uint8Array;
  /** Whether a `NaN` was met in any column: the order of those rows means nothing. */
  readonly metUnknown: boolean;
}

export const equalToAbove = 254;
export const firstOfAll = 255;

const digitBitsMax = 11;
const wordSize = 2 ** 32;

/** Bits that one column contributes: all of them, or the high or the low part of a wide range. */
interface Field {
  readonly column: number;
  readonly bits: number;
  readonly fill: (rows: Uint32Array, word: Uint32Array, shift: number) => void;
}

/** Rows that nothing has told apart yet, in stretches of equal ones. */
interface Active {
  /** Their places in the order, ascending. */
  readonly places: Uint32Array;
  readonly rows: Uint32Array;
  /** Number of the stretch that each belongs to, ascending. */
  readonly stretch: Uint32Array;
}

/**
 * Puts rows in the order of the columns, first column first; equal rows keep their order.
 * Columns hold whole numbers up to 2^53 either side of zero; another number throws `RangeError`.
 *
 * As many columns as fit in 32 bits are sorted at once, digit by digit, and only the rows still
 * equal after that are looked at again with the columns that follow.
 */
export function sortRows(rows: Uint32Array, columns: readonly SortColumn[]): SortedRows {
  const order = rows.slice();
  const differs = new Uint8Array(rows.length).fill(equalToAbove);
  if (rows.length > 0) differs[0] = firstOfAll;
  const places = new Uint32Array(rows.length);
  for (let place = 0; place < places.length; place += 1) places[place] = place;
  let active: Active = { places, rows: order.slice(), stretch: new Uint32Array(rows.length) };
  let waiting: Field[] = [];
  let next = 0;
  let metUnknown = false;
  while (active.rows.length > 0 && (next < columns.length || waiting.length > 0)) {
    const batch = waiting.splice(0, 1);
    let room = 32 - (batch[0]?.bits ?? 0);
    while (waiting.length === 0 && next < columns.length) {
      const { fields, hasUnknown } = fieldsOf(active.rows, columns[next]!, next);
      metUnknown ||= hasUnknown;
      next += 1;
      waiting = fields;
      while (waiting.length > 0 && waiting[0]!.bits <= room) {
        room -= waiting[0]!.bits;
        batch.push(waiting.shift()!);
      }
    }
    if (batch.length > 0) active = sortActive(active, batch, order, differs);
  }
  return { rows: order, differs, metUnknown };
}

function fieldsOf(
  rows: Uint32Array,
  { values, order }: SortColumn,
  column: number,
): { fields: Field[]; hasUnknown: boolean } {
  const { lowest, highest, hasUnknown } = rangeOf(rows, values);
  const range = highest - lowest;
  if (!(range > 0)) return { fields: [], hasUnknown };
  const first = order === 'highest-first' ? highest : lowest;
  const sign = order === 'highest-first' ? -1 : 1;
  if (range < wordSize) {
    const step = commonStep(rows, values, lowest);
    const fill = fillNarrow(values, first, step * sign);
    return { fields: [{ column, bits: bitsOf(range / step), fill }], hasUnknown };
  }
  const base = range <= Number.MAX_SAFE_INTEGER ? lowest : 0;
  const highOf = (value: number): number => Math.floor((value - base) / wordSize);
  const firstHigh = highOf(first);
  const high: Field = {
    column,
    bits: bitsOf(highOf(highest) - highOf(lowest)),
    fill(some, word, shift): void {
      for (let i = 0; i < some.length; i += 1) {
        word[i]! |= ((highOf(values[some[i]!]!) - firstHigh) * sign) << shift;
      }
    },
  };
  return { fields: [high, { column, bits: 32, fill: fillLow(values, base, sign) }], hasUnknown };
}

/** `step` divides every distance from `first`, and is negative when the highest comes first. */
function fillNarrow(values: Float64Array, first: number, step: number): Field['fill'] {
  return (rows, word, shift) => {
    if (step === 1) {
      for (let i = 0; i < rows.length; i += 1) word[i]! |= (values[rows[i]!]! - first) << shift;
    } else if (step === -1) {
      for (let i = 0; i < rows.length; i += 1) word[i]! |= (first - values[rows[i]!]!) << shift;
    } else {
      for (let i = 0; i < rows.length; i += 1) {
        word[i]! |= ((values[rows[i]!]! - first) / step) << shift;
      }
    }
  };
}

/**
 * The largest number dividing every distance from the lowest value: whole points kept in
 * hundredths then take seven bits less.
 */
function commonStep(rows: Uint32Array, values: Float64Array, lowest: number): number {
  let step = 0;
  for (let i = 0; i < rows.length && step !== 1; i += 1) {
    let rest = (values[rows[i]!]! - lowest) >>> 0;
    if (step !== 0) rest %= step;
    while (rest !== 0) [step, rest] = [rest, step % rest];
  }
  return step;
}

/** The low 32 bits take a whole word, so they are stored and never shifted. */
function fillLow(values: Float64Array, base: number, sign: number): Field['fill'] {
  return (rows, word) => {
    for (let i = 0; i < rows.length; i += 1) {
      const low = (values[rows[i]!]! - base) >>> 0;
      word[i] = sign < 0 ? ~low : low;
    }
  };
}

function rangeOf(
  rows: Uint32Array,
  values: Float64Array,
): { lowest: number; highest: number; hasUnknown: boolean } {
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  let odd = 0;
  let unknown = 0;
  for (let i = 0; i < rows.length; i += 1) {
    const value = values[rows[i]!]!;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (Math.floor(value) !== value) {
      if (Number.isNaN(value)) unknown += 1;
      else odd += 1;
    }
  }
  if (odd > 0) throw new RangeError('a ranking key is not a whole number');
  if (highest > 2 ** 53 || lowest < -(2 ** 53)) throw new RangeError('a key is beyond 2^53');
  return { lowest, highest, hasUnknown: unknown > 0 };
}

function bitsOf(range: number): number {
  return 32 - Math.clz32(range);
}

/** Sorts the active rows inside their stretches; gives back those that are still equal. */
function sortActive(
  active: Active,
  batch: readonly Field[],
  order: Uint32Array,
  differs: Uint8Array,
): Active {
  const keys = new Uint32Array(active.rows.length);
  const columnAt = new Uint8Array(32);
  let bits = 0;
  for (const field of batch) bits += field.bits;
  let shift = bits;
  for (const field of batch) {
    columnAt.fill(field.column, 32 - shift, 32 - shift + field.bits);
    shift -= field.bits;
    field.fill(active.rows, keys, shift);
  }
  return stillEqual(active, sortStretches(active, keys, bits), { order, differs, columnAt });
}

/** Writes the rows back to their places and keeps, in the same arrays, those that are equal. */
function stillEqual(
  { places, stretch }: Active,
  { keys, rows }: Pairs,
  {
    order,
    differs,
    columnAt,
  }: Pick<SortedRows, 'differs'> & {
    order: Uint32Array;
    columnAt: Uint8Array;
  },
): Active {
  let count = 0;
  let number = -1;
  let aboveStretch = -1;
  let isKept = false;
  for (let i = 0; i < rows.length; i += 1) {
    const place = places[i]!;
    const own = stretch[i]!;
    order[place] = rows[i]!;
    const difference = own === aboveStretch ? keys[i]! ^ keys[i - 1]! : -1;
    if (own === aboveStretch && difference !== 0)
      differs[place] = columnAt[Math.clz32(difference)]!;
    if (difference === 0 && !isKept) {
      number += 1;
      places[count] = place - 1;
      rows[count] = rows[i - 1]!;
      stretch[count] = number;
      count += 1;
    }
    isKept = difference === 0;
    if (isKept) {
      places[count] = place;
      rows[count] = rows[i]!;
      stretch[count] = number;
      count += 1;
    }
    aboveStretch = own;
  }
  return {
    places: places.subarray(0, count),
    rows: rows.subarray(0, count),
    stretch: stretch.subarray(0, count),
  };
}

/** Rows with the 32 bits that order them. */
interface Pairs {
  readonly keys: Uint32Array;
  readonly rows: Uint32Array;
}

/** Comparing is cheaper than counting where stretches are short: this many comparisons a row. */
const comparisonsMax = 32;

function sortStretches({ rows, stretch }: Active, keys: Uint32Array, bits: number): Pairs {
  const size = rows.length;
  if (stretch[size - 1] === 0) return sortPairs(keys, rows, bits);
  let comparisons = 0;
  for (let i = 0, start = 0; i < size; i += 1) {
    if (stretch[i] !== stretch[start]) start = i;
    comparisons += i - start;
  }
  if (comparisons <= comparisonsMax * size) return insertInStretches(rows, keys, stretch);
  const indices = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) indices[i] = i;
  const byKey = sortPairs(keys.slice(), indices, bits).rows;
  const stretchOf = new Uint32Array(size);
  for (let i = 0; i < size; i += 1) stretchOf[i] = stretch[byKey[i]!]!;
  const sorted = sortPairs(stretchOf, byKey, bitsOf(stretch[size - 1]!)).rows;
  const pairs = { keys: stretchOf, rows: new Uint32Array(size) };
  for (let i = 0; i < size; i += 1) {
    pairs.keys[i] = keys[sorted[i]!]!;
    pairs.rows[i] = rows[sorted[i]!]!;
  }
  return pairs;
}

function insertInStretches(rows: Uint32Array, keys: Uint32Array, stretch: Uint32Array): Pairs {
  for (let i = 1; i < rows.length; i += 1) {
    const key = keys[i]!;
    const row = rows[i]!;
    const own = stretch[i]!;
    let at = i;
    while (at > 0 && stretch[at - 1] === own && keys[at - 1]! > key) {
      keys[at] = keys[at - 1]!;
      rows[at] = rows[at - 1]!;
      at -= 1;
    }
    keys[at] = key;
    rows[at] = row;
  }
  return { keys, rows };
}

/** Least digit first, so that rows with equal keys stay in the order they had. */
function sortPairs(keys: Uint32Array, rows: Uint32Array, bits: number): Pairs {
  let from: Pairs = { keys, rows };
  let to: Pairs = { keys: new Uint32Array(rows.length), rows: new Uint32Array(rows.length) };
  const passes = Math.ceil(bits / digitBitsMax);
  const digitBits = Math.ceil(bits / passes);
  for (let pass = 0; pass < passes; pass += 1) {
    const isMoved = scatter(from.keys, from.rows, to.keys, to.rows, pass * digitBits, digitBits);
    if (isMoved) [from, to] = [to, from];
  }
  return from;
}

/** One counting pass; false, and nothing moved, when every key has the same digit. */
function scatter(
  keys: Uint32Array,
  order: Uint32Array,
  toKeys: Uint32Array,
  toOrder: Uint32Array,
  shift: number,
  digitBits: number,
): boolean {
  const size = keys.length;
  const digitMask = (1 << digitBits) - 1;
  const next = new Uint32Array(digitMask + 1);
  for (let i = 0; i < size; i += 1) next[(keys[i]! >>> shift) & digitMask]! += 1;
  if (next[(keys[0]! >>> shift) & digitMask] === size) return false;
  let start = 0;
  for (let digit = 0; digit <= digitMask; digit += 1) {
    const count = next[digit]!;
    next[digit] = start;
    start += count;
  }
  for (let i = 0; i < size; i += 1) {
    const key = keys[i]!;
    const digit = (key >>> shift) & digitMask;
    const place = next[digit]!;
    next[digit] = place + 1;
    toKeys[place] = key;
    toOrder[place] = order[i]!;
  }
  return true;
}
