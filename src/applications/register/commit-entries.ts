import type { PoolClient } from 'pg';
import type { Signer } from '../../platform/signer.ts';
import {
  decideEntry,
  type EntryDecision,
  type EntryFacts,
  type EntryRefusal,
  type EntryRequest,
  type Term,
} from './decide-entry.ts';
import { commitText, entryHash, type Commit, type Entry } from './entry.ts';
import { makeTree } from './merkle.ts';
import type { PassBox } from './pass.ts';
import { receiptOf, type Receipt, type SignedCommit } from './receipt.ts';
import { lockRegister, loadFacts, recordEntries, type Head } from './store.ts';

/** The call whose register is written. */
export interface RegisterOf {
  readonly callId: number;
  /** The call with its mode, as in its address. */
  readonly call: string;
}

export type EntryOutcome =
  | { readonly type: 'entered'; readonly receipt: Receipt }
  | { readonly type: 'repeated'; readonly number: number }
  | {
      readonly type: 'refused';
      readonly code: EntryRefusal;
      /** The instant by which it was decided, and the term that held then. */
      readonly at: string;
      readonly term: Term;
    };

type Decided =
  | { readonly type: 'entered'; readonly entry: Entry; readonly hash: string }
  | Exclude<EntryOutcome, { readonly type: 'entered' }>;

/**
 * Decides and stores a batch of decisive acts in one transaction: under the lock of the register it reads the
 * clock and the facts, gives the next numbers, chains, signs the tree of the batch, and answers only after the
 * commit. Anything thrown means that nothing of the batch is known to be stored.
 */
export async function commitEntries(
  client: PoolClient,
  {
    of,
    requests,
    signer,
    box,
  }: {
    of: RegisterOf;
    requests: readonly EntryRequest[];
    signer: Signer;
    box: PassBox;
  },
): Promise<readonly EntryOutcome[]> {
  try {
    const locked = await lockRegister(client, of.callId);
    const { head, term, at } = locked;
    const facts = await loadFacts(client, { callId: of.callId, locked, requests, box });
    const decided = decideBatch({ of, requests, facts, head, term, at });
    const entered = decided.flatMap((each) => (each.type === 'entered' ? [each] : []));
    if (entered.length === 0) {
      await client.query('rollback');
      return decided as readonly EntryOutcome[];
    }
    const signed = signCommit({ of, entered, head, at, signer });
    await recordEntries(client, { callId: of.callId, entered, signed, keyId: signer.keyId });
    await client.query('commit');
    return decided.map((each) =>
      each.type === 'entered'
        ? { type: 'entered', receipt: receiptOf(each.entry, each.hash, signed) }
        : each,
    );
  } catch (error) {
    // Whether the commit came through is not known here: a repetition will find out.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

interface Batch {
  readonly of: RegisterOf;
  readonly requests: readonly EntryRequest[];
  readonly facts: readonly EntryFacts[];
  readonly head: Head;
  readonly term: Term;
  readonly at: string;
}

function decideBatch({ of, requests, facts, head, term, at }: Batch): readonly Decided[] {
  let number = head.number;
  let previousHash = head.hash;
  // What this batch has already done: the same button pressed twice may arrive together.
  const done = new Map<string, EntryFacts>();
  return requests.map((request, index) => {
    const known = factsOf(request, facts[index] as EntryFacts, done.get(request.applicationId));
    const decision = decideEntry(request, known, { term, at });
    if (decision.type === 'refused') return { ...decision, at, term };
    if (decision.type === 'repeated') return decision;
    const entry = makeEntry({
      of,
      request,
      known,
      decision,
      head,
      at,
      number: ++number,
      previousHash,
    });
    const hash = entryHash(entry).toString('hex');
    previousHash = hash;
    done.set(request.applicationId, {
      ...known,
      lastTurn: entry.turn,
      lastNumber: number,
      lastSnapshotHash: entry.snapshotHash,
    });
    return { type: 'entered', entry, hash };
  });
}

/** The facts as they are after what the same batch did before to the same application. */
function factsOf(
  request: EntryRequest,
  read: EntryFacts,
  done: EntryFacts | undefined,
): EntryFacts {
  if (!done) return read;
  const { lastTurn, lastNumber, lastSnapshotHash } = done;
  const isSame =
    request.kind === 'submission'
      ? lastTurn % 2 === 1 && lastSnapshotHash === request.snapshotHash
      : lastTurn % 2 === 0 && read.lastNumber === request.number;
  return {
    ...read,
    lastTurn,
    lastNumber,
    lastSnapshotHash,
    sameNumber: isSame ? lastNumber : read.sameNumber,
  };
}

function makeEntry({
  of,
  request,
  known,
  decision,
  head,
  at,
  number,
  previousHash,
}: {
  of: RegisterOf;
  request: EntryRequest;
  known: EntryFacts;
  decision: Extract<EntryDecision, { type: 'entered' }>;
  head: Head;
  at: string;
  number: number;
  previousHash: string;
}): Entry {
  return {
    call: of.call,
    number,
    kind: request.kind,
    commitNumber: head.commitNumber + 1,
    at,
    applicationId: request.applicationId,
    turn: decision.turn,
    personId: known.personId as string,
    organisationId: known.leadId as string,
    snapshotHash: decision.snapshotHash,
    ground: request.kind === 'withdrawal' ? request.reason : null,
    previousHash,
  };
}

function signCommit({
  of,
  entered,
  head,
  at,
  signer,
}: {
  of: RegisterOf;
  entered: readonly { readonly entry: Entry; readonly hash: string }[];
  head: Head;
  at: string;
  signer: Signer;
}): SignedCommit {
  const tree = makeTree(entered.map(({ hash }) => Buffer.from(hash, 'hex')));
  const commit: Commit = {
    call: of.call,
    number: head.commitNumber + 1,
    firstNumber: head.number + 1,
    size: entered.length,
    at,
    root: tree.root.toString('hex'),
  };
  const value = signer.sign(Buffer.from(commitText(commit))).toString('base64');
  const publicKey = signer.publicKey.toString('base64');
  return {
    commit,
    tree,
    signature: { algorithm: 'Ed25519', keyId: signer.keyId, publicKey, value },
  };
}
