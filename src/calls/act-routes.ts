import { Type } from 'typebox';
import type { Principal, Subject } from '../accounts/index.ts';
import { parseInstant } from '../engine/index.ts';
import { idempotencyHeader, replies, secured } from '../platform/http/api-schema.ts';
import type { App } from '../platform/http/app-type.ts';
import { withIdempotency, type ActReply } from '../platform/http/idempotency.ts';
import { NotUnderstood } from '../platform/http/not-understood.ts';
import { sendProblem } from '../platform/http/problem-reply.ts';
import type { Services } from '../platform/services.ts';
import {
  amendmentSchema,
  callParams,
  extensionSchema,
  publicationSchema,
  publishedSchema,
  rehearsalTermSchema,
  termSetSchema,
} from './api-schemas.ts';
import { mayExtend, mayPublish, mayRehearse } from './act-roles.ts';
import { sendNotFound } from './call-replies.ts';
import { termView } from './call-view.ts';
import { extendIn, setRehearsalTermIn, type TermOutcome } from './extend-call.ts';
import { findCall } from './find-call.ts';
import { prepareApart } from './prepare-apart.ts';
import { amendPrepared, publishPrepared, type PublicationOutcome } from './publish-call.ts';
import type { TextFile } from './read-call.ts';
import { problemOf } from './refusal.ts';
import type { Term } from './term.ts';

const tags = ['Calls'];
/** Of a publication: a definition of a real call has a tenth of it. */
export const publicationBytesMax = 2 * 1024 * 1024;

/** Publishing, amending, extending, rehearsing. */
export function actRoutes(services: Services): (app: App) => void {
  return (app) => {
    addPublication(app, services);
    addAmendment(app, services);
    addExtension(app, services);
    addRehearsalTerm(app, services);
  };
}

