import type { FastifyRequest } from 'fastify';
import type { PublishedCall } from '../../calls/index.ts';
import type { Crumb } from '../../platform/page/index.ts';
import { queueWords } from './words.ts';

/** The pages above one about a call. */
export function trailOf(
  { slug, title }: Pick<PublishedCall, 'slug' | 'title'>,
  { language }: FastifyRequest,
): readonly Crumb[] {
  return [
    { text: queueWords[language].navigation, href: '/examination' },
    { text: title[language], href: `/calls/${slug}` },
  ];
}
