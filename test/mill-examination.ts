import type { CallDocument } from '../src/engine/definition/call-document.ts';
import type {
  ExaminationDocument,
  PanelDocument,
} from '../src/engine/definition/examination-document.ts';
import { both, mills } from './mill-call.ts';

export const examination: ExaminationDocument = {
  article: 'art. 13',
  clock: 'approval',
  twoPersons: false,
  clarification: { article: 'art. 13', rounds: 1, answerDays: 10, stopsClock: true },
  noticeAgainst: { applies: true, answerDays: 10, resumeDays: 10, effect: 'suspends' },
  letters: [
    {
      id: 'ask',
      on: 'clarification-request',
      title: both('Missing'),
      text: both('To {applicant}\n\nSend by {answerBy}:\n\n{items}'),
    },
  ],
};

export const panel: PanelDocument = {
  article: 'art. 14',
  scorers: 3,
  members: { least: 5 },
  consolidation: 'collegial',
};

/** The invented call with an examination and a panel, sound as it is. */
export const examined: Partial<CallDocument> = {
  phases: [
    ...(mills.phases ?? []),
    { id: 'merit', title: both('Merit'), article: 'art. 14', by: 'panel' },
  ],
  events: [
    { id: 'closing', title: both('Closing'), scope: 'call', is: 'closing' },
    { id: 'doubt', title: both('Doubt'), scope: 'application', is: 'clarification' },
  ],
  papers: [
    {
      id: 'drawing',
      title: both('Drawing'),
      article: 'art. 15',
      level: 'project',
      lines: ['upper'],
      when: 'turns',
      signedBy: 'lead',
      curable: true,
    },
    {
      id: 'deed',
      title: both('Deed'),
      article: 'art. 15',
      level: 'partner',
      when: 'partner.staff >= 1',
      curable: false,
    },
    {
      id: 'pact',
      phase: 'papers',
      title: both('Pact'),
      article: 'art. 15',
      level: 'project',
      signedBy: 'each-partner',
      curable: true,
    },
  ],
  examination,
  panel,
};
