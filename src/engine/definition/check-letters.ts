import { findNearest } from '../text/nearest.ts';
import type { CallDocument } from './call-document.ts';
import type { LetterDocument } from './examination-document.ts';
import { letterPlaces, readLetterText } from './letter-text.ts';
import type { DefinitionPath, DefinitionProblem } from './problem.ts';

/** What cannot be right about the letters of a call: places that nothing fills, two for one case. */
export function checkLetters(
  document: CallDocument,
  letters: readonly LetterDocument[],
): readonly DefinitionProblem[] {
  return letters.flatMap((letter, index) => [
    ...checkLetter(document, letter, ['examination', 'letters', index]),
    ...checkOnlyOne(letters, letter, ['examination', 'letters', index]),
  ]);
}

function checkLetter(
  document: CallDocument,
  letter: LetterDocument,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (letter.outcome !== undefined && letter.on !== 'outcome')
    problems.push({
      code: 'letter-unclear',
      message: 'only a letter on an outcome names one: leave it out, or write on: outcome',
      path: [...path, 'outcome'],
    });
  const places = letterPlaces[letter.on].filter((place) => hasPlace(document, letter, place));
  for (const part of ['title', 'text'] as const)
    for (const language of ['it', 'en'] as const)
      problems.push(
        ...checkPlaces(letter[part][language], letter, places, [...path, part, language]),
      );
  return problems;
}

/** Some places stand for parts that not every call has, or that not every outcome comes with. */
function hasPlace(document: CallDocument, { outcome }: LetterDocument, place: string): boolean {
  if (place === 'line') return (document.lines ?? []).length > 0;
  if (place === 'net' || place === 'gross') return document.score !== undefined;
  if (place !== 'grant') return true;
  return document.grant !== undefined && outcome !== 'not-admitted' && outcome !== 'withdrawn';
}

function checkPlaces(
  text: string,
  { on, outcome }: LetterDocument,
  places: readonly string[],
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const list = places.map((place) => `{${place}}`).join(', ');
  return readLetterText(text, places).problems.map(({ code, place, offset }): DefinitionProblem => {
    if (code === 'place-unclosed')
      return {
        code: 'letter-place',
        message: `a place is a name between two braces, such as {${places[0]}}, and braces mean nothing else in a letter`,
        path,
        offset,
      };
    const nearest = findNearest(place, places);
    const isRefused = outcome === 'not-admitted' || outcome === 'withdrawn';
    const whose = isRefused && place === 'grant' ? `a letter about "${outcome}"` : 'this call';
    const message = letterPlaces[on].includes(place)
      ? `${whose} has nothing to put in the place of {${place}}: leave it out; there are ${list}`
      : `nothing can be put in the place of {${place}} in a letter on: ${on}; there are ${list}`;
    const suggestion = nearest === undefined ? {} : { suggestion: `{${nearest}}` };
    return { code: 'letter-place', message, path, offset, ...suggestion };
  });
}

/** Two letters for the same case would leave open which one is sent. */
function checkOnlyOne(
  letters: readonly LetterDocument[],
  letter: LetterDocument,
  path: DefinitionPath,
): readonly DefinitionProblem[] {
  const first = letters.find((each) => each.on === letter.on && each.outcome === letter.outcome);
  if (!first || first === letter) return [];
  const whole = letter.outcome === undefined ? letter.on : `${letter.on} "${letter.outcome}"`;
  return [
    {
      code: 'letter-twice',
      message: `"${first.id}" is already the letter for ${whole}: keep one of the two`,
      path,
    },
  ];
}
