import { formatCents, parseCents } from '../../engine/index.ts';
import type { ChainRefused, PublishedPot } from '../../engine/index.ts';
import type { ChangesSince } from '../round/queries.ts';
import { actsInForce, baseKindOf, isApproval, type RankingAct } from './act.ts';
import type { ActLine } from './act-content.ts';
import type { DecisionRecord } from './queries.ts';

/** What is looked at before an act is signed, in the order in which it is told. */
export const checkCodes = [
  'kind-fits',
  'round-is-fresh',
  'rankings-together',
  'rankings-free',
  'no-stops',
  'decisions-in-force',
  'earlier-acts-unchanged',
  'orders-allowed',
  'money-conserved',
  'earlier-grants-kept',
  'figures-known',
  'applications-accounted-for',
  'correction-explained',
] as const;

export type ActCheckCode = (typeof checkCodes)[number];

/** One check as it came out: `noted` is told and keeps nobody from signing. */
export interface ActCheck {
  readonly code: ActCheckCode;
  readonly state: 'passed' | 'failed' | 'noted';
  /** What it found: names of stops, rankings, decisions, applications, pots; the first of them. */
  readonly about: readonly string[];
  /** How many there are in all. */
  readonly count: number;
}

const aboutMax = 20;

export function found(
  code: ActCheckCode,
  about: readonly string[],
  state: 'failed' | 'noted' = 'failed',
): ActCheck {
  return {
    code,
    state: about.length === 0 ? 'passed' : state,
    about: about.slice(0, aboutMax),
    count: about.length,
  };
}

/** The procedure of the call makes acts of this kind. */
export function checkKind(
  act: RankingAct,
  acts: readonly RankingAct[],
  procedure: 'ranking' | 'rolling' | 'list' | undefined,
): ActCheck {
  const kind = baseKindOf(act, acts);
  const wanted = isApproval(kind) ? kind : undefined;
  const fits = wanted === undefined ? procedure !== 'list' : wanted === procedure;
  return found('kind-fits', fits ? [] : [procedure ?? 'unknown']);
}

/** An older round may be rested on where it is said why; a ranking that was approved stays frozen anyway. */
export function checkFreshness(
  act: RankingAct,
  acts: readonly RankingAct[],
  { changed, arrived, isNewVersion }: ChangesSince,
): ActCheck {
  if (!isApproval(baseKindOf(act, acts))) return found('round-is-fresh', []);
  const about = [
    ...(changed > 0 ? [`changed:${changed}`] : []),
    ...(arrived > 0 ? [`arrived:${arrived}`] : []),
    ...(isNewVersion ? ['version'] : []),
  ];
  return found('round-is-fresh', about, act.staleReason === null ? 'failed' : 'noted');
}

export function checkTogether(act: RankingAct, together: readonly string[]): ActCheck {
  return found(
    'rankings-together',
    together.filter((unit) => !act.units.includes(unit)),
  );
}

/** A ranking is approved once; a list and a window go on from the act before. */
export function checkFree(act: RankingAct, acts: readonly RankingAct[]): ActCheck {
  const kind = baseKindOf(act, acts);
  const others = actsInForce(acts).filter(
    (other) => other.number !== act.number && other.number !== act.replaces,
  );
  if (!isApproval(kind)) {
    const rivals = others.filter(
      (other) => !isApproval(baseKindOf(other, acts)) && other.follows === act.follows,
    );
    const holds = others.some(({ number }) => number === act.follows);
    return found('rankings-free', [
      ...rivals.map(({ number }) => `act:${number}`),
      ...(holds ? [] : [`gone:${act.follows ?? 0}`]),
    ]);
  }
  const rivals = others.filter((other) => {
    const isAbout = other.units.some((unit) => act.units.includes(unit));
    return isAbout && isApproval(baseKindOf(other, acts)) && !isGoneOnFrom(act, other, kind);
  });
  return found(
    'rankings-free',
    rivals.map(({ number }) => `act:${number}`),
  );
}

/** Earlier acts of a list or of a window, up to the one that this goes on from. */
function isGoneOnFrom(act: RankingAct, other: RankingAct, kind: string): boolean {
  return kind !== 'ranking' && act.follows !== null && other.number <= act.follows;
}

export function checkStops(stops: readonly { readonly code: string }[]): ActCheck {
  return found(
    'no-stops',
    stops.map(({ code }) => code),
  );
}

