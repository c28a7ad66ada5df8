import { Type } from 'typebox';
import { about, AnyValue, DateDay, exactly, Id, Words } from './basic-schema.ts';

const DecisionSchema = Type.Object(
  {
    id: about(Id, 'Unique in the file, for example `d1`.'),
    fills: about(Id, 'The gap or open question it settles, for example `points-1.3-listed`.'),
    value: about(AnyValue, 'The value decided, for example `10`.'),
    author: about(Words, 'Who answers for it, for example "Head of the call".'),
    date: about(DateDay, 'When it was decided: `2025-01-15`.'),
    ground: about(Words, 'On what legal ground, for example "Resolution 12 of 2025".'),
  },
  { ...exactly, title: 'Decision' },
);

export const DecisionsSchema = Type.Object(
  {
    bandolo: Type.Literal(1, { description: 'The version of this format: `1`.' }),
    kind: Type.Literal('decisions', { description: 'What the file is: `decisions`.' }),
    call: about(Id, 'The id of the call it belongs to, for example `lamps-2026`.'),
    fictional: Type.Boolean({
      description: 'True for values invented for a rehearsal: every output then says so.',
    }),
    decisions: Type.Array(DecisionSchema, { description: 'What was decided, and by whom.' }),
  },
  { ...exactly, title: 'Decisions' },
);
