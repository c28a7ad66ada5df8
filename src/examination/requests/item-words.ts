import type { Language } from '../../platform/page/index.ts';

interface Words {
  readonly of: (title: string, who: string) => string;
  readonly paper: (title: string) => string;
  readonly notMet: (title: string, proof: string | undefined) => string;
  readonly unknown: (title: string, proof: string | undefined) => string;
  readonly against: (title: string) => string;
}

/** The texts that are prepared for each point, for the officer to write over. */
export const itemWords: Readonly<Record<Language, Words>> = {
  it: {
    of: (title, who) => `${title} (${who})`,
    paper: (title) =>
      `Manca, o non si può accettare così com’è, il documento: ${title}. Caricalo qui.`,
    notMet: (title, proof) =>
      `Da quanto dichiarato il requisito non risulta soddisfatto: ${title}. Chiarisci o correggi${
        proof === undefined ? '.' : `, e indica la prova (${proof}).`
      }`,
    unknown: (title, proof) =>
      `Non risulta ancora se il requisito è soddisfatto: ${title}. Completa quanto manca${
        proof === undefined ? '.' : `, e indica la prova (${proof}).`
      }`,
    against: (title) => `Il requisito non risulta soddisfatto: ${title}.`,
  },
  en: {
    of: (title, who) => `${title} (${who})`,
    paper: (title) =>
      `This document is missing, or cannot be accepted as it is: ${title}. Hand it in here.`,
    notMet: (title, proof) =>
      `By what was declared the requirement is not met: ${title}. Clarify or correct it${
        proof === undefined ? '.' : `, and name the proof (${proof}).`
      }`,
    unknown: (title, proof) =>
      `It is not known yet whether the requirement is met: ${title}. Complete what is missing${
        proof === undefined ? '.' : `, and name the proof (${proof}).`
      }`,
    against: (title) => `The requirement is not met: ${title}.`,
  },
};
