import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { readCall } from '../src/calls/index.ts';
import {
  assess,
  figuresOf,
  listChecks,
  prepareApplication,
  sheetFigures,
  sheetOf,
  workExample,
  withFindings,
  type ApplicationDocument,
  type Call,
  type Check,
  type Finding,
  type SheetCriterion,
} from '../src/engine/index.ts';
import { anyApplication } from './random-application.ts';

function readOf(folder: string, isDecided: boolean): Call {
  const text = (name: string) => readFileSync(`definitions/${folder}/${name}`, 'utf8');
  const definition = { file: 'call.yaml', text: text('call.yaml') };
  const decisions = isDecided ? [{ file: 'decisions.yaml', text: text('decisions.yaml') }] : [];
  const read = readCall({ definition, decisions });
  if (read.type === 'refused') throw new Error(JSON.stringify(read.problems));
  return read.call;
}

const lines = readOf('ricircolo-enti-locali-2024', true);
const open = readOf('ricircolo-enti-locali-2024', false);

/** The application of an example of the definition, as it is written there. */
function exampleOf(call: Call, id: string): ApplicationDocument {
  const application = call.document.examples.find((each) => each.id === id)?.assess?.application;
  if (!application) throw new Error(`no example ${id}`);
  return application;
}

function checksOf(
  call: Call,
  application: ApplicationDocument,
  findings: readonly Finding[] = [],
): readonly Check[] {
  const read = prepareApplication(call, withFindings(application, findings));
  if ('prepared' in read) return listChecks(call, read.prepared, findings);
  fc.pre(!read.problems.every((problem) => problem.code === 'judgement-out-of-range'));
  throw new Error(JSON.stringify(read.problems));
}

const atThreshold = exampleOf(lines, 'd1-28-net-32-gross');

/** The same without its costs, which are those of its own sub-line. */
const { costs: _costs, ...uncosted } = atThreshold;

describe('the checks of a call with four lines', () => {
  const ids = (line: string, phase: string) =>
    checksOf(lines, { ...uncosted, line })
      .filter((check) => check.phase === phase)
      .map((check) => check.subject);

  test('hold for the line or the sub-line that the source names', () => {
    const always = [
      'waste-law',
      'waste-plan-coherence',
      'waste-hierarchy',
      'do-no-significant-harm',
    ];
    const specific = [...always, 'minimum-environmental-criteria'];
    for (const line of ['4b', '4c', '4d']) expect(ids(line, 'specific')).toEqual(specific);
    expect(ids('4a', 'specific')).toEqual([...specific, 'climate-check']);
    const bare = { ...uncosted, facts: {} };
    for (const line of ['linea-1', 'linea-2'])
      expect(checksOf(lines, { ...bare, line }).map((check) => check.subject)).toContain(
        'climate-check',
      );
    expect(
      checksOf(lines, { ...bare, line: 'linea-3' }).map((check) => check.subject),
    ).not.toContain('climate-check');
    expect(ids('4d', 'formal')).toEqual(
      expect.arrayContaining(['other-fractions', 'compulsory-fractions', 'mobile-without-works']),
    );
    expect(ids('4b', 'formal')).not.toContain('other-fractions');
    expect(ids('4b', 'merit')).toEqual([]);
  });

  test('ask the office for what it has not said yet, and only that', () => {
    const { wasteLaw: __, camApplicable: ___, ...said } = atThreshold.facts;
    const checks = checksOf(lines, { ...uncosted, line: '4a', facts: said });
    const asks = checks.map(({ subject, asks: places }) => [
      subject,
      places.map((place) => place.fact.id),
    ]);
    expect(asks.filter(([, places]) => (places ?? []).length > 0)).toEqual([
      ['waste-law', ['wasteLaw']],
      ['minimum-environmental-criteria', ['camApplicable']],
      ['climate-check', ['climateCheck']],
    ]);
  });
});

