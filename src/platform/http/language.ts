import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import type { Language } from '../page/language.ts';
import { cookieOptions } from './cookies.ts';
import { localPath } from './local-path.ts';
import { isApi } from './is-api.ts';

export const languageCookie = 'bandolo-language';
const yearSeconds = 365 * 24 * 3600;

/** Gives requests their language: the one chosen before, else the one the browser prefers, else Italian. */
export function addLanguage(app: FastifyInstance, config: Config): void {
  app.decorateRequest('language', {
    getter(this: FastifyRequest) {
      return languageOf(this);
    },
  });
  app.decorateRequest('formLanguage', null);
  app.addHook('preHandler', (request, reply, done) => {
    if (request.method === 'POST') chooseByForm(request, reply, config);
    done();
  });
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method === 'GET' && request.url.includes('lang=')) {
      const chosen = new URLSearchParams(request.url.split('?', 2)[1]).get('lang');
      if (isLanguage(chosen) && !isApi(request)) {
        chooseLanguage(request, reply, chosen, config);
        return;
      }
    }
    done();
  });
}

/** The address without the choice, which from now on is in a cookie. */
function chooseLanguage(
  request: FastifyRequest,
  reply: FastifyReply,
  language: Language,
  config: Config,
): void {
  const [path = '/', query = ''] = request.url.split('?', 2);
  const rest = new URLSearchParams(query);
  rest.delete('lang');
  const target = rest.size === 0 ? path : `${path}?${rest.toString()}`;
  void reply
    .setCookie(languageCookie, language, { ...cookieOptions(config), maxAge: yearSeconds })
    .redirect(localPath(target), 303);
}

/** The language that a form of a page asks for, for its answer and from now on. */
function chooseByForm(request: FastifyRequest, reply: FastifyReply, config: Config): void {
  const { lang } = (request.body ?? {}) as { readonly lang?: unknown };
  if (typeof lang !== 'string' || !isLanguage(lang) || isApi(request)) return;
  request.formLanguage = lang;
  void reply.setCookie(languageCookie, lang, { ...cookieOptions(config), maxAge: yearSeconds });
}

function languageOf(request: FastifyRequest): Language {
  if (request.formLanguage !== null) return request.formLanguage;
  const chosen = request.cookies[languageCookie];
  return isLanguage(chosen) ? chosen : preferredLanguage(request.headers['accept-language']);
}

/** The first of the languages we have, by the weights that the browser gives them. */
export function preferredLanguage(accepted: string | undefined): Language {
  if (accepted === undefined) return 'it';
  const wishes = accepted
    .slice(0, 200)
    .split(',')
    .map((wish) => {
      const [tag = '', ...parameters] = wish.trim().toLowerCase().split(';');
      const weight = parameters.map((each) => /^\s*q=([01](?:\.\d+)?)\s*$/.exec(each)?.[1]);
      return { tag: tag.split('-')[0], weight: Number(weight.find((each) => each) ?? 1) };
    })
    .toSorted((a, b) => b.weight - a.weight);
  const wish = wishes.find(({ tag, weight }) => weight > 0 && (isLanguage(tag) || tag === '*'));
  return wish?.tag === 'en' ? 'en' : 'it';
}

function isLanguage(text: string | null | undefined): text is Language {
  return text === 'it' || text === 'en';
}
