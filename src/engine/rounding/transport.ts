/** Which cells of a table may be raised by one, and how many must be in each row and column. */
export interface RaiseProblem {
  readonly rows: number;
  readonly columns: number;
  /** Row by row: how welcome it is to raise the cell, a safe integer; absent where it may not be. */
  readonly gains: readonly (number | undefined)[];
  readonly rowNeeds: readonly number[];
  readonly columnNeeds: readonly number[];
  /** Columns in the order in which they are preferred among equally good choices. */
  readonly order: readonly number[];
}

interface Network {
  readonly rows: number;
  readonly columns: number;
  readonly gains: Float64Array;
  readonly usable: Uint8Array;
  readonly raised: Uint8Array;
  /** Prices: a raised cell gains at least its row and column, any other cell at most. */
  readonly rowPrices: Float64Array;
  readonly columnPrices: Float64Array;
  /** Raised cells in the column above its need. */
  readonly excess: Int32Array;
}

/**
 * The cells to raise, row by row as 0 and 1, so that every need is met and the sum of gains is the
 * greatest possible; of several such choices the one that raises the first cell in which they
 * differ, read by columns in the declared order and from the top down.
 * `undefined` when no choice meets the needs. This is a transport problem, solved by shortest
 * augmenting paths; a table of 200 by 200 takes about a second.
 */
export function chooseRaised(problem: RaiseProblem): Uint8Array | undefined {
  const network = startNetwork(problem);
  if (network === undefined) return undefined;
  while (network.excess.some((excess) => excess > 0)) {
    if (!reprice(network)) return undefined;
    while (pushOnce(network)) {
      // Each pass moves what it can without a price change.
    }
  }
  if (network.excess.some((excess) => excess !== 0)) return undefined;
  preferFirst(network, problem.order);
  return network.raised;
}

/** Every row takes its best cells, whatever the columns need: optimal but for the excesses. */
function startNetwork(problem: RaiseProblem): Network | undefined {
  const { rows, columns } = problem;
  const network: Network = {
    rows,
    columns,
    gains: Float64Array.from(problem.gains, (gain) => gain ?? 0),
    usable: Uint8Array.from(problem.gains, (gain) => (gain === undefined ? 0 : 1)),
    raised: new Uint8Array(rows * columns),
    rowPrices: new Float64Array(rows),
    columnPrices: new Float64Array(columns),
    excess: Int32Array.from(problem.columnNeeds, (need) => -need),
  };
  for (let row = 0; row < rows; row += 1) {
    const need = problem.rowNeeds[row]!;
    const best = usableCells(network, row).toSorted(
      (a, b) => network.gains[b]! - network.gains[a]! || a - b,
    );
    if (need < 0 || need > best.length) return undefined;
    const last = best[Math.max(0, need - 1)];
    network.rowPrices[row] = last === undefined ? 0 : network.gains[last]!;
    for (const cell of best.slice(0, need)) {
      network.raised[cell] = 1;
      network.excess[cell % columns]! += 1;
    }
  }
  return network;
}

function usableCells(network: Network, row: number): number[] {
  const cells: number[] = [];
  for (let column = 0; column < network.columns; column += 1) {
    const cell = row * network.columns + column;
    if (network.usable[cell] === 1) cells.push(cell);
  }
  return cells;
}

/** What raising the cell gains over the prices; exact, as all three are safe integers. */
function margin(network: Network, row: number, column: number): number {
  const cell = row * network.columns + column;
  return network.gains[cell]! - network.rowPrices[row]! - network.columnPrices[column]!;
}

/**
 * Changes the prices so that a path of margin zero leads from a column with too many raised cells
 * to one with too few; false if no path does at any price.
 */
function reprice(network: Network): boolean {
  const { rows, columns } = network;
  const distances = new Float64Array(columns + rows).fill(Infinity);
  const settled = new Uint8Array(columns + rows);
  for (let column = 0; column < columns; column += 1) {
    if (network.excess[column]! > 0) distances[column] = 0;
  }
  let reach = Infinity;
  for (;;) {
    const node = nearest(distances, settled);
    if (node === undefined || distances[node]! >= reach) break;
    settled[node] = 1;
    if (node >= columns) relaxFromRow(network, node - columns, distances);
    else if (network.excess[node]! < 0) reach = distances[node]!;
    else relaxFromColumn(network, node, distances);
  }
  if (reach === Infinity) return false;
  for (let column = 0; column < columns; column += 1) {
    network.columnPrices[column]! -= Math.min(distances[column]!, reach);
  }
  for (let row = 0; row < rows; row += 1) {
    network.rowPrices[row]! += Math.min(distances[columns + row]!, reach);
  }
  return true;
}

function nearest(distances: Float64Array, settled: Uint8Array): number | undefined {
  let found: number | undefined;
  let best = Infinity;
  for (let node = 0; node < distances.length; node += 1) {
    if (settled[node] === 0 && distances[node]! < best) {
      best = distances[node]!;
      found = node;
    }
  }
  return found;
}

