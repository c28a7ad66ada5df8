import { Type, type TObject, type TProperties, type TSchema } from 'typebox';

export const uuidSchema = (description: string) =>
  Type.String({ format: 'uuid', description, examples: ['3f0c8a52-6a1e-4f6b-9c1d-2b7e5d9a4c10'] });

export const instantSchema = (description: string) =>
  Type.String({ format: 'date-time', description, examples: ['2025-03-01T09:00:00.000Z'] });

export const daySchema = (description: string) =>
  Type.String({ format: 'date', description, examples: ['2025-03-01'] });

export const textSchema = (description: string, max: number, example: string) =>
  Type.String({ description, minLength: 1, maxLength: max, examples: [example] });

/** An object that has these members and no others. */
export function strictObject<P extends TProperties>(members: P, example?: object): TObject<P> {
  return Type.Object(members, {
    additionalProperties: false,
    ...(example === undefined ? {} : { examples: [example] }),
  });
}

/** A part of a list; `next` is there when there is more, to be sent as `after`. */
export function pageSchema<T extends TSchema>(item: T) {
  return strictObject({
    items: Type.Array(item),
    next: Type.Optional(Type.String({ description: 'Send it as `after` to go on.' })),
  });
}

export const pageQuery = strictObject({
  after: Type.Optional(
    Type.String({ maxLength: 1000, description: 'The `next` of the list before.' }),
  ),
  limit: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 200, default: 50, description: 'How many at most.' }),
  ),
});

export const idempotencyHeader = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      maxLength: 200,
      description: 'The same key with the same request gets the same answer again.',
    }),
  ),
});

const meanings = {
  400: 'Not understood',
  401: 'Nobody is signed in',
  403: 'Not allowed to this person',
  404: 'Not found, or not visible to this person',
  409: 'Not possible as things stand',
  412: 'Changed since it was read',
  422: 'Refused by the rules',
  428: 'If-Match is missing',
  429: 'Too many requests',
  503: 'Not available for the moment',
  default: 'Another problem',
} as const;

type Meaning = keyof typeof meanings;

/** The replies of an operation: what it gives, and each problem it may answer with. */
export function replies<R extends Readonly<Record<number, TSchema>>>(
  given: R,
  problems: readonly Exclude<Meaning, 'default' | 429 | 503>[],
): R & Readonly<Record<string, unknown>> {
  const each: readonly Meaning[] = [...problems, 429, 503, 'default'];
  return {
    ...given,
    ...Object.fromEntries(
      each.map((status) => [
        String(status),
        {
          description: meanings[status],
          // What problems look like is the same everywhere, and described once.
          content: { 'application/problem+json': { schema: {} } },
        },
      ]),
    ),
  };
}

/** The reply carries the ETag that the next edit must name. */
export function editable<S extends TSchema>(schema: S): S {
  return { ...schema, headers: { etag: { type: 'string' } } };
}

export const nothing = Type.Null({ description: 'Done' });

/** The operation needs a token; the documentation says how to get one. */
export const secured = [{ bearer: [] }];

/** As JSON leaves it out: what is null here is absent there. */
export function present<T extends object>(
  value: T,
): { [K in keyof T as null extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as null extends T[K] ? K : never]?: NonNullable<T[K]>;
} {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null)) as never;
}

/** Where a list goes on, opaque to who gets it. */
export function makeCursor(place: readonly string[]): string {
  return Buffer.from(JSON.stringify(place)).toString('base64url');
}

/** The place that a cursor names; a text that is none is the beginning of nothing. */
export function readCursor(text: string, parts: number): readonly string[] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(place) &&
      place.length === parts &&
      place.every((each) => typeof each === 'string')
      ? place
      : undefined;
  } catch {
    return undefined;
  }
}
