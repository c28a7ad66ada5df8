import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import {
  redirectWithFlash,
  renderPage,
  type Crumb,
  type FieldError,
} from '../../platform/page/index.ts';
import { problemOf, refusals, type DeskRefused } from './refusal.ts';
import { deskWords } from './words.ts';

interface DeskPage {
  readonly call: PublishedCall;
  readonly title: string;
  readonly heading?: ComponentChildren;
  readonly lead?: ComponentChildren;
  /** The pages between the desk of the call and this one. */
  readonly above?: readonly Crumb[];
  /** Whether this is the page of the call itself. */
  readonly isHome?: boolean;
  readonly scripts?: readonly string[];
  readonly errors?: readonly FieldError[];
  readonly children: ComponentChildren;
}

/** A page at the desk of a call: where it stands, and whether the call is for real. */
export function renderDeskPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, above = [], isHome = false, ...page }: DeskPage,
): FastifyReply {
  const { slug, mode, fictional, title } = call;
  const { language } = request;
  const trail = [
    { text: deskWords[language].navigation, href: '/rankings' },
    ...(isHome ? [] : [{ text: title[language], href: `/rankings/${slug}` }]),
    ...above,
  ];
  return renderPage(request, reply, { ...page, mode, fictional, trail });
}

export function sendNotFoundPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, { status: 404, code: 'not-found' });
}

/** What is refused, at the fields of a form. */
export function fieldErrors(
  { problems }: DeskRefused,
  { language }: Pick<FastifyRequest, 'language'>,
  fieldOf: (path: string) => string,
): readonly FieldError[] {
  return problems.map(({ code, path }) => ({
    field: fieldOf(path),
    message: refusals[code][language],
  }));
}

/** Answers an act of one button: back to a page that says why not; what is not there is not found. */
export function sayRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: DeskRefused,
  home: string,
): FastifyReply {
  const [problem] = refused.problems;
  if (!problem || refusals[problem.code].status === 404)
    return answerProblem(request, reply, problemOf(refused));
  const text = refusals[problem.code][request.language];
  return redirectWithFlash(request, reply, home, { tone: 'warn', text });
}

export type SentForm = Readonly<Record<string, string | readonly string[]>>;

/** The texts of a form that was sent; where a name came twice, the first. */
export function textIn(form: SentForm, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

export function textsIn(form: SentForm, name: string): readonly string[] {
  const value = form[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}
