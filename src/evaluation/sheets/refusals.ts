import type { ProblemPart, ProblemReply } from '../../platform/http/problem-reply.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';
import { judgingRefusals } from '../judging-refusals.ts';

const refusals = {
  ...judgingRefusals,
  'not-of-the-panel': {
    status: 403,
    en: 'Only the panel that was appointed for this call scores its applications.',
    it: 'Le domande di questo bando sono valutate solo dal Nucleo nominato per il bando.',
  },
  'not-assigned': {
    status: 403,
    en: 'This application is assigned to others of the panel.',
    it: 'Questa domanda è assegnata ad altri componenti del Nucleo.',
  },
  removed: {
    status: 403,
    en: 'You no longer score this application: your sheet was removed.',
    it: 'Non valuti più questa domanda: la tua scheda è stata tolta.',
  },
  'withdrawn-meanwhile': {
    status: 409,
    en: 'The application was withdrawn meanwhile: nothing is scored any more.',
    it: 'La domanda è stata ritirata nel frattempo: non si valuta più.',
  },
  'sheet-closed': {
    status: 409,
    en: 'The sheet is closed. Reopen it, with a reason, to change it.',
    it: 'La scheda è chiusa. Per cambiarla riaprila, indicando il motivo.',
  },
  'sheet-not-closed': {
    status: 409,
    en: 'The sheet is not closed, so there is nothing to reopen.',
    it: 'La scheda non è chiusa: non c’è nulla da riaprire.',
  },
  'laid-open': {
    status: 409,
    en: 'The panel has laid open the sheets of this application: they no longer change.',
    it: 'Il Nucleo ha aperto le schede di questa domanda: non cambiano più.',
  },
  stale: {
    status: 412,
    en: 'The sheet was changed in another window since you opened it. Read it again.',
    it: 'La scheda è stata cambiata in un’altra finestra da quando l’hai aperta. Rileggila.',
  },
  'sheet-incomplete': {
    status: 422,
    en: 'The sheet is not complete: nothing is closed until every judged criterion has a value and a reason.',
    it: 'La scheda non è completa: si chiude quando ogni criterio da valutare ha un valore e una motivazione.',
  },
} as const;

export type SheetRefusal = keyof typeof refusals;

export function sheetProblem(
  code: SheetRefusal,
  errors: readonly ProblemPart[] = [],
): ProblemReply {
  return refusedByRules(code, refusals[code], { errors });
}

export function saidOf(code: SheetRefusal, language: Language): string {
  return refusals[code][language];
}
