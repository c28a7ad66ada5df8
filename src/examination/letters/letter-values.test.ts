import { describe, expect, test } from 'vitest';
import { callOf } from '../../../test/support/examined.ts';
import { letterPlaces, type LetterDocument, type LetterOccasion } from '../../engine/index.ts';
import type { DueLetter } from './due-letters.ts';
import { textOf } from './letter.ts';
import { outcomeValues, type LetterCall } from './letter-values.ts';
import { requestValues } from './request-letter.ts';

const rules = callOf('fictional-village-lamps', false);
const call: LetterCall = {
  slug: 'lampioni',
  title: 'Lampioni',
  body: 'Comunità dei laghi',
  officer: 'Ada Neri',
  rules,
};
const today = new Date('2027-03-01T09:00:00Z');
const due: DueLetter = {
  applicationId: '3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10',
  entryNumber: 7,
  cause: 'outcome/1',
  title: 'Luce',
  lead: 'Comune di Ores',
  line: 'light',
  receivedAt: new Date('2027-01-10T10:00:00Z'),
  outcome: 'admitted',
  reasons: [],
  observations: null,
  net: null,
  gross: null,
};

/** A letter that says every place there is for its occasion, each within words. */
const letter = (on: LetterOccasion, text?: string): LetterDocument => {
  const it = text ?? letterPlaces[on].map((place) => `${place}=[{${place}}]`).join(' ');
  return { id: 'all', on, title: { it: 'Tutto', en: 'All' }, text: { it, en: it } };
};
const said = (
  change: Partial<DueLetter>,
  figures: Parameters<typeof outcomeValues>[2]['figures'],
) =>
  textOf(letter('outcome'), outcomeValues({ ...due, ...change }, call, { today, figures }))
    .paragraphs.join(' ')
    .replaceAll(/\s/gu, ' ');

const span = (low: number, high = low) => ({ low, high });
const figures = { admitted: span(0), net: span(2_500), gross: span(3_050), grant: span(14_640_00) };

describe('the places of a letter', () => {
  test('are filled with what is known, from the figures of the text under examination', () => {
    const text = said({}, figures);
    for (const part of [
      'applicant=[Comune di Ores]',
      'outcome=[ammessa]',
      'net=[25]',
      'gross=[30,5]',
      'grant=[14.640,00 €]',
      'reasons=[nessun motivo]',
      'observations=[nessuna osservazione]',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/line=\[light\]|=\[\]|[{}]/);
  });

  test('say in words what is not known yet, never nothing and never zero', () => {
    const open = { ...figures, net: undefined, grant: span(0, 20_000_00) };
    const text = said({}, open);
    expect(text).toContain('net=[ancora da determinare]');
    expect(text).toContain('grant=[ancora da determinare, tra 0,00 € e 20.000,00 €]');
    const endless = said({}, { ...figures, grant: span(0, Number.POSITIVE_INFINITY) });
    expect(endless).toContain('grant=[ancora da determinare]');
    expect(said({ net: 4_000 }, open)).toContain('net=[40]');
  });

  test('who is not admitted gets nothing, whatever the rules would have given', () => {
    for (const outcome of ['not-admitted', 'withdrawn'] as const)
      expect(said({ outcome }, figures)).toContain('grant=[nessun contributo]');
  });

  test('that have nothing to say are left out where they stand alone', () => {
    const text = textOf(
      letter('outcome', 'Esito: {outcome}.\n\n{observations}\n\n{grant}'),
      outcomeValues(due, call, { today, figures: undefined }),
    );
    expect(text.paragraphs).toEqual(['Esito: ammessa.', 'ancora da determinare']);
  });

  test.each(['clarification', 'notice-against'] as const)(
    'of a letter with a %s are all filled',
    (kind) => {
      const on = kind === 'clarification' ? 'clarification-request' : kind;
      const values = requestValues(
        {
          kind,
          introduction: 'Per proseguire:',
          items: [{ id: 'a', text: 'Manca il piano.', article: 'art. 4', fields: [], slot: null }],
          dueOn: '2027-03-11',
        },
        due,
        { call, today },
      );
      const text = textOf(letter(on), values).paragraphs.join('\n\n');
      expect(text).toContain('Per proseguire:\n\n– Manca il piano. (art. 4)');
      expect(text).toContain('answerBy=[11 marzo 2027]');
      expect(text).toContain('answerDays=[10]');
      expect(text).not.toMatch(/=\[\]|[{}]/);
    },
  );
});
