import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { App } from '../../platform/http/app-type.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  addPersonLink,
  Button,
  ButtonLink,
  Form,
  Hidden,
  Pagination,
  redirectWithFlash,
  renderPage,
  Section,
  TextField,
  useWords,
  type FieldError,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { hasPower } from '../access.ts';
import { principalOf, viewerOf } from '../principal.ts';
import type { Refused } from '../refusal.ts';
import { fieldErrorsOf } from '../words.ts';
import { createOrganisation } from './create-organisation.ts';
import { editOrganisation } from './edit-organisation.ts';
import { OrganisationContentView, OrganisationList } from './organisation-content.tsx';
import {
  ContentFields,
  contentForm,
  contentFormOf,
  DeclarationField,
  fieldOfPath,
  readContentForm,
  readSiteForm,
  SiteFields,
  siteForm,
  type ContentForm,
  type SiteForm,
} from './organisation-form.tsx';
import type { Organisation } from './organisation.ts';
import { cursorOf, readPlace } from './place.ts';
import { isAdministrator, mayRepresent } from './power-routes.ts';
import { findOrganisation, findOrganisationsOf, findPowers } from './queries.ts';
import { organisationWords } from './words.ts';

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const signedIn = { access: { who: 'signed-in' } } as const;
const subject = 'organisation';
const readers = {
  access: { who: 'named', power: 'read', roles: ['administrator'], subject },
} as const;
const editors = { access: { who: 'named', power: 'edit', subject } } as const;
const params = Type.Object({ organisation: Type.String({ format: 'uuid' }) });
const listSize = 50;

/** Organisations, for people. */
export function organisationPages(services: Services): (app: App) => void {
  return (app) => {
    addPersonLink(app, {
      href: '/organisations',
      text: { it: organisationWords.it.title, en: organisationWords.en.title },
      order: 50,
    });
    addList(app, services);
    addRegistration(app, services);
    addView(app, services);
    addEdit(app, services);
  };
}

function addList(app: App, { database }: Services): void {
  app.get(
    '/organisations',
    { config: signedIn, schema: { querystring: Type.Object({ after: text(1000) }) } },
    async (request, reply) => {
      const words = organisationWords[request.language];
      const place = readPlace(request.query.after ?? '');
      const found = await findOrganisationsOf(database.db, principalOf(request).personId, {
        after: place,
        limit: listSize + 1,
      });
      const organisations = found.slice(0, listSize);
      const last = organisations.at(-1);
      const next = found.length > listSize && last ? cursorOf(last) : null;
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        children: (
          <>
            <OrganisationList organisations={organisations} />
            <Pagination next={next} />
            <Actions>
              <ButtonLink href="/organisations/new">{words.register}</ButtonLink>
            </Actions>
          </>
        ),
      });
    },
  );
}

const registrationForm = Type.Object({
  fiscalCode: text(20),
  declaration: text(2000),
  ...contentForm,
  ...siteForm,
});
type RegistrationForm = ContentForm &
  SiteForm & { readonly fiscalCode?: string; readonly declaration?: string };

function addRegistration(app: App, { database }: Services): void {
  app.get('/organisations/new', { config: signedIn }, (request, reply) =>
    renderRegistration(request, reply, {}),
  );
  app.post(
    '/organisations/new',
    { config: signedIn, schema: { body: registrationForm } },
    async (request, reply) => {
      const form = request.body;
      const { personId, fictional } = viewerOf(request);
      const created = await database.db.transaction().execute((tx) =>
        createOrganisation(tx, {
          organisation: {
            ...readContentForm(form, [readSiteForm(form, true)]),
            fiscalCode: form.fiscalCode ?? '',
          },
          declaration: form.declaration ?? '',
          by: { personId, fictional },
        }),
      );
      if (created.type === 'refused')
        return renderRegistration(request, reply, form, errorsOf(created, request));
      const words = organisationWords[request.language];
      return redirectWithFlash(request, reply, `/organisations/${created.id}`, {
        tone: 'ok',
        text: words.registered,
      });
    },
  );
}

function renderRegistration(
  request: FastifyRequest,
  reply: FastifyReply,
  form: RegistrationForm,
  errors: readonly FieldError[] = [],
): FastifyReply {
  const words = organisationWords[request.language];
  return renderPage(request, reply, {
    title: words.register,
    lead: words.registerLead,
    isNarrow: true,
    trail: [{ text: words.title, href: '/organisations' }],
    errors,
    children: <Registration form={form} />,
  });
}

