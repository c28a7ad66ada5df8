import { Type } from 'typebox';
import { ApplicationSchema } from './application-schema.ts';
import {
  about,
  AnyValue,
  Amount,
  Article,
  DateDay,
  exactly,
  Id,
  Instant,
  exactIds,
  exactOutside,
  idKeys,
  outsideKeys,
  OutsideId,
  Points,
  Words,
} from './basic-schema.ts';
import { PlainTitle } from './fact-schema.ts';
import { RoundDecisionsSchema } from './round-decisions-schema.ts';

const Truth = Type.Enum(['yes', 'no', 'unknown'], { title: 'Truth' });

const ExpectedMoney = Type.Union(
  [
    Amount,
    Type.Object(
      {
        from: about(Amount, 'The lowest it can be, for example `"1000.00"`.'),
        to: Type.Union([Amount, Type.Null()], {
          description: 'The highest it can be, or `null` when nothing limits it.',
        }),
      },
      { ...exactly, 'x-expected': 'a stretch such as { from: "1000.00", to: "2000.00" }' },
    ),
  ],
  { title: 'ExpectedMoney' },
);

const ExpectedPoints = Type.Union(
  [
    Points,
    Type.Object(
      {
        from: about(Points, 'The lowest they can be, for example `10`.'),
        to: about(Points, 'The highest they can be, for example `20`.'),
      },
      { ...exactly, 'x-expected': 'a stretch such as { from: 10, to: 20 }' },
    ),
  ],
  { title: 'ExpectedPoints' },
);

const Ids = Type.Array(Id);

const ExpectedSchema = Type.Object(
  {
    eligible: Type.Optional(about(Truth, 'Whether it can be admitted, for example `yes`.')),
    failing: Type.Optional(about(Ids, 'Requirements not met, in the order of the definition.')),
    open: Type.Optional(about(Ids, 'Requirements that cannot be answered yet.')),
    admitted: Type.Optional(
      Type.Record(idKeys, ExpectedMoney, {
        ...exactIds,
        description: 'Admitted costs by category, for example `{ staff: "1000.00" }`.',
      }),
    ),
    totalAdmitted: Type.Optional(about(ExpectedMoney, 'All admitted costs: `"10000.00"`.')),
    grant: Type.Optional(about(ExpectedMoney, 'The grant, for example `"5000.00"`.')),
    shares: Type.Optional(
      Type.Record(outsideKeys, Amount, {
        ...exactOutside,
        description: 'The grant by partner, for example `{ p1: "2500.00" }`.',
      }),
    ),
    criteria: Type.Optional(
      Type.Record(idKeys, ExpectedPoints, {
        ...exactIds,
        description: 'Points by criterion, for example `{ quality: 10 }`.',
      }),
    ),
    net: Type.Optional(about(ExpectedPoints, 'Points without bonuses, for example `70`.')),
    bonus: Type.Optional(about(ExpectedPoints, 'Points of bonuses, for example `5`.')),
    gross: Type.Optional(about(ExpectedPoints, 'All points, for example `75`.')),
    threshold: Type.Optional(about(Truth, 'Whether the thresholds are reached: `yes`.')),
    outcome: Type.Optional(
      Type.Enum(['admissible', 'not-admissible', 'below-threshold', 'unknown'], {
        description: 'What comes out in the end, for example `admissible`.',
      }),
    ),
    refused: Type.Optional(about(Words, 'The code with which it is refused before anything else.')),
  },
  {
    ...exactly,
    description: 'What must come out, to the cent; what is left out is not looked at.',
  },
);

const AssessExample = Type.Object(
  {
    application: about(ApplicationSchema, 'The application that is assessed.'),
    expect: ExpectedSchema,
  },
  { ...exactly, description: 'One application and what its assessment gives.' },
);

const WindowExample = Type.Object(
  {
    at: about(Instant, 'An instant with offset: "2025-01-15T15:59:59+01:00".'),
    expect: Type.Enum(['before', 'open', 'closed', 'unknown'], {
      description: 'Whether applications are taken then, for example `open`.',
    }),
  },
  { ...exactly, description: 'Whether an instant lies in the window.' },
);

const expectedDay = Type.Union([DateDay, Type.Literal('unknown')], {
  description: 'The last day, for example `2025-03-15`, or `unknown`.',
});

const ClockExample = Type.Object(
  {
    id: about(Id, 'The clock, for example `project-end`.'),
    start: about(DateDay, 'The date of the event that starts it: `2025-01-15`.'),
    suspended: Type.Optional(
      Type.Array(
        Type.Object(
          {
            from: about(DateDay, 'First day of the stop: `2025-02-01`.'),
            to: Type.Optional(about(DateDay, 'Last day of the stop: `2025-02-15`.')),
            why: about(Words, 'The event that stops it, for example `clarification`.'),
          },
          exactly,
        ),
        { description: 'When the clock stood still.' },
      ),
    ),
    today: Type.Optional(about(DateDay, 'The day on which it is looked at: `2025-03-01`.')),
    expect: Type.Object(
      {
        due: expectedDay,
        lateDays: Type.Optional(Type.Integer({ description: 'Days after the end: `2`.' })),
      },
      { ...exactly, description: 'When it ends.' },
    ),
  },
  { ...exactly, description: 'A term and when it ends.' },
);

