import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { englishIn, keysIn, wrongItalianIn } from './support/wrong-words.ts';

/** A text of the screens in both languages, with the place where it is written. */
interface Pair {
  readonly place: string;
  readonly it: unknown;
  readonly en: unknown;
}

const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /(?:words|refusals?)\.ts$/.test(file) && !file.startsWith('cli'))
  .map((file) => join('src', file));

const pairs = (await Promise.all(files.map(pairsOf))).flat();

/** Stands in for whatever a text is made from: every part of it, and what comes of asking it, is a day in May. */
const anything: object = new Proxy(function stand() {}, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => '8 maggio 2026' : anything),
  apply: () => anything,
});

/** What a text is for one, for several and for a day. */
function said(value: unknown): readonly unknown[] {
  if (typeof value !== 'function') return [value];
  const say = value as (...given: unknown[]) => unknown;
  return [
    say(...Array.from({ length: 9 }, () => anything)),
    ...[1, 8, '8 maggio 2026'].flatMap((stand) => attempt(() => say(...Array(9).fill(stand)))),
  ];
}

/** Nothing where a text is made from several things at once, which are no numbers and no days. */
function attempt(say: () => unknown): readonly unknown[] {
  try {
    const text = say();
    return /undefined|native code/.test(JSON.stringify(text)) ? [] : [text];
  } catch (error) {
    if (error instanceof TypeError) return [];
    throw error;
  }
}

async function pairsOf(file: string): Promise<readonly Pair[]> {
  const module = (await import(resolve(file))) as Record<string, unknown>;
  return Object.entries(module).flatMap(([name, value]) => pairsIn(value, `${file}: ${name}`));
}

/** Everything below that has one member for each language. */
function pairsIn(value: unknown, place: string): readonly Pair[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('it' in value && 'en' in value) return [{ place, it: value.it, en: value.en }];
  return Object.entries(value).flatMap(([name, each]) => pairsIn(each, `${place}.${name}`));
}

/** The texts at the ends, by the path that leads to them. */
function endsOf(value: unknown, path = ''): readonly (readonly [string, unknown])[] {
  if (typeof value === 'object' && value !== null && value.constructor !== Date)
    return Object.entries(value).flatMap(([name, each]) => endsOf(each, `${path}/${name}`));
  return [[path, value]];
}

const texts = (part: 'it' | 'en') =>
  pairs.flatMap(({ place, [part]: value }) =>
    endsOf(value).flatMap(([path, end]) => {
      const every = said(end).flatMap((each) => endsOf(each));
      return every.flatMap(([inner, text]) =>
        typeof text === 'string' ? [{ place: `${place}${path}${inner}`, text }] : [],
      );
    }),
  );

describe('words of screens', () => {
  test('are found where they are written', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(texts('it').length).toBeGreaterThan(3000);
  });

  test('are the same in both languages', () => {
    const uneven = pairs.flatMap(({ place, it, en }) => {
      const [italian, english] = [it, en].map((each) => new Map(endsOf(each)));
      return [...(italian?.keys() ?? []), ...(english?.keys() ?? [])]
        .filter((path) => typeof italian?.get(path) !== typeof english?.get(path))
        .map((path) => `${place}${path}`);
    });
    expect(uneven).toEqual([]);
  });

  test('have an Italian without English, and as Italian is written', () => {
    const wrong = texts('it').flatMap(({ place, text }) =>
      [...englishIn(text), ...keysIn(text), ...wrongItalianIn(text)].map(
        (what) => `${place}: ${what} in "${text}"`,
      ),
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  test('have an English in its own quotes and apostrophes', () => {
    const wrong = texts('en').filter(({ text }) => /\p{L}'\p{L}|[«»]/u.test(text));
    expect(wrong).toEqual([]);
  });
});
