import type { ProblemReply } from '../../platform/http/problem-reply.ts';
import { partsRefused } from '../../platform/http/refused.ts';
import type { Language } from '../../platform/page/index.ts';

/** What is refused at the desk, with the part of the request it is about as a JSON pointer. */
export interface DeskRefused {
  readonly type: 'refused';
  readonly problems: readonly { readonly code: DeskRefusal; readonly path: string }[];
}

export function refused(code: DeskRefusal, path = ''): DeskRefused {
  return { type: 'refused', problems: [{ code, path }] };
}

type RefusalText = Readonly<Record<Language, string>> & { readonly status: 404 | 409 | 422 };

/** Stable codes, what programs are told and what people read. */
export const refusals = {
  'nothing-received': {
    status: 409,
    en: 'Nothing has been received for this call yet: there is no round to freeze.',
    it: 'Per questo bando non è ancora arrivata nessuna domanda: non c’è nulla da fotografare.',
  },
  'applications-unreadable': {
    status: 409,
    en: 'The rules now in force cannot read some of the applications: publish a version of the call that can, then freeze again.',
    it: 'Le regole in vigore non leggono alcune domande: pubblica una versione del bando che le legga, poi fotografa di nuovo.',
  },
  'round-missing': {
    status: 409,
    en: 'No round of this call is frozen yet: freeze one first.',
    it: 'Le pratiche di questo bando non sono ancora fotografate: prima va fatta la fotografia.',
  },
  'changed-meanwhile': {
    status: 409,
    en: 'Meanwhile another decision was taken or withdrawn, or the round was frozen again: look at the effect once more.',
    it: 'Nel frattempo è stata presa o ritirata un’altra decisione, o le pratiche sono state fotografate di nuovo: guarda di nuovo l’effetto.',
  },
  'stop-gone': {
    status: 409,
    en: 'There is no such stop in the round any more: nothing is to be decided here.',
    it: 'Qui non c’è più niente da decidere: il punto fermo non esiste più.',
  },
  'choice-not-allowed': {
    status: 422,
    en: 'This cannot be chosen at this stop: choose one of those that it allows.',
    it: 'In questo punto non si può scegliere così: scegli tra le possibilità indicate.',
  },
  'draw-incomplete': {
    status: 422,
    en: 'The draw must put each of the equals in a place of its own.',
    it: 'Il sorteggio deve dare a ciascuna delle domande a pari merito un posto diverso.',
  },
  'order-incomplete': {
    status: 422,
    en: 'The order must name each of the rankings once.',
    it: 'L’ordine deve contenere ogni graduatoria una volta sola.',
  },
  'pot-unknown': {
    status: 422,
    en: 'Money moves from one pot of the call to another one.',
    it: 'Le risorse passano da una dotazione del bando a un’altra.',
  },
  'amount-wrong': {
    status: 422,
    en: 'This is no amount of money above zero.',
    it: 'Non è un importo maggiore di zero.',
  },
  'move-exceeds-left': {
    status: 409,
    en: 'That much is not left in the pot that gives.',
    it: 'La dotazione che cede non ha tante risorse.',
  },
  'reallocation-not-allowed': {
    status: 409,
    en: 'The call does not let money move between its pots.',
    it: 'Il bando non consente di spostare risorse tra le dotazioni.',
  },
  'move-not-valid': {
    status: 422,
    en: 'This move of money cannot be made.',
    it: 'Questo spostamento di risorse non si può fare.',
  },
  'changes-nothing': {
    status: 422,
    en: 'This decision would change nothing.',
    it: 'Questa decisione non cambierebbe nulla.',
  },
  'text-missing': { status: 422, en: 'This is missing.', it: 'Questo dato manca.' },
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
  'decision-unknown': {
    status: 404,
    en: 'There is no such decision about this call.',
    it: 'Su questo bando non c’è questa decisione.',
  },
  'already-withdrawn': {
    status: 409,
    en: 'This decision is withdrawn already.',
    it: 'Questa decisione è già stata ritirata.',
  },
  'decision-in-act': {
    status: 409,
    en: 'A signed act rests on this decision: it is put right by another act, not withdrawn.',
    it: 'Su questa decisione si fonda un atto firmato: si rettifica con un altro atto, non si ritira.',
  },
  'what-if-unknown': {
    status: 404,
    en: 'There is no such trial of this call.',
    it: 'Per questo bando non c’è questa prova.',
  },
  'too-many-kept': {
    status: 409,
    en: 'A hundred trials are kept for this call already: delete some of them first.',
    it: 'Per questo bando sono già conservate cento prove: prima elimina quelle che non servono.',
  },
  'threshold-unknown': {
    status: 422,
    en: 'The call has no such threshold.',
    it: 'Il bando non ha questa soglia.',
  },
  'points-wrong': {
    status: 422,
    en: 'This is no number of points, such as 30 or 47.5.',
    it: 'Non è un punteggio, per esempio 30 o 47,5.',
  },
  'no-ranking': {
    status: 422,
    en: 'The call has no rules of a ranking that could be changed.',
    it: 'Il bando non ha regole di graduatoria da cambiare.',
  },
  'key-unknown': {
    status: 422,
    en: 'The applications of this call cannot be ordered by this.',
    it: 'Le domande di questo bando non si possono ordinare così.',
  },
  'ranking-unknown': {
    status: 422,
    en: 'There is no such ranking.',
    it: 'Questa graduatoria non c’è.',
  },
  'no-money': {
    status: 422,
    en: 'This call gives no money.',
    it: 'Questo bando non assegna risorse.',
  },
  'rules-refused': {
    status: 422,
    en: 'Rules changed like this contradict each other.',
    it: 'Cambiate così, le regole si contraddicono.',
  },
} as const satisfies Readonly<Record<string, RefusalText>>;

export type DeskRefusal = keyof typeof refusals;

export function problemOf({ problems }: DeskRefused): ProblemReply {
  return partsRefused(problems, refusals);
}
