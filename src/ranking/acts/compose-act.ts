import { createHash } from 'node:crypto';
import { loadPublished } from '../../calls/index.ts';
import { findCallById } from './find-call-of-act.ts';
import { canonicalJson, type RoundDecisions } from '../../engine/index.ts';
import type { Database } from '../../platform/database.ts';
import type { FileStore } from '../../platform/files/file-store.ts';
import type { Services } from '../../platform/services.ts';
import type { ActChain, ChainRefused, PublishedPot } from '../../engine/index.ts';
import { loadRound, type LoadedRound } from '../round/load-round.ts';
import type { FrozenRound } from '../round/frozen-round.ts';
import { countChangesSince, findFrozenRound, type ChangesSince } from '../round/queries.ts';
import { sealActs, sealBundle, signSealed, type BundleSigner } from '../sign-bundle.ts';
import { changeMembership } from '../lists/change-membership.ts';
import {
  baseKindOf,
  chainUpTo,
  isApproval,
  lastOfChains,
  type BaseKind,
  type RankingAct,
} from './act.ts';
import * as checks from './act-checks.ts';
import { totalsOf, type ActContent, type ActLine, type MembershipChange } from './act-content.ts';
import { composeApproval } from './compose-approval.ts';
import { composeFollowing, firstOfChain } from './compose-following.ts';
import { loadKeptActs, loadKeptRanking } from './kept-bundles.ts';
import { mergeDecisions } from './merge-decisions.ts';
import { unitsSharingMoney } from './narrow-round.ts';
import {
  findPotsAfter,
  findToday,
  listActs,
  listDecisions,
  listMemberships,
  listMembershipsBefore,
  loadActContent,
  readMoment,
  type DecisionRecord,
} from './queries.ts';

export interface ActDesk {
  readonly services: Services;
  readonly store: FileStore;
}

/** A draft as it would be signed now, with what speaks for and against it. */
export interface ComposedAct {
  readonly act: RankingAct;
  readonly checks: readonly checks.ActCheck[];
  readonly maySign: boolean;
  /** Nothing where the act cannot be made at all. */
  readonly text: ComposedText | undefined;
}

export interface ComposedText {
  readonly content: ActContent;
  /** The exact bytes to sign, and their SHA-256 in hexadecimal. */
  readonly bytes: Buffer;
  readonly hash: string;
  /** The file that is kept beside the act, signed for the body. */
  readonly seal: (signer: BundleSigner) => Buffer;
}

/** What an act makes, whatever it does. */
interface Made {
  readonly table: readonly ActLine[];
  readonly pots: readonly PublishedPot[];
  readonly bundle: string;
  readonly chain: string | null;
  readonly membership: MembershipChange | null;
  readonly seal: ComposedText['seal'];
}

interface Composing {
  readonly desk: ActDesk;
  readonly act: RankingAct;
  readonly acts: readonly RankingAct[];
  readonly kind: BaseKind;
  readonly loaded: LoadedRound;
  readonly decisions: readonly DecisionRecord[];
  readonly decided: RoundDecisions;
  readonly today: string;
}

const rememberedMax = 3;
const remembered = new WeakMap<Database, Map<string, Promise<ComposedAct>>>();

/**
 * An act as its draft makes it: the same draft on the same round gives the same text. What was looked at is at hand when
 * it is signed, as long as nothing that it is made from has changed.
 */
export async function composeAct(desk: ActDesk, act: RankingAct): Promise<ComposedAct> {
  const { database } = desk.services;
  const { callId, frozenRound: number } = act;
  const frozen = await findFrozenRound(database.db, { callId, number });
  if (!frozen) throw new Error(`call ${callId} has no frozen round ${number}`);
  const changes = await countChangesSince(database.db, frozen);
  const zone = (await loadRules(desk, frozen)).windows?.[0]?.zone ?? 'Europe/Rome';
  const today = await findToday(database.db, zone);
  const moment = await readMoment(database.db, act);
  const name = JSON.stringify([callId, act.number, moment, changes, today]);
  const kept = remembered.get(database) ?? new Map<string, Promise<ComposedAct>>();
  remembered.set(database, kept);
  const found = kept.get(name) ?? makeAct(desk, act, { changes, today });
  kept.delete(name);
  kept.set(name, found);
  const [oldest] = kept.keys();
  if (kept.size > rememberedMax && oldest !== undefined) kept.delete(oldest);
  try {
    return await found;
  } catch (error) {
    kept.delete(name);
    throw error;
  }
}

