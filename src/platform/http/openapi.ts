import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import type { Config } from '../config.ts';
import { addApiDocs, type Description } from './api-docs.tsx';
import { conventions } from './api-guide-words.ts';
import type { ApiGuideStep } from './api-guide.tsx';
import { secured } from './api-schema.ts';
import { apiTags } from './api-tags.ts';
import type { App } from './app-type.ts';
import { completeDescription } from './complete-description.ts';
import type { Json } from './openapi-parts.ts';
import { toOpenApiSchema } from './openapi-schema.ts';

export interface OpenApiOptions {
  readonly config: Config;
  readonly version: string;
  /** What a newcomer does first. */
  readonly steps: readonly ApiGuideStep[];
}

/** The guide of the documentation page, as the Markdown of the description. */
function guideText(publicUrl: string, steps: readonly ApiGuideStep[]): string {
  return [
    'The API of this installation: calls, applications, the register and the people who may act.',
    ...conventions.map(({ title, text }) => `**${title.en}.** ${text.en}`),
    '**A first submission.**',
    steps.map(({ title }, index) => `${index + 1}. ${title.en}`).join('\n'),
    `The commands of each step are at ${publicUrl}/api/docs.`,
  ].join('\n\n');
}

/** Describes the routes of the API that are added after it, from the schemas that check their requests. */
export function addOpenApi(app: App, { config, version, steps }: OpenApiOptions): void {
  const { body } = config;
  app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: `Bandolo – ${body.name}`,
        version: version === '' ? '0.0.0' : version,
        description: guideText(config.publicUrl, steps),
        contact: { name: body.name, url: config.publicUrl },
        license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
        termsOfService: `${config.publicUrl}/`,
        'x-summary': 'Public calls for grants: applications, register, receipts',
        'x-api-id': 'bandolo',
      } as never,
      servers: [serverOf(config.publicUrl)],
      // What asks for nobody says so itself.
      security: secured,
      tags: apiTags.map(({ name, about }) => ({ name, description: about.en })),
      components: {
        securitySchemes: {
          bearer: { type: 'http', scheme: 'bearer', description: 'The token of a session' },
        },
      },
    },
    transform: ({ schema, url }: { schema?: FastifySchema; url: string }) => ({
      url,
      schema: url.startsWith('/api/') || url === '/status' ? described(schema) : { hide: true },
    }),
  } as never);
  app.after(() => {
    addApiDocs(app, { describe: () => describe(app), steps });
    app.get(
      '/api/v1/openapi.json',
      {
        config: { access: { who: 'anyone' } },
        schema: { hide: true },
      },
      (_request, reply) =>
        reply.type('application/json; charset=utf-8').send(JSON.stringify(describe(app), null, 1)),
    );
  });
}

/** A trial speaks HTTP on the machine itself, which the rules for public APIs let pass only as a sandbox. */
function serverOf(url: string): object {
  return url.startsWith('https://')
    ? { url, description: 'This installation' }
    : { url, description: 'A trial, on this machine only', 'x-sandbox': true };
}

const descriptions = new WeakMap<App, Description>();

/** The description of the routes, made when it is first asked for. */
function describe(app: App): Description {
  const known = descriptions.get(app);
  if (known) return known;
  const description = completeDescription(
    toOpenApiSchema(app.swagger()) as Json,
  ) as unknown as Description;
  descriptions.set(app, description);
  return description;
}

function described(schema: FastifySchema | undefined): FastifySchema {
  return schema ?? { hide: true };
}
