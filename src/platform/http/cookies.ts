import type { CookieSerializeOptions } from '@fastify/cookie';
import type { Config } from '../config.ts';

/** How every cookie is set: out of reach of scripts, of other sites, and of plain connections where there is https. */
export function cookieOptions(config: Config): CookieSerializeOptions {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(config) };
}

/** The name of a cookie that no other name of the same domain can set. */
export function cookieName(config: Config, name: string): string {
  return isSecure(config) ? `__Host-bandolo-${name}` : `bandolo-${name}`;
}

export function isSecure(config: Config): boolean {
  return config.publicUrl.startsWith('https:');
}
