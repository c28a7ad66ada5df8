import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren, VNode } from 'preact';
import { keepFormSecret } from '../http/form-secret.ts';
import type { FieldError } from './field-error.ts';
import { takeFlash } from './flash.ts';
import { ErrorSummary } from './form.tsx';
import { Layout, type Crumb, type PageNotices } from './layout.tsx';
import { renderWith } from './page-context.ts';
import { Note } from './parts.tsx';

export interface PageContent extends PageNotices {
  /** Of the window and, unless there is a heading, of the page. */
  readonly title: string;
  /** Instead of the title at the top of the page; `null` when the content has a heading of its own. */
  readonly heading?: ComponentChildren | null;
  /** A sentence or two under the heading. */
  readonly lead?: ComponentChildren;
  /** The pages above this one, from the front page down. */
  readonly trail?: readonly Crumb[];
  readonly isNarrow?: boolean;
  /** A form on the page that holds what the address does not; whoever takes it finds the language in `lang`. */
  readonly languageForm?: string;
  /** The scripts of `src/browser` that this page can use, by their names; it is complete without them. */
  readonly scripts?: readonly string[];
  readonly status?: number;
  /** What is wrong with the form that was sent: answered with 422 and a summary at the top. */
  readonly errors?: readonly FieldError[];
  readonly children?: ComponentChildren;
}

/** Answers with a page. */
export function renderPage(
  request: FastifyRequest,
  reply: FastifyReply,
  content: PageContent,
): FastifyReply {
  const { title, heading = title, lead, children, errors = [], status, ...layout } = content;
  const flash = takeFlash(request, reply);
  const page: VNode = (
    <Layout title={title} {...layout}>
      {flash === undefined ? null : (
        <div class="bd-flash">
          <Note tone={flash.tone} title={flash.text} isAnnounced />
        </div>
      )}
      <ErrorSummary />
      {heading === null ? null : (
        <div class="bd-head">
          <h1>{heading}</h1>
          {lead === undefined ? null : <p class="bd-lead">{lead}</p>}
        </div>
      )}
      {children}
    </Layout>
  );
  const html = renderWith({ request, language: request.language, errors }, page);
  keepFormSecret(request, reply, request.server.shell.config);
  return reply
    .code(status ?? (errors.length > 0 ? 422 : reply.statusCode))
    .header('content-language', request.language)
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>${html}`);
}
