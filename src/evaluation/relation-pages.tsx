import type { FastifyReply, FastifyRequest } from 'fastify';
import { principalOf } from '../accounts/index.ts';
import type { App } from '../platform/http/app-type.ts';
import { redirectWithFlash, renderPage, type FieldError } from '../platform/page/index.ts';
import { runAct } from '../platform/run-act.ts';
import type { Services } from '../platform/services.ts';
import * as schema from './api-schemas.ts';
import { ownAccess } from './desk.ts';
import { RelationsView, type RelationFields } from './judge-content.tsx';
import { fieldErrors, sayRefused, textIn, type SentForm } from './page-frame.tsx';
import { sentForm } from './panel-pages.tsx';
import { refused } from './refusal.ts';
import { declareRelation, endRelation, findRelations, relationKinds } from './relations.ts';
import { panelWords } from './words.ts';

const config = { access: ownAccess };

/** The organisations to which one says to be related: hints where declarations are made. */
export function relationPages(services: Services): (app: App) => void {
  return (app) => {
    app.get('/relations', { config, schema: { hide: true } }, (request, reply) => {
      const fields = { fiscalCode: '', name: '', kind: '' };
      return renderRelations(services, request, reply, { fields, errors: [] });
    });
    app.post('/relations', { config, schema: { body: sentForm, hide: true } }, (request, reply) =>
      declare(services, request, reply, request.body),
    );
    app.post(
      '/relations/:relation/end',
      { config, schema: { params: schema.relationParams, body: sentForm, hide: true } },
      async (request, reply) => {
        const { personId } = principalOf(request);
        const outcome = await runAct(services.database.db, (tx) =>
          endRelation(tx, { personId, id: request.params.relation }),
        );
        if (outcome.type === 'refused') return sayRefused(request, reply, outcome, '/relations');
        return redirectWithFlash(request, reply, '/relations', {
          tone: 'ok',
          text: panelWords[request.language].relationEnded,
        });
      },
    );
  };
}

async function declare(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  form: SentForm,
): Promise<FastifyReply> {
  const fields = {
    fiscalCode: textIn(form, 'fiscalCode'),
    name: textIn(form, 'name'),
    kind: textIn(form, 'kind'),
  };
  const kind = relationKinds.find((each) => each === fields.kind);
  const { personId } = principalOf(request);
  const outcome = kind
    ? await runAct(services.database.db, (tx) => declareRelation(tx, { personId, ...fields, kind }))
    : refused('text-missing', '/kind');
  if (outcome.type === 'refused')
    return renderRelations(services, request, reply, {
      fields,
      errors: fieldErrors(outcome, request, (path) => path.slice(1) || 'fiscalCode'),
    });
  return redirectWithFlash(request, reply, '/relations', {
    tone: 'ok',
    text: panelWords[request.language].relationDeclared,
  });
}

async function renderRelations(
  { database: { db } }: Services,
  request: FastifyRequest,
  reply: FastifyReply,
  { fields, errors }: { readonly fields: RelationFields; readonly errors: readonly FieldError[] },
): Promise<FastifyReply> {
  const words = panelWords[request.language];
  const relations = await findRelations(db, principalOf(request).personId);
  return renderPage(request, reply, {
    title: words.relations,
    lead: words.relationsLead,
    trail: [{ text: words.mine, href: '/evaluations' }],
    errors,
    children: <RelationsView relations={relations} fields={fields} />,
  });
}
