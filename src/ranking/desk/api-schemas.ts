import { Type } from 'typebox';
import {
  daySchema,
  instantSchema,
  strictObject,
  textSchema,
  uuidSchema,
} from '../../platform/http/api-schema.ts';

export const callParams = strictObject({
  call: Type.String({
    maxLength: 81,
    description: 'The call, as in addresses.',
    examples: ['fictional-village-lamps.rehearsal'],
  }),
});
const number = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 2_147_483_647, description, examples: [1] });
export const unitParams = strictObject({
  ...callParams.properties,
  unit: Type.String({
    maxLength: 100,
    description: 'The ranking: `call`, or the id of a line or sub-line.',
    examples: ['call'],
  }),
});
export const decisionParams = strictObject({
  ...callParams.properties,
  decision: number('Its number.'),
});
export const trialParams = strictObject({ ...callParams.properties, trial: number('Its number.') });
export const roundParams = strictObject({ ...callParams.properties, round: number('Its number.') });

const count = (description: string) => Type.Integer({ minimum: 0, description, examples: [3] });
const money = (description: string) =>
  Type.String({ pattern: '^-?\\d{1,15}\\.\\d{2}$', description, examples: ['250000.00'] });
const points = (description: string) =>
  Type.String({ pattern: '^-?\\d{1,6}(\\.\\d{1,2})?$', description, examples: ['47.5'] });
const id = (description: string) =>
  Type.String({ minLength: 1, maxLength: 100, description, examples: ['pot-4'] });
const state = Type.String({
  pattern: '^\\d{1,9}(-\\d{1,9})*$',
  maxLength: 20_000,
  description: 'The `state` of the round by which the effect was looked at.',
  examples: ['1-2'],
});

const roundMembers = {
  number: number('Of the frozen round.'),
  applications: count('How many are in it.'),
  upTo: count('The last entry of the register that was looked at.'),
  version: number('Of the call, by whose rules they are read.'),
  hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'Over all of its content.' }),
  frozenAt: instantSchema('When it was frozen.'),
};
export const roundSchema = strictObject(roundMembers);

const turn = strictObject({ before: count('Before.'), after: count('After.') });
const moneyTurn = strictObject({ before: money('Before.'), after: money('After.') });
const changeSchema = strictObject({
  application: uuidSchema('The application.'),
  before: money('Granted before.'),
  after: money('Granted after.'),
});
const potFigures = strictObject({
  amount: money('What it holds, after moves.'),
  drawn: money('Granted from it.'),
  left: money('What is left.'),
});
export const effectSchema = strictObject({
  entering: Type.Array(changeSchema, { description: 'Without money before; at most 500.' }),
  leaving: Type.Array(changeSchema, { description: 'Without money after; at most 500.' }),
  changed: Type.Array(changeSchema, { description: 'With another amount; at most 500.' }),
  counts: strictObject({
    entering: count('How many enter in all.'),
    leaving: count('How many leave in all.'),
    changed: count('How many get another amount.'),
    settled: count('Open before, without money after.'),
    opened: count('Settled before, open after.'),
  }),
  positionsChanged: count('Applications with another position.'),
  funded: turn,
  granted: moneyTurn,
  undecided: turn,
  stops: turn,
  pots: Type.Array(strictObject({ pot: id('The pot.'), before: potFigures, after: potFigures })),
});

const stopSchema = strictObject({
  key: Type.String({
    description: 'By which a decision answers it.',
    examples: ['tie-at-cut-off.call'],
  }),
  code: Type.String({ description: 'What has happened.', examples: ['tie-at-cut-off'] }),
  nature: Type.Enum(['decision', 'rule', 'value', 'waits', 'mistake'], {
    description: 'What it takes to go on.',
  }),
  applications: Type.Array(Type.String(), { description: 'Whom it touches.' }),
  rankings: Type.Array(Type.String()),
  allowed: Type.Array(Type.String(), { description: 'Policies that a decision may choose.' }),
  left: Type.Optional(money('What is left there.')),
  needed: Type.Optional(money('What is needed there.')),
  gap: Type.Optional(Type.String({ description: 'What the call leaves open.' })),
});

export const settledSchema = strictObject({
  ...roundMembers,
  state,
  changed: count('Examinations that have changed since.'),
  arrived: count('Applications received since.'),
  isNewVersion: Type.Boolean({ description: 'Whether the call has another version by now.' }),
  rankings: Type.Array(
    strictObject({
      unit: id('The ranking.'),
      placed: count('Applications with a position.'),
      outside: count('Applications without one.'),
      granted: money('Granted in it.'),
    }),
  ),
  stops: Type.Array(stopSchema),
  pots: Type.Array(
    strictObject({
      pot: id('The pot.'),
      amount: Type.Optional(money('What it holds; absent while the call does not say.')),
      assigned: money('Granted.'),
      waiting: money('Held back by a stop.'),
      unknown: money('What those could take of whom values are missing.'),
      left: money('Certain to be left.'),
    }),
  ),
});

export const lineSchema = strictObject({
  application: uuidSchema('The application.'),
  name: Type.String({ description: 'Of its lead.' }),
  position: count('0 without one.'),
  positionTo: count('The last of the positions that equals share.'),
  outcome: Type.String({ description: 'What it comes to.', examples: ['fully-funded'] }),
  reserved: Type.Boolean({ description: 'Whether it is admitted with reserve.' }),
  net: Type.Optional(points('Without bonuses.')),
  bonus: Type.Optional(points('Bonuses.')),
  gross: Type.Optional(points('With bonuses.')),
  decidedBy: Type.Optional(Type.String({ description: 'What put it below the one above.' })),
  reason: Type.String({ description: 'Why it got what it got, or has no position.' }),
  asked: Type.Optional(money('Absent while it is not known.')),
  granted: money('Granted.'),
  reached: money('Granted in its ranking down to here.'),
});

