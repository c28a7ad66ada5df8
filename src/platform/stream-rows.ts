import { escapeIdentifier, type ClientBase, type QueryResultRow } from 'pg';

const pageRows = 2_000;
let cursors = 0;

/**
 * The rows of a query in its order, of which a page is in memory. Planned and run once, however many rows there are;
 * to be used in a transaction.
 */
export async function* streamRows<R extends QueryResultRow>(
  client: ClientBase,
  query: string,
  values: readonly unknown[],
): AsyncGenerator<R> {
  cursors += 1;
  const cursor = escapeIdentifier(`rows ${cursors}`);
  await client.query(`declare ${cursor} no scroll cursor for ${query}`, [...values]);
  try {
    for (;;) {
      const { rows } = await client.query<R>(`fetch ${pageRows} from ${cursor}`);
      yield* rows;
      if (rows.length < pageRows) return;
    }
  } finally {
    // After an error the transaction takes no more statements, and the cursor ends with it.
    await client.query(`close ${cursor}`).catch(() => undefined);
  }
}
