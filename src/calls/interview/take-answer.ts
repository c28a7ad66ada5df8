import type { FieldError, Language } from '../../platform/page/index.ts';
import { holdInterview, type Interview, type Question } from './interview.ts';
import { readAnswer, textOf, type Form } from './read-answer.ts';
import { stepsMax } from './read-steps.ts';
import { findFact, hear, type Step } from './step.ts';
import { interviewWords } from './words.ts';

/** What a form led to: other steps, or the same page with what has to be put right. */
export type Move =
  | {
      readonly type: 'moved';
      readonly steps: readonly Step[];
      readonly notices: readonly string[];
      readonly changing?: number;
    }
  | {
      readonly type: 'shown';
      readonly notices: readonly string[];
      readonly changing?: number;
      readonly form?: Form;
      readonly errors?: readonly FieldError[];
    };

/** Tells questions apart: the same for every line that needs the same answer. */
export function idOf(question: Question): string {
  const { call, kind } = question;
  switch (question.kind) {
    case 'fact':
      return `${call.slug} ${kind} ${question.fact.id}`;
    case 'each':
      return `${call.slug} ${kind} ${question.fact.id} ${question.partners.map(({ index }) => index).join(',')}`;
    case 'partners':
      return `${call.slug} ${kind}`;
    default:
      return `${call.slug} ${kind} ${question.track.id}`;
  }
}

/** The question that a step answered, asked again. */
export function changedQuestion(interview: Interview, place: number): Question | undefined {
  const step = interview.steps[place];
  const call = step && interview.calls.get(step.call);
  const [first] = call ? call.rules.tracks.values() : [];
  if (!call || !first || step.kind === 'pass') return undefined;
  const others = interview.steps.filter((_, index) => index !== place);
  const held = holdInterview([...interview.calls.values()], others);
  const open =
    held.type === 'interview' ? held.interview.lines.flatMap((line) => line.questions) : [];
  const again = open.find((question) => isAnswerOf(step, question));
  const track = (step.kind === 'costs' && call.rules.tracks.get(step.line)) || first;
  const about = again
    ? { call, track: again.track, neededBy: again.neededBy, article: again.article }
    : { call, track, neededBy: '', article: '' };
  switch (step.kind) {
    case 'partners':
      return { ...about, kind: 'partners' };
    case 'costs':
      return { ...about, track, kind: 'costs' };
    default: {
      const fact = findFact(call, step.fact);
      if (!fact) return undefined;
      if (step.kind === 'fact') return { ...about, kind: 'fact', fact };
      const { answers } = hear(interview.calls, interview.steps, { call, track: first });
      const partners = Object.keys(step.values)
        .map(Number)
        .filter((index) => index < (answers.partners?.length ?? 0))
        .map((index) => ({ index, role: answers.partners?.[index]?.role ?? '' }));
      return partners.length === 0 ? undefined : { ...about, kind: 'each', fact, partners };
    }
  }
}

function isAnswerOf(step: Step, question: Question): boolean {
  if (step.call !== question.call.slug || step.kind !== question.kind) return false;
  if (question.kind === 'partners') return true;
  if (question.kind === 'costs') return step.kind === 'costs' && step.line === question.track.id;
  return (step.kind === 'fact' || step.kind === 'each') && step.fact === question.fact.id;
}

/** Carries out what the form asks for: an answer, a change, going on without this line. */
export function answerWith(interview: Interview, form: Form, language: Language): Move {
  const { steps } = interview;
  const change = placeIn(steps, textOf(form, 'change'));
  if (change !== undefined && steps[change]?.kind !== 'pass')
    return { type: 'moved', steps, notices: [], changing: change };
  const resumed = placeIn(steps, textOf(form, 'resume'));
  if (resumed !== undefined && steps[resumed]?.kind === 'pass')
    return { type: 'moved', steps: steps.toSpliced(resumed, 1), notices: [] };
  const at = placeIn(steps, textOf(form, 'at'));
  const question = at === undefined ? interview.next : changedQuestion(interview, at);
  if (!question) return { type: 'moved', steps, notices: [] };
  const changing = at === undefined ? {} : { changing: at };
  if (textOf(form, 'q') !== idOf(question))
    return { type: 'shown', notices: [interviewWords[language].questionChanged], ...changing };
  return answerQuestion(interview, { question, at, form, language });
}

