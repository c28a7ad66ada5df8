import {
  adviseLine,
  FigureTooLarge,
  type LineAdvice,
  type OpenQuestion,
  type Track,
} from '../../engine/index.ts';
import { hear, keyOf, type AskedCall, type FactDocument, type Heard, type Step } from './step.ts';

/** What is to be asked next, and the line that needs it. */
export type Question = {
  readonly call: AskedCall;
  readonly track: Track;
  readonly neededBy: string;
  readonly article: string;
} & (
  | { readonly kind: 'fact'; readonly fact: FactDocument }
  /** The same of several partners at once, by their place. */
  | { readonly kind: 'each'; readonly fact: FactDocument; readonly partners: readonly Partner[] }
  | { readonly kind: 'partners' }
  | { readonly kind: 'costs' }
);

export interface Partner {
  readonly index: number;
  readonly role: string;
}

/** What a line says to what was heard so far. */
export interface LineResult {
  readonly call: AskedCall;
  readonly track: Track;
  readonly advice: LineAdvice;
  /** Questions that are still worth asking, those of several partners as one. */
  readonly questions: readonly Question[];
  readonly isPassed: boolean;
  /** What was said, as the rules read it. */
  readonly heard: Heard;
}

/** Calls with the answers of somebody who tries them. */
export interface Interview {
  readonly calls: ReadonlyMap<string, AskedCall>;
  readonly steps: readonly Step[];
  readonly lines: readonly LineResult[];
  readonly next: Question | undefined;
}

export type InterviewOutcome =
  | { readonly type: 'interview'; readonly interview: Interview }
  /** Answers that this call cannot read. */
  | { readonly type: 'unreadable'; readonly call: string; readonly message: string };

/** Listens to all calls; what they still need is asked line after line, in the order of their authors. */
export function holdInterview(
  calls: readonly AskedCall[],
  steps: readonly Step[],
): InterviewOutcome {
  const bySlug = new Map(calls.map((call) => [call.slug, call]));
  const lines: LineResult[] = [];
  for (const call of calls)
    for (const track of call.rules.tracks.values()) {
      const heard = hear(bySlug, steps, { call, track });
      const advice = listen(call, track, heard);
      if ('message' in advice) return { type: 'unreadable', call: call.slug, ...advice };
      const { isPassed } = heard;
      const questions = questionsOf({ call, track, advice, heard });
      lines.push({ call, track, advice, heard, questions, isPassed });
    }
  const next = lines.find((line) => !line.isPassed && line.questions.length > 0)?.questions[0];
  return { type: 'interview', interview: { calls: bySlug, steps, lines, next } };
}

/** What each line says to somebody who has said nothing: with many calls open, most answers say nothing to most lines. */
const silent = new WeakMap<Track, LineAdvice>();

/** The advice of one line, or why the answers cannot be read by it. */
function listen(
  { rules }: AskedCall,
  track: Track,
  { answers }: Heard,
): LineAdvice | { readonly message: string } {
  const isSilent = saysNothing(answers);
  const known = isSilent ? silent.get(track) : undefined;
  if (known) return known;
  try {
    const advised = adviseLine(rules, track, answers);
    if ('problems' in advised) return { message: advised.problems[0]?.message ?? '' };
    if (isSilent) silent.set(track, advised);
    return advised;
  } catch (error) {
    if (error instanceof FigureTooLarge) return { message: error.message };
    throw error;
  }
}

function saysNothing({ facts, ...others }: Heard['answers']): boolean {
  return (
    Object.keys(facts).length === 0 && Object.values(others).every((each) => each === undefined)
  );
}

function questionsOf({
  call,
  track,
  advice,
  heard: { asked, answers },
}: Pick<LineResult, 'call' | 'track' | 'advice' | 'heard'>): readonly Question[] {
  const found = new Map<string, Question>();
  const partners = new Map<FactDocument, Partner[]>();
  for (const open of advice.open) {
    if (!canBeAsked(open) || asked.has(keyOfOpen(open))) continue;
    const { neededBy, article } = open;
    if (open.kind !== 'fact') {
      found.set(open.kind, { call, track, neededBy, article, kind: open.kind });
      continue;
    }
    const { fact, partner } = open;
    if (partner === undefined) {
      found.set(fact.id, { call, track, neededBy, article, kind: 'fact', fact });
      continue;
    }
    const place = { index: partner, role: answers.partners?.[partner]?.role ?? '' };
    const others = partners.get(fact);
    if (others) {
      others.push(place);
      continue;
    }
    const list = [place];
    partners.set(fact, list);
    found.set(fact.id, { call, track, neededBy, article, kind: 'each', fact, partners: list });
  }
  return [...found.values()];
}

function keyOfOpen(open: OpenQuestion): string {
  return open.kind === 'fact' ? keyOf('fact', open.fact.id, open.partner) : open.kind;
}

/** What an office or a panel finds is not asked; nor is a fact of partners while nobody knows who they are. */
function canBeAsked(open: OpenQuestion): boolean {
  if (open.kind !== 'fact') return true;
  const { fact, partner } = open;
  if (fact.level === 'partner' && partner === undefined) return false;
  return fact.proof === 'applicant' || fact.proof === 'register';
}

/** A grant as it stood after a step; none for the beginning. */
export interface Narrowing extends Range {
  readonly step: number | undefined;
}

interface Range {
  readonly low: number;
  readonly high: number;
}

/** How the grant of a line narrowed, with the steps that narrowed it. Every answer can only narrow it, so halves suffice. */
export function findNarrowing(
  { calls, steps }: Interview,
  { call, track, advice }: Pick<LineResult, 'call' | 'track' | 'advice'>,
): readonly Narrowing[] {
  const at = (count: number) => {
    const heard = hear(calls, steps.slice(0, count), { call, track });
    const before = listen(call, track, heard);
    return 'message' in before ? undefined : before.grant;
  };
  const first = at(0);
  if (!first || !advice.grant) return [];
  const found: Narrowing[] = [{ step: undefined, ...first }];
  const search = (from: number, low: Range, to: number, high: Range): void => {
    if (from === to || (low.low === high.low && low.high === high.high)) return;
    if (to - from === 1) {
      found.push({ step: to - 1, ...high });
      return;
    }
    const middle = (from + to) >> 1;
    const between = at(middle) ?? low;
    search(from, low, middle, between);
    search(middle, between, to, high);
  };
  search(0, first, steps.length, advice.grant);
  return found;
}

/** The first and the last of it, where nobody looks for what lies between. */
export function findEnds(
  { calls, steps }: Interview,
  { call, track, advice: { grant } }: Pick<LineResult, 'call' | 'track' | 'advice'>,
): readonly Narrowing[] {
  const before = listen(call, track, hear(calls, [], { call, track }));
  if ('message' in before || !before.grant || !grant) return [];
  const { low, high } = before.grant;
  const first = { step: undefined, low, high };
  return low === grant.low && high === grant.high
    ? [first]
    : [first, { step: steps.length - 1, ...grant }];
}
