import { sql } from 'kysely';
import { Fragment, type VNode } from 'preact';
import { principalOf, type Access } from '../../accounts/index.ts';
import { findCall } from '../../calls/index.ts';
import type { Cents } from '../../engine/index.ts';
import { applicationParams } from '../../applications/index.ts';
import type { Db } from '../../platform/database.ts';
import { idempotencyHeader, replies, secured } from '../../platform/http/api-schema.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { withIdempotency } from '../../platform/http/idempotency.ts';
import { refusedByRules } from '../../platform/http/refused.ts';
import {
  Button,
  EmptyState,
  Form,
  Money,
  redirectWithFlash,
  renderPage,
  Table,
  Tag,
  TextField,
  useWords,
} from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { cupBody, cupSchema } from './api-schemas.ts';
import { cupWords } from './cup-words.ts';
import { recordCup } from './record-cup.ts';

const ofCall: Access = { who: 'named', roles: ['officer'], subject: 'call' };
const ofApplication: Access = { who: 'named', roles: ['officer'], subject: 'application' };

/** Recording the codes of funded projects, for people and for programs. */
export function cupPages(services: Services): (app: App) => void {
  return (app) => {
    addList(app, services);
    addForm(app, services);
  };
}

function addList(app: App, services: Services): void {
  app.get('/rankings/:call/cup', { config: { access: ofCall } }, async (request, reply) => {
    const { call: slug } = request.params as { readonly call: string };
    const call = await findCall(services, slug);
    if (!call) return answerProblem(request, reply, { status: 404, code: 'not-found' });
    const words = cupWords[request.language];
    return renderPage(request, reply, {
      mode: call.mode,
      fictional: call.fictional,
      trail: [{ text: call.title[request.language], href: `/calls/${slug}` }],
      title: words.title,
      lead: words.lead,
      children: (
        <CupList slug={slug} projects={await findProjects(services.database.db, call.callId)} />
      ),
    });
  });
}

interface Project {
  readonly applicationId: string;
  readonly pseudonym: string;
  readonly name: string;
  readonly total: Cents;
  readonly cup: string | null;
}

/** What signed acts fund, as the last of them says; those without a code first. */
async function findProjects(db: Db, callId: number): Promise<readonly Project[]> {
  const { rows } = await sql<Project>`
    select l.*, c.cup from (
      select distinct on (e.application_id) e.application_id as "applicationId", e.pseudonym, e.name, e.total
        from ranking_entry e where e.call_id = ${callId}
       order by e.application_id, e.act_number desc) l
      left join project_cup c on c.call_id = ${callId} and c.application_id = l."applicationId"
     where l.total > 0 order by c.cup is not null, l.name, l.pseudonym limit 500`.execute(db);
  return rows;
}

function CupList({
  slug,
  projects,
}: {
  readonly slug: string;
  readonly projects: readonly Project[];
}): VNode {
  const words = useWords(cupWords);
  if (projects.length === 0)
    return (
      <EmptyState title={words.none}>
        <p>{words.noneAbout}</p>
      </EmptyState>
    );
  return (
    <Table
      caption={words.title}
      isCaptionHidden
      rows={projects}
      keyOf={({ applicationId }) => applicationId}
      columns={[
        {
          title: words.applicant,
          isWide: true,
          cell: ({ name, pseudonym }) => `${name} (${pseudonym})`,
        },
        { title: words.granted, isNumber: true, cell: ({ total }) => <Money cents={total} /> },
        {
          title: words.cup,
          isWide: true,
          cell: (project) => <CupForm slug={slug} project={project} />,
        },
      ]}
    />
  );
}

function CupForm({ slug, project }: { readonly slug: string; readonly project: Project }): VNode {
  const words = useWords(cupWords);
  const { applicationId, name, cup } = project;
  return (
    <Fragment>
      {cup === null ? <Tag tone="open">{words.missing}</Tag> : <code>{cup}</code>}
      <Form action={`/rankings/${slug}/applications/${applicationId}/cup`}>
        <TextField
          name={`cup-${applicationId}`}
          label={words.cupOf(name)}
          value={cup ?? ''}
          maxLength={40}
        />
        <Button isSecondary isSmall>
          {words.record}
          <span class="bd-vh"> {name}</span>
        </Button>
      </Form>
    </Fragment>
  );
}

function addForm(app: App, services: Services): void {
  app.post(
    '/rankings/:call/applications/:application/cup',
    { config: { access: ofApplication } },
    async (request, reply) => {
      const { call: slug, application } = request.params as {
        readonly call: string;
        readonly application: string;
      };
      const field = `cup-${application}`;
      const written = ((request.body ?? {}) as Readonly<Record<string, unknown>>)[field];
      const outcome = await runAct(services.database.db, (tx) =>
        recordCup(tx, {
          callId: request.subject?.callId ?? 0,
          applicationId: application,
          cup: typeof written === 'string' ? written : '',
          personId: principalOf(request).personId,
        }),
      );
      const words = cupWords[request.language];
      const flash =
        outcome.type === 'recorded'
          ? { tone: 'ok' as const, text: words.recorded(outcome.cup) }
          : { tone: 'warn' as const, text: words.refusals[outcome.code] };
      return redirectWithFlash(request, reply, `/rankings/${slug}/cup`, flash);
    },
  );
}

const statuses = { 'cup-form': 422, 'cup-taken': 409, 'not-granted': 409 } as const;

/** The same for programs. */
export function cupRoutes(services: Services): (app: App) => void {
  return (app) => {
    app.put(
      '/api/v1/calls/:call/applications/:application/cup',
      {
        config: { access: ofApplication },
        schema: {
          operationId: 'recordCup',
          tags: ['Rankings'],
          summary: 'Record the code of a funded project (CUP)',
          description:
            'Of an application that a signed act funds. Another code takes the place of the one before, which the journal keeps; a code is of one application of the call.',
          security: secured,
          headers: idempotencyHeader,
          params: applicationParams,
          body: cupBody,
          response: replies({ 200: cupSchema }, [400, 401, 403, 404, 409, 422]),
        },
      },
      (request, reply) =>
        withIdempotency(request, reply, services, async (tx) => {
          const { application } = request.params;
          const outcome = await recordCup(tx, {
            callId: request.subject?.callId ?? 0,
            applicationId: application,
            cup: request.body.cup,
            personId: principalOf(request).personId,
          });
          if (outcome.type === 'recorded')
            return { type: 'done', status: 200, body: { application, cup: outcome.cup } };
          const { code } = outcome;
          const said = { status: statuses[code], en: cupWords.en.refusals[code] };
          return { type: 'refused', problem: refusedByRules(code, said, { path: '/cup' }) };
        }),
    );
  };
}
