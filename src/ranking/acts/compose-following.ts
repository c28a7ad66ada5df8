import type { Round, RoundDecisions } from '../../engine/index.ts';
import { parseCents } from '../../engine/index.ts';
import type { ActChain, ChainRefused, PublishedAct, ScrollOrder } from '../../engine/index.ts';
import { beginChain, extendChain } from '../act-chain.ts';
import type { ActOrders } from './act.ts';
import { withReached, type ActContent, type ActLine } from './act-content.ts';
import { renameIn } from './merge-decisions.ts';

/** The name of an act within the chain of its ranking. */
export function chainName(number: number): string {
  return `act-${number}`;
}

/** The chain up to the act that approved the ranking. */
export function firstOfChain(round: Round, bundle: string, number: number): ActChain | undefined {
  const chain = beginChain(round, bundle, chainName(number));
  if (!('type' in chain)) return chain;
  if (chain.code === 'no-funding') return undefined;
  throw new Error(`a signed ranking begins no chain: ${chain.code}`);
}

export interface Following {
  readonly chain: ActChain;
  readonly act: PublishedAct;
  readonly table: readonly ActLine[];
}

/** An act that gives new and saved money along a ranking that was approved before. */
export function composeFollowing({
  round,
  chain,
  before,
  number,
  orders,
  decided,
}: {
  /** As the bundle of the ranking gives it. */
  readonly round: Round;
  readonly chain: ActChain;
  /** Of the act before this one. */
  readonly before: ActContent;
  readonly number: number;
  readonly orders: ActOrders;
  /** Ties and the like decided for this act. */
  readonly decided: RoundDecisions;
}): Following | ChainRefused {
  const order = orderOf(number, { orders, decided, table: before.table });
  const extended = extendChain(round, chain, order);
  if ('type' in extended) return extended;
  const act = extended.acts.at(-1);
  if (!act) throw new Error('a chain was extended and has no act');
  return { chain: extended, act, table: tableAfter(before.table, act) };
}

function orderOf(
  number: number,
  {
    orders,
    decided,
    table,
  }: {
    readonly orders: ActOrders;
    readonly decided: RoundDecisions;
    readonly table: readonly ActLine[];
  },
): ScrollOrder {
  const pseudonyms = new Map(table.map(({ application, pseudonym }) => [application, pseudonym]));
  const nameOf = (application: string): string => pseudonyms.get(application) ?? application;
  const moves = [...(decided.moves ?? []), ...orders.moves];
  const decisions: RoundDecisions = {
    ...renameIn(decided, nameOf),
    ...(moves.length > 0 ? { moves } : {}),
  };
  return {
    id: chainName(number),
    additions: orders.additions,
    savings: orders.savings.map((saving) => ({
      ...saving,
      application: nameOf(saving.application),
    })),
    ...(Object.keys(decisions).length > 0 ? { decisions } : {}),
  };
}

/** What holds after the act for every application: those it did not touch stay as they were, with nothing given by it. */
function tableAfter(before: readonly ActLine[], act: PublishedAct): readonly ActLine[] {
  const touched = new Map(act.entries.map((entry) => [entry.application, entry]));
  return withReached(
    before.map((line) => {
      const entry = touched.get(line.pseudonym);
      if (!entry) return { ...line, granted: 0 };
      return {
        ...line,
        outcome: entry.after,
        reason: reasonAfter(entry.after, line.reason),
        granted: centsIn(entry.grant),
        total: centsIn(entry.total),
      };
    }),
  );
}

function reasonAfter(outcome: string, before: string): string {
  if (outcome === 'fully-funded') return 'above-the-line';
  if (outcome === 'partly-funded') return 'partly-covered';
  return outcome === 'withdrawn' || outcome === 'forfeited' ? outcome : before;
}

/** An amount of a chain, which may be taken back. */
function centsIn(text: string): number {
  const isBack = text.startsWith('-');
  const cents = parseCents(isBack ? text.slice(1) : text);
  if (cents === undefined) throw new Error(`${text} is not an amount`);
  return isBack ? -cents : cents;
}
