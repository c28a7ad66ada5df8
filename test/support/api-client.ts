import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { operationsOf, resolved, type ApiDocument, type ApiOperation } from './api-description.ts';

export interface ApiAnswer {
  readonly operation: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export interface ApiAsked {
  readonly as?: string;
  readonly body?: unknown;
  /** Sent as it is, in place of a body of JSON. */
  readonly file?: Buffer;
  /** The same, as a form with files. */
  readonly form?: FormData;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks a server and holds every answer against the description that the same server gives of itself. */
export interface ApiClient {
  readonly document: ApiDocument;
  readonly operations: readonly ApiOperation[];
  /** `GET /api/v1/me`; what is not as described is added to `wrong`. */
  readonly ask: (request: string, asked?: ApiAsked) => Promise<ApiAnswer>;
  /** Every answer so far, as operation and status. */
  readonly answered: readonly { readonly operation: string; readonly status: number }[];
  readonly wrong: readonly string[];
}

export async function makeApiClient(
  address: string,
  change: (description: string) => string = (description) => description,
): Promise<ApiClient> {
  const description = await fetch(`${address}/api/v1/openapi.json`);
  const document = JSON.parse(change(await description.text())) as ApiDocument;
  const operations = operationsOf({ document });
  const answered: { operation: string; status: number }[] = [];
  const wrong: string[] = [];
  return {
    document,
    operations,
    answered,
    wrong,
    ask: async (request, { as, body, file, form, headers = {} } = {}) => {
      const [method = 'GET', path = '/'] = request.split(' ');
      const operation = findOperation(operations, method, path);
      const reply = await fetch(`${address}${path}`, {
        method,
        redirect: 'manual',
        headers: {
          ...(as === undefined ? {} : { authorization: `Bearer ${as}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(file && { 'content-type': 'application/octet-stream' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(file && { body: new Uint8Array(file) }),
        ...(form && { body: form }),
      });
      const text = await reply.text();
      const found = { operation: operation.id, status: reply.status };
      answered.push(found);
      const complaints = checkReply(document, operation, {
        ...found,
        headers: reply.headers,
        text,
      });
      wrong.push(...complaints.map((each) => `${request} ${reply.status}: ${each}`));
      const isJson =
        reply.headers.get('content-type')?.split(';')[0]?.endsWith('json') === true && text !== '';
      return {
        ...found,
        headers: reply.headers,
        text,
        body: isJson ? (JSON.parse(text) as ApiAnswer['body']) : {},
      };
    },
  };
}

/** The operation whose path has the most fixed parts in common with the address. */
function findOperation(
  operations: readonly ApiOperation[],
  method: string,
  address: string,
): ApiOperation {
  const [path = ''] = address.split('?');
  const [found] = operations
    .filter((each) => each.method === method.toLowerCase() && patternOf(each.path).test(path))
    .toSorted((a, b) => a.path.split('{').length - b.path.split('{').length);
  if (!found) throw new Error(`${method} ${path} is not described`);
  return found;
}

function patternOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
}

function checkReply(
  document: ApiDocument,
  operation: ApiOperation,
  { status, headers, text }: Pick<ApiAnswer, 'status' | 'headers' | 'text'>,
): readonly string[] {
  const described = operation.responses[String(status)];
  if (described === undefined) return ['this status is not described'];
  const reply = resolved({ document }, described);
  const names = Object.keys(reply.headers);
  // What was made has no address of its own everywhere, and only a repetition is one.
  const needed = names.filter((name) => !/^(Location|Idempotency-Replayed)$/.test(name));
  const missing = needed.filter((name) => !headers.has(name));
  const type = headers.get('content-type')?.split(';')[0];
  const content = type === undefined ? undefined : reply.content?.[type];
  if (type !== undefined && text !== '' && content === undefined)
    return [`${type} is not described`];
  if (reply.content !== undefined && content === undefined) return ['has no content'];
  return [
    ...missing.map((name) => `lacks ${name}`),
    ...(content && type?.endsWith('json') === true ? checkJson(content.schema, text) : []),
  ];
}

const compiled = new Map<string, ReturnType<typeof Compile>>();

function checkJson(schema: object, text: string): readonly string[] {
  const key = JSON.stringify(schema);
  const validator = compiled.get(key) ?? Compile(toJsonSchema(schema) as TSchema);
  compiled.set(key, validator);
  const value: unknown = JSON.parse(text);
  return validator.Check(value)
    ? []
    : validator.Errors(value).map((each) => `${each.instancePath} ${each.message}`);
}

/** The dialect of OpenAPI 3.0 as JSON Schema: what is nullable may be null. */
function toJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, format, example: _, ...rest } = schema as Readonly<Record<string, unknown>>;
  const inner = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [key, key === 'enum' ? value : toJsonSchema(value)]),
  );
  const isNumber = format === 'int32' || format === 'int64';
  const whole = format === undefined || isNumber ? inner : { ...inner, format };
  return nullable === true ? { anyOf: [whole, { type: 'null' }] } : whole;
}

export const etagOf = ({ headers }: ApiAnswer) => ({ 'if-match': headers.get('etag') ?? '' });
export const itemsNamed = ({ body }: ApiAnswer, name: string) => body[name] as readonly unknown[];
export const itemsOf = ({ body }: ApiAnswer) => body['items'] as readonly Record<string, string>[];
export const firstOf = (answer: ApiAnswer) => itemsOf(answer)[0] ?? {};