function Registration({ form }: { readonly form: RegistrationForm }) {
  const words = useWords(organisationWords);
  return (
    <Form action="/organisations/new">
      <TextField
        name="fiscalCode"
        label={words.fiscalCode}
        hint={words.fiscalCodeHint}
        value={form.fiscalCode ?? ''}
        maxLength={20}
      />
      <ContentFields form={form} />
      <Section id="registered-site" title={words.registeredSite}>
        <SiteFields form={form} hasChoice={false} />
      </Section>
      <DeclarationField value={form.declaration ?? ''} />
      <Actions>
        <Button>{words.register}</Button>
      </Actions>
    </Form>
  );
}

function addView(app: App, { database, clock }: Services): void {
  app.get(
    '/organisations/:organisation',
    { config: readers, schema: { params } },
    async (request, reply) => {
      const principal = principalOf(request);
      const { organisation: id } = request.params;
      const organisation = await findOrganisation(database.db, id);
      if (!organisation) return answerProblem(request, reply, notFound);
      const words = organisationWords[request.language];
      return renderPage(request, reply, {
        title: organisation.name,
        trail: [{ text: words.title, href: '/organisations' }],
        fictional: organisation.fictional,
        children: (
          <OrganisationContentView
            organisation={organisation}
            powers={await findPowers(database.db, {
              organisationId: id,
              viewerId: principal.personId,
            })}
            mayEdit={hasPower(principal, 'edit', { organisationIds: [id] })}
            mayRepresent={mayRepresent(principal, id) || isAdministrator(principal)}
            now={clock()}
          />
        ),
      });
    },
  );
}

function addEdit(app: App, { database }: Services): void {
  app.get(
    '/organisations/:organisation/edit',
    { config: editors, schema: { params } },
    async (request, reply) => {
      const found = await findOrganisation(database.db, request.params.organisation);
      if (!found) return answerProblem(request, reply, notFound);
      return renderEdit(request, reply, found, contentFormOf(found));
    },
  );
  app.post(
    '/organisations/:organisation/edit',
    {
      config: editors,
      schema: { params, body: Type.Object({ ...contentForm, revision: text(10) }) },
    },
    async (request, reply) => {
      const { revision, ...form } = request.body;
      const found = await findOrganisation(database.db, request.params.organisation);
      if (!found) return answerProblem(request, reply, notFound);
      const edited = await database.db.transaction().execute((tx) =>
        editOrganisation(tx, {
          organisationId: found.id,
          revision: Number(revision),
          content: readContentForm(form, found.sites),
          by: principalOf(request).personId,
        }),
      );
      if (edited.type === 'refused')
        return renderEdit(request, reply, found, form, errorsOf(edited, request));
      const words = organisationWords[request.language];
      return redirectWithFlash(request, reply, `/organisations/${found.id}`, {
        tone: 'ok',
        text: words.edited,
      });
    },
  );
}

function renderEdit(
  request: FastifyRequest,
  reply: FastifyReply,
  organisation: Organisation,
  form: ContentForm,
  errors: readonly FieldError[] = [],
): FastifyReply {
  const words = organisationWords[request.language];
  return renderPage(request, reply, {
    title: words.edit,
    isNarrow: true,
    fictional: organisation.fictional,
    trail: [
      { text: words.title, href: '/organisations' },
      { text: organisation.name, href: `/organisations/${organisation.id}` },
    ],
    errors,
    children: (
      <Form action={`/organisations/${organisation.id}/edit`}>
        <Hidden name="revision" value={String(organisation.revision)} />
        <ContentFields form={form} />
        <Actions>
          <Button>{words.save}</Button>
        </Actions>
      </Form>
    ),
  });
}

/** What is wrong, at the fields of these forms; a change meanwhile is told at the first one. */
export function errorsOf(refused: Refused, { language }: FastifyRequest): readonly FieldError[] {
  if (refused.problems.some(({ code }) => code === 'changed-meanwhile'))
    return [{ field: 'name', message: organisationWords[language].stale }];
  return fieldErrorsOf(refused.problems, language, {
    fieldOf: fieldOfPath,
    labels: { ...organisationWords[language] },
  });
}
