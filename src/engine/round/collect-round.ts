import type { Assessment } from '../assessment/assessment.ts';
import { instantAt } from '../calendar/instant.ts';
import { windowStateAt, type WindowVersion } from '../calendar/window.ts';
import { notApplicable, type Range } from '../condition/facts.ts';
import { no, unknown, yes } from '../condition/truth.ts';
import type { Call } from '../definition/compile-call.ts';
import { windowVersionsOf } from '../definition/procedure-dates.ts';
import type { Cents } from '../numbers/money.ts';
import { standingCode, type RankingTable, type Standing } from '../ranking/ranking-table.ts';
import { splitByLargestRemainder } from '../rounding/largest-remainder.ts';
import { planRound, type RoundPlan } from './round-plan.ts';

/** Why an application has the standing it has, where the assessment alone does not say it. */
export type StandingReason =
  | 'assessment'
  | 'withdrawn'
  | 'not-admitted'
  | 'admission-open'
  | 'too-early'
  | 'too-late'
  | 'window-unknown'
  | 'pot-unknown';

const standingReasons: readonly StandingReason[] = [
  'assessment',
  'withdrawn',
  'not-admitted',
  'admission-open',
  'too-early',
  'too-late',
  'window-unknown',
  'pot-unknown',
];

/** Rows for which a column first has room. */
const firstRows = 1024;

/** A round as it is gathered: columns that grow, so that a million applications fit in memory once. */
export class RoundCollector {
  readonly plan: RoundPlan;
  readonly ids: string[] = [];
  readonly #windows: readonly WindowVersion[];
  #size = 0;
  #unit = new Uint16Array(firstRows);
  #line = new Uint16Array(firstRows);
  #standing = new Uint8Array(firstRows);
  #reason = new Uint8Array(firstRows);
  #received = new Float64Array(firstRows);
  #protocol = new Float64Array(firstRows);
  #asked = new Float64Array(firstRows);
  #capital = new Float64Array(firstRows);
  #current = new Float64Array(firstRows);
  #accepts = new Uint32Array(firstRows);
  readonly #columns: Map<string, Float64Array>;

  constructor(call: Call) {
    this.plan = planRound(call);
    this.#windows = windowVersionsOf(call.document);
    this.#columns = new Map(this.plan.columns.map((name) => [name, new Float64Array(firstRows)]));
  }

