import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { readCall } from '../src/calls/index.ts';
import {
  advise,
  assess,
  isGrantSettled,
  prepareApplication,
  type Answers,
  type ApplicationDocument,
  type Call,
  type LineAdvice,
  type OpenQuestion,
  type Track,
} from '../src/engine/index.ts';
import { anyApplication } from './random-application.ts';

function load(id: string): Call {
  const file = `definitions/${id}/call.yaml`;
  const read = readCall({ definition: { file, text: readFileSync(file, 'utf8') } });
  if (read.type === 'refused') throw new Error(`${file} cannot be read`);
  return read.call;
}

/** In an interview the costs are those of the whole project. */
function withProjectCosts({ partners, ...application }: ApplicationDocument): ApplicationDocument {
  return {
    ...application,
    ...(partners && {
      partners: partners.map(({ id, role, facts = {} }) => ({ id, role, facts })),
    }),
  };
}

/** The answers so far with one question answered from what is really so. */
function answered(answers: Answers, question: OpenQuestion, real: ApplicationDocument): Answers {
  if (question.kind === 'costs') return { ...answers, costs: real.costs ?? {} };
  if (question.kind === 'partners')
    return {
      ...answers,
      partners: (real.partners ?? []).map(({ id, role }) => ({ id, role, facts: {} })),
    };
  const { fact, partner } = question;
  if (partner === undefined)
    return {
      ...answers,
      facts: { ...answers.facts, [fact.id]: real.facts[fact.id] ?? { notApplicable: true } },
    };
  const partners = (answers.partners ?? []).map((each, index) =>
    index === partner
      ? {
          ...each,
          facts: {
            ...each.facts,
            [fact.id]: real.partners?.[index]?.facts?.[fact.id] ?? { notApplicable: true },
          },
        }
      : each,
  );
  return { ...answers, partners };
}

function lineOf(call: Call, track: Track, answers: Answers): LineAdvice {
  const line = advise([call], answers).lines.find((each) => each.line === track.id);
  if (!line) throw new Error('no advice');
  return line;
}

describe.each(globSync('definitions/*/call.yaml').map((file) => file.split('/')[1] ?? ''))(
  '%s',
  (id) => {
    const call = load(id);
    const [track] = call.tracks.values();
    if (!track) throw new Error('a call has a line');

    test('asking one question after another ends, never asks twice, and says what the whole application says', () => {
      fc.assert(
        fc.property(anyApplication(call, track).map(withProjectCosts), (real) => {
          const read = prepareApplication(call, real);
          fc.pre('prepared' in read);
          const truth = 'prepared' in read ? assess(read.prepared) : undefined;
          let answers: Answers = { facts: {} };
          let advice = lineOf(call, track, answers);
          const asked = new Set<string>();
          while (advice.next) {
            const key =
              advice.next.kind === 'fact'
                ? `${advice.next.partner ?? ''}/${advice.next.fact.id}`
                : advice.next.kind;
            expect(asked).not.toContain(key);
            asked.add(key);
            const before = advice.grant;
            answers = answered(answers, advice.next, real);
            advice = lineOf(call, track, answers);
            if (before && advice.grant && advice.answer !== 'cannot') {
              expect(advice.grant.low).toBeGreaterThanOrEqual(before.low);
              expect(advice.grant.high).toBeLessThanOrEqual(before.high);
            }
          }
          if (advice.answer !== 'depends')
            expect(advice.answer).toBe(
              { 0: 'cannot', 1: 'fits', 2: 'depends' }[truth?.eligible ?? 2],
            );
          else
            for (const question of advice.open)
              expect(question.kind === 'fact' ? question.fact.proof : question.kind).toMatch(
                /office|panel/,
              );
        }),
        { numRuns: 40 },
      );
    }, 120_000);
  },
);

test('a first answer can rule a call out with its article, and nothing more is asked', () => {
  const call = load('produzione-sostenibile-2024');
  const four = Array.from({ length: 4 }, (_, index) => ({
    id: `firm-${index}`,
    role: index === 0 ? 'lead' : 'sme',
    facts: { size: 'small' },
  }));
  const { lines, next } = advise([call], { facts: {}, partners: four });
  expect(lines[0]).toMatchObject({ answer: 'cannot', next: undefined });
  expect(lines[0]?.because.length).toBeGreaterThan(0);
  expect(lines[0]?.because.every((each) => each.article.length > 3)).toBe(true);
  expect(next).toBeUndefined();
});

test('several calls are read with the same answers, each taking what it knows', () => {
  const calls = [
    'ricircolo-enti-locali-2024',
    'produzione-sostenibile-2024',
    'manifestazione-filiere-2022',
  ].map(load);
  const { lines, problems, next } = advise(calls, { facts: { inLombardy: false } });
  expect(problems).toEqual([]);
  const rejected = lines.filter((line) => line.answer === 'cannot');
  expect(rejected.map((line) => line.call)).toEqual(
    Array.from({ length: 7 }, () => 'ricircolo-enti-locali-2024'),
  );
  expect(next).toBeDefined();
  expect(lines.filter((line) => !isGrantSettled(line)).length).toBeGreaterThan(0);
});
