import { sql } from 'kysely';
import type { Db, Tx } from './database.ts';
import { dayText, type JournalDay } from './journal-day.ts';
import type { Signer } from './signer.ts';
import { recordSigningKey } from './signing-key.ts';

/**
 * Signs where each chain of the journal stood at the end of every day (UTC) that is over and has rows but no
 * signature yet, and gives how many it signed. Meant to run every hour, on as many servers as there are: a day is
 * signed once, whoever comes first, and days on which no server ran are signed by the next.
 */
export async function signJournalDays(db: Db, signer: Signer): Promise<number> {
  const chains = await findBehind(db);
  let signed = 0;
  for (const chain of chains)
    signed += await db.transaction().execute((tx) => signChain(tx, chain, signer));
  return signed;
}

/** The chains with rows of days that are over, after the last that is signed. */
async function findBehind(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ readonly chain: string }>`
    select h.chain from journal_head h
     where exists (select from journal j
                    where j.chain = h.chain and j.at < ${todayBegan}
                      and j.sequence > ${lastSigned(sql`h.chain`)})
     order by h.chain`.execute(db);
  return rows.map(({ chain }) => chain);
}

const todayBegan = sql`date_trunc('day', now(), 'UTC')`;

function lastSigned(chain: ReturnType<typeof sql>) {
  return sql`coalesce((select max(d.sequence) from journal_day d where d.chain = ${chain}), 0)`;
}

async function signChain(tx: Tx, chain: string, signer: Signer): Promise<number> {
  await recordSigningKey(tx, signer);
  // Acts under way that began before midnight are waited for.
  await sql`select 1 from journal_head where chain = ${chain} for share`.execute(tx);
  const { rows: days } = await sql<JournalDay>`
    select chain, day, sequence, (select hash from journal h where h.chain = days.chain
                                     and h.sequence = days.sequence) as hash
      from (select j.chain, to_char(j.at at time zone 'UTC', 'YYYY-MM-DD') as day, max(j.sequence) as sequence
              from journal j
             where j.chain = ${chain} and j.at < ${todayBegan} and j.sequence > ${lastSigned(sql`j.chain`)}
             group by 1, 2) days`.execute(tx);
  let signed = 0;
  for (const day of days) {
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('journal_day')
      .values({ ...day, key_id: signer.keyId, signature: signer.sign(Buffer.from(dayText(day))) })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    signed += Number(numInsertedOrUpdatedRows);
  }
  return signed;
}
