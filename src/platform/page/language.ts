export type Language = 'it' | 'en';

/** A text in both languages. */
export interface Localized {
  readonly it: string;
  readonly en: string;
}

/** Words said in another language: texts for texts, sentences with the same arguments, groups of them likewise. */
export type SameWords<W> = {
  readonly [K in keyof W]: W[K] extends string
    ? string
    : W[K] extends (...said: infer A) => string
      ? (...said: A) => string
      : SameWords<W[K]>;
};
