import { readFileSync } from 'node:fs';
import { globSync } from 'tinyglobby';
import { describe, expect, test } from 'vitest';
import { readCallDocument } from '../src/calls/index.ts';
import type { CallDocument } from '../src/engine/index.ts';

const documents = new Map(
  globSync('definitions/*/call.yaml').map((file): [string, CallDocument] => {
    const read = readCallDocument(readFileSync(file, 'utf8'), file);
    if (read.type === 'refused') throw new Error(`${file} cannot be read`);
    return [read.document.id, read.document];
  }),
);

function load(id: string): CallDocument {
  const document = documents.get(id);
  if (!document) throw new Error(`there is no call ${id}`);
  return document;
}

function noticesOf(id: string): ReadonlyMap<string, string> {
  return new Map(
    (load(id).notices ?? []).map((notice) => [notice.id, `${notice.kind}: ${notice.text.it}`]),
  );
}

/** Traps of the sources: D the local authorities, C production, E and F chains, A and B the programme. */
const traps = Object.entries({ D: 17, C: 10, E: 12, F: 4, A: 7, B: 3 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}-${index + 1}`),
);

describe('traps that no example can show', () => {
  test('D-14: words damaged in the source are notices, and every lost point is a gap, not a number', () => {
    const notices = noticesOf('ricircolo-enti-locali-2024');
    for (const id of [
      'damaged-words',
      'damaged-tables',
      'subject-requirements-twice',
      'composting-twice',
    ])
      expect(notices.has(id), id).toBe(true);
    const lost = JSON.stringify(load('ricircolo-enti-locali-2024').score).matchAll(
      /"state":"lost"/g,
    );
    expect([...lost].length).toBeGreaterThan(15);
  });

  test('E-10: slips of print of the resolution are said, not silently mended', () => {
    expect(noticesOf('manifestazione-filiere-2022').get('slips-of-print')).toMatch(/^slip: .*202»/);
  });

  test('E-12: the result codes of the act are plain words that no rule reads', () => {
    const { facts, eligibility } = load('manifestazione-filiere-2022');
    expect(JSON.stringify([facts, eligibility])).not.toContain('14.1.4');
  });

  test('F-4: where printed digits disagree, the ones that add up are used and the others are a notice', () => {
    expect(
      [...noticesOf('innovazione-filiere-2021').keys()].some((id) => id.startsWith('f-4')),
    ).toBe(true);
    const pots = load('innovazione-filiere-2021').funding?.pots ?? [];
    const amounts = pots.map((pot) => pot.amount);
    expect(amounts).toEqual(expect.arrayContaining(['2756000.00', '865000.00']));
  });
});

test('every trap has a test named after it', () => {
  const titles = [...documents.values()].flatMap((document) =>
    document.examples.map((example) => example.title),
  );
  const sources = globSync(['src/**/*.test.ts', 'test/**/*.test.ts']).map((file) =>
    readFileSync(file, 'utf8'),
  );
  const named = [
    ...titles,
    ...sources.flatMap((text) =>
      [...text.matchAll(/test\(\s*['"`]([^'"`]+)/g)].map(([, name = '']) => name),
    ),
  ];
  const missing = traps.filter(
    (trap) => !named.some((name) => new RegExp(`(^|\\b)${trap}\\b`).test(name)),
  );
  expect(named.length).toBeGreaterThan(300);
  expect(missing).toEqual([]);
});
