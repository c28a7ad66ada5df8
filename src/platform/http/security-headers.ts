import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { isSecure } from './cookies.ts';
import { isApi } from './is-api.ts';

const yearSeconds = 365 * 24 * 3600;

/**
 * Says to browsers what the pages may do, which is little: no script or style but ours, no frame, no
 * request to anybody else. Everything is private and not stored unless a route says otherwise.
 */
export function addSecurityHeaders(app: FastifyInstance, config: Config): void {
  const write = securityHeaders(config);
  app.addHook('onRequest', (request, reply, done) => {
    write(request, reply);
    done();
  });
}

/** Writes them to one reply; for what is answered before any hook runs, such as an address that is none. */
export function securityHeaders(
  config: Config,
): (request: FastifyRequest, reply: FastifyReply) => void {
  const forApi = apiHeaders(config);
  const forPrograms = programHeaders(config);
  const forPages = pageHeaders(config);
  return (request, reply) => {
    const isForPrograms = request.routeOptions.url?.startsWith('/api/v1/') === true;
    void reply
      .headers(isForPrograms ? forPrograms : isApi(request) ? forApi : forPages)
      .header('x-request-id', request.id);
  };
}

function commonHeaders(config: Config): Readonly<Record<string, string>> {
  return {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(isSecure(config)
      ? { 'strict-transport-security': `max-age=${yearSeconds}; includeSubDomains` }
      : {}),
  };
}

/** A browser that is led to what is meant for programs keeps it as a file and shows nothing of it. */
export function programHeaders(config: Config): Readonly<Record<string, string>> {
  return { ...apiHeaders(config), 'content-disposition': 'attachment; filename="api.json"' };
}

function apiHeaders(config: Config): Readonly<Record<string, string>> {
  return {
    ...commonHeaders(config),
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  };
}

function pageHeaders(config: Config): Readonly<Record<string, string>> {
  const provider = config.oidc === undefined ? '' : ` ${new URL(config.oidc.issuer).origin}`;
  return {
    ...commonHeaders(config),
    'content-security-policy': [
      "default-src 'none'",
      "style-src 'self'",
      "script-src 'self'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      `form-action 'self'${provider}`,
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'cross-origin-opener-policy': 'same-origin',
    'x-frame-options': 'DENY',
    vary: 'Cookie, Accept-Language',
  };
}
