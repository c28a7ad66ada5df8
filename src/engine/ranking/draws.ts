import type { Cents } from '../numbers/money.ts';

/** Which part of a grant a draw pays: the whole, or one kind of money. */
export type Part = 0 | 1 | 2;

/** Every cent drawn: parallel arrays, in the order in which the money was given. */
export interface Draws {
  readonly row: Uint32Array;
  readonly pot: Uint8Array;
  /** Index in the parcels of the pot's account: which money of that pot it was. */
  readonly parcel: Uint32Array;
  /** 0 the whole grant, 1 capital, 2 current. */
  readonly part: Uint8Array;
  readonly amount: Float64Array;
}

/** Draws while they are being made. */
export class DrawList {
  size = 0;
  #row: Uint32Array;
  #pot: Uint8Array;
  #parcel: Uint32Array;
  #part: Uint8Array;
  #amount: Float64Array;

  constructor(room: number) {
    this.#row = new Uint32Array(room);
    this.#pot = new Uint8Array(room);
    this.#parcel = new Uint32Array(room);
    this.#part = new Uint8Array(room);
    this.#amount = new Float64Array(room);
  }

  push(row: number, pot: number, parcel: number, part: Part, amount: Cents): void {
    if (this.size === this.#row.length) this.#grow();
    const at = this.size;
    this.#row[at] = row;
    this.#pot[at] = pot;
    this.#parcel[at] = parcel;
    this.#part[at] = part;
    this.#amount[at] = amount;
    this.size += 1;
  }

  all(): Draws {
    return {
      row: this.#row.subarray(0, this.size),
      pot: this.#pot.subarray(0, this.size),
      parcel: this.#parcel.subarray(0, this.size),
      part: this.#part.subarray(0, this.size),
      amount: this.#amount.subarray(0, this.size),
    };
  }

  #grow(): void {
    const room = this.size * 2 + 16;
    const grown = new DrawList(room);
    grown.#row.set(this.#row);
    grown.#pot.set(this.#pot);
    grown.#parcel.set(this.#parcel);
    grown.#part.set(this.#part);
    grown.#amount.set(this.#amount);
    this.#row = grown.#row;
    this.#pot = grown.#pot;
    this.#parcel = grown.#parcel;
    this.#part = grown.#part;
    this.#amount = grown.#amount;
  }
}
