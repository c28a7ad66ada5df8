import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { cookieName, cookieOptions } from './cookies.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Of a browser where nobody is signed in; sent with the page that has the form. */
    formSecret: string | null;
  }
}

/** Sends the secret of a form that was made for somebody who is not signed in. */
export function keepFormSecret(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  if (request.formSecret !== null)
    void reply.setCookie(cookieName(config, 'form'), request.formSecret, cookieOptions(config));
}
