import { Type } from 'typebox';
import type { FastifyReply } from 'fastify';
import type { App } from '../platform/http/app-type.ts';
import { makeCursor, pageQuery, pageSchema, replies } from '../platform/http/api-schema.ts';
import type { Services } from '../platform/services.ts';
import {
  callParams,
  changesSchema,
  versionLineSchema,
  versionParams,
  versionSchema,
} from './api-schemas.ts';
import { readPage, sendBadCursor, sendNotFound } from './call-replies.ts';
import { pathText } from './compare-versions.ts';
import { findChanges } from './find-changes.ts';
import { exportFileName, type PublishedCall } from './published-call.ts';
import { findPublished, type PublishedVersion } from './published-version.ts';
import { findVersions, type VersionLine } from './queries.ts';
import { findVisibleCall } from './visible-call.ts';

const config = { access: { who: 'anyone' } } as const;
const tags = ['Calls'];

/** The versions of a call, each as it was published and with what it changed. */
export function versionRoutes(services: Services): (app: App) => void {
  return (app) => {
    addVersions(app, services);
    addVersion(app, services);
    addFiles(app, services);
    addChanges(app, services);
  };
}

function addVersions(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/versions',
    {
      config,
      schema: {
        operationId: 'listVersions',
        tags,
        summary: 'The versions of a call',
        description:
          'The latest first. An application keeps the version under which it was frozen.',
        params: callParams,
        querystring: pageQuery,
        response: replies({ 200: pageSchema(versionLineSchema) }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      if (!call) return sendNotFound(reply);
      const page = readPage(request.query);
      if (!page) return sendBadCursor(reply);
      const { limit, before } = page;
      const asked = { callId: call.callId, before, limit: limit + 1 };
      const found = await findVersions(services.database.db, asked);
      const last = found.length > limit ? found[limit - 1] : undefined;
      return {
        items: found.slice(0, limit).map((version) => versionLine(call, version)),
        ...(last ? { next: makeCursor([String(last.version)]) } : {}),
      };
    },
  );
}

function addVersion(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/versions/:version',
    {
      config,
      schema: {
        operationId: 'readVersion',
        tags,
        summary: 'A version as it was published',
        description:
          'The definition and its decisions as JSON. The same as YAML, to the letter, is under the links.',
        params: versionParams,
        response: replies({ 200: versionSchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const found = await findVisibleVersion(services, request);
      if (!found) return sendNotFound(reply);
      const { call, version } = found;
      const line = versionLine(call, version);
      void reply.header('cache-control', 'private, no-cache');
      return {
        ...line,
        definition: version.content.definition,
        decisions: version.content.decisions.map((decisions, index) => ({
          file: version.decisions[index]?.file ?? '',
          decisions,
          link: `${line.links.self}/decisions/${index + 1}`,
        })),
      };
    },
  );
}

const yaml = {
  200: {
    description: 'The text as published; that of a test or a rehearsal says so in its first line.',
    content: { 'application/yaml': { schema: Type.String() } },
  },
};

function addFiles(app: App, services: Services): void {
  const produces = { ...config, produces: ['application/yaml'] };
  app.get(
    '/api/v1/calls/:call/versions/:version/definition',
    {
      config: produces,
      schema: {
        operationId: 'readDefinitionFile',
        tags,
        summary: 'The definition as YAML',
        description: 'To the letter as it was published.',
        params: versionParams,
        response: replies(yaml as never, [400, 404]),
      },
    },
    async (request, reply) => {
      const found = await findVisibleVersion(services, request);
      if (!found) return sendNotFound(reply);
      const name = `definition-v${found.version.version}`;
      return sendYaml(reply, found.call, { name, text: found.version.definition });
    },
  );
  app.get(
    '/api/v1/calls/:call/versions/:version/decisions/:file',
    {
      config: produces,
      schema: {
        operationId: 'readDecisionsFile',
        tags,
        summary: 'A file of decisions as YAML',
        description: 'To the letter as it was published; files are counted from 1.',
        params: Type.Object({
          ...versionParams.properties,
          file: Type.Integer({
            minimum: 1,
            maximum: 20,
            description: 'The number of the file, from 1.',
            examples: [1],
          }),
        }),
        response: replies(yaml as never, [400, 404]),
      },
    },
    async (request, reply) => {
      const found = await findVisibleVersion(services, request);
      const file = found?.version.decisions[request.params.file - 1];
      if (!found || !file) return sendNotFound(reply);
      const name = `decisions-${request.params.file}-v${found.version.version}`;
      return sendYaml(reply, found.call, { name, text: file.text });
    },
  );
}

function sendYaml(
  reply: FastifyReply,
  call: PublishedCall,
  { name, text }: { readonly name: string; readonly text: string },
): FastifyReply {
  const mark =
    call.mode === 'live'
      ? ''
      : `# ${call.mode.toUpperCase()}: what rests on this has no effect (${call.slug}).\n`;
  const file = exportFileName(call, { name, extension: 'yaml' });
  return reply
    .type('application/yaml; charset=utf-8')
    .header('content-disposition', `attachment; filename="${file}"`)
    .header('cache-control', 'private, no-cache')
    .send(mark + text);
}

function addChanges(app: App, services: Services): void {
  app.get(
    '/api/v1/calls/:call/versions/:version/changes',
    {
      config,
      schema: {
        operationId: 'listChanges',
        tags,
        summary: 'What a version changed',
        description:
          'Everything that differs from the version before, or from the one given as `since`, with its article; to the people of the body also how many applications it touches.',
        params: versionParams,
        querystring: Type.Object(
          {
            since: Type.Optional(
              Type.Integer({ minimum: 1, maximum: 1_000_000, description: 'An earlier version.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: replies({ 200: changesSchema }, [400, 404]),
      },
    },
    async (request, reply) => {
      const call = await findVisibleCall(services, request);
      const { version } = request.params;
      const found =
        call &&
        (await findChanges(services, {
          call,
          version,
          since: request.query.since,
          principal: request.principal,
        }));
      if (!call || !found) return sendNotFound(reply);
      const { from, changes, touched } = found;
      return {
        call: call.slug,
        mode: call.mode,
        ...(from === undefined ? {} : { from }),
        to: version,
        changes: changes.map((change) => ({ ...change, path: pathText(change.path) })),
        ...(touched ? { touched } : {}),
      };
    },
  );
}

async function findVisibleVersion(
  services: Services,
  request: Parameters<typeof findVisibleCall>[1] & {
    readonly params: { readonly version: number };
  },
): Promise<{ readonly call: PublishedCall; readonly version: PublishedVersion } | undefined> {
  const call = await findVisibleCall(services, request);
  const { version: number } = request.params;
  const version = call && (await findPublished(services, { callId: call.callId, version: number }));
  return version && { call, version };
}

function versionLine(
  { slug, mode }: PublishedCall,
  { version, label, hash, title, fictional, ground, publishedAt }: VersionLine,
) {
  const self = `/api/v1/calls/${slug}/versions/${version}`;
  return {
    call: slug,
    mode,
    version,
    label,
    hash,
    title,
    fictional,
    ground,
    publishedAt: publishedAt.toISOString(),
    links: { self, changes: `${self}/changes`, definition: `${self}/definition` },
  };
}
