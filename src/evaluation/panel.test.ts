import { expect, test } from 'vitest';
import { decideAssignment, type AssignmentRefusal } from './assignment.ts';
import { decideComposition, type Composing, type SeatedMember } from './composition.ts';
import { findHints, type Cast, type Ties } from './hints.ts';
import {
  decideReading,
  decideScoring,
  type AssignedPart,
  type ReadingAnswer,
  type ScoringAnswer,
  type Standing,
} from './panel.ts';

const ready: Standing = {
  member: { part: 'member' },
  arrival: 3,
  declaredTo: 3,
  isInConflict: false,
  assigned: [{ part: 'scorer', isRemoved: false }],
};

test.each<[string, Partial<Standing>, ReadingAnswer, ScoringAnswer]>([
  ['a member who has declared and was given it', {}, 'allowed', 'allowed'],
  ['the reporter', { assigned: [{ part: 'reporter', isRemoved: false }] }, 'allowed', 'allowed'],
  ['an expert', { assigned: [{ part: 'expert', isRemoved: false }] }, 'allowed', 'not-assigned'],
  ['whom nothing was given', { assigned: [] }, 'allowed', 'not-assigned'],
  [
    'from whom it was taken',
    { assigned: [{ part: 'scorer', isRemoved: true }] },
    'allowed',
    'removed',
  ],
  ['who declared before it came', { declaredTo: 2 }, 'not-declared', 'not-declared'],
  ['nobody of the panel', { member: undefined }, 'not-of-the-panel', 'not-of-the-panel'],
  ['the secretary', { member: { part: 'secretary' } }, 'not-of-the-panel', 'not-of-the-panel'],
  ['what has not come to the panel', { arrival: undefined }, 'not-arrived', 'not-assigned'],
  ['who is in conflict', { isInConflict: true }, 'conflict', 'conflict'],
  ['in conflict and undeclared', { isInConflict: true, declaredTo: 0 }, 'conflict', 'conflict'],
  [
    'in conflict, no more a member',
    { isInConflict: true, member: undefined },
    'conflict',
    'conflict',
  ],
])('%s', (_, more, reading, scoring) => {
  expect(decideReading({ ...ready, ...more })).toBe(reading);
  expect(decideScoring({ ...ready, ...more })).toBe(scoring);
});

const free: Standing = { ...ready, assigned: [] };
const none = { scorers: 0, reporters: 0, experts: 0 };

test.each<[string, Standing, AssignedPart, typeof none, AssignmentRefusal | undefined]>([
  ['a member as the reporter', free, 'reporter', none, undefined],
  ['a second reporter', free, 'reporter', { ...none, scorers: 1, reporters: 1 }, 'reporter-there'],
  ['one scorer too many', free, 'scorer', { ...none, scorers: 3 }, 'enough-scorers'],
  ['a member as an expert', free, 'expert', none, 'part-unfit'],
  ['an expert who scores', { ...free, member: { part: 'expert' } }, 'scorer', none, 'part-unfit'],
  ['an expert', { ...free, member: { part: 'expert' } }, 'expert', none, undefined],
  [
    'a second expert',
    { ...free, member: { part: 'expert' } },
    'expert',
    { ...none, experts: 1 },
    'enough-experts',
  ],
  ['who has it', ready, 'scorer', none, 'already-assigned'],
  [
    'from whom it was taken',
    { ...free, assigned: [{ part: 'scorer', isRemoved: true }] },
    'scorer',
    none,
    'had-before',
  ],
  ['who has not declared', { ...free, declaredTo: 0 }, 'scorer', none, 'not-declared'],
  ['who is in conflict', { ...free, isInConflict: true }, 'scorer', none, 'conflict'],
  ['the secretary', { ...free, member: { part: 'secretary' } }, 'scorer', none, 'not-of-the-panel'],
])('by hand: %s', (_, standing, part, has, refusal) => {
  expect(decideAssignment(standing, part, { has, wanted: { scorers: 3, experts: 1 } })).toBe(
    refusal,
  );
});

