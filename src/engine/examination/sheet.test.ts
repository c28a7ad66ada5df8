import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { both, compiled, gap, mill, mills } from '../../../test/mill-call.ts';
import { examined, panel } from '../../../test/mill-examination.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { CallDocument } from '../definition/call-document.ts';
import type { Call } from '../definition/compile-call.ts';
import type { CriterionDocument, ScoreDocument } from '../definition/score-document.ts';
import { consolidationRuleOf, outlierRuleOf } from './panel-rule.ts';
import { sheetFigures, type SheetEntries } from './sheet-figures.ts';
import { sheetOf, type Sheet } from './sheet.ts';

const score = mills.score!;
const [kind, floors, beauty] = score.criteria;

/** The invented call with these facts judged by the panel, and what else is changed. */
function judging(judged: readonly string[], change: Partial<CallDocument> = {}): Call {
  const facts = mills.facts.map((fact) =>
    judged.includes(fact.id) ? { ...fact, proof: 'panel' as const } : fact,
  );
  return compiled({ ...examined, facts, ...change });
}

function sheet(call: Call): Sheet {
  const read = prepareApplication(call, mill);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const made = sheetOf(call, read.prepared);
  if (!made) throw new Error('the call has a score');
  return made;
}

const withCriterion = (criterion: CriterionDocument): ScoreDocument => ({
  ...score,
  criteria: [kind!, floors!, criterion],
});

describe('a sheet', () => {
  test('asks for judgements and has everything else filled in', () => {
    expect(sheet(judging([]))).toEqual({
      article: 'art. 7',
      maximum: 30_00,
      criteria: [
        {
          id: 'C1',
          code: '1',
          title: both('Kind'),
          article: 'art. 7',
          min: 2_50,
          max: 10_00,
          kind: 'computed',
          points: { low: 10_00, high: 10_00 },
          figure: 'criterion:C1',
          asks: [],
        },
        {
          id: 'C2',
          code: '2',
          title: both('Floors'),
          article: 'art. 7',
          min: 0,
          max: 10_00,
          kind: 'computed',
          points: { low: 5_00, high: 5_00 },
          figure: 'criterion:C2',
          asks: [],
        },
        {
          id: 'C3',
          code: '3',
          title: both('Beauty'),
          article: 'art. 7',
          min: 0,
          max: 10_00,
          kind: 'points',
          fact: mills.facts.find((fact) => fact.id === 'beauty'),
          from: 0,
          to: 10_00,
          step: 2_00,
        },
      ],
      bonuses: [
        {
          id: 'early',
          title: both('Old'),
          article: 'art. 7',
          points: { low: 2_00, high: 2_00 },
          asks: [],
        },
      ],
      thresholds: [{ id: 'least', article: 'art. 7', on: 'net', atLeast: 10_00 }],
      alsoJudged: [],
      gaps: [],
    });
  });

  test('offers the options with their points, and asks for values that give points', () => {
    const [first, second] = sheet(judging(['kind', 'floors'])).criteria;
    expect(first).toMatchObject({
      kind: 'option',
      choices: [
        { value: 'water', label: both('water'), points: 10_00 },
        { value: 'wind', label: both('wind'), points: 2_50 },
      ],
    });
    expect(second).toMatchObject({ kind: 'value', fact: { id: 'floors' } });
    const set: CriterionDocument = {
      ...beauty!,
      by: {
        options: {
          fact: 'tools',
          points: [
            { is: 'saw', points: 4 },
            { is: 'stone', points: 6 },
          ],
          combine: 'sum',
        },
      },
    };
    const [, , third] = sheet(judging(['tools'], { score: withCriterion(set) })).criteria;
    expect(third).toMatchObject({ kind: 'options', combine: 'sum', max: 10_00 });
    const either: CriterionDocument = {
      ...beauty!,
      by: {
        options: {
          fact: 'turns',
          points: [
            { is: true, points: 10 },
            { is: false, points: 0 },
          ],
        },
      },
    };
    const [, , last] = sheet(judging(['turns'], { score: withCriterion(either) })).criteria;
    expect(last).toMatchObject({
      kind: 'option',
      choices: [
        { value: true, label: { it: 'Sì', en: 'Yes' }, points: 10_00 },
        { value: false, label: { it: 'No', en: 'No' }, points: 0 },
      ],
    });
  });

  test('asks for the facts of the panel that bonuses and derived facts rest on', () => {
    expect(sheet(judging(['turns'])).alsoJudged.map((fact) => fact.id)).toEqual(['turns']);
    const steps: CriterionDocument = {
      ...beauty!,
      by: {
        bands: {
          fact: 'steps',
          bands: [
            { below: 12, points: 0 },
            { from: 12, points: 10 },
          ],
        },
      },
    };
    const call = judging(['floors'], {
      score: { ...score, criteria: [kind!, { ...steps, id: 'C2' }, beauty!] },
    });
    expect(sheet(call).alsoJudged.map((fact) => fact.id)).toEqual(['floors']);
  });

  test('says what keeps a computed criterion open', () => {
    const { floors: _, ...facts } = mill.facts;
    const read = prepareApplication(judging([]), { ...mill, facts });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const [, second] = sheetOf(read.prepared.call, read.prepared)?.criteria ?? [];
    expect(second).toMatchObject({
      kind: 'computed',
      points: { low: 0, high: 10_00 },
      asks: [{ fact: { id: 'floors' } }],
    });
  });

  test('cannot be filled in where points are lost, and names the gaps', () => {
    const lostPoints: CriterionDocument = {
      ...beauty!,
      by: { judged: { fact: 'beauty', from: 0, to: gap('best') } },
    };
    const whole: CriterionDocument = { ...beauty!, by: { lost: gap('whole') } };
    for (const [criterion, id] of [
      [lostPoints, 'best'],
      [whole, 'whole'],
    ] as const) {
      const made = sheet(judging([], { score: withCriterion(criterion) }));
      expect(made.criteria[2]).toMatchObject({ kind: 'lost', gaps: [{ id }] });
      expect(made.gaps.map((each) => each.id)).toEqual([id]);
    }
    const thresholds = [{ ...score.thresholds[0]!, atLeast: gap('least') }];
    const [bonus] = score.bonuses!;
    const other = {
      ...score,
      thresholds,
      bonuses: [{ ...bonus!, points: gap('extra') }],
      bonusesGiven: gap('when'),
    };
    const consolidation = { ...panel, consolidation: gap('how') };
    const made = sheet(judging([], { score: other, panel: consolidation }));
    expect(made.gaps.map((each) => each.id)).toEqual(['least', 'extra', 'when', 'how']);
  });

  test('leaves a gap alone that does not touch this application', () => {
    const other: CriterionDocument = {
      ...kind!,
      by: {
        options: {
          fact: 'kind',
          points: [
            { is: 'water', points: 10 },
            { is: 'wind', points: gap('wind') },
          ],
        },
      },
    };
    const criteria = [{ ...other, max: 10 }, floors!, beauty!];
    const call = judging([], { score: { ...score, criteria } });
    expect(sheet(call).criteria[0]).toMatchObject({ kind: 'computed', points: { low: 10_00 } });
    const read = prepareApplication(call, { ...mill, facts: { ...mill.facts, kind: 'wind' } });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    expect(sheetOf(call, read.prepared)?.criteria[0]).toMatchObject({
      kind: 'lost',
      gaps: [{ id: 'wind' }],
    });
  });
});

