import { Type } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  Button,
  Form,
  Hidden,
  redirectWithFlash,
  renderPage,
  type FieldError,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { principalOf } from '../principal.ts';
import { refused } from '../refusal.ts';
import { editOrganisation } from './edit-organisation.ts';
import {
  readSiteForm,
  SiteFields,
  siteForm,
  siteFormOf,
  type SiteForm,
} from './organisation-form.tsx';
import type { Organisation, Site } from './organisation.ts';
import { errorsOf } from './pages.tsx';
import { findOrganisation } from './queries.ts';
import { organisationWords } from './words.ts';

const text = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const editors = {
  access: { who: 'named', power: 'edit', subject: 'organisation' },
} as const;
const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ organisation: uuid });
const siteParams = Type.Object({ organisation: uuid, site: uuid });
const body = Type.Object({ ...siteForm, revision: text(10) });

/** The sites of an organisation, one page each; every act edits the organisation as a whole. */
export function sitePages(services: Services): (app: App) => void {
  return (app) => {
    addNewSite(app, services);
    addSite(app, services);
    addRemoval(app, services);
  };
}

function addNewSite(app: App, services: Services): void {
  const url = '/organisations/:organisation/sites/new';
  app.get(url, { config: editors, schema: { params } }, (request, reply) =>
    withOrganisation(request, reply, services, async (organisation) =>
      renderSite(request, reply, { organisation, form: {} }),
    ),
  );
  app.post(url, { config: editors, schema: { params, body } }, (request, reply) =>
    withOrganisation(request, reply, services, (organisation) => {
      const site = readSiteForm(request.body, request.body.isRegistered === 'on');
      const others = organisation.sites.map((each) => demoted(each, site));
      return saveSites(request, reply, services, {
        organisation,
        sites: [...others, site],
        form: request.body,
        said: 'siteAdded',
      });
    }),
  );
}

function addSite(app: App, services: Services): void {
  const url = '/organisations/:organisation/sites/:site';
  app.get(url, { config: editors, schema: { params: siteParams } }, (request, reply) =>
    withOrganisation(request, reply, services, async (organisation) => {
      const site = organisation.sites.find(({ id }) => id === request.params.site);
      return site
        ? renderSite(request, reply, { organisation, form: siteFormOf(site), site })
        : answerProblem(request, reply, notFound);
    }),
  );
  app.post(url, { config: editors, schema: { params: siteParams, body } }, (request, reply) =>
    withOrganisation(request, reply, services, async (organisation) => {
      const site = organisation.sites.find(({ id }) => id === request.params.site);
      if (!site) return answerProblem(request, reply, notFound);
      // The registered site stops being so only when another becomes it.
      const isRegistered = site.isRegistered || request.body.isRegistered === 'on';
      const edited = readSiteForm(request.body, isRegistered, site.id);
      return saveSites(request, reply, services, {
        organisation,
        sites: organisation.sites.map((each) =>
          each.id === site.id ? edited : demoted(each, edited),
        ),
        form: request.body,
        site,
        said: 'siteEdited',
      });
    }),
  );
}

function addRemoval(app: App, services: Services): void {
  app.post(
    '/organisations/:organisation/sites/:site/removal',
    {
      config: editors,
      schema: { params: siteParams, body: Type.Object({ revision: text(10) }) },
    },
    (request, reply) =>
      withOrganisation(request, reply, services, (organisation) =>
        saveSites(request, reply, services, {
          organisation,
          sites: organisation.sites.filter(({ id }) => id !== request.params.site),
          form: request.body,
          said: 'siteRemoved',
        }),
      ),
  );
}

/** There is one registered site: it gives way to a new one. */
function demoted(site: Site, newcomer: Site): Site {
  return newcomer.isRegistered ? { ...site, isRegistered: false } : site;
}

async function withOrganisation(
  request: FastifyRequest<{ Params: { organisation: string } }>,
  reply: FastifyReply,
  { database }: Services,
  answer: (organisation: Organisation) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const found = await findOrganisation(database.db, request.params.organisation);
  return found ? answer(found) : answerProblem(request, reply, notFound);
}

interface SitesAsked {
  readonly organisation: Organisation;
  readonly sites: readonly Site[];
  readonly form: SiteForm & { readonly revision?: string };
  readonly site?: Site & { readonly id: string };
  readonly said: 'siteAdded' | 'siteEdited' | 'siteRemoved';
}

async function saveSites(
  request: FastifyRequest,
  reply: FastifyReply,
  { database }: Services,
  { organisation, sites, form, site, said }: SitesAsked,
): Promise<FastifyReply> {
  const { id, kind, name, vatNumber, sizeClass, ateco, digitalDomicile } = organisation;
  // What was shown is what may be changed: the sites here are those of the revision that was just read.
  const edited =
    Number(form.revision) === organisation.revision
      ? await database.db.transaction().execute((tx) =>
          editOrganisation(tx, {
            organisationId: id,
            revision: organisation.revision,
            content: { kind, name, vatNumber, sizeClass, ateco, digitalDomicile, sites },
            by: principalOf(request).personId,
          }),
        )
      : refused('changed-meanwhile');
  if (edited.type === 'refused')
    return renderSite(request, reply, {
      organisation,
      form,
      ...(site && { site }),
      errors: errorsOf(edited, request),
    });
  const words = organisationWords[request.language];
  return redirectWithFlash(request, reply, `/organisations/${id}`, {
    tone: 'ok',
    text: words[said],
  });
}

function renderSite(
  request: FastifyRequest,
  reply: FastifyReply,
  {
    organisation,
    form,
    site,
    errors = [],
  }: {
    readonly organisation: Organisation;
    readonly form: SiteForm;
    readonly site?: Site & { readonly id: string };
    readonly errors?: readonly FieldError[];
  },
): FastifyReply {
  const words = organisationWords[request.language];
  const home = `/organisations/${organisation.id}`;
  return renderPage(request, reply, {
    title: site ? words.site : words.addSite,
    isNarrow: true,
    fictional: organisation.fictional,
    trail: [
      { text: words.title, href: '/organisations' },
      { text: organisation.name, href: home },
    ],
    errors,
    children: (
      <Form action={`${home}/sites/${site?.id ?? 'new'}`}>
        <Hidden name="revision" value={String(organisation.revision)} />
        <SiteFields form={form} hasChoice={site?.isRegistered !== true} />
        <Actions>
          <Button>{words.save}</Button>
        </Actions>
      </Form>
    ),
  });
}
