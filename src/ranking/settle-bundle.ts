import {
  compileCall,
  settleApplications,
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
  return settleApplications(compiled.call, bundle.applications, bundle.roundDecisions);
}
