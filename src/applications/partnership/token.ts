import { createHash, randomBytes } from 'node:crypto';

const tokenText = /^[A-Za-z0-9_-]{43}$/;

/** What only the message to the invited person holds: 256 bits that nobody guesses. */
export function makeToken(): string {
  return randomBytes(32).toString('base64url');
}

export function isToken(text: string): boolean {
  return tokenText.test(text);
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