async function loadRules({ services }: ActDesk, { callId, callVersion }: FrozenRound) {
  return (await loadPublished(services, { callId, version: callVersion })).call.document;
}

async function makeAct(
  desk: ActDesk,
  act: RankingAct,
  { changes, today }: { readonly changes: ChangesSince; readonly today: string },
): Promise<ComposedAct> {
  const { services } = desk;
  const { db } = services.database;
  const { callId, frozenRound: number } = act;
  const loaded = await loadRound(services, { callId, number });
  if (!loaded) throw new Error(`call ${callId} has no frozen round ${number}`);
  const acts = await listActs(db, callId);
  const decisions = await listDecisions(db, callId);
  const named = decisions.filter((each) => act.decisions.includes(each.number));
  const composing: Composing = {
    desk,
    act,
    acts,
    kind: baseKindOf(act, acts),
    loaded,
    decisions: named,
    decided: mergeDecisions(named.map(({ content }) => content)),
    today,
  };
  const made = isApproval(composing.kind)
    ? await makeApproval(composing)
    : await makeFollowing(composing);
  const told = [
    checks.checkKind(act, acts, loaded.collector.plan.procedure),
    checks.checkFreshness(act, acts, changes),
    checks.checkTogether(act, unitsSharingMoney(loaded, act.units)),
    checks.checkFree(act, acts),
    checks.checkDecisions(act, decisions),
    ...made.checks,
    checks.checkCorrection(act, acts),
  ].toSorted((a, b) => checks.checkCodes.indexOf(a.code) - checks.checkCodes.indexOf(b.code));
  return {
    act,
    checks: told,
    maySign: made.made !== undefined && told.every(({ state }) => state !== 'failed'),
    text: made.made && (await writeText(composing, made.made)),
  };
}

interface Making {
  readonly made: Made | undefined;
  readonly checks: readonly checks.ActCheck[];
}

async function makeApproval(composing: Composing): Promise<Making> {
  const { act, loaded, kind, decided, desk } = composing;
  const { db } = desk.services.database;
  const earlier = kind === 'rolling' && act.follows !== null ? await readBefore(composing) : null;
  const approval = composeApproval({
    loaded,
    units: act.units,
    decided,
    before: earlier?.table ?? [],
  });
  const { table, pots, stops } = approval;
  const sealed = sealBundle(approval.bundle);
  const membership = kind === 'list' ? await changeOfList(composing, table) : null;
  return {
    made: {
      table,
      pots,
      bundle: sealed.hash,
      chain: null,
      membership,
      seal: (signer) => Buffer.from(canonicalJson(signSealed(sealed, signer)), 'utf8'),
    },
    checks: [
      checks.checkStops(stops),
      ...checks.checkChain(undefined),
      checks.checkMoney(pots, await potsOfOthers(composing)),
      checks.checkGrantsKept(earlier?.table ?? [], table),
      checks.checkFigures(table, loaded.call.document.funding !== undefined && kind !== 'list'),
      checks.checkCount(table, wantedIn(loaded, act.units)),
    ],
  };

  async function potsOfOthers({ acts }: Composing): Promise<readonly (readonly PublishedPot[])[]> {
    return findPotsAfter(db, act.callId, otherChains(act, acts));
  }
}

/** Whoever applied for these rankings, by what their text says. */
function wantedIn(
  { applications, collector: { plan } }: Pick<LoadedRound, 'applications' | 'collector'>,
  units: readonly string[],
) {
  return applications.flatMap(({ application, lead }) => {
    const unit = plan.units[plan.unitOf.get(application.line ?? '') ?? 0] ?? '';
    return units.includes(unit) ? [{ application: application.id, name: lead.name }] : [];
  });
}

/** The last acts of the other rankings of the call: what they gave is spent too. */
function otherChains(act: RankingAct, acts: readonly RankingAct[]): readonly number[] {
  return lastOfChains(acts)
    .filter(
      ({ units, number }) =>
        number !== act.number && !units.some((unit) => act.units.includes(unit)),
    )
    .map(({ number }) => number);
}

