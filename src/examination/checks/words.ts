import type { Language } from '../../platform/page/index.ts';
import { en } from './words-en.ts';
import { it } from './words-it.ts';

export type CheckWords = typeof it;

/** What the pages of an examination say. */
export const checkWords: Readonly<Record<Language, CheckWords>> = { it, en };
