import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import type { ConfirmationRefusal } from './decide-confirmation.ts';
import type { FindingRefusal } from './decide-finding.ts';
import type { OutcomeRefusal } from './decide-outcome.ts';
import type { PhaseRefusal } from './decide-phase.ts';
import type { LiftingRefusal, ReopeningRefusal } from './decide-reopening.ts';

export type RefusalCode =
  | FindingRefusal
  | ConfirmationRefusal
  | PhaseRefusal
  | OutcomeRefusal
  | ReopeningRefusal
  | LiftingRefusal;

interface Refusal extends Readonly<Record<Language, string>> {
  readonly status: 409 | 412 | 422;
}

/** Stable codes, what programs are told and what people read. */
export const refusals: Readonly<Record<RefusalCode, Refusal>> = {
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application has been withdrawn: nothing more is decided about it.',
    it: 'La domanda è stata ritirata: non c’è più nulla da decidere.',
  },
  'already-decided': {
    status: 409,
    en: 'The examination has ended with an outcome: reopen it first.',
    it: 'L’istruttoria si è chiusa con un esito: per cambiarla va prima riaperta.',
  },
  'already-begun': {
    status: 409,
    en: 'The examination has begun already.',
    it: 'L’istruttoria è già iniziata.',
  },
  'not-begun': {
    status: 409,
    en: 'The examination has not begun yet.',
    it: 'L’istruttoria non è ancora iniziata.',
  },
  'changed-meanwhile': {
    status: 412,
    en: 'Somebody has changed this examination since you read it: look at it again.',
    it: 'Qualcuno ha modificato questa istruttoria dopo che l’hai aperta: rileggila prima di decidere.',
  },
  'found-meanwhile': {
    status: 412,
    en: 'Somebody else has found something on this check since you read it.',
    it: 'Su questo controllo qualcun altro si è espresso dopo che l’hai aperto.',
  },
  'no-such-subject': {
    status: 422,
    en: 'This application has no such check or value.',
    it: 'In questa domanda non c’è questo controllo, o questo dato.',
  },
  'for-the-panel': {
    status: 422,
    en: 'This is for the panel to say.',
    it: 'Questo spetta al Nucleo di valutazione.',
  },
  'value-strange': {
    status: 422,
    en: 'This value does not fit the question.',
    it: 'Questo valore non è adatto alla domanda.',
  },
  'by-expense': {
    status: 422,
    en: 'This category is declared expense by expense: say it of each expense.',
    it: 'Questa voce è dichiarata spesa per spesa: indica l’importo di ciascuna spesa.',
  },
  'above-declared': {
    status: 422,
    en: 'That is more than was declared: this call lets no more be recognised.',
    it: 'È più di quanto è stato dichiarato: questo bando non permette di riconoscere di più.',
  },
  'costs-open': {
    status: 409,
    en: 'What is recognised of some costs still waits for a second person, or must be clarified.',
    it: 'Per alcune spese l’importo riconosciuto aspetta ancora una seconda persona, o è da chiarire.',
  },
  'no-such-document': {
    status: 422,
    en: 'A document that is named as evidence was not handed in with this text.',
    it: 'Tra le prove c’è un documento che non è allegato a questa domanda.',
  },
  'nothing-new': {
    status: 409,
    en: 'That is what was found already.',
    it: 'È già stato registrato così.',
  },
  'nothing-to-take-back': {
    status: 409,
    en: 'Nothing was found on it that could be taken back.',
    it: 'Non c’è nessun riscontro da annullare.',
  },
  'note-missing': {
    status: 422,
    en: 'Say why: a reason is needed when it goes against the application, differs from what was declared or computed, or must be clarified.',
    it: 'Scrivi il motivo: serve quando il riscontro è contrario alla domanda, è diverso da ciò che risulta o è da chiarire.',
  },
  'one-person-is-enough': {
    status: 409,
    en: 'This call does not ask for a second person.',
    it: 'Questo bando non chiede una seconda persona.',
  },
  'no-such-finding': {
    status: 422,
    en: 'There is no such finding.',
    it: 'Questo riscontro non c’è.',
  },
  'own-finding': {
    status: 409,
    en: 'You found it yourself: another person confirms it.',
    it: 'Il riscontro è tuo: lo conferma un’altra persona.',
  },
  'confirmed-already': {
    status: 409,
    en: 'A second person has said so already.',
    it: 'Una seconda persona si è già espressa.',
  },
  'nothing-to-confirm': {
    status: 409,
    en: 'This finding needs no second person.',
    it: 'Questo riscontro non ha bisogno di conferma.',
  },
  'waiting-for-reply': {
    status: 409,
    en: 'The applicant has been asked something and has time to answer: wait for the reply, or take the request back.',
    it: 'Il richiedente ha ancora tempo per rispondere: attendi la risposta, oppure annulla la richiesta.',
  },
  'rules-missing': {
    status: 409,
    en: 'The rules of the call leave open how it is examined: that must be decided first.',
    it: 'Le regole del bando non dicono ancora come si svolge l’istruttoria: serve prima una decisione.',
  },
  'not-this-phase': {
    status: 409,
    en: 'That phase is not the one under way.',
    it: 'La fase in corso è un’altra.',
  },
  'points-open': {
    status: 409,
    en: 'Some checks are still open.',
    it: 'Alcuni controlli sono ancora aperti.',
  },
  'not-met': {
    status: 409,
    en: 'A check that excludes is not met: the application cannot go on.',
    it: 'Un controllo che esclude non è soddisfatto: la domanda non può proseguire.',
  },
  'not-by-rules': {
    status: 409,
    en: 'The rules alone do not decide every check of this phase.',
    it: 'In questa fase non tutti i controlli si decidono con le sole regole.',
  },
  'phases-left': {
    status: 409,
    en: 'A phase of the office is still under way: conclude it first.',
    it: 'Una fase dell’istruttoria è ancora in corso: prima va conclusa.',
  },
  'has-reserves': {
    status: 409,
    en: 'Some checks ask for a reserve: admit it with reserve.',
    it: 'Alcuni controlli chiedono una riserva: la domanda si ammette con riserva.',
  },
  'nothing-against': {
    status: 409,
    en: 'No check speaks against the application.',
    it: 'Nessun controllo è contrario alla domanda.',
  },
  'reasons-missing': {
    status: 422,
    en: 'Write the reasons, each in words that its people can read.',
    it: 'Scrivi i motivi, ciascuno con parole che il richiedente possa leggere.',
  },
  'not-a-reason': {
    status: 422,
    en: 'One of the reasons does not follow from a check.',
    it: 'Uno dei motivi non deriva da un controllo.',
  },
  'notice-first': {
    status: 409,
    en: 'This call asks for the notice of the reasons against before an application is refused.',
    it: 'Prima di non ammettere la domanda va inviato il preavviso di rigetto (art. 10-bis L. 241/1990).',
  },
  'notice-open': {
    status: 409,
    en: 'The applicant still has time to answer the notice of the reasons against.',
    it: 'Il richiedente ha ancora tempo per presentare osservazioni sul preavviso di rigetto.',
  },
  'observations-unanswered': {
    status: 409,
    en: 'The observations on the reasons against are not answered yet.',
    it: 'Le osservazioni del richiedente aspettano ancora una risposta.',
  },
  'not-decided': {
    status: 409,
    en: 'There is no outcome yet.',
    it: 'Non c’è ancora un esito.',
  },
  'ground-missing': {
    status: 422,
    en: 'Say on which act or rule it rests.',
    it: 'Indica l’atto o la norma su cui si fonda.',
  },
  'not-a-phase': {
    status: 422,
    en: 'The call has no such phase of the office.',
    it: 'Il bando non ha questa fase d’istruttoria.',
  },
  'no-reserve': {
    status: 409,
    en: 'It was not admitted with reserve.',
    it: 'La domanda non è ammessa con riserva.',
  },
};

/** A refusal for programs; `path` is the part of the request it is about. */
export function problemOf(
  code: RefusalCode,
  { path, more }: { readonly path?: string; readonly more?: ProblemReply['more'] } = {},
): ProblemReply {
  return refusedByRules(code, refusals[code], { path, more });
}
