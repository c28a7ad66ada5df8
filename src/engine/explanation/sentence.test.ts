import { describe, expect, it } from 'vitest';
import { assess } from '../assessment/assess.ts';
import { prepareApplication } from '../assessment/prepare-facts.ts';
import type { ApplicationDocument } from '../definition/application-document.ts';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall } from '../definition/compile-call.ts';
import { explain } from './explain.ts';
import type { Figure } from './figure.ts';
import { findFigure, selectorsOf } from './find-figure.ts';
import { sentenceOf } from './sentence.ts';

const lost = {
  unknown: {
    id: 'beauty-points',
    state: 'lost' as const,
    note: { it: 'La tabella è strappata.', en: 'The table is torn.' },
  },
};

const lanterns: CallDocument = {
  bandolo: 1,
  kind: 'call',
  id: 'lanterns',
  version: '1',
  title: { it: 'Lanterne', en: 'Lanterns' },
  summary: { it: 'Bando inventato.', en: 'An invented call.' },
  body: 'Comune inventato',
  gives: 'grant',
  procedure: 'ranking',
  acts: [],
  windows: [],
  partnership: {
    article: 'art. 2',
    roles: [
      {
        id: 'lead',
        label: { it: 'capofila', en: 'lead' },
        article: 'art. 2',
        beneficiary: true,
        lead: true,
      },
      {
        id: 'shop',
        label: { it: 'bottega', en: 'workshop' },
        article: 'art. 2',
        beneficiary: true,
      },
    ],
    minimum: [
      {
        id: 'shops',
        title: { it: 'Almeno una bottega', en: 'At least one workshop' },
        article: 'art. 2, c. 2',
        where: 'partner.role == "shop" && partner.active',
        atLeast: 1,
        curable: true,
      },
    ],
  },
  facts: [
    {
      id: 'smeCount',
      type: 'int',
      label: { it: 'Numero di PMI', en: 'Number of SMEs' },
      proof: 'applicant',
      from: 0,
    },
    {
      id: 'people',
      type: 'int',
      label: { it: 'Popolazione servita', en: 'Population served' },
      unit: { it: 'abitanti', en: 'inhabitants' },
      proof: 'register',
      from: 0,
    },
    {
      id: 'onLake',
      type: 'bool',
      label: { it: 'Borgo di lago', en: 'Lake village' },
      proof: 'register',
    },
    { id: 'turnover', type: 'money', label: { it: 'Fatturato', en: 'Turnover' }, proof: 'office' },
    {
      id: 'investment',
      type: 'money',
      label: { it: 'Investimento', en: 'Investment' },
      proof: 'office',
    },
    {
      id: 'start',
      type: 'date',
      label: { it: 'Inizio dei lavori', en: 'Start of the works' },
      proof: 'applicant',
    },
    {
      id: 'kind',
      type: 'option',
      label: { it: 'Richiedente', en: 'Applicant' },
      proof: 'applicant',
      options: [
        { id: 'town', label: { it: 'Comune', en: 'Municipality' } },
        { id: 'parish', label: { it: 'Parrocchia', en: 'Parish' } },
      ],
    },
    {
      id: 'active',
      type: 'bool',
      level: 'partner',
      label: { it: 'Attivo', en: 'Active' },
      proof: 'register',
    },
  ],
  eligibility: [
    rule('smes', 'Cinque PMI', 'Five SMEs', 'smeCount >= 5'),
    rule(
      'ratio',
      'Investimento sostenibile',
      'Sustainable investment',
      'investment <= turnover * pct("35%")',
    ),
    {
      ...rule('in-time', 'Lavori nei termini', 'Works in time', 'start >= date("2025-08-01")'),
      when: '!onLake',
    },
    { ...rule('active', 'Partner attivi', 'Active partners', 'partner.active'), level: 'partner' },
  ],
  costs: {
    categories: [
      { id: 'works', label: { it: 'Opere', en: 'Works' }, article: 'art. 5, lett. a' },
      { id: 'design', label: { it: 'Progettazione', en: 'Design' }, article: 'art. 5, lett. b' },
      {
        id: 'overheads',
        label: { it: 'Spese generali', en: 'Overheads' },
        article: 'art. 5, lett. c',
        flat: { rate: '7%', of: ['works'] },
      },
    ],
    caps: [
      {
        id: 'design-10',
        article: 'art. 5, c. 2',
        on: 'design',
        rate: '10%',
        of: ['works', 'design'],
      },
    ],
  },
  grant: {
    article: 'art. 6',
    rate: '60%',
    ceilings: [
      {
        id: 'top',
        article: 'art. 6, c. 2',
        title: { it: '90.000 euro', en: 'EUR 90,000' },
        amount: '90000.00',
      },
    ],
    minimumProject: { id: 'least', article: 'art. 6, c. 3', amount: '5000.00', on: 'admitted' },
  },
  score: {
    article: 'art. 7',
    maximum: 30,
    criteria: [
      {
        id: 'people',
        code: '1',
        title: { it: 'Popolazione servita', en: 'Population served' },
        article: 'art. 7, tab. 1',
        by: {
          bands: {
            fact: 'people',
            bands: [
              { upTo: 10_000, points: 2 },
              { above: 10_000, upTo: 15_000, points: 5 },
              { above: 15_000, points: 8 },
            ],
          },
        },
      },
      {
        id: 'kind',
        code: '2',
        title: { it: 'Richiedente', en: 'Applicant' },
        article: 'art. 7, tab. 2',
        by: {
          options: {
            fact: 'kind',
            points: [
              { is: 'town', points: '2.5' },
              { is: 'parish', points: 12 },
            ],
          },
        },
      },
      {
        id: 'beauty',
        code: '3',
        title: { it: 'Bellezza', en: 'Beauty' },
        article: 'art. 7, tab. 3',
        by: { lost },
      },
    ],
    thresholds: [{ id: 'net', article: 'art. 7, c. 2', on: 'net', atLeast: 8 }],
    bonuses: [
      {
        id: 'lake',
        title: { it: 'Lago', en: 'Lake' },
        article: 'art. 8',
        points: 1,
        when: 'onLake',
      },
    ],
  },
  events: [],
  clocks: [],
  examples: [],
};

