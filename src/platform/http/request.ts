import type { Language } from '../page/language.ts';

/** What the platform needs to know of the person who asks; set by whoever reads the session. */
export interface Viewer {
  readonly personId: string;
  /** As shown at the top of pages. */
  readonly name: string;
  /** The organisation for which they act now, as shown at the top of pages. */
  readonly actingFor?: string;
  /** A browser holds a cookie, which is sent even when another site asks; a program sends its token itself. */
  readonly kind: 'browser' | 'api';
  readonly csrfSecret: string;
  /** When the session ends unless it is used. */
  readonly sessionEndsAt: Date;
  readonly fictional: boolean;
}

declare module 'fastify' {
  interface FastifyRequest {
    viewer: Viewer | null;
    language: Language;
    /** The one that a form of a page asks for. */
    formLanguage: Language | null;
    /** For forms: bound to the session, or to this browser when nobody is signed in. */
    csrfToken(): string;
  }
}
