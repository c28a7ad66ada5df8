import { and, no, not, yes, type Truth } from '../condition/truth.ts';
import type { Track } from '../definition/compile-call.ts';
import type { Assessment, CostFigures, Outcome, RequirementOutcome } from './assessment.ts';
import { assessCosts } from './assess-costs.ts';
import { decideRequirement, truthOfOutcome } from './assess-eligibility.ts';
import { assessGrant, decideMinimumProject } from './assess-grant.ts';
import { assessScore } from './assess-score.ts';
import type { Prepared } from './prepare-facts.ts';

/**
 * Everything the rules say about one application: eligibility, admitted costs, grant, score and
 * outcome. Amounts in whole cents, points in hundredths; whatever depends on something unknown is
 * a range or `unknown`, never a guess. Deterministic, without a clock; throws `FigureTooLarge`
 * when a figure cannot be counted exactly.
 */
export function assess(prepared: Prepared): Assessment {
  const { track, facts } = prepared;
  const requirements = track.requirements.map((requirement) =>
    decideRequirement(requirement, facts),
  );
  const costs = track.costs && assessCosts(track.costs, prepared);
  const grant = costs && track.grant && assessGrant(track.grant, prepared, costs);
  const minimumProject = costs ? minimumOf(track, costs) : yes;
  const score = track.score && assessScore(track.score, facts);
  const eligible = and(minimumProject, allOf(track, requirements, 'exclude'));
  return {
    prepared,
    requirements,
    minimumProject,
    eligible,
    reserved: not(allOf(track, requirements, 'reserve')),
    costs,
    grant,
    score,
    outcome: outcomeOf(eligible, score ? score.passes : yes),
  };
}

function minimumOf(track: Track, costs: CostFigures): Truth {
  return track.grant ? decideMinimumProject(track.grant, costs) : yes;
}

function allOf(
  track: Track,
  outcomes: readonly RequirementOutcome[],
  effect: 'exclude' | 'reserve',
): Truth {
  let result: Truth = yes;
  outcomes.forEach((outcome, index) => {
    if (track.requirements[index]?.document.effect === effect)
      result = and(result, truthOfOutcome(outcome));
  });
  return result;
}

function outcomeOf(eligible: Truth, passes: Truth): Outcome {
  if (eligible === no) return 'not-admissible';
  if (eligible === yes && passes === no) return 'below-threshold';
  return and(eligible, passes) === yes ? 'admissible' : 'unknown';
}
