import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall } from '../definition/compile-call.ts';
import { whatWouldChange } from './change.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { findFigure, selectorsOf } from './find-figure.ts';
import { explanationToJson, renderExplanation } from './render.ts';

const file = new URL('../../../definitions/fictional-village-lamps/call.yaml', import.meta.url);
const document = parse(readFileSync(file, 'utf8'), {
  merge: true,
  maxAliasCount: -1,
}) as CallDocument;
const read = compileCall(document);
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { call } = read;

const paths: ApplicationDocument = {
  id: 'A-1',
  line: 'paths',
  facts: {
    applicantKind: 'municipality',
    inhabitants: 5001,
    onLake: false,
    onIsland: false,
    darkSky: false,
    hasLampPlan: true,
    lampKinds: ['led'],
    materials: ['wood'],
    savedPerYear: '999.99',
    ownShare: '4%',
    startDate: '2027-01-18',
    upkeepYears: 3,
    quality: 0,
    tale: '7.5',
  },
  partners: [
    { id: 'lume', role: 'lead', facts: { active: true, size: 'other' } },
    { id: 'forge', role: 'workshop', facts: { active: false, size: 'micro' } },
    { id: 'riva', role: 'workshop', facts: { active: true } },
  ],
};

function explained(
  facts: ApplicationDocument['facts'] = {},
  costs?: NonNullable<ApplicationDocument['costs']>,
): Figure {
  const application = {
    ...paths,
    facts: { ...paths.facts, ...facts },
    ...(costs ? { costs } : {}),
  };
  const prepared = prepareApplication(call, application);
  if ('problems' in prepared) throw new Error(JSON.stringify(prepared.problems));
  return explain(assess(prepared.prepared));
}

function find(root: Figure, selector: string): Figure {
  const figure = findFigure(root, selector);
  if (!figure) throw new Error(`there are only ${selectorsOf(root).join(', ')}`);
  return figure;
}

function changes(selector: string, language: 'it' | 'en'): readonly string[] {
  const figure = find(explained(), selector);
  return whatWouldChange(figure, call, language).map(({ sentence }) =>
    sentence.replaceAll('\u00A0', ' '),
  );
}

describe('whatWouldChange', () => {
  it.each([
    [
      'eligible',
      [
        '«Almeno due botteghe attive»: sarebbe soddisfatto con numero di partner con ruolo «bottega artigiana» e «attivo», almeno 2',
        '«Il borgo ha al massimo 5.000 abitanti»: sarebbe soddisfatto con abitanti al massimo 5.000 (oggi 5.001)',
        '«Ogni partner è attivo»: forge: sarebbe soddisfatto con «attivo»',
      ],
    ],
    [
      'requirement:start-in-time',
      [
        'sarebbe soddisfatto con inizio dei lavori non prima di primo giorno per i lavori (oggi 18 gennaio 2027)',
      ],
    ],
    ['requirement:own-share', ['sarebbe soddisfatto con quota propria almeno 5 % (oggi 4 %)']],
    ['requirement:fair-price', ['serve sapere «elenco dei lampioni»']],
    ['criterion:plan', ['è già il punteggio più alto del criterio']],
    ['criterion:kind', ['con «associazione» il punteggio sarebbe di 10 punti']],
    [
      'criterion:lamps',
      [
        'con anche «solari» il punteggio sarebbe di 15 punti',
        'con anche «d’epoca restaurati» il punteggio sarebbe di 13 punti',
      ],
    ],
    ['criterion:inhabitants', ['con al massimo 2.000 il punteggio sarebbe di 6 punti']],
    ['criterion:saving', ['con almeno 1.000,00 € il punteggio sarebbe di 5 punti']],
    ['criterion:upkeep', ['con 4 anni il punteggio sarebbe di 4 punti']],
    ['criterion:quality', ['è un giudizio, che va da 0 punti a 15 punti']],
    ['bonus:dark-sky', ['con «zona a cielo buio» il punteggio sarebbe di 3 punti']],
    [
      'threshold',
      [
        '«punteggio al netto delle premialità»: sarebbe raggiunta con 22,5 punti in più',
        '«Qualità del progetto»: sarebbe raggiunta con 5 punti in più',
        '«punteggio con le premialità»: sarebbe raggiunta con 27,5 punti in più',
      ],
    ],
  ])('tells it for %s', (selector, expected) => {
    expect(changes(selector, 'it')).toEqual(expected);
  });

  it('tells it in English', () => {
    expect(changes('requirement:village-small', 'en')).toEqual([
      'it would be met with inhabitants at most 5,000 (today 5,001)',
    ]);
  });

  it('gives a change that one fact brings about as data', () => {
    const effects = (selector: string) =>
      whatWouldChange(find(explained(), selector), call, 'en').map(({ effect }) => effect);
    expect(effects('requirement:partner-active')).toEqual([
      { fact: 'active', partner: 'forge', value: true, gives: 1 },
    ]);
    expect(effects('criterion:lamps')[0]).toEqual({
      fact: 'lampKinds',
      value: ['led', 'solar'],
      gives: 1500,
    });
    expect(effects('requirement:own-share')).toEqual([{ fact: 'ownShare', value: '5%', gives: 1 }]);
    expect(effects('requirement:village-small')).toEqual([
      { fact: 'inhabitants', value: 5000, gives: 1 },
    ]);
    expect(effects('requirement:two-workshops')).toEqual([undefined]);
  });

  it.each([
    [
      '20000.00',
      'ogni 100,00 € in più di altre spese ammesse nella base alzano il limite di circa 11,11 €',
    ],
    ['100.00', undefined],
  ])('says what raises a limit of %s', (design, expected) => {
    const root = explained({}, { poles: '50000.00', design });
    const [change] = whatWouldChange(find(root, 'cost:design'), call, 'it');
    expect(change?.sentence.replaceAll('\u00A0', ' ')).toBe(expected);
  });
});

describe('renderExplanation', () => {
  it('draws a figure, what would change it, and what it rests on', () => {
    const figure = find(explained(), 'criterion:saving');
    const bonus = find(explained(), 'bonus:dark-sky');
    expect(renderExplanation(figure, call, 'en').split('\n')).toEqual([
      'Yearly saving: €999.99, below €1,000.00, gives 0 points (art. 11, tab. 6)',
      '',
      'What would change it:',
      '  - with at least €1,000.00 the score would be 5 points',
      '',
    ]);
    expect(renderExplanation(bonus, call, 'it').replaceAll('\u00A0', ' ').split('\n')).toEqual([
      'Cielo buio: 0 punti, perché risulta non «zona a cielo buio»; altrimenti 3 punti (art. 12, lett.',
      'a)',
      '',
      'Che cosa lo cambierebbe:',
      '  - con «zona a cielo buio» il punteggio sarebbe di 3 punti',
      '',
      'Su che cosa si fonda:',
      '  - Zona a cielo buio: no',
      '',
    ]);
  });
});

describe('explanationToJson', () => {
  it('gives the same as plain data', () => {
    const figure = find(
      explained({ inhabitants: { from: 400, to: 600 } }),
      'criterion:inhabitants',
    );
    expect(explanationToJson(figure, call)).toMatchObject({
      kind: 'criterion',
      id: 'inhabitants',
      article: 'art. 11, tab. 5',
      value: { from: '6', to: '10' },
      change: { en: ['“inhabitants” must be known'] },
      inputs: [{ kind: 'fact', id: 'inhabitants', value: { from: '400', to: '600' } }],
    });
  });
});
