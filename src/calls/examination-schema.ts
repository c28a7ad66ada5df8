import { Type } from 'typebox';
import { about, exactly, Id, Localized, orGap, Points } from './basic-schema.ts';
import { ArticleOfRule, Title } from './fact-schema.ts';

const EndOnHoliday = Type.Enum(['as-is', 'next-working-day', 'previous-working-day']);

const ClarificationSchema = Type.Object(
  {
    article: ArticleOfRule,
    rounds: orGap(
      Type.Union([Type.Integer({ minimum: 0, maximum: 99 }), Type.Literal('any')], {
        'x-expected': 'a number such as 1, or any',
      }),
      'How many times an applicant may be asked: `1`, or `any`.',
    ),
    answerDays: orGap(
      Type.Integer({ minimum: 1, maximum: 366 }),
      'Days the applicant has to answer: `10`.',
    ),
    answerClock: Type.Optional(
      about(Id, 'The clock that says how those days are counted, for example `answer`.'),
    ),
    stopsClock: orGap(
      Type.Boolean(),
      'Whether the clock of the procedure stands still until the answer: `true`.',
    ),
  },
  { ...exactly, description: 'Asking the applicant for what is missing.' },
);

const NoticeAgainstSchema = Type.Union(
  [
    Type.Object(
      {
        applies: Type.Literal(false, { description: 'No notice comes before a refusal: `false`.' }),
      },
      { ...exactly, title: 'NoNoticeAgainst' },
    ),
    Type.Object(
      {
        applies: Type.Literal(true, { description: 'A notice comes before a refusal: `true`.' }),
        answerDays: Type.Integer({
          minimum: 1,
          maximum: 366,
          description: 'Days to answer it with observations: `10`.',
        }),
        resumeDays: Type.Integer({
          minimum: 0,
          maximum: 366,
          description: 'Days after the observations before the clock runs again: `10`.',
        }),
        effect: Type.Enum(['suspends', 'interrupts'], {
          description: 'Whether the days already used are kept: `suspends`.',
        }),
        answerOnHoliday: Type.Optional(
          orGap(EndOnHoliday, 'What happens when the days to answer end on a holiday: `as-is`.'),
        ),
      },
      { ...exactly, title: 'NoticeAgainst' },
    ),
  ],
  {
    'x-expected':
      '{ applies: false }, or { applies: true, answerDays: 10, resumeDays: 10, effect: suspends }',
  },
);

const LetterSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `request`.'),
    on: Type.Enum(['clarification-request', 'notice-against', 'outcome', 'ranking'], {
      description: 'What it is written for: `clarification-request`.',
    }),
    outcome: Type.Optional(
      Type.Enum(['admitted', 'with-reserve', 'not-admitted', 'withdrawn'], {
        description: 'For which outcome, for example `admitted`; every one if left out.',
      }),
    ),
    title: about(Title, 'What stands above it, for example { it: "Esito", en: "Outcome" }.'),
    text: about(
      Localized,
      'Its paragraphs, parted by an empty line, with places in braces such as `{applicant}`.',
    ),
  },
  { ...exactly, title: 'Letter' },
);

export const ExaminationSchema = Type.Object(
  {
    article: ArticleOfRule,
    clock: about(Id, 'The clock within which the procedure ends, for example `examination`.'),
    twoPersons: orGap(
      Type.Boolean(),
      'Whether a second person confirms what one person finds: `false`.',
    ),
    clarification: ClarificationSchema,
    costs: Type.Optional(
      Type.Object(
        {
          article: ArticleOfRule,
          aboveDeclared: Type.Boolean({
            description: 'Whether more than was declared can be recognised: `false`.',
          }),
        },
        {
          ...exactly,
          title: 'RecognisedCosts',
          description:
            'What the office may recognise of declared costs; never more than was declared if left out.',
        },
      ),
    ),
    noticeAgainst: orGap(
      NoticeAgainstSchema,
      'Whether a notice of the reasons against comes before a refusal: `{ applies: false }`.',
    ),
    letters: Type.Array(LetterSchema, { description: 'What the office writes; `[]` for nothing.' }),
  },
  { ...exactly, description: 'How the office examines applications.' },
);

const PanelRoundingSchema = Type.Object(
  {
    to: about(Points, 'Points are rounded to a multiple of this: `1` or `"0.5"`.'),
    by: Type.Enum(['half-up', 'down', 'up'], { description: 'In which direction: `half-up`.' }),
  },
  { ...exactly, title: 'PanelRounding' },
);

export const PanelSchema = Type.Object(
  {
    article: ArticleOfRule,
    scorers: orGap(
      Type.Integer({ minimum: 1, maximum: 99 }),
      'How many people score each application: `3`.',
    ),
    experts: Type.Optional(
      orGap(
        Type.Integer({ minimum: 0, maximum: 99 }),
        'How many experts are heard on each application: `1`.',
      ),
    ),
    members: Type.Object(
      {
        least: orGap(
          Type.Integer({ minimum: 1, maximum: 999 }),
          'How many members the panel has at least: `3`.',
        ),
      },
      { ...exactly, description: 'Who sits in it.' },
    ),
    consolidation: orGap(
      Type.Enum(['collegial', 'mean', 'median']),
      'How sheets become one score, by agreement or by reckoning: `collegial`.',
    ),
    rounding: Type.Optional(
      orGap(
        PanelRoundingSchema,
        'What becomes of reckoned points that no sheet could give: `{ to: 1, by: half-up }`.',
      ),
    ),
    outlierPoints: Type.Optional(
      orGap(Points, 'How far a total may lie from the others before it is pointed out: `15`.'),
    ),
  },
  { ...exactly, description: 'How a panel scores applications.' },
);
