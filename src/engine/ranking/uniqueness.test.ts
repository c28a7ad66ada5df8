import { describe, expect, it } from 'vitest';
import { checkUniqueness, type UniquenessApplication } from './uniqueness.ts';

describe('checkUniqueness', () => {
  const local: UniquenessApplication[] = [
    { id: '1', applicants: ['Bergamo'], line: '4', subline: '4A' },
    { id: '2', applicants: ['Bergamo'], line: '4', subline: '4C' },
    { id: '3', applicants: ['Bergamo'], line: '1' },
    { id: '4', applicants: ['Bergamo', 'Seriate'], line: '4', subline: '4A' },
  ];

  it('D-9 one for each applicant and line, or for each applicant, line and sub-line', () => {
    expect(checkUniqueness(['applicant', 'line'], local)).toEqual([
      {
        key: [
          { part: 'applicant', value: 'Bergamo' },
          { part: 'line', value: '4' },
        ],
        applications: ['1', '2', '4'],
      },
    ]);
    const found = checkUniqueness(['applicant', 'line', 'subline'], local);
    expect(found.map(({ applications }) => applications)).toEqual([['1', '4']]);
  });

  it('E-6 lead of one proposal only, partner of many', () => {
    const proposals: UniquenessApplication[] = [
      { id: 'a', applicants: ['F'], lead: 'F', partners: ['G', 'H'] },
      { id: 'b', applicants: ['G'], lead: 'G', partners: ['F', 'H'] },
      { id: 'c', applicants: ['I'], lead: 'I', partners: ['F', 'G', 'H'] },
    ];
    expect(checkUniqueness(['lead'], proposals)).toEqual([]);
    const again = [...proposals, { id: 'd', applicants: ['F'], lead: 'F', partners: [] }];
    expect(checkUniqueness(['lead'], again)).toEqual([
      { key: [{ part: 'lead', value: 'F' }], applications: ['a', 'd'] },
    ]);
    expect(checkUniqueness(['partner'], proposals).map(({ key }) => key[0]!.value)).toEqual([
      'G',
      'H',
      'F',
    ]);
  });

  it('counts one who is named twice in the same application once', () => {
    expect(checkUniqueness(['applicant'], [{ id: '1', applicants: ['A', 'A'] }])).toEqual([]);
  });

  it('refuses a rule that names nothing', () => {
    expect(() => checkUniqueness([], local)).toThrow(RangeError);
  });
});
