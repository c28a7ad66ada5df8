import type { SameWords } from '../../platform/page/index.ts';
import { en } from './words-en.ts';
import { it } from './words-it.ts';

export type DeskWords = SameWords<typeof it>;

/** The words of the desk of rankings, in both languages. */
export const deskWords: { readonly it: DeskWords; readonly en: DeskWords } = { it, en };
