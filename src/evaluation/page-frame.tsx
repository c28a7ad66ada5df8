import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren } from 'preact';
import type { PublishedCall } from '../calls/index.ts';
import { answerProblem } from '../platform/http/answer-problem.ts';
import { notFound } from '../platform/http/problem-reply.ts';
import {
  redirectWithFlash,
  renderPage,
  type Crumb,
  type FieldError,
} from '../platform/page/index.ts';
import { problemOf, refusals, type PanelRefused } from './refusal.ts';
import { panelWords } from './words.ts';

export interface PanelPage {
  readonly call: PublishedCall;
  readonly title: string;
  readonly lead?: string;
  /** The pages between the call and this one. */
  readonly above?: readonly Crumb[];
  readonly isNarrow?: boolean;
  readonly errors?: readonly FieldError[];
  readonly children: ComponentChildren;
}

/** A page about the panel of a call: where it stands, and whether the call is for real. */
export function renderPanelPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { call, above = [], ...page }: PanelPage,
): FastifyReply {
  const { slug, mode, fictional, title } = call;
  const { language } = request;
  const trail = [
    { text: panelWords[language].backToCalls, href: '/calls' },
    { text: title[language], href: `/calls/${slug}` },
    ...above,
  ];
  return renderPage(request, reply, { ...page, mode, fictional, trail });
}

export function sendNotFoundPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, notFound);
}

/** What the rules refuse, at the fields of a form; what is about no field stands at the first one. */
export function fieldErrors(
  { problems }: PanelRefused,
  { language }: Pick<FastifyRequest, 'language'>,
  fieldOf: (path: string) => string,
): readonly FieldError[] {
  return problems.map(({ code, path }) => ({
    field: fieldOf(path),
    message: refusals[code][language],
  }));
}

/** Answers an act of one button: back to its page, which says why not; what is not there is not found. */
export function sayRefused(
  request: FastifyRequest,
  reply: FastifyReply,
  refused: PanelRefused,
  home: string,
): FastifyReply {
  const [problem] = refused.problems;
  if (!problem || refusals[problem.code].status === 404)
    return answerProblem(request, reply, problemOf(refused));
  const text = refusals[problem.code][request.language];
  return redirectWithFlash(request, reply, home, { tone: 'warn', text });
}

/** The texts of a form that was sent; where a name came twice, the first. */
export function textIn(form: SentForm, name: string): string {
  const value = form[name];
  return typeof value === 'string' ? value : (value?.[0] ?? '');
}

/** All that came under a name. */
export function textsIn(form: SentForm, name: string): readonly string[] {
  const value = form[name];
  if (value === undefined) return [];
  return typeof value === 'string' ? [value] : value;
}

export type SentForm = Readonly<Record<string, string | readonly string[]>>;
