export type Language = 'it' | 'en';

/** A text in both languages. */
export interface Localized {
  readonly it: string;
  readonly en: string;
}
