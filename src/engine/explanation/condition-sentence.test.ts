import { describe, expect, it } from 'vitest';
import type { CallDocument } from '../definition/call-document.ts';
import { compileCall } from '../definition/compile-call.ts';
import { readTree } from '../definition/names.ts';
import { conditionWords } from './condition-sentence.ts';

const label = (italian: string, english: string) => ({ it: italian, en: english });
const lamps = label('Tipi di lampione', 'Kinds of lamps');

const document: CallDocument = {
  bandolo: 1,
  kind: 'call',
  id: 'words',
  version: '1',
  title: label('Parole', 'Words'),
  summary: label('Parole', 'Words'),
  body: 'Ente inventato',
  gives: 'recognition',
  procedure: 'list',
  acts: [],
  windows: [],
  partnership: {
    article: 'art. 1',
    roles: [
      { id: 'lead', label: label('capofila', 'lead'), article: 'art. 1', beneficiary: true },
      { id: 'school', label: label('scuola', 'school'), article: 'art. 1', beneficiary: false },
    ],
    minimum: [],
  },
  facts: [
    {
      id: 'smeCount',
      type: 'int',
      label: label('Numero di PMI', 'Number of SMEs'),
      proof: 'office',
    },
    { id: 'done', type: 'bool', label: label('Piano approvato', 'Plan approved'), proof: 'office' },
    { id: 'cost', type: 'money', label: label('Investimento', 'Investment'), proof: 'office' },
    { id: 'sales', type: 'money', label: label('Fatturato', 'Turnover'), proof: 'office' },
    { id: 'start', type: 'date', label: label('Inizio dei lavori', 'Start'), proof: 'office' },
    {
      id: 'lamps',
      type: 'options',
      label: lamps,
      proof: 'applicant',
      options: [{ id: 'led', label: label('a LED', 'LED') }],
    },
    {
      id: 'rows',
      type: 'list',
      label: label('Elenco', 'List'),
      proof: 'applicant',
      fields: [{ id: 'price', type: 'money', label: label('prezzo', 'price'), proof: 'applicant' }],
    },
    {
      id: 'active',
      type: 'bool',
      level: 'partner',
      label: label('Attivo', 'Active'),
      proof: 'office',
    },
  ],
  eligibility: [],
  events: [],
  clocks: [],
  examples: [],
};

const read = compileCall(document);
if ('problems' in read) throw new Error(JSON.stringify(read.problems));
const { call } = read;

function words(condition: string): readonly string[] {
  const tree = readTree(condition, call.names.partner, 'bool', call.names, []);
  if ('problem' in tree) throw new Error(tree.problem.message);
  return (['it', 'en'] as const).map((language) =>
    conditionWords(tree.tree, call, language).replaceAll('\u00A0', ' '),
  );
}

describe('conditionWords', () => {
  it.each([
    ['smeCount >= 5', 'numero di PMI almeno 5', 'number of SMEs at least 5'],
    ['5 > smeCount', 'numero di PMI meno di 5', 'number of SMEs less than 5'],
    ['!(smeCount < 5)', 'numero di PMI almeno 5', 'number of SMEs at least 5'],
    [
      '!(done && smeCount >= 5)',
      'non «piano approvato» oppure numero di PMI meno di 5',
      'not “plan approved” or number of SMEs less than 5',
    ],
    [
      'done && (smeCount == 1 || smeCount == 3)',
      '«piano approvato» e (numero di PMI uguale a 1 oppure numero di PMI uguale a 3)',
      '“plan approved” and (number of SMEs equal to 1 or number of SMEs equal to 3)',
    ],
    [
      'cost <= sales * pct("35%")',
      'investimento al massimo il 35 % di fatturato',
      'investment at most 35% of turnover',
    ],
    [
      'cost + sales > eur("10.00")',
      'investimento + fatturato più di 10,00 €',
      'investment + turnover more than €10.00',
    ],
    [
      'start >= date("2024-04-08")',
      'inizio dei lavori dall’8 aprile 2024 in poi',
      'start from 8 April 2024 on',
    ],
    ['"led" in lamps', '«a LED» fra tipi di lampione', '“LED” among kinds of lamps'],
    [
      'lamps.size() >= 2',
      'numero di scelte in «tipi di lampione» almeno 2',
      'number of choices in “kinds of lamps” at least 2',
    ],
    [
      'partner.role in ["lead", "school"]',
      'ruolo uno tra «capofila» e «scuola»',
      'role one of “lead” and “school”',
    ],
    ['partner.role != "school"', 'ruolo non «scuola»', 'role not “school”'],
    [
      'partners.filter(p, p.role == "lead" && p.active).size() >= 5',
      'numero di partner con ruolo «capofila» e «attivo», almeno 5',
      'number of partners with role “lead” and “active”, at least 5',
    ],
    [
      'partners.exists(p, p.active)',
      'almeno un partner con «attivo»',
      'at least one partner with “active”',
    ],
    ['!partners.exists(p, p.active)', 'nessun partner con «attivo»', 'no partner with “active”'],
    ['partners.all(p, p.active)', 'ogni partner ha «attivo»', 'every partner has “active”'],
    [
      '!rows.all(r, r.price < eur("5.00"))',
      'almeno un elemento di «elenco» con prezzo almeno 5,00 €',
      'at least one entry of “list” with price at least €5.00',
    ],
    [
      'done ? smeCount > 1 : smeCount > 2',
      'se «piano approvato»: numero di PMI più di 1; altrimenti: numero di PMI più di 2',
      'if “plan approved”: number of SMEs more than 1; otherwise: number of SMEs more than 2',
    ],
  ])('tells %s', (condition, italian, english) => {
    expect(words(condition)).toEqual([italian, english]);
  });
});
