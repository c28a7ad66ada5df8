/** What somebody looks for in a register. */
export type Search =
  | { readonly type: 'all' }
  /** By the protocol number of an entry of this register. */
  | { readonly type: 'number'; readonly number: number }
  /** Words, which the database takes apart; digits alone are also the number of an entry. */
  | { readonly type: 'words'; readonly words: string; readonly number?: number };

/** As great as the column of the numbers allows. */
export const numberMax = 2_147_483_647;

/** Reads what was typed: a protocol number, a number that may also be a word, or words. */
export function readSearch(text: string | undefined, call: string): Search {
  const typed = (text ?? '').trim();
  if (typed === '') return { type: 'all' };
  const [, slug, digits] = /^(?:([^/]*)\/)?(\d{1,10})$/.exec(typed) ?? [];
  const number = Number(digits);
  // One that no column holds is none of an entry; it may be the beginning of a fiscal code.
  if (digits === undefined || number > numberMax) return { type: 'words', words: typed };
  if (slug === undefined) return { type: 'words', words: typed, number };
  return slug.toLowerCase() === call ? { type: 'number', number } : { type: 'words', words: typed };
}
