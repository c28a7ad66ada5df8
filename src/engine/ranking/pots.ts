import type { Cents } from '../numbers/money.ts';
import type { DrawList, Part } from './draws.ts';

export interface Pot {
  readonly id: string;
  readonly amount: Cents;
  /** Id of the pot of which this one is a part: what is drawn here is drawn there too. */
  readonly within?: string | undefined;
  readonly money?: 'capital' | 'current' | undefined;
}

/** Where the money of a parcel came from. */
export type Origin =
  | { readonly kind: 'initial' }
  | { readonly kind: 'moved'; readonly from: string; readonly act: string; readonly ground: string }
  | { readonly kind: 'added'; readonly act: string; readonly source: string }
  /** Given back by an application that renounced, was forfeited or had its grant reduced. */
  | { readonly kind: 'saved'; readonly application: string; readonly act: string };

export interface Parcel {
  readonly origin: Origin;
  readonly amount: Cents;
  readonly left: Cents;
}

/** What a pot held and what became of it; `initial + added + movedIn - movedOut = drawn + left`. */
export interface PotAccount {
  readonly pot: string;
  readonly initial: Cents;
  readonly added: Cents;
  readonly movedIn: Cents;
  readonly movedOut: Cents;
  /** Net of what came back; includes what was drawn from the pots within this one. */
  readonly drawn: Cents;
  readonly left: Cents;
  readonly parcels: readonly Parcel[];
}

/** A decision that moves money from one pot to another, with the act that says so. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly amount: Cents;
  readonly ground: string;
  readonly act: string;
}

export interface Addition {
  readonly pot: string;
  readonly amount: Cents;
  readonly act: string;
  readonly source: string;
}

export interface MoneyProblem {
  readonly code:
    | 'reallocation-not-allowed'
    | 'move-not-valid'
    | 'move-exceeds-left'
    | 'addition-not-valid'
    | 'saving-not-valid';
  /** Index of the move, addition or saving at fault. */
  readonly index: number;
  readonly left?: Cents;
}

interface OpenParcel {
  origin: Origin;
  amount: Cents;
  left: Cents;
}

interface OpenAccount {
  readonly parcels: OpenParcel[];
  /** Parcels before this index are empty: money is used oldest first. */
  oldest: number;
  initial: Cents;
  added: Cents;
  movedIn: Cents;
  movedOut: Cents;
}