async function readBefore({ act, desk }: Composing): Promise<ActContent> {
  if (act.follows === null) throw new Error(`act ${act.number} follows none`);
  return loadActContent(desk.services.database.db, { callId: act.callId, number: act.follows });
}

async function changeOfList(
  { act, desk, today }: Composing,
  table: readonly ActLine[],
): Promise<MembershipChange> {
  const { db } = desk.services.database;
  const known = await listMemberships(db, act.callId);
  const base =
    act.replaces === null
      ? known
      : await listMembershipsBefore(db, { callId: act.callId, number: act.replaces });
  const listed = new Set(
    table.filter(({ outcome }) => outcome === 'listed').map(({ application }) => application),
  );
  return changeMembership({
    known,
    base,
    listed,
    fromDay: act.fromDay ?? today,
  });
}

async function makeFollowing(composing: Composing): Promise<Making> {
  const { act, acts, desk, decided } = composing;
  const { db } = desk.services.database;
  const before = await readBefore(composing);
  const [root, ...others] = chainUpTo(
    acts.find(({ number }) => number === act.follows) ?? act,
    acts,
  );
  const last = others.at(-1);
  if (root?.bundleHash == null) throw new Error('an act was signed without its bundle');
  const { bundle, round } = await loadKeptRanking(desk.store, root.bundleHash);
  const chain =
    last?.bundleHash == null
      ? firstOfChain(round, bundle.hash, root.number)
      : withoutSignature(await loadKeptActs(desk.store, last.bundleHash));
  const refused: ChainRefused = { type: 'refused', code: 'no-funding', at: String(root.number) };
  const following = chain
    ? composeFollowing({ round, chain, before, number: act.number, orders: act.orders, decided })
    : refused;
  if ('type' in following) return { made: undefined, checks: [...checks.checkChain(following)] };
  const { table } = following;
  return {
    made: {
      table,
      pots: following.act.pots,
      bundle: bundle.hash,
      chain: following.act.hash,
      membership: null,
      seal: (signer) => Buffer.from(canonicalJson(sealActs(following.chain, signer)), 'utf8'),
    },
    checks: [
      ...checks.checkChain(undefined),
      checks.checkStops(following.act.stops),
      checks.checkMoney(
        following.act.pots,
        await findPotsAfter(db, act.callId, otherChains(act, acts)),
      ),
      checks.checkGrantsKept([], table),
      checks.checkFigures(table, true),
      checks.checkCount(table, before.table),
    ],
  };
}

function withoutSignature({
  signature: _signature,
  ...chain
}: Awaited<ReturnType<typeof loadKeptActs>>): ActChain {
  return chain;
}

async function writeText(
  { desk, act, acts, kind, loaded, decisions }: Composing,
  { table, pots, bundle, chain, membership, seal }: Made,
): Promise<ComposedText> {
  const { frozen } = loaded;
  const call = await findCallById(desk.services.database.db, act.callId);
  const referenceTo = (number: number | null) => {
    const other = acts.find((each) => each.number === number);
    return other?.contentHash == null ? null : { number: other.number, hash: other.contentHash };
  };
  const content: ActContent = {
    bandolo: 1,
    kind: 'ranking-act',
    call: {
      id: loaded.call.document.id,
      slug: call.slug,
      version: frozen.callVersion,
      title: loaded.call.document.title.it,
      body: call.body,
      mode: call.mode,
    },
    number: act.number,
    act: act.kind,
    does: kind,
    title: act.title,
    ground: act.ground,
    reasons: act.reasons,
    units: act.units,
    frozenRound: {
      number: frozen.number,
      hash: frozen.hash,
      upTo: frozen.upTo,
      madeAt: frozen.madeAt.toISOString(),
      staleReason: act.staleReason,
    },
    decisions: decisions.map(({ number, stop, ground, reasons, content: said }) => ({
      number,
      stop,
      ground,
      reasons,
      content: said as never,
    })),
    orders: act.orders,
    follows: referenceTo(act.follows),
    replaces: referenceTo(act.replaces),
    bundle,
    chain,
    totals: totalsOf(table),
    pots,
    membership,
    table,
  };
  const bytes = Buffer.from(canonicalJson(content), 'utf8');
  const hash = createHash('sha256').update(bytes).digest('hex');
  return { content, bytes, hash, seal };
}
