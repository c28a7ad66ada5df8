import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { makeCursor, readCursor } from '../../platform/http/api-schema.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  addPersonLink,
  Pagination,
  redirectWithFlash,
  renderPage,
  type FieldError,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { hasRole } from '../access.ts';
import { holderForm, readHolderForm } from '../holder-fields.tsx';
import { principalOf } from '../principal.ts';
import type { Refused } from '../refusal.ts';
import { sayRefused } from '../say-refused.ts';
import { readDays } from '../span.ts';
import { commonWords, fieldErrorsOf } from '../words.ts';
import { BodyFields, BodyList, RevocationFields, RoleFields, RoleTable } from './body-content.tsx';
import { createBody } from './create-body.ts';
import { giveRole } from './give-role.ts';
import { findBodies, findBody, findRolesIn } from './queries.ts';
import { revokeRole } from './revoke-role.ts';
import { bodyKinds, roles, type Body } from './role.ts';
import { bodyIdOf } from './routes.ts';
import { bodyWords } from './words.ts';

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const administrators = {
  access: { who: 'named', roles: ['administrator'], subject: 'body' },
} as const;
const overseers = {
  access: { who: 'named', roles: ['administrator', 'auditor'], subject: 'body' },
} as const;
const code = Type.String({ maxLength: 60 });
const params = Type.Object({ body: code });
const listSize = 100;

/** Bodies, and who has which role in them, for people. */
export function bodyPages(services: Services): (app: App) => void {
  return (app) => {
    addPersonLink(app, {
      href: '/bodies',
      text: { it: bodyWords.it.peopleLink, en: bodyWords.en.peopleLink },
      order: 60,
      isShown: ({ principal }) => principal !== null && hasRole(principal, ['administrator'], {}),
    });
    addList(app, services);
    addPeople(app, services);
    addGiving(app, services);
    addRevocation(app, services);
    addNewBody(app, services);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/bodies',
    {
      config: { access: { who: 'anyone' } },
      schema: { querystring: Type.Object({ after: text(1000) }) },
    },
    async (request, reply) => {
      const { principal, language } = request;
      const words = bodyWords[language];
      const place = readCursor(request.query.after ?? '', 1);
      const found = await findBodies(database.db, { after: place?.[0], limit: listSize + 1 });
      const bodies = found.slice(0, listSize);
      const last = bodies.at(-1);
      const next = found.length > listSize && last ? makeCursor([last.code]) : null;
      const isMine = ({ id }: Body) =>
        principal !== null && hasRole(principal, ['administrator'], { bodyId: id });
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        fictional: bodies.some(({ fictional }) => fictional),
        children: (
          <>
            <BodyList bodies={bodies} isMine={isMine} />
            <Pagination next={next} />
          </>
        ),
      });
    },
  );
}

function addPeople(app: App, { database, clock }: Services): void {
  app.get(
    '/bodies/:body/people',
    { config: overseers, schema: { params } },
    async (request, reply) => {
      const principal = principalOf(request);
      const body = await findBody(database.db, request.params.body);
      if (!body) return answerProblem(request, reply, notFound);
      const words = bodyWords[request.language];
      return renderPage(request, reply, {
        title: words.people(body.name),
        lead: words.peopleLead,
        trail: [{ text: words.title, href: '/bodies' }],
        fictional: body.fictional,
        children: (
          <RoleTable
            body={body}
            roles={await findRolesIn(database.db, {
              bodyId: body.id,
              viewerId: principal.personId,
            })}
            mayGive={hasRole(principal, ['administrator'], { bodyId: body.id })}
            now={clock()}
          />
        ),
      });
    },
  );
}

const roleForm = Type.Object({ ...holderForm, role: text(40), ground: text(500) });

function addGiving(app: App, services: Services): void {
  const url = '/bodies/:body/roles/new';
  app.get(url, { config: administrators, schema: { params } }, (request, reply) =>
    renderForm(request, reply, services, {
      title: 'give',
      lead: 'giveLead',
      form: <RoleFields form={{}} />,
    }),
  );
  app.post(
    url,
    { config: administrators, schema: { params, body: roleForm } },
    async (request, reply) => {
      const form: Static<typeof roleForm> = request.body;
      const again = (refused: Refused) =>
        renderForm(request, reply, services, {
          title: 'give',
          lead: 'giveLead',
          form: <RoleFields form={form} />,
          errors: errorsOf(refused, request),
        });
      const role = roles.find((each) => each === form.role);
      const read = readDays(form);
      if (read.type === 'refused') return again(read);
      if (role === undefined)
        return again({ type: 'refused', problems: [{ code: 'text-missing', path: '/role' }] });
      const given = await services.database.db.transaction().execute((tx) =>
        giveRole(
          tx,
          {
            bodyId: bodyIdOf(request),
            to: readHolderForm(form),
            role,
            call: (form.call ?? '').trim() || null,
            ...read.span,
            ground: form.ground ?? '',
            by: principalOf(request).personId,
          },
          services.clock(),
        ),
      );
      return given.type === 'refused' ? again(given) : done(request, reply, 'given');
    },
  );
}

