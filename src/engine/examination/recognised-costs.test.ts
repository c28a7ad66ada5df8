import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/examined.ts';
import { assess } from '../assessment/assess.ts';
import type { Assessment } from '../assessment/assessment.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { ApplicationDocument, CostValue } from '../definition/application-document.ts';
import { compileCall, type Call } from '../definition/compile-call.ts';
import { explain } from '../explanation/explain.ts';
import { findFigure } from '../explanation/find-figure.ts';
import { checkExplanation } from '../explanation/recompute.ts';
import { sentenceOf } from '../explanation/sentence.ts';
import { findMisplaced, withFindings, type Finding } from './finding.ts';

const call = callOf('fictional-village-lamps', false);

const lamps = (costs: Record<string, CostValue>): ApplicationDocument => ({
  id: 'lume',
  line: 'light',
  facts: {},
  partners: [{ id: 'P1', role: 'lead', facts: { signed: true }, costs }],
});

const recognised = (subject: string, value: string | null, entry?: string): Finding => ({
  kind: 'cost',
  subject,
  partner: 'P1',
  value,
  ...(entry === undefined ? {} : { entry }),
});

function assessed(
  application: ApplicationDocument,
  findings: readonly Finding[] = [],
  of: Call = call,
): Assessment {
  const read = prepareApplication(of, withFindings(application, findings));
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return assess(read.prepared);
}

const centsOf = ({ costs }: Assessment, category: string, figures: 'declared' | 'admitted') => {
  const index = call.document.costs?.categories.findIndex(({ id }) => id === category) ?? -1;
  return costs?.[figures][index];
};
const exactly = (cents: number) => ({ low: cents, high: cents });

const items = lamps({
  poles: [
    { id: 'a', description: 'Pali di ghisa', amount: '12000.00' },
    { id: 'b', description: 'Pali di legno', amount: '8000.00' },
  ],
  masonry: '10000.00',
});

describe('what the office recognises of declared costs', () => {
  test('counts in the place of what was declared, under the same limits, to the cent', () => {
    const whole = assessed(items);
    const less = assessed(items, [recognised('poles', '3000.00', 'b')]);
    // By hand: poles 15,000.00; overheads 7% of them 1,050.00; masonry m and its care 2.5% of m, with m at most 30% of
    // the others: m = 0.3 × (16,050.00 + 121.28) = 4,851.38.
    expect(centsOf(less, 'poles', 'admitted')).toEqual(exactly(15_000_00));
    expect(centsOf(less, 'masonry', 'admitted')).toEqual(exactly(4_851_38));
    expect(less.costs?.total).toEqual(exactly(21_022_66));
    expect(less.costs?.declaredTotal).toEqual(exactly(30_000_00));
    expect(centsOf(less, 'poles', 'declared')).toEqual(exactly(20_000_00));
    expect(whole.costs?.total.low).toBeGreaterThan(21_022_66);
  });

  test('gives the same figures as declaring it, for a category and expense by expense', () => {
    const found = assessed(items, [
      recognised('poles', '0.00', 'a'),
      recognised('poles', '7999.99', 'b'),
      recognised('masonry', '123.45'),
    ]);
    const written = assessed(lamps({ poles: '7999.99', masonry: '123.45' }));
    expect(found.costs?.admitted).toEqual(written.costs?.admitted);
    expect(found.costs?.total).toEqual(written.costs?.total);
    expect(found.grant).toEqual(written.grant);
  });

  test('is told beside what was declared, and every figure follows from its inputs', () => {
    const root = explain(assessed(items, [recognised('poles', '3000.00', 'b')]));
    expect(checkExplanation(root)).toEqual([]);
    const poles = findFigure(root, 'cost:poles');
    const masonry = findFigure(root, 'cost:masonry');
    if (!poles || !masonry) throw new Error('no figures');
    expect(sentenceOf(poles, call, 'en')).toBe(
      'Poles: €15,000.00 admitted out of €20,000.00 declared, what the office recognises (art. 8, lett. A)',
    );
    expect(sentenceOf(poles, call, 'it').replaceAll(/\s/g, ' ')).toBe(
      'Pali: ammessi 15.000,00 € su 20.000,00 € dichiarati, quanto l’ufficio riconosce (art. 8, lett. A)',
    );
    const [counted] = poles.inputs;
    expect(counted?.rule.kind).toBe('recognised');
    expect(counted && sentenceOf(counted, call, 'en')).toContain('recognises €15,000.00 out of');
    const both = explain(
      assessed(items, [recognised('poles', '3000.00', 'b'), recognised('masonry', '9000.00')]),
    );
    const cut = findFigure(both, 'cost:masonry');
    expect(cut && sentenceOf(cut, call, 'en')).toContain(
      '€4,851.38 admitted out of €10,000.00 declared, of which the office recognises €9,000.00; limit 30%',
    );
    expect(sentenceOf(masonry, call, 'en')).not.toContain('recognises');
  });

  test('counts for no more than a later text declares, unless the call lets more be recognised', () => {
    const findings = [recognised('masonry', '9000.00')];
    const later = lamps({ poles: '90000.00', masonry: '4000.00' });
    expect(centsOf(assessed(later, findings), 'masonry', 'admitted')).toEqual(exactly(4_000_00));
    const { document } = call;
    if (!document.examination) throw new Error('no examination');
    const costs = { article: 'art. 10', aboveDeclared: true };
    const raised = compileCall({ ...document, examination: { ...document.examination, costs } });
    if (!('call' in raised)) throw new Error('not a call');
    const more = assessed(later, findings, raised.call);
    expect(centsOf(more, 'masonry', 'admitted')).toEqual(exactly(9_000_00));
  });

  test('is nothing any more once it is taken back, and has no place where nothing is declared', () => {
    const back = assessed(items, [recognised('masonry', '1.00'), recognised('masonry', null)]);
    expect(back.costs).toEqual(assessed(items).costs);
    const strays = [
      recognised('guide', '1.00'),
      recognised('poles', '1.00'),
      recognised('poles', '1.00', 'z'),
      recognised('masonry', '1.00', 'a'),
      { ...recognised('masonry', '1.00'), partner: 'P9' },
    ];
    expect(findMisplaced(items, strays)).toEqual(strays);
    expect(assessed(items, strays).costs).toEqual(assessed(items).costs);
  });

  test('of an amount that is not known yet is exact, and leaves what was declared open', () => {
    const open = lamps({ poles: { from: '1000.00', to: '2000.00' } });
    const read = assessed(open, [recognised('poles', '1500.00')]);
    expect(centsOf(read, 'poles', 'admitted')).toEqual(exactly(1_500_00));
    expect(centsOf(read, 'poles', 'declared')).toEqual({ low: 1_000_00, high: 2_000_00 });
    expect(checkExplanation(explain(read))).toEqual([]);
  });
});
