import type { ClientBase } from 'pg';
import { makeFindings, type ChainReport } from '../platform/chain-report.ts';
import { streamRows } from '../platform/stream-rows.ts';

export type TextFault =
  /** The text that the entry of the register names is not there. */
  | 'text-missing'
  /** A text is not the one whose hash was consented to and submitted. */
  | 'text-altered';

/** The name under which the texts of a call are shown among the chains. */
export function textsChain(call: string): string {
  return `texts/${call}`;
}

interface CheckedText {
  readonly id: string;
  readonly isSame: boolean;
}

/**
 * Compares every frozen text of a call with its hash, in the database; and sees that those which were submitted are
 * there. A text is named by its application. To be called in a transaction that sees one state.
 */
export async function checkTexts(
  client: ClientBase,
  { callId, call }: { readonly callId: number; readonly call: string },
): Promise<ChainReport<TextFault>> {
  const { add, result } = makeFindings<TextFault>();
  let count = 0;
  const texts = streamRows<CheckedText>(
    client,
    `select application_id as id, sha256(content) = hash as "isSame" from snapshot where call_id = $1`,
    [callId],
  );
  for await (const { id, isSame } of texts) {
    count += 1;
    if (!isSame) add('text-altered', id);
  }
  const missing = streamRows<Pick<CheckedText, 'id'>>(
    client,
    `select e.application_id as id from register_entry e
      where e.call_id = $1
        and not exists (select from snapshot s where s.call_id = e.call_id
                           and s.application_id = e.application_id and s.hash = e.snapshot_hash)
      order by e.number`,
    [callId],
  );
  for await (const { id } of missing) add('text-missing', id);
  return { chain: textsChain(call), rows: count, hash: '', signatures: 0, ...result() };
}
