import { parseInstant } from '../calendar/instant.ts';
import { notApplicable, unknownNumber, type Facts, type Range } from '../condition/facts.ts';
import { no, yes } from '../condition/truth.ts';
import type { Admission, ApplicationDocument } from '../definition/application-document.ts';
import { onlyTrack, type Call, type Track } from '../definition/compile-call.ts';
import { known } from '../definition/gap.ts';
import { partnersList, variables } from '../definition/names.ts';
import type { Fraction } from '../numbers/fraction.ts';
import { formatPoints, parsePoints, type Points } from '../numbers/points.ts';
import { parseRate } from '../numbers/rate.ts';
import { findNearest } from '../text/nearest.ts';
import type { ApplicationProblem } from './application-problem.ts';
import { FactReader } from './fact-reader.ts';
import { readCosts, type DeclaredCosts } from './read-costs.ts';
import { scaled } from './read-values.ts';

export interface PreparedPartner {
  readonly id: string;
  readonly role: string;
  /** Settled while the application is prepared, never changed afterwards. */
  readonly row: number[];
  readonly isBeneficiary: boolean;
  readonly costs: DeclaredCosts | undefined;
}

/** An application in the form in which the rules run over it. */
export interface Prepared {
  readonly id: string;
  readonly call: Call;
  readonly track: Track;
  readonly facts: Facts;
  readonly partners: readonly PreparedPartner[];
  readonly projectCosts: DeclaredCosts | undefined;
  readonly requestedRate: Fraction | undefined;
  readonly received: number | undefined;
  readonly protocol: number | undefined;
  readonly isWithdrawn: boolean;
  readonly admission: Admission | undefined;
}

/** Reads an application against a call; every value that does not fit is reported, none is guessed. */
export function prepareApplication(
  call: Call,
  application: ApplicationDocument,
): { readonly prepared: Prepared } | { readonly problems: readonly ApplicationProblem[] } {
  const problems: ApplicationProblem[] = [];
  const track = findTrack(call, application, problems);
  const reader = new FactReader(call, problems);
  const facts = reader.readFacts(application);
  const partners = reader.readPartners(application, track);
  facts.lists[partnersList] = application.partners && partners.map((partner) => partner.row);
  if (!call.document.partnership) facts.lists[partnersList] = undefined;
  const received =
    application.received === undefined ? undefined : parseInstant(application.received);
  if (application.received !== undefined && received === undefined)
    problems.push({
      code: 'instant-unreadable',
      message: `"${application.received}" is not an instant with its offset, such as 2025-01-15T15:59:59+01:00`,
      path: ['received'],
    });
  const requestedRate =
    application.requestedRate === undefined ? undefined : parseRate(application.requestedRate);
  if (application.requestedRate !== undefined && !requestedRate)
    problems.push({
      code: 'rate-unreadable',
      message: `"${application.requestedRate}" is not a rate such as "55%"`,
      path: ['requestedRate'],
    });
  const projectCosts = readCosts(application.costs, call, track, ['costs'], problems);
  if (track) checkJudgements(track, facts, roundingOf(call), problems);
  if (!track || problems.length > 0) return { problems };
  settleFacts(call, facts, partners);
  return {
    prepared: {
      id: application.id,
      call,
      track,
      facts,
      partners,
      projectCosts,
      requestedRate,
      received,
      protocol: application.protocol,
      isWithdrawn: application.status === 'withdrawn',
      admission: application.admission,
    },
  };
}

/** To what the points of several sheets are rounded where the call computes them; a sheet alone cannot give these. */
function roundingOf({ document: { panel } }: Call): Points | undefined {
  if (!panel || known(panel.consolidation) === 'collegial') return undefined;
  const rounding = known(panel.rounding);
  return rounding && parsePoints(rounding.to);
}

