const columnGap = '  ';

/** A table of text, first column to the left and the others to the right. */
export function printTable(title: string, rows: readonly (readonly string[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  console.log(`\n${title}`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    console.log(cells.join(columnGap));
  }
}

export function whole(value: number): string {
  return Math.round(value).toLocaleString('en');
}

/** `3.2×` or `1/3.2`, so that a ratio below one reads as easily as one above. */
export function ratio(value: number): string {
  return value >= 1 ? `${digits(value)}×` : `1/${digits(1 / value)}`;
}

function digits(value: number): string {
  return value >= 100 ? whole(value) : value.toFixed(value >= 10 ? 1 : 2);
}
