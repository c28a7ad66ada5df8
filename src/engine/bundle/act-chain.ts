import { formatCents, parseCents } from '../numbers/money.ts';
import { firstAct, type FundingAct } from '../ranking/funding-act.ts';
import type { Addition, PotAccount } from '../ranking/pots.ts';
import { scroll, type Refused as ScrollRefused, type Saving } from '../ranking/scroll.ts';
import { withDecisions, type RoundDecisions } from '../round/round-decisions.ts';
import type { Round } from '../round/settle-round.ts';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of a canonical text, in hexadecimal: whoever runs the engine has their own way to it. */
export type HashOf = (text: string) => string;

/** What a further act was asked to do, as it is kept: enough to make the act again. */
export interface ScrollOrder {
  readonly id: string;
  readonly additions: readonly {
    readonly pot: string;
    readonly amount: string;
    readonly act: string;
    readonly source: string;
  }[];
  readonly savings: readonly {
    readonly application: string;
    readonly kind: Saving['kind'];
    readonly amount?: string;
    readonly act: string;
  }[];
  /** Ties, moves of money and order of rankings decided for this act alone. */
  readonly decisions?: RoundDecisions;
}

/** An act as it is published. It never changes; the next one names its hash. */
export interface PublishedAct {
  readonly id: string;
  readonly follows: string | null;
  /** Hash of the act before, or of the ranking for the first. */
  readonly previous: string;
  /** Nothing for the act that approves the ranking. */
  readonly order: ScrollOrder | null;
  readonly entries: readonly PublishedEntry[];
  readonly pots: readonly PublishedPot[];
  readonly stops: readonly { readonly code: string; readonly applications: readonly string[] }[];
  readonly granted: string;
  readonly hash: string;
}

export interface PublishedEntry {
  readonly application: string;
  readonly position: number;
  readonly before: string;
  readonly after: string;
  readonly grant: string;
  readonly total: string;
  readonly entitled: string;
}

type PotFigure = 'initial' | 'added' | 'movedIn' | 'movedOut' | 'drawn' | 'left';
export type PublishedPot = { readonly pot: string } & Readonly<Record<PotFigure, string>>;

/** The canonical text whose hash an act carries: all of it but the hash. */
export function actText({ hash: _hash, ...content }: PublishedAct): string {
  return canonicalJson(content);
}

/** All the acts on one ranking, oldest first, each tied to the one before by its hash. */
export interface ActChain {
  readonly bandolo: 1;
  readonly kind: 'acts';
  readonly call: string;
  /** Hash of the bundle of the ranking. */
  readonly ranking: string;
  readonly acts: readonly PublishedAct[];
}

export interface ChainRefused {
  readonly type: 'refused';
  readonly code:
    | ScrollRefused['problem']['code']
    | 'no-funding'
    | 'unknown-application'
    | 'act-differs';
  /** Which application, act, or entry of the order is at fault. */
  readonly at: string;
}

/** The chain that begins with the act that approved the ranking. */
export function beginChain(
  round: Round,
  { ranking, id }: { readonly ranking: string; readonly id: string },
  hashOf: HashOf,
): ActChain | ChainRefused {
  const first = approvalOf(round, id);
  if (!first) return { type: 'refused', code: 'no-funding', at: id };
  const act = publish(first, { order: null, previous: ranking, ids: round.ids, hashOf });
  return { bandolo: 1, kind: 'acts', call: round.call.document.id, ranking, acts: [act] };
}

/** Makes every act of a chain again, and adds one more; refused when an earlier act comes out otherwise. */
export function extendChain(
  round: Round,
  chain: ActChain,
  order: ScrollOrder,
  hashOf: HashOf,
): ActChain | ChainRefused {
  const replayed = replayChain(round, chain, hashOf);
  if (replayed.type === 'refused') return replayed;
  const made = carryOut(round, replayed.acts, order);
  if ('type' in made) return made;
  const previous = chain.acts.at(-1)?.hash ?? chain.ranking;
  const act = publish(made, { order, previous, ids: round.ids, hashOf });
  return { ...chain, acts: [...chain.acts, act] };
}

