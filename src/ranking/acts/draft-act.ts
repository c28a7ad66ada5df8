import { canonicalJson, parseCents, parseDay } from '../../engine/index.ts';
import type { Db, Tx } from '../../platform/database.ts';
import { recordAct } from '../../platform/journal.ts';
import type { LoadedRound } from '../round/load-round.ts';
import {
  actsInForce,
  baseKindOf,
  isApproval,
  noOrders,
  type ActKey,
  type ActKind,
  type ActOrders,
  type RankingAct,
} from './act.ts';
import type { ActContent } from './act-content.ts';
import { findAct, listActs, listDecisions, loadActContent } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { insertDraft, lockActs, updateDraft, updateState, type DraftFields } from './store.ts';

/** What a draft is asked to be; what is left out follows from what there is. */
export interface DraftAsked {
  readonly kind: ActKind;
  readonly frozenRound?: number;
  readonly units?: readonly string[];
  readonly title: string;
  readonly ground: string;
  readonly reasons?: string;
  readonly staleReason?: string;
  readonly fromDay?: string;
  readonly decisions?: readonly number[];
  readonly orders?: Partial<ActOrders>;
  readonly follows?: number;
  readonly replaces?: number;
}

export interface Drafting {
  readonly callId: number;
  readonly personId: string;
  /** A frozen round of the call by its number, or the latest one. */
  readonly findRound: (number: number | undefined) => Promise<LoadedRound | undefined>;
}

export type DraftOutcome = { readonly type: 'drafted'; readonly act: RankingAct } | ActRefused;

/** Begins an act as a draft: whoever prepares it need not be who signs it. */
export async function draftAct(
  tx: Tx,
  drafting: Drafting,
  asked: DraftAsked,
): Promise<DraftOutcome> {
  const { callId, personId } = drafting;
  await lockActs(tx, callId);
  const fields = await readFields(tx, drafting, asked);
  if ('type' in fields) return fields;
  const number = await insertDraft(tx, { callId, personId, fields });
  return recorded(tx, { callId, number }, { personId, did: 'ranking-act-drafted' });
}

/** Says anew what a draft is to be; `revision` is the one that was looked at. */
export async function changeDraft(
  tx: Tx,
  drafting: Drafting,
  {
    number,
    revision,
    ...asked
  }: DraftAsked & { readonly number: number; readonly revision: number },
): Promise<DraftOutcome | undefined> {
  const { callId, personId } = drafting;
  await lockActs(tx, callId);
  const act = await findAct(tx, { callId, number });
  if (!act) return undefined;
  if (act.state !== 'draft') return refused('not-a-draft');
  if (act.revision !== revision) return refused('changed-meanwhile');
  const fields = await readFields(tx, drafting, asked);
  if ('type' in fields) return fields;
  await updateDraft(tx, act, fields);
  return recorded(tx, act, { personId, did: 'ranking-act-changed' });
}

/** Gives a draft up: it stays on record and is nothing else. */
export async function abandonDraft(
  tx: Tx,
  { callId, number, personId }: ActKey & { readonly personId: string },
): Promise<DraftOutcome | undefined> {
  await lockActs(tx, callId);
  const act = await findAct(tx, { callId, number });
  if (!act) return undefined;
  if (act.state !== 'draft') return refused('not-a-draft');
  await updateState(tx, act, 'abandoned');
  return recorded(tx, act, { personId, did: 'ranking-act-abandoned' });
}

async function recorded(
  tx: Tx,
  { callId, number }: ActKey,
  { personId, did }: { readonly personId: string; readonly did: string },
): Promise<DraftOutcome> {
  const act = await findAct(tx, { callId, number });
  if (!act) throw new Error('a draft has gone in its own transaction');
  const { title, ground, reasons, kind, units, orders, decisions, revision, frozenRound } = act;
  await recordAct(tx, {
    chain: `call/${callId}`,
    act: did,
    subject: `ranking-act/${callId}/${number}`,
    personId,
    to: act.state,
    content: canonicalJson({
      title,
      ground,
      reasons,
      kind,
      units,
      orders,
      decisions,
      revision,
      frozenRound,
      follows: act.follows,
      replaces: act.replaces,
      staleReason: act.staleReason,
      fromDay: act.fromDay,
    }),
  });
  return { type: 'drafted', act };
}

async function readFields(
  tx: Tx,
  { callId, findRound }: Drafting,
  asked: DraftAsked,
): Promise<DraftFields | ActRefused> {
  const acts = await listActs(tx, callId);
  const links = readLinks(asked, acts);
  if ('type' in links) return links;
  const before = acts.find(({ number }) => number === links.follows);
  const goesOn = !isApproval(links.does) && before !== undefined;
  const round = await findRound(goesOn ? before.frozenRound : asked.frozenRound);
  if (!round) return refused('no-such-round', { path: '/frozenRound' });
  const texts = readTexts(asked);
  if ('type' in texts) return texts;
  const { units: all } = round.collector.plan;
  const units = goesOn
    ? before.units
    : all.filter((unit) => asked.units === undefined || asked.units.includes(unit));
  const isKnown = (asked.units ?? []).every((unit) => all.includes(unit));
  if (!isKnown || units.length === 0) return refused('no-such-ranking', { path: '/units' });
  const decisions = await readDecisions(tx, callId, { asked, goesOn });
  if ('type' in decisions) return decisions;
  const content = goesOn ? await loadActContent(tx, before) : undefined;
  const orders = readOrders(asked, round, content);
  if ('type' in orders) return orders;
  return {
    ...texts,
    kind: asked.kind,
    frozenRound: round.frozen.number,
    follows: links.follows,
    replaces: links.replaces,
    units,
    orders,
    decisions: decisions.numbers,
    fromDay: links.does === 'list' ? (asked.fromDay ?? null) : null,
  };
}

