import { addPrint } from '../../examination/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { ActKey, RankingAct } from './act.ts';
import { writeActDocument } from './act-document.ts';
import { composeAct, type ActDesk } from './compose-act.ts';
import { findAct } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { findTextPrint, lockActs, updateTextPrint } from './store.ts';

export type DocumentOutcome =
  | { readonly type: 'asked'; readonly act: RankingAct; readonly contentHash: string }
  | ActRefused;

/** Has the text of a draft laid out as a PDF/A page of its own, in the background; the same text once. */
export async function requestDocument(
  desk: ActDesk,
  key: ActKey,
): Promise<DocumentOutcome | undefined> {
  const { db } = desk.services.database;
  const act = await findAct(db, key);
  if (!act) return undefined;
  if (act.state !== 'draft') return refused('not-a-draft');
  const { text } = await composeAct(desk, act);
  if (!text) return refused('checks-failed');
  return runAct<DocumentOutcome>(db, async (tx) => {
    await lockActs(tx, key.callId);
    const now = await findAct(tx, key);
    if (now?.state !== 'draft' || now.revision !== act.revision)
      return refused('changed-meanwhile');
    const there = await findTextPrint(tx, key);
    if (there?.textHash !== text.hash) {
      const { printId } = await addPrint(tx, writeActDocument(text.content, text));
      await updateTextPrint(tx, key, { textHash: text.hash, printId });
    }
    return { type: 'asked', act: now, contentHash: text.hash };
  });
}
