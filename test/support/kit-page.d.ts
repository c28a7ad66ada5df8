import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PageContent } from '../../src/platform/page/index.ts';
export declare const kitErrors: {
  field: string;
  message: string;
}[];
/** Every part of pages once, to be looked at and to be checked for accessibility. */
export declare function sendKit(
  request: FastifyRequest,
  reply: FastifyReply,
  content?: Partial<PageContent>,
): FastifyReply;