const seated: readonly SeatedMember[] = [
  { number: 1, personId: 'a', part: 'chair' },
  { number: 2, personId: 'b', part: 'member' },
  { number: 3, personId: 'c', part: 'substitute' },
];
const named = (personId: string, part: SeatedMember['part'], hasRole = true) => ({
  personId,
  part,
  hasRole,
});

test.each<[string, Composing, readonly number[] | string]>([
  ['nothing', { named: [], leaving: [] }, 'nothing-changes'],
  ['a new member', { named: [named('d', 'member')], leaving: [] }, []],
  ['a new member for one who leaves', { named: [named('d', 'member')], leaving: [2] }, [2]],
  ['the substitute becomes a member', { named: [named('c', 'member')], leaving: [2] }, [2, 3]],
  [
    'a new chair, the old one a member',
    { named: [named('d', 'chair'), named('a', 'member')], leaving: [] },
    [1],
  ],
  ['two chairs', { named: [named('d', 'chair')], leaving: [] }, 'chair-twice'],
  ['no chair', { named: [], leaving: [1] }, 'chair-missing'],
  ['fewer than the call asks for', { named: [], leaving: [2] }, 'too-few-members'],
  ['a member again', { named: [named('b', 'member')], leaving: [] }, 'already-so'],
  [
    'named twice',
    { named: [named('d', 'member'), named('d', 'expert')], leaving: [] },
    'named-twice',
  ],
  ['named and leaving', { named: [named('b', 'expert')], leaving: [2] }, 'named-twice'],
  ['without the role', { named: [named('d', 'member', false)], leaving: [] }, 'not-of-the-body'],
  ['somebody who is not there', { named: [], leaving: [9] }, 'member-unknown'],
])('an act that names %s', (_, composing, expected) => {
  const decided = decideComposition(seated, composing, 2);
  expect(decided.type === 'composed' ? decided.ended : decided.problems[0]?.code).toEqual(expected);
});

const ties: Ties = {
  personId: 'p',
  fiscalCode: 'RSSMRA80A01H501U',
  familyName: 'D’Amìco',
  powers: ['o1'],
  bodies: ['00000000001'],
  relations: ['00000000002'],
};
const organisation = (id: string, fiscalCode: string) => ({
  id,
  name: id.toUpperCase(),
  fiscalCode,
  isLead: false,
});
const person = (personId: string, familyName: string, fiscalCode: string | null = null) => ({
  personId,
  name: `Ada ${familyName}`,
  familyName,
  fiscalCode,
});

test.each<[string, Partial<Cast>, readonly string[]]>([
  [
    'nobody one knows',
    { organisations: [organisation('o9', '9')], people: [person('q', 'Neri')] },
    [],
  ],
  ['oneself', { people: [person('p', 'Altro')] }, ['same-person Ada Altro']],
  [
    'oneself by the fiscal code',
    { people: [person('q', 'Altro', ties.fiscalCode)] },
    ['same-person Ada Altro'],
  ],
  [
    'a firm that one is',
    { organisations: [organisation('o9', 'RSSMRA80A01H501U')] },
    ['same-person O9'],
  ],
  ['a power', { organisations: [organisation('o1', '9')] }, ['power O1']],
  ['a role', { organisations: [organisation('o9', '00000000001')] }, ['role O9']],
  ['a declared relation', { organisations: [organisation('o9', '00000000002')] }, ['relation O9']],
  [
    'the same family name in other letters',
    { people: [person('q', 'DAMICO')] },
    ['family-name Ada DAMICO'],
  ],
  [
    'two signs at once, the strong one first',
    {
      organisations: [organisation('o1', '00000000002')],
      people: [person('q', 'D’Amico')],
    },
    ['power O1', 'relation O1', 'family-name Ada D’Amico'],
  ],
  ['oneself is not a namesake', { people: [person('p', 'D’Amìco')] }, ['same-person Ada D’Amìco']],
])('signs of %s', (_, cast, expected) => {
  const found = findHints(ties, { organisations: [], people: [], ...cast });
  expect(found.map(({ kind, about }) => `${kind} ${about}`)).toEqual(expected);
});
