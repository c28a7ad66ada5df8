import { englishWords } from './english-words.ts';
import { italianWords } from './italian-words.ts';

export const publicationWords = { it: italianWords, en: englishWords } as const;
