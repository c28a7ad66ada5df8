import {
  letterPlaces,
  readLetterText,
  type LetterDocument,
  type LetterOccasion,
} from '../../engine/index.ts';
import type { PdfBlock, PdfDocument } from '../../platform/pdf/index.ts';

/** What fills the places of a letter; one that has no value here is left empty. */
export type LetterValues = Readonly<Record<string, string>>;

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
    blocks: paragraphsOf(letter, letter.on, values),
    attachments: [],
  };
}

/** Paragraphs without anything in them are left out, so that an empty place leaves no hole. */
function paragraphsOf(
  { text }: LetterDocument,
  on: LetterOccasion,
  values: LetterValues,
): readonly PdfBlock[] {
  const { paragraphs } = readLetterText(text.it, letterPlaces[on]);
  return paragraphs.flatMap((parts): readonly PdfBlock[] => {
    const said = parts
      .map((part) => (part.kind === 'words' ? part.text : (values[part.place] ?? '')))
      .join('')
      .trim();
    return said === '' ? [] : [{ kind: 'paragraph', text: said }];
  });
}