interface Links {
  readonly follows: number | null;
  readonly replaces: number | null;
  readonly does: ReturnType<typeof baseKindOf>;
}

/** Which act it goes on from and which it takes the place of; a list or window goes on from the last that holds. */
function readLinks(
  { kind, follows, replaces }: DraftAsked,
  acts: readonly RankingAct[],
): Links | ActRefused {
  const holding = actsInForce(acts);
  if (kind === 'correction') {
    const replaced = holding.find(({ number }) => number === replaces);
    if (replaces === undefined) return refused('replaces-missing', { path: '/replaces' });
    if (!replaced) return refused('no-such-act', { path: '/replaces' });
    return {
      follows: replaced.follows,
      replaces: replaced.number,
      does: baseKindOf(replaced, acts),
    };
  }
  if (kind === 'scrolling' || kind === 'reallocation') {
    if (follows === undefined) return refused('follows-missing', { path: '/follows' });
    const isThere = holding.some(({ number }) => number === follows);
    if (!isThere) return refused('no-such-act', { path: '/follows' });
    return { follows, replaces: null, does: kind };
  }
  const last = holding.findLast((act) => baseKindOf(act, acts) === kind);
  return {
    follows: kind === 'ranking' ? null : (last?.number ?? null),
    replaces: null,
    does: kind,
  };
}

function readTexts(
  asked: DraftAsked,
): Pick<DraftFields, 'title' | 'ground' | 'reasons' | 'staleReason'> | ActRefused {
  const title = asked.title.trim();
  const ground = asked.ground.trim();
  if (title === '') return refused('text-missing', { path: '/title' });
  if (ground === '') return refused('text-missing', { path: '/ground' });
  if (asked.fromDay !== undefined && parseDay(asked.fromDay) === undefined)
    return refused('day-wrong', { path: '/fromDay' });
  const staleReason = asked.staleReason?.trim() ?? '';
  return {
    title,
    ground,
    reasons: asked.reasons?.trim() ?? '',
    staleReason: staleReason === '' ? null : staleReason,
  };
}

/** All that are in force where none is named; an act that goes on from another rests on none unless it says so. */
async function readDecisions(
  db: Db,
  callId: number,
  { asked, goesOn }: { readonly asked: DraftAsked; readonly goesOn: boolean },
): Promise<{ readonly numbers: readonly number[] } | ActRefused> {
  const inForce = (await listDecisions(db, callId))
    .filter(({ isWithdrawn }) => !isWithdrawn)
    .map(({ number }) => number);
  const { decisions } = asked;
  if (decisions === undefined) return { numbers: goesOn ? [] : inForce };
  const place = decisions.findIndex((number) => !inForce.includes(number));
  if (place >= 0) return refused('no-such-decision', { path: `/decisions/${place}` });
  return { numbers: [...new Set(decisions)].toSorted((a, b) => a - b) };
}

/** What an act orders about money, each with where it comes from; who may get it is for the rules to say. */
function readOrders(
  { orders = {} }: DraftAsked,
  { collector: { plan } }: LoadedRound,
  before: ActContent | undefined,
): ActOrders | ActRefused {
  const all = { ...noOrders, ...orders };
  const { additions, savings, moves } = all;
  const count = additions.length + savings.length + moves.length;
  if (!before) return count === 0 ? noOrders : refused('orders-strange', { path: '/orders' });
  const pots = new Set(plan.pots.map(({ id }) => id));
  const applications = new Set(before.table.map(({ application }) => application));
  const problems = [
    ...additions.flatMap((one, place) => problemsOf(`/orders/additions/${place}`, one, { pots })),
    ...moves.flatMap((one, place) => problemsOf(`/orders/moves/${place}`, one, { pots })),
    ...savings.flatMap((one, place) =>
      problemsOf(`/orders/savings/${place}`, one, { applications }),
    ),
  ];
  return problems[0] ?? all;
}

function problemsOf(
  path: string,
  order: Readonly<Record<string, unknown>> | object,
  names: { readonly pots?: ReadonlySet<string>; readonly applications?: ReadonlySet<string> },
): readonly ActRefused[] {
  return Object.entries(order as Readonly<Record<string, string | undefined>>).flatMap(
    ([name, value = '']): readonly ActRefused[] => {
      const at = { path: `${path}/${name}` };
      if (name === 'amount' && !((parseCents(value) ?? 0) > 0))
        return [refused('amount-wrong', at)];
      if (['pot', 'from', 'to'].includes(name) && names.pots?.has(value) !== true)
        return [refused('no-such-pot', at)];
      if (name === 'application' && names.applications?.has(value) !== true)
        return [refused('no-such-application', at)];
      return value.trim() === '' ? [refused('text-missing', at)] : [];
    },
  );
}
