import { en } from './words-en.ts';
import { it } from './words-it.ts';

export const queueWords = { it, en };
export type QueueWords = typeof it;
