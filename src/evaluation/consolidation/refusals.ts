import type { ProblemPart, ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { judgingRefusals } from '../judging-refusals.ts';

const refusals = {
  ...judgingRefusals,
  'not-of-the-panel': {
    status: 403,
    en: 'Only the chair and the secretary of the panel of this call do this.',
    it: 'Lo fanno solo il presidente e il segretario del Nucleo di questo bando.',
  },
  'still-blind': {
    status: 409,
    en: 'The sheets of this application are not laid open: until then each of the panel sees only their own.',
    it: 'Le schede di questa domanda non sono aperte: fino ad allora ciascuno vede solo la propria.',
  },
  'no-such-application': {
    status: 404,
    en: 'There is no such application in this call.',
    it: 'In questo bando non c’è questa domanda.',
  },
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application was withdrawn meanwhile: nothing is decided about it any more.',
    it: 'La domanda è stata ritirata nel frattempo: non si decide più nulla.',
  },
  'rules-changed': {
    status: 409,
    en: 'The rules in force cannot read a closed sheet any more: a decision that it was filled in under is missing in the version published last. Publish the version with that decision, or take the opening back and have the sheet filled in again.',
    it: 'Le regole in vigore non leggono più una scheda chiusa: nell’ultima versione pubblicata manca una decisione con cui era stata compilata. Pubblica la versione con quella decisione, oppure annulla l’apertura e fai compilare di nuovo la scheda.',
  },
  'session-open': {
    status: 409,
    en: 'A session of this panel is open already: close it first.',
    it: 'C’è già una seduta aperta di questo Nucleo: prima va chiusa.',
  },
  'no-session': {
    status: 409,
    en: 'This is done in a session, and none is open.',
    it: 'Si fa in seduta, e nessuna seduta è aperta.',
  },
  'session-closed': {
    status: 409,
    en: 'The session is closed already.',
    it: 'La seduta è già chiusa.',
  },
  'left-open': {
    status: 409,
    en: 'Sheets are laid open about which nothing is decided: decide, or take the opening back, before the session is closed.',
    it: 'Ci sono schede aperte su cui non si è deciso: decidi, o annulla l’apertura, prima di chiudere la seduta.',
  },
  'no-quorum': {
    status: 422,
    en: 'Fewer members are present than the call asks for.',
    it: 'I componenti presenti sono meno di quelli che il bando richiede.',
  },
  'place-missing': {
    status: 422,
    en: 'Say where the session is held.',
    it: 'Indica dove si tiene la seduta.',
  },
  'day-strange': {
    status: 422,
    en: 'The day of the session is today or earlier.',
    it: 'Il giorno della seduta è oggi o un giorno passato.',
  },
  'points-undecided': {
    status: 409,
    en: 'Values that the call does not state must be decided first, by an act.',
    it: 'Prima vanno decisi, con un atto, valori che il bando non riporta.',
  },
  'sheets-missing': {
    status: 409,
    en: 'Not all the sheets of this application are closed.',
    it: 'Non tutte le schede di questa domanda sono chiuse.',
  },
  'already-opened': {
    status: 409,
    en: 'The sheets of this application are laid open already.',
    it: 'Le schede di questa domanda sono già aperte.',
  },
  'not-opened': {
    status: 409,
    en: 'The sheets of this application are not laid open: somebody has taken the opening back, or a sheet was removed.',
    it: 'Le schede di questa domanda non sono aperte: l’apertura è stata annullata, o una scheda è stata tolta.',
  },
  'already-decided': {
    status: 409,
    en: 'The panel has decided about this application already; what was decided then holds.',
    it: 'Su questa domanda il Nucleo ha già deciso: vale quanto deciso allora.',
  },
  'not-decided': {
    status: 422,
    en: 'Each value needs to be decided, with its reason.',
    it: 'Ogni valore va deciso, con la sua motivazione.',
  },
  'points-open': {
    status: 409,
    en: 'Some points are still open: the office has facts to find first.',
    it: 'Alcuni punti sono ancora aperti: l’ufficio deve prima accertare dei dati.',
  },
  'not-communicated': {
    status: 409,
    en: 'The assessment is not communicated yet.',
    it: 'La valutazione non è ancora stata comunicata.',
  },
  released: {
    status: 409,
    en: 'What was decided has been communicated: it is no longer undone here.',
    it: 'Quanto deciso è stato comunicato: qui non si annulla più.',
  },
} as const;

export type ConsolidationRefusal = keyof typeof refusals;

export function consolidationProblem(
  code: ConsolidationRefusal,
  errors: readonly ProblemPart[] = [],
): ProblemReply {
  return refusedByRules(code, refusals[code], { errors });
}

export function saidOf(code: ConsolidationRefusal, language: Language): string {
  return refusals[code][language];
}
