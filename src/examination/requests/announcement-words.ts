import { elided } from '../../engine/index.ts';
import type { Language } from '../../platform/page/index.ts';
import type { Mode } from '../../platform/tables.ts';
import type { Announced } from './announce.ts';
import type { RequestKind } from './request.ts';

interface About {
  readonly project: string;
  readonly call: string;
  readonly body: string;
  readonly points: number;
  readonly due: string;
}

interface Said {
  readonly subject: string;
  readonly text: string;
  readonly label: string;
}

type Words = Readonly<
  Record<RequestKind, Readonly<Record<Announced, (about: About) => Said>>> & {
    readonly modes: Readonly<Record<Exclude<Mode, 'live'>, string>>;
  }
>;

const it: Words = {
  modes: {
    test: 'Questo è un bando di prova: quanto si invia non ha alcun effetto.',
    rehearsal: 'Questa è una prova generale: quanto si invia non ha alcun effetto.',
  },
  clarification: {
    sent: ({ project, call, body, points, due }) => ({
      subject: elided(`Richiesta di integrazioni: rispondi entro il ${due}`),
      text:
        `${body} chiede integrazioni sulla domanda «${project}», nel bando «${call}».\n\n` +
        elided(
          `${points === 1 ? 'C’è un punto a cui rispondere' : `I punti a cui rispondere sono ${points}`}. L’ultimo giorno per rispondere è il ${due}.\n\n`,
        ) +
        'La richiesta si legge, e si risponde, nella pagina della domanda.',
      label: 'Leggi la richiesta e rispondi',
    }),
    extended: ({ project, call, due }) => ({
      subject: elided(`Più tempo per rispondere: fino al ${due}`),
      text:
        `Per la richiesta di integrazioni sulla domanda «${project}», nel bando «${call}», c’è più tempo.\n\n` +
        elided(`Il nuovo ultimo giorno per rispondere è il ${due}.`),
      label: 'Vai alla richiesta',
    }),
    withdrawn: ({ project, call, body }) => ({
      subject: 'La richiesta di integrazioni è stata ritirata',
      text:
        `${body} ha ritirato la richiesta di integrazioni sulla domanda «${project}», nel bando «${call}».\n\n` +
        'Non serve più rispondere. Il motivo è nella pagina della richiesta.',
      label: 'Vedi il motivo',
    }),
  },
  'notice-against': {
    sent: ({ project, call, body, points, due }) => ({
      subject: elided(`Preavviso di rigetto: osservazioni entro il ${due}`),
      text:
        `${body} comunica i motivi che si oppongono all’accoglimento della domanda «${project}», nel bando «${call}» (art. 10-bis della legge 241/1990).\n\n` +
        elided(
          `${points === 1 ? 'Il motivo è uno' : `I motivi sono ${points}`}. Le osservazioni, con i documenti che le provano, si presentano entro il ${due}.\n\n`,
        ) +
        'I motivi si leggono, e le osservazioni si presentano, nella pagina della domanda.',
      label: 'Leggi i motivi e rispondi',
    }),
    extended: ({ project, call, due }) => ({
      subject: elided(`Più tempo per le osservazioni: fino al ${due}`),
      text:
        `Per le osservazioni al preavviso di rigetto sulla domanda «${project}», nel bando «${call}», c’è più tempo.\n\n` +
        elided(`Il nuovo ultimo giorno è il ${due}.`),
      label: 'Vai al preavviso',
    }),
    withdrawn: ({ project, call, body }) => ({
      subject: 'Il preavviso di rigetto è stato ritirato',
      text:
        `${body} ha ritirato il preavviso di rigetto sulla domanda «${project}», nel bando «${call}».\n\n` +
        'Non serve più rispondere. Il motivo è nella pagina del preavviso.',
      label: 'Vedi il motivo',
    }),
  },
};

const en: Words = {
  modes: {
    test: 'This is a test of a call: what is sent has no effect.',
    rehearsal: 'This is a rehearsal: what is sent has no effect.',
  },
  clarification: {
    sent: ({ project, call, body, points, due }) => ({
      subject: `Clarification request: answer by ${due}`,
      text:
        `${body} asks for clarifications on the application “${project}”, in the call “${call}”.\n\n` +
        `Points to answer: ${points}. The last day to answer is ${due}.\n\n` +
        'The request is read, and answered, on the page of the application.',
      label: 'Read the request and answer',
    }),
    extended: ({ project, call, due }) => ({
      subject: `More time to answer: until ${due}`,
      text:
        `There is more time for the clarification request on the application “${project}”, in the call “${call}”.\n\n` +
        `The new last day to answer is ${due}.`,
      label: 'Go to the request',
    }),
    withdrawn: ({ project, call, body }) => ({
      subject: 'The clarification request was taken back',
      text:
        `${body} has taken back the clarification request on the application “${project}”, in the call “${call}”.\n\n` +
        'No answer is needed any more. The reason is on the page of the request.',
      label: 'See the reason',
    }),
  },
  'notice-against': {
    sent: ({ project, call, body, points, due }) => ({
      subject: `Notice of the reasons against: observations by ${due}`,
      text:
        `${body} announces the reasons for which the application “${project}”, in the call “${call}”, would be refused (art. 10-bis, law 241/1990).\n\n` +
        `Reasons: ${points}. Observations, with the documents that prove them, are presented by ${due}.\n\n` +
        'The reasons are read, and the observations presented, on the page of the application.',
      label: 'Read the reasons and answer',
    }),
    extended: ({ project, call, due }) => ({
      subject: `More time for observations: until ${due}`,
      text:
        `There is more time for observations on the notice about the application “${project}”, in the call “${call}”.\n\n` +
        `The new last day is ${due}.`,
      label: 'Go to the notice',
    }),
    withdrawn: ({ project, call, body }) => ({
      subject: 'The notice of the reasons against was taken back',
      text:
        `${body} has taken back the notice of the reasons against the application “${project}”, in the call “${call}”.\n\n` +
        'No answer is needed any more. The reason is on the page of the notice.',
      label: 'See the reason',
    }),
  },
};

export const announcementWords: Readonly<Record<Language, Words>> = { it, en };
