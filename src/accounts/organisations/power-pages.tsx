import type { VNode } from 'preact';
import { Type, type Static } from 'typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  Button,
  Checkboxes,
  Form,
  redirectWithFlash,
  renderPage,
  Select,
  TextArea,
  TextField,
  useWords,
  type FieldError,
  type Language,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import {
  CallField,
  HolderFields,
  holderForm,
  readHolderForm,
  SpanFields,
} from '../holder-fields.tsx';
import { principalOf } from '../principal.ts';
import { sayRefused } from '../say-refused.ts';
import type { Refused } from '../refusal.ts';
import { readDays } from '../span.ts';
import { commonWords, fieldErrorsOf } from '../words.ts';
import { addRepresentative } from './add-representative.ts';
import { giveMandate } from './give-mandate.ts';
import { authorityOf } from './power-routes.ts';
import { scopes } from './power.ts';
import { findOrganisation, findPowers, type PowerShown } from './queries.ts';
import { revokePower } from './revoke-power.ts';
import { organisationWords } from './words.ts';

const textOf = (max: number) => Type.Optional(Type.String({ maxLength: max }));
const subject = 'organisation';
const representatives = { access: { who: 'named', power: 'represent', subject } } as const;
const appointers = {
  access: { who: 'named', power: 'represent', roles: ['administrator'], subject },
} as const;
const readers = {
  access: { who: 'named', power: 'read', roles: ['administrator'], subject },
} as const;
const uuid = Type.String({ format: 'uuid' });
const params = Type.Object({ organisation: uuid });

/** Who may act for an organisation, for people. */
export function powerPages(services: Services): (app: App) => void {
  return (app) => {
    addMandate(app, services);
    addAppointment(app, services);
    addRevocation(app, services);
  };
}

const mandateForm = Type.Object({
  ...holderForm,
  evidence: textOf(2000),
  scopes: Type.Optional(
    Type.Union([Type.String({ maxLength: 20 }), Type.Array(Type.String({ maxLength: 20 }))]),
  ),
});
type MandateForm = Static<typeof mandateForm>;

function addMandate(app: App, services: Services): void {
  const url = '/organisations/:organisation/mandates/new';
  app.get(url, { config: representatives, schema: { params } }, (request, reply) =>
    renderForm(request, reply, services, {
      title: 'giveMandate',
      form: <MandateFields form={{}} />,
    }),
  );
  app.post(
    url,
    { config: representatives, schema: { params, body: mandateForm } },
    async (request, reply) => {
      const form = request.body;
      const again = (refused: Refused) =>
        renderForm(request, reply, services, {
          title: 'giveMandate',
          form: <MandateFields form={form} />,
          errors: mandateErrors(refused, request),
        });
      const read = readDays(form);
      const chosen = chosenScopes(form);
      if (read.type === 'refused') return again(read);
      if (chosen.length === 0) return again({ type: 'refused', problems: [scopesMissing] });
      const given = await services.database.db.transaction().execute((tx) =>
        giveMandate(
          tx,
          {
            organisationId: request.params.organisation,
            to: readHolderForm(form),
            scopes: chosen,
            call: (form.call ?? '').trim() || null,
            ...read.span,
            evidence: form.evidence ?? '',
            by: principalOf(request).personId,
          },
          services.clock(),
        ),
      );
      return given.type === 'refused' ? again(given) : done(request, reply, 'mandateGiven');
    },
  );
}

const scopesMissing = { code: 'text-missing', path: '/scopes' } as const;

function chosenScopes({ scopes: sent }: MandateForm) {
  return scopes.filter((scope) => [sent ?? []].flat().includes(scope));
}

function mandateErrors(refused: Refused, { language }: FastifyRequest): readonly FieldError[] {
  const words = organisationWords[language];
  return errorsOf(refused, language).map((error) =>
    error.field === 'scopes' ? { ...error, message: words.scopesMissing } : error,
  );
}

function errorsOf({ problems }: Refused, language: Language): readonly FieldError[] {
  const { appointment } = organisationWords[language];
  return fieldErrorsOf(problems, language, {
    fieldOf: (path) => (path === '' ? 'fiscalCode' : path.slice(1)),
    labels: { ...commonWords[language], evidence: appointment },
  });
}

function MandateFields({ form }: { readonly form: MandateForm }): VNode {
  const words = useWords(organisationWords);
  const common = useWords(commonWords);
  return (
    <>
      <HolderFields form={form} />
      <Checkboxes
        name="scopes"
        label={words.scopes}
        options={scopes.map((scope) => ({
          value: scope,
          text: common.scopes[scope],
          hint: words.scopeHints[scope],
        }))}
        values={form.scopes === undefined ? ['read'] : chosenScopes(form)}
      />
      <CallField form={form} />
      <SpanFields form={form} />
      <TextField
        name="evidence"
        label={words.mandateEvidence}
        hint={words.mandateEvidenceHint}
        isOptional
        value={form.evidence ?? ''}
        maxLength={2000}
      />
      <Actions>
        <Button>{words.giveMandate}</Button>
      </Actions>
    </>
  );
}

