import type { FastifyReply, FastifyRequest } from 'fastify';
import { cookieName, cookieOptions } from '../http/cookies.ts';

/** A message about what was just done, shown once on the page that follows. */
export interface Flash {
  readonly tone: 'ok' | 'info' | 'warn';
  readonly text: string;
}

const textMax = 400;
const keptSeconds = 60;

/** Goes to another page, which says what was done. */
export function redirectWithFlash(
  request: FastifyRequest,
  reply: FastifyReply,
  path: string,
  flash: Flash,
): FastifyReply {
  const { config } = request.server.shell;
  const text = JSON.stringify({ ...flash, text: flash.text.slice(0, textMax) });
  return reply
    .setCookie(cookieName(config, 'flash'), Buffer.from(text).toString('base64url'), {
      ...cookieOptions(config),
      maxAge: keptSeconds,
    })
    .redirect(path, 303);
}

export function takeFlash(request: FastifyRequest, reply: FastifyReply): Flash | undefined {
  const { config } = request.server.shell;
  const name = cookieName(config, 'flash');
  const text = request.cookies?.[name];
  if (text === undefined) return undefined;
  void reply.clearCookie(name, cookieOptions(config));
  return readFlash(text);
}

function readFlash(text: string): Flash | undefined {
  try {
    const flash = JSON.parse(Buffer.from(text, 'base64url').toString()) as Partial<Flash>;
    const isKnown = flash.tone === 'ok' || flash.tone === 'info' || flash.tone === 'warn';
    return isKnown && typeof flash.text === 'string' && flash.text.length <= textMax
      ? { tone: flash.tone, text: flash.text }
      : undefined;
  } catch {
    return undefined;
  }
}
