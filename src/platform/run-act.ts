import type { Db, Tx } from './database.ts';

/** Runs an act in one transaction, of which nothing stays when the rules refuse it. */
export async function runAct<O extends { readonly type: string } | undefined>(
  db: Db,
  act: (tx: Tx) => Promise<O>,
): Promise<O> {
  let refused: { readonly outcome: O } | undefined;
  try {
    return await db.transaction().execute(async (tx) => {
      const outcome = await act(tx);
      if (outcome?.type !== 'refused') return outcome;
      refused = { outcome };
      throw undoing;
    });
  } catch (error) {
    if (refused && error === undoing) return refused.outcome;
    throw error;
  }
}

const undoing = new Error('an act was refused');
