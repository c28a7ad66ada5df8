import { hash, randomBytes } from 'node:crypto';

const shape = /^bandolo_[A-Za-z0-9_-]{43}$/;

/** A secret of 256 bits. The beginning lets programs that look for leaked secrets recognise it. */
export function makeToken(): string {
  return `bandolo_${randomBytes(32).toString('base64url')}`;
}

/** What is kept of a token. */
export function hashToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}

/** The token, if it has the shape of one: nothing else is looked up. */
export function readToken(text: string | undefined): string | undefined {
  return text !== undefined && shape.test(text) ? text : undefined;
}

/** What is kept of the token of an `Authorization: Bearer` header. */
export function hashBearer(header: string): Buffer | undefined {
  const token = readBearer(header);
  return token === undefined ? undefined : hashToken(token);
}

/** The token of an `Authorization: Bearer` header. */
export function readBearer(header: string | undefined): string | undefined {
  return readToken(header?.match(/^Bearer +(\S+) *$/i)?.[1]);
}
