import { assess } from '../assessment/assess.ts';
import { outcomes, type Assessment } from '../assessment/assessment.ts';
import type { ApplicationProblem } from '../assessment/application-problem.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import { isKnown } from '../assessment/ranges.ts';
import type { Range } from '../condition/facts.ts';
import { no, yes } from '../condition/truth.ts';
import type {
  ApplicationDocument,
  FactValue,
  PartnerDocument,
} from '../definition/application-document.ts';
import type { Call, Track } from '../definition/compile-call.ts';
import { findOpenQuestions, type OpenQuestion } from './open-questions.ts';

/** What somebody has said so far; the same answers serve every call that knows a fact by that name. */
export interface Answers {
  readonly facts: { readonly [fact: string]: FactValue };
  readonly partners?: readonly PartnerDocument[];
  readonly costs?: ApplicationDocument['costs'];
  readonly requestedRate?: string;
}

/** A requirement that stands in the way, or that cannot be answered yet. */
export interface Obstacle {
  readonly requirement: string;
  readonly article: string;
}

/** What a line of a call says to the answers given so far. */
export interface LineAdvice {
  readonly call: string;
  readonly line: string;
  /** `fits`: eligible for certain; `cannot`: not eligible for certain; `depends`: still open. */
  readonly answer: 'fits' | 'cannot' | 'depends';
  readonly because: readonly Obstacle[];
  /** Open facts, in the author's order; those the applicant cannot answer are found by the office. */
  readonly open: readonly OpenQuestion[];
  /** The first open fact that the applicant can answer. */
  readonly next: OpenQuestion | undefined;
  /** In cents; `undefined` where the call gives no money. */
  readonly grant: Range | undefined;
  readonly assessment: Assessment;
}

export interface Advice {
  readonly lines: readonly LineAdvice[];
  /** The question to ask next over all calls: the first of the first line that is still open. */
  readonly next: OpenQuestion | undefined;
  /** Answers that a call cannot read, by call. */
  readonly problems: readonly {
    readonly call: string;
    readonly problems: readonly ApplicationProblem[];
  }[];
}

/**
 * Which calls fit, which cannot, and what the rest depend on. Asks in the order of the definition
 * and only what the answer still depends on; the grant is an interval that narrows with every answer.
 */
export function advise(calls: readonly Call[], answers: Answers): Advice {
  const lines: LineAdvice[] = [];
  const problems: { call: string; problems: readonly ApplicationProblem[] }[] = [];
  for (const call of calls) {
    for (const track of call.tracks.values()) {
      const advised = adviseLine(call, track, answers);
      if ('problems' in advised) {
        problems.push({ call: call.document.id, problems: advised.problems });
        break;
      }
      lines.push(advised);
    }
  }
  const next = lines.find((line) => line.next)?.next;
  return { lines, next, problems };
}

/** What one line of a call says, where the answers differ from line to line. */
export function adviseLine(
  call: Call,
  track: Track,
  answers: Answers,
): LineAdvice | { readonly problems: readonly ApplicationProblem[] } {
  const read = prepareApplication(call, applicationOf(call, track, answers));
  if ('problems' in read) return read;
  const assessment = assess(read.prepared);
  const open =
    assessment.eligible === no ? [] : findOpenQuestions(assessment, answers.costs !== undefined);
  const canAnswer = (question: OpenQuestion): boolean =>
    question.kind !== 'fact' ||
    question.fact.proof === 'applicant' ||
    question.fact.proof === 'register';
  return {
    call: call.document.id,
    line: track.id,
    answer:
      assessment.eligible === yes ? 'fits' : assessment.eligible === no ? 'cannot' : 'depends',
    because: obstacles(assessment),
    open,
    next: open.find(canAnswer),
    grant: assessment.grant?.amount,
    assessment,
  };
}

/** Only what this call knows: answers to other calls' questions are not its business. */
function applicationOf(call: Call, track: Track, answers: Answers): ApplicationDocument {
  const facts = new Set(call.names.facts.map((slot) => slot.fact.id));
  const partnerFacts = new Set(call.names.partnerFacts.map((slot) => slot.fact.id));
  const categories = new Set(
    (track.costs?.categories ?? [])
      .filter((category) => !category.flat)
      .map((category) => category.id),
  );
  const keep = <T>(values: { readonly [key: string]: T }, names: ReadonlySet<string>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
  return {
    id: 'answers',
    ...(track.line === undefined ? {} : { line: track.id }),
    facts: keep(answers.facts, facts),
    ...(call.document.partnership && answers.partners
      ? {
          partners: answers.partners.map(({ facts: said = {}, ...partner }) => ({
            ...partner,
            facts: keep(said, partnerFacts),
          })),
        }
      : {}),
    ...(answers.costs && track.costs ? { costs: keep(answers.costs, categories) } : {}),
    ...(answers.requestedRate === undefined ? {} : { requestedRate: answers.requestedRate }),
  };
}

function obstacles({
  prepared,
  requirements,
  eligible,
  minimumProject,
}: Assessment): readonly Obstacle[] {
  const wanted = eligible === no ? outcomes.notMet : outcomes.unknown;
  const found = prepared.track.requirements.flatMap(({ document }, index) =>
    document.effect === 'exclude' && requirements[index] === wanted
      ? [{ requirement: document.id, article: document.article }]
      : [],
  );
  const minimum = prepared.track.grant?.document.minimumProject;
  const blocksMinimum = minimum && minimumProject === (eligible === no ? no : 2);
  return blocksMinimum ? [...found, { requirement: minimum.id, article: minimum.article }] : found;
}

/** Whether nothing about the grant is open any more. */
export function isGrantSettled(advice: LineAdvice): boolean {
  return advice.grant === undefined || isKnown(advice.grant);
}
