import type { ClientBase } from 'pg';
import type { ChainHead } from '../../platform/backup/archive.ts';
import { makeFindings, type ChainReport, type Findings } from '../../platform/chain-report.ts';
import { isSignedBy, type SigningKeys } from '../../platform/signing-key.ts';
import { streamRows } from '../../platform/stream-rows.ts';
import { commitText, entryHash, genesisHash, type Commit, type Entry } from './entry.ts';
import { makeTree } from './merkle.ts';
import { isoText } from './pass.ts';
import type { RegisterOf } from './commit-entries.ts';

export type RegisterFault =
  /** No entry has this number. */
  | 'entry-missing'
  /** The entry, or the one that it follows, is not what was hashed. */
  | 'entry-altered'
  | 'commit-missing'
  /** The commit counts other entries than there are, or says another instant. */
  | 'commit-differs'
  | 'commit-root-differs'
  | 'commit-signature-wrong'
  /** The key of the signature is not among those of the body. */
  | 'key-unknown'
  | 'head-differs';

/** The chain under which a register is shown among those of the journal. */
export function registerChain(call: string): string {
  return `register/${call}`;
}

/** Where each register stands. */
export async function readRegisterHeads(client: ClientBase): Promise<readonly ChainHead[]> {
  const { rows } = await client.query<ChainHead & { readonly call: string }>(
    `select c.slug as call, h.number, encode(h.hash, 'hex') as hash
       from register_head h join call c on c.id = h.call_id order by c.slug collate "C"`,
  );
  return rows.map(({ call, number, hash }) => ({ chain: registerChain(call), number, hash }));
}

/** Every call that has a register. */
export async function readRegisters(client: ClientBase): Promise<readonly RegisterOf[]> {
  const { rows } = await client.query<RegisterOf>(
    `select c.id as "callId", c.slug as call from call c
      where exists (select from register_head where call_id = c.id)
         or exists (select from register_entry where call_id = c.id)
      order by c.slug collate "C"`,
  );
  return rows;
}

/**
 * Reads a register from its first entry to its last and computes it again: the numbers, the chain of hashes, the
 * tree and the signature of every commit, the head. To be called in a transaction that sees one state. Holds a page
 * of entries in memory.
 */
export async function checkRegister(
  client: ClientBase,
  { callId, call }: RegisterOf,
  keys: SigningKeys,
): Promise<ChainReport<RegisterFault>> {
  const findings = makeFindings<RegisterFault>();
  const commits = makeCommitCheck({ commits: readCommits(client, callId), call, keys, findings });
  let [count, number] = [0, 0];
  let hash: Buffer = genesisHash(call);
  for await (const { hash: stored, ...row } of readEntries(client, callId)) {
    // What an entry follows is known only where none is missing before it.
    if (row.number !== number + 1) findings.add('entry-missing', number + 1);
    else if (!entryHash({ ...row, call, previousHash: hash.toString('hex') }).equals(stored))
      findings.add('entry-altered', row.number);
    await commits.take(row, stored);
    count += 1;
    [number, hash] = [row.number, stored];
  }
  const { commitNumber, signatures } = await commits.end();
  await checkHead(client, callId, { number, commitNumber, hash, findings });
  return {
    chain: registerChain(call),
    rows: count,
    hash: hash.toString('hex'),
    signatures,
    ...findings.result(),
  };
}

type StoredEntry = Omit<Entry, 'call' | 'previousHash'> & { readonly hash: Buffer };

interface StoredCommit extends Omit<Commit, 'call' | 'root'> {
  readonly root: Buffer;
  readonly keyId: string;
  readonly signature: Buffer;
}

interface CommitCheck {
  /** Takes the entries in their order. */
  readonly take: (entry: Omit<StoredEntry, 'hash'>, hash: Buffer) => Promise<void>;
  readonly end: () => Promise<{ readonly commitNumber: number; readonly signatures: number }>;
}

interface Group {
  readonly number: number;
  readonly firstNumber: number;
  readonly at: string;
  readonly leaves: Buffer[];
}

