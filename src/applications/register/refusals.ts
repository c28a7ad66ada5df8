import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { EntryOutcome } from './commit-entries.ts';
import type { EntryRefusal } from './decide-entry.ts';

type Refused = Extract<EntryOutcome, { readonly type: 'refused' }>;

interface Said {
  readonly status: 401 | 404 | 409;
  readonly it: string;
  readonly en: string;
}

/** What each refusal of a decisive act says: what happened, what was kept, what to do. */
export const entryRefusals: Readonly<Record<EntryRefusal, Said>> = {
  'not-signed-in': {
    status: 401,
    it: 'La sessione è scaduta prima dell’invio: nulla è stato presentato. Accedi di nuovo e ripeti l’invio.',
    en: 'The session had expired before the act: nothing was submitted. Sign in and repeat it.',
  },
  'not-found': {
    status: 404,
    it: 'In questo bando non c’è una domanda che tu possa presentare a questo indirizzo.',
    en: 'This call has no application at this address that you may submit.',
  },
  'not-open-yet': {
    status: 409,
    it: 'Il bando non è ancora aperto: nulla è stato presentato e la domanda pronta è conservata. Ripeti l’invio dopo l’apertura.',
    en: 'The call is not open yet: nothing was submitted and the ready application is kept. Repeat the act after the opening.',
  },
  closed: {
    status: 409,
    it: 'Il bando era già chiuso quando il registro ha esaminato l’invio: la domanda non è presentata. Il testo pronto è conservato. Se un malfunzionamento ti ha impedito di presentarla in tempo, segnalalo all’ente: può registrarlo e ammetterti.',
    en: 'The call had closed when the register took the act: the application is not submitted. The ready text is kept. If an outage kept you from submitting in time, tell the body: it can record the incident and admit you.',
  },
  'already-submitted': {
    status: 409,
    it: 'Un altro testo di questa domanda è già presentato. Per presentarne uno nuovo, prima ritiralo, se il bando lo consente.',
    en: 'Another text of this application is already submitted. To submit a new one, withdraw it first where the call allows it.',
  },
  'text-changed': {
    status: 409,
    it: 'Il testo indicato non è quello congelato ora: qualcuno lo ha modificato. Apri la domanda, rileggi il testo attuale e invia quello.',
    en: 'The text named is not the one that is frozen now: somebody changed it. Open the application, read it again and submit the present text.',
  },
  'consents-missing': {
    status: 409,
    it: 'Manca il consenso di almeno un partner a questo testo: nulla è stato presentato. La pagina della domanda dice di chi.',
    en: 'At least one partner has not consented to this text: nothing was submitted. The page of the application says who.',
  },
  'not-submitted': {
    status: 409,
    it: 'Non c’è una presentazione con questo numero da ritirare.',
    en: 'There is no submission with this number to withdraw.',
  },
  'resubmission-not-allowed': {
    status: 409,
    it: 'La domanda è stata ritirata e questo bando non consente di presentarla di nuovo.',
    en: 'The application was withdrawn, and this call does not allow it to be submitted again.',
  },
};

/** The refusal as problem details, with the instants by which it was decided. */
export function refusalProblem({ code, at, term }: Refused, arrivedAt: Date): ProblemReply {
  const instants = {
    arrivedAt: arrivedAt.toISOString(),
    decidedAt: at,
    opensAt: term.opensAt,
    closesAt: term.closesAt,
  };
  const lateByMs = term.closesAt === null ? 0 : Date.parse(at) - Date.parse(term.closesAt);
  return refusedByRules(code, entryRefusals[code], {
    ...(code === 'closed' ? { more: { ...instants, lateByMs } } : {}),
    ...(code === 'not-open-yet' ? { more: instants } : {}),
  });
}
