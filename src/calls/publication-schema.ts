import { Type } from 'typebox';
import { about, Amount, exactly, Localized, orGap, Words } from './basic-schema.ts';
import { ArticleOfRule } from './fact-schema.ts';

export const PublicationSchema = Type.Object(
  {
    article: ArticleOfRule,
    norm: about(Words, 'The rule or title that grants rest on: "Resolution 12 of 2025".'),
    office: orGap(Words, 'The office that answers for the procedure.'),
    official: orGap(Words, 'The official responsible for the procedure, by name or by post.'),
    chosenBy: about(Localized, 'How beneficiaries are chosen, in a sentence.'),
    threshold: orGap(
      Amount,
      'What all grants to one beneficiary in a year must exceed for a natural person to be named: `"1000.00"`.',
    ),
    naturalPersons: orGap(
      Type.Enum(['named', 'withheld']),
      'Whether natural persons above the threshold are named: `withheld`.',
    ),
    hardship: orGap(
      Type.Boolean(),
      'Whether a grant tells of ill health or hardship: then no natural person is ever named: `false`.',
    ),
  },
  {
    ...exactly,
    title: 'Publication',
    description: 'How grants are made public; no natural person is named where it is left out.',
  },
);