function addRevocation(app: App, services: Services): void {
  const url = '/bodies/:body/roles/:role/revocation';
  const roleParams = Type.Object({ body: code, role: Type.String({ format: 'uuid' }) });
  app.get(url, { config: administrators, schema: { params: roleParams } }, (request, reply) =>
    renderForm(request, reply, services, {
      title: 'revokeTitle',
      lead: 'revokeLead',
      form: <RevocationFields ground="" />,
    }),
  );
  app.post(
    url,
    {
      config: administrators,
      schema: { params: roleParams, body: Type.Object({ ground: text(500) }) },
    },
    async (request, reply) => {
      const { ground = '' } = request.body;
      const revoked = await services.database.db.transaction().execute((tx) =>
        revokeRole(tx, {
          bodyId: bodyIdOf(request),
          roleId: request.params.role,
          ground,
          by: principalOf(request).personId,
        }),
      );
      if (revoked.type === 'revoked') return done(request, reply, 'revoked');
      if (revoked.problems.some(({ path }) => path === ''))
        return sayRefused(request, reply, revoked, `/bodies/${request.params.body}/people`);
      return renderForm(request, reply, services, {
        title: 'revokeTitle',
        lead: 'revokeLead',
        form: <RevocationFields ground={ground} />,
        errors: errorsOf(revoked, request),
      });
    },
  );
}

const bodyForm = Type.Object({
  code: text(100),
  name: text(200),
  kind: text(20),
  fiscalCode: text(20),
});

function addNewBody(app: App, services: Services): void {
  const url = '/bodies/:body/bodies/new';
  app.get(url, { config: administrators, schema: { params } }, (request, reply) =>
    renderForm(request, reply, services, {
      title: 'addBody',
      lead: 'addBodyLead',
      form: <BodyFields form={{}} />,
    }),
  );
  app.post(
    url,
    { config: administrators, schema: { params, body: bodyForm } },
    async (request, reply) => {
      const form = request.body;
      const again = (errors: readonly FieldError[]) =>
        renderForm(request, reply, services, {
          title: 'addBody',
          lead: 'addBodyLead',
          form: <BodyFields form={form} />,
          errors,
        });
      if (!/^[a-z0-9-]{2,60}$/.test(form.code ?? ''))
        return again([{ field: 'code', message: bodyWords[request.language].codeWrong }]);
      const fiscalCode = (form.fiscalCode ?? '').trim();
      const created = await services.database.db.transaction().execute((tx) =>
        createBody(tx, {
          parentId: bodyIdOf(request),
          code: form.code ?? '',
          name: form.name ?? '',
          kind: bodyKinds.find((kind) => kind === form.kind) ?? 'other',
          fiscalCode: fiscalCode === '' ? null : fiscalCode,
          by: principalOf(request).personId,
        }),
      );
      return created.type === 'refused'
        ? again(errorsOf(created, request))
        : redirectWithFlash(request, reply, '/bodies', {
            tone: 'ok',
            text: bodyWords[request.language].bodyAdded,
          });
    },
  );
}

function errorsOf({ problems }: Refused, { language }: FastifyRequest): readonly FieldError[] {
  return fieldErrorsOf(problems, language, {
    fieldOf: (path) => path.slice(1) || 'fiscalCode',
    labels: { ...commonWords[language], ...bodyWords[language] },
  });
}

type BodyRequest = FastifyRequest<{ Params: { body: string } }>;

function done(request: BodyRequest, reply: FastifyReply, said: 'given' | 'revoked'): FastifyReply {
  const home = `/bodies/${request.params.body}/people`;
  return redirectWithFlash(request, reply, home, {
    tone: 'ok',
    text: bodyWords[request.language][said],
  });
}

interface BodyForm {
  readonly title: 'give' | 'revokeTitle' | 'addBody';
  readonly lead: 'giveLead' | 'revokeLead' | 'addBodyLead';
  readonly form: ReturnType<typeof RoleFields>;
  readonly errors?: readonly FieldError[];
}

async function renderForm(
  request: BodyRequest,
  reply: FastifyReply,
  { database }: Services,
  { title, lead, form, errors = [] }: BodyForm,
): Promise<FastifyReply> {
  const body = await findBody(database.db, request.params.body);
  if (!body) return answerProblem(request, reply, notFound);
  const words = bodyWords[request.language];
  return renderPage(request, reply, {
    title: words[title],
    lead: words[lead],
    isNarrow: true,
    fictional: body.fictional,
    trail: [
      { text: words.title, href: '/bodies' },
      { text: words.people(body.name), href: `/bodies/${body.code}/people` },
    ],
    errors,
    children: form,
  });
}
