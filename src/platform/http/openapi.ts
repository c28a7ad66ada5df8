import swagger from '@fastify/swagger';
import type { FastifySchema } from 'fastify';
import type { Config } from '../config.ts';
import { addApiDocs, type Description } from './api-docs.tsx';
import { secured } from './api-schema.ts';
import { apiTags } from './api-tags.ts';
import type { App } from './app-type.ts';
import { completeDescription } from './complete-description.ts';
import type { Json } from './openapi-parts.ts';
import { toOpenApiSchema } from './openapi-schema.ts';

export interface OpenApiOptions {
  readonly config: Config;
  readonly version: string;
}

const guide = `The API of this installation: calls, applications, the register and the people who may act.

**Who asks.** Send \`Authorization: Bearer <token>\`. In a trial, \`POST /api/v1/trial-sessions\` gives a token for one of
the invented people of \`GET /api/v1/trial-people\`; elsewhere a person makes tokens on their account page.

**Acts.** Every act accepts \`Idempotency-Key\`: the same key with the same request gets the same answer. Edits need
\`If-Match\` with the ETag that was read. What the rules refuse comes as problem details (RFC 9457) with a stable \`code\`.

**An application from the first line to the receipt.**
1. \`GET /api/v1/calls\`: choose an open call.
2. \`POST /api/v1/calls/{call}/applications\`: start a draft for an organisation you may act for.
3. \`PUT /api/v1/calls/{call}/applications/{application}\`: write it; \`GET …/check\` says what is missing and what it would get.
4. \`POST …/freeze\`: fixes the text and gives its hash; \`POST …/consents\`: each partner consents to that hash.
5. \`POST …/submission\` with the hash: the decisive act. The receipt proves number, instant and text; \`bandolo verify\` checks it.

Instants are RFC 3339 in UTC. Lists carry \`next\`, to be sent as \`after\`. Limits of use are in \`X-RateLimit-*\`.`;

/** Describes the routes of the API that are added after it, from the schemas that check their requests. */
export function addOpenApi(app: App, { config, version }: OpenApiOptions): void {
  const { body } = config;
  app.register(swagger, {
    openapi: {
      openapi: '3.0.3',
      info: {
        title: `Bandolo – ${body.name}`,
        version: version === '' ? '0.0.0' : version,
        description: guide,
        contact: { name: body.name, url: config.publicUrl },
        license: { name: 'EUPL-1.2', url: 'https://eupl.eu/1.2/en/' },
        termsOfService: `${config.publicUrl}/`,
        'x-summary': 'Public calls for grants: applications, register, receipts',
        'x-api-id': 'bandolo',
      } as never,
      servers: [serverOf(config.publicUrl)],
      // What asks for nobody says so itself.
      security: secured,
      tags: apiTags,
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
    addApiDocs(app, () => describe(app));
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
