import type { ActCheckCode } from './act-checks.ts';
import type { ActKind, ActState, OrderedSaving } from './act.ts';

const kinds: Readonly<Record<ActKind, string>> = {
  ranking: 'Approvazione della graduatoria',
  list: 'Approvazione dell’elenco',
  scrolling: 'Scorrimento',
  reallocation: 'Spostamento di risorse',
  rolling: 'Concessione a sportello',
  correction: 'Rettifica',
};

const states: Readonly<Record<ActState, string>> = {
  draft: 'bozza',
  signed: 'firmato',
  published: 'pubblicato',
  abandoned: 'abbandonato',
};

const savingKinds: Readonly<Record<OrderedSaving['kind'], string>> = {
  renunciation: 'Rinuncia',
  forfeiture: 'Decadenza',
  reduction: 'Riduzione del contributo',
};

const outcomes: Readonly<Record<string, string>> = {
  'fully-funded': 'finanziata',
  'partly-funded': 'finanziata in parte',
  'admissible-not-funded': 'ammessa, senza fondi',
  'below-threshold': 'sotto soglia',
  'not-admissible': 'non ammissibile',
  withdrawn: 'ritirata',
  forfeited: 'decaduta',
  undecided: 'da decidere',
  listed: 'in elenco',
  'not-listed': 'non in elenco',
};

const checks: Readonly<Record<ActCheckCode, string>> = {
  'kind-fits': 'Il tipo di atto è quello della procedura del bando',
  'round-is-fresh': 'La fotografia delle pratiche è quella di adesso',
  'rankings-together': 'Le graduatorie che attingono alle stesse risorse sono insieme',
  'rankings-free': 'Nessun altro atto in vigore approva le stesse graduatorie',
  'no-stops': 'Non resta alcun punto fermo',
  'decisions-in-force': 'Le decisioni su cui si fonda sono in vigore',
  'earlier-acts-unchanged': 'Gli atti precedenti, ricalcolati, sono com’erano',
  'orders-allowed': 'Quanto dispone sulle risorse è consentito',
  'money-conserved': 'I conti delle dotazioni tornano al centesimo',
  'earlier-grants-kept': 'I contributi già concessi restano com’erano',
  'figures-known': 'Nessun valore è ancora da determinare',
  'applications-accounted-for': 'Ogni domanda compare una volta sola',
  'correction-explained': 'La rettifica dice che cosa sostituisce e perché',
};

export const actWordsIt = {
  kinds,
  states,
  savingKinds,
  outcomes,
  checks,
  withReserve: 'con riserva',
};
