import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { anyApplication } from '../../../test/random-application.ts';
import { advise, type Answers, type ApplicationDocument, type Call } from '../../engine/index.ts';
import { readCall } from '../index.ts';
import { fillForm } from './fill-form.ts';
import { findNarrowing, holdInterview, type Interview, type Question } from './interview.ts';
import { readAnswer } from './read-answer.ts';
import { readSteps, writeSteps } from './read-steps.ts';
import type { AskedCall, CostValue, FactValue, Step } from './step.ts';
import { idOf } from './take-answer.ts';

function load(id: string): AskedCall {
  const file = `definitions/${id}/call.yaml`;
  const read = readCall({ definition: { file, text: readFileSync(file, 'utf8') } });
  if (read.type === 'refused') throw new Error(`${file} cannot be read`);
  return { slug: id, rules: read.call };
}

const ids = globSync('definitions/*/call.yaml').map((file) => file.split('/')[1] ?? '');

function hold(calls: readonly AskedCall[], steps: readonly Step[]): Interview {
  const held = holdInterview(calls, steps);
  if (held.type === 'unreadable') throw new Error(`${held.call}: ${held.message}`);
  return held.interview;
}

/** What is really so, with the partners in the order of their roles, and which questions stay open. */
interface Truth {
  readonly real: ApplicationDocument;
  readonly isKnown: (turn: number) => boolean;
}

function anyTruth({ rules }: AskedCall): fc.Arbitrary<Truth> {
  const roles = (rules.document.partnership?.roles ?? []).map(({ id }) => id);
  return fc
    .constantFrom(...rules.tracks.values())
    .chain((track) =>
      fc.tuple(anyApplication(rules, track), fc.infiniteStream(fc.integer({ min: 0, max: 5 }))),
    )
    .map(([application, stream]) => {
      const known: boolean[] = [];
      const partners = application.partners?.toSorted(
        (a, b) => roles.indexOf(a.role) - roles.indexOf(b.role),
      );
      return {
        real: { ...application, ...(partners && { partners }) },
        isKnown: (turn) => {
          while (known.length <= turn) known.push((stream.next().value ?? 0) > 0);
          return known[turn] ?? true;
        },
      };
    });
}

function realStep(question: Question, { real, isKnown }: Truth, turn: number): Step {
  const call = question.call.slug;
  const known = isKnown(turn);
  switch (question.kind) {
    case 'fact':
      return {
        call,
        kind: 'fact',
        fact: question.fact.id,
        value: known ? (real.facts[question.fact.id] ?? null) : null,
      };
    case 'each':
      return {
        call,
        kind: 'each',
        fact: question.fact.id,
        values: Object.fromEntries(
          question.partners.map(({ index }): [string, FactValue | null] => [
            String(index),
            known ? (real.partners?.[index]?.facts?.[question.fact.id] ?? null) : null,
          ]),
        ),
      };
    case 'partners': {
      const counts: Record<string, number> = {};
      for (const { id } of question.call.rules.document.partnership?.roles ?? []) counts[id] = 0;
      for (const { role } of real.partners ?? []) counts[role] = (counts[role] ?? 0) + 1;
      return { call, kind: 'partners', counts: known ? counts : null };
    }
    default: {
      const own = (question.track.costs?.categories ?? []).filter(({ flat }) => !flat);
      const costs: Record<string, CostValue> = {};
      for (const { id } of own) costs[id] = (real.costs?.[id] ?? '0.00') as CostValue;
      const { id: line } = question.track;
      return { call, kind: 'costs', line, costs: known ? costs : null };
    }
  }
}

/** What the steps say about one call, put together in the plainest way. */
function plainAnswers(rules: Call, track: string, steps: readonly Step[]): Answers {
  const facts: Record<string, FactValue> = {};
  let partners: { id: string; role: string; facts: Record<string, FactValue> }[] | undefined;
  let costs: ApplicationDocument['costs'];
  const categories = (line: string) =>
    JSON.stringify(rules.tracks.get(line)?.costs?.categories.map(({ id }) => id));
  for (const step of steps) {
    if (step.kind === 'fact' && step.value !== null) facts[step.fact] = step.value;
    if (step.kind === 'partners' && step.counts)
      partners = Object.entries(step.counts).flatMap(([role, count]) =>
        Array.from({ length: count }, (_, index) => ({ id: `${role} ${index}`, role, facts: {} })),
      );
    if (step.kind === 'each')
      for (const [index, value] of Object.entries(step.values)) {
        const partner = partners?.[Number(index)];
        if (partner && value !== null) partner.facts[step.fact] = value;
      }
    if (step.kind === 'costs' && step.costs && categories(step.line) === categories(track))
      ({ costs } = step as { readonly costs: NonNullable<ApplicationDocument['costs']> });
  }
  return { facts, ...(partners && { partners }), ...(costs && { costs }) };
}

function expectNeverContradicted(before: Interview, after: Interview): void {
  before.lines.forEach(({ advice: old }, index) => {
    const now = after.lines[index]?.advice;
    if (old.answer !== 'depends') expect(now?.answer).toBe(old.answer);
    if (!old.grant || !now?.grant || now.answer === 'cannot') return;
    expect(now.grant.low).toBeGreaterThanOrEqual(old.grant.low);
    expect(now.grant.high).toBeLessThanOrEqual(old.grant.high);
  });
}

