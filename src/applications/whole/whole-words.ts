import type { Language } from '../../platform/page/index.ts';

const it = {
  everything: 'Tutto in un file',
  everythingHelp:
    'Il testo con tutte le cifre spiegate, i documenti, le ricevute e, per chi partecipa, l’estratto del registro degli atti.',
  pdf: 'La domanda in PDF',
  json: 'Per i programmi (JSON)',
  zip: 'Tutto con i documenti (ZIP)',
  draft: 'Bozza: questo testo non è stato presentato e può ancora cambiare.',
  frozenOnly: 'Testo congelato: non è ancora stato presentato.',
  withdrawn: 'La domanda è stata ritirata.',
  rehearsal: 'Prova generale: ciò che è scritto qui non vale per il bando vero.',
  test: 'Prova: ciò che è scritto qui non vale per il bando vero.',
  fictional: 'Dati inventati: persone, imprese ed enti non esistono.',
  call: 'Bando',
  version: 'Versione del bando',
  lead: 'Capofila',
  protocol: 'Protocollo',
  receivedAt: 'Ricevuta il',
  withdrawnAt: 'Ritirata il',
  hash: 'Impronta del testo (SHA-256)',
  frozenAt: 'Congelato il',
  partners: 'Chi partecipa',
  name: 'Organizzazione',
  code: 'Codice fiscale',
  role: 'Ruolo',
  consent: 'Consenso',
  noConsent: 'manca',
  text: 'Che cosa dice la domanda',
  project: 'Progetto',
  line: 'Linea',
  rate: 'Percentuale richiesta',
  noAnswers: 'Nessuna risposta.',
  costs: 'Spese',
  cost: 'Spesa',
  amount: 'Importo',
  documents: 'Documenti presentati',
  paper: 'Documento',
  file: 'File',
  size: 'Dimensione',
  figures: 'Che cosa ne dicono le regole, e perché',
  figuresHelp:
    'Cifre calcolate con le risposte di questo testo. Sotto ogni cifra, rientrate, ci sono quelle su cui si fonda. Decide l’istruttoria.',
  figuresConfidential:
    'Il bando tiene riservate le spese tra i partner: le cifre con le loro ragioni le vede chi agisce per il capofila.',
  exactConfidential:
    'Il testo esatto contiene le spese di tutti, che in questo bando sono riservate tra i partner: lo leggono il capofila e l’ente. L’impronta è quella del testo intero.',
  noFigures: 'Con queste risposte non si possono ancora applicare le regole.',
  exact: 'Il testo esatto',
  exactHelp: (name: string) =>
    `Questo PDF contiene il file ${name}, che è il testo esatto carattere per carattere: la sua impronta SHA-256 è quella scritta qui.`,
  exactAttachment: 'Il testo esatto, per i programmi',
  footer: (title: string, call: string) => `${title} · ${call}`,
};

type Words = {
  readonly [K in keyof typeof it]: (typeof it)[K] extends string
    ? string
    : (typeof it)[K] extends (...said: infer A) => string
      ? (...said: A) => string
      : never;
};

const en: Words = {
  everything: 'Everything in one file',
  everythingHelp:
    'The text with every figure explained, the documents, the receipts and, for those who take part, the extract of the journal.',
  pdf: 'The application as PDF',
  json: 'For programs (JSON)',
  zip: 'Everything with the documents (ZIP)',
  draft: 'Draft: this text was not submitted and can still change.',
  frozenOnly: 'Frozen text: it is not submitted yet.',
  withdrawn: 'The application was withdrawn.',
  rehearsal: 'Rehearsal: what is written here does not count for the real call.',
  test: 'Test: what is written here does not count for the real call.',
  fictional: 'Invented data: people, firms and bodies do not exist.',
  call: 'Call',
  version: 'Version of the call',
  lead: 'Lead',
  protocol: 'Protocol number',
  receivedAt: 'Received on',
  withdrawnAt: 'Withdrawn on',
  hash: 'Fingerprint of the text (SHA-256)',
  frozenAt: 'Frozen on',
  partners: 'Who takes part',
  name: 'Organisation',
  code: 'Fiscal code',
  role: 'Role',
  consent: 'Consent',
  noConsent: 'missing',
  text: 'What the application says',
  project: 'Project',
  line: 'Line',
  rate: 'Rate asked for',
  noAnswers: 'No answers.',
  costs: 'Costs',
  cost: 'Cost',
  amount: 'Amount',
  documents: 'Documents handed in',
  paper: 'Document',
  file: 'File',
  size: 'Size',
  figures: 'What the rules say of it, and why',
  figuresHelp:
    'Figures computed from the answers of this text. Below each figure, indented, are those it rests on. The examination decides.',
  figuresConfidential:
    'This call keeps costs confidential among partners: whoever acts for the lead sees the figures with their reasons.',
  exactConfidential:
    'The exact text holds the costs of everybody, which this call keeps confidential among partners: the lead and the body read it. The fingerprint is that of the whole text.',
  noFigures: 'With these answers the rules cannot be applied yet.',
  exact: 'The exact text',
  exactHelp: (name) =>
    `This PDF holds the file ${name}, which is the exact text character by character: its SHA-256 fingerprint is the one written here.`,
  exactAttachment: 'The exact text, for programs',
  footer: (title, call) => `${title} · ${call}`,
};

export const wholeWords: Readonly<Record<Language, Words>> = { it, en };
