import { Type } from 'typebox';
import {
  daySchema,
  instantSchema,
  pageQuery,
  pageSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { askedStates, queueOrders, queueViews, states } from './asked.ts';
import { bulkMax } from './bulk.ts';

const callExample = 'fictional-village-lamps.rehearsal';
const idExample = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10';

const callSchema = Type.String({
  description: 'The call, as in its address',
  maxLength: 100,
  examples: [callExample],
});

export const callParams = strictObject({ call: callSchema });

export const applicationParams = strictObject({
  call: callSchema,
  application: uuidSchema('The application'),
});

const clockSchema = strictObject(
  {
    due: Type.Optional(daySchema('Last day in time')),
    notBefore: Type.Optional(
      daySchema('Earliest day on which it can end, while a suspension has no end'),
    ),
    used: Type.Integer({ description: 'Days counted until today' }),
    suspended: Type.Integer({ description: 'Days gone by without counting' }),
    left: Type.Integer({ description: 'Days left after today' }),
    late: Type.Integer({ description: 'Days since the last one in time' }),
    isSuspended: Type.Boolean({ description: 'Whether today does not count' }),
    isUndecided: Type.Boolean({
      description: 'Whether the rules leave its end open: it is the earliest that they allow',
    }),
  },
  {
    due: '2027-06-08',
    used: 21,
    suspended: 0,
    left: 39,
    late: 0,
    isSuspended: false,
    isUndecided: false,
  },
);

const officerSchema = strictObject({
  id: uuidSchema('The person'),
  name: Type.String({ examples: ['Ruggero Calandrelli'] }),
});

export const examinationSchema = strictObject({
  call: callSchema,
  application: uuidSchema('The application'),
  protocol: Type.String({ examples: [`${callExample}/000123`] }),
  title: Type.String(),
  leadName: Type.String(),
  line: Type.Optional(Type.String({ description: 'Line of the call' })),
  phase: Type.Optional(Type.String({ description: 'Phase under way' })),
  state: Type.Enum([...states]),
  outcome: Type.Optional(
    Type.Enum(['admitted', 'with-reserve', 'not-admitted', 'withdrawn'], {
      description: 'Once it is decided',
    }),
  ),
  officer: Type.Optional(officerSchema),
  openPoints: Type.Integer({ description: 'What is left to settle in this phase' }),
  reply: Type.Optional(
    strictObject({
      request: Type.Integer({ description: 'Number of the request that it answers' }),
      kind: Type.Enum(['clarification', 'notice-against']),
    }),
  ),
  revision: Type.Integer({ description: 'Rises with every change' }),
  clock: Type.Optional(clockSchema),
});

export const queueSchema = strictObject({
  counts: strictObject(
    Object.fromEntries(queueViews.map((view) => [view, Type.Integer()])) as Record<
      (typeof queueViews)[number],
      ReturnType<typeof Type.Integer>
    >,
  ),
  ...pageSchema(examinationSchema).properties,
});

const filterMembers = {
  view: Type.Optional(
    Type.Enum([...queueViews], {
      description:
        'What is one’s own, what nobody has, what is suspended, or all; one’s own when left out',
    }),
  ),
  order: Type.Optional(Type.Enum([...queueOrders], { description: 'By days left, or by arrival' })),
  text: Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'Words of title or lead, or a protocol number',
    }),
  ),
  line: Type.Optional(Type.String({ maxLength: 200, description: 'Line of the call' })),
  phase: Type.Optional(Type.String({ maxLength: 200, description: 'Phase under way' })),
  state: Type.Optional(
    Type.Enum([...askedStates], {
      description:
        'Only in this state; `replied` are those under way to which a reply has arrived that the office has not acted upon',
    }),
  ),
  due: Type.Optional(daySchema('Only what ends on this day')),
};

export const filterSchema = strictObject({
  ...filterMembers,
  call: Type.Optional(callSchema),
});
export const queueQuery = strictObject({ ...filterSchema.properties, ...pageQuery.properties });
export const callQueueQuery = strictObject({ ...filterMembers, ...pageQuery.properties });

