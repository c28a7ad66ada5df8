import { findNearest } from '../../engine/index.ts';
import { plainText } from './plain-words.ts';

/** The words of all calls that everybody may see, the most common first. */
export type Vocabulary = readonly VocabularyWord[];

interface VocabularyWord {
  /** Without accents. */
  readonly plain: string;
  /** As people read it. */
  readonly shown: string;
  readonly letters: number;
}

export interface NearWord {
  readonly plain: string;
  readonly shown: string;
}

/** From words as people read them, the most common first; of two that differ in accents the first is kept. */
export function makeVocabulary(shown: readonly string[]): Vocabulary {
  const known = new Map<string, VocabularyWord>();
  for (const word of shown) {
    const plain = plainText(word);
    if (!known.has(plain)) known.set(plain, { plain, shown: word, letters: lettersOf(plain) });
  }
  return [...known.values()];
}

/** Whether it is there, or differs from one that is only in how it ends. */
export function isInflected(word: string, vocabulary: Vocabulary): boolean {
  const begin = word.slice(0, Math.max(3, word.length - 2));
  return vocabulary.some(({ plain }) => plain.startsWith(begin));
}

/** The word that a word no call has was perhaps meant to be: one that begins with it, or one a slip away. */
export function findNearWord(word: string, vocabulary: Vocabulary): NearWord | undefined {
  if (word.length < 3 || /\d/.test(word)) return undefined;
  const begun = vocabulary.find(({ plain }) => plain.startsWith(word));
  if (begun) return begun;
  const within = slipsOf(word);
  if (within === 0) return undefined;
  const letters = lettersOf(word);
  const candidates = new Map(
    vocabulary
      .filter(
        (each) =>
          Math.abs(each.plain.length - word.length) <= within &&
          // A slip takes at most one letter away and brings one.
          countBits(each.letters ^ letters) <= 2 * within,
      )
      .map((each) => [each.plain, each]),
  );
  const nearest = findNearest(word, candidates.keys(), within);
  return nearest === undefined ? undefined : candidates.get(nearest);
}

/** How many slips a word of this length may have before it could be anything. */
function slipsOf(word: string): number {
  if (word.length < 4) return 0;
  return word.length < 6 ? 1 : 2;
}

/** Which letters it has, one bit each. */
function lettersOf(plain: string): number {
  let letters = 0;
  for (const letter of plain) letters |= 1 << ((letter.charCodeAt(0) - 97) % 32);
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}
