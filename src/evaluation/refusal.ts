import type { ProblemReply } from '../platform/http/problem-reply.ts';
import { partsRefused } from '../platform/http/refused.ts';
import type { Language } from '../platform/page/index.ts';

/** What the rules refuse, with the part of the request it is about as a JSON pointer. */
export interface RefusedPart {
  readonly code: PanelRefusal;
  readonly path: string;
}

export interface PanelRefused {
  readonly type: 'refused';
  readonly problems: readonly RefusedPart[];
}

export function refused(code: PanelRefusal, path = ''): PanelRefused {
  return { type: 'refused', problems: [{ code, path }] };
}

type RefusalText = Readonly<Record<Language, string>> & { readonly status: 404 | 409 | 422 };

/** Stable codes, what programs are told and what people read. */
export const refusals = {
  'text-missing': { status: 422, en: 'This is missing.', it: 'Questo dato manca.' },
  'fiscal-code-wrong': {
    status: 422,
    en: 'This is not a valid fiscal code: check each letter and digit.',
    it: 'Il codice fiscale non è valido: controllare ogni lettera e cifra.',
  },
  'day-wrong': {
    status: 422,
    en: 'This is no day of the calendar.',
    it: 'Non è un giorno del calendario.',
  },
  'day-ahead': {
    status: 422,
    en: 'The act has not been taken yet: its day is still to come.',
    it: 'L’atto non è ancora stato adottato: la sua data è nel futuro.',
  },
  'nothing-changes': {
    status: 422,
    en: 'The act names nobody and nobody leaves: say what it changes.',
    it: 'L’atto non nomina nessuno e nessuno esce: indicare che cosa cambia.',
  },
  'member-unknown': {
    status: 422,
    en: 'There is no such member in the panel now.',
    it: 'Oggi nel Nucleo non c’è questo componente.',
  },
  'named-twice': {
    status: 422,
    en: 'The act says two things of the same person: keep one.',
    it: 'L’atto dice due cose della stessa persona: tenerne una sola.',
  },
  'already-so': {
    status: 422,
    en: 'This person has this part already.',
    it: 'Questa persona ha già questo compito.',
  },
  'not-of-the-body': {
    status: 422,
    en: 'This person does not have the role in the body, or for this call: an administrator gives it first.',
    it: 'Questa persona non ha il ruolo nell’ente, né per questo bando: prima lo assegna un amministratore.',
  },
  'chair-missing': {
    status: 422,
    en: 'After the act the panel would have no chair.',
    it: 'Dopo l’atto il Nucleo sarebbe senza presidente.',
  },
  'chair-twice': {
    status: 422,
    en: 'After the act the panel would have more than one chair.',
    it: 'Dopo l’atto il Nucleo avrebbe più di un presidente.',
  },
  'too-few-members': {
    status: 422,
    en: 'After the act the panel would have fewer members, the chair included, than the call asks for.',
    it: 'Dopo l’atto il Nucleo avrebbe meno componenti, presidente compreso, di quanti ne chiede il bando.',
  },
  'changed-meanwhile': {
    status: 409,
    en: 'Somebody has changed this in the meantime: look at it again and repeat.',
    it: 'Qualcuno ha modificato questi dati nel frattempo: rileggerli e ripetere.',
  },
  'no-such-application': {
    status: 404,
    en: 'There is no such application before the panel.',
    it: 'Questa domanda non è davanti al Nucleo.',
  },
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application has been withdrawn: there is nothing left to assess.',
    it: 'La domanda è stata ritirata: non c’è più nulla da valutare.',
  },
  'already-decided': {
    status: 409,
    en: 'The outcome of the application is decided already.',
    it: 'L’esito della domanda è già deciso.',
  },
  'not-of-the-panel': {
    status: 409,
    en: 'This person is not among those of the panel who assess.',
    it: 'Questa persona non è fra i componenti del Nucleo che valutano.',
  },
  'not-in-the-panel': {
    status: 404,
    en: 'This call has no panel, or you are not in it.',
    it: 'Il bando non ha un Nucleo, o non ne fai parte.',
  },
  'not-arrived': {
    status: 409,
    en: 'The application has not come to the panel yet.',
    it: 'La domanda non è ancora arrivata al Nucleo.',
  },
  'not-declared': {
    status: 409,
    en: 'This person has not declared about this application yet: first that, then the application.',
    it: 'Questa persona non ha ancora reso la dichiarazione su questa domanda: prima la dichiarazione, poi la domanda.',
  },
  conflict: {
    status: 409,
    en: 'This person is in conflict with this application.',
    it: 'Questa persona è in conflitto di interessi con questa domanda.',
  },
  'already-assigned': {
    status: 409,
    en: 'This person has the application already.',
    it: 'Questa persona ha già la domanda.',
  },
  'had-before': {
    status: 409,
    en: 'This person had the application and it was taken from them: choose somebody else.',
    it: 'Questa persona ha già avuto la domanda e le è stata tolta: scegliere un’altra persona.',
  },
  'not-assigned': {
    status: 409,
    en: 'This person does not have the application.',
    it: 'Questa persona non ha la domanda.',
  },
  'part-unfit': {
    status: 422,
    en: 'Experts give opinions and do not score; the others score and give none.',
    it: 'Gli esperti danno pareri e non punteggi; gli altri danno punteggi e non pareri.',
  },
  'reporter-there': {
    status: 409,
    en: 'The application has a reporter already.',
    it: 'La domanda ha già un relatore.',
  },
  'enough-scorers': {
    status: 409,
    en: 'The application has all the scorers that the call allows.',
    it: 'La domanda ha già tutti i valutatori che il bando prevede.',
  },
  'enough-experts': {
    status: 409,
    en: 'The application has all the experts that the call allows.',
    it: 'La domanda ha già tutti gli esperti che il bando prevede.',
  },
  'rule-missing': {
    status: 409,
    en: 'The call does not say how many sheets each application gets: that must be decided first.',
    it: 'Il bando non dice quante schede riceve ogni domanda: prima va deciso.',
  },
  'nothing-to-assign': {
    status: 409,
    en: 'Every application before the panel has everybody it needs.',
    it: 'Ogni domanda davanti al Nucleo ha già tutti i suoi valutatori.',
  },
  'already-declared': {
    status: 409,
    en: 'You have declared about these applications already.',
    it: 'Su queste domande la dichiarazione è già resa.',
  },
  'nothing-to-declare': {
    status: 409,
    en: 'There is no application about which you have not declared.',
    it: 'Non ci sono domande sulle quali manchi la dichiarazione.',
  },
  'list-changed': {
    status: 409,
    en: 'The list has changed since it was shown: look at it again and declare.',
    it: 'L’elenco è cambiato da quando è stato mostrato: rileggerlo e dichiarare.',
  },
  'not-in-the-list': {
    status: 422,
    en: 'This application is not in the list about which you declare.',
    it: 'Questa domanda non è nell’elenco sul quale si rende la dichiarazione.',
  },
  'already-in-conflict': {
    status: 409,
    en: 'This conflict is recorded already.',
    it: 'Questo conflitto è già registrato.',
  },
  'relation-there': {
    status: 409,
    en: 'You have declared this relation already.',
    it: 'Questo legame è già dichiarato.',
  },
  'relation-unknown': {
    status: 404,
    en: 'You have declared no such relation, or have ended it.',
    it: 'Questo legame non è dichiarato, o è già cessato.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type PanelRefusal = keyof typeof refusals;

/** A refusal for programs. */
export function problemOf({ problems }: PanelRefused): ProblemReply {
  return partsRefused(problems, refusals);
}
