import { elided } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { NextStep } from '../next-step.ts';

const it = {
  page: 'Invio della domanda',
  toGate: 'Vai alla pagina dell’invio',
  ready: (time: string) => `Tutto pronto. Si apre alle ${time}`,
  notReady: 'La domanda non è ancora pronta',
  open: 'Il bando è aperto: puoi inviare',
  closed: 'Il bando è chiuso',
  othersSend: 'La domanda è pronta: la invia chi può agire per il capofila',
  countdown: 'Conto alla rovescia',
  toOpening: 'All’apertura mancano',
  toClosing: 'Alla chiusura mancano',
  noClosing: 'Il bando non ha una scadenza',
  serverTime: 'Ora del server, Roma',
  days: ['giorno', 'giorni'] as const,
  picture: (opens: string) => elided(`L’apertura è il ${opens}.`),
  confirmed: 'testo pronto',
  begun: 'bozza iniziata',
  frozenSince: 'testo congelato',
  opened: 'aperto →',
  send: 'Invia la domanda',
  buttonHelp: (time: string) =>
    `Il pulsante invia dalle ${time}. Se ricarichi la pagina non perdi nulla; se premi prima, non viene inviato nulla.`,
  buttonHelpOpen:
    'Basta premere una volta. Se la pagina si chiude o la rete cade, non perdi nulla.',
  noScript:
    'Questa pagina non si aggiorna da sola: i tempi sono quelli di quando è stata aperta. Non serve ricaricarla per inviare.',
  reload: 'Aggiorna la pagina',
  frozenTitle: 'La tua domanda è congelata',
  stateTitle: 'A che punto è',
  consents: (given: string, needed: string) =>
    `${given === '1' ? '1 consenso' : `${given} consensi`} su ${needed} a questo testo`,
  missing: (names: string) => `Mancano: ${names}`,
  frozen: 'Il testo è congelato e completo',
  notFrozen: 'Il testo non è congelato',
  documents: (count: string) => `Documenti consegnati con il testo: ${count}`,
  hash: 'Impronta del testo',
  reread: 'Rileggi la domanda',
  rereadHelp: 'Se la modifichi, i consensi decadono e vanno chiesti di nuovo.',
  toApplication: 'Apri la domanda',
  happens: (time: string) => `Che cosa succede alle ${time}`,
  happensNow: 'Che cosa succede quando premi',
  press: 'Premi «Invia la domanda» una volta',
  pressHelp: 'Parte un messaggio molto breve: il testo e i documenti sono già qui.',
  number: 'Il registro le dà un numero',
  numberHelp: 'L’ordine lo decide il server, non il tuo orologio.',
  receipt: 'Ricevi la ricevuta firmata',
  receiptHelp: 'Se cade la linea, premi di nuovo: avrai la stessa ricevuta.',
  everyone: (day: string) =>
    elided(`Le domande inviate entro il ${day} entrano tutte nel registro`),
  everyoneNoEnd: 'Le domande inviate dopo l’apertura entrano tutte nel registro',
  everyoneHelp:
    'Se il servizio si ferma, l’ente può registrare il malfunzionamento e ammettere chi non è riuscito a inviare.',
  status: 'Stato del servizio',
  help: {
    complete: 'Completa e congela il testo; poi servono i consensi di tutti i partner.',
    'wait-for-lead': 'Il capofila sta ancora scrivendo il testo.',
    consent: 'Manca il tuo consenso al testo congelato.',
    'wait-for-consents': 'Il testo è congelato, ma mancano consensi.',
    'wait-for-opening': '',
    submit: '',
    'wait-for-submission': '',
    missed: 'La domanda non è stata inviata in tempo. Il testo resta conservato.',
    'take-up-again': 'La domanda è stata ritirata: puoi riprenderla e inviarla di nuovo.',
    none: 'La domanda è stata ritirata e non si può più inviare.',
  } satisfies Readonly<Record<NextStep, string>>,
  said: {
    openNow: 'Il bando è aperto: premi «Invia la domanda».',
    closedNow: 'Il tempo per inviare è finito.',
    notYet: 'Il bando non è ancora aperto: non è stato inviato nulla.',
    minutesLeft: 'Mancano dieci minuti all’apertura.',
    minuteLeft: 'Manca un minuto all’apertura.',
    secondsLeft: 'Mancano dieci secondi all’apertura.',
    sending: 'Invio in corso. Resta su questa pagina: arriva la ricevuta.',
    network:
      'La rete o il server non rispondono. L’invio si ripete da solo finché arriva una risposta.',
    busy: 'Il server è molto occupato. L’invio si ripete da solo finché arriva una risposta.',
    entered: 'La domanda è nel registro. Si apre la ricevuta.',
    changed:
      'La domanda è cambiata da quando hai aperto questa pagina: ricaricala per vedere a che punto è.',
    moved: 'L’ente ha spostato i termini: la pagina mostra quelli nuovi.',
    signedOut: 'La sessione è scaduta e non è stato inviato nulla. Accedi e premi di nuovo.',
    refused: 'L’invio non è stato accettato. Apri la domanda per vedere perché.',
  },
};