describe('the figures of a sheet', () => {
  const call = judging([]);
  const { beauty: _, ...facts } = mill.facts;
  const unjudged = { ...mill, facts };
  const figures = (entries: SheetEntries) => {
    const read = sheetFigures(call, unjudged, entries);
    if (read.type !== 'figures') throw new Error(JSON.stringify(read));
    return read.figures;
  };

  test('are open until everything is judged', () => {
    expect(figures({})).toMatchObject({
      net: { low: 15_00, high: 25_00 },
      bonus: { low: 2_00, high: 2_00 },
      gross: { low: 17_00, high: 27_00 },
      thresholds: [{ id: 'least', reached: 'yes' }],
      passes: 'yes',
      open: ['C3'],
    });
    expect(figures({ beauty: 8 })).toMatchObject({ net: { low: 23_00, high: 23_00 }, open: [] });
    expect(figures({ beauty: { unknown: true } }).open).toEqual(['C3']);
  });

  test('tell each threshold by what it is read on, and a single criterion in the whole', () => {
    const [least] = score.thresholds;
    const thresholds = [
      { ...least!, id: 'high', on: 'gross' as const, atLeast: 26 },
      least!,
      { ...least!, id: 'low', on: 'gross' as const, atLeast: 5 },
    ];
    const criteria = [kind!, floors!, { ...beauty!, atLeast: 4 }];
    const own = judging([], { score: { ...score, thresholds, criteria } });
    const read = (judged: number) => {
      const reading = sheetFigures(own, unjudged, { beauty: judged });
      if (reading.type !== 'figures') throw new Error(JSON.stringify(reading));
      const { thresholds: told, passes } = reading.figures;
      return [told.map(({ id, reached }) => `${id} ${reached}`), passes];
    };
    expect(read(10)).toEqual([['least yes', 'high yes', 'low yes'], 'yes']);
    expect(read(8)).toEqual([['least yes', 'high no', 'low yes'], 'no']);
    expect(read(2)).toEqual([['least yes', 'high no', 'low yes'], 'no']);
  });

  test.each([
    [{ beauty: 12 }, 'judgement-out-of-range'],
    [{ beauty: 3 }, 'judgement-out-of-range'],
    [{ beauty: 'much' }, 'wrong-type'],
    [{ beuty: 3 }, 'not-judged'],
    [{ floors: 3 }, 'not-judged'],
  ])('are refused for %j', (entries, code) => {
    expect(sheetFigures(call, unjudged, entries as SheetEntries)).toMatchObject({
      type: 'refused',
      problems: [{ code, path: ['facts', Object.keys(entries)[0]] }],
    });
  });

  test('are none where nothing is scored, or where the application cannot be read', () => {
    const {
      score: _score,
      ranking: _ranking,
      panel: _panel,
      phases: _phases,
      ...rest
    } = {
      ...mills,
      ...examined,
    };
    const bare = compiled({ ...rest, score: undefined, ranking: undefined } as never);
    expect(sheetFigures(bare, mill, {})).toEqual({ type: 'no-score' });
    expect(sheetFigures(call, { ...mill, line: 'sea' }, {})).toMatchObject({
      type: 'refused',
      problems: [{ code: 'unknown-line' }],
    });
  });

  test('lie within what was said before they were complete', () => {
    const points = fc.option(
      fc.integer({ min: 0, max: 5 }).map((each) => each * 2),
      {
        nil: undefined,
      },
    );
    const floorsKnown = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined });
    fc.assert(
      fc.property(points, floorsKnown, (judged, count) => {
        const { floors: __, ...bare } = facts;
        const application = {
          ...mill,
          facts: count === undefined ? bare : { ...bare, floors: count },
        };
        const entries = judged === undefined ? {} : { beauty: judged };
        const early = sheetFigures(call, application, entries);
        const late = sheetFigures(
          call,
          { ...application, facts: { ...application.facts, floors: count ?? 3 } },
          { beauty: judged ?? 4 },
        );
        if (early.type !== 'figures' || late.type !== 'figures') throw new Error('both are read');
        expect(late.figures.open).toEqual([]);
        expect(early.figures.net.low).toBeLessThanOrEqual(late.figures.net.low);
        expect(early.figures.net.high).toBeGreaterThanOrEqual(late.figures.net.high);
        if (early.figures.passes !== 'unknown')
          expect(early.figures.passes).toBe(late.figures.passes);
        const isOpen = judged === undefined || count === undefined;
        expect(early.figures.open.length > 0).toBe(isOpen);
      }),
    );
  });
});

