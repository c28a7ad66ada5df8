import { Type, type TProperties, type TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import type { ProgrammeDocument } from './programme-document.ts';

const strict = { additionalProperties: false } as const;
const object = <T extends TProperties>(properties: T) => Type.Object(properties, strict);

const Id = Type.String({ pattern: '^[a-z0-9][a-zA-Z0-9._-]*$' });
const Words = Type.String({ minLength: 1 });
const Localized = object({ it: Words, en: Words });
const DateDay = Type.String({ pattern: '^(19|20|21)\\d{2}-\\d{2}-\\d{2}$' });
const Count = Type.Integer({ minimum: 0 });
/** Figures as printed: whether they can be read is told with their place and never refused here. */
const Printed = Type.String({ minLength: 1, maxLength: 40 });
const Share = Type.String({ pattern: '^(\\d{1,4}(\\.\\d{1,6})?%|\\d{1,9}/[1-9]\\d{0,8})$' });

const Gap = object({
  unknown: object({
    id: Id,
    state: Type.Enum(['lost', 'absent', 'open']),
    note: Localized,
    article: Type.Optional(Words),
    choices: Type.Optional(Type.Array(Type.Unknown(), { minItems: 1 })),
    between: Type.Optional(
      Type.Tuple([Type.Union([Type.Number(), Words]), Type.Union([Type.Number(), Words])]),
    ),
    analogy: Type.Optional(object({ value: Type.Unknown(), because: Localized })),
  }),
});

const orGap = <T extends TSchema>(type: T) => Type.Union([type, Gap]);

const statement = { id: Id, title: Localized, article: Words };
const Period = object({ from: orGap(DateDay), to: orGap(DateDay) });
const Unit = Type.Enum([
  'events',
  'firms',
  'days',
  'documents',
  'people',
  'agreements',
  'paths',
  'groups',
]);
const Value = Type.Union([
  object({ exactly: Count }),
  object({ atLeast: Count }),
  object({ from: Count, to: Count }),
]);

const Act = object({
  id: Id,
  title: Words,
  date: Type.Optional(orGap(DateDay)),
  about: Localized,
});

const Activity = object({
  ...statement,
  code: Words,
  nature: Type.Enum(['compulsory', 'optional', 'not-said']),
  merit: Type.Optional(Type.Boolean()),
  period: Type.Optional(Period),
});

const Target = object({
  ...statement,
  code: Words,
  source: Id,
  unit: Unit,
  value: Value,
  scope: orGap(Type.Enum(['total', 'per-chamber', 'per-initiative'])),
  activity: Type.Optional(Id),
  attendance: Type.Optional(object({ unit: Unit, from: Count, to: Count })),
  sameAs: Type.Optional(object({ target: Id, counts: orGap(Id) })),
});

const Budget = object({
  article: Words,
  rows: Type.Array(
    object({ ...statement, cells: Type.Record(Type.String(), Printed), total: Printed }),
    { minItems: 1 },
  ),
  columnTotals: Type.Record(Type.String(), Printed),
  grandTotal: Printed,
  shares: Type.Record(Type.String(), Share),
  residual: orGap(Id),
});

const Notice = object({
  id: Id,
  article: Words,
  kind: Type.Enum(['contradiction', 'slip', 'duplicate', 'warning']),
  text: Localized,
});

/** The shape of a programme file; what it says is looked at by `checkProgramme`. */
export const ProgrammeSchema = object({
  bandolo: Type.Literal(1),
  kind: Type.Literal('programme'),
  id: Id,
  version: Words,
  fictional: Type.Optional(Type.Boolean()),
  title: Localized,
  summary: Localized,
  body: Words,
  sources: Type.Array(object({ id: Id, title: Words }), { minItems: 1 }),
  acts: Type.Array(Act),
  duration: object({ article: Words, from: DateDay, to: DateDay, months: Count }),
  phases: Type.Optional(Type.Array(object({ ...statement, period: Period }))),
  objectives: Type.Array(object(statement)),
  activities: Type.Array(Activity),
  partners: Type.Array(object(statement)),
  team: Type.Array(
    object({
      ...statement,
      place: Type.Enum(['internal', 'external']),
      people: Type.Optional(Count),
    }),
  ),
  recipients: Type.Array(object(statement)),
  alignment: Type.Array(object({ ...statement, framework: Localized, code: Words })),
  places: Type.Array(object({ id: Id, title: Localized }), { minItems: 1 }),
  targets: Type.Array(Target),
  outturns: Type.Optional(
    Type.Array(object({ ...statement, target: Id, unit: Unit, value: Value })),
  ),
  budget: Budget,
  expenses: Type.Array(object({ ...statement, code: Words, kinds: Type.Array(Id) })),
  sharedExpenses: Type.Optional(
    Type.Array(object({ ...statement, kind: Id, countedUnder: orGap(Id) })),
  ),
  rules: Type.Optional(
    Type.Array(
      object({
        ...statement,
        value: orGap(Type.Union([Type.String(), Type.Number(), Type.Boolean()])),
      }),
    ),
  ),
  notices: Type.Optional(Type.Array(Notice)),
});

const validator = Compile(ProgrammeSchema);

export interface ShapeProblem {
  /** JSON Pointer to the place, for example `/targets/0/unit`. */
  readonly at: string;
  readonly message: string;
}

/** Takes parsed data as a programme, or says where it has not the shape of one. */
export function readProgramme(
  json: unknown,
): { readonly programme: ProgrammeDocument } | { readonly problems: readonly ShapeProblem[] } {
  if (validator.Check(json)) return { programme: json as ProgrammeDocument };
  const problems = validator
    .Errors(json)
    .map(({ instancePath, message }) => ({ at: instancePath, message }));
  return { problems };
}
