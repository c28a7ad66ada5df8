/** Somebody among whom work is shared out, with what they already have. */
export interface Seat {
  readonly id: string;
  readonly load: number;
}

/**
 * Gives each of so many applications, in their order, to whoever has least then; of several, to the one who comes first
 * in the list. Whoever does it again with the same list gets the same.
 */
export function shareOut(seats: readonly Seat[], count: number): readonly string[] {
  if (seats.length === 0) throw new Error('there is nobody among whom to share out');
  const loads = seats.map(({ load }) => load);
  return Array.from({ length: count }, () => {
    let least = 0;
    for (const [index, load] of loads.entries()) if (load < (loads[least] ?? 0)) least = index;
    loads[least] = (loads[least] ?? 0) + 1;
    return seats[least]?.id ?? '';
  });
}
