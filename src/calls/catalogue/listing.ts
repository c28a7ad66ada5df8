import type { CallDocument, Localized } from '../../engine/index.ts';
import type { PublishedCall } from '../published-call.ts';
import { readCardFigures, type CardFigures } from './card-figures.ts';
import { bareWord, plainWords, shownWords } from './plain-words.ts';

/** A word by which calls are chosen, such as whom they are for. */
export interface Label {
  readonly id: string;
  readonly label: Localized;
}

/** What the list needs of a version, made once. */
export interface Listing {
  readonly figures: CardFigures;
  readonly audiences: readonly Label[];
  readonly topics: readonly Label[];
  readonly words: readonly string[];
  /** What is searched, by weight: `A` is the title. */
  readonly texts: Readonly<Record<'A' | 'B' | 'C' | 'D', SearchedText>>;
}

/** A call as the list shows it. */
export interface ListedCall extends PublishedCall {
  readonly audiences: readonly Label[];
  readonly topics: readonly Label[];
  /** Nothing until the list has been made for this version. */
  readonly figures: CardFigures | undefined;
}

interface SearchedText extends Localized {
  /** The words of both languages without the vowels they end with. */
  readonly bare: string;
}

/** To be raised with every change of what is made here, so that listings made before are made anew. */
export const listingForm = 1;

/** Reads it from a definition whose gaps are filled as far as somebody has decided. */
export function makeListing(document: CallDocument): Listing {
  const { title, summary, body, audiences = [], topics = [], lines = [], partnership } = document;
  const labels = [...audiences, ...topics].map(({ label }) => label);
  const who = [
    ...lines.flatMap((line) => [line, ...(line.sublines ?? [])]).map((each) => each.title),
    ...(partnership?.roles ?? []).map(({ label }) => label),
    ...(partnership?.minimum ?? []).map((each) => each.title),
  ];
  const rules = [
    ...(document.costs?.categories ?? []).map(({ label }) => label),
    ...(document.score?.criteria ?? []).map((each) => each.title),
    ...document.eligibility.map((each) => each.title),
  ];
  const all = [title, summary, { it: body, en: '' }, ...labels, ...who, ...rules];
  return {
    figures: readCardFigures(document),
    audiences,
    topics,
    words: shownWords(all.flatMap(({ it, en }) => [it, en]).join(' ')),
    texts: {
      A: searched([title]),
      B: searched([summary, { it: body, en: '' }, ...labels]),
      C: searched(who),
      D: searched(rules),
    },
  };
}

function searched(texts: readonly Localized[]): SearchedText {
  const wordsOf = (language: 'it' | 'en') =>
    plainWords(texts.map((text) => text[language]).join(' '));
  const [it, en] = [wordsOf('it'), wordsOf('en')];
  return { it: once(it), en: once(en), bare: once([...it, ...en].map(bareWord)) };
}

/** A call that repeats a word is not nearer to it than another. */
function once(words: readonly string[]): string {
  return [...new Set(words)].join(' ');
}
