/** Something for which some different people are wanted, out of those it allows. */
export interface Wanting {
  readonly count: number;
  /** Indexes of people, in their order. */
  readonly allowed: readonly number[];
}

/**
 * Chooses people so that what each has in the end, with what they had before, is as even as what is allowed permits:
 * by at most one where everybody may have everything. The same inputs always choose the same people: each time whoever
 * has least, and among those with as little whoever comes next in the round that begins at `turn`.
 */
export function balance(
  loads: readonly number[],
  wanting: readonly Wanting[],
  turn = 0,
): readonly (readonly number[])[] {
  const sharing = new Sharing(loads, wanting);
  sharing.giveInTurn(turn);
  sharing.evenOut();
  return sharing.given.map((people) => people.toSorted((a, b) => a - b));
}

class Sharing {
  readonly given: number[][];
  readonly #loads: number[];
  readonly #wanting: readonly Wanting[];
  /** For each pair of people, what the first has and the second could have instead. */
  #movable: readonly Set<number>[] = [];

  constructor(loads: readonly number[], wanting: readonly Wanting[]) {
    this.#loads = [...loads];
    this.#wanting = wanting;
    this.given = wanting.map(() => []);
  }

  giveInTurn(turn: number): void {
    const size = this.#loads.length;
    let next = size === 0 ? 0 : turn % size;
    for (const [index, { allowed, count }] of this.#wanting.entries()) {
      const places = new Map(allowed.map((person) => [person, (person - next + size) % size]));
      const chosen = allowed
        .toSorted(
          (a, b) => this.#loadOf(a) - this.#loadOf(b) || placeIn(places, a) - placeIn(places, b),
        )
        .slice(0, count);
      for (const person of chosen) {
        this.#loads[person] = this.#loadOf(person) + 1;
        this.given[index]?.push(person);
      }
      const last = chosen.at(-1);
      if (last !== undefined) next = (last + 1) % size;
    }
  }

  /**
   * As long as work can be passed on, from hand to hand, from somebody to somebody with at least two less. When no such
   * way is left, no other sharing is more even.
   */
  evenOut(): void {
    if (this.#spread() < 2) return;
    this.#findMovable();
    let way = this.#findWay();
    while (way) {
      this.#passOn(way);
      way = this.#findWay();
    }
  }

  #loadOf(person: number): number {
    return this.#loads[person] ?? 0;
  }

  #spread(): number {
    return Math.max(0, ...this.#loads) - Math.min(...this.#loads);
  }

  #findMovable(): void {
    const size = this.#loads.length;
    this.#movable = Array.from({ length: size * size }, () => new Set<number>());
    for (const index of this.given.keys()) this.#setMovable(index, true);
  }

  #setMovable(index: number, isThere: boolean): void {
    const holders = this.given[index] ?? [];
    const others = (this.#wanting[index]?.allowed ?? []).filter((each) => !holders.includes(each));
    for (const from of holders)
      for (const to of others) {
        const set = this.#movableFrom(from, to);
        if (isThere) set.add(index);
        else set.delete(index);
      }
  }

  #movableFrom(from: number, to: number): Set<number> {
    const set = this.#movable[from * this.#loads.length + to];
    if (!set) throw new Error(`nobody has the numbers ${from} and ${to}`);
    return set;
  }

  /** The people through whose hands work can go, from one with much to one with little. */
  #findWay(): readonly number[] | undefined {
    const people = [...this.#loads.keys()];
    for (const from of people.toSorted((a, b) => this.#loadOf(b) - this.#loadOf(a) || a - b)) {
      const before = new Map<number, number>([[from, from]]);
      const queue = [from];
      for (const holder of queue)
        for (const to of people)
          if (!before.has(to) && this.#movableFrom(holder, to).size > 0) {
            before.set(to, holder);
            queue.push(to);
          }
      const least = queue.toSorted((a, b) => this.#loadOf(a) - this.#loadOf(b) || a - b)[0];
      if (least !== undefined && this.#loadOf(least) < this.#loadOf(from) - 1)
        return wayTo(least, before);
    }
    return undefined;
  }

  #passOn(way: readonly number[]): void {
    // From the far end, so that each hand is empty before it takes.
    for (let place = way.length - 1; place > 0; place -= 1) {
      const [from, to] = [way[place - 1] ?? 0, way[place] ?? 0];
      const [index = 0] = this.#movableFrom(from, to);
      this.#setMovable(index, false);
      this.given[index] = (this.given[index] ?? []).map((each) => (each === from ? to : each));
      this.#setMovable(index, true);
    }
    const [first = 0, last = 0] = [way[0], way.at(-1)];
    this.#loads[first] = this.#loadOf(first) - 1;
    this.#loads[last] = this.#loadOf(last) + 1;
  }
}

function placeIn(places: ReadonlyMap<number, number>, person: number): number {
  return places.get(person) ?? 0;
}

function wayTo(end: number, before: ReadonlyMap<number, number>): readonly number[] {
  const way = [end];
  let [at] = way as [number];
  for (let from = before.get(at) ?? at; from !== at; from = before.get(at) ?? at) {
    way.unshift(from);
    at = from;
  }
  return way;
}
