import { isIP } from 'node:net';
import type { ClamdAddress } from './files/clamd.ts';
import { contrast, darken } from './contrast.ts';

/** One variable of the environment: how it is read, what stands when it is absent, what it is for. */
export interface Setting<T> {
  readonly name: string;
  readonly about: string;
  /** The text that stands when the variable is absent. */
  readonly standard?: string;
  /** What the documentation says in its place, when the standard value depends on others. */
  readonly standardAbout?: string;
  readonly isSecret?: boolean;
  readonly read: (text: string) => Read<T>;
}

/** A value, or what was expected instead, with an example. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly expected: string };

function value<T>(read: T): Read<T> {
  return { ok: true, value: read };
}

function expected(text: string): { readonly ok: false; readonly expected: string } {
  return { ok: false, expected: text };
}

export function readText(text: string): Read<string> {
  return value(text);
}

export function readCount(least: number, most: number, example: number) {
  return (text: string): Read<number> => {
    const count = /^\d{1,9}$/.test(text) ? Number(text) : -1;
    return count >= least && count <= most
      ? value(count)
      : expected(`a whole number from ${least} to ${most}, such as ${example}`);
  };
}

export function readSwitch(text: string): Read<boolean> {
  return text === 'on' || text === 'off' ? value(text === 'on') : expected('on or off');
}

export function readChoice<const C extends string>(...choices: readonly C[]) {
  return (text: string): Read<C> => {
    const found = choices.find((choice) => choice === text);
    return found === undefined ? expected(`one of ${choices.join(', ')}`) : value(found);
  };
}

/** As six hexadecimal digits; dark enough for white text of any size to be read on it. */
export function readColour(text: string): Read<string> {
  const colour = text.toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour))
    return expected('a colour as # and six hexadecimal digits, such as #0066cc');
  const found = contrast(colour, '#ffffff');
  if (found >= leastContrast) return value(colour);
  const shown = (Math.floor(found * 100) / 100).toFixed(2);
  return expected(
    `a darker colour, such as ${readableShade(colour)}: white on this one has a contrast of ${shown}:1, and text needs ${leastContrast}:1`,
  );
}

const leastContrast = 4.5;

/** The lightest shade of a colour on which white can be read. */
function readableShade(colour: string): string {
  let percent = 99;
  while (contrast(darken(colour, percent), '#ffffff') < leastContrast) percent -= 1;
  return darken(colour, percent);
}

/** Separated by spaces or commas. */
export function readList(text: string): Read<readonly string[]> {
  return value(text.split(/[\s,]+/).filter((part) => part !== ''));
}

export function readHost(text: string): Read<string> {
  return isIP(text) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text)
    ? value(text)
    : expected('an address or a name without scheme and port, such as 127.0.0.1 or 0.0.0.0');
}

/** `tcp://127.0.0.1:3310`, or `unix:/run/clamav/clamd.ctl`. */
export function readClamd(text: string): Read<ClamdAddress> {
  const path = /^unix:(\/[^\0]{1,100})$/.exec(text)?.[1];
  if (path !== undefined) return value({ path });
  const [, host = '', port = ''] =
    /^tcp:\/\/([^\s/:]+|\[[0-9a-f:]+\]):(\d{1,5})$/i.exec(text) ?? [];
  return host !== '' && Number(port) > 0 && Number(port) < 65_536
    ? value({ host: host.replace(/^\[|\]$/g, ''), port: Number(port) })
    : expected('where clamd listens, such as tcp://127.0.0.1:3310 or unix:/run/clamav/clamd.ctl');
}

/** Addresses and networks; nothing else may say that a request came from somewhere else. */
export function readNetworks(text: string): Read<readonly string[]> {
  const networks = text.split(/[\s,]+/).filter((part) => part !== '');
  return networks.every(isNetwork)
    ? value(networks)
    : expected('addresses or networks separated by commas, such as 10.0.0.5, 10.1.0.0/16');
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

export function readDatabaseUrl(text: string): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return url && /^postgres(ql)?:\/\//.test(text) && url.pathname.length > 1
    ? value(text)
    : expected(
        'the address of a PostgreSQL database, such as postgres://name:password@host/bandolo',
      );
}

/** How a mail server is reached. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise it begins with STARTTLS, unless the server is on this machine. */
  readonly isSecure: boolean;
  readonly login: { readonly user: string; readonly password: string } | undefined;
}

export function readSmtpUrl(text: string): Read<SmtpServer> {
  const url = /^smtps?:\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  const user = decoded(url?.username);
  const password = decoded(url?.password);
  const isBare = url && /^\/?$/.test(url.pathname) && url.search === '' && url.hash === '';
  const host = url?.hostname ?? '';
  if (!url || !isBare || host === '' || user === undefined || password === undefined)
    return expected(
      'the address of a mail server, such as smtp://name:password@mail.example.org:587 or smtps://mail.example.org; ' +
        'write signs such as @ or / in the name or the password as %40 or %2F',
    );
  if (user === '' && password !== '') return expected('a name before the password');
  const isSecure = url.protocol === 'smtps:';
  return value({
    host: host.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    login: user === '' ? undefined : { user, password },
  });
}

function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** An address that people may open; https, unless it is on this machine. */
export function readWebAddress(text: string): Read<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isSafe =
    url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackName(url.hostname));
  return url && isSafe && url.username === '' && url.password === ''
    ? value(text)
    : expected('an https address such as https://example.org/page');
}

/** Where the server is reached, without a path. */
export function readOrigin(text: string): Read<string> {
  const read = readWebAddress(text);
  if (!read.ok || !isBareOrigin(new URL(text)))
    return expected('an https address without a path, such as https://bandi.example.org');
  return value(new URL(text).origin);
}

function isBareOrigin(url: URL): boolean {
  return url.pathname === '/' && url.search === '' && url.hash === '';
}

/** A path of this site or an address of another. */
export function readLink(text: string): Read<string> {
  if (/^\/(?![/\\])[^\s]*$/.test(text)) return value(text);
  return readWebAddress(text).ok
    ? value(text)
    : expected('a path such as /privacy, or an https address');
}

export function readEmail(text: string): Read<string> {
  return /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]+$/.test(text)
    ? value(text)
    : expected('an address of e-mail such as bandi@example.org');
}

/** Names for known things, as a JSON object. */
export function readNames<const K extends string>(keys: readonly K[], example: string) {
  return (text: string): Read<Readonly<Partial<Record<K, string>>>> => {
    const names = parseObject(text);
    const isKnown =
      names !== undefined &&
      Object.entries(names).every(
        ([key, name]) => keys.some((each) => each === key) && typeof name === 'string',
      );
    return isKnown
      ? value(names as Partial<Record<K, string>>)
      : expected(`a JSON object with names for ${keys.join(', ')}, such as ${example}`);
  };
}

function parseObject(text: string): object | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
      ? parsed
      : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the name or address means this machine and no other. */
export function isLoopbackName(host: string): boolean {
  const name = host.replace(/^\[|\]$/g, '').toLowerCase();
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}
