import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draw, type DrawInputs, type Drawing } from './draw.ts';

const seat = (person: string, group: DrawInputs['seats'][number]['group'] = 'members') => ({
  person,
  group,
  load: 0,
  reports: 0,
});

function inputs(given: Partial<DrawInputs>): DrawInputs {
  return {
    format: 'bandolo-panel-drawing-1',
    first: 'members',
    turn: 0,
    seats: [],
    applications: [],
    ...given,
  };
}

const wanted = (application: string, more: Partial<DrawInputs['applications'][number]> = {}) => ({
  application,
  scorers: 2,
  wantsReporter: true,
  experts: 0,
  barred: [],
  ...more,
});

const said = ({ drawn }: Drawing) =>
  drawn.map(({ application, person, part }) => `${application} ${person} ${part}`);

test('scorers of whom one reports, substitutes only where members are not enough, and experts', () => {
  const drawing = draw(
    inputs({
      seats: [seat('a'), seat('b'), seat('s', 'substitutes'), seat('x', 'experts')],
      applications: [
        wanted('1', { experts: 1 }),
        wanted('2', { barred: [0] }),
        wanted('3', { barred: [0, 1, 3], experts: 1 }),
      ],
    }),
  );
  expect(said(drawing)).toEqual([
    '1 a reporter',
    '1 b scorer',
    '1 x expert',
    '2 b reporter',
    '2 s scorer',
    '3 s reporter',
  ]);
  expect(drawing.lacking).toEqual([{ application: '3', scorers: 1, experts: 1 }]);
});

test('in the place of somebody else substitutes come first, and the part that was theirs', () => {
  const seats = [seat('a'), seat('b'), seat('s', 'substitutes')];
  const applications = [
    wanted('1', { scorers: 1, barred: [0] }),
    wanted('2', { scorers: 1, wantsReporter: false, barred: [0, 2] }),
  ];
  expect(said(draw(inputs({ first: 'substitutes', seats, applications })))).toEqual([
    '1 s reporter',
    '2 b scorer',
  ]);
});

const drawings = fc.integer({ min: 1, max: 8 }).chain((count) =>
  fc.record({
    format: fc.constant('bandolo-panel-drawing-1' as const),
    first: fc.constantFrom('members' as const, 'substitutes' as const),
    turn: fc.nat(7),
    seats: fc
      .array(fc.constantFrom('members' as const, 'substitutes' as const, 'experts' as const), {
        minLength: count,
        maxLength: count,
      })
      .map((groups) => groups.map((group, index) => seat(`p${index}`, group))),
    applications: fc
      .array(
        fc.record({
          scorers: fc.nat(3),
          wantsReporter: fc.boolean(),
          experts: fc.nat(2),
          barred: fc.subarray([...Array(count).keys()]),
        }),
        { maxLength: 30 },
      )
      .map((all) => all.map((each, index) => ({ application: `d${index}`, ...each }))),
  }),
);

test('never somebody barred, nobody twice at one application, one reporter at most, the same again', () => {
  fc.assert(
    fc.property(drawings, (given) => {
      const drawing = draw(given);
      expect(draw(JSON.parse(JSON.stringify(given)) as DrawInputs)).toEqual(drawing);
      for (const { application, barred, scorers, experts, wantsReporter } of given.applications) {
        const own = drawing.drawn.filter((each) => each.application === application);
        const barredPeople = barred.map((index) => given.seats[index]?.person);
        expect(own.filter(({ person }) => barredPeople.includes(person))).toEqual([]);
        expect(new Set(own.map(({ person }) => person)).size).toBe(own.length);
        const count = (part: string) => own.filter((each) => each.part === part).length;
        const scoring = count('scorer') + count('reporter');
        expect(count('reporter')).toBe(wantsReporter && scoring > 0 ? 1 : 0);
        const lacking = drawing.lacking.find((each) => each.application === application);
        expect(scorers - scoring).toBe(lacking?.scorers ?? 0);
        expect(experts - count('expert')).toBe(lacking?.experts ?? 0);
      }
    }),
    { numRuns: 300 },
  );
});