describe('how sheets become one', () => {
  const ruleOf = (call: Call, code: string) => {
    const criterion = sheet(call).criteria.find((each) => each.code === code);
    if (!criterion) throw new Error(`no criterion ${code}`);
    return consolidationRuleOf(call, criterion);
  };

  test('follows from the panel and from what the sheet asks', () => {
    const mean = { ...panel, consolidation: 'mean', rounding: { to: '0.5', by: 'down' } } as const;
    expect(ruleOf(judging([], { panel: mean }), '3')).toEqual({
      type: 'rule',
      rule: {
        method: 'mean',
        rounding: { to: 50, by: 'down' },
        range: { kind: 'steps', from: 0, to: 10_00, step: 2_00 },
      },
    });
    const median = { ...panel, consolidation: 'median' } as const;
    expect(ruleOf(judging(['kind'], { panel: median }), '1')).toMatchObject({
      rule: { method: 'median', range: { kind: 'choices', points: [10_00, 2_50] } },
    });
    expect(ruleOf(judging([]), '1')).toEqual({ type: 'not-judged' });
    expect(ruleOf(judging(['floors']), '2')).toMatchObject({
      rule: { method: 'collegial', range: { kind: 'steps', from: 0, to: 10_00 } },
    });
  });

  test('waits for what is not decided, and only where it matters', () => {
    const how = { ...panel, consolidation: gap('how') };
    expect(ruleOf(judging([], { panel: how }), '3')).toMatchObject({ gaps: [{ id: 'how' }] });
    const open = { ...panel, consolidation: 'mean', rounding: gap('to') } as const;
    expect(ruleOf(judging([], { panel: open }), '3')).toMatchObject({ gaps: [{ id: 'to' }] });
    const agreed = { ...open, consolidation: 'collegial' } as const;
    expect(ruleOf(judging([], { panel: agreed }), '3')).toMatchObject({ type: 'rule' });
    const lost = withCriterion({ ...beauty!, by: { lost: gap('whole') } });
    expect(ruleOf(judging([], { score: lost }), '3')).toMatchObject({ gaps: [{ id: 'whole' }] });
    expect(consolidationRuleOf(compiled(), sheet(judging([])).criteria[0]!)).toEqual({
      type: 'no-panel',
    });
  });

  test('points out nothing while nobody said how far is far', () => {
    expect(outlierRuleOf(judging([]))).toEqual({ outlierPoints: undefined });
    const open = { ...panel, outlierPoints: gap('far') };
    expect(outlierRuleOf(judging([], { panel: open }))).toEqual({ outlierPoints: undefined });
    const said = { ...panel, outlierPoints: '7.5' };
    expect(outlierRuleOf(judging([], { panel: said }))).toEqual({ outlierPoints: 7_50 });
  });
});