/** The pots while money is being shared out. */
export interface Ledger {
  readonly pots: readonly Pot[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** For each pot, itself and then the pots it lies within. */
  readonly chains: readonly (readonly number[])[];
  readonly left: Float64Array;
  readonly drawn: Float64Array;
  /** Pots that are out of reach for the applications that follow. */
  readonly closed: Uint8Array;
  readonly accounts: readonly OpenAccount[];
}

/** Throws `RangeError` for a pot within one that is not there or, by some path, within itself. */
export function openLedger(pots: readonly Pot[]): Ledger {
  return ledgerOf(pots, openAccount);
}

/**
 * Takes the pots up again where an earlier act left them; those accounts are not touched. A pot
 * that had no account yet starts with its amount; one that is no longer there is a bug.
 */
export function reopenLedger(pots: readonly Pot[], accounts: readonly PotAccount[]): Ledger {
  const byPot = new Map(accounts.map((account) => [account.pot, account]));
  const ledger = ledgerOf(pots, (pot) => {
    const account = byPot.get(pot.id);
    if (!account) return openAccount(pot);
    return { ...account, parcels: account.parcels.map((parcel) => ({ ...parcel })), oldest: 0 };
  });
  for (const { pot, drawn } of accounts) {
    const index = ledger.indexOf.get(pot);
    if (index === undefined) throw new RangeError(`the pot ${pot} is gone`);
    ledger.drawn[index] = drawn;
  }
  return ledger;
}

function openAccount({ amount }: Pot): OpenAccount {
  return {
    parcels: [{ origin: { kind: 'initial' }, amount, left: amount }],
    oldest: 0,
    initial: amount,
    added: 0,
    movedIn: 0,
    movedOut: 0,
  };
}

function ledgerOf(pots: readonly Pot[], accountOf: (pot: Pot) => OpenAccount): Ledger {
  const indexOf = new Map(pots.map(({ id }, index) => [id, index]));
  const accounts = pots.map(accountOf);
  return {
    pots,
    indexOf,
    chains: pots.map((pot) => chainOf(pot, pots, indexOf)),
    left: Float64Array.from(accounts, ({ parcels }) =>
      parcels.reduce((sum, parcel) => sum + parcel.left, 0),
    ),
    drawn: new Float64Array(pots.length),
    closed: new Uint8Array(pots.length),
    accounts,
  };
}

function chainOf(
  start: Pot,
  pots: readonly Pot[],
  indexOf: ReadonlyMap<string, number>,
): readonly number[] {
  const chain: number[] = [];
  for (let pot: Pot | undefined = start; pot;) {
    const index: number = indexOf.get(pot.id)!;
    if (chain.includes(index)) throw new RangeError(`the pot ${start.id} lies within itself`);
    chain.push(index);
    if (pot.within === undefined) break;
    const outer: number | undefined = indexOf.get(pot.within);
    if (outer === undefined) throw new RangeError(`no pot ${pot.within} around ${pot.id}`);
    pot = pots[outer];
  }
  return chain;
}

/** What can still be drawn from a pot: never more than any pot around it has left, in cents. */
export function availableIn(ledger: Ledger, left: Float64Array, pot: number): Cents {
  let available = Number.POSITIVE_INFINITY;
  for (const index of ledger.chains[pot]!) {
    if (ledger.closed[index] !== 0) return 0;
    if (left[index]! < available) available = left[index]!;
  }
  return available;
}

/** Draws from a pot for an application, oldest money first, and notes every parcel used. */
export function drawFrom(
  ledger: Ledger,
  draws: DrawList,
  draw: { readonly row: number; readonly pot: number; readonly part: Part; readonly amount: Cents },
): void {
  const { row, pot, part, amount } = draw;
  const chain = ledger.chains[pot]!;
  for (let i = 0; i < chain.length; i += 1) {
    const account = ledger.accounts[chain[i]!]!;
    ledger.left[chain[i]!]! -= amount;
    ledger.drawn[chain[i]!]! += amount;
    let rest = amount;
    while (rest > 0) {
      const parcel = account.oldest;
      const used = useOldest(account, rest);
      if (i === 0 && used > 0) draws.push(row, pot, parcel, part, used);
      rest -= used;
    }
  }
}

/** Uses up to an amount of the oldest parcel; gives the cents used, none of an empty one. */
function useOldest(account: OpenAccount, amount: Cents): Cents {
  const parcel = account.parcels[account.oldest];
  if (!parcel) throw new RangeError('more was taken from a pot than it holds');
  const used = Math.min(amount, parcel.left);
  parcel.left -= used;
  if (parcel.left === 0) account.oldest += 1;
  return used;
}

/** Closes a pot for those who follow, and the pots around it that held it back. */
export function closePot(ledger: Ledger, pot: number): void {
  if (ledger.closed[pot] !== 0) return;
  const available = availableIn(ledger, ledger.left, pot);
  ledger.closed[pot] = 1;
  for (const index of ledger.chains[pot]!) {
    if (ledger.left[index] === available) ledger.closed[index] = 1;
  }
}

/** Moves money between pots, in order, until one move is refused. */
export function moveMoney(
  ledger: Ledger,
  moves: readonly Move[],
  allowed: boolean,
): MoneyProblem | undefined {
  for (const [index, move] of moves.entries()) {
    if (!allowed) return { code: 'reallocation-not-allowed', index };
    const from = ledger.indexOf.get(move.from);
    const to = ledger.indexOf.get(move.to);
    const isComplete = isAmount(move.amount) && move.act !== '' && move.ground !== '';
    if (from === undefined || to === undefined || from === to || !isComplete) {
      return { code: 'move-not-valid', index };
    }
    const inner = ledger.chains[from]!.filter((pot) => !ledger.chains[to]!.includes(pot));
    const left =
      inner.length === 0
        ? ledger.left[from]! - ledger.left[to]!
        : Math.min(...inner.map((pot) => ledger.left[pot]!));
    if (move.amount > left) return { code: 'move-exceeds-left', index, left };
    const { act, ground, amount } = move;
    for (const pot of inner) {
      ledger.left[pot]! -= amount;
      ledger.accounts[pot]!.movedOut += amount;
      for (let rest = amount; rest > 0;) rest -= useOldest(ledger.accounts[pot]!, rest);
    }
    for (const pot of ledger.chains[to]!.filter((one) => !ledger.chains[from]!.includes(one))) {
      ledger.accounts[pot]!.movedIn += amount;
      putIn(ledger, pot, amount, { kind: 'moved', from: move.from, act, ground });
    }
  }
  return undefined;
}

/** Puts new money into pots, in order, until one addition is refused. */
export function addMoney(ledger: Ledger, additions: readonly Addition[]): MoneyProblem | undefined {
  for (const [index, { pot, amount, act, source }] of additions.entries()) {
    const target = ledger.indexOf.get(pot);
    if (target === undefined || !isAmount(amount) || act === '' || source === '') {
      return { code: 'addition-not-valid', index };
    }
    for (const one of ledger.chains[target]!) {
      ledger.accounts[one]!.added += amount;
      putIn(ledger, one, amount, { kind: 'added', act, source });
    }
  }
  return undefined;
}

/** Gives drawn money back to its pot and to the pots around it, as the newest money there. */
export function giveBack(
  ledger: Ledger,
  pot: number,
  amount: Cents,
  origin: Extract<Origin, { kind: 'saved' }>,
): void {
  for (const index of ledger.chains[pot]!) {
    ledger.drawn[index]! -= amount;
    putIn(ledger, index, amount, origin);
  }
}

function putIn(ledger: Ledger, pot: number, amount: Cents, origin: Origin): void {
  ledger.left[pot]! += amount;
  ledger.accounts[pot]!.parcels.push({ origin, amount, left: amount });
}

function isAmount(amount: Cents): boolean {
  return Number.isSafeInteger(amount) && amount > 0;
}

export function accountsOf(ledger: Ledger): PotAccount[] {
  return ledger.accounts.map((account, index) => ({
    pot: ledger.pots[index]!.id,
    initial: account.initial,
    added: account.added,
    movedIn: account.movedIn,
    movedOut: account.movedOut,
    drawn: ledger.drawn[index]!,
    left: ledger.left[index]!,
    parcels: account.parcels.map((parcel) => ({ ...parcel })),
  }));
}
