import { Type } from 'typebox';
import {
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';
import { callParams, hashSchema } from '../api-schemas.ts';
import {
  activityMinutesMax,
  activityMinutesStandard,
  textCharactersMax,
  titleCharactersMax,
} from './incident.ts';

export { callParams };

const callExample = 'fictional-village-lamps.rehearsal';
const idExample = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10';

export const incidentParams = strictObject({
  ...callParams.properties,
  incident: uuidSchema('The incident'),
});

const count = (description: string) =>
  Type.Integer({ description, minimum: 0, maximum: 1_000_000_000, examples: [3] });
const server = Type.String({ description: 'The name of a server.', examples: ['bandi-1:3000'] });
const milliseconds = (description: string) => Type.Integer({ description, examples: [-12] });

const problemSeen = strictObject({
  code: Type.String({
    description:
      'What was wrong: `database`, `not-ready`, `too-slow`, `no-answer`, `stall`, `stopped`.',
    examples: ['database'],
  }),
  count: count('How often.'),
  firstAt: instantSchema('The first time.'),
  lastAt: instantSchema('The last time.'),
});

const spanMembers = {
  from: instantSchema('From the last good answer of any server.'),
  to: instantSchema('To the next good answer of any server.'),
};

const outageSeen = strictObject({
  ...spanMembers,
  byServer: Type.Array(
    strictObject({
      server,
      lastGoodAt: Type.Optional(instantSchema('Its last good answer before.')),
      firstGoodAt: Type.Optional(instantSchema('Its first good answer after.')),
      problems: Type.Array(problemSeen, {
        description: 'What it saw of it; nothing where it was not there.',
      }),
    }),
  ),
});

/** What the servers saw of a time. */
export const evidenceSchema = strictObject({
  format: Type.Literal('bandolo-incident-evidence-1'),
  call: Type.String({ examples: [callExample] }),
  from: instantSchema('The beginning of the time looked at, by the clock of the database.'),
  to: instantSchema('Its end.'),
  computedAt: instantSchema('When it was put together.'),
  observedFrom: Type.Optional(instantSchema('Since when there are probes at all.')),
  byServer: Type.Array(
    strictObject({
      server,
      probes: count('Its probes within the time.'),
      good: count('Those that were answered well.'),
      clockOffsetMs: Type.Object(
        { least: milliseconds('At least.'), most: milliseconds('At most.') },
        {
          additionalProperties: false,
          description: 'By how much the clock of the database was ahead of that of the server.',
        },
      ),
    }),
  ),
  outages: Type.Array(outageSeen, {
    description: 'The times in which no server is known to have been well.',
  }),
  attempts: strictObject({
    count: count('Decisive acts that could not be carried out.'),
    applications: count('Of how many applications.'),
    reasons: Type.Array(
      strictObject({ reason: Type.String({ examples: ['database'] }), count: count('How many.') }),
    ),
    dropped: Type.Array(
      strictObject({
        server,
        firstAt: instantSchema('The first of them.'),
        lastAt: instantSchema('The last of them.'),
        repeated: count('Of applications that are counted otherwise.'),
        unnamed: count('Of applications that nobody knows.'),
      }),
      { description: 'What a server had no room to note one by one.' },
    ),
  }),
  minutes: Type.Array(
    strictObject({
      at: instantSchema('The minute.'),
      good: count('Probes answered well.'),
      bad: count('Other probes.'),
      attempts: count('Decisive acts that failed.'),
    }),
  ),
});

const remedyKind = Type.Enum(['extension', 'admission'], {
  description: 'The closing moved for all, or those listed admitted after it.',
  examples: ['admission'],
});

const why = Type.Enum(['failed-attempt', 'activity', 'by-hand'], {
  description:
    'It tried and could not, its people were at work on it, or it was added by a person.',
  examples: ['failed-attempt'],
});

const listedMembers = {
  application: uuidSchema('The application.'),
  why,
  isSubmitted: Type.Boolean({ description: 'Whether it stands submitted now.' }),
  admittedUntil: Type.Optional(instantSchema('Until when it may be submitted because of this.')),
};

const incidentMembers = {
  id: uuidSchema('The incident.'),
  call: Type.String({ examples: [callExample] }),
  beganAt: instantSchema('When it began, by the clock of the database.'),
  endedAt: instantSchema('When it ended.'),
  title: Type.String({ examples: ['The database did not answer'] }),
  description: Type.String({ examples: ['From 10:03 to 10:09 nobody could submit.'] }),
  recordedAt: instantSchema('When it was recorded.'),
  evidenceHash: hashSchema('SHA-256 of the canonical JSON (RFC 8785) of the evidence'),
  evidenceFromOutside: Type.Optional(
    Type.String({ description: 'On what it rests where our own servers have seen nothing.' }),
  ),
  counts: strictObject({
    touched: count('Applications on its list.'),
    failedAttempts: count('Decisive acts that could not be carried out.'),
    outages: count('Times in which no server was known to be well.'),
    unwellSeconds: count('How long they last together.'),
    observedSeconds: count(
      'For how long our own servers were watching: of the rest nothing is known.',
    ),
  }),
  remedy: Type.Optional(
    strictObject({
      kind: remedyKind,
      until: instantSchema('The new closing, or the last instant for those listed.'),
      ground: Type.String({ description: 'The act or rule on which it rests.' }),
      decidedAt: instantSchema('When it was decided.'),
      admitted: count('How many may submit after closing.'),
    }),
  ),
  yours: Type.Array(strictObject(listedMembers), {
    description: 'The applications on the list that whoever asks may read for an organisation.',
  }),
  links: strictObject({ self: Type.String(), page: Type.String() }),
};

/** One incident as everybody sees it. */
export const incidentSchema = strictObject(incidentMembers);

export const incidentDetailSchema = strictObject({
  ...incidentMembers,
  outages: Type.Array(strictObject(spanMembers)),
  evidence: Type.Optional(evidenceSchema),
});

const detailsSchema = Type.Object(
  {},
  {
    additionalProperties: true,
    description: 'What was seen, or the reason that was given.',
    examples: [
      {
        attempts: 2,
        firstAttemptAt: '2027-03-01T09:03:12.120Z',
        lastAttemptAt: '2027-03-01T09:04:01.004Z',
        reasons: ['database'],
      },
    ],
  },
);

/** A line of the list of an incident, for the office. */
export const touchedSchema = strictObject({
  ...listedMembers,
  lead: Type.String({ description: 'The name of the lead.', examples: ['Comune di Ores'] }),
  title: Type.Optional(Type.String({ description: 'Of an application that is submitted.' })),
  details: detailsSchema,
  listedAt: instantSchema('When it was put on the list.'),
});

const reasonAsked = textSchema(
  'Why it belongs on the list.',
  textCharactersMax,
  'Called the help desk at 10:05 with the error on screen.',
);

export const incidentAskedSchema = strictObject(
  {
    beganAt: instantSchema('When it began.'),
    endedAt: instantSchema('When it ended; at most 72 hours later.'),
    title: textSchema('A few words, public.', titleCharactersMax, 'The database did not answer'),
    description: textSchema(
      'What happened and for whom, public: no names.',
      textCharactersMax,
      'From 10:03 to 10:09 nobody could submit.',
    ),
    activityMinutes: Type.Optional(
      Type.Integer({
        description: 'Who was at work so many minutes before it counts as touched.',
        minimum: 0,
        maximum: activityMinutesMax,
        default: activityMinutesStandard,
        examples: [activityMinutesStandard],
      }),
    ),
    evidenceFromOutside: Type.Optional(
      textSchema(
        'Needed where our own servers have seen nothing; shown as such.',
        textCharactersMax,
        'Report of the data centre on the failure of the line.',
      ),
    ),
    applications: Type.Optional(
      Type.Array(
        strictObject({ application: uuidSchema('The application.'), reason: reasonAsked }),
        {
          maxItems: 200,
          description: 'Whom no figure shows, each with a reason.',
        },
      ),
    ),
  },
  {
    beganAt: '2027-03-01T09:03:00.000Z',
    endedAt: '2027-03-01T09:09:30.000Z',
    title: 'The database did not answer',
    description: 'From 10:03 to 10:09 nobody could submit.',
    applications: [{ application: idExample, reason: 'Called the help desk at 10:05.' }],
  },
);

export const additionAskedSchema = strictObject(
  { application: uuidSchema('The application.'), reason: reasonAsked },
  { application: idExample, reason: 'Called the help desk at 10:05.' },
);

export const remedyAskedSchema = strictObject(
  {
    kind: remedyKind,
    until: instantSchema('The new closing for all, or the last instant for those listed.'),
    ground: textSchema(
      'The act or rule on which it rests.',
      2_000,
      'Decreto n. 31 del 19 marzo 2027',
    ),
  },
  {
    kind: 'admission',
    until: '2027-03-02T11:00:00.000Z',
    ground: 'Decreto n. 31 del 19 marzo 2027',
  },
);

export const spanQuery = strictObject({
  from: instantSchema('The beginning of the time to look at.'),
  to: instantSchema('Its end; at most 72 hours later.'),
});
