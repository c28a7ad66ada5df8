import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { refusals } from '../checks/refusals.ts';
import type { AssignmentRefusal } from './assign.ts';
import type { BulkResult } from './bulk.ts';
import type { RotationRefusal } from './rotate.ts';
import type { FilterOutcome } from './saved-filters.ts';

export type QueueRefusal =
  | AssignmentRefusal
  | RotationRefusal
  | Extract<FilterOutcome, { type: 'refused' }>['code']
  | 'assigned-to-other'
  | 'not-found';

type RefusalText = Readonly<Record<Language, string>> & {
  readonly status: 404 | 409 | 412 | 422;
};

/** Stable codes, what programs are told and what people read. */
export const queueRefusals: Readonly<Record<QueueRefusal, RefusalText>> = {
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application has been withdrawn in the register: nothing more is done to it.',
    it: 'La domanda è stata ritirata, come risulta dal registro: non c’è più nulla da fare.',
  },
  'already-decided': {
    status: 409,
    en: 'The application is decided. To go on with it, reopen it first.',
    it: 'La pratica è decisa. Per proseguire va prima riaperta.',
  },
  'already-begun': {
    status: 409,
    en: 'Its examination has begun already, by somebody else.',
    it: 'L’istruttoria è già stata iniziata da un’altra persona.',
  },
  'not-begun': {
    status: 409,
    en: 'Its examination has not begun yet.',
    it: 'L’istruttoria non è ancora iniziata.',
  },
  'changed-meanwhile': {
    status: 412,
    en: 'Somebody has changed it since you read it: read it again.',
    it: 'Qualcuno l’ha modificata dopo che l’hai aperta: rileggila.',
  },
  'assigned-meanwhile': {
    status: 409,
    en: 'Somebody has assigned it since you read it: see with whom it is now.',
    it: 'Qualcuno l’ha assegnata dopo che l’hai aperta: guarda di chi è ora.',
  },
  'assigned-to-other': {
    status: 409,
    en: 'It is with another officer: whoever has it begins it, or it is assigned to you first.',
    it: 'È di un altro istruttore: la inizia chi l’ha, oppure va prima assegnata a te.',
  },
  'not-an-officer': {
    status: 422,
    en: 'That person is no officer of this call.',
    it: 'Quella persona non è istruttore di questo bando.',
  },
  'reason-missing': {
    status: 422,
    en: 'It is with another officer: say why it changes hands.',
    it: 'È di un altro istruttore: scrivi perché cambia mano.',
  },
  'nobody-chosen': {
    status: 422,
    en: 'Choose at least one officer.',
    it: 'Scegli almeno un istruttore.',
  },
  'nothing-to-assign': {
    status: 409,
    en: 'There is no application to assign: perhaps somebody has just shared them out.',
    it: 'Non ci sono pratiche da assegnare: forse qualcuno le ha appena ripartite.',
  },
  'name-missing': {
    status: 422,
    en: 'The name of the filter is missing.',
    it: 'Manca il nome del filtro.',
  },
  'too-many-filters': {
    status: 409,
    en: 'There are thirty filters: delete one first.',
    it: 'Ci sono già trenta filtri: eliminane uno.',
  },
  'not-found': {
    status: 404,
    en: 'There is no such application in an examination of yours.',
    it: 'Non c’è una pratica così fra quelle che puoi istruire.',
  },
};

/** Why one of many was refused, in words: by the queue or by the checks. */
export function refusalText(code: NonNullable<BulkResult['code']>, language: Language): string {
  const said: Readonly<Record<typeof code, Readonly<Record<Language, string>>>> = {
    ...refusals,
    ...queueRefusals,
  };
  return said[code][language];
}

export function queueProblem(code: QueueRefusal, path?: string): ProblemReply {
  return refusedByRules(code, queueRefusals[code], { path });
}
