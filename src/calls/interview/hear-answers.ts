import type { Answers, Call } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import { nameStep, sayStep } from './name-things.ts';
import { readSteps } from './read-steps.ts';
import { hear } from './step.ts';

/** What somebody said in the interview about one call, as an application can take it over. */
export interface HeardAnswers {
  readonly answers: Answers;
  /** The same in words. */
  readonly said: readonly { readonly about: string; readonly answer: string }[];
  /** Answers that these rules cannot read, and are left out. */
  readonly dropped: number;
}

/** Reads the answers that an address or a field carries; nothing in them is believed. */
export function hearAnswers(
  { slug, rules }: { readonly slug: string; readonly rules: Call },
  text: string,
  { line, language }: { readonly line?: string | undefined; readonly language: Language },
): HeardAnswers {
  const call = { slug, rules };
  const calls = new Map([[slug, call]]);
  const { steps, dropped } = readSteps(text, calls);
  const [first] = rules.tracks.values();
  const track = rules.tracks.get(line ?? '') ?? first;
  return {
    answers: track ? hear(calls, steps, { call, track }).answers : { facts: {} },
    said: steps
      .filter(({ kind }) => kind !== 'pass')
      .map((step) => ({
        about: nameStep(step, call, language),
        answer: sayStep(step, call, language),
      })),
    dropped,
  };
}