/** A column gives up a raised cell. */
function relaxFromColumn(network: Network, column: number, distances: Float64Array): void {
  for (let row = 0; row < network.rows; row += 1) {
    if (network.raised[row * network.columns + column] === 0) continue;
    const distance = distances[column]! + margin(network, row, column);
    if (distance < distances[network.columns + row]!) distances[network.columns + row] = distance;
  }
}

/** A row raises another cell instead of the one given up. */
function relaxFromRow(network: Network, row: number, distances: Float64Array): void {
  for (let column = 0; column < network.columns; column += 1) {
    const cell = row * network.columns + column;
    if (network.usable[cell] === 0 || network.raised[cell] === 1) continue;
    const distance = distances[network.columns + row]! - margin(network, row, column);
    if (distance < distances[column]!) distances[column] = distance;
  }
}

/** One pass along paths of margin zero; false if there was none. */
function pushOnce(network: Network): boolean {
  const visited = new Uint8Array(network.columns + network.rows);
  let pushed = false;
  for (let column = 0; column < network.columns; column += 1) {
    if (network.excess[column]! <= 0 || visited[column] === 1) continue;
    if (!pushFromColumn(network, column, visited)) continue;
    network.excess[column]! -= 1;
    pushed = true;
  }
  return pushed;
}

function pushFromColumn(network: Network, column: number, visited: Uint8Array): boolean {
  visited[column] = 1;
  if (network.excess[column]! < 0) {
    network.excess[column]! += 1;
    return true;
  }
  for (let row = 0; row < network.rows; row += 1) {
    const cell = row * network.columns + column;
    if (network.raised[cell] === 0 || visited[network.columns + row] === 1) continue;
    if (margin(network, row, column) !== 0) continue;
    if (!pushFromRow(network, row, visited)) continue;
    network.raised[cell] = 0;
    return true;
  }
  return false;
}

function pushFromRow(network: Network, row: number, visited: Uint8Array): boolean {
  visited[network.columns + row] = 1;
  for (let column = 0; column < network.columns; column += 1) {
    const cell = row * network.columns + column;
    if (network.usable[cell] === 0 || network.raised[cell] === 1) continue;
    if (visited[column] === 1 || margin(network, row, column) !== 0) continue;
    if (!pushFromColumn(network, column, visited)) continue;
    network.raised[cell] = 1;
    return true;
  }
  return false;
}

/**
 * Among the best choices, which differ only in cells of margin zero, finds the one preferred:
 * cell after cell is raised if a swap with cells not yet decided allows it.
 */
function preferFirst(network: Network, order: readonly number[]): void {
  const { rows, columns } = network;
  const free = new Uint8Array(rows * columns);
  for (let cell = 0; cell < free.length; cell += 1) {
    const row = Math.floor(cell / columns);
    const isFree = network.usable[cell] === 1 && margin(network, row, cell % columns) === 0;
    free[cell] = isFree ? 1 : 0;
  }
  for (const column of order) {
    for (let row = 0; row < rows; row += 1) {
      const cell = row * columns + column;
      if (free[cell] === 0) continue;
      free[cell] = 0;
      if (network.raised[cell] === 0) swapIn(network, free, { row, column });
    }
  }
}

/** Raises the cell by a closed chain of swaps among the free cells, if there is one. */
function swapIn(
  network: Network,
  free: Uint8Array,
  wanted: { readonly row: number; readonly column: number },
): void {
  const { rows, columns } = network;
  const target = wanted.column;
  if (!hasFreeRaised(network, free, target)) return;
  const start = columns + wanted.row;
  const cameFrom = new Int32Array(columns + rows).fill(-1);
  cameFrom[start] = start;
  const queue = [start];
  for (let head = 0; head < queue.length && cameFrom[target] === -1; head += 1) {
    const node = queue[head]!;
    const isRow = node >= columns;
    const end = isRow ? columns : columns + rows;
    for (let next = isRow ? 0 : columns; next < end; next += 1) {
      if (cameFrom[next] !== -1) continue;
      const cell = cellBetween(columns, node, next);
      // A row gives up a raised cell, and the column of that cell raises another one.
      if (free[cell] === 0 || network.raised[cell] !== (isRow ? 1 : 0)) continue;
      cameFrom[next] = node;
      queue.push(next);
    }
  }
  if (cameFrom[target] === -1) return;
  network.raised[cellBetween(columns, start, target)] = 1;
  for (let node = target; node !== start; node = cameFrom[node]!) {
    network.raised[cellBetween(columns, node, cameFrom[node]!)]! ^= 1;
  }
}

/** The cell where a row and a column meet; rows are numbered after the columns. */
function cellBetween(columns: number, a: number, b: number): number {
  return (Math.max(a, b) - columns) * columns + Math.min(a, b);
}

function hasFreeRaised(network: Network, free: Uint8Array, column: number): boolean {
  for (let cell = column; cell < free.length; cell += network.columns) {
    if (free[cell] === 1 && network.raised[cell] === 1) return true;
  }
  return false;
}
