import { balance, type Wanting } from './balance.ts';
import type { AssignedPart } from './panel.ts';

/** Who can be drawn, and what they have already. */
export interface DrawnSeat {
  readonly person: string;
  readonly group: SeatGroup;
  /** Sheets to fill, or for experts opinions to give. */
  readonly load: number;
  /** Of those, how many as the reporter. */
  readonly reports: number;
}

export type SeatGroup = 'members' | 'substitutes' | 'experts';

/** One application and who is still wanted for it. */
export interface DrawnApplication {
  readonly application: string;
  /** Sheets still without somebody to fill them. */
  readonly scorers: number;
  /** Whether one of these becomes its reporter. */
  readonly wantsReporter: boolean;
  readonly experts: number;
  /** Seats, by their index, that cannot have it: in conflict, not declared, refused before, or theirs already. */
  readonly barred: readonly number[];
}

/** All that a drawing rests on; kept as it is, so that anybody gets the same from it again. */
export interface DrawInputs {
  readonly format: 'bandolo-panel-drawing-1';
  /** Who is asked first where sheets are concerned; the others where those are not enough. */
  readonly first: 'members' | 'substitutes';
  /** With whom the round begins, among those with equally little. */
  readonly turn: number;
  readonly seats: readonly DrawnSeat[];
  readonly applications: readonly DrawnApplication[];
}

export interface Drawn {
  readonly application: string;
  readonly person: string;
  readonly part: AssignedPart;
}

export interface Drawing {
  readonly drawn: readonly Drawn[];
  /** Applications for which there were not enough people. */
  readonly lacking: readonly {
    readonly application: string;
    readonly scorers: number;
    readonly experts: number;
  }[];
}

/** Draws who scores what. Nothing but its inputs decides: neither chance nor the clock. */
export function draw(inputs: DrawInputs): Drawing {
  const { applications, seats, first } = inputs;
  const second = first === 'members' ? 'substitutes' : 'members';
  const firsts = choose(
    inputs,
    first,
    applications.map(({ scorers }) => scorers),
  );
  const missing = applications.map(({ scorers }, index) => scorers - (firsts[index]?.length ?? 0));
  const seconds = choose(inputs, second, missing);
  const scorers = applications.map((_, index) => [
    ...(firsts[index] ?? []),
    ...(seconds[index] ?? []),
  ]);
  const reporters = chooseReporters(inputs, scorers);
  const experts = choose(
    inputs,
    'experts',
    applications.map((each) => each.experts),
  );
  const personOf = (index: number): string => seats[index]?.person ?? '';
  const drawn = applications.flatMap(({ application }, index) => [
    ...(scorers[index] ?? []).map((seat): Drawn => {
      const part = reporters[index]?.includes(seat) === true ? 'reporter' : 'scorer';
      return { application, person: personOf(seat), part };
    }),
    ...(experts[index] ?? []).map((seat): Drawn => ({
      application,
      person: personOf(seat),
      part: 'expert',
    })),
  ]);
  const lacking = applications.flatMap((each, index) => {
    const scorersLacking = each.scorers - (scorers[index]?.length ?? 0);
    const expertsLacking = each.experts - (experts[index]?.length ?? 0);
    return scorersLacking + expertsLacking === 0
      ? []
      : [{ application: each.application, scorers: scorersLacking, experts: expertsLacking }];
  });
  return { drawn, lacking };
}

/** Indexes of seats, for each application. */
function choose(
  { seats, applications, turn }: DrawInputs,
  group: SeatGroup,
  counts: readonly number[],
): readonly (readonly number[])[] {
  const own = [...seats.keys()].filter((index) => seats[index]?.group === group);
  const wanting = applications.map(({ barred }, index): Wanting => {
    const isBarred = new Set(barred);
    const allowed = own.flatMap((seat, place) => (isBarred.has(seat) ? [] : [place]));
    return { count: counts[index] ?? 0, allowed };
  });
  const loads = own.map((seat) => seats[seat]?.load ?? 0);
  return balance(loads, wanting, turn).map((places) => places.map((place) => own[place] ?? 0));
}

/** One of those who were just drawn, so that everybody reports about as often. */
function chooseReporters(
  { seats, applications, turn }: DrawInputs,
  scorers: readonly (readonly number[])[],
): readonly (readonly number[])[] {
  const wanting = applications.map(({ wantsReporter }, index): Wanting => ({
    count: wantsReporter ? 1 : 0,
    allowed: scorers[index] ?? [],
  }));
  return balance(
    seats.map(({ reports }) => reports),
    wanting,
    turn,
  );
}