describe('the sheet of a call whose table is complete', () => {
  const read = prepareApplication(lines, atThreshold);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const { prepared } = read;
  const kinds = (criteria: readonly SheetCriterion[]) =>
    criteria.map((each) => [each.code, each.kind]);

  test('has its computed criteria filled in and asks for the judged ones', () => {
    const sheet = sheetOf(lines, prepared);
    expect(sheet?.gaps).toEqual([]);
    expect(kinds(sheet?.criteria ?? [])).toEqual([
      ['4.1', 'computed'],
      ['4.2', 'option'],
      ['4.3', 'computed'],
      ['4.4', 'computed'],
      ['4.5', 'computed'],
      ['4.6', 'option'],
      ['4.7', 'computed'],
    ]);
    const [, increase] = sheet?.criteria ?? [];
    expect(increase).toMatchObject({
      kind: 'option',
      fact: { id: 'collectionIncrease' },
      choices: [
        { value: 'small', points: 8_00 },
        { value: 'notable', points: 15_00 },
      ],
    });
  });

  const { collectionIncrease: _one, recyclingIncrease: _two, ...before } = atThreshold.facts;
  const unjudged = { ...atThreshold, facts: before };

  test('28 points and 4 of bonuses do not reach a threshold of 30 that is net of bonuses', () => {
    const entries = { collectionIncrease: 'small', recyclingIncrease: 'minor' };
    const sheet = sheetFigures(lines, unjudged, entries);
    expect(sheet).toMatchObject({
      type: 'figures',
      figures: {
        net: { low: 28_00, high: 28_00 },
        bonus: { low: 4_00, high: 4_00 },
        gross: { low: 32_00, high: 32_00 },
        thresholds: [{ on: 'net', atLeast: 30_00, reached: 'no' }],
        passes: 'no',
        open: [],
      },
    });
    const higher = sheetFigures(lines, unjudged, { ...entries, recyclingIncrease: 'significant' });
    expect(higher).toMatchObject({ figures: { net: { low: 31_00 }, passes: 'yes' } });
  });

  test('what is not judged stays open, and so does what follows from it', () => {
    expect(sheetFigures(lines, unjudged, {})).toMatchObject({
      figures: {
        net: { low: 28_00, high: 43_00 },
        passes: 'unknown',
        open: ['l4-objectives', 'l4-recycling'],
      },
    });
    const one = sheetFigures(lines, unjudged, { recyclingIncrease: 'minor' });
    if (one.type !== 'figures') throw new Error('the sheet can be read');
    expect(one.figures.open).toEqual(['l4-objectives']);
    expect(one.figures.passes).toBe('unknown');
  });

  test.each([
    [{ collectionIncrease: 'huge' }, 'wrong-type'],
    [{ collectionIncrese: 'small' }, 'not-judged'],
    [{ fractionsCollected: 3 }, 'not-judged'],
  ])('an entry that is not asked for or not possible is refused: %j', (entries, code) => {
    expect(sheetFigures(lines, unjudged, entries)).toMatchObject({
      type: 'refused',
      problems: [{ code }],
    });
  });

  test('is the same as the figures of the assessment once all is judged', () => {
    const { score } = assess(prepared);
    const figures = figuresOf(prepared);
    expect([figures?.net, figures?.bonus, figures?.gross]).toEqual([
      score?.net,
      score?.bonus,
      score?.gross,
    ]);
    expect([...(figures?.criteria.values() ?? [])]).toEqual(score?.criteria);
  });
});

test('a table with lost points cannot be filled in until they are decided, and says which', () => {
  const read = prepareApplication(open, { id: 'x', line: 'linea-2', facts: {} });
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  const sheet = sheetOf(open, read.prepared);
  const lost = (sheet?.criteria ?? []).filter((each) => each.kind === 'lost');
  const judged = open.document.score?.criteria.filter(
    ({ lines: at, by }) => at?.includes('linea-2') && JSON.stringify(by).includes('wasteReduction'),
  );
  expect(judged).toHaveLength(1);
  expect(lost.map((each) => each.id)).toContain(judged?.[0]?.id);
  expect(lost.every((each) => each.kind === 'lost' && each.gaps.length > 0)).toBe(true);
  const ids = new Set(sheet?.gaps.map((gap) => gap.id));
  for (const each of lost)
    if (each.kind === 'lost') for (const gap of each.gaps) expect(ids).toContain(gap.id);
  expect(ids).toContain('panel-consolidation');
});

