import { describe, expect, it } from 'vitest';
import { parseDay } from '../calendar/civil-date.ts';
import { fraction } from '../numbers/fraction.ts';
import {
  beforeNumber,
  dayWords,
  elided,
  listWords,
  lowerFirst,
  moneyRange,
  moneyWords,
  percentWords,
  pointsRangeWords,
  pointsWords,
  rangeWords,
  rateWords,
  truthWords,
  wholeWords,
  type Language,
} from './words.ts';

const both = (write: (language: Language) => string): readonly string[] =>
  [write('it'), write('en')].map((text) => text.replaceAll('\u00A0', ' '));

describe('words', () => {
  it('writes amounts', () => {
    expect(both((language) => moneyWords(123_450, language))).toEqual(['1.234,50 €', '€1,234.50']);
    expect(both((language) => moneyWords(-5, language))).toEqual(['-0,05 €', '-€0.05']);
    expect(both((language) => moneyWords(123_456_789_00, language))).toEqual([
      '123.456.789,00 €',
      '€123,456,789.00',
    ]);
  });

  it('keeps a number and its unit together', () => {
    expect(moneyWords(100, 'it')).toBe('1,00\u00A0€');
    expect(percentWords(700, 'it')).toBe('7\u00A0%');
  });

  it('writes points, with one alone', () => {
    expect(both((language) => pointsWords(1250, language))).toEqual(['12,5 punti', '12.5 points']);
    expect(both((language) => pointsWords(100, language))).toEqual(['1 punto', '1 point']);
    expect(both((language) => pointsWords(0, language))).toEqual(['0 punti', '0 points']);
    expect(both((language) => pointsWords(-225, language))).toEqual([
      '-2,25 punti',
      '-2.25 points',
    ]);
  });

  it('writes whole numbers, percentages and rates', () => {
    expect(both((language) => wholeWords(12_000, language))).toEqual(['12.000', '12,000']);
    expect(both((language) => percentWords(1225, language))).toEqual(['12,25 %', '12.25%']);
    expect(both((language) => rateWords(fraction(7n, 100n), language))).toEqual(['7 %', '7%']);
    expect(both((language) => rateWords(fraction(1n, 3n), language))).toEqual(['1/3', '1/3']);
    expect(both((language) => rateWords(fraction(1n, 8n), language))).toEqual(['12,5 %', '12.5%']);
  });

  it('writes days', () => {
    const [first, later] = [parseDay('2025-08-01') ?? 0, parseDay('2025-01-15') ?? 0];
    expect(both((language) => dayWords(later, language))).toEqual([
      '15 gennaio 2025',
      '15 January 2025',
    ]);
    expect(both((language) => dayWords(first, language))).toEqual([
      '1° agosto 2025',
      '1 August 2025',
    ]);
  });

  it('writes truths, lists and stretches', () => {
    expect(both((language) => truthWords({ low: 1, high: 1 }, language))).toEqual(['sì', 'yes']);
    expect(both((language) => truthWords({ low: 0, high: 1 }, language))).toEqual([
      'non ancora noto',
      'not yet known',
    ]);
    expect(both((language) => listWords(['a', 'b', 'c'], language))).toEqual([
      'a, b e c',
      'a, b and c',
    ]);
    expect(both((language) => pointsRangeWords({ low: 0, high: 750 }, language))).toEqual([
      'tra 0 e 7,5 punti',
      'between 0 and 7.5 points',
    ]);
    expect(both((language) => moneyRange({ low: 0, high: Infinity }, language))).toEqual([
      'non ancora noto',
      'not yet known',
    ]);
    expect(both((language) => rangeWords({ low: 5, high: Infinity }, String, language))).toEqual([
      'almeno 5',
      'at least 5',
    ]);
  });

  it('puts the right article before a number', () => {
    expect(beforeNumber('il', '35 %')).toBe('il 35 %');
    expect(beforeNumber('il', '8 %')).toBe('l’8 %');
    expect(beforeNumber('il', '11,5 %')).toBe('l’11,5 %');
    expect(beforeNumber('dal', '1° agosto')).toBe('dal 1° agosto');
    expect(beforeNumber('dal', '11 agosto')).toBe('dall’11 agosto');
    expect(beforeNumber('il', '18 %')).toBe('il 18 %');
    expect(beforeNumber('al', '1.000')).toBe('al 1.000');
  });

  it('puts it right anywhere in a sentence', () => {
    expect(elided('Ricevuta il 8 maggio 2026, dal 11 al 12 del 1° mese')).toBe(
      'Ricevuta l’8 maggio 2026, dall’11 al 12 del 1° mese',
    );
    expect(elided('fino al 80 % della spesa, non al 18 %')).toBe(
      'fino all’80 % della spesa, non al 18 %',
    );
    expect(elided('Dal 11 maggio. Il 8 maggio.')).toBe('Dall’11 maggio. L’8 maggio.');
    expect(elided('Gal 8 e mail 8')).toBe('Gal 8 e mail 8');
  });

  it('makes the first letter small except in abbreviations', () => {
    expect(lowerFirst('Numero di PMI')).toBe('numero di PMI');
    expect(lowerFirst('CAM rispettati')).toBe('CAM rispettati');
  });
});
