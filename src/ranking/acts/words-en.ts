import type { SameWords } from '../../platform/page/index.ts';
import type { actWordsIt } from './words-it.ts';

export const actWordsEn: SameWords<typeof actWordsIt> = {
  kinds: {
    ranking: 'Approval of the ranking',
    list: 'Approval of the list',
    scrolling: 'Scrolling',
    reallocation: 'Move of money',
    rolling: 'Grants of an open window',
    correction: 'Correction',
  },
  states: {
    draft: 'draft',
    signed: 'signed',
    published: 'published',
    abandoned: 'abandoned',
  },
  savingKinds: {
    renunciation: 'Renunciation',
    forfeiture: 'Forfeiture',
    reduction: 'Reduction of the grant',
  },
  outcomes: {
    'fully-funded': 'funded in full',
    'partly-funded': 'funded in part',
    'admissible-not-funded': 'admissible, without money',
    'below-threshold': 'below the threshold',
    'not-admissible': 'not admissible',
    withdrawn: 'withdrawn',
    forfeited: 'forfeited',
    undecided: 'undecided',
    listed: 'on the list',
    'not-listed': 'not on the list',
  },
  checks: {
    'kind-fits': 'The kind of act is that of the procedure of the call',
    'round-is-fresh': 'The frozen round is how things stand now',
    'rankings-together': 'Rankings that draw on the same money are together',
    'rankings-free': 'No other act in force approves the same rankings',
    'no-stops': 'No stop is left',
    'decisions-in-force': 'The decisions it rests on are in force',
    'earlier-acts-unchanged': 'The acts before, computed again, are as they were',
    'orders-allowed': 'What it orders about money is allowed',
    'money-conserved': 'The accounts of the pots add up to the cent',
    'earlier-grants-kept': 'What was granted before stays as it was',
    'figures-known': 'No figure is still to be determined',
    'applications-accounted-for': 'Every application stands in it once',
    'correction-explained': 'The correction says what it replaces and why',
  },
  withReserve: 'with reserve',
};
