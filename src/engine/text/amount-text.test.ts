import { expect, test } from 'vitest';
import { centsMax } from '../numbers/money.ts';
import { readAmount, writeAmount } from './amount-text.ts';

test.each([
  ['1.234,50', 'it', 123_450],
  ['1234,5', 'it', 123_450],
  ['1.234', 'it', 123_400],
  ['€ 12.345.678,90', 'it', 1_234_567_890],
  ['1 234,50 €', 'it', 123_450],
  ['0', 'it', 0],
  ['007', 'it', 700],
  ['1,234.50', 'it', 123_450],
  ['1234.50', 'it', 123_450],
  ['1,234.50', 'en', 123_450],
  ['1,234', 'en', 123_400],
  ['1.5', 'en', 150],
  ['1.234,50', 'en', 123_450],
] as const)('%s on a page in %s', (text, style, cents) => {
  expect(readAmount(text, style)).toEqual({ type: 'amount', cents });
});

test.each([
  ['150.0000', 'it', 'unreadable'],
  ['300.00,00', 'it', 'unreadable'],
  ['33.206.777.91', 'it', 'unreadable'],
  ['1.2.3', 'it', 'unreadable'],
  ['12,345,6', 'en', 'unreadable'],
  ['-5', 'it', 'unreadable'],
  ['', 'it', 'unreadable'],
  ['1e3', 'it', 'unreadable'],
  ['=1+1', 'it', 'unreadable'],
  ['1,234', 'it', 'ambiguous'],
  ['1.234', 'en', 'ambiguous'],
  ['1.5', 'it', 'ambiguous'],
  ['1000000000000', 'it', 'too-large'],
] as const)('%s on a page in %s is refused: %s', (text, style, code) => {
  expect(readAmount(text, style)).toEqual({ type: 'refused', code });
});

test('what is written is read back to the cent, in either style', () => {
  for (const cents of [0, 1, 99, 100, 99_999, 100_000, 123_456_789, centsMax])
    for (const style of ['it', 'en'] as const)
      for (const page of ['it', 'en'] as const)
        expect(readAmount(writeAmount(cents, style), page)).toEqual({ type: 'amount', cents });
});
