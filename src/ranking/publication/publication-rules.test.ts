import { describe, expect, test } from 'vitest';
import type { PublicationDocument } from '../../engine/index.ts';
import { namingRules, showHolder, type HolderRow } from './publication-rules.ts';

const publication: PublicationDocument = {
  article: 'art. 26',
  norm: 'Resolution 1',
  office: 'Office',
  official: 'Ada Api',
  chosenBy: { it: 'Graduatoria', en: 'Ranking' },
  threshold: '1000.00',
  naturalPersons: 'named',
  hardship: false,
};
const gap = { unknown: { id: 'g', state: 'absent', note: { it: 'x', en: 'x' } } } as const;
const person: HolderRow = {
  name: 'Bea Bruni',
  fiscalCode: 'BRNBEA80A41H501X',
  total: 80_000,
  province: 'BG',
  municipality: 'Lallio',
  municipalityCode: '016123',
};
const town: HolderRow = { ...person, name: 'Comune di Lallio', fiscalCode: '00000019992' };

const shown = (holder: HolderRow, more: Partial<PublicationDocument> = {}, year = 120_000) =>
  showHolder(holder, namingRules({ ...publication, ...more }), () => year);

describe('an organisation', () => {
  test.each([{}, { hardship: true }, { naturalPersons: 'withheld' as const }, { threshold: gap }])(
    'is named with its code, whatever the rules say of persons: %o',
    (more) => {
      expect(shown({ ...town, total: 0 }, more, 0)).toMatchObject({
        name: 'Comune di Lallio',
        fiscalCode: '00000019992',
        municipality: 'Lallio',
        withheld: null,
      });
    },
  );
});

describe('a natural person', () => {
  test('is named above the threshold of the year, never with the code', () => {
    expect(shown(person)).toMatchObject({ name: 'Bea Bruni', fiscalCode: null, withheld: null });
  });

  test('at the threshold is not above it', () => {
    expect(shown(person, {}, 100_000).withheld).toBe('below-threshold');
    expect(shown(person, {}, 100_001).withheld).toBeNull();
  });

  test.each([
    ['hardship', { hardship: true }],
    ['natural-person', { naturalPersons: 'withheld' }],
    ['rule-unknown', { naturalPersons: gap }],
    ['rule-unknown', { hardship: gap }],
    ['rule-unknown', { threshold: gap }],
  ] as const)('is not named for the reason %s: %o', (why, more) => {
    expect(shown(person, more)).toMatchObject({ name: null, fiscalCode: null, withheld: why });
  });

  test('without a grant is not named', () => {
    expect(shown({ ...person, total: 0 }).withheld).toBe('no-grant');
  });

  test('where a grant tells of hardship, or may, cannot be found by the municipality either', () => {
    for (const hardship of [true, gap])
      expect(shown(person, { hardship })).toMatchObject({
        province: 'BG',
        municipality: null,
        municipalityCode: null,
      });
    expect(shown(person, { naturalPersons: 'withheld' }).municipality).toBe('Lallio');
  });

  test('of a call without rules of publication is not named', () => {
    expect(showHolder(person, namingRules(undefined), () => 1e9)).toMatchObject({
      name: null,
      withheld: 'rule-unknown',
      municipality: null,
    });
  });
});
