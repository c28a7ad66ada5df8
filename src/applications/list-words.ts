import type { Language } from '../platform/page/index.ts';
import type { NextStep } from './next-step.ts';

interface ListWords {
  readonly clock: string;
  readonly opens: string;
  readonly closes: string;
  readonly closed: string;
  readonly admitted: string;
  readonly noEnd: string;
  readonly received: string;
  readonly withdrawn: string;
  readonly documents: string;
  readonly everything: string;
  readonly more: (title: string) => string;
  readonly who: string;
  readonly whoHelp: string;
  readonly organisations: string;
  readonly account: string;
  readonly waiting: Readonly<Record<NextStep, string>>;
  readonly buttons: Readonly<Record<NextStep, string>>;
}

const it: ListWords = {
  clock: 'Termini',
  opens: 'Il bando apre il',
  closes: 'Puoi inviarla fino al',
  closed: 'Il bando ha chiuso il',
  admitted: 'Ammessa oltre la chiusura: puoi inviarla fino al',
  noEnd: 'Il bando non ha una scadenza',
  received: 'Ricevuta il',
  withdrawn: 'Ritirata il',
  documents: 'Documenti',
  everything: 'Tutto in un file',
  more: (title) => `Altro su «${title}»`,
  who: 'Chi può agire per la tua organizzazione',
  whoHelp:
    'Nella pagina di ogni organizzazione puoi dare e revocare le deleghe; nel profilo vedi per conto di chi agisci.',
  organisations: 'Le mie organizzazioni e le loro deleghe',
  account: 'Il mio profilo e i miei poteri',
  waiting: {
    complete: 'Completa il testo e congelalo',
    'wait-for-lead': 'Il capofila sta scrivendo il testo: ora non devi fare nulla',
    consent: 'Leggi il testo e dai il consenso',
    'wait-for-consents': 'Il testo è congelato: mancano i consensi degli altri',
    'wait-for-opening': 'Tutto è pronto: la invii dall’apertura',
    submit: 'Presenta la domanda',
    'wait-for-submission': 'Tutto è pronto: la invia chi può agire per il capofila',
    missed: 'Il bando è chiuso e la domanda non è stata inviata: il testo resta conservato',
    'take-up-again': 'La domanda è ritirata: puoi riprenderla',
    none: 'Ora non devi fare nulla',
  },
  buttons: {
    complete: 'Completa il testo',
    'wait-for-lead': 'Leggi la bozza',
    consent: 'Vai al consenso',
    'wait-for-consents': 'Vedi chi manca',
    'wait-for-opening': 'Vai all’invio',
    submit: 'Vai all’invio',
    'wait-for-submission': 'Vedi a che punto è',
    missed: 'Apri la domanda',
    'take-up-again': 'Riprendi la domanda',
    none: 'Vedi la ricevuta',
  },
};

const en: ListWords = {
  clock: 'Terms',
  opens: 'The call opens on',
  closes: 'You can submit it until',
  closed: 'The call closed on',
  admitted: 'Admitted after the closing: you can submit it until',
  noEnd: 'The call has no deadline',
  received: 'Received on',
  withdrawn: 'Withdrawn on',
  documents: 'Documents',
  everything: 'Everything in one file',
  more: (title) => `More about “${title}”`,
  who: 'Who may act for your organisation',
  whoHelp:
    'On the page of each organisation you can give and revoke mandates; your profile says on whose behalf you act.',
  organisations: 'My organisations and their mandates',
  account: 'My profile and my powers',
  waiting: {
    complete: 'Complete the text and freeze it',
    'wait-for-lead': 'The lead is writing the text: you have nothing to do now',
    consent: 'Read the text and consent',
    'wait-for-consents': 'The text is frozen: the consents of the others are awaited',
    'wait-for-opening': 'All is ready: it is submitted from the opening',
    submit: 'Submit the application',
    'wait-for-submission': 'All is ready: whoever may act for the lead submits it',
    missed: 'The call is closed and the application was not submitted: its text is kept',
    'take-up-again': 'The application is withdrawn: you can take it up',
    none: 'You have nothing to do now',
  },
  buttons: {
    complete: 'Complete the text',
    'wait-for-lead': 'Read the draft',
    consent: 'Go to the consent',
    'wait-for-consents': 'See who is missing',
    'wait-for-opening': 'Go to submitting',
    submit: 'Go to submitting',
    'wait-for-submission': 'See where it stands',
    missed: 'Open the application',
    'take-up-again': 'Take it up',
    none: 'See the receipt',
  },
};

export const listWords: Readonly<Record<Language, ListWords>> = { it, en };
