import { no, unknown, yes, type Truth } from '../condition/truth.ts';
import type { Facts, Row } from '../condition/facts.ts';
import type { Requirement } from '../definition/compile-eligibility.ts';
import { partnersList, variables } from '../definition/names.ts';
import { outcomes, type RequirementOutcome } from './assessment.ts';

/** What becomes of a requirement, over every partner where it is one for partners. */
export function decideRequirement(requirement: Requirement, facts: Facts): RequirementOutcome {
  if (requirement.document.level !== 'partner') return decideOnce(requirement, facts);
  const rows = facts.lists[partnersList];
  if (!rows) return outcomes.unknown;
  let result: RequirementOutcome = outcomes.notApplicable;
  for (const row of rows) {
    facts.rows[variables.partner] = row;
    result = worse(result, decideOnce(requirement, facts));
    if (result === outcomes.notMet) return result;
  }
  return result;
}

/** The same for a single partner. */
export function decideRequirementForPartner(
  requirement: Requirement,
  facts: Facts,
  row: Row,
): RequirementOutcome {
  facts.rows[variables.partner] = row;
  return decideOnce(requirement, facts);
}

function decideOnce(requirement: Requirement, facts: Facts): RequirementOutcome {
  const applies = requirement.when ? requirement.when.holds(facts) : yes;
  if (applies === no) return outcomes.notApplicable;
  const answer =
    requirement.exceptions.length === 0
      ? plainAnswer(requirement, facts)
      : exceptedAnswer(requirement, facts);
  if (answer === outcomes.exceptionsClash) return answer;
  // Not yet known whether it applies: met either way only if it is met.
  return applies === unknown && answer !== outcomes.met ? outcomes.unknown : answer;
}

function plainAnswer(requirement: Requirement, facts: Facts): RequirementOutcome {
  return requirement.require ? requirement.require.holds(facts) : outcomes.unknown;
}

/** The exception that holds replaces the rule; two at once are an error of the rules, never a choice. */
function exceptedAnswer(requirement: Requirement, facts: Facts): RequirementOutcome {
  const states = requirement.exceptions.map((exception) => exception.when.holds(facts));
  if (states.filter((state) => state === yes).length > 1) return outcomes.exceptionsClash;
  const holding = requirement.exceptions[states.indexOf(yes)];
  const possible = [
    ...(holding ? [holding.require.holds(facts)] : [plainAnswer(requirement, facts)]),
    ...requirement.exceptions
      .filter((_, index) => states[index] === unknown)
      .map((each) => each.require.holds(facts)),
  ];
  const [first = outcomes.unknown] = possible;
  return possible.every((each) => each === first) ? first : outcomes.unknown;
}

const severity: Readonly<Record<RequirementOutcome, number>> = {
  [outcomes.notApplicable]: 0,
  [outcomes.met]: 1,
  [outcomes.unknown]: 2,
  [outcomes.exceptionsClash]: 3,
  [outcomes.notMet]: 4,
};

function worse(a: RequirementOutcome, b: RequirementOutcome): RequirementOutcome {
  return severity[a] >= severity[b] ? a : b;
}

/** The requirement's outcome as a truth: one that does not apply is no obstacle. */
export function truthOfOutcome(outcome: RequirementOutcome): Truth {
  if (outcome === outcomes.notApplicable || outcome === outcomes.met) return yes;
  return outcome === outcomes.notMet ? no : unknown;
}
