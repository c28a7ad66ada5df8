import { Client } from 'pg';
import { expect } from 'vitest';
import { checkReceipt } from '../../src/applications/register/receipt.ts';
import { entryHash, genesisHash, type Entry } from '../../src/applications/register/entry.ts';
import type { RegisterWorld } from '../support/register-world.ts';
import type { Acknowledged } from './clients.ts';

interface Row extends Omit<Entry, 'call' | 'previousHash'> {
  readonly hash: string;
  readonly committedAt: string | null;
}

/**
 * Everything that must hold whatever was killed: each acknowledged receipt is in the register as it was given, the
 * numbers have no gap, nothing is twice, the chain is whole, and the order is that of the commits and of the clients.
 */
export async function expectWholeRegister(
  adminUrl: string,
  world: RegisterWorld,
  acknowledged: readonly Acknowledged[],
): Promise<readonly Row[]> {
  const rows = await loadRows(adminUrl, world);
  expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  expect(new Set(rows.map(({ applicationId }) => applicationId)).size).toBe(rows.length);
  let previousHash = genesisHash(world.call).toString('hex');
  for (const { hash, committedAt: _, ...row } of rows) {
    const entry: Entry = { ...row, call: world.call, previousHash };
    expect(entryHash(entry).toString('hex')).toBe(hash);
    previousHash = hash;
  }
  for (const { receipt } of acknowledged) {
    expect(checkReceipt(receipt)).toEqual([]);
    const row = rows[receipt.entry.number - 1];
    expect(row?.hash).toBe(receipt.hash);
  }
  expectOrder(rows, acknowledged);
  return rows;
}

/** Who had a receipt before another asked stands before it; and commits follow each other as the numbers do. */
function expectOrder(rows: readonly Row[], acknowledged: readonly Acknowledged[]): void {
  const commits = rows.map(({ committedAt }) => committedAt ?? '');
  expect(commits).toEqual(commits.toSorted());
  const byAnswer = acknowledged.toSorted((a, b) => a.answeredAt - b.answeredAt);
  let answered = 0;
  let highest = 0;
  for (const asked of acknowledged.toSorted((a, b) => a.askedAt - b.askedAt)) {
    while ((byAnswer[answered]?.answeredAt ?? Infinity) < asked.askedAt)
      highest = Math.max(highest, byAnswer[answered++]?.receipt.entry.number ?? 0);
    expect(asked.receipt.entry.number).toBeGreaterThan(highest);
  }
}

async function loadRows(adminUrl: string, { callId }: RegisterWorld): Promise<readonly Row[]> {
  const client = new Client(adminUrl);
  await client.connect();
  try {
    const iso = (column: string) =>
      `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
    const { rows } = await client.query<Row>(
      `select number, kind, commit_number as "commitNumber", ${iso('at')} as at, application_id as "applicationId", turn,
              person_id as "personId", organisation_id as "organisationId", encode(snapshot_hash, 'hex') as "snapshotHash",
              ground, encode(hash, 'hex') as hash, ${iso('pg_xact_commit_timestamp(xmin)')} as "committedAt"
         from register_entry where call_id = $1 order by number`,
      [callId],
    );
    return rows;
  } finally {
    await client.end();
  }
}
