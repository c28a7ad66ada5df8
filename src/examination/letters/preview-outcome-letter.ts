import { sql } from 'kysely';
import type { LetterDocument } from '../../engine/index.ts';
import type { Db } from '../../platform/database.ts';
import type { LettersAct } from './begin-letters.ts';
import { listDue } from './due-letters.ts';
import { textOf, type LetterText } from './letter.ts';
import { outcomeValues } from './letter-values.ts';
import { findFigures, findOutcomeLetter } from './write-letters.ts';

/** The letter about the outcome of one application as it would be written now; nothing where none is due. */
export async function previewOutcomeLetter(
  db: Db,
  { applicationId, ...act }: LettersAct & { readonly applicationId: string },
): Promise<LetterText | undefined> {
  const { callId, template, rules } = act;
  const letter = findOutcomeLetter(rules, template);
  if (!letter) return undefined;
  const [due] = await listDue(db, { callId, letter, applicationId, limit: 1 });
  if (!due) return undefined;
  const figures = await findFigures(db, { ...act, letter }, due);
  return textOf(letter, outcomeValues(due, rules, { today: await findNow(db), figures }));
}

export async function findNow(db: Db): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(db);
  const [row] = rows;
  if (!row) throw new Error('the database does not know what time it is');
  return row.now;
}

/** The letters that are due to one application. */
export async function listDueTo(
  db: Db,
  {
    callId,
    applicationId,
    rules,
  }: Omit<LettersAct, 'template'> & { readonly applicationId: string },
): Promise<readonly LetterDocument[]> {
  const letters = rules.published.call.document.examination?.letters ?? [];
  const due: LetterDocument[] = [];
  for (const letter of letters)
    if (letter.on === 'outcome') {
      const found = await listDue(db, { callId, letter, applicationId, limit: 1 });
      if (found.length > 0) due.push(letter);
    }
  return due;
}