/** Goes along the commits while the entries are read, and compares each commit with the entries that name it. */
function makeCommitCheck({
  commits,
  call,
  keys,
  findings,
}: {
  commits: AsyncGenerator<StoredCommit>;
  call: string;
  keys: SigningKeys;
  findings: Findings<RegisterFault>;
}): CommitCheck {
  let group: Group | undefined;
  let next: StoredCommit | undefined;
  let [commitNumber, signatures] = [0, 0];

  async function advance(): Promise<StoredCommit | undefined> {
    const step: IteratorResult<StoredCommit, void> = await commits.next();
    next = step.done === true ? undefined : step.value;
    return next;
  }

  /** Checks the next commit against the entries that name it, if there are any. */
  function close(commit: StoredCommit, entries: Group | undefined): void {
    if (commit.number !== commitNumber + 1) findings.add('commit-missing', commitNumber + 1);
    commitNumber = commit.number;
    signatures += 1;
    checkCommit({ ...commit, call, root: commit.root.toString('hex') }, commit, {
      keys,
      findings,
      entries,
    });
  }

  async function settle(): Promise<void> {
    if (!group) return;
    next ??= await advance();
    // Commits that no entry names.
    while (next && next.number < group.number) {
      close(next, undefined);
      await advance();
    }
    if (next?.number === group.number) {
      close(next, group);
      next = undefined;
    } else {
      findings.add('commit-missing', group.number);
      commitNumber = group.number;
    }
  }

  return {
    take: async (entry, hash) => {
      if (entry.commitNumber !== group?.number) {
        await settle();
        const { commitNumber: number, number: firstNumber, at } = entry;
        group = { number, firstNumber, at, leaves: [] };
      }
      group.leaves.push(hash);
      if (entry.at !== group.at) findings.add('commit-differs', entry.commitNumber);
    },
    end: async () => {
      await settle();
      group = undefined;
      for (next ??= await advance(); next; await advance()) close(next, undefined);
      return { commitNumber, signatures };
    },
  };
}

function checkCommit(
  commit: Commit,
  { keyId, signature }: Pick<StoredCommit, 'keyId' | 'signature'>,
  {
    keys,
    findings,
    entries,
  }: { keys: SigningKeys; findings: Findings<RegisterFault>; entries: Group | undefined },
): void {
  if (
    entries?.leaves.length !== commit.size ||
    entries.firstNumber !== commit.firstNumber ||
    entries.at !== commit.at
  )
    findings.add('commit-differs', commit.number);
  else if (makeTree(entries.leaves).root.toString('hex') !== commit.root)
    findings.add('commit-root-differs', commit.number);
  const key = keys.get(keyId);
  if (!key) findings.add('key-unknown', commit.number);
  else if (!isSignedBy(key, commitText(commit), signature))
    findings.add('commit-signature-wrong', commit.number);
}

async function checkHead(
  client: ClientBase,
  callId: number,
  {
    number,
    commitNumber,
    hash,
    findings,
  }: { number: number; commitNumber: number; hash: Buffer; findings: Findings<RegisterFault> },
): Promise<void> {
  const { rows } = await client.query<{ number: number; commitNumber: number; hash: Buffer }>(
    'select number, commit_number as "commitNumber", hash from register_head where call_id = $1',
    [callId],
  );
  const [head] = rows;
  if (head && head.number > number) findings.add('entry-missing', number + 1);
  else if (head && head.commitNumber > commitNumber)
    findings.add('commit-missing', commitNumber + 1);
  else if (head?.number !== number || head.commitNumber !== commitNumber || !head.hash.equals(hash))
    findings.add('head-differs', number);
}

function readEntries(client: ClientBase, callId: number): AsyncGenerator<StoredEntry> {
  return streamRows<StoredEntry>(
    client,
    `select number, kind, commit_number as "commitNumber", ${isoText('at')} as at,
            application_id as "applicationId", turn, person_id as "personId",
            organisation_id as "organisationId", encode(snapshot_hash, 'hex') as "snapshotHash", ground, hash
       from register_entry where call_id = $1 order by number`,
    [callId],
  );
}

function readCommits(client: ClientBase, callId: number): AsyncGenerator<StoredCommit> {
  return streamRows<StoredCommit>(
    client,
    `select commit_number as number, first_number as "firstNumber", size, ${isoText('at')} as at, root,
            key_id as "keyId", signature
       from register_commit where call_id = $1 order by commit_number`,
    [callId],
  );
}
