import {
  assess,
  compileCall,
  prepareApplication,
  RoundCollector,
  settleRound,
  type Assessment,
  type Bundle,
  type Round,
} from '../engine/index.ts';

/** The round of a bundle, computed again from the rules and the applications in it. */
export function settleBundle(
  bundle: Bundle,
):
  | { readonly round: Round; readonly assessments: ReadonlyMap<string, Assessment> }
  | { readonly problems: readonly string[] } {
  const compiled = compileCall(bundle.definition, bundle.decisions);
  if ('problems' in compiled) return { problems: compiled.problems.map(({ message }) => message) };
  const { call } = compiled;
  const collected = new RoundCollector(call);
  const assessments = new Map<string, Assessment>();
  const problems: string[] = [];
  for (const application of bundle.applications) {
    const read = prepareApplication(call, application);
    if ('problems' in read) {
      problems.push(...read.problems.map(({ message }) => `${application.id}: ${message}`));
      continue;
    }
    const assessment = assess(read.prepared);
    assessments.set(application.id, assessment);
    collected.add(assessment);
  }
  if (problems.length > 0) return { problems };
  return { round: settleRound(call, collected, bundle.roundDecisions), assessments };
}
