import type { Language } from '../../platform/page/index.ts';

/** `1, 2 e 3`. */
const listed = (all: readonly string[], and: string): string =>
  [all.slice(0, -1).join(', '), all.at(-1)].join(` ${and} `);

/** The words of score sheets. */
const it = {
  title: 'Scheda di valutazione',
  sheets: 'Schede di valutazione',
  mine: 'Da valutare',
  mineLead: 'Le domande che ti sono assegnate in questo bando, con lo stato della tua scheda.',
  states: 'Stato delle schede',
  statesLead:
    'Di ogni domanda quante schede servono e quante sono chiuse. Che cosa c’è scritto non si vede finché il Nucleo non le apre in seduta.',
  application: 'Domanda',
  protocol: 'Protocollo',
  state: 'Stato',
  sheetStates: {
    none: 'da iniziare',
    open: 'in bozza',
    closed: 'chiusa',
    removed: 'tolta',
  },
  consolidated: 'consolidata',
  laidOpen: 'schede aperte in seduta',
  closedOf: (closed: number, wanted: number) => `${closed} chiuse su ${wanted}`,
  noneAssigned: 'Nessuna domanda da valutare',
  noneAssignedHelp: 'Qui compaiono le domande quando ti vengono assegnate.',
  beside: 'Apri la domanda accanto',
  besideWhere: '(in un’altra scheda del browser)',
  documents: 'documenti',
  saved: (at: string) => `Salvata alle ${at}`,
  notSaved: 'Non ancora salvata',
  total: 'Totale',
  net: 'Netto',
  bonus: 'Premialità',
  gross: 'Totale',
  threshold: 'soglia',
  thresholdOn: {
    net: (points: string) => `La soglia di ${points} si misura al netto delle premialità.`,
    gross: (points: string) => `La soglia di ${points} si misura con le premialità.`,
  },
  thresholdUnknown: 'La soglia non è scritta nel bando: va decisa.',
  reached: 'soglia superata',
  reachedInAnyCase: 'soglia superata in ogni caso',
  notReached: 'soglia non superata',
  notReachedInAnyCase: 'soglia non superata in nessun caso',
  notYetKnown: 'non si sa ancora se la soglia è superata',
  closesWith: (codes: readonly string[]) =>
    codes.length === 1
      ? `Il totale si chiude quando è noto il criterio ${codes[0]}.`
      : `Il totale si chiude quando sono noti i criteri ${listed(codes, 'e')}.`,
  barLabel: (net: string, of: string, limit: string | undefined, bonus: string) =>
    `Punteggio netto ${net} su ${of}${limit === undefined ? '' : `, soglia ${limit}`}; premialità ${bonus}, a parte`,
  computed: 'calcolato',
  judged: 'valutato da te',
  toJudge: 'da valutare',
  lost: 'punti da decidere',
  ofMax: (max: string) => `su ${max}`,
  scale: 'Scala dei punti',
  given: 'assegnato: ',
  waitsFor: (labels: string) => `Non si può ancora calcolare: l’ufficio deve accertare ${labels}.`,
  reason: 'Motivazione',
  reasonHint:
    'Almeno una frase: quale dato hai considerato e con che cosa lo confronti. Chi ha presentato la domanda la leggerà.',
  pointsLabel: 'Punti',
  pointsHint: (from: string, to: string, step: string | undefined) =>
    `Da ${from} a ${to}${step === undefined ? '' : `, a passi di ${step}`}.`,
  valueLabel: 'Valore',
  alsoJudged: 'Altri giudizi del Nucleo',
  bonusNone: 'Il bando non prevede premialità per questa domanda.',
  bonusYes: (points: string) => `+ ${points}`,
  bonusNo: '0',
  save: 'Salva',
  saveNext: 'Salva e passa alla prossima',
  close: 'Chiudi la scheda',
  savedDone: 'Scheda salvata. Puoi continuare quando vuoi.',
  closedDone:
    'Scheda chiusa. Gli altri la vedranno solo quando il Nucleo apre le schede in seduta.',
  alreadyClosed: 'La scheda era già chiusa: non è cambiato nulla.',
  noNext: 'Scheda salvata. Non ci sono altre domande da valutare.',
  reopen: 'Riapri la scheda',
  reopenReason: 'Motivo della riapertura',
  reopenHint: 'Resta agli atti con il giorno e il tuo nome.',
  reopenedDone: 'La scheda è di nuovo una bozza.',
  closedNote: 'Questa scheda è chiusa',
  closedHelp:
    'Non si cambia più, a meno che tu la riapra indicando il motivo. Gli altri non la vedono finché il Nucleo non apre le schede in seduta.',
  laidOpenNote: 'Il Nucleo ha aperto le schede di questa domanda',
  laidOpenHelp: 'Da qui in poi nessuna scheda cambia.',
  textChanged: 'Il testo della domanda è cambiato',
  textChangedHelp:
    'Dopo l’ultimo salvataggio è stata accettata una risposta del richiedente: rileggi ciò che hai scritto.',
  lostNote: 'Mancano punti che il bando non riporta',
  lostHelp:
    'Prima di chiudere la scheda qualcuno deve decidere questi valori, con un atto. Le determinazioni si prendono nelle regole del bando, in una nuova versione.',
  lostWhere: 'Vai alle regole del bando',
  missing: {
    value: (code: string) => `Manca la valutazione del criterio ${code}.`,
    reason: (code: string) => `Manca la motivazione del criterio ${code}: almeno dieci caratteri.`,
    lost: (code: string) => `I punti del criterio ${code} vanno prima decisi.`,
  },
  missingMore: (count: number) =>
    count === 1 ? 'Manca poi un’altra risposta.' : `Mancano poi altre ${count} risposte.`,
  notAValue: 'Il valore non è scritto come il bando lo chiede.',
  keys: 'Con la tastiera: Tab passa da un campo all’altro, le frecce cambiano la scelta.',
  keysScript: 'I tasti da 1 a 9 scelgono nella domanda in cui sei.',
  article: 'Fonte',
};

