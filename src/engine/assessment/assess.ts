import type { Requirement } from '../definition/compile-eligibility.ts';
import { and, no, not, yes, type Truth } from '../condition/truth.ts';
import type { Assessment, Outcome, RequirementOutcome } from './assessment.ts';
import { assessCosts } from './assess-costs.ts';
import { decideRequirement, truthOfOutcome } from './assess-eligibility.ts';
import { assessGrant, decideMinimumProject } from './assess-grant.ts';
import { assessScore, totalScore } from './assess-score.ts';
import type { Prepared } from './prepare-facts.ts';
import type { Score } from '../definition/compile-score.ts';

/**
 * Everything the rules say about one application: eligibility, admitted costs, grant, score and
 * outcome. Amounts in whole cents, points in hundredths; whatever depends on something unknown is
 * a range or `unknown`, never a guess. Deterministic, without a clock; throws `FigureTooLarge`
 * when a figure cannot be counted exactly.
 */
export function assess(prepared: Prepared): Assessment {
  const { track, facts } = prepared;
  const requirements = track.requirements.map((requirement) =>
    requirement.quick ? requirement.quick(facts) : decideRequirement(requirement, facts),
  );
  let excluded: Truth = yes;
  let unreserved: Truth = yes;
  for (let index = 0; index < requirements.length; index += 1) {
    const { effect } = (track.requirements[index] as Requirement).document;
    const truth = truthOfOutcome(requirements[index] as RequirementOutcome);
    if (effect === 'exclude') excluded = and(excluded, truth);
    else if (effect === 'reserve') unreserved = and(unreserved, truth);
  }
  const costs = track.costs && assessCosts(track.costs, prepared);
  const grant = costs && track.grant && assessGrant(track.grant, prepared, costs);
  const minimumProject = costs && track.grant ? decideMinimumProject(track.grant, costs) : yes;
  const score = track.score && assessScore(track.score, facts);
  const eligible = and(minimumProject, excluded);
  return {
    prepared,
    requirements,
    minimumProject,
    eligible,
    reserved: not(unreserved),
    costs,
    grant,
    score,
    outcome: outcomeOf(eligible, score ? score.passes : yes),
  };
}

/**
 * An assessment under a score table with other thresholds and otherwise the same: no fact is read again, so that a whole
 * round can be tried under another threshold while somebody waits.
 */
export function withThresholds(assessment: Assessment, table: Score | undefined): Assessment {
  const { score, eligible } = assessment;
  if (!score || !table) return assessment;
  const again = totalScore(table, score.criteria, score.bonuses);
  return { ...assessment, score: again, outcome: outcomeOf(eligible, again.passes) };
}

function outcomeOf(eligible: Truth, passes: Truth): Outcome {
  if (eligible === no) return 'not-admissible';
  if (eligible === yes && passes === no) return 'below-threshold';
  return and(eligible, passes) === yes ? 'admissible' : 'unknown';
}