function placeIn(steps: readonly Step[], text: string): number | undefined {
  const place = /^\d{1,4}$/.test(text) ? Number(text) : -1;
  return place >= 0 && place < steps.length ? place : undefined;
}

interface Answering {
  readonly question: Question;
  readonly at: number | undefined;
  readonly form: Form;
  readonly language: Language;
}

function answerQuestion(interview: Interview, answering: Answering): Move {
  const { question, at, form, language } = answering;
  const act = textOf(form, 'act');
  const changing = at === undefined ? {} : { changing: at };
  if (act === 'more')
    return { type: 'shown', notices: [], form: withMoreRows(question, form), ...changing };
  if (act === 'pass' || act === 'pass-line')
    return { type: 'moved', steps: [...interview.steps, ...passesOf(question, act)], notices: [] };
  const read = readAnswer(question, form, { language, isUnknown: act === 'unknown' });
  if (read.type === 'refused')
    return { type: 'shown', notices: [], form, errors: read.errors, ...changing };
  return settle(interview, answering, read.step);
}

/** Nothing more about this line, or about any line of its call. */
function passesOf({ call, track }: Question, act: 'pass' | 'pass-line'): readonly Step[] {
  const lines = act === 'pass-line' ? [track.id] : [...call.rules.tracks.keys()];
  return lines.map((line) => ({ call: call.slug, kind: 'pass', line }));
}

/** An answer that the calls cannot read together with the others is told at its field. */
function settle(interview: Interview, { at, form, language }: Answering, step: Step): Move {
  const words = interviewWords[language];
  const { steps, notices } = withStep(interview.steps, { step, at, language });
  const held = holdInterview([...interview.calls.values()], steps);
  if (held.type === 'interview' && steps.length <= stepsMax)
    return { type: 'moved', steps, notices };
  const why = held.type === 'unreadable' ? held.message : String(stepsMax);
  const errors = [{ field: firstField(step), message: words.errors.impossible(why) }];
  return {
    type: 'shown',
    notices: [],
    form,
    errors,
    ...(at === undefined ? {} : { changing: at }),
  };
}

function firstField(step: Step): string {
  if (step.kind === 'partners') return `v-${Object.keys(step.counts ?? {})[0] ?? ''}`;
  if (step.kind === 'costs') return `v-${Object.keys(step.costs ?? {})[0] ?? ''}`;
  return 'v';
}

/** Other partners are others: what was said about single ones is not theirs. */
function withStep(
  steps: readonly Step[],
  {
    step,
    at,
    language,
  }: { readonly step: Step; readonly at: number | undefined; readonly language: Language },
): { readonly steps: readonly Step[]; readonly notices: readonly string[] } {
  if (at === undefined) return { steps: [...steps, step], notices: [] };
  const before = steps[at];
  const replaced = steps.with(at, step);
  const isSame = JSON.stringify(before) === JSON.stringify(step);
  if (step.kind !== 'partners' || isSame) return { steps: replaced, notices: [] };
  const kept = replaced.filter((each) => each.kind !== 'each');
  const isDropped = kept.length < replaced.length;
  return {
    steps: kept,
    notices: isDropped ? [interviewWords[language].partnersChanged] : [],
  };
}

function withMoreRows(question: Question, form: Form): Form {
  if (question.kind !== 'fact' || question.fact.type !== 'list') return form;
  const rows = Object.keys(form).flatMap((name) => {
    const row = /^v-(\d{1,2})-/.exec(name)?.[1];
    return row === undefined ? [] : [Number(row)];
  });
  const [first] = question.fact.fields ?? [];
  const last = Math.min(Math.max(0, ...rows) + 5, 59);
  const name = `v-${last}-${first?.id ?? ''}`;
  return { ...form, [name]: textOf(form, name) };
}