  add(assessment: Assessment): void {
    if (this.#size === this.#unit.length) this.#grow();
    const row = this.#size;
    const { prepared } = assessment;
    this.ids.push(prepared.id);
    this.#unit[row] = this.plan.unitOf.get(prepared.track.id) ?? 0;
    this.#line[row] = Math.max(0, this.plan.lines.indexOf(prepared.track.id));
    this.#received[row] = prepared.received ?? Number.NaN;
    this.#protocol[row] = prepared.protocol ?? Number.NaN;
    this.#asked[row] = assessment.grant ? exactOf(assessment.grant.amount) : 0;
    for (const [name, column] of this.#columns) column[row] = keyOf(name, assessment);
    const pots = acceptedPots(this.plan, assessment);
    this.#accepts[row] = pots.mask;
    const [standing, reason] = this.#standingOf(assessment, pots.isUnknown);
    this.#standing[row] = standingCode[standing];
    this.#reason[row] = standingReasons.indexOf(reason);
    if (this.plan.hasMoneyKinds) this.#splitKinds(assessment, row);
    this.#size += 1;
  }

  /** Why a row has its standing. */
  reasonOf(row: number): StandingReason {
    return standingReasons[this.#reason[row] ?? 0] ?? 'assessment';
  }

  table(): RankingTable {
    const size = this.#size;
    return {
      size,
      units: this.plan.units,
      unit: this.#unit.subarray(0, size),
      line: this.#line.subarray(0, size),
      standing: this.#standing.subarray(0, size),
      columns: Object.fromEntries(
        [...this.#columns].map(([name, column]) => [name, column.subarray(0, size)]),
      ),
      received: this.#received.subarray(0, size),
      protocol: this.#protocol.subarray(0, size),
      asked: this.#asked.subarray(0, size),
      accepts: this.#accepts.subarray(0, size),
      ...(this.plan.hasMoneyKinds && {
        kinds: {
          capital: this.#capital.subarray(0, size),
          current: this.#current.subarray(0, size),
        },
      }),
    };
  }

  #standingOf(assessment: Assessment, isPotUnknown: boolean): readonly [Standing, StandingReason] {
    const { prepared, outcome } = assessment;
    if (prepared.isWithdrawn) return ['withdrawn', 'withdrawn'];
    const { admission } = prepared;
    if (admission === 'not-admitted') return ['not-admissible', 'not-admitted'];
    if (admission === 'open') return ['unknown', 'admission-open'];
    if (admission !== undefined) return this.#standingOfAdmitted(assessment, isPotUnknown);
    if (prepared.received !== undefined && this.#windows.length > 0) {
      const state = windowStateAt(this.#windows, instantAt(prepared.received));
      if (state === 'before') return ['not-admissible', 'too-early'];
      if (state === 'closed') return ['not-admissible', 'too-late'];
      if (state !== 'open') return ['unknown', 'window-unknown'];
    }
    if (outcome === 'admissible' && isPotUnknown) return ['unknown', 'pot-unknown'];
    return [outcome, 'assessment'];
  }

  /** The office decided on the requirements and on arrival; of the rules only the points are left. */
  #standingOfAdmitted(
    { score }: Assessment,
    isPotUnknown: boolean,
  ): readonly [Standing, StandingReason] {
    const passes = score?.passes ?? yes;
    if (passes === no) return ['below-threshold', 'assessment'];
    if (passes === unknown) return ['unknown', 'assessment'];
    return isPotUnknown ? ['unknown', 'pot-unknown'] : ['admissible', 'assessment'];
  }

  /** The parts of a grant that capital and current pots pay, in proportion to the admitted costs. */
  #splitKinds({ prepared, costs, grant }: Assessment, row: number): void {
    const weights: [Cents, Cents] = [0, 0];
    prepared.track.costs?.categories.forEach((category, index) => {
      const admitted = costs?.admitted[index];
      if (admitted) weights[category.money === 'current' ? 1 : 0] += exactOf(admitted);
    });
    const amount = grant ? exactOf(grant.amount) : 0;
    if (Number.isNaN(amount) || weights.some(Number.isNaN)) {
      this.#capital[row] = Number.NaN;
      this.#current[row] = Number.NaN;
      return;
    }
    const { shares } = splitByLargestRemainder(amount, weights);
    this.#capital[row] = shares[0] ?? 0;
    this.#current[row] = shares[1] ?? 0;
  }

  #grow(): void {
    const room = this.#unit.length * 2;
    const longer = <T extends Uint8Array | Uint16Array | Uint32Array | Float64Array>(
      old: T,
      fresh: T,
    ): T => {
      fresh.set(old);
      return fresh;
    };
    this.#unit = longer(this.#unit, new Uint16Array(room));
    this.#line = longer(this.#line, new Uint16Array(room));
    this.#standing = longer(this.#standing, new Uint8Array(room));
    this.#reason = longer(this.#reason, new Uint8Array(room));
    this.#received = longer(this.#received, new Float64Array(room));
    this.#protocol = longer(this.#protocol, new Float64Array(room));
    this.#asked = longer(this.#asked, new Float64Array(room));
    this.#capital = longer(this.#capital, new Float64Array(room));
    this.#current = longer(this.#current, new Float64Array(room));
    this.#accepts = longer(this.#accepts, new Uint32Array(room));
    for (const [name, column] of this.#columns)
      this.#columns.set(name, longer(column, new Float64Array(room)));
  }
}

/** The number by which an application is ordered; `NaN` while it is not known exactly. */
function keyOf(name: string, { prepared, score, costs }: Assessment): number {
  if (name === 'net') return score ? exactOf(score.net) : Number.NaN;
  if (name === 'bonus') return score ? exactOf(score.bonus) : Number.NaN;
  if (name === 'gross') return score ? exactOf(score.gross) : Number.NaN;
  if (name === 'admitted') return costs ? exactOf(costs.total) : Number.NaN;
  const [kind, id = ''] = name.split(':', 2);
  if (kind === 'criterion') {
    const index =
      prepared.track.score?.criteria.findIndex((criterion) => criterion.document.id === id) ?? -1;
    const points = score?.criteria[index];
    return points ? exactOf(points) : 0;
  }
  const slot = prepared.call.names.project.get(id)?.slot;
  const value = slot === undefined ? Number.NaN : (prepared.facts.numbers[slot] ?? Number.NaN);
  return value === notApplicable ? Number.NaN : value;
}

function acceptedPots(
  plan: RoundPlan,
  { prepared }: Assessment,
): { readonly mask: number; readonly isUnknown: boolean } {
  let mask = 0;
  let isUnknown = false;
  const { track, facts } = prepared;
  plan.pots.forEach((pot, index) => {
    const isForLine =
      pot.lines === undefined ||
      pot.lines.includes(track.id) ||
      (track.line !== undefined && pot.lines.includes(track.line));
    if (!isForLine) return;
    const holds = pot.when ? pot.when.holds(facts) : 1;
    if (holds === unknown) isUnknown = true;
    if (holds !== no) mask |= 1 << index;
  });
  return { mask: mask >>> 0, isUnknown };
}

function exactOf(range: Range): number {
  return range.low === range.high ? range.low : Number.NaN;
}