type Words = {
  readonly [K in keyof typeof it]: (typeof it)[K] extends string
    ? string
    : (typeof it)[K] extends (...said: infer A) => string
      ? (...said: A) => string
      : (typeof it)[K] extends readonly [string, string]
        ? readonly [string, string]
        : { readonly [J in keyof (typeof it)[K]]: string };
};

const en: Words = {
  page: 'Submitting the application',
  toGate: 'Go to the page for submitting',
  ready: (time) => `All is ready. It opens at ${time}`,
  notReady: 'The application is not ready yet',
  open: 'The call is open: you can submit',
  closed: 'The call is closed',
  othersSend: 'The application is ready: whoever may act for the lead submits it',
  countdown: 'Countdown',
  toOpening: 'Until the opening',
  toClosing: 'Until the closing',
  noClosing: 'The call has no deadline',
  serverTime: 'Time of the server, Rome',
  days: ['day', 'days'],
  picture: (opens) => `The opening is on ${opens}.`,
  confirmed: 'text ready',
  begun: 'draft begun',
  frozenSince: 'text frozen',
  opened: 'open →',
  send: 'Submit the application',
  buttonHelp: (time) =>
    `The button submits from ${time}. Reloading the page loses nothing; before that time nothing is sent.`,
  buttonHelpOpen: 'One press is enough. If the page closes or the network fails, nothing is lost.',
  noScript:
    'This page does not update itself: its times are those of when it was opened. You need not reload it to submit.',
  reload: 'Reload the page',
  frozenTitle: 'Your application is frozen',
  stateTitle: 'Where it stands',
  consents: (given, needed) => `${given} of ${needed} consents to this text`,
  missing: (names) => `Missing: ${names}`,
  frozen: 'The text is frozen and complete',
  notFrozen: 'The text is not frozen',
  documents: (count) => `Documents handed in with the text: ${count}`,
  hash: 'Fingerprint of the text',
  reread: 'Read the application again',
  rereadHelp: 'If you edit it, the consents are void and must be asked for again.',
  toApplication: 'Open the application',
  happens: (time) => `What happens at ${time}`,
  happensNow: 'What happens when you press',
  press: 'You press “Submit the application” once',
  pressHelp: 'It is a very short message: the text and the documents are here already.',
  number: 'The register gives it a number',
  numberHelp: 'The order is decided by the server, not by your clock.',
  receipt: 'You get the signed receipt',
  receiptHelp: 'If the line drops, press again: you get the same receipt.',
  everyone: (day) => `All applications submitted by ${day} enter the register`,
  everyoneNoEnd: 'All applications submitted after the opening enter the register',
  everyoneHelp:
    'If the service stops, the body can record the outage and admit those who could not submit.',
  status: 'State of the service',
  help: {
    complete: 'Complete and freeze the text; then every partner must consent.',
    'wait-for-lead': 'The lead is still writing the text.',
    consent: 'Your consent to the frozen text is missing.',
    'wait-for-consents': 'The text is frozen, but consents are missing.',
    'wait-for-opening': '',
    submit: '',
    'wait-for-submission': '',
    missed: 'The application was not submitted in time. What was written is kept.',
    'take-up-again': 'The application was withdrawn: it can be taken up and submitted again.',
    none: 'The application was withdrawn and can no longer be submitted.',
  },
  said: {
    openNow: 'The call is open: press “Submit the application”.',
    closedNow: 'The time for submitting is over.',
    notYet: 'The call is not open yet: nothing was sent.',
    minutesLeft: 'Ten minutes until the opening.',
    minuteLeft: 'One minute until the opening.',
    secondsLeft: 'Ten seconds until the opening.',
    sending: 'Submitting. Stay on this page: the receipt is coming.',
    network:
      'The network or the server does not answer. The act is repeated by itself until an answer comes.',
    busy: 'The server is very busy. The act is repeated by itself until an answer comes.',
    entered: 'The application is in the register. Its receipt is being opened.',
    changed:
      'The application has changed since you opened this page: reload it to see where it stands.',
    moved: 'The body has moved the dates: the page shows the new ones.',
    signedOut: 'The session has expired and nothing was sent. Sign in and press again.',
    refused: 'The act was not accepted. Open the application to see why.',
  },
};

export const gateWords: Readonly<Record<Language, Words>> = { it, en };
