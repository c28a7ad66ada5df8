import { english } from './english-words.ts';
import { italian } from './italian-words.ts';

/** What the pages of panels say. */
export const panelWords = { it: italian, en: english };