/** The acts of a chain made again from their orders; refused at the first that comes out otherwise. */
export function replayChain(
  round: Round,
  chain: ActChain,
  hashOf: HashOf,
): { readonly type: 'acts'; readonly acts: readonly FundingAct[] } | ChainRefused {
  const made: FundingAct[] = [];
  let previous = chain.ranking;
  for (const published of chain.acts) {
    const act = published.order
      ? carryOut(round, made, published.order)
      : approvalOf(round, published.id);
    if (!act) return { type: 'refused', code: 'no-funding', at: published.id };
    if ('type' in act) return act;
    const again = publish(act, { order: published.order, previous, ids: round.ids, hashOf });
    if (canonicalJson(again) !== canonicalJson(published))
      return { type: 'refused', code: 'act-differs', at: published.id };
    made.push(act);
    previous = again.hash;
  }
  return { type: 'acts', acts: made };
}

function approvalOf({ table, ids, ranking, funding }: Round, id: string): FundingAct | undefined {
  return funding && firstAct(table, ids, ranking, funding, id);
}

function carryOut(
  round: Round,
  acts: readonly FundingAct[],
  order: ScrollOrder,
): FundingAct | ChainRefused {
  const { table, ids, ranking, policy } = round;
  if (!policy || acts.length === 0) return { type: 'refused', code: 'no-funding', at: order.id };
  const rows = new Map(ids.map((id, row) => [id, row]));
  const stranger = strangerIn(order, rows);
  if (stranger !== undefined) return { type: 'refused', code: 'unknown-application', at: stranger };
  const additions = order.additions.map(({ amount, ...rest }): Addition => ({
    ...rest,
    amount: parseCents(amount) ?? 0,
  }));
  const savings = order.savings.map(({ application, kind, amount, act }): Saving => ({
    row: rows.get(application) ?? -1,
    kind,
    act,
    ...(amount === undefined ? {} : { amount: parseCents(amount) ?? 0 }),
  }));
  const own = withDecisions(policy, order.decisions ?? {}, table.units, rows);
  const act = scroll(table, ids, ranking, acts, own, { id: order.id, additions, savings });
  if (!('type' in act)) return act;
  const { problem } = act;
  const at = 'index' in problem ? `${order.id}, ${problem.index + 1}` : order.id;
  return { type: 'refused', code: problem.code, at };
}

function strangerIn(
  { savings, decisions }: ScrollOrder,
  rows: ReadonlyMap<string, number>,
): string | undefined {
  const tied = (decisions?.ties ?? []).flatMap((tie) => tie.applications);
  return [...savings.map(({ application }) => application), ...tied].find((id) => !rows.has(id));
}

function publish(
  act: FundingAct,
  {
    order,
    previous,
    ids,
    hashOf,
  }: {
    readonly order: ScrollOrder | null;
    readonly previous: string;
    readonly ids: readonly string[];
    readonly hashOf: HashOf;
  },
): PublishedAct {
  const content = {
    id: act.id,
    follows: act.follows ?? null,
    previous,
    order,
    entries: act.entries.map(({ application, position, before, after, ...figures }) => ({
      application,
      position,
      before,
      after,
      grant: formatCents(figures.grant),
      total: formatCents(figures.total),
      entitled: Number.isNaN(figures.entitled) ? 'unknown' : formatCents(figures.entitled),
    })),
    pots: act.accounts.map(publishPot),
    stops: act.stops.map(({ code, rows }) => ({
      code,
      applications: rows.map((row) => ids[row] ?? ''),
    })),
    granted: formatCents(act.checks.granted),
  };
  return { ...content, hash: hashOf(canonicalJson(content)) };
}

/** A pot as it is published: what it held, what came in and went out, what is left. */
export function publishPot(account: PotAccount): PublishedPot {
  return {
    pot: account.pot,
    initial: formatCents(account.initial),
    added: formatCents(account.added),
    movedIn: formatCents(account.movedIn),
    movedOut: formatCents(account.movedOut),
    drawn: formatCents(account.drawn),
    left: formatCents(account.left),
  };
}
