import { expect, test } from 'vitest';
import { numberOf, shortTitle } from './row-name.tsx';

test.each([
  ['Linea 1: lampioni nuovi', 'Linea 1'],
  ['Linea 4A. Compostaggio di comunità', 'Linea 4A'],
  ['Ri.circo.lo. - Risorse Circolari in Lombardia per gli Enti Locali', 'Ri.circo.lo.'],
  ['Lampioni di borgo 2027 (bando inventato)', 'Lampioni di borgo 2027'],
  ['Sentieri', 'Sentieri'],
  ['Economia circolare – fase 3', 'Economia circolare'],
])('the short title of %s', (title, short) => {
  expect(shortTitle(title)).toBe(short);
});

test('the number of a protocol stands without its call', () => {
  expect(numberOf('lampioni-2027', 12)).toBe('000012');
});
