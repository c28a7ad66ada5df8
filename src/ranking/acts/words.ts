import { actWordsEn } from './words-en.ts';
import { actWordsIt } from './words-it.ts';

/** The words of acts on rankings. */
export const actWords = { it: actWordsIt, en: actWordsEn } as const;
