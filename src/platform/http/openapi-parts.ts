import { STATUS_CODES } from 'node:http';

export type Json = Readonly<Record<string, unknown>>;

const ref = (kind: string, name: string): Json => ({ $ref: `#/components/${kind}/${name}` });

const integer = (description: string, example: number): Json => ({
  description,
  schema: { type: 'integer', format: 'int32', minimum: 0, example },
});

const text = (description: string, example: string): Json => ({
  description,
  schema: { type: 'string', example },
});

/** Headers that many replies have, by the name under which the description refers to them. */
export const sharedHeaders = {
  RateLimit: integer('How many requests a minute are taken from one person or address.', 600),
  RateRemaining: integer('How many of them are left in this minute.', 599),
  RateReset: integer('Seconds until all of them are there again.', 42),
  RetryAfter: integer('Seconds to wait before sending it again.', 5),
  ETag: text(
    'Names what was read: for `If-None-Match`, and `If-Match` of what changes it.',
    '"r1"',
  ),
  CacheControl: text(
    'Whether the reply may be kept: `no-store` unless said otherwise; `no-cache` and `private` where it must be asked about again; `max-age` for what never changes.',
    'no-store',
  ),
  Location: text('Where what was made is read, when it has an address of its own.', '/api/v1/me'),
  Replayed: text('`true` when an Idempotency-Key gave the answer of the first time.', 'true'),
  Authenticate: text('That a token is needed, or that the one sent is none.', 'Bearer'),
} as const;

export const header = (name: keyof typeof sharedHeaders): Json => ref('headers', name);

/** On every reply, whatever it says. */
export const rateHeaders: Json = {
  'X-RateLimit-Limit': header('RateLimit'),
  'X-RateLimit-Remaining': header('RateRemaining'),
  'X-RateLimit-Reset': header('RateReset'),
};

const problemExample = {
  type: 'urn:bandolo:problem:not-found',
  title: 'Not Found',
  status: 404,
  instance: 'urn:uuid:3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10',
  code: 'not-found',
} as const;

const problemPart = {
  type: 'object',
  description: 'Something wrong with one part of the request.',
  required: ['code', 'path', 'detail'],
  properties: {
    code: { type: 'string', description: 'Stable.', example: 'required' },
    path: { type: 'string', description: 'A JSON pointer into the body.', example: '/title' },
    detail: { type: 'string', description: 'For a person.', example: 'is missing' },
  },
} as const;

/** What is said when a request is not carried out (RFC 9457). */
export const problemSchema = {
  type: 'object',
  description: 'Problem details, RFC 9457. Single problems have further members, such as `etag`.',
  required: ['type', 'title', 'status', 'instance', 'code'],
  properties: {
    type: {
      type: 'string',
      format: 'uri',
      description: 'The code as an address that leads nowhere.',
    },
    title: { type: 'string', description: 'In a few words.' },
    status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599 },
    detail: { type: 'string', description: 'What it is about, and what to do.' },
    instance: { type: 'string', format: 'uri', description: 'The request id, as in the log.' },
    code: { type: 'string', description: 'Stable; programs may rely on it.' },
    errors: { type: 'array', maxItems: 1000, items: problemPart },
  },
  example: problemExample,
} as const;

/** The name under which the description keeps the problem of a status: `NotFound`. */
export function problemName(status: string): string {
  if (status === 'default') return 'Problem';
  return (STATUS_CODES[status] ?? `Status ${status}`).replaceAll(/[^A-Za-z]/g, '');
}

/** The reply of a problem; those that say when to come again say it in a header. */
export function problemReply(status: string, description: string): Json {
  return {
    description,
    headers: {
      ...rateHeaders,
      ...(status === '429' || status === '503' ? { 'Retry-After': header('RetryAfter') } : {}),
      ...(status === '401' ? { 'Www-Authenticate': header('Authenticate') } : {}),
    },
    content: { 'application/problem+json': { schema: ref('schemas', 'Problem') } },
  };
}

export const problemRef = (status: string): Json => ref('responses', problemName(status));