const received = Type.Optional(
  about(DateDay, 'When it was received, if the days run from there: `2025-02-03`.'),
);

const ExaminationExample = Type.Object(
  {
    days: Type.Record(idKeys, DateDay, {
      ...exactIds,
      description: 'Days of the procedure by event: `{ closing: 2025-01-15 }`.',
    }),
    steps: Type.Optional(
      Type.Array(
        Type.Union([
          Type.Object(
            {
              clarification: about(DateDay, 'When clarification was asked for: `2025-02-01`.'),
              received,
              answered: Type.Optional(about(DateDay, 'When the answer came: `2025-02-08`.')),
            },
            { ...exactly, title: 'ClarificationStep' },
          ),
          Type.Object(
            {
              noticeAgainst: about(DateDay, 'The day of the notice: `2025-03-01`.'),
              received,
              observations: Type.Optional(about(DateDay, 'When observations came: `2025-03-08`.')),
            },
            { ...exactly, title: 'NoticeStep' },
          ),
        ]),
        { description: 'What stopped the clock, or might have.' },
      ),
    ),
    today: about(DateDay, 'The day on which it is looked at: `2025-03-01`.'),
    expect: Type.Object(
      {
        due: expectedDay,
        daysUsed: Type.Optional(Type.Integer({ description: 'Days counted so far: `40`.' })),
        daysLeft: Type.Optional(Type.Integer({ description: 'Days still to run: `80`.' })),
        lateDays: Type.Optional(Type.Integer({ description: 'Days after the end: `2`.' })),
      },
      { ...exactly, description: 'How the clock stands.' },
    ),
  },
  { ...exactly, description: 'The clock of the examination with the steps that may stop it.' },
);

const RuleExample = Type.Object(
  {
    id: about(Id, 'A rule on variations or expenses, for example `no-lower-score`.'),
    values: Type.Record(Type.String(), AnyValue, {
      description: 'What the rule sees, for example `{ before: { net: 70 }, after: { net: 65 } }`.',
    }),
    expect: Type.Enum(['met', 'not-met', 'unknown'], { description: 'For example `met`.' }),
  },
  { ...exactly, description: 'A rule on a variation or an expense.' },
);

const UniquenessExample = Type.Object(
  {
    applications: Type.Array(ApplicationSchema, { description: 'The applications side by side.' }),
    expect: Type.Array(OutsideId, {
      description: 'Those that break a uniqueness rule, for example `[A-002]`.',
    }),
  },
  { ...exactly, description: 'Applications of which some are one too many.' },
);

const RoundExample = Type.Object(
  {
    applications: Type.Array(ApplicationSchema, { description: 'All applications of the round.' }),
    decisions: Type.Optional(
      about(RoundDecisionsSchema, 'What was decided for this round alone, such as a draw.'),
    ),
    expect: Type.Union(
      [
        Type.Object(
          {
            stops: about(Words, 'The code of the stop, for example `tie`.'),
            tied: Type.Optional(
              Type.Array(OutsideId, { description: 'Those that tie: `[A-1, A-2]`.' }),
            ),
          },
          exactly,
        ),
        Type.Object(
          {
            order: Type.Array(
              Type.Object(
                {
                  id: about(OutsideId, 'The application, for example `A-001`.'),
                  outcome: about(Words, 'What it gets, for example `funded`.'),
                  grant: Type.Optional(about(Amount, 'The money it gets: `"5000.00"`.')),
                },
                exactly,
              ),
              { description: 'The applications in order.' },
            ),
          },
          exactly,
        ),
      ],
      {
        description: 'The applications in order with what they get, or the stop.',
        'x-expected': 'one of { order: [ … ] }, { stops: … }',
      },
    ),
  },
  { ...exactly, description: 'A whole round and its ranking.' },
);

export const ExampleSchema = Type.Object(
  {
    id: about(Id, 'Unique among the examples, for example `exactly-at-ceiling`.'),
    title: PlainTitle,
    article: Type.Optional(about(Article, 'The rule it shows: "art. 5, c. 2".')),
    given: Type.Optional(
      Type.Record(idKeys, AnyValue, {
        ...exactIds,
        description: 'Values for gaps in this example alone: `{ points-1.3-listed: sum }`.',
      }),
    ),
    assess: Type.Optional(AssessExample),
    window: Type.Optional(WindowExample),
    clock: Type.Optional(ClockExample),
    examination: Type.Optional(ExaminationExample),
    rule: Type.Optional(RuleExample),
    uniqueness: Type.Optional(UniquenessExample),
    round: Type.Optional(RoundExample),
  },
  { ...exactly, title: 'Example' },
);
