import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeDraft } from '../../test/support/application-world.ts';
import { readCall } from '../calls/index.ts';
import { canonicalJson } from '../engine/index.ts';
import { writeDraftText } from './draft-text.ts';
import { readDraft, type DraftContent } from './draft.ts';
import { readDraftText } from './read-draft-text.ts';

const file = 'definitions/fictional-village-lamps/call.yaml';
const read = readCall({ definition: { file, text: readFileSync(file, 'utf8') } });
if (read.type === 'refused') throw new Error('the definition cannot be read');
const { document } = read.call;

const lead = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10';
const forge = '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c11';
const names = new Map([
  [lead, 'Comune di Ores'],
  [forge, 'Bottega\nFerro # e figli'],
]);
const write = (content: DraftContent, language: 'it' | 'en' = 'it') =>
  writeDraftText({ document, content, names, language });

test('an empty draft shows every question of its line, to be answered after the colon', () => {
  const text = write({ line: 'light', facts: {}, partners: [{ id: lead, role: 'lead' }] });
  expect(text).toContain(
    '  # Quanti abitanti ha il borgo? (numero intero, abitanti, da 1; facoltativo: lo verifica l’ufficio)',
  );
  expect(text).toContain('\n  inhabitants:\n');
  expect(text).toContain('\n  # Comune di Ores\n  - id: "3f0c8a52');
  expect(text).toContain('#   paths = Linea 2: racconti di luce: Sentieri\n');
  expect(text).not.toContain('quality:');
  expect(text).not.toContain('lightSensitive:');
  const reading = readDraftText('A', text);
  expect(reading).toMatchObject({
    type: 'read',
    draft: {
      title: 'A',
      content: { line: 'light', facts: {}, partners: [{ id: lead, role: 'lead' }] },
    },
  });
  if (reading.type !== 'read') return;
  const place = reading.locate(['content', 'facts', 'inhabitants']);
  expect(text.split('\n')[(place?.line ?? 0) - 1]).toBe('  inhabitants:');
});

test('the same text in English', () => {
  const text = write({ line: 'light', facts: {} }, 'en');
  expect(text).toContain(
    '  # How many people live in the village? (a whole number, inhabitants, from 1; optional: the office checks it)',
  );
});

test('a complete draft comes back as it was', () => {
  const { title, content } = completeDraft(lead, [forge]);
  expect(readDraftText(title, write(content))).toMatchObject({
    type: 'read',
    draft: { title, content },
  });
});

const strange = fc.oneof(
  fc.constantFrom('true', 'null', '~', '1e3', '0x1f', 'no', '- a', '# b', 'a: b', "'", '"', ' x '),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('a\nb', '\ttab', 'è così', '👩‍🚒', '{ unknown: true }', '2027-01-31', '35%'),
);
const value = fc.oneof(
  strange,
  fc.boolean(),
  fc.integer(),
  fc.array(fc.constantFrom('led', 'solar', 'true'), { maxLength: 3 }),
  fc.constant({ unknown: true }),
  fc.constant({ notApplicable: true }),
  fc.record({ from: fc.integer(), to: strange }),
  fc.array(fc.dictionary(fc.constantFrom('street', 'count', 'on'), strange, { minKeys: 1 }), {
    minLength: 1,
    maxLength: 3,
  }),
);
const facts = fc.dictionary(
  fc.oneof(
    fc.constantFrom('village', 'inhabitants', 'lampKinds', 'lamps', 'quality', 'null', 'y'),
    fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/),
  ),
  value,
  { maxKeys: 6 },
);
const amount = fc.oneof(
  fc.constantFrom('0', '12.34', '70000.00'),
  fc.constantFrom({ from: '1.00' }, { from: '1.00', to: '2.00' }),
);
const costs = fc.dictionary(fc.constantFrom('poles', 'feast', 'land', '1.x', 'zz'), amount, {
  minKeys: 1,
  maxKeys: 3,
});
const content = fc.record(
  {
    facts,
    line: fc.constantFrom('light', 'paths', 'no-such-line'),
    costs,
    requestedRate: fc.constantFrom('40%', '1/3'),
    partners: fc.array(
      fc.record(
        {
          id: fc.constantFrom(lead, forge, '01234567890'),
          role: fc.constantFrom('lead', 'workshop', 'school', 'other'),
          facts: fc.dictionary(fc.constantFrom('active', 'size', 'zz', 'true'), value, {
            minKeys: 1,
            maxKeys: 3,
          }),
          costs,
        },
        { requiredKeys: ['id', 'role'] },
      ),
      { maxLength: 3 },
    ),
  },
  { requiredKeys: ['facts'] },
);

test('whatever a draft holds is written and read back without a change', () => {
  fc.assert(
    fc.property(content, fc.constantFrom<'it' | 'en'>('it', 'en'), (draft, language) => {
      const stored = readDraft({ title: 'A', content: draft });
      // What could not be stored never comes to be written.
      fc.pre(stored.type === 'read');
      if (stored.type !== 'read') return;
      const text = write(stored.value.content, language);
      const again = readDraftText('A', text);
      expect(again.type).toBe('read');
      if (again.type !== 'read') return;
      const expected = { ...stored.value.content };
      // A list of partners with nobody in it cannot be told from none once it is written.
      if (expected.partners?.length === 0) delete (expected as { partners?: unknown }).partners;
      expect(canonicalJson(again.draft.content)).toBe(canonicalJson(expected));
    }),
    { numRuns: 500 },
  );
});

test('a problem is told at its line of the text', () => {
  const text = 'line: light\nfacts:\n  upkeepYears: 2.5\n  village: Ores\n';
  const reading = readDraftText('A', text);
  expect(reading).toMatchObject({
    type: 'refused',
    problems: [{ code: 'number-not-whole', path: ['content', 'facts', 'upkeepYears'] }],
  });
  if (reading.type === 'refused')
    expect(reading.locate(['content', 'facts', 'upkeepYears'])?.line).toBe(3);
  expect(readDraftText('A', 'facts: [\n')).toMatchObject({
    type: 'unreadable',
    problems: [{ line: 2 }],
  });
  expect(readDraftText('A', '')).toMatchObject({ type: 'read', draft: { content: { facts: {} } } });
});
