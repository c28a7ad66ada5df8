import type { VNode } from 'preact';
import { jsxEscape, jsxTemplate } from 'preact/jsx-runtime';

/** A piece of a page as text, in which everything that people write is escaped already. */
class Markup {
  readonly html: string;

  constructor(html: string) {
    this.html = html;
  }
}
export type { Markup };

type Piece = string | Markup | readonly Markup[] | null;

/**
 * A part of a page of which there are hundreds, written as text and not as a tree of nodes. Texts are escaped, so that
 * they can stand between tags and, in double quotes, within them; nothing is left out as `null`.
 */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  let html = parts[0] ?? '';
  for (const [index, piece] of pieces.entries()) html += htmlOf(piece) + (parts[index + 1] ?? '');
  return new Markup(html);
}

function htmlOf(piece: Piece): string {
  if (piece === null) return '';
  // Of a text it makes a text.
  if (typeof piece === 'string') return jsxEscape(piece) as string;
  return piece instanceof Markup ? piece.html : piece.map(htmlOf).join('');
}

/** What was written as text, in its place among the nodes of a page. */
export function Written({ of }: { readonly of: Markup | readonly Markup[] }): VNode {
  return jsxTemplate([htmlOf(of)]);
}
