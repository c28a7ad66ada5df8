import type { FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FieldError } from './field-error.ts';
import type { Language } from './language.ts';

export interface PageContext {
  readonly request: FastifyRequest;
  readonly language: Language;
  readonly errors: readonly FieldError[];
}

/**
 * The page that is being rendered: rendering is never interrupted, so that there is one. The library's own contexts keep
 * a set of all components that read them, which makes every collection of memory five times as long.
 */
let current: PageContext | undefined;

/** A page as HTML; its components find what they share with `usePage`. */
export function renderWith(page: PageContext, content: VNode): string {
  current = page;
  try {
    return renderToString(content);
  } finally {
    current = undefined;
  }
}

/** What the components of a page share: the request, its language, the errors of its form. */
export function usePage(): PageContext {
  if (!current) throw new Error('a component of pages is used outside renderPage');
  return current;
}

/** The words of the page's language. */
export function useWords<const W extends Readonly<Record<Language, unknown>>>(
  words: W,
): W[Language] {
  return words[usePage().language];
}