const officerIdSchema = uuidSchema('An officer of the call');
const reasonSchema = Type.String({
  minLength: 1,
  maxLength: 1000,
  description: 'Why it changes hands',
  examples: ['The officer is on leave.'],
});

export const assignmentBody = strictObject(
  {
    officer: Type.Union([uuidSchema('To whom; `null` takes it back'), Type.Null()]),
    from: Type.Optional(
      Type.Union([
        uuidSchema('With whom it was when you read it; refused when that has changed'),
        Type.Null(),
      ]),
    ),
    reason: Type.Optional(reasonSchema),
  },
  { officer: idExample },
);

export const assignedSchema = strictObject({
  state: Type.Enum([...states]),
  officer: Type.Union([officerIdSchema, Type.Null()]),
  revision: Type.Integer(),
});

export const rotationBody = strictObject(
  {
    officers: Type.Array(officerIdSchema, {
      maxItems: 500,
      description: 'Among whom it is shared out',
    }),
  },
  { officers: [idExample] },
);

const seatSchema = strictObject({
  officer: officerSchema,
  before: Type.Integer({ description: 'Open applications before, of all calls' }),
  given: Type.Integer({ description: 'Applications given' }),
});

export const rotationSchema = strictObject({
  number: Type.Integer({ description: 'Of the sharing-out, from 1' }),
  given: Type.Integer(),
  seats: Type.Array(seatSchema),
});

const count = (description: string) => Type.Integer({ description });

export const workloadSchema = strictObject({
  unassigned: count('Applications that nobody has'),
  officers: Type.Array(
    strictObject({
      officer: officerSchema,
      isOfficer: Type.Boolean({ description: 'Whether the role still holds' }),
      load: count('Open ones of all calls'),
      toBegin: count('Of this call, not begun'),
      underWay: count('Under way'),
      waiting: count('Waiting for a reply'),
      suspended: count('Whose days are suspended'),
      late: count('Whose term is over'),
      decided: count('Decided'),
    }),
  ),
});

export const stepsBody = strictObject(
  {
    step: Type.Enum(['begin', 'assign', 'pass'], {
      description:
        'What is done to each; `pass` concludes the phase under way where the rules alone decide every check of it',
    }),
    officer: Type.Optional(uuidSchema('To whom, to assign them')),
    reason: Type.Optional(reasonSchema),
    items: Type.Array(
      strictObject({ call: callSchema, application: uuidSchema('The application') }),
      { minItems: 1, maxItems: bulkMax, description: 'To which, in this order' },
    ),
  },
  { step: 'begin', items: [{ call: callExample, application: idExample }] },
);

export const stepsSchema = strictObject({
  results: Type.Array(
    strictObject({
      call: callSchema,
      application: uuidSchema('The application'),
      outcome: Type.Enum(['done', 'repeated', 'refused']),
      code: Type.Optional(Type.String({ description: 'Why it was refused' })),
    }),
  ),
});

export const filterParams = strictObject({
  name: Type.String({
    minLength: 1,
    maxLength: 80,
    description: 'Name of the filter',
    examples: ['late ones'],
  }),
});

export const savedFilterSchema = strictObject({
  name: textSchema('Name of the filter', 80, 'late ones'),
  filter: filterSchema,
});
export const savedFiltersSchema = strictObject({
  filters: Type.Array(savedFilterSchema, { maxItems: 30 }),
});

export const dueDaysQuery = strictObject({
  whose: Type.Optional(
    Type.Enum(['mine', 'all'], {
      description: 'One’s own, or everybody’s; one’s own when left out',
    }),
  ),
  ...pageQuery.properties,
});

export const dueDaysSchema = pageSchema(
  strictObject({
    day: daySchema('The day'),
    kind: Type.Enum(['term', 'answer'], {
      description: 'The end of the procedure, or of the days to answer',
    }),
    call: callSchema,
    count: Type.Integer({ description: 'How many applications it is about' }),
    applications: Type.Array(
      strictObject({ application: uuidSchema('The application'), protocol: Type.String() }),
      { maxItems: 20, description: 'The first of them' },
    ),
  }),
);

export const feedSchema = strictObject({
  address: Type.String({ format: 'uri', description: 'For a calendar program; shown only once' }),
  madeAt: instantSchema('When it was made'),
});
