import { isUtf8 } from 'node:buffer';

const depthMax = 32;
// Half of a surrogate pair is no character, and a database keeps no NUL.
const strangeText = /\p{Surrogate}|\0/u;

/** A body, or what is wrong with it; `status` is what the HTTP reply says. */
export type ReadBody =
  | { readonly type: 'body'; readonly value: unknown }
  | {
      readonly type: 'refused';
      readonly status: 400 | 415;
      readonly code: string;
      readonly detail: string;
    };

/** Reads JSON as it comes from outside: UTF-8, of limited depth, without what a later reader would trip over. */
export function readJson(bytes: Buffer): ReadBody {
  if (bytes.length === 0) return { type: 'body', value: undefined };
  if (!isUtf8(bytes)) return refused('bad-encoding', 'The body is not UTF-8.');
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    return refused('bad-json', 'The body is not JSON.');
  }
  const strange = findStrange(value, 1);
  return strange === undefined ? { type: 'body', value } : refused('bad-json', strange);
}

function refused(code: string, detail: string): ReadBody {
  return { type: 'refused', status: 400, code, detail };
}

function findStrange(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string')
    return strangeText.test(value)
      ? 'A text holds a NUL or half a character, which cannot be kept.'
      : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  if (depth > depthMax) return `Values are nested more than ${depthMax} deep.`;
  if (Array.isArray(value)) {
    for (const item of value) {
      const strange = findStrange(item, depth + 1);
      if (strange !== undefined) return strange;
    }
    return undefined;
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || (key === 'constructor' && hasPrototype(value)))
      return `A member may not be called "${key}".`;
    const strange =
      findStrange(key, depth) ?? findStrange((value as Record<string, unknown>)[key], depth + 1);
    if (strange !== undefined) return strange;
  }
  return undefined;
}

function hasPrototype(value: object): boolean {
  const { constructor } = value as { readonly constructor: unknown };
  return typeof constructor === 'object' && constructor !== null && 'prototype' in constructor;
}

const fieldsMax = 1000;

/** Reads a form as browsers send it; a name that comes again makes a list. */
export function readFormBody(bytes: Buffer): ReadBody {
  if (!isUtf8(bytes)) return refused('bad-encoding', 'The form is not UTF-8.');
  const text = bytes.toString('latin1');
  if (!isDecodable(text)) return refused('bad-encoding', 'The form is not UTF-8.');
  const pairs = [...new URLSearchParams(bytes.toString('utf8'))];
  if (pairs.length > fieldsMax)
    return refused('bad-form', `The form has more than ${fieldsMax} fields.`);
  const form: Record<string, string | string[]> = Object.create(null) as Record<string, string>;
  for (const [name, value] of pairs) {
    if (strangeText.test(name) || strangeText.test(value))
      return refused('bad-form', 'A field holds a NUL, which cannot be kept.');
    const earlier = form[name];
    form[name] = earlier === undefined ? value : [earlier, value].flat();
  }
  return { type: 'body', value: form };
}

/** Whether the escaped bytes are UTF-8: a lax reader would put another character in their place. */
function isDecodable(text: string): boolean {
  if (!text.includes('%')) return true;
  try {
    decodeURIComponent(text.replaceAll(/%(?![0-9a-f]{2})/gi, '%25'));
    return true;
  } catch {
    return false;
  }
}
