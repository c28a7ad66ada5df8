import { assess } from '../assessment/assess.ts';
import { assessmentToJson, type FigureText } from '../assessment/assessment-json.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall, type Call } from '../definition/compile-call.ts';
import type { DecisionsDocument, Localized } from '../definition/gap.ts';
import { formatCents } from '../numbers/money.ts';
import { RoundCollector } from '../round/collect-round.ts';
import type { RoundDecisions } from '../round/round-decisions.ts';
import { roundRows, settleRound, type Round } from '../round/settle-round.ts';
import { aboutBundles } from './about.ts';
import { pseudonymise } from './pseudonyms.ts';

/** What one application came to, as published. */
export interface BundleOutcome {
  readonly application: string;
  readonly ranking: string;
  readonly position: number;
  readonly outcome: string;
  readonly net?: FigureText;
  readonly bonus?: FigureText;
  readonly gross?: FigureText;
  readonly asked?: FigureText;
  readonly grant: string;
  /** Which pot paid how much. */
  readonly pots: readonly { readonly pot: string; readonly amount: string }[];
}

/** A ranking with everything needed to compute it again: anyone can, with the engine alone. */
export interface Bundle {
  readonly bandolo: 1;
  readonly kind: 'bundle';
  /** For a person who opens it without knowing the program. */
  readonly about: Localized;
  readonly definition: CallDocument;
  readonly decisions: readonly DecisionsDocument[];
  readonly roundDecisions: RoundDecisions;
  readonly applications: readonly ApplicationDocument[];
  readonly outcomes: readonly BundleOutcome[];
  readonly totals: { readonly applications: number; readonly granted: string };
  /** Stops that were left when it was made; empty for a ranking that is complete. */
  readonly stops: readonly { readonly code: string; readonly applications: readonly string[] }[];
}

export interface BundleSource {
  readonly definition: CallDocument;
  readonly decisions: readonly DecisionsDocument[];
  readonly roundDecisions: RoundDecisions;
  readonly applications: readonly ApplicationDocument[];
}

/** Makes the bundle of a round: pseudonymous applications, and their outcomes computed from those. */
export function makeBundle(
  source: BundleSource,
): Bundle | { readonly problems: readonly string[] } {
  const compiled = compileCall(source.definition, source.decisions);
  if ('problems' in compiled)
    return { problems: compiled.problems.map((problem) => problem.message) };
  const hidden = pseudonymise(compiled.call, source.applications, source.roundDecisions);
  const computed = computeOutcomes(compiled.call, hidden.applications, hidden.decisions);
  if ('problems' in computed) return computed;
  return {
    bandolo: 1,
    kind: 'bundle',
    about: aboutBundles,
    definition: source.definition,
    decisions: source.decisions,
    roundDecisions: hidden.decisions,
    applications: hidden.applications,
    ...computed,
  };
}

export type Computed = Pick<Bundle, 'outcomes' | 'totals' | 'stops'>;

/** The outcomes of a round from its applications, as a bundle publishes them. */
export function computeOutcomes(
  call: Call,
  applications: readonly ApplicationDocument[],
  decisions: RoundDecisions,
): Computed | { readonly problems: readonly string[] } {
  const settled = settleApplications(call, applications, decisions);
  return 'problems' in settled ? settled : publish(settled.round, settled.assessments);
}

/** Assesses applications and settles their round; what the call cannot read is told instead. */
export function settleApplications(
  call: Call,
  applications: readonly ApplicationDocument[],
  decisions: RoundDecisions,
):
  | { readonly round: Round; readonly assessments: ReadonlyMap<string, Assessment> }
  | { readonly problems: readonly string[] } {
  const collected = new RoundCollector(call);
  const assessments = new Map<string, Assessment>();
  const problems: string[] = [];
  for (const application of applications) {
    const read = prepareApplication(call, application);
    if ('problems' in read) {
      problems.push(...read.problems.map((problem) => `${application.id}: ${problem.message}`));
      continue;
    }
    const assessment = assess(read.prepared);
    assessments.set(application.id, assessment);
    collected.add(assessment);
  }
  if (problems.length > 0) return { problems };
  return { round: settleRound(call, collected, decisions), assessments };
}

function publish(round: Round, assessments: ReadonlyMap<string, Assessment>): Computed {
  const outcomes = roundRows(round).map((row): BundleOutcome => {
    const assessment = assessments.get(row.application);
    const { net, bonus, gross, grant } = assessment ? assessmentToJson(assessment) : {};
    return {
      application: row.application,
      ranking: row.ranking,
      position: row.position,
      outcome: row.outcome,
      ...(net === undefined ? {} : { net }),
      ...(bonus === undefined ? {} : { bonus }),
      ...(gross === undefined ? {} : { gross }),
      ...(grant === undefined ? {} : { asked: grant }),
      grant: formatCents(row.grant),
      pots: 'draws' in row ? sumByPot(row.draws) : [],
    };
  });
  const granted = round.funding?.checks.granted ?? 0;
  return {
    outcomes,
    totals: { applications: round.ids.length, granted: formatCents(granted) },
    stops: round.stops.map(({ code, applications }) => ({ code, applications })),
  };
}

function sumByPot(
  draws: readonly { readonly pot: string; readonly amount: number }[],
): BundleOutcome['pots'] {
  const byPot = new Map<string, number>();
  for (const { pot, amount } of draws) byPot.set(pot, (byPot.get(pot) ?? 0) + amount);
  return [...byPot].map(([pot, amount]) => ({ pot, amount: formatCents(amount) }));
}
