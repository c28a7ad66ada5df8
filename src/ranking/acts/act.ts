import type { Saving } from '../../engine/index.ts';
import type { CheckedSigner, SignatureForm } from '../../platform/signatures/index.ts';

export const actKinds = [
  'ranking',
  'list',
  'scrolling',
  'reallocation',
  'rolling',
  'correction',
] as const;
export type ActKind = (typeof actKinds)[number];
/** What an act does, which of a correction is what the act did that it replaces. */
export type BaseKind = Exclude<ActKind, 'correction'>;
export type ActState = 'draft' | 'signed' | 'published' | 'abandoned';

/** New money, with who gives it by which act. Amounts are `"1234.50"`. */
export interface OrderedAddition {
  readonly pot: string;
  readonly amount: string;
  readonly act: string;
  readonly source: string;
}

/** Money that an application gives back; `amount` only of a reduction. */
export interface OrderedSaving {
  readonly application: string;
  readonly kind: Saving['kind'];
  readonly amount?: string;
  readonly act: string;
}

export interface OrderedMove {
  readonly from: string;
  readonly to: string;
  readonly amount: string;
  readonly act: string;
  readonly ground: string;
}

/** What an act does about money besides approving a ranking. */
export interface ActOrders {
  readonly additions: readonly OrderedAddition[];
  readonly savings: readonly OrderedSaving[];
  readonly moves: readonly OrderedMove[];
}

export const noOrders: ActOrders = { additions: [], savings: [], moves: [] };

/** By whom and how an act was signed, as it is kept. */
export type ActSignature =
  | { readonly way: 'account' }
  | {
      readonly way: 'file';
      /** SHA-256 of the file, in hexadecimal. */
      readonly fileHash: string;
      readonly fileBytes: number;
      readonly form: SignatureForm;
      readonly checkedAt: string;
      readonly signer: CheckedSigner;
      /** How many others signed the same text in the same file. */
      readonly others: number;
      readonly listIssuedAt?: string;
    };

export interface ActKey {
  readonly callId: number;
  readonly number: number;
}

/** An act about a ranking or a list, without what it says of each application. */
export interface RankingAct extends ActKey {
  readonly kind: ActKind;
  readonly state: ActState;
  readonly frozenRound: number;
  readonly follows: number | null;
  readonly replaces: number | null;
  readonly units: readonly string[];
  readonly title: string;
  readonly ground: string;
  readonly reasons: string;
  readonly orders: ActOrders;
  readonly decisions: readonly number[];
  /** Why it rests on a round that is not the latest state of things. */
  readonly staleReason: string | null;
  /** Of a list: the day from which its changes hold. */
  readonly fromDay: string | null;
  readonly revision: number;
  readonly madeBy: string;
  readonly madeAt: Date;
  /** SHA-256 of what was signed, and of the file with the bundle, in hexadecimal. */
  readonly contentHash: string | null;
  readonly bundleHash: string | null;
  readonly signedBy: string | null;
  readonly signedAt: Date | null;
  readonly signature: ActSignature | null;
  readonly protocol: string | null;
  readonly protocolDay: string | null;
  readonly publishedOn: string | null;
  readonly publishedAt: Date | null;
  readonly publishedBy: string | null;
}

export function isSigned({ state }: Pick<RankingAct, 'state'>): boolean {
  return state === 'signed' || state === 'published';
}

type Linked = Pick<RankingAct, 'number' | 'kind' | 'state' | 'follows' | 'replaces'>;

/** What an act does: of a correction, what the act did that it replaces. */
export function baseKindOf(act: Linked, acts: readonly Linked[]): BaseKind {
  if (act.kind !== 'correction') return act.kind;
  const replaced = acts.find(({ number }) => number === act.replaces);
  if (!replaced) throw new Error(`act ${act.number} replaces one that is not there`);
  return baseKindOf(replaced, acts);
}

/** Whether an act approves an order of its own; the others go on from the act before. */
export function isApproval(kind: BaseKind): boolean {
  return kind === 'ranking' || kind === 'list' || kind === 'rolling';
}

/**
 * The signed acts that hold: without those that another takes the place of, and without those that were made on top of
 * one that does not hold any more.
 */
export function actsInForce<A extends Linked>(acts: readonly A[]): readonly A[] {
  const signed = acts.filter(isSigned).toSorted((a, b) => a.number - b.number);
  const replaced = new Set(signed.map(({ replaces }) => replaces));
  const holding = new Set<number>();
  for (const act of signed) {
    if (replaced.has(act.number)) continue;
    // A list or a window goes on from what was recognised, whatever became of the act that said so.
    const restsOn = isApproval(baseKindOf(act, acts)) ? null : act.follows;
    if (restsOn === null || holding.has(restsOn)) holding.add(act.number);
  }
  return signed.filter(({ number }) => holding.has(number));
}

/** The acts on one ranking up to this one, from the act that approved it. */
export function chainUpTo<A extends Linked>(act: A, acts: readonly A[]): readonly A[] {
  if (isApproval(baseKindOf(act, acts))) return [act];
  const before = acts.find(({ number }) => number === act.follows);
  if (!before) throw new Error(`act ${act.number} follows one that is not there`);
  return [...chainUpTo(before, acts), act];
}

/** Of the acts that hold, those after which nothing has come on the same ranking. */
export function lastOfChains<A extends Linked>(acts: readonly A[]): readonly A[] {
  const holding = actsInForce(acts);
  const followed = new Set(
    holding.flatMap((act) =>
      isApproval(baseKindOf(act, acts)) || act.follows === null ? [] : [act.follows],
    ),
  );
  return holding.filter(({ number }) => !followed.has(number));
}
