import type { Gap } from '../../engine/index.ts';
import type { ProblemPart, ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';

/** Why an act between office and applicant is refused: stable codes, what programs are told and what people read. */
export const refusals = {
  'no-power': {
    status: 403,
    en: 'You have no power to do this for the lead of the application.',
    it: 'Non hai il potere di farlo per il capofila della domanda.',
  },
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application was withdrawn meanwhile: there is nothing left to examine.',
    it: 'Nel frattempo la domanda è stata ritirata: non c’è più nulla da esaminare.',
  },
  'already-decided': {
    status: 409,
    en: 'The examination of this application is over. Whoever must ask something reopens it first.',
    it: 'L’istruttoria di questa pratica è conclusa. Chi deve chiedere qualcosa prima la riapre.',
  },
  'not-begun': {
    status: 409,
    en: 'The examination of this application has not begun: begin it first.',
    it: 'L’istruttoria di questa pratica non è iniziata: prima va iniziata.',
  },
  'text-moved': {
    status: 409,
    en: 'The text under examination has changed since this answer was sent: what it corrects cannot be taken over as it is. Ask for it again.',
    it: 'Il testo in esame è cambiato dopo l’invio di questa risposta: le sue correzioni non si possono riprendere così. Chiedile di nuovo.',
  },
  'no-examination': {
    status: 409,
    en: 'The definition of the call does not say how applications are examined.',
    it: 'La definizione del bando non dice come si esaminano le domande.',
  },
  undecided: {
    status: 409,
    en: 'The call leaves open what this depends on: it must be decided first, with an act.',
    it: 'Il bando lascia aperto un punto da cui questo dipende: prima va deciso, con un atto.',
  },
  'clarification-not-provided': {
    status: 409,
    en: 'This call does not allow clarification requests.',
    it: 'Questo bando non ammette richieste di integrazioni.',
  },
  'notice-not-provided': {
    status: 409,
    en: 'In this call no notice of the reasons against is given before a refusal.',
    it: 'In questo bando il preavviso di rigetto non si dà.',
  },
  'rounds-used': {
    status: 409,
    en: 'The applicant was asked as often as the call allows.',
    it: 'Le integrazioni sono già state chieste tante volte quante il bando consente.',
  },
  'request-open': {
    status: 409,
    en: 'Another request or notice waits for its answer: only one can at a time.',
    it: 'Un’altra richiesta o un altro preavviso attende risposta: può attenderne una sola alla volta.',
  },
  'draft-there': {
    status: 409,
    en: 'A draft of this kind is there already: go on with that one.',
    it: 'C’è già una bozza di questo tipo: prosegui con quella.',
  },
  'not-a-draft': {
    status: 409,
    en: 'It was sent already, and stays as it was sent.',
    it: 'È già stata inviata e resta come è stata inviata.',
  },
  'changed-meanwhile': {
    status: 409,
    en: 'Somebody else has changed the draft since you opened it. See what it says now; yours was not stored.',
    it: 'Un’altra persona ha modificato la bozza dopo che l’hai aperta. Guarda che cosa dice ora: la tua modifica non è stata salvata.',
  },
  'no-points': {
    status: 422,
    en: 'Choose at least one point: what must the applicant answer?',
    it: 'Scegli almeno un punto: a che cosa deve rispondere chi ha presentato la domanda?',
  },
  'too-many-points': {
    status: 422,
    en: 'These are more points than one request may have (60).',
    it: 'I punti sono più di quanti una richiesta possa averne (60).',
  },
  'point-empty': {
    status: 422,
    en: 'A chosen point has no text: write what is missing, or leave the point out.',
    it: 'Un punto scelto non ha testo: scrivi che cosa manca, oppure togli il punto.',
  },
  'point-twice': {
    status: 422,
    en: 'Two points have the same name, or a name that is none.',
    it: 'Due punti hanno lo stesso nome, o un nome che non va.',
  },
  'no-such-field': {
    status: 422,
    en: 'The application has no such field or paper: see the list of those it has.',
    it: 'La domanda non ha questo campo o questo documento: vedi l’elenco di quelli che ha.',
  },
  'not-open': {
    status: 409,
    en: 'It does not wait for an answer.',
    it: 'Non attende una risposta.',
  },
  'already-replied': {
    status: 409,
    en: 'The answer was sent already, and stays as it was sent.',
    it: 'La risposta è già stata inviata e resta come è stata inviata.',
  },
  'request-withdrawn': {
    status: 409,
    en: 'The office has taken this back: no answer is needed any more.',
    it: 'L’ufficio l’ha ritirata: non serve più rispondere.',
  },
  'already-silent': {
    status: 409,
    en: 'The last day to answer has passed.',
    it: 'L’ultimo giorno per rispondere è passato.',
  },
  unanswered: {
    status: 422,
    en: 'Some points have no answer yet: write a few words, hand in a document or correct a field. Who cannot give something says why.',
    it: 'Alcuni punti non hanno ancora risposta: scrivi due righe, carica un documento o correggi un dato. Chi non può dare qualcosa spieghi perché.',
  },
  'field-not-asked': {
    status: 422,
    en: 'That field was not asked for: only those named in the request can be corrected.',
    it: 'Quel dato non è stato chiesto: si correggono solo quelli indicati nella richiesta.',
  },
  'correction-wrong': {
    status: 422,
    en: 'A correction cannot be taken as it is written: see each field.',
    it: 'Una correzione non si può accettare così com’è scritta: vedi ogni campo.',
  },
  'no-such-point': {
    status: 404,
    en: 'There is no such point.',
    it: 'Questo punto non esiste.',
  },
  'text-too-long': {
    status: 422,
    en: 'A text is longer than it may be.',
    it: 'Un testo è più lungo del consentito.',
  },
  'reason-missing': {
    status: 422,
    en: 'Write the reason: it stays in the record.',
    it: 'Scrivi il motivo: resta agli atti.',
  },
  'due-not-later': {
    status: 422,
    en: 'The new last day must come after the one there is now, and not more than a year after.',
    it: 'Il nuovo ultimo giorno deve venire dopo quello attuale, e non oltre un anno dopo.',
  },
  'not-late': {
    status: 409,
    en: 'Only of an answer that came late one decides whether it counts.',
    it: 'Solo di una risposta tardiva si decide se conta.',
  },
  'already-settled': {
    status: 409,
    en: 'This was settled already.',
    it: 'È già stato deciso.',
  },
  'no-observations': {
    status: 409,
    en: 'There are no observations to answer to.',
    it: 'Non ci sono osservazioni a cui rispondere.',
  },
  'day-wrong': {
    status: 422,
    en: 'Write the day of the delivery: not before the request was sent, and not in the future.',
    it: 'Scrivi il giorno della consegna: non prima dell’invio e non nel futuro.',
  },
  'too-many-files': {
    status: 409,
    en: 'There are as many files here as there may be.',
    it: 'Qui ci sono già tutti i file consentiti.',
  },
  'no-room': {
    status: 413,
    en: 'Together the files would take up more than they may.',
    it: 'Insieme i file occuperebbero più spazio del consentito.',
  },
  'file-too-large': {
    status: 413,
    en: 'The file is larger than one may be. Nothing of it was kept.',
    it: 'Il file supera la dimensione massima. Non ne è stato conservato nulla.',
  },
  'file-empty': {
    status: 422,
    en: 'No file came, or an empty one. Choose a file and send it again.',
    it: 'Non è arrivato alcun file, o è vuoto. Scegli un file e invialo di nuovo.',
  },
  'file-truncated': {
    status: 422,
    en: 'The file did not arrive whole. Send it again.',
    it: 'Il file non è arrivato intero. Invialo di nuovo.',
  },
  'file-unknown': {
    status: 422,
    en: 'By its content the file is of none of the kinds that are taken, or it is damaged. Open it, save it as PDF and send that.',
    it: 'Dal contenuto il file non è di alcun tipo ammesso, o è danneggiato. Aprilo, salvalo come PDF e invia quello.',
  },
  'file-suspicious': {
    status: 422,
    en: 'The file holds something that may harm who opens it. Save it as PDF and send that.',
    it: 'Il file contiene qualcosa che può danneggiare chi lo apre. Salvalo come PDF e invia quello.',
  },
  'file-kind': {
    status: 422,
    en: 'For this document another kind of file is asked.',
    it: 'Per questo documento è chiesto un altro tipo di file.',
  },
  infected: {
    status: 409,
    en: 'A virus was found in this file. Who takes it all the same says so with `despite=infected`.',
    it: 'In questo file è stato trovato un virus. Chi lo vuole lo stesso lo dice con `despite=infected`.',
  },
} as const;