function rule(
  id: string,
  italian: string,
  english: string,
  require: string,
): CallDocument['eligibility'][number] {
  const title = { it: italian, en: english };
  const article = `art. 3, ${id}`;
  return {
    id,
    level: 'project',
    title,
    article,
    require,
    effect: 'exclude',
    curable: false,
    evidence: title,
  };
}

const read = compileCall(lanterns);
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { call } = read;

const whole: ApplicationDocument = {
  id: 'A-1',
  facts: {
    smeCount: 4,
    people: 12_000,
    onLake: false,
    turnover: '100000.00',
    investment: '35000.01',
    start: '2025-07-31',
    kind: 'town',
  },
  partners: [
    {
      id: 'lume',
      role: 'lead',
      facts: { active: true },
      costs: { works: '100000.00', design: '20000.00' },
    },
    { id: 'forgia', role: 'shop', facts: { active: false } },
  ],
};

function explained(
  facts: ApplicationDocument['facts'] = {},
  more: Partial<ApplicationDocument> = {},
): Figure {
  const prepared = prepareApplication(call, {
    ...whole,
    ...more,
    facts: { ...whole.facts, ...facts },
  });
  if ('problems' in prepared) throw new Error(JSON.stringify(prepared.problems));
  return explain(assess(prepared.prepared));
}

/** With plain spaces, so that the sentences can be read here. */
function sentences(root: Figure, selector: string): readonly [string, string] {
  const figure = findFigure(root, selector);
  if (!figure)
    throw new Error(`nothing under ${selector}: there are ${selectorsOf(root).join(', ')}`);
  return [plain(sentenceOf(figure, call, 'it')), plain(sentenceOf(figure, call, 'en'))];
}

function plain(text: string): string {
  return text.replaceAll('\u00A0', ' ');
}

const known = explained();
const open = explained({ people: { unknown: true }, onLake: true }, { partners: [] });

const torn = {
  it: 'perché il punteggio è andato perduto nella fonte; serve una determinazione (La tabella è strappata)',
  en: 'because the score was lost in the source; a decision is needed (The table is torn)',
};

