import fc from 'fast-check';
import { expect, test } from 'vitest';
import { both } from '../../../test/mill-call.ts';
import { findLetter, letterPlaces, readLetterText } from './letter-text.ts';
import type { LetterDocument } from './examination-document.ts';

const places = letterPlaces['notice-against'];

test('a letter is paragraphs of words and places', () => {
  const text = 'To {applicant},\nby {answerBy}.\n\n{reasons}\n  \n\nThe office\n';
  expect(readLetterText(text, places)).toEqual({
    paragraphs: [
      [
        { kind: 'words', text: 'To ' },
        { kind: 'place', place: 'applicant' },
        { kind: 'words', text: ',\nby ' },
        { kind: 'place', place: 'answerBy' },
        { kind: 'words', text: '.' },
      ],
      [{ kind: 'place', place: 'reasons' }],
      [{ kind: 'words', text: 'The office\n' }],
    ],
    problems: [],
  });
});

test.each([
  ['{items}', [['place-unknown', 'items', 0]]],
  [
    'Dear {{applicant}}',
    [
      ['place-unclosed', '', 5],
      ['place-unclosed', '', 17],
    ],
  ],
  ['a\n\nb { applicant }', [['place-unknown', ' applicant ', 5]]],
  ['{applicant', [['place-unclosed', 'applicant', 0]]],
  ['applicant}', [['place-unclosed', '', 9]]],
] as const)('%j is refused where it is wrong', (text, problems) => {
  const found = readLetterText(text, places).problems;
  expect(found.map(({ code, place, offset }) => [code, place, offset])).toEqual(problems);
});

test('what is read says every word that was written', () => {
  const piece = fc.oneof(
    fc.constantFrom('{applicant}', '{reasons}', ' ', 'words, ', '\n'),
    fc.string({ maxLength: 5 }).map((text) => text.replace(/[{}]/g, '')),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const { paragraphs, problems } = readLetterText(text, places);
      const said = paragraphs
        .flat()
        .map((part) => (part.kind === 'words' ? part.text : `{${part.place}}`))
        .join('');
      expect(problems).toEqual([]);
      expect(said.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
  );
});

test('the letter of an outcome comes before the one for any', () => {
  const any: LetterDocument = { id: 'any', on: 'outcome', title: both('x'), text: both('x') };
  const refused: LetterDocument = { ...any, id: 'refused', outcome: 'not-admitted' };
  expect(findLetter([any, refused], 'outcome', 'not-admitted')?.id).toBe('refused');
  expect(findLetter([any, refused], 'outcome', 'admitted')?.id).toBe('any');
  expect(findLetter([refused], 'outcome', 'admitted')).toBeUndefined();
  expect(findLetter([any], 'notice-against')).toBeUndefined();
});
