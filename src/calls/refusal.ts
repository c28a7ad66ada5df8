import type { ProblemReply } from '../platform/http/problem-reply.ts';
import { refusedByRules } from '../platform/http/refused.ts';
import type { Language } from '../platform/page/language.ts';
import { formatProblem, type Problem } from '../platform/problem.ts';
import type { PublicationRefusal } from './publish-call.ts';

/** Why an act on a call is refused by the rules. */
export type RefusalCode = PublicationRefusal | 'definition-refused';

type RefusalText = Readonly<Record<Language, string>> & { readonly status: 404 | 409 | 422 };

/** Stable codes, what programs are told and what people read. */
export const refusals: Readonly<Record<RefusalCode, RefusalText>> = {
  'definition-refused': {
    status: 422,
    en: 'The definition or its decisions are not right: see each place.',
    it: 'La definizione o le sue determinazioni non vanno bene: vedi ogni punto.',
  },
  'ground-missing': {
    status: 422,
    en: 'Say on which act or rule this rests.',
    it: 'Indica l’atto o la norma su cui si fonda.',
  },
  'already-published': {
    status: 409,
    en: 'A call with this id is already published in this mode: amend it instead.',
    it: 'Un bando con questo identificativo è già pubblicato in questa modalità: modifica quello.',
  },
  'not-found': {
    status: 404,
    en: 'There is no such call.',
    it: 'Questo bando non esiste.',
  },
  'other-definition': {
    status: 422,
    en: 'This is the definition of another call: an amendment keeps the id.',
    it: 'Questa è la definizione di un altro bando: una modifica conserva l’identificativo.',
  },
  'other-version-since': {
    status: 409,
    en: 'Another version has been published since: read what it changed and start from that.',
    it: 'Nel frattempo è stata pubblicata un’altra versione: leggi che cosa cambia e riparti da quella.',
  },
  'invented-changed': {
    status: 422,
    en: 'An invented call stays invented, and a real one stays real.',
    it: 'Un bando inventato resta inventato, e uno vero resta vero.',
  },
  unchanged: {
    status: 409,
    en: 'Nothing differs from the version that is published.',
    it: 'Nulla è diverso dalla versione pubblicata.',
  },
  'closing-not-later': {
    status: 422,
    en: 'The closing only ever moves later.',
    it: 'La chiusura si può solo spostare in avanti.',
  },
  'no-closing-to-extend': {
    status: 409,
    en: 'The call has no closing that could be extended.',
    it: 'Il bando non ha una chiusura da prorogare.',
  },
  'already-open': {
    status: 409,
    en: 'The call is open: its opening can no longer be moved.',
    it: 'Il bando è aperto: la sua apertura non si può più spostare.',
  },
  'already-closed': {
    status: 409,
    en: 'The call is closed: only the remedy of an incident can open it again.',
    it: 'Il bando è chiuso: solo il rimedio a un malfunzionamento può riaprirlo.',
  },
  'opening-in-the-past': {
    status: 422,
    en: 'The new opening is already past.',
    it: 'La nuova apertura è già passata.',
  },
  'closing-before-opening': {
    status: 422,
    en: 'The closing comes after the opening.',
    it: 'La chiusura viene dopo l’apertura.',
  },
  'closing-in-the-past': {
    status: 422,
    en: 'The new closing is already past.',
    it: 'La nuova chiusura è già passata.',
  },
  'closing-missing': {
    status: 422,
    en: 'Only a call whose applications are treated as they arrive may stay open without an end.',
    it: 'Può restare aperto senza scadenza solo un bando le cui domande si esaminano in ordine di arrivo.',
  },
  'not-in-live': {
    status: 409,
    en: 'The dates of a live call are those of its definition and of acts; only tests and rehearsals have free ones.',
    it: 'Le date di un bando vero sono quelle della definizione e degli atti; solo nelle prove e nelle prove generali sono libere.',
  },
};

const problemsMax = 200;

/** A refusal for programs; every place of a definition that is wrong stands in `problems`, with line and column. */
export function problemOf(
  { code, problems = [] }: { readonly code: RefusalCode; readonly problems?: readonly Problem[] },
  partOf: (file: string) => string = () => '',
): ProblemReply {
  const shown = problems.slice(0, problemsMax);
  return refusedByRules(code, refusals[code], {
    errors: shown.map((problem) => ({
      code: problem.code,
      path: partOf(problem.file),
      detail: formatProblem(problem),
    })),
    ...(shown.length === 0 ? {} : { more: { problems: shown, problemsTotal: problems.length } }),
  });
}