test('an example of a definition is read with the gaps it fills', () => {
  const example = lines.document.examples.find((each) => each.examination);
  expect(example).toBeDefined();
  expect(workExample(lines.document, example!)).toBeUndefined();
});

const files = globSync('definitions/*/call.yaml').toSorted();

describe.each(files)('%s', (file) => {
  const call = readOf(file.split('/')[1] ?? '', true);
  const tracks = [...call.tracks.values()].map((track) => [track.id, track] as const);

  test.each(tracks)(
    'a finding changes no check in line %s that does not rest on its fact',
    (_, track) => {
      fc.assert(
        fc.property(
          anyApplication(call, track),
          anyApplication(call, track),
          fc.nat(),
          (application, other, seed) => {
            const finding = findingFrom(call, application, other, seed);
            fc.pre(finding !== undefined);
            const before = checksOf(call, application);
            const after = new Map(
              checksOf(call, application, [finding]).map((each) => [each.id, each]),
            );
            for (const check of before) {
              if (restsOn(check, finding)) continue;
              const what = `${check.id} after ${JSON.stringify(finding)}`;
              expect(after.get(check.id), what).toEqual(check);
            }
            expect(after.size).toBe(before.length);
          },
        ),
        { numRuns: 60 },
      );
    },
  );

  test.each(tracks)('what a check in line %s says early holds later', (_, track) => {
    const names = call.document.facts.map((fact) => fact.id);
    fc.assert(
      fc.property(
        anyApplication(call, track),
        fc.subarray(names, { minLength: 1 }),
        (whole, hidden) => {
          const late = new Map(checksOf(call, whole).map((each) => [each.id, each]));
          for (const check of checksOf(call, without(whole, hidden))) {
            const isOpen = check.verdict === 'unknown';
            if (check.kind === 'requirement' && check.clash.length === 0 && isOpen) {
              const named = [check.asks, check.missing, check.absent, check.gaps].flat();
              expect(named.length, `${check.id} says what it waits for`).toBeGreaterThan(0);
            }
            if (!isOpen) expect(isSame(check, late.get(check.id)), check.id).toBe(true);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A requirement that surely does not apply is as little an obstacle as one that is met. */
function isSame(early: Check, late: Check | undefined): boolean {
  const fine = (verdict: string | undefined): boolean =>
    verdict === 'met' || verdict === 'not-applicable';
  return early.verdict === late?.verdict || (fine(early.verdict) && fine(late?.verdict));
}

function restsOn(check: Check, { subject, partner }: Finding): boolean {
  return check.reads.some(
    (place) =>
      place.fact.id === subject &&
      (partner === undefined || place.partner === undefined || place.partner === partner),
  );
}

function without(application: ApplicationDocument, hidden: readonly string[]): ApplicationDocument {
  const keep = <T>(values: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(values).filter(([name]) => !hidden.includes(name)));
  const partners = application.partners?.map((partner) => ({
    ...partner,
    facts: keep(partner.facts ?? {}),
  }));
  return { ...application, facts: keep(application.facts), ...(partners ? { partners } : {}) };
}

/** Takes the value of one fact, of the project or of a partner, from another application. */
function findingFrom(
  call: Call,
  application: ApplicationDocument,
  other: ApplicationDocument,
  seed: number,
): Finding | undefined {
  const { facts } = call.document;
  const fact = facts[seed % facts.length];
  if (!fact) return undefined;
  const { id } = fact;
  if (fact.level !== 'partner') {
    const value = other.facts[id];
    return value === undefined ? undefined : { kind: 'fact', subject: id, value };
  }
  const partners = application.partners ?? [];
  const partner = partners[seed % Math.max(1, partners.length)]?.id;
  const value = other.partners?.[0]?.facts?.[id];
  if (partner === undefined || value === undefined) return undefined;
  return { kind: 'fact', subject: id, partner, value };
}
