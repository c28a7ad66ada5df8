import { elided, letterPlaces, readLetterText, type LetterDocument } from '../../engine/index.ts';
import type { PdfDocument } from '../../platform/pdf/index.ts';

/** What stands in a place: words, or that there is nothing to say there, in words. */
export type LetterValue = string | { readonly none: string };

/** What fills the places of a letter: every place that its occasion can have. */
export type LetterValues = Readonly<Record<string, LetterValue>>;

export interface LetterAsked {
  readonly letter: LetterDocument;
  readonly values: LetterValues;
  /** Of all letters of the call. */
  readonly number: number;
  readonly body: string;
  readonly subtitle: string;
  readonly at: Date;
  readonly notices: readonly string[];
}

/** A letter as it is laid out: of an Italian body, and so in Italian. The same values give the same file. */
export function layOutLetter({
  letter,
  values,
  number,
  body,
  subtitle,
  at,
  notices,
}: LetterAsked): PdfDocument {
  return {
    language: 'it',
    title: letter.title.it,
    subtitle,
    author: body,
    at,
    notices,
    footer: `Lettera n. ${number}`,
    blocks: paragraphsOf(letter, values).map((text) => ({ kind: 'paragraph', text })),
    attachments: [],
  };
}

/** What a letter says, before it is laid out. */
export interface LetterText {
  readonly title: string;
  readonly paragraphs: readonly string[];
}

export function textOf(letter: LetterDocument, values: LetterValues): LetterText {
  return { title: letter.title.it, paragraphs: paragraphsOf(letter, values) };
}

/** A paragraph that is nothing but a place with nothing to say is left out; within words the place says so. */
function paragraphsOf({ text, on }: LetterDocument, values: LetterValues): readonly string[] {
  const { paragraphs } = readLetterText(text.it, letterPlaces[on]);
  return paragraphs.flatMap((parts) => {
    const filled = parts.map((part) =>
      part.kind === 'words' ? part.text : valueIn(values, part.place),
    );
    const isNothing = filled.every((each) =>
      typeof each === 'string' ? each.trim() === '' : true,
    );
    if (isNothing) return [];
    return [
      filled
        .map((each) => (typeof each === 'string' ? each : each.none))
        .reduce(joined, '')
        .trim(),
    ];
  });
}

/** More than an article and a number are long. */
const seam = 6;

/** `entro il` and `8 dicembre` become `entro l’8 dicembre`; within what somebody has written nothing changes. */
function joined(before: string, next: string): string {
  const [head, tail] = [before.slice(0, -seam), before.slice(-seam)];
  return `${head}${elided(tail + next.slice(0, seam))}${next.slice(seam)}`;
}

function valueIn(values: LetterValues, place: string): LetterValue {
  const value = values[place];
  if (value === undefined || value === '')
    throw new Error(`nothing fills the place of {${place}} in a letter`);
  return value;
}

/** Whether a letter says one of these places, in the language in which it is written. */
export function hasPlace({ text, on }: LetterDocument, places: readonly string[]): boolean {
  const { paragraphs } = readLetterText(text.it, letterPlaces[on]);
  return paragraphs.some((parts) =>
    parts.some((part) => part.kind === 'place' && places.includes(part.place)),
  );
}
