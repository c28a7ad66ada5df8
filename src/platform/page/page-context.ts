import type { FastifyRequest } from 'fastify';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { FieldError } from './field-error.ts';
import type { Language } from './language.ts';

export interface PageContext {
  readonly request: FastifyRequest;
  readonly language: Language;
  readonly errors: readonly FieldError[];
}

const context = createContext<PageContext | undefined>(undefined);
export const PageProvider = context.Provider;

/** What the components of a page share: the request, its language, the errors of its form. */
export function usePage(): PageContext {
  const page = useContext(context);
  if (!page) throw new Error('a component of pages is used outside renderPage');
  return page;
}

/** The words of the page's language. */
export function useWords<const W extends Readonly<Record<Language, unknown>>>(
  words: W,
): W[Language] {
  return words[usePage().language];
}
