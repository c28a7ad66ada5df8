import { createApp } from '../../src/app.ts';
import { openDatabase } from '../../src/platform/database.ts';
import { makeSigner } from '../../src/platform/signer.ts';
import { cloneDatabase } from './template-database.ts';
import { testConfig } from './test-config.ts';
import { testLog } from './test-server.ts';

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
}

export interface ApiSchema {
  readonly type?: string;
  readonly required?: readonly string[];
  readonly properties: Readonly<Record<string, ApiSchema>>;
  readonly anyOf?: readonly ApiSchema[];
}

export type ApiContent = Readonly<Record<string, { readonly schema: ApiSchema }>>;

export interface ApiReply {
  readonly description: string;
  readonly headers: Readonly<Record<string, object>>;
  readonly content: ApiContent;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  readonly security: readonly object[];
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly components: Readonly<Record<string, object>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperationJson>>>>;
}

interface ApiOperationJson {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly security: readonly object[];
  readonly parameters?: readonly ApiParameter[];
  readonly requestBody?: { readonly content: ApiContent };
  readonly responses: Readonly<Record<string, ApiReply>>;
}

export interface ApiOperation extends ApiOperationJson {
  readonly id: string;
  /** `GET /status`, for messages. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly ApiParameter[];
}

export interface ApiDescription {
  readonly document: ApiDocument;
  readonly close: () => Promise<void>;
}

/** The description as the whole server gives it, reached under this address. */
export async function openDescription(publicUrl: string): Promise<ApiDescription> {
  const clone = await cloneDatabase();
  const database = openDatabase(clone.url);
  const config = testConfig({ publicUrl, requestsPerMinute: 100_000 });
  const services = { config, database, clock: () => new Date(), signer: makeSigner() };
  const app = createApp(services, { log: testLog(), version: '1.2.3' });
  await app.ready();
  const reply = await app.inject({ url: '/api/v1/openapi.json', headers: { host: 'localhost' } });
  if (reply.statusCode !== 200) throw new Error(reply.body);
  return {
    document: reply.json(),
    close: async () => {
      await app.close();
      await database.close();
      await clone.drop();
    },
  };
}

export function operationsOf({ document }: Pick<ApiDescription, 'document'>): ApiOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      id: operation.operationId,
      name: `${method.toUpperCase()} ${path}`,
      method,
      path,
      parameters: operation.parameters ?? [],
    })),
  );
}

/** With everything in the place of the reference to it. */
export function resolved<T>(
  { document }: Pick<ApiDescription, 'document'>,
  value: T,
): NonNullable<T> {
  return resolve(document, value) as NonNullable<T>;
}

function resolve(document: ApiDocument, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => resolve(document, each));
  if (typeof value !== 'object' || value === null) return value;
  const { $ref: ref } = value as { readonly $ref?: string };
  if (ref === undefined)
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, resolve(document, inner)]),
    );
  const [, , kind = '', name = ''] = ref.split('/');
  const target = (document.components[kind] as Readonly<Record<string, unknown>>)?.[name];
  if (target === undefined) throw new Error(`nothing is at ${ref}`);
  return resolve(document, target);
}
