import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config.ts';
import { cookieName, cookieOptions } from '../../platform/http/cookies.ts';
import { readToken } from './token.ts';

export function readSessionCookie(request: FastifyRequest, config: Config): string | undefined {
  return readToken(request.cookies[cookieName(config, 'session')]);
}

/** Without an age: it goes when the browser is closed, and the server decides before that. */
export function setSessionCookie(reply: FastifyReply, token: string, config: Config): void {
  void reply.setCookie(cookieName(config, 'session'), token, cookieOptions(config));
}

export function clearSessionCookie(reply: FastifyReply, config: Config): void {
  void reply.clearCookie(cookieName(config, 'session'), cookieOptions(config));
}