function addPublication(app: App, services: Services): void {
  app.post(
    '/api/v1/bodies/:body/calls',
    {
      config: { access: { who: 'named', roles: mayPublish, subject: 'body' } },
      bodyLimit: publicationBytesMax,
      schema: {
        operationId: 'publishCall',
        tags,
        summary: 'Publish a call',
        description:
          'The first version, which nothing changes afterwards. Refused wherever `bandolo check` refuses, with every place that is wrong; live, also where the hours of opening and closing are not known or decisions are invented.',
        security: secured,
        headers: idempotencyHeader,
        params: Type.Object({
          body: Type.String({
            maxLength: 60,
            description: 'Code of the body.',
            examples: ['lucciole'],
          }),
        }),
        body: publicationSchema,
        response: replies({ 201: publishedSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      if (!mayPublishFor(request))
        return sendProblem(reply, {
          status: 403,
          code: 'forbidden',
          detail: 'A role for one call does not publish others.',
        });
      const { mode, ground, resubmission, term } = request.body;
      const files = filesOf(request.body);
      const asked = {
        ...actorOf(request),
        bodyId: request.subject?.bodyId ?? '',
        mode,
        ground,
        resubmission,
        term: term && readTermAsked(term, '/term'),
      };
      const prepared = await prepareApart(files, mode);
      if (prepared.type === 'refused')
        return sendProblem(reply, problemOf(prepared, partOf(files)));
      return withIdempotency(request, reply, services, async (tx) =>
        publicationReply(await publishPrepared(tx, prepared, asked), files),
      );
    },
  );
}

function addAmendment(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/versions',
    {
      config: { access: { who: 'named', roles: mayPublish, subject: 'call' } },
      bodyLimit: publicationBytesMax,
      schema: {
        operationId: 'amendCall',
        tags,
        summary: 'Publish a further version',
        description:
          'An amendment with its ground. What is frozen from now on stands under the new version; what was submitted keeps its own. A window that moved becomes a term of its own.',
        security: secured,
        headers: idempotencyHeader,
        params: callParams,
        body: amendmentSchema,
        response: replies({ 201: publishedSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    async (request, reply) => {
      const { replaces, ground } = request.body;
      const files = filesOf(request.body);
      const call = await findCall(services, request.params.call);
      if (!call) return sendNotFound(reply);
      const prepared = await prepareApart(files, call.mode);
      if (prepared.type === 'refused')
        return sendProblem(reply, problemOf(prepared, partOf(files)));
      const asked = { ...actorOf(request), slug: call.slug, replaces, ground };
      return withIdempotency(request, reply, services, async (tx) =>
        publicationReply(await amendPrepared(tx, prepared, asked), files),
      );
    },
  );
}

function addExtension(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/extensions',
    {
      config: { access: { who: 'named', roles: mayExtend, subject: 'call' } },
      schema: {
        operationId: 'extendCall',
        tags,
        summary: 'Close later',
        description:
          'An act that moves the closing later, never earlier, before it has passed. After that only the remedy of an incident does.',
        security: secured,
        headers: idempotencyHeader,
        params: callParams,
        body: extensionSchema,
        response: replies({ 201: termSetSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) => {
      const { closesAt, ground } = request.body;
      const asked = {
        ...actorOf(request),
        slug: request.params.call,
        closesAt: readInstant(closesAt, '/closesAt'),
        ground,
        kind: 'extension',
      } as const;
      return withIdempotency(request, reply, services, async (tx) =>
        termReply(await extendIn(tx, asked)),
      );
    },
  );
}

function addRehearsalTerm(app: App, services: Services): void {
  app.post(
    '/api/v1/calls/:call/rehearsal-terms',
    {
      config: { access: { who: 'named', roles: mayRehearse, subject: 'call' } },
      schema: {
        operationId: 'setRehearsalTerm',
        tags,
        summary: 'Rehearse when it suits',
        description:
          'Gives a test or a rehearsal dates of its own, so that a call of the past or of the future can be tried now. Never for a live call.',
        security: secured,
        headers: idempotencyHeader,
        params: callParams,
        body: rehearsalTermSchema,
        response: replies({ 201: termSetSchema }, [400, 401, 403, 404, 409, 422]),
      },
    },
    (request, reply) => {
      const { ground, ...term } = request.body;
      const slug = request.params.call;
      const asked = { ...actorOf(request), ...readTermAsked(term, ''), slug, ground };
      return withIdempotency(request, reply, services, async (tx) =>
        termReply(await setRehearsalTermIn(tx, asked)),
      );
    },
  );
}

/** A role that is limited to one call lets nobody publish another one. */
export function mayPublishFor({
  principal,
  subject,
}: {
  readonly principal: Principal | null;
  readonly subject: Subject | null;
}): boolean {
  return (principal?.roles ?? []).some(
    ({ role, bodyId, callId }) =>
      callId === null && bodyId === subject?.bodyId && mayPublish.some((each) => each === role),
  );
}

function actorOf({ principal }: { readonly principal: { readonly personId: string } | null }): {
  readonly personId: string;
} {
  if (!principal) throw new Error('an act on a call is let through for nobody');
  return { personId: principal.personId };
}

interface AskedFiles {
  readonly definition: TextFile;
  readonly decisions: readonly TextFile[];
}

function filesOf({
  definition,
  decisions = [],
}: {
  readonly definition: string;
  readonly decisions?: readonly TextFile[];
}): AskedFiles {
  const names = [definitionName, ...decisions.map(({ file }) => file)];
  const again = names.findIndex((name, index) => names.indexOf(name) !== index);
  if (again >= 0)
    throw new NotUnderstood({
      status: 400,
      code: 'not-understood',
      detail: 'Problems name the file they are in, so every file needs a name of its own.',
      errors: [
        { code: 'name-twice', path: `/decisions/${again - 1}/file`, detail: 'is used twice' },
      ],
    });
  return { definition: { file: definitionName, text: definition }, decisions };
}

const definitionName = 'definition';

/** Where in the request the file stands that a problem names. */
function partOf({ decisions }: AskedFiles): (file: string) => string {
  return (name) => {
    const index = decisions.findIndex(({ file }) => file === name);
    return index < 0 ? '/definition' : `/decisions/${index}/text`;
  };
}

function readTermAsked(
  { opensAt, closesAt }: { readonly opensAt: string; readonly closesAt?: string },
  path: string,
): Term {
  return {
    opensAt: readInstant(opensAt, `${path}/opensAt`),
    closesAt: closesAt === undefined ? null : readInstant(closesAt, `${path}/closesAt`),
  };
}

function readInstant(text: string, path: string): Date {
  const instant = parseInstant(text);
  if (instant !== undefined) return new Date(instant);
  const detail =
    'is an instant with its offset, in thousandths at most, such as 2027-04-09T12:00:00+02:00';
  throw new NotUnderstood({
    status: 400,
    code: 'not-understood',
    detail: 'An instant is not as this operation expects it.',
    errors: [{ code: 'instant', path, detail }],
  });
}

function publicationReply(outcome: PublicationOutcome, files: AskedFiles): ActReply {
  if (outcome.type === 'refused')
    return { type: 'refused', problem: problemOf(outcome, partOf(files)) };
  const { slug, version } = outcome;
  const self = `/api/v1/calls/${slug}`;
  const links = { self, version: `${self}/versions/${version}`, page: `/calls/${slug}` };
  return {
    type: 'done',
    status: 201,
    headers: { location: version === 1 ? self : links.version },
    body: { call: slug, version, links },
  };
}

function termReply(outcome: TermOutcome): ActReply {
  if (outcome.type === 'refused') return { type: 'refused', problem: problemOf(outcome) };
  const { slug, mode, term } = outcome;
  const { revision, kind, ground } = term;
  return {
    type: 'done',
    status: 201,
    headers: { location: `/api/v1/calls/${slug}/terms` },
    body: { call: slug, mode, ...termView(term), revision, kind, ground },
  };
}
