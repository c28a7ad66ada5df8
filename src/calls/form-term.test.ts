import { describe, expect, test } from 'vitest';
import { readEdgeFields, readTermFields, type FormEdge } from './form-term.ts';

const edge = (day: string, time: string): FormEdge => ({ day, time });
const good = edge('2027-03-01', '09:00');

function read(opens: FormEdge, closes: FormEdge, isClosingNeeded = true) {
  const fields = readTermFields({ opens, closes }, 'en', { isClosingNeeded });
  if (fields.type === 'refused') return fields.errors;
  return [fields.term.opensAt.toISOString(), fields.term.closesAt?.toISOString() ?? null];
}

describe('the dates of a form', () => {
  test('are those of clocks in Italy', () => {
    expect(read(good, edge(' 2027-04-01 ', ' 16:00 '))).toEqual([
      '2027-03-01T08:00:00.000Z',
      '2027-04-01T14:00:00.000Z',
    ]);
  });

  test('may have no closing only where that is allowed', () => {
    expect(read(good, edge('', ''), false)).toEqual(['2027-03-01T08:00:00.000Z', null]);
    expect(read(good, edge('', ''))).toEqual([
      { field: 'closes-day', message: 'Choose the day' },
      { field: 'closes-time', message: 'Enter a time that exists, such as 16:00' },
    ]);
    expect(read(good, edge('2027-03-02', ''), false)).toMatchObject([{ field: 'closes-time' }]);
  });

  test.each([
    ['2027-02-30', '09:00', 'Enter a time that exists'],
    ['2027-03-01', '25:00', 'Enter a time that exists'],
    ['2027-03-01', '9', 'Enter a time that exists'],
    ['2027-03-01', "09:00'; drop table call", 'Enter a time that exists'],
    ['2300-01-01', '09:00', 'Enter a time that exists'],
    ['2027-03-28', '02:30', 'The clocks skip this hour'],
    ['2027-10-31', '02:30', 'comes twice'],
    ['2027-10-31', '02:30+05:00', 'offset is another'],
  ])('%s at %s is refused at its field', (day, time, message) => {
    expect(readEdgeFields('closes', edge(day, time), 'en')).toMatchObject({
      type: 'refused',
      errors: [{ field: 'closes-time', message: expect.stringContaining(message) as string }],
    });
  });

  test('say which of two hours could be meant, and take it with its offset', () => {
    const twice = readEdgeFields('closes', edge('2027-10-31', '02:30'), 'it');
    expect(twice).toMatchObject({
      errors: [{ message: expect.stringContaining('+02:00 oppure 2027-10-31T02:30') as string }],
    });
    expect(readEdgeFields('closes', edge('2027-10-31', '02:30+01:00'), 'it')).toEqual({
      type: 'instant',
      at: new Date('2027-10-31T01:30:00Z'),
    });
  });

  test('cannot be crossed', () => {
    expect(read(good, edge('2027-02-01', '16:00'))).toEqual([
      { field: 'closes-time', message: 'The closing comes before the opening' },
    ]);
  });
});