export type RequestRefusal = keyof typeof refusals;

export interface Refused {
  readonly type: 'refused';
  readonly code: RequestRefusal;
  /** Where the call forbids it. */
  readonly article?: string;
  /** What must be decided first. */
  readonly gaps?: readonly Gap['unknown'][];
  /** Points or fields that are wrong, by name. */
  readonly places?: readonly string[];
}

export function refused(code: RequestRefusal, more: Omit<Refused, 'type' | 'code'> = {}): Refused {
  return { type: 'refused', code, ...more };
}

/** A refusal for people, with the article that forbids it or what must be decided. */
export function saidOf({ code, article, gaps = [] }: Refused, language: Language): string {
  const { [language]: text } = refusals[code];
  const notes = gaps.map(({ note }) => note[language]);
  return [text, ...(article === undefined ? [] : [`(${article})`]), ...notes].join(' ');
}

/** A refusal for programs. */
export function problemOf({ code, article, gaps = [], places = [] }: Refused): ProblemReply {
  const { en } = refusals[code];
  const errors: readonly ProblemPart[] = places.map((path) => ({
    code,
    path: `/${path.replaceAll('~', '~0').replaceAll('/', '~1')}`,
    detail: en,
  }));
  return refusedByRules(code, refusals[code], {
    detail: article === undefined ? en : `${en} (${article})`,
    errors,
    ...(gaps.length > 0 && {
      more: { decisions: gaps.map(({ id, note }) => ({ id, note: note.en })) },
    }),
  });
}