describe('sentenceOf', () => {
  it.each([
    [
      'fact:people',
      'Popolazione servita: 12.000 abitanti',
      'Population served: 12,000 inhabitants',
    ],
    [
      'requirement:smes',
      'Cinque PMI: non soddisfatto, si chiede numero di PMI almeno 5; risulta «numero di PMI»: 4; esclude la domanda (art. 3, smes)',
      'Five SMEs: not met, asked for: number of SMEs at least 5; found “number of SMEs”: 4; it excludes the application (art. 3, smes)',
    ],
    [
      'requirement:ratio',
      'Investimento sostenibile: non soddisfatto, si chiede investimento al massimo il 35 % di fatturato; risulta «investimento»: 35.000,01 €, «fatturato»: 100.000,00 €; esclude la domanda (art. 3, ratio)',
      'Sustainable investment: not met, asked for: investment at most 35% of turnover; found “investment”: €35,000.01, “turnover”: €100,000.00; it excludes the application (art. 3, ratio)',
    ],
    [
      'cost:design',
      'Progettazione: ammessi 11.111,11 € su 20.000,00 € dichiarati; limite 10 % di 111.111,11 € («opere» 100.000,00 € e «progettazione» 11.111,11 €) = 11.111,111 €, arrotondato per difetto a 11.111,11 €; decide questo limite: un centesimo in più lo supererebbe; il 10 % con sé stessa equivale a 1/9 delle altre spese: 100.000,00 € → 11.111,11 € (art. 5, c. 2)',
      'Design: €11,111.11 admitted out of €20,000.00 declared; limit 10% of €111,111.11 (“works” €100,000.00 and “design” €11,111.11) = €11,111.111, rounded down to €11,111.11; this limit decides: one cent more would exceed it; 10% with itself is the same as 1/9 of the other costs: €100,000.00 → €11,111.11 (art. 5, c. 2)',
    ],
    [
      'cost:overheads',
      'Spese generali: 7.000,00 €, esattamente il 7 % di 100.000,00 € («opere» 100.000,00 €) = 7.000,00 € (art. 5, lett. c)',
      'Overheads: €7,000.00, exactly 7% of €100,000.00 (“works” €100,000.00) = €7,000.00 (art. 5, lett. c)',
    ],
    [
      'admitted',
      'Totale ammesso: 118.111,11 €, la somma di 3 voci; ogni euro in più di «opere» ne ammette circa 1,18 € in tutto',
      'Total admitted: €118,111.11, the sum of 3 items; each further euro of “works” admits about €1.18 in all',
    ],
    [
      'rate',
      'Contributo prima dei massimali: 70.866,66 €, il 60 % di 118.111,11 €, arrotondato per difetto (art. 6)',
      'Grant before the ceilings: €70,866.66, 60% of €118,111.11, rounded down (art. 6)',
    ],
    [
      'grant',
      'Contributo: 70.866,66 €, conta l’intensità, nessun massimale la riduce; restano a carico del richiedente 47.244,45 € (art. 6)',
      'Grant: €70,866.66, the rate decides, no ceiling lowers it; €47,244.45 are left to the applicant (art. 6)',
    ],
    [
      'criterion:people',
      'Popolazione servita: 12.000 abitanti, oltre 10.000 e fino a 15.000, dà 5 punti (art. 7, tab. 1)',
      'Population served: 12,000 inhabitants, above 10,000 and up to 15,000, gives 5 points (art. 7, tab. 1)',
    ],
    [
      'criterion:kind',
      'Richiedente: «Comune» dà 2,5 punti (art. 7, tab. 2)',
      'Applicant: “Municipality” gives 2.5 points (art. 7, tab. 2)',
    ],
    [
      'criterion:beauty',
      `Bellezza: non ancora noto, tra 0 e 10 punti, ${torn.it} (art. 7, tab. 3)`,
      `Beauty: not yet known, between 0 and 10 points, ${torn.en} (art. 7, tab. 3)`,
    ],
    [
      'net',
      `Punteggio al netto delle premialità: tra 7,5 e 17,5 punti su 30, la somma di 3 criteri, ${torn.it} (art. 7)`,
      `Score net of bonuses: between 7.5 and 17.5 points out of 30, the sum of 3 criteria, ${torn.en} (art. 7)`,
    ],
    [
      'bonus:lake',
      'Lago: 0 punti, perché risulta non «borgo di lago»; altrimenti 1 punto (art. 8)',
      'Lake: 0 points, because not “lake village”; otherwise 1 point (art. 8)',
    ],
  ])('tells %s', (selector, italian, english) => {
    expect(sentences(known, selector)).toEqual([italian, english]);
  });

  it.each([
    [
      'outcome',
      'La domanda non è ammissibile: non sono soddisfatti «Almeno una bottega», «Cinque PMI» e «Investimento sostenibile»',
      'The application is not admissible: these are not met: “At least one workshop”, “Five SMEs” and “Sustainable investment”',
    ],
    [
      'requirement:in-time',
      'Lavori nei termini: non si applica, perché vale solo se non «borgo di lago»; risulta «borgo di lago»: sì (art. 3, in-time)',
      'Works in time: does not apply, because it holds only if not “lake village”; found “lake village”: yes (art. 3, in-time)',
    ],
    ['fact:people', 'Popolazione servita: non ancora noto', 'Population served: not yet known'],
    [
      'criterion:people',
      'Popolazione servita: non ancora noto, tra 2 e 8 punti, perché manca «popolazione servita» (art. 7, tab. 1)',
      'Population served: not yet known, between 2 and 8 points, because “population served” is missing (art. 7, tab. 1)',
    ],
    [
      'cost:overheads',
      'Spese generali: importo ammesso non ancora noto, perché manca «spese dichiarate» (art. 5, lett. c)',
      'Overheads: admitted not yet known, because “declared costs” is missing (art. 5, lett. c)',
    ],
    [
      'grant',
      'Contributo: tra 0,00 € e 90.000,00 €, perché manca «spese dichiarate» (art. 6)',
      'Grant: between €0.00 and €90,000.00, because “declared costs” is missing (art. 6)',
    ],
  ])('tells %s while something is missing', (selector, italian, english) => {
    expect(sentences(open, selector)).toEqual([italian, english]);
  });
});
