import type { Db } from '../../platform/database.ts';
import type { ShownUnit } from './act-content.tsx';
import type { ResultAsked } from './asked.ts';
import type { UnitDigest } from './digest.ts';
import type { EntryRow } from './entry.ts';
import { foldRanking } from './folding.ts';
import type { Naming, Result } from './load-result.ts';
import { findEntries } from './queries.ts';

/** Rows of a long ranking that are read at once. */
const pageRows = 100;
export const foundMax = 50;

type Shown = Pick<Result, 'act' | 'digest'>;

/** The rows that one wants to see: of one ranking from a place on, or what of each is shown at first. */
export async function loadUnits(
  db: Db,
  { act, digest }: Shown,
  asked: ResultAsked,
): Promise<readonly ShownUnit[]> {
  const { from } = asked;
  const paged =
    from === undefined
      ? undefined
      : digest.units.find(({ firstPlace, lastPlace }) => from >= firstPlace && from <= lastPlace);
  if (paged && from !== undefined) return [await pageOf(db, act, { unit: paged, from })];
  const units = digest.units.filter(({ unit }) => asked.unit === undefined || unit === asked.unit);
  const shown: ShownUnit[] = [];
  for (const unit of units) shown.push(await foldedOf(db, act, unit));
  return shown;
}

async function pageOf(
  db: Db,
  { callId, number }: Result['act'],
  { unit, from }: { readonly unit: UnitDigest; readonly from: number },
): Promise<ShownUnit> {
  const toPlace = Math.min(unit.lastPlace, from + pageRows - 1);
  const entries = await findEntries(db, {
    callId,
    number,
    fromPlace: from,
    toPlace,
    limit: pageRows,
  });
  return {
    unit,
    entries,
    stretches: [{ from, to: toPlace, isFolded: false }],
    previous: from > unit.firstPlace ? Math.max(unit.firstPlace, from - pageRows) : undefined,
    next: toPlace < unit.lastPlace ? toPlace + 1 : undefined,
  };
}

async function foldedOf(
  db: Db,
  { callId, number }: Result['act'],
  unit: UnitDigest,
): Promise<ShownUnit> {
  const stretches = foldRanking(unit);
  const entries: EntryRow[] = [];
  for (const { from, to, isFolded } of stretches) {
    if (isFolded) continue;
    const asked = { callId, number, fromPlace: from, toPlace: to, limit: to - from + 1 };
    entries.push(...(await findEntries(db, asked)));
  }
  return { unit, entries, stretches };
}

/** What was found by words, at most `foundMax`; nothing when no words were given. */
export async function findRows(
  db: Db,
  { act }: Shown,
  { words }: ResultAsked,
  { namedCodes }: Naming,
): Promise<readonly EntryRow[] | undefined> {
  if (words === undefined) return undefined;
  const { callId, number } = act;
  return findEntries(db, {
    callId,
    number,
    words: { text: words.toLowerCase(), namedCodes },
    limit: foundMax,
  });
}
