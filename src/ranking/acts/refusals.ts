import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { signatureRefusals } from '../../applications/index.ts';

const ownRefusals = {
  'no-such-round': {
    status: 422,
    en: 'There is no frozen round with this number in the call: freeze one, or name another.',
    it: 'Nel bando non c’è una fotografia delle pratiche con questo numero: scattane una, o indicane un’altra.',
  },
  'no-such-ranking': {
    status: 422,
    en: 'The call has no ranking with this name.',
    it: 'Il bando non ha una graduatoria con questo nome.',
  },
  'no-such-decision': {
    status: 422,
    en: 'No decision with this number is in force: take the draft up again with the decisions that are.',
    it: 'Nessuna decisione con questo numero è in vigore: riprendi la bozza con le decisioni che lo sono.',
  },
  'no-such-act': {
    status: 422,
    en: 'The act that it follows or replaces is not there, or not signed, or does not hold any more.',
    it: 'L’atto che segue o che rettifica non c’è, non è firmato, o non vale più.',
  },
  'follows-missing': {
    status: 422,
    en: 'Scrolling and moves of money go on from a signed ranking: say which act comes before.',
    it: 'Scorrimenti e spostamenti di risorse partono da una graduatoria firmata: indica l’atto che precede.',
  },
  'replaces-missing': {
    status: 422,
    en: 'A correction says which act it replaces, and why.',
    it: 'Una rettifica dice quale atto sostituisce, e perché.',
  },
  'no-such-pot': {
    status: 422,
    en: 'The call has no pot with this name.',
    it: 'Il bando non ha una dotazione con questo nome.',
  },
  'no-such-application': {
    status: 422,
    en: 'The act before says nothing of this application.',
    it: 'L’atto che precede non dice nulla di questa domanda.',
  },
  'amount-wrong': {
    status: 422,
    en: 'An amount is written as 1234.50, greater than nothing and to the cent.',
    it: 'Un importo si scrive 1234.50, maggiore di zero e al centesimo.',
  },
  'text-missing': {
    status: 422,
    en: 'Title and ground are needed; of money, the act and the giver or the ground.',
    it: 'Servono l’oggetto e il fondamento; per il denaro, l’atto e chi lo dà o il fondamento.',
  },
  'orders-strange': {
    status: 422,
    en: 'New money, savings and moves belong to acts that go on from a ranking.',
    it: 'Nuove risorse, economie e spostamenti riguardano gli atti che proseguono una graduatoria.',
  },
  'not-a-draft': {
    status: 409,
    en: 'The act is not a draft any more: a signed act is never changed, a correction is another act.',
    it: 'L’atto non è più una bozza: un atto firmato non si cambia, una rettifica è un altro atto.',
  },
  'changed-meanwhile': {
    status: 412,
    en: 'Somebody has changed the draft meanwhile: look at it again.',
    it: 'Qualcuno ha cambiato la bozza nel frattempo: riguardala.',
  },
  'checks-failed': {
    status: 409,
    en: 'A check before signing speaks against it: see which.',
    it: 'Un controllo prima della firma non è superato: guarda quale.',
  },
  'text-changed': {
    status: 409,
    en: 'The text is not the one that was looked at: a draft, a decision or a round has changed. Look at it again before signing.',
    it: 'Il testo non è quello che era stato letto: sono cambiati la bozza, una decisione o una fotografia. Rileggilo prima di firmare.',
  },
  'not-signed-yet': {
    status: 409,
    en: 'Only a signed act is published.',
    it: 'Si pubblica solo un atto firmato.',
  },
  'published-already': {
    status: 409,
    en: 'The act is published already; what was published stays.',
    it: 'L’atto è già pubblicato; quanto è stato pubblicato resta.',
  },
  'protocol-missing': {
    status: 422,
    en: 'Before it is published an act has its protocol number and its day.',
    it: 'Prima della pubblicazione l’atto ha il suo numero di protocollo e il giorno.',
  },
  'protocol-kept': {
    status: 409,
    en: 'The act has a protocol number already, and keeps it.',
    it: 'L’atto ha già un numero di protocollo, e lo conserva.',
  },
  'day-wrong': {
    status: 422,
    en: 'A day is written as 2025-03-31. An act is published on the day of its signature or later; its protocol is not of tomorrow.',
    it: 'Un giorno si scrive 2025-03-31. Un atto si pubblica il giorno della firma o dopo; il protocollo non è di domani.',
  },
  'not-published-yet': {
    status: 409,
    en: 'Letters about an act are written once it is published.',
    it: 'Le lettere su un atto si scrivono dopo la pubblicazione.',
  },
  'no-such-letter': {
    status: 422,
    en: 'The call has no letter of this name about acts.',
    it: 'Il bando non ha una lettera con questo nome sugli atti.',
  },
  'letters-under-way': {
    status: 409,
    en: 'These letters are being written already.',
    it: 'Queste lettere sono già in corso di invio.',
  },
  'no-letter-due': {
    status: 409,
    en: 'Everybody of the act has got this letter.',
    it: 'Tutti coloro che sono nell’atto hanno già ricevuto questa lettera.',
  },
  'no-such-file': {
    status: 409,
    en: 'The act has no such file, or not yet.',
    it: 'L’atto non ha questo documento, o non ancora.',
  },
  'already-signed': {
    status: 409,
    en: 'The act is signed already.',
    it: 'L’atto è già firmato.',
  },
} as const;

/** What is said otherwise of a signature on an act than of one on a consent. */
const ownSignatureRefusals = {
  'signature-off': {
    status: 409,
    en: 'This server knows no certification authority, so it cannot check signatures. Sign on this site, signed in.',
    it: 'Questo server non conosce autorità di certificazione e non può verificare firme. Firma da questo sito, dopo l’accesso.',
  },
  'other-text': {
    status: 422,
    en: 'What is signed is not the text of this act as it is now. Download the text again, sign that file without opening and saving it in another program, and send it. If your program rewrites PDF files, choose the .p7m form.',
    it: 'Ciò che è stato firmato non è il testo di questo atto com’è ora. Scarica di nuovo il testo, firma quel file senza aprirlo e salvarlo con altri programmi, e invialo. Se il tuo programma riscrive i PDF, scegli il formato .p7m.',
  },
  'another-person': {
    status: 422,
    en: 'The signature is good, but none of those who signed has the power to sign acts of this call.',
    it: 'La firma è valida, ma nessuno di chi ha firmato ha il potere di firmare gli atti di questo bando.',
  },
} as const;

const refusals = { ...ownRefusals, ...signatureRefusals, ...ownSignatureRefusals } as const;

export type ActRefusal = keyof typeof refusals;

export interface ActRefused {
  readonly type: 'refused';
  readonly code: ActRefusal;
  /** The part of the request that it is about, as a JSON pointer. */
  readonly path?: string;
  /** Checks that failed, or who signed instead. */
  readonly about?: readonly string[];
}

export function refused(
  code: ActRefusal,
  more: Omit<ActRefused, 'type' | 'code'> = {},
): ActRefused {
  return { type: 'refused', code, ...more };
}

export function actProblem({ code, path, about = [] }: ActRefused): ProblemReply {
  const text = refusals[code];
  const detail = about.length === 0 ? text.en : `${text.en} (${about.join(', ')})`;
  return refusedByRules(code, text, { detail, path });
}

export function saidOf({ code, about = [] }: ActRefused, language: Language): string {
  const text = refusals[code][language];
  return about.length === 0 || code === 'checks-failed' ? text : `${text} (${about.join('; ')})`;
}
