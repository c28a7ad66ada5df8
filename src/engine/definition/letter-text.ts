import type { LetterDocument, LetterOccasion, LetterOutcome } from './examination-document.ts';

/** A piece of a letter: words as they are, or the place of a value that is filled in. */
export type LetterPart =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'place'; readonly place: string };

export interface LetterTextProblem {
  readonly code: 'place-unclosed' | 'place-unknown';
  /** As written between the braces. */
  readonly place: string;
  /** Where it begins in the text. */
  readonly offset: number;
}

const everyLetter = [
  'call',
  'body',
  'applicant',
  'line',
  'protocol',
  'received',
  'today',
  'officer',
] as const;

/** The only places that a letter of each occasion can have; what fills each is said in the handbook. */
export const letterPlaces: Readonly<Record<LetterOccasion, readonly string[]>> = {
  'clarification-request': [...everyLetter, 'items', 'answerBy', 'answerDays'],
  'notice-against': [...everyLetter, 'reasons', 'answerBy', 'answerDays'],
  outcome: [...everyLetter, 'outcome', 'reasons', 'observations', 'net', 'gross', 'grant'],
  ranking: [
    ...everyLetter,
    'act',
    'published',
    'outcome',
    'position',
    'net',
    'gross',
    'asked',
    'granted',
    'total',
    'reason',
  ],
};

/** The paragraphs of a letter, each as words and as some of these places, and what is wrong with its braces. */
export function readLetterText(
  text: string,
  places: readonly string[],
): {
  readonly paragraphs: readonly (readonly LetterPart[])[];
  readonly problems: readonly LetterTextProblem[];
} {
  const problems: LetterTextProblem[] = [];
  const paragraphs: (readonly LetterPart[])[] = [];
  let offset = 0;
  for (const paragraph of text.split(/(\n[ \t]*\n\s*)/)) {
    if (paragraph.trim() !== '')
      paragraphs.push(readParagraph(paragraph, offset, places, problems));
    offset += paragraph.length;
  }
  return { paragraphs, problems };
}

function readParagraph(
  text: string,
  start: number,
  places: readonly string[],
  problems: LetterTextProblem[],
): readonly LetterPart[] {
  const parts: LetterPart[] = [];
  let at = 0;
  for (const match of text.matchAll(/[{}][^{}]*\}?/g)) {
    const [piece] = match;
    const place = piece.replace(/[{}]/g, '');
    const isClosed = piece.startsWith('{') && piece.endsWith('}');
    if (match.index > at) parts.push({ kind: 'words', text: text.slice(at, match.index) });
    at = match.index + piece.length;
    if (isClosed && places.includes(place)) parts.push({ kind: 'place', place });
    else
      problems.push({
        code: isClosed ? 'place-unknown' : 'place-unclosed',
        place,
        offset: start + match.index,
      });
  }
  if (at < text.length) parts.push({ kind: 'words', text: text.slice(at) });
  return parts;
}

/**
 * The letter for a step: the one for this outcome, else the one for any. `undefined` where the call
 * has none.
 */
export function findLetter(
  letters: readonly LetterDocument[],
  on: LetterOccasion,
  outcome?: LetterOutcome,
): LetterDocument | undefined {
  const fitting = letters.filter((each) => each.on === on);
  return (
    fitting.find((each) => each.outcome === outcome) ??
    fitting.find((each) => each.outcome === undefined)
  );
}