export const choiceSchema = Type.Union(
  [
    strictObject({
      kind: Type.Literal('tie'),
      policy: Type.Enum(['draw', 'whole-tie', 'none-of-tie', 'pro-rata']),
      order: Type.Optional(
        Type.Array(uuidSchema('An application.'), { maxItems: 50_000, description: 'For a draw.' }),
      ),
    }),
    strictObject({
      kind: Type.Literal('partial'),
      policy: Type.Enum(['stop', 'skip', 'partial']),
    }),
    strictObject({
      kind: Type.Literal('order'),
      rankings: Type.Array(id('A ranking.'), { maxItems: 1000 }),
    }),
    strictObject({
      kind: Type.Literal('move'),
      from: id('The pot that gives.'),
      to: id('The pot that receives.'),
      amount: money('How much.'),
    }),
  ],
  { description: 'What is chosen.' },
);

const stopKey = Type.Optional(
  Type.String({
    maxLength: 200,
    description: 'The stop that it answers; none for a move of money.',
  }),
);
export const previewInput = strictObject({ stop: stopKey, choice: choiceSchema });
export const decisionInput = strictObject({
  stop: stopKey,
  choice: choiceSchema,
  state,
  act: textSchema('As it is cited.', 300, 'Determinazione n. 12'),
  day: daySchema('Of the act; today at the latest.'),
  ground: textSchema('What allows to decide so.', 1000, 'art. 8'),
  reasons: textSchema('Why it is decided so.', 5000, 'Sorteggio pubblico del 3 marzo.'),
});
export const withdrawalInput = strictObject({
  because: textSchema('Why it is withdrawn.', 1000, 'Il verbale conteneva un errore.'),
  state,
});
export const takenSchema = strictObject({
  number: number('Of the decision.'),
  effect: effectSchema,
});
export const decisionSchema = strictObject({
  number: number('In the order in which they were taken.'),
  content: Type.Object(
    {},
    { additionalProperties: true, description: 'One member of what is decided about a round.' },
  ),
  stop: Type.String({ description: 'What it answers.' }),
  act: Type.Optional(Type.String()),
  day: Type.Optional(daySchema('Of the act.')),
  ground: Type.String(),
  reasons: Type.String(),
  round: number('On which frozen round it was taken.'),
  at: instantSchema('When it was recorded.'),
  inForce: Type.Boolean({ description: 'Whether it was not withdrawn.' }),
  effect: effectSchema,
});

const key = strictObject({
  by: Type.String({ maxLength: 100, examples: ['gross'], description: 'What orders them.' }),
  order: Type.Enum(['highest-first', 'lowest-first']),
});
export const changesSchema = strictObject({
  thresholds: Type.Optional(
    Type.Record(Type.String({ maxLength: 100 }), points('Points.'), { description: 'By id.' }),
  ),
  pots: Type.Optional(
    Type.Record(Type.String({ maxLength: 100 }), money('Amount.'), { description: 'By id.' }),
  ),
  per: Type.Optional(Type.Enum(['call', 'line', 'subline'])),
  keys: Type.Optional(Type.Array(key, { minItems: 1, maxItems: 10 })),
  ties: Type.Optional(Type.Array(key, { maxItems: 10 })),
  lastResort: Type.Optional(Type.Enum(['protocol', 'draw', 'stop'])),
  partial: Type.Optional(Type.Enum(['stop', 'skip', 'partial'])),
  equals: Type.Optional(
    Type.Enum(['none-of-tie', 'pro-rata'], { description: 'Where the money ends inside a tie.' }),
  ),
  orderOfRankings: Type.Optional(Type.Array(id('A ranking.'), { maxItems: 1000 })),
  moves: Type.Optional(
    Type.Array(
      strictObject({ from: id('Gives.'), to: id('Receives.'), amount: money('How much.') }),
      { maxItems: 32 },
    ),
  ),
});
export const trialInput = strictObject({
  name: textSchema('Under which it is kept.', 80, 'Soglia a 40'),
  changes: changesSchema,
});
export const tryInput = strictObject({ changes: changesSchema });
export const trialSchema = strictObject({
  number: number('Of the trial.'),
  name: Type.String(),
  changes: changesSchema,
  effect: effectSchema,
  round: number('The frozen round.'),
  at: instantSchema('When it was kept.'),
});
export const keptSchema = strictObject({ number: number('Of the trial.') });
export const rankingParams = strictObject({
  ...roundParams.properties,
  unit: unitParams.properties.unit,
});

const entryNumber = { minimum: 1, maximum: 1_000_000_000 };

export const freezeQuery = Type.Object({
  upTo: Type.Optional(
    Type.Integer({
      ...entryNumber,
      description:
        'The last entry of the register to be in it; everything received so far when left out.',
    }),
  ),
});

/** The same in a form, where an empty field asks for everything. */
export const freezeForm = Type.Object({
  upTo: Type.Optional(
    Type.String({
      pattern: '^(?:[1-9][0-9]{0,8})?$',
      'x-expected': 'the number of an entry of the register, or nothing',
    }),
  ),
});
