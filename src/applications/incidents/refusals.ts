import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import type { AdditionRefusal, IncidentRefusal, RemedyRefusal } from './incident.ts';

export type RefusalCode = IncidentRefusal | AdditionRefusal | RemedyRefusal;

interface Refusal extends Readonly<Record<Language, string>> {
  readonly status: 409 | 422;
  /** The member of the request, or the field of the form, to put right; none where it is not for the asker to do. */
  readonly field?: string;
}

/** Stable codes, what programs are told and what people read. */
export const refusals: Readonly<Record<RefusalCode, Refusal>> = {
  'title-missing': {
    status: 422,
    field: 'title',
    en: 'Say in a few words what happened.',
    it: 'Scrivi in poche parole che cosa è successo.',
  },
  'description-missing': {
    status: 422,
    field: 'description',
    en: 'Describe what happened and for whom.',
    it: 'Descrivi che cosa è successo e per chi.',
  },
  'end-before-begin': {
    status: 422,
    field: 'endedAt',
    en: 'It ends after it begins.',
    it: 'La fine viene dopo l’inizio.',
  },
  'in-the-future': {
    status: 422,
    field: 'endedAt',
    en: 'It ends in the past: what has not happened yet cannot be recorded.',
    it: 'La fine è nel passato: non si registra ciò che non è ancora accaduto.',
  },
  'too-long': {
    status: 422,
    field: 'endedAt',
    en: 'It lasts 72 hours at most: record a longer one in parts.',
    it: 'Dura al massimo 72 ore: uno più lungo si registra in più parti.',
  },
  'after-closing': {
    status: 422,
    field: 'beganAt',
    en: 'It began when nobody could submit any more, so it kept nobody from it.',
    it: 'È iniziato quando nessuno poteva più presentare la domanda: non lo ha impedito a nessuno.',
  },
  'no-evidence': {
    status: 422,
    field: 'evidenceFromOutside',
    en: 'Our servers have seen nothing in that time: say what it rests on instead.',
    it: 'In quel tempo i nostri server non hanno rilevato nulla: scrivi su che cosa si fonda.',
  },
  'already-recorded': {
    status: 409,
    field: 'beganAt',
    en: 'An incident of this call with these two instants is recorded already.',
    it: 'Un malfunzionamento di questo bando con gli stessi due istanti è già registrato.',
  },
  'no-such-application': {
    status: 422,
    field: 'application',
    en: 'There is no such application in this call.',
    it: 'In questo bando non c’è questa domanda.',
  },
  'reason-missing': {
    status: 422,
    field: 'reason',
    en: 'Say why it belongs on the list.',
    it: 'Scrivi perché deve stare nell’elenco.',
  },
  'already-listed': {
    status: 409,
    field: 'application',
    en: 'It is on the list already.',
    it: 'È già nell’elenco.',
  },
  'ground-missing': {
    status: 422,
    field: 'ground',
    en: 'Say on which act or rule it rests.',
    it: 'Indica l’atto o la norma su cui si fonda.',
  },
  'already-decided': {
    status: 409,
    en: 'The remedy of this incident is decided already, and there is one only.',
    it: 'Il rimedio a questo malfunzionamento è già deciso, e ce n’è uno solo.',
  },
  'until-in-the-past': {
    status: 422,
    field: 'until',
    en: 'That instant is already past.',
    it: 'Quell’istante è già passato.',
  },
  'no-closing': {
    status: 409,
    field: 'until',
    en: 'The call has no closing, so everybody can still submit.',
    it: 'Il bando non ha una chiusura: tutti possono ancora presentare la domanda.',
  },
  'until-before-closing': {
    status: 422,
    field: 'until',
    en: 'That instant is not after the closing: until then everybody can submit anyway.',
    it: 'Quell’istante non è dopo la chiusura: fino ad allora tutti possono comunque presentare la domanda.',
  },
  'nobody-to-admit': {
    status: 409,
    field: 'kind',
    en: 'Nobody on the list is still waiting to submit: add by hand whoever is missing, or extend for all.',
    it: 'Nessuno dell’elenco deve ancora presentare la domanda: aggiungi chi manca, o proroga per tutti.',
  },
};

/** A refusal for programs. */
export function problemOf(code: RefusalCode, path?: string): ProblemReply {
  const { field } = refusals[code];
  const place = path ?? (field === undefined ? undefined : `/${field}`);
  return refusedByRules(code, refusals[code], { path: place });
}
