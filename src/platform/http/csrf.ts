import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { isLoopbackName } from '../setting.ts';
import { answerProblem } from './answer-problem.ts';
import { cookieName } from './cookies.ts';
import { csrfFieldName } from './csrf-field.ts';
import { isApi } from './is-api.ts';

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const saltBytes = 12;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** `none` for what a program of a known party sends without a cookie. */
    readonly csrf?: 'none';
  }
}

/**
 * Refuses what another site makes a browser send. A request that rests on a cookie comes from a page of
 * ours (by the headers that browsers add and scripts cannot), and a form carries a token of the session.
 */
export function addCsrfCheck(app: FastifyInstance, config: Config): void {
  const cookie = cookieName(config, 'form');
  app.decorateRequest('formSecret', null);
  app.decorateRequest('csrfToken', function csrfToken(this: FastifyRequest) {
    return makeToken(secretOf(this, cookie) ?? newSecret(this));
  });
  app.addHook('preHandler', (request, reply, done) => {
    if (isHarmless(request)) done();
    else if (!isFromOurPages(request, config)) refuse(request, reply, 'foreign-origin');
    else if (needsToken(request) && !hasToken(request, secretOf(request, cookie)))
      refuse(request, reply, 'form-expired');
    else done();
  });
}

function isHarmless(request: FastifyRequest): boolean {
  if (safeMethods.has(request.method) || request.routeOptions.config.csrf === 'none') return true;
  if (request.viewer?.kind === 'api') return true;
  return request.viewer === null && isApi(request);
}

/** Whether a browser says that the request comes from a page of this site. */
export function isFromOurPages({ headers }: FastifyRequest, { publicUrl }: Config): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  if (headers.origin === undefined) return site === 'same-origin';
  if (headers.origin === publicUrl) return true;
  // On this machine the same server has several names, and the port may have moved.
  return (
    isLoopbackName(new URL(publicUrl).hostname) && headers.origin === `http://${headers.host ?? ''}`
  );
}

function needsToken(request: FastifyRequest): boolean {
  return !isApi(request);
}

function secretOf(request: FastifyRequest, cookie: string): string | undefined {
  return request.viewer?.csrfSecret ?? request.formSecret ?? request.cookies[cookie];
}

function newSecret(request: FastifyRequest): string {
  request.formSecret = randomBytes(24).toString('base64url');
  return request.formSecret;
}

/** Different each time, so that the size of a compressed page tells nothing of it. */
function makeToken(secret: string): string {
  const salt = randomBytes(saltBytes).toString('base64url');
  return `${salt}.${macOf(salt, secret)}`;
}

function macOf(salt: string, secret: string): string {
  return createHmac('sha256', secret).update(`csrf ${salt}`).digest('base64url');
}

function hasToken(request: FastifyRequest, secret: string | undefined): boolean {
  const sent = (request.body as Readonly<Record<string, unknown>> | null | undefined)?.[
    csrfFieldName
  ];
  if (secret === undefined || typeof sent !== 'string') return false;
  const [salt = '', mac = ''] = sent.split('.', 2);
  const [given, wanted] = [Buffer.from(mac), Buffer.from(macOf(salt, secret))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function refuse(request: FastifyRequest, reply: FastifyReply, code: string): void {
  const detail =
    code === 'form-expired'
      ? 'The form is not of this session: open its page again and send it from there.'
      : 'A request with a cookie is taken only from the pages of this site.';
  answerProblem(request, reply, { status: 403, code, detail });
}
