import type { FastifyRequest } from 'fastify';
import type { Crumb } from '../platform/page/index.ts';
import type { PublishedCall } from './published-call.ts';
import { callWords } from './words.ts';

/** The frame of every page about a call: where it stands, and whether it is for real. */
export function frameOf(
  call: PublishedCall,
  { language }: Pick<FastifyRequest, 'language'>,
  isBelow = false,
): {
  readonly mode: PublishedCall['mode'];
  readonly fictional: boolean;
  readonly trail: readonly Crumb[];
} {
  const { slug, mode, fictional, title } = call;
  const list = { text: callWords[language].calls, href: '/calls' };
  const own = { text: title[language], href: `/calls/${slug}` };
  return { mode, fictional, trail: isBelow ? [list, own] : [list] };
}
