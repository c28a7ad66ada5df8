import { Type, type Static, type TProperties } from 'typebox';

const strict = <P extends TProperties>(members: P) =>
  Type.Object(members, { additionalProperties: false });
const text = () => Type.String({ minLength: 1 });
/** Stands in the files instead of ids. */
const key = () => Type.String({ pattern: '^[a-z0-9-]{2,40}$' });
const values = Type.Record(Type.String(), Type.Unknown());

const request = strict({
  introduction: text(),
  /** It is written and not sent yet. */
  isDraft: Type.Optional(Type.Literal(true)),
  points: Type.Array(
    strict({
      text: text(),
      fields: Type.Optional(Type.Array(text())),
      slot: Type.Optional(text()),
    }),
    { minItems: 1 },
  ),
  /** The same words for every point. */
  answer: Type.Optional(strict({ text: text(), corrections: values })),
});

/** How far an application gets before the panel: given out, being scored, all sheets closed, decided in a session. */
export const panelGoals = ['assigned', 'under-way', 'closed', 'decided'] as const;

const application = strict({
  title: text(),
  /** What the office finds, by fact. */
  values: Type.Optional(values),
  /** What was found still waits for the second person. */
  unconfirmed: Type.Optional(Type.Literal(true)),
  /** The day of an event from which a term runs. */
  event: Type.Optional(
    strict({ id: key(), daysAgo: Type.Integer({ minimum: 0 }), ground: text() }),
  ),
  request: Type.Optional(request),
  /** The introduction of a notice of the reasons against. */
  notice: Type.Optional(text()),
  /** From the lead to the office. */
  message: Type.Optional(text()),
  panel: Type.Optional(Type.Enum([...panelGoals])),
  outcome: Type.Optional(Type.Literal('admitted')),
});

const sheet = Type.Record(Type.String(), strict({ value: text(), reason: text() }));

export const OfficeSchema = strict({
  /** Every file says of itself that it is invented. */
  fictional: Type.Literal(true),
  call: key(),
  officer: key(),
  second: key(),
  seen: text(),
  panel: strict({
    secretary: key(),
    title: text(),
    ground: text(),
    seats: Type.Array(
      strict({
        person: key(),
        part: Type.Enum(['chair', 'member', 'substitute', 'expert', 'secretary']),
      }),
    ),
    undeclared: Type.Array(key()),
    conflicts: Type.Array(strict({ person: key(), title: text(), ground: text() })),
    reader: key(),
    reason: text(),
    session: text(),
    notes: text(),
  }),
  sheets: Type.Array(sheet, { minItems: 1 }),
  applications: Type.Array(application),
  /** What the officer has done in other calls, which no panel has anything to do with. */
  others: Type.Array(strict({ call: key(), applications: Type.Array(application) })),
});

export type TrialOffice = Static<typeof OfficeSchema>;
export type OfficeApplication = TrialOffice['applications'][number];