/** None of those it rests on was withdrawn; those in force that it leaves out are told. */
export function checkDecisions(act: RankingAct, decisions: readonly DecisionRecord[]): ActCheck {
  const byNumber = new Map(decisions.map((each) => [each.number, each]));
  const gone = act.decisions.filter((number) => byNumber.get(number)?.isWithdrawn !== false);
  if (gone.length > 0)
    return found(
      'decisions-in-force',
      gone.map((number) => `withdrawn:${number}`),
    );
  const left = decisions.filter(
    ({ number, isWithdrawn }) => !isWithdrawn && !act.decisions.includes(number),
  );
  return found(
    'decisions-in-force',
    left.map(({ number }) => `left-out:${number}`),
    'noted',
  );
}

/** The acts before come out again as they were signed, and nothing that was ordered is refused. */
export function checkChain(refused: ChainRefused | undefined): readonly [ActCheck, ActCheck] {
  const isEarlier = refused?.code === 'act-differs' || refused?.code === 'ranking-changed';
  const about = refused ? [`${refused.code}:${refused.at}`] : [];
  return [
    found('earlier-acts-unchanged', isEarlier ? about : []),
    found('orders-allowed', isEarlier ? [] : about),
  ];
}

/** Over all the acts of the call that hold, no pot pays more than it has. */
export function checkMoney(
  pots: readonly PublishedPot[],
  others: readonly (readonly PublishedPot[])[],
): ActCheck {
  const left = new Map<string, number>();
  for (const account of [pots, ...others])
    for (const { pot, initial, added, movedIn, movedOut, drawn } of account) {
      const before = left.get(pot) ?? cents(initial);
      left.set(pot, before + cents(added) + cents(movedIn) - cents(movedOut) - cents(drawn));
    }
  const unbalanced = pots.filter(
    (one) =>
      cents(one.initial) + cents(one.added) + cents(one.movedIn) - cents(one.movedOut) !==
      cents(one.drawn) + cents(one.left),
  );
  return found('money-conserved', [
    ...unbalanced.map(({ pot }) => `unbalanced:${pot}`),
    ...[...left]
      .filter(([, rest]) => rest < 0)
      .map(([pot, rest]) => `overdrawn:${pot}:${formatCents(-rest)}`),
  ]);
}

function cents(text: string): number {
  const value = parseCents(text);
  if (value === undefined) throw new Error(`${text} is not an amount`);
  return value;
}

/** A window that goes on leaves whoever was given something with exactly that. */
export function checkGrantsKept(before: readonly ActLine[], table: readonly ActLine[]): ActCheck {
  const now = new Map(table.map((line) => [line.application, line]));
  const changed = before.filter((line) => {
    if (line.total === 0) return false;
    const after = now.get(line.application);
    return after?.total !== line.total || after.outcome !== line.outcome;
  });
  return found(
    'earlier-grants-kept',
    changed.map(({ name }) => name),
  );
}

/** Nobody is left undecided, and whoever has a place has the figures for it. */
export function checkFigures(table: readonly ActLine[], hasMoney: boolean): ActCheck {
  const open = table.filter(
    ({ outcome, position, asked }) =>
      outcome === 'undecided' || (position > 0 && hasMoney && asked === null),
  );
  return found(
    'figures-known',
    open.map(({ name }) => name),
  );
}

/** Every application of these rankings stands in the act once. */
export function checkCount(
  table: readonly ActLine[],
  wanted: readonly { readonly application: string; readonly name: string }[],
): ActCheck {
  const there = new Map<string, number>();
  for (const { application } of table) there.set(application, (there.get(application) ?? 0) + 1);
  const wrong = wanted.filter(({ application }) => there.get(application) !== 1);
  const known = new Set(wanted.map(({ application }) => application));
  const strangers = table.filter(({ application }) => !known.has(application));
  return found(
    'applications-accounted-for',
    [...wrong, ...strangers].map(({ name }) => name),
  );
}

/** A correction says why; the acts that fall with the one it replaces are told. */
export function checkCorrection(act: RankingAct, acts: readonly RankingAct[]): ActCheck {
  if (act.kind !== 'correction') return found('correction-explained', []);
  const holding = actsInForce(acts);
  const isThere = holding.some(({ number }) => number === act.replaces);
  if (!isThere) return found('correction-explained', [`gone:${act.replaces ?? 0}`]);
  if (act.reasons.trim() === '') return found('correction-explained', ['no-reasons']);
  const after = acts.map((each) =>
    each.number === act.number ? { ...each, state: 'signed' as const } : each,
  );
  const left = new Set(actsInForce(after).map(({ number }) => number));
  const falling = holding.filter(({ number }) => number !== act.replaces && !left.has(number));
  return found(
    'correction-explained',
    falling.map(({ number }) => `falls:${number}`),
    'noted',
  );
}
