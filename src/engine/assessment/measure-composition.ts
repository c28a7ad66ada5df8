import { no, unknown, yes } from '../condition/truth.ts';
import { isGap, type Localized } from '../definition/gap.ts';
import { variables } from '../definition/names.ts';
import { decideRequirement, truthOfOutcome } from './assess-eligibility.ts';
import type { Prepared } from './prepare-facts.ts';

/** How a partnership stands against one minimum of the call. */
export interface Composition {
  readonly id: string;
  readonly title: Localized;
  readonly article: string;
  /** How many there must be; `undefined` where the source does not say. */
  readonly atLeast: number | undefined;
  /** Partners that count, and those of whom something is not known yet, in the order of the application. */
  readonly counted: readonly string[];
  readonly possible: readonly string[];
  readonly outcome: 'met' | 'not-met' | 'unknown';
}

/** Every minimum of the call, in its order, over the partners as they are now. */
export function measureComposition(prepared: Prepared): readonly Composition[] {
  const { call, track, facts, partners } = prepared;
  return (call.document.partnership?.minimum ?? []).flatMap((minimum) => {
    const { id, title, article, atLeast } = minimum;
    const requirement = track.requirements.find(
      ({ document, counted }) => counted !== undefined && document.id === id,
    );
    const where = requirement?.counted;
    if (!requirement || !where) return [];
    const answers = partners.map(({ id: partner, row }) => {
      facts.rows[variables.partner] = row;
      return { partner, answer: where.holds(facts) };
    });
    const named = (wanted: typeof yes | typeof unknown) =>
      answers.filter(({ answer }) => answer === wanted).map(({ partner }) => partner);
    const truth = truthOfOutcome(decideRequirement(requirement, facts));
    return [
      {
        id,
        title,
        article,
        atLeast: isGap(atLeast) ? undefined : atLeast,
        counted: named(yes),
        possible: named(unknown),
        outcome: truth === yes ? 'met' : truth === no ? 'not-met' : 'unknown',
      },
    ];
  });
}
