import { assessCosts } from '../assessment/assess-costs.ts';
import { decideMinimumProject } from '../assessment/assess-grant.ts';
import type { Prepared } from '../assessment/prepare-facts.ts';
import { no, yes } from '../condition/truth.ts';
import { isGap } from '../definition/gap.ts';
import type { Check, Verdict } from './check.ts';
import { holdsOn } from './fact-places.ts';
import { subjectOf } from './finding.ts';

/** The smallest project that is funded, where the call has a minimum in the line applied for. */
export function checkMinimumProject(prepared: Prepared, phase: string): readonly Check[] {
  const { track } = prepared;
  const document = track.grant?.document.minimumProject;
  if (!track.grant || !track.costs || !document || !holdsOn(document.lines, track)) return [];
  const truth = decideMinimumProject(track.grant, assessCosts(track.costs, prepared));
  const computed: Verdict = truth === yes ? 'met' : truth === no ? 'not-met' : 'unknown';
  const isDeclared =
    prepared.projectCosts !== undefined || prepared.partners.some((each) => each.costs);
  const title = { it: 'Dimensione minima del progetto', en: 'Minimum size of the project' };
  return [
    {
      id: subjectOf({ kind: 'requirement', subject: document.id }),
      kind: 'requirement',
      subject: document.id,
      phase,
      level: 'project',
      title,
      article: document.article,
      evidence: undefined,
      effect: 'exclude',
      curable: false,
      verdict: computed,
      decidedBy: 'engine',
      computed,
      isOverruled: false,
      clash: [],
      gaps: [document.amount, document.on].filter(isGap).map((gap) => gap.unknown),
      asks: [],
      missing: [],
      absent: isDeclared ? [] : ['costs'],
      reads: [],
      readsCosts: true,
      signers: [],
      figure: `requirement:${document.id}`,
    },
  ];
}
