import type { ProblemPart, ProblemReply } from '../platform/http/problem-reply.ts';
import { refusedByRules } from '../platform/http/refused.ts';
import type { Language } from '../platform/page/index.ts';
import type { ChangeRefusal } from './application.ts';
import type { DraftProblem } from './draft.ts';
import type { ConsentRefusal } from './give-consent.ts';

/** Why an act on an application before its submission is refused. */
export type RefusalCode =
  | ChangeRefusal
  | ConsentRefusal
  | 'no-consent'
  | 'costs-confidential'
  | 'draft-malformed'
  | 'draft-incomplete'
  | 'changed-meanwhile';

type RefusalText = Readonly<Record<Language, string>> & {
  readonly status: 403 | 404 | 409 | 412 | 422;
};

/** Stable codes, what programs are told and what people read. */
export const refusals: Readonly<Record<RefusalCode, RefusalText>> = {
  'no-power': {
    status: 403,
    en: 'You have no power to do this for that organisation.',
    it: 'Non hai il potere di farlo per quell’organizzazione.',
  },
  closed: {
    status: 409,
    en: 'The call is closed. What was written is kept.',
    it: 'Il bando è chiuso. Ciò che era scritto è conservato.',
  },
  'already-submitted': {
    status: 409,
    en: 'The application is submitted: its text is final. To change it, withdraw it where the call allows to submit again.',
    it: 'La domanda è presentata: il suo testo è definitivo. Per cambiarlo va ritirata, se il bando consente di presentarla di nuovo.',
  },
  'resubmission-not-allowed': {
    status: 409,
    en: 'The application was withdrawn, and this call does not allow to submit it again.',
    it: 'La domanda è stata ritirata e questo bando non consente di presentarla di nuovo.',
  },
  'not-a-partner': {
    status: 422,
    en: 'That organisation takes no part in this application.',
    it: 'Quell’organizzazione non partecipa a questa domanda.',
  },
  'not-frozen': {
    status: 409,
    en: 'No text is frozen now: it was edited, or a consent was taken back. Nothing was consented to.',
    it: 'Ora nessun testo è congelato: è stato modificato, o un consenso è stato revocato. Nessun consenso è stato dato.',
  },
  'text-changed': {
    status: 409,
    en: 'The text has changed: another one is frozen now. Read that one; nothing was consented to.',
    it: 'Il testo è cambiato: ora ne è congelato un altro. Rileggilo; nessun consenso è stato dato.',
  },
  'way-not-allowed': {
    status: 409,
    en: 'The call does not allow to consent in this way: see on the page of the application how it does.',
    it: 'Il bando non ammette il consenso in questo modo: la pagina della domanda dice come darlo.',
  },
  'no-consent': {
    status: 404,
    en: 'That organisation has given no consent to the text that is frozen now.',
    it: 'Quell’organizzazione non ha dato il consenso al testo congelato ora.',
  },
  'costs-confidential': {
    status: 403,
    en: 'The call keeps costs confidential among partners: the exact text, which holds all of them, is for the lead and the body. Read the application instead: it has the totals of the others and the hash of the text.',
    it: 'Il bando tiene riservate le spese tra i partner: il testo esatto le contiene tutte ed è per il capofila e per l’ente. Leggi la domanda: ha i totali degli altri e l’impronta del testo.',
  },
  'draft-malformed': {
    status: 422,
    en: 'The draft cannot be stored as it is: see each place. What was stored before is kept.',
    it: 'La bozza non si può salvare così: vedi ogni punto. Ciò che era salvato prima è conservato.',
  },
  'draft-incomplete': {
    status: 422,
    en: 'The text cannot be frozen yet: see each place. The draft is kept.',
    it: 'Il testo non si può ancora congelare: vedi ogni punto. La bozza è conservata.',
  },
  'changed-meanwhile': {
    status: 412,
    en: 'It has been changed since you read it: see what differs, and apply your change to that.',
    it: 'È stata modificata dopo che l’hai aperta: guarda che cosa è diverso e riparti da lì.',
  },
};

/** A refusal for programs, with the places of the draft that are wrong. */
export function problemOf(
  code: RefusalCode,
  {
    problems = [],
    more,
  }: Readonly<{
    problems?: readonly DraftProblem[];
    more?: Readonly<Record<string, unknown>>;
  }> = {},
): ProblemReply {
  return refusedByRules(code, refusals[code], { errors: problems.map(partOf), more });
}

export function partOf({ code, path, message, expected, suggestion }: DraftProblem): ProblemPart {
  const wanted = expected === undefined ? '' : `; expected ${expected}`;
  const hint = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  return { code, path: pointerTo(path), detail: `${message}${wanted}${hint}` };
}

/** A path as a JSON pointer. */
export function pointerTo(path: readonly (string | number)[]): string {
  return path
    .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
