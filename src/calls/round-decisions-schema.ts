import { Type } from 'typebox';
import { about, Amount, exactly, Id, OutsideId, Words } from './basic-schema.ts';

const decision = about(Words, 'The act that decided it, for example "Minutes of 3 March 2025".');
const applications = { minItems: 1, 'x-expected': 'a list of applications such as [A-1, A-2]' };

const DrawSchema = Type.Object(
  {
    decision,
    order: Type.Array(OutsideId, {
      ...applications,
      description: 'The applications as drawn, first drawn first: `[A-2, A-1]`.',
    }),
  },
  { ...exactly, title: 'Draw' },
);

const TieSchema = Type.Object(
  {
    decision,
    applications: Type.Array(OutsideId, {
      ...applications,
      description: 'Those that share a position where the money ends: `[A-1, A-2]`.',
    }),
    policy: Type.Enum(['draw', 'whole-tie', 'none-of-tie', 'pro-rata'], {
      description: 'What they get, for example `pro-rata`.',
    }),
    order: Type.Optional(
      Type.Array(OutsideId, {
        ...applications,
        description: 'For a draw: the same applications, first drawn first.',
      }),
    ),
  },
  { ...exactly, title: 'TieDecision' },
);

const MoveSchema = Type.Object(
  {
    from: about(Id, 'The pot that gives, for example `pot-a`.'),
    to: about(Id, 'The pot that receives, for example `pot-b`.'),
    amount: about(Amount, 'The money moved, for example "5000.00".'),
    ground: about(Words, 'On what legal ground, for example "art. 8, c. 3".'),
    act: about(Words, 'The act that moved it, for example "Resolution 4 of 2025".'),
  },
  { ...exactly, title: 'Move' },
);

const PartialSchema = Type.Object(
  {
    decision,
    policy: Type.Enum(['stop', 'skip', 'partial'], {
      description: 'What the first application that the money left does not cover gets: `partial`.',
    }),
  },
  {
    ...exactly,
    title: 'PartialDecision',
    description:
      'For the first application that the money left does not cover, where the call does not say.',
  },
);

/** What people decided for one round: nothing of it follows from the rules. */
export const RoundDecisionsSchema = Type.Object(
  {
    draws: Type.Optional(Type.Array(DrawSchema, { description: 'Public draws between equals.' })),
    ties: Type.Optional(
      Type.Array(TieSchema, { description: 'What happens where the money ends within a tie.' }),
    ),
    moves: Type.Optional(Type.Array(MoveSchema, { description: 'Money moved between pots.' })),
    orderOfRankings: Type.Optional(
      Type.Array(Id, {
        description: 'Rankings that share a pot, in the order in which they draw on it: `[a, b]`.',
      }),
    ),
    partial: Type.Optional(
      about(PartialSchema, 'What becomes of the first application that the money does not cover.'),
    ),
  },
  { ...exactly, title: 'RoundDecisions' },
);
