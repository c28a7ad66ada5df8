import type { Language } from '../page/language.ts';

/** A document to be printed and kept: only data, laid out by one template. All texts are shown as they are. */
export interface PdfDocument {
  readonly language: Language;
  readonly title: string;
  readonly subtitle: string;
  /** The body it comes from. */
  readonly author: string;
  /** The instant of what it says; the file names no other, so that the same data give the same bytes. */
  readonly at: Date;
  /** Read before everything else: that it is a rehearsal, that it is invented. */
  readonly notices: readonly string[];
  /** At the foot of every page. */
  readonly footer: string;
  readonly blocks: readonly PdfBlock[];
  /** Files that travel inside, for programs. */
  readonly attachments: readonly PdfAttachment[];
}

export interface PdfFact {
  readonly term: string;
  readonly value: string;
  /** Letter by letter, as hashes are. */
  readonly isCode?: boolean;
}

export type PdfBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'key-figures'; readonly facts: readonly PdfFact[] }
  | { readonly kind: 'facts'; readonly facts: readonly PdfFact[] }
  | {
      readonly kind: 'table';
      readonly caption?: string;
      readonly columns: readonly { readonly title: string; readonly isNumber?: boolean }[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | { readonly kind: 'code'; readonly text: string }
  | {
      readonly kind: 'note';
      readonly tone: 'ok' | 'info' | 'warn';
      readonly title: string;
      readonly text: string;
    }
  | {
      readonly kind: 'tree';
      readonly items: readonly { readonly depth: number; readonly text: string }[];
    };

export interface PdfAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly description: string;
  readonly text: string;
}

/** Long codes in lines that fit the page. */
export function inLines(code: string, width = 64): string {
  return code.match(new RegExp(`[^]{1,${width}}`, 'gu'))?.join('\n') ?? '';
}