const appointmentForm = Type.Object({
  ...holderForm,
  evidence: textOf(2000),
  replaces: textOf(40),
});
type AppointmentForm = Static<typeof appointmentForm>;

function addAppointment(app: App, services: Services): void {
  const url = '/organisations/:organisation/legal-representatives/new';
  const show = async (
    request: FastifyRequest<{ Params: { organisation: string } }>,
    reply: FastifyReply,
    form: AppointmentForm,
    errors: readonly FieldError[] = [],
  ) => {
    const { personId } = principalOf(request);
    const powers = await findPowers(services.database.db, {
      organisationId: request.params.organisation,
      viewerId: personId,
    });
    return renderForm(request, reply, services, {
      title: 'addRepresentative',
      form: <AppointmentFields form={form} powers={powers} />,
      errors,
    });
  };
  app.get(url, { config: appointers, schema: { params } }, (request, reply) =>
    show(request, reply, {}),
  );
  app.post(
    url,
    { config: appointers, schema: { params, body: appointmentForm } },
    async (request, reply) => {
      const form = request.body;
      const again = (refused: Refused) =>
        show(request, reply, form, errorsOf(refused, request.language));
      const read = readDays(form);
      if (read.type === 'refused') return again(read);
      const replaces = (form.replaces ?? '').trim();
      const added = await services.database.db.transaction().execute((tx) =>
        addRepresentative(
          tx,
          {
            organisationId: request.params.organisation,
            to: readHolderForm(form),
            ...read.span,
            evidence: form.evidence ?? '',
            replaces: replaces === '' ? null : replaces,
            by: authorityOf(principalOf(request)),
          },
          services.clock(),
        ),
      );
      return added.type === 'refused' ? again(added) : done(request, reply, 'representativeAdded');
    },
  );
}

function AppointmentFields({
  form,
  powers,
}: {
  readonly form: AppointmentForm;
  readonly powers: readonly PowerShown[];
}): VNode {
  const words = useWords(organisationWords);
  return (
    <>
      <HolderFields form={form} />
      <Select
        name="replaces"
        label={words.replaces}
        hint={words.replacesHint}
        isOptional
        prompt={words.nobodyReplaced}
        options={powers
          .filter(({ kind }) => kind === 'legal-representative')
          .map(({ id, name }) => ({ value: id, text: name }))}
        value={form.replaces ?? ''}
      />
      <SpanFields form={form} />
      <TextArea
        name="evidence"
        label={words.appointment}
        hint={words.appointmentHint}
        value={form.evidence ?? ''}
        rows={3}
        maxLength={2000}
      />
      <Actions>
        <Button>{words.save}</Button>
      </Actions>
    </>
  );
}

function addRevocation(app: App, { database }: Services): void {
  app.post(
    '/organisations/:organisation/powers/:power/revocation',
    { config: readers, schema: { params: Type.Object({ organisation: uuid, power: uuid }) } },
    async (request, reply) => {
      const principal = principalOf(request);
      const { organisation, power } = request.params;
      const revoked = await database.db.transaction().execute((tx) =>
        revokePower(tx, {
          organisationId: organisation,
          powerId: power,
          by: authorityOf(principal),
        }),
      );
      const home = `/organisations/${organisation}`;
      if (revoked.type === 'refused') return sayRefused(request, reply, revoked, home);
      const { ended } = organisationWords[request.language];
      const next = revoked.isOwn ? '/organisations' : home;
      return redirectWithFlash(request, reply, next, { tone: 'ok', text: ended });
    },
  );
}

function done(
  request: FastifyRequest<{ Params: { organisation: string } }>,
  reply: FastifyReply,
  said: 'mandateGiven' | 'representativeAdded',
): FastifyReply {
  const home = `/organisations/${request.params.organisation}`;
  const text = organisationWords[request.language][said];
  return redirectWithFlash(request, reply, home, { tone: 'ok', text });
}

interface PowerForm {
  readonly title: 'giveMandate' | 'addRepresentative';
  readonly form: VNode;
  readonly errors?: readonly FieldError[];
}

async function renderForm(
  request: FastifyRequest<{ Params: { organisation: string } }>,
  reply: FastifyReply,
  { database }: Services,
  { title, form, errors = [] }: PowerForm,
): Promise<FastifyReply> {
  const organisation = await findOrganisation(database.db, request.params.organisation);
  if (!organisation) return answerProblem(request, reply, notFound);
  const words = organisationWords[request.language];
  return renderPage(request, reply, {
    title: words[title],
    lead: title === 'giveMandate' ? words.giveMandateLead : words.addRepresentativeLead,
    isNarrow: true,
    fictional: organisation.fictional,
    trail: [
      { text: words.title, href: '/organisations' },
      { text: organisation.name, href: `/organisations/${organisation.id}` },
    ],
    errors,
    children: <Form>{form}</Form>,
  });
}
