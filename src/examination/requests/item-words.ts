import type { Language } from '../../platform/page/index.ts';

interface Words {
  readonly of: (title: string, who: string) => string;
  readonly paper: (title: string) => string;
  readonly notMet: (title: string, proof: string | undefined) => string;
  readonly unknown: (title: string, proof: string | undefined) => string;
  readonly against: (title: string) => string;
}

/** A proof is named within a sentence. */
const withoutStop = (proof: string) => proof.replace(/\.$/u, '');

/** The texts that are prepared for each point, for the officer to write over. */
export const itemWords: Readonly<Record<Language, Words>> = {
  it: {
    of: (title, who) => `${title} (${who})`,
    paper: (title) =>
      `Manca, o non si può accettare così com’è, il documento: ${title}. Va caricato con la risposta.`,
    notMet: (title, proof) =>
      `Da quanto dichiarato il requisito non risulta soddisfatto: ${title}. Va chiarito o corretto quanto dichiarato${
        proof === undefined ? '.' : `, indicando la prova (${withoutStop(proof)}).`
      }`,
    unknown: (title, proof) =>
      `Non risulta ancora se il requisito è soddisfatto: ${title}. Va completato quanto manca${
        proof === undefined ? '.' : `, indicando la prova (${withoutStop(proof)}).`
      }`,
    against: (title) => `Il requisito non risulta soddisfatto: ${title}.`,
  },
  en: {
    of: (title, who) => `${title} (${who})`,
    paper: (title) =>
      `This document is missing, or cannot be accepted as it is: ${title}. Hand it in with the reply.`,
    notMet: (title, proof) =>
      `By what was declared the requirement is not met: ${title}. Clarify or correct it${
        proof === undefined ? '.' : `, and name the proof (${withoutStop(proof)}).`
      }`,
    unknown: (title, proof) =>
      `It is not known yet whether the requirement is met: ${title}. Complete what is missing${
        proof === undefined ? '.' : `, and name the proof (${withoutStop(proof)}).`
      }`,
    against: (title) => `The requirement is not met: ${title}.`,
  },
};
