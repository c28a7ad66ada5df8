import { Type, type TSchema } from 'typebox';
import {
  about,
  DateDay,
  exactly,
  Id,
  Localized,
  MonthDay,
  orGap,
  Time,
  Words,
  Zone,
} from './basic-schema.ts';
import {
  LaterRuleSchema,
  PartnershipSchema,
  PhaseSchema,
  RequiredPaperSchema,
  RequirementSchema,
  UniquenessSchema,
} from './eligibility-schema.ts';
import { ExaminationSchema, PanelSchema } from './examination-schema.ts';
import { ExampleSchema } from './example-schema.ts';
import { ArticleOfRule, DerivedSchema, FactSchema, Title } from './fact-schema.ts';
import { CostsSchema, FundingSchema, GrantSchema } from './money-schema.ts';
import { PublicationSchema } from './publication-schema.ts';
import { RankingSchema, ScoreSchema } from './score-schema.ts';

const ActSchema = Type.Object(
  {
    id: about(Id, 'How windows name it, for example `act-1`.'),
    title: about(Words, 'Its title, for example "Resolution 12 of 2025".'),
    date: Type.Optional(orGap(DateDay, 'Its date: `2025-01-15`.')),
    about: about(Localized, 'What it does, for example "Approves the call".'),
  },
  { ...exactly, title: 'Act' },
);

const edge = {
  date: orGap(DateDay, 'The day: `2025-01-15`.'),
  time: orGap(Time, 'The time on the clock of the zone: `"16:00"`.'),
};

const WindowSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `window-1`.'),
    article: ArticleOfRule,
    act: Type.Optional(about(Id, 'The act that set or moved it, for example `act-2`.')),
    since: Type.Optional(
      about(DateDay, 'From when this version was in force; the first one has none: `2025-01-10`.'),
    ),
    zone: about(Zone, 'The time zone of its times, for example `Europe/Rome`.'),
    opens: Type.Object(edge, { ...exactly, description: 'When applications are first taken.' }),
    closes: Type.Object(edge, { ...exactly, description: 'Until when they are taken.' }),
  },
  { ...exactly, title: 'Window' },
);

const SublineSchema = Type.Object(
  {
    id: about(Id, 'How applications name it, for example `a1`.'),
    title: Title,
    article: ArticleOfRule,
  },
  { ...exactly, title: 'Subline' },
);

const LineSchema = Type.Object(
  {
    id: about(Id, 'How rules and applications name it, for example `a`.'),
    title: Title,
    article: ArticleOfRule,
    sublines: Type.Optional(
      Type.Array(SublineSchema, {
        minItems: 1,
        description: 'Its parts; applications then name one of these.',
      }),
    ),
  },
  { ...exactly, title: 'Line' },
);

const EventSchema = Type.Object(
  {
    id: about(Id, 'How clocks and conditions name it, for example `grantAct`.'),
    title: Title,
    scope: Type.Enum(['call', 'application'], {
      description: 'Whether it happens once or to each application: `application`.',
    }),
    is: Type.Optional(
      Type.Enum(['closing', 'submission', 'clarification', 'notice-against'], {
        description: 'Which step of the procedure it is, if it is one: `closing`.',
      }),
    ),
  },
  { ...exactly, title: 'Event' },
);

const ClockSchema = Type.Object(
  {
    id: about(Id, 'How conditions name its end, for example `projectEnd`.'),
    title: Title,
    article: ArticleOfRule,
    start: orGap(Id, 'The event that starts it, for example `grantAct`.'),
    days: Type.Optional(orGap(Type.Integer({ minimum: 0 }), 'Its length in days: `30`.')),
    months: Type.Optional(orGap(Type.Integer({ minimum: 0 }), 'Its length in months: `18`.')),
    counts: Type.Optional(
      Type.Enum(['from-next-day', 'from-same-day'], {
        description: 'Whether the day of the event counts: `from-next-day`.',
      }),
    ),
    suspendedBy: Type.Optional(
      orGap(Type.Array(Id), 'Events that stop it until their end: `[clarification]`.'),
    ),
    endOnHoliday: orGap(
      Type.Enum(['as-is', 'next-working-day', 'previous-working-day']),
      'What happens when it ends on a holiday: `next-working-day`.',
    ),
  },
  { ...exactly, title: 'Clock' },
);

const HolidaysSchema = Type.Object(
  {
    fixed: Type.Array(MonthDay, { description: 'Days of every year: `["01-01", "12-25"]`.' }),
    easterMonday: Type.Boolean({ description: 'Whether Easter Monday is one: `true`.' }),
    weekend: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), {
      description: 'Days without work, 1 is Monday and 7 is Sunday: `[6, 7]`.',
    }),
    extra: Type.Optional(Type.Array(DateDay, { description: 'Single days more: `[2025-06-24]`.' })),
  },
  { ...exactly, description: 'Days on which the office does not work.' },
);

const NoticeSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `two-thresholds`.'),
    article: ArticleOfRule,
    kind: Type.Enum(['contradiction', 'slip', 'duplicate', 'warning'], {
      description: 'What is wrong with the source, for example `contradiction`.',
    }),
    text: about(Localized, 'What the source says and how it is treated.'),
  },
  { ...exactly, title: 'Notice' },
);

const LabelSchema = Type.Object(
  {
    id: about(Id, 'The same in every call that means the same, for example `firms`.'),
    label: about(Localized, 'As people read it, for example "Firms".'),
  },
  { ...exactly, title: 'Label' },
);

const heading = {
  bandolo: Type.Literal(1, { description: 'The version of this format: `1`.' }),
  kind: Type.Literal('call', { description: 'What the file is: `call`.' }),
  id: about(Id, 'How the call is named everywhere, for example `lamps-2026`.'),
  version: Type.String({
    pattern: '^[0-9A-Za-z][0-9A-Za-z._+-]*$',
    description: 'The version of these rules in quotes, for example `"1"`.',
    examples: ['1'],
    'x-expected': 'a version in quotes such as "1"',
    'x-kind': 'text',
  }),
  fictional: Type.Optional(Type.Boolean({ description: 'True for an invented call: `true`.' })),
  title: Title,
  summary: about(Localized, 'What it is for, in a sentence or two.'),
  body: about(Words, 'Who publishes it, for example "Comune di Vattelapesca".'),
  audiences: Type.Optional(
    Type.Array(LabelSchema, {
      maxItems: 12,
      description: 'Whom it is for, in the few words by which people choose among calls.',
    }),
  ),
  topics: Type.Optional(
    Type.Array(LabelSchema, { maxItems: 12, description: 'What it is about, likewise.' }),
  ),
  gives: Type.Enum(['grant', 'recognition'], {
    description: 'Whether it gives money, or only a place in a list: `grant`.',
  }),
  procedure: orGap(
    Type.Enum(['ranking', 'rolling', 'list']),
    'How applications are treated: all compared, in order of arrival, or listed: `ranking`.',
  ),
};

function listOf<T extends TSchema>(items: T, description: string) {
  return Type.Array(items, { description });
}

const ConsentSchema = Type.Object(
  {
    article: ArticleOfRule,
    by: Type.Array(Type.Enum(['account', 'signature']), {
      minItems: 1,
      uniqueItems: true,
      description:
        'By an act of somebody signed in who has the power, or by a file that a legal representative has signed: `[account, signature]`.',
    }),
  },
  {
    ...exactly,
    title: 'Consent',
    description: 'How organisations consent; both ways when it is left out.',
  },
);

export const CallSchema = Type.Object(
  {
    ...heading,
    acts: listOf(ActSchema, 'The acts that made and changed the call.'),
    windows: listOf(WindowSchema, 'When applications are taken; later versions come after.'),
    lines: Type.Optional(listOf(LineSchema, 'The parts of the call with rules of their own.')),
    partnership: Type.Optional(PartnershipSchema),
    consent: Type.Optional(ConsentSchema),
    uniqueness: Type.Optional(listOf(UniquenessSchema, 'How many applications one may hand in.')),
    phases: Type.Optional(listOf(PhaseSchema, 'The steps of the examination, in order.')),
    examination: Type.Optional(ExaminationSchema),
    panel: Type.Optional(PanelSchema),
    facts: listOf(FactSchema, 'Everything that must be known about an application.'),
    derived: Type.Optional(listOf(DerivedSchema, 'Facts computed from others.')),
    eligibility: listOf(RequirementSchema, 'What must hold to be admitted.'),
    costs: Type.Optional(CostsSchema),
    grant: Type.Optional(GrantSchema),
    score: Type.Optional(ScoreSchema),
    ranking: Type.Optional(RankingSchema),
    funding: Type.Optional(FundingSchema),
    publication: Type.Optional(PublicationSchema),
    events: listOf(EventSchema, 'What starts or stops a clock; `[]` when there is none.'),
    clocks: listOf(ClockSchema, 'The terms; `[]` when there is none.'),
    holidays: Type.Optional(HolidaysSchema),
    variations: Type.Optional(listOf(LaterRuleSchema, 'Rules on later changes.')),
    expenses: Type.Optional(listOf(LaterRuleSchema, 'Rules on expenses.')),
    papers: Type.Optional(listOf(RequiredPaperSchema, 'What must be handed in.')),
    notices: Type.Optional(listOf(NoticeSchema, 'Contradictions and slips of the source.')),
    examples: listOf(ExampleSchema, 'Worked cases that are run whenever the file is read.'),
  },
  { ...exactly, title: 'Call' },
);
