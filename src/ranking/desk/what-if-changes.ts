import {
  compileCall,
  parseCents,
  parsePoints,
  type Call,
  type CallDocument,
  type PartialPolicy,
  type RankingKey,
} from '../../engine/index.ts';

/** What is tried on a frozen round: rules with other values, as data. What is left out stays as the call has it. */
export interface WhatIfChanges {
  /** Points by the id of the threshold. */
  readonly thresholds?: Readonly<Record<string, string>>;
  /** Amounts by the id of the pot. */
  readonly pots?: Readonly<Record<string, string>>;
  readonly per?: 'call' | 'line' | 'subline';
  readonly keys?: readonly RankingKey[];
  readonly ties?: readonly RankingKey[];
  readonly lastResort?: 'protocol' | 'draw' | 'stop';
  readonly partial?: PartialPolicy;
  readonly moves?: readonly {
    readonly from: string;
    readonly to: string;
    readonly amount: string;
  }[];
  /** Which ranking draws first on money that several share. */
  readonly orderOfRankings?: readonly string[];
  /** What equals get where the money ends inside a tie, whoever they then are. */
  readonly equals?: 'none-of-tie' | 'pro-rata';
}

export interface ChangeProblem {
  readonly code:
    | 'threshold-unknown'
    | 'points-wrong'
    | 'pot-unknown'
    | 'amount-wrong'
    | 'no-ranking'
    | 'key-unknown'
    | 'ranking-unknown'
    | 'no-money'
    | 'rules-refused';
  /** JSON pointer into the changes. */
  readonly path: string;
  readonly message?: string;
}

/** Names by which rules order a round besides facts and criteria. */
const figureKeys = ['net', 'bonus', 'gross', 'grant', 'admitted', 'received'] as const;

/** Everything by which the applications of a call could be ordered. */
export function keyNames({ document, names }: Call): readonly string[] {
  const ordered = new Set(['int', 'money', 'percent', 'points', 'date', 'bool']);
  const facts = [...document.facts, ...(document.derived ?? [])].filter(
    (fact) => ordered.has(fact.type) && names.project.has(fact.id),
  );
  const hasScore = document.score !== undefined;
  return [
    ...figureKeys.filter(
      (key) => hasScore || (key !== 'net' && key !== 'bonus' && key !== 'gross'),
    ),
    ...(document.score?.criteria ?? []).map(({ id }) => `criterion:${id}`),
    ...facts.map(({ id }) => `fact:${id}`),
  ];
}

/** Whether only the money, or the order of what is already known, is another one. */
export function changesScores({ thresholds }: WhatIfChanges): boolean {
  return Object.keys(thresholds ?? {}).length > 0;
}

/** The rules of a call with what is tried in the place of what they say; what cannot be tried is told. */
export function applyChanges(
  call: Call,
  changes: WhatIfChanges,
): { readonly call: Call } | { readonly problems: readonly ChangeProblem[] } {
  const problems = checkChanges(call, changes);
  if (problems.length > 0) return { problems };
  const { document } = call;
  const changed: CallDocument = {
    ...document,
    ...(document.score && changes.thresholds && { score: withPoints(document.score, changes) }),
    ...(document.ranking && { ranking: { ...document.ranking, ...orderOf(changes) } }),
    ...(document.funding && { funding: withMoney(document.funding, changes) }),
    // The examples of a call are about its own rules.
    examples: [],
  };
  const compiled = compileCall(changed);
  if ('call' in compiled) return compiled;
  return {
    problems: compiled.problems.map(({ message, path }) => ({
      code: 'rules-refused',
      path: `/${path.join('/')}`,
      message,
    })),
  };
}

type Score = NonNullable<CallDocument['score']>;
type Funding = NonNullable<CallDocument['funding']>;

function withPoints(score: Score, { thresholds = {} }: WhatIfChanges): Score {
  return {
    ...score,
    thresholds: score.thresholds.map((threshold) => {
      const atLeast = thresholds[threshold.id];
      return atLeast === undefined ? threshold : { ...threshold, atLeast };
    }),
  };
}

function orderOf({ per, keys, ties, lastResort }: WhatIfChanges) {
  return {
    ...(per && { per }),
    ...(keys && { keys }),
    ...(ties && { ties }),
    ...(lastResort && { lastResort }),
  };
}

function withMoney(funding: Funding, { pots = {}, partial }: WhatIfChanges): Funding {
  return {
    ...funding,
    ...(partial && { partial }),
    pots: funding.pots.map((pot) => {
      const amount = pots[pot.id];
      return amount === undefined ? pot : { ...pot, amount };
    }),
  };
}

function checkChanges(call: Call, changes: WhatIfChanges): readonly ChangeProblem[] {
  return [
    ...checkThresholds(call.document, changes),
    ...checkOrder(call, changes),
    ...checkMoney(call.document, changes),
  ];
}

function checkThresholds(
  { score }: CallDocument,
  { thresholds = {} }: WhatIfChanges,
): readonly ChangeProblem[] {
  const known = new Set(score?.thresholds.map(({ id }) => id));
  const most = parsePoints(score?.maximum ?? 0) ?? 0;
  return Object.entries(thresholds).flatMap(([id, text]): readonly ChangeProblem[] => {
    const path = `/thresholds/${id}`;
    if (!known.has(id)) return [{ code: 'threshold-unknown', path }];
    const points = parsePoints(text);
    const isWithin = points !== undefined && points >= 0 && points <= most * 2;
    return isWithin ? [] : [{ code: 'points-wrong', path }];
  });
}

function checkOrder(call: Call, changes: WhatIfChanges): readonly ChangeProblem[] {
  const isOrdered = ['per', 'keys', 'ties', 'lastResort'].some((name) => name in changes);
  if (!isOrdered) return [];
  if (!call.document.ranking) return [{ code: 'no-ranking', path: '' }];
  const names = new Set(keyNames(call));
  return (['keys', 'ties'] as const).flatMap((list) =>
    (changes[list] ?? []).flatMap(({ by }, index): readonly ChangeProblem[] =>
      names.has(by) ? [] : [{ code: 'key-unknown', path: `/${list}/${index}` }],
    ),
  );
}

function checkMoney(
  { funding }: CallDocument,
  { pots = {}, moves = [], partial }: WhatIfChanges,
): readonly ChangeProblem[] {
  const asksMoney = Object.keys(pots).length > 0 || moves.length > 0 || partial !== undefined;
  if (!funding) return asksMoney ? [{ code: 'no-money', path: '' }] : [];
  const known = new Set(funding.pots.map(({ id }) => id));
  const ofPots = Object.entries(pots).flatMap(([id, text]): readonly ChangeProblem[] => {
    const path = `/pots/${id}`;
    if (!known.has(id)) return [{ code: 'pot-unknown', path }];
    return (parseCents(text) ?? -1) >= 0 ? [] : [{ code: 'amount-wrong', path }];
  });
  const ofMoves = moves.flatMap(({ from, to, amount }, index): readonly ChangeProblem[] => {
    const path = `/moves/${index}`;
    if (!known.has(from) || !known.has(to) || from === to) return [{ code: 'pot-unknown', path }];
    return (parseCents(amount) ?? 0) > 0 ? [] : [{ code: 'amount-wrong', path }];
  });
  return [...ofPots, ...ofMoves];
}