const questionsMax = 200;

describe.each(ids)('%s', (id) => {
  const call = load(id);

  test('reaches an end, asks nothing twice, never contradicts itself, and says what the engine says', () => {
    fc.assert(
      fc.property(anyTruth(call), (truth) => {
        let interview = hold([call], []);
        const asked = new Set<string>();
        while (interview.next) {
          expect(asked.size).toBeLessThan(questionsMax);
          const question = interview.next;
          expect(asked).not.toContain(idOf(question));
          asked.add(idOf(question));
          const steps = [...interview.steps, realStep(question, truth, asked.size)];
          const after = hold([call], steps);
          expectNeverContradicted(interview, after);
          interview = after;
        }
        expect(asked.size).toBeGreaterThan(0);
        for (const { track, advice } of interview.lines) {
          const plain = advise([call.rules], plainAnswers(call.rules, track.id, interview.steps));
          expect(plain.problems).toEqual([]);
          const line = plain.lines.find((each) => each.line === track.id);
          expect([advice.answer, advice.because, advice.grant]).toEqual([
            line?.answer,
            line?.because,
            line?.grant,
          ]);
        }
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('what is said goes into an address and a form and comes out the same; what narrowed is found', () => {
    fc.assert(
      fc.property(
        anyTruth(call),
        fc.constantFrom('it' as const, 'en' as const),
        (truth, language) => {
          let interview = hold([call], []);
          for (let turn = 0; interview.next && turn < questionsMax; turn += 1) {
            const question = interview.next;
            const step = realStep(question, truth, turn);
            const steps = [...interview.steps, step];
            interview = hold([call], steps);
            const form = fillForm(interview, question, { changing: turn, language });
            const isUnknown = saysNothing(step);
            const read = readAnswer(question, form, { language, isUnknown });
            if (!isEmptyList(step)) expect(read).toEqual({ type: 'step', step });
          }
          const calls = new Map([[call.slug, call]]);
          expect(readSteps(writeSteps(interview.steps), calls)).toEqual({
            steps: interview.steps,
            dropped: 0,
          });
          expectEveryNarrowing(interview);
        },
      ),
      { numRuns: 8 },
    );
  }, 120_000);
});

function saysNothing(step: Step): boolean {
  if (step.kind === 'fact') return step.value === null;
  if (step.kind === 'partners') return step.counts === null;
  if (step.kind === 'costs') return step.costs === null;
  return step.kind === 'each' && Object.values(step.values).every((value) => value === null);
}

/** A list without rows cannot be typed: who has none of them does not answer. */
function isEmptyList(step: Step): boolean {
  if (step.kind !== 'fact' || !Array.isArray(step.value)) return false;
  const rows = step.value as readonly unknown[];
  return rows.length === 0 || rows.some((row) => Object.keys(row as object).length === 0);
}

/** Every step that changed the grant is there, and no other. */
function expectEveryNarrowing({ calls, steps, lines }: Interview): void {
  for (const line of lines) {
    const grants = Array.from({ length: steps.length + 1 }, (_, count) => {
      const before = hold([...calls.values()], steps.slice(0, count));
      return before.lines.find(({ track }) => track === line.track)?.advice.grant;
    });
    const wanted = grants.flatMap((grant, count) => {
      const before = grants[count - 1];
      if (!grant || (before?.low === grant.low && before.high === grant.high)) return [];
      return [{ step: count === 0 ? undefined : count - 1, ...grant }];
    });
    const hasFlip = line.advice.answer === 'cannot';
    const found = findNarrowing({ calls, steps, lines, next: undefined }, line);
    if (!hasFlip) expect(found).toEqual(wanted);
  }
}

test('calls share the answers to the same question, and no others', () => {
  const calls = ['innovazione-filiere-2021', 'innovazione-filiere-2019'].map(load);
  const counts = { lead: 1, partner: 1, large: 0 };
  const [first] = calls;
  const steps: Step[] = [{ call: first?.slug ?? '', kind: 'partners', counts }];
  const { lines } = hold(calls, steps);
  expect(lines.map(({ advice }) => advice.answer)).toEqual(['cannot', 'cannot', 'cannot']);
  const apart = hold([...calls, load('ricircolo-enti-locali-2024')], steps);
  expect(new Set(apart.lines.slice(3).map(({ advice }) => advice.answer))).toEqual(
    new Set(['depends']),
  );
});

test('costs of one line say nothing about a line with other costs: unknown stays unknown', () => {
  const call = load('ricircolo-enti-locali-2024');
  const before = hold([call], []);
  const [line] = before.lines;
  const costs = { works: '50000.00' };
  const step: Step = { call: call.slug, kind: 'costs', line: line?.track.id ?? '', costs };
  const after = hold([call], [step]);
  const changed = after.lines.filter(
    ({ advice }, index) =>
      JSON.stringify(advice.grant) !== JSON.stringify(before.lines[index]?.advice.grant),
  );
  expect(changed.map(({ track }) => track.id)).toEqual([line?.track.id]);
});
