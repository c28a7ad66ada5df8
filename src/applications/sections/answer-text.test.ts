import { expect, test } from 'vitest';
import { readAnswer, typedOf } from './answer-text.ts';
import type { FactDocument } from './draft-field.ts';

const label = { it: 'a', en: 'a' };
const text: FactDocument = { id: 'a', type: 'text', label, proof: 'applicant' };
const list: FactDocument = { ...text, type: 'list', fields: [{ ...text, type: 'money' }] };

test('lines of a text come back as they were, however the browser ends them', () => {
  const typed = { text: 'uno\r\ndue' };
  expect(readAnswer(text, { typed, seen: undefined, language: 'it' })).toEqual({
    type: 'answer',
    value: 'uno\ndue',
  });
});

test('an entry that no control can show stays; one whose fields were emptied goes', () => {
  const seen = [{ a: { unknown: true } }, { a: '10.00' }, { a: { from: '1.00', to: '2.00' } }];
  expect(typedOf(list, seen, 'it').rows).toEqual([{ a: '' }, { a: '10,00' }, { a: '' }]);
  const kept = { text: '', rows: [{ a: '' }, { a: '12,50' }] };
  expect(readAnswer(list, { typed: kept, seen, language: 'it' })).toEqual({
    type: 'answer',
    value: [seen[0], { a: '12.50' }, seen[2]],
  });
  const emptied = { text: '', rows: [{ a: '' }, { a: '' }, { a: '' }] };
  expect(readAnswer(list, { typed: emptied, seen, language: 'it' })).toEqual({
    type: 'answer',
    value: [seen[0], seen[2]],
  });
});
