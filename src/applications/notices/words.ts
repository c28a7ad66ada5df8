import { elided } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';

/** What of a frozen text has changed, so that it counts no longer. */
export type VoidReason =
  | 'title'
  | 'line'
  | 'answers'
  | 'partners'
  | 'costs'
  | 'rate'
  | 'documents'
  | 'rules'
  | 'consent';

export type Threshold = '7-days' | '2-days' | '6-hours';

interface Said {
  readonly subject: string;
  readonly text: string;
  readonly label: string;
}

interface Words {
  /** At the top of messages about a call that is not for real. */
  readonly modes: Readonly<Record<Exclude<Mode, 'live'>, string>>;
  readonly reasons: Readonly<Record<VoidReason, string>>;
  readonly left: Readonly<Record<Threshold, string>>;
  readonly asked: (about: About & { readonly organisations: string }) => Said;
  readonly voided: (about: About & { readonly by: string; readonly what: string }) => Said;
  readonly entered: (about: About & { readonly protocol: string; readonly at: string }) => Said;
  readonly closing: (about: About & { readonly left: string; readonly at: string }) => Said;
}

interface About {
  readonly project: string;
  readonly call: string;
  readonly lead: string;
}

const it: Words = {
  modes: {
    test: 'Questo è un bando di prova: ciò che invii non ha alcun effetto.',
    rehearsal: 'Questa è una prova generale: ciò che invii non ha alcun effetto.',
  },
  reasons: {
    title: 'il titolo del progetto',
    line: 'la linea scelta',
    answers: 'le risposte sul progetto',
    partners: 'chi partecipa, o i dati e le spese di un partner',
    costs: 'le spese',
    rate: 'la percentuale di contributo richiesta',
    documents: 'i documenti',
    rules: 'le regole del bando, secondo le quali il testo è stato congelato di nuovo',
    consent: 'un consenso, che è stato revocato',
  },
  left: { '7-days': 'sette giorni', '2-days': 'due giorni', '6-hours': 'sei ore' },
  asked: ({ project, call, lead, organisations }) => ({
    subject: `Serve il consenso di ${organisations}`,
    text:
      `${lead}, capofila, ha congelato il testo della domanda «${project}» nel bando «${call}».\n\n` +
      `Serve il consenso di: ${organisations}. Leggi il testo e, se va bene, dai il consenso: finché manca, la domanda non si può presentare.`,
    label: 'Leggi il testo e dai il consenso',
  }),
  voided: ({ project, call, by, what }) => ({
    subject: `Il consenso al progetto «${project}» non vale più`,
    text:
      `Il testo della domanda «${project}», nel bando «${call}», è cambiato dopo il consenso della tua organizzazione: il consenso non vale più.\n\n` +
      `Che cosa è cambiato: ${what}.\nPer conto di: ${by}.\n\n` +
      'Quando il testo sarà di nuovo congelato, servirà il consenso al testo nuovo.',
    label: 'Vedi la domanda',
  }),
  entered: ({ project, call, protocol, at }) => ({
    subject: `Domanda presentata: protocollo ${protocol}`,
    text:
      `La domanda «${project}» è stata presentata nel bando «${call}».\n\n` +
      `Numero di protocollo: ${protocol}\n${elided(`Ricevuta il ${at}`)} (ora italiana)\n\n` +
      'La ricevuta è la prova della presentazione: scaricala e conservala.',
    label: 'Apri la ricevuta',
  }),
  closing: ({ project, call, left, at }) => ({
    subject: `Mancano meno di ${left} alla chiusura: «${project}»`,
    text:
      `Il bando «${call}» ${elided(`chiude il ${at}`)} (ora italiana): mancano meno di ${left}. La domanda «${project}» non è ancora presentata.\n\n` +
      'Controlla che cosa manca e raccogli per tempo i consensi.\n\n' +
      'Se non vuoi questi promemoria, disattivali nel tuo profilo.',
    label: 'Vai alla domanda',
  }),
};

const en: Words = {
  modes: {
    test: 'This is a test of a call: what is sent has no effect.',
    rehearsal: 'This is a rehearsal: what is sent has no effect.',
  },
  reasons: {
    title: 'the title of the project',
    line: 'the chosen line',
    answers: 'the answers about the project',
    partners: 'who takes part, or the data and the costs of a partner',
    costs: 'the costs',
    rate: 'the rate asked for',
    documents: 'the documents handed in',
    rules: 'the rules of the call, by which the text was frozen again',
    consent: 'a consent, which was withdrawn',
  },
  left: { '7-days': 'seven days', '2-days': 'two days', '6-hours': 'six hours' },
  asked: ({ project, call, lead, organisations }) => ({
    subject: `The consent of ${organisations} is needed`,
    text:
      `${lead}, the lead, has frozen the text of the application “${project}” in the call “${call}”.\n\n` +
      `The consent of ${organisations} is needed. Read the text and, if it is right, consent: as long as a consent is missing, the application cannot be submitted.`,
    label: 'Read the text and consent',
  }),
  voided: ({ project, call, by, what }) => ({
    subject: `The consent to the project “${project}” is void`,
    text:
      `The text of the application “${project}”, in the call “${call}”, has changed since your organisation consented: the consent is void.\n\n` +
      `What has changed: ${what}.\nOn behalf of: ${by}.\n\n` +
      'Once the text is frozen again, the new text needs your consent.',
    label: 'See the application',
  }),
  entered: ({ project, call, protocol, at }) => ({
    subject: `Application submitted: protocol number ${protocol}`,
    text:
      `The application “${project}” was submitted in the call “${call}”.\n\n` +
      `Protocol number: ${protocol}\nReceived on ${at} (Italian time)\n\n` +
      'The receipt proves the submission: download it and keep it.',
    label: 'Open the receipt',
  }),
  closing: ({ project, call, left, at }) => ({
    subject: `Less than ${left} before closing: “${project}”`,
    text:
      `The call “${call}” closes on ${at} (Italian time): less than ${left} left. The application “${project}” is not submitted yet.\n\n` +
      'See what is missing, and collect the consents in time.\n\n' +
      'If you do not want these reminders, turn them off in your profile.',
    label: 'Go to the application',
  }),
};

export const noticeWords: Readonly<Record<Language, Words>> = { it, en };