type Words = typeof it;

const en: Words = {
  title: 'Score sheet',
  sheets: 'Score sheets',
  mine: 'To be scored',
  mineLead: 'The applications of this call assigned to you, with the state of your sheet.',
  states: 'State of the sheets',
  statesLead:
    'For each application how many sheets are needed and how many are closed. What they say is not seen until the panel lays them open in a session.',
  application: 'Application',
  protocol: 'Protocol',
  state: 'State',
  sheetStates: {
    none: 'to begin',
    open: 'draft',
    closed: 'closed',
    removed: 'removed',
  },
  consolidated: 'consolidated',
  laidOpen: 'sheets laid open in session',
  closedOf: (closed, wanted) => `${closed} of ${wanted} closed`,
  noneAssigned: 'No applications to score',
  noneAssignedHelp: 'Applications appear here when they are assigned to you.',
  beside: 'Open the application beside',
  besideWhere: '(in another tab of the browser)',
  documents: 'documents',
  saved: (at) => `Saved at ${at}`,
  notSaved: 'Not saved yet',
  total: 'Total',
  net: 'Net',
  bonus: 'Bonus',
  gross: 'Total',
  threshold: 'threshold',
  thresholdOn: {
    net: (points) => `The threshold of ${points} is measured net of bonuses.`,
    gross: (points) => `The threshold of ${points} is measured with bonuses.`,
  },
  thresholdUnknown: 'The threshold is not in the call: it must be decided.',
  reached: 'threshold reached',
  reachedInAnyCase: 'threshold reached in any case',
  notReached: 'threshold not reached',
  notReachedInAnyCase: 'threshold not reached in any case',
  notYetKnown: 'not yet known whether the threshold is reached',
  closesWith: (codes) =>
    codes.length === 1
      ? `The total closes once criterion ${codes[0]} is known.`
      : `The total closes once the criteria ${listed(codes, 'and')} are known.`,
  barLabel: (net, of, limit, bonus) =>
    `Net score ${net} of ${of}${limit === undefined ? '' : `, threshold ${limit}`}; bonus ${bonus}, apart`,
  computed: 'computed',
  judged: 'scored by you',
  toJudge: 'to be scored',
  lost: 'points to be decided',
  ofMax: (max) => `of ${max}`,
  scale: 'Scale of points',
  given: 'given: ',
  waitsFor: (labels) => `It cannot be computed yet: the office has to find ${labels}.`,
  reason: 'Reason',
  reasonHint:
    'At least a sentence: which fact you considered and with what you compare it. Who applied will read it.',
  pointsLabel: 'Points',
  pointsHint: (from, to, step) =>
    `From ${from} to ${to}${step === undefined ? '' : `, in steps of ${step}`}.`,
  valueLabel: 'Value',
  alsoJudged: 'Other judgements of the panel',
  bonusNone: 'The call gives no bonuses to this application.',
  bonusYes: (points) => `+ ${points}`,
  bonusNo: '0',
  save: 'Save',
  saveNext: 'Save and go to the next',
  close: 'Close the sheet',
  savedDone: 'Sheet saved. You can go on whenever you want.',
  closedDone: 'Sheet closed. Others see it only when the panel lays the sheets open in a session.',
  alreadyClosed: 'The sheet was closed already: nothing has changed.',
  noNext: 'Sheet saved. There are no more applications to score.',
  reopen: 'Reopen the sheet',
  reopenReason: 'Reason for reopening',
  reopenHint: 'It stays on record with the day and your name.',
  reopenedDone: 'The sheet is a draft again.',
  closedNote: 'This sheet is closed',
  closedHelp:
    'It does not change any more, unless you reopen it with a reason. Others do not see it until the panel lays the sheets open in a session.',
  laidOpenNote: 'The panel has laid open the sheets of this application',
  laidOpenHelp: 'From now on no sheet changes.',
  textChanged: 'The text of the application has changed',
  textChangedHelp:
    'A reply of the applicant was accepted after you saved last: read again what you wrote.',
  lostNote: 'Points are missing that the call does not state',
  lostHelp:
    'Before the sheet can be closed, somebody must decide these values by an act. Decisions are taken in the rules of the call, in a new version.',
  lostWhere: 'Go to the rules of the call',
  missing: {
    value: (code) => `Criterion ${code} is not scored.`,
    reason: (code) => `The reason of criterion ${code} is missing: at least ten characters.`,
    lost: (code) => `The points of criterion ${code} must be decided first.`,
  },
  missingMore: (count) =>
    count === 1 ? 'One more answer is missing.' : `${count} more answers are missing.`,
  notAValue: 'The value is not written as the call asks for it.',
  keys: 'With the keyboard: Tab goes from field to field, the arrows change the choice.',
  keysScript: 'The keys 1 to 9 choose in the question you are in.',
  article: 'Source',
};

export const sheetWords: Readonly<Record<Language, Words>> = { it, en };