/** What the panel gives must lie in the range of its criterion, on its steps or rounded, and below the maximum. */
function checkJudgements(
  track: Track,
  facts: Facts,
  rounding: Points | undefined,
  problems: ApplicationProblem[],
): void {
  const { score } = track;
  let lost = 0;
  for (const { document, way, max, fact } of score?.criteria ?? []) {
    if (!score || way.kind !== 'judged' || fact === undefined) continue;
    const value = facts.numbers[way.slot] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    const { from, to = score.residual, step } = way;
    if (max === undefined) lost += value;
    const isRounded = rounding !== undefined && value % rounding === 0;
    const isOff = step !== undefined && (value - from) % step !== 0 && !isRounded;
    if (value < from || value > to || isOff || lost > score.residual)
      problems.push({
        code: 'judgement-out-of-range',
        message: `criterion "${document.id}" gives from ${formatPoints(from)} to ${formatPoints(to)} points${step === undefined ? '' : `, in steps of ${formatPoints(step)}`}, and this is ${formatPoints(value)}`,
        path: ['facts', fact],
      });
  }
}

function findTrack(
  call: Call,
  application: ApplicationDocument,
  problems: ApplicationProblem[],
): Track | undefined {
  const { line } = application;
  const track = call.tracks.get(line ?? onlyTrack);
  if (track) return track;
  const ids = [...call.tracks.keys()];
  const suggestion = line === undefined ? undefined : findNearest(line, ids);
  problems.push({
    code: 'unknown-line',
    message:
      line === undefined
        ? `say the line applied for: one of ${ids.join(', ')}`
        : `there is no line "${line}": there are ${ids.join(', ')}`,
    path: ['line'],
    ...(suggestion ? { suggestion } : {}),
  });
  return undefined;
}

/**
 * Marks facts that do not apply and computes the derived ones; the facts are ready after this.
 * While it is not known whether a fact applies, what was said about it counts for nothing yet.
 */
function settleFacts(
  call: Call,
  facts: Facts & { ranges: ReadonlyMap<number, Range> },
  partners: readonly { readonly row: number[] }[],
): void {
  for (const [slot, condition] of call.factConditions) {
    const holds = condition.holds(facts);
    if (holds === yes) addDeclaredRange(call, facts, slot);
    else {
      facts.numbers[slot] = holds === no ? notApplicable : unknownNumber;
      setRange(facts, slot, undefined);
    }
  }
  for (const [slot, condition] of call.partnerFactConditions) {
    for (const { row } of partners) {
      facts.rows[variables.partner] = row;
      const holds = condition.holds(facts);
      if (holds !== yes) row[slot] = holds === no ? notApplicable : unknownNumber;
    }
  }
  for (const derived of call.derived) {
    const value = derived.value(facts);
    facts.numbers[derived.slot] = value;
    if (value !== value && derived.document.type !== 'bool')
      setRange(facts, derived.slot, derived.range(facts));
  }
}

/** An unknown fact still lies within the limits that its declaration gives. */
function addDeclaredRange(
  call: Call,
  facts: Facts & { ranges: ReadonlyMap<number, Range> },
  slot: number,
): void {
  const fact = call.names.facts.find((each) => each.slot === slot && each.type.kind !== 'list');
  if (!fact || !Number.isNaN(facts.numbers[slot]) || facts.ranges.has(slot)) return;
  const [low, high] = [scaled(fact, fact.fact.from), scaled(fact, fact.fact.to)];
  if (low === undefined && high === undefined) return;
  const range = { low: low ?? Number.NEGATIVE_INFINITY, high: high ?? Number.POSITIVE_INFINITY };
  setRange(facts, slot, range);
}

function setRange(
  facts: Facts & { ranges: ReadonlyMap<number, Range> },
  slot: number,
  range: Range | undefined,
): void {
  const ranges = new Map(facts.ranges);
  if (range) ranges.set(slot, range);
  else ranges.delete(slot);
  facts.ranges = ranges;
}
