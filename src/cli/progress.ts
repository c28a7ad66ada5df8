import { performance } from 'node:perf_hooks';
import { wholeWords } from '../engine/explanation/words.ts';
import type { Language } from './words.ts';
import type { Terminal } from './terminal.ts';

const firstMs = 1000;
const everyMs = 250;

/** Counts aloud on standard error once work takes more than a second. */
export class Progress {
  readonly #terminal: Terminal;
  readonly #what: string;
  readonly #language: Language;
  readonly #start = performance.now();
  #count = 0;
  #said = 0;

  constructor(terminal: Terminal, what: string, language: Language) {
    this.#terminal = terminal;
    this.#what = what;
    this.#language = language;
  }

  step(): void {
    this.#count += 1;
    if (!this.#terminal.showsProgress || this.#count % 256 !== 0) return;
    const now = performance.now();
    if (now - this.#start < firstMs || now - this.#said < everyMs) return;
    this.#said = now;
    this.#terminal.warn(`\r${wholeWords(this.#count, this.#language)} ${this.#what}…`);
  }

  end(): void {
    if (this.#said > 0) this.#terminal.warn('\r\u001B[K');
  }
}
