import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { applicationParams } from '../../applications/index.ts';
import { addCallAction, findCall, type PublishedCall } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { pageQuery, strictObject } from '../../platform/http/api-schema.ts';
import { listPage, readShownPage } from '../../platform/http/list-page.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  EmptyState,
  Pagination,
  Table,
  Tag,
  renderPage,
  useWords,
  type Tone,
} from '../../platform/page/index.ts';
import type { Services } from '../../platform/services.ts';
import { membershipOf } from '../queries.ts';
import { panelOfCall } from './asking.ts';
import { listOwnLines, listStateLines, type OwnLine, type StateLine } from './queries.ts';
import { saidOf } from './refusals.ts';
import { sheetWords } from './words.ts';

export const callParams = strictObject({ call: applicationParams.properties.call });
const pageSize = 50;

/** To each member of the panel what they have to score; to the secretary how far the sheets are. */
export function listPages(services: Services): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: sheetWords.it.sheets, en: sheetWords.en.sheets },
      href: ({ slug }) => `/calls/${slug}/sheets`,
      order: 70,
      isShown: isOfPanel,
    });
    app.get(
      '/calls/:call/sheets',
      {
        config: { access: panelOfCall },
        schema: { params: callParams, querystring: pageQuery, hide: true },
      },
      async (request, reply) => {
        const call = await findCall(services, request.params.call);
        if (!call) return answerProblem(request, reply, notFound);
        const { db } = services.database;
        const { personId } = principalOf(request);
        const member = await membershipOf(db, call.callId, personId);
        if (!member) {
          const detail = saidOf('not-of-the-panel', request.language);
          return answerProblem(request, reply, { status: 403, code: 'not-of-the-panel', detail });
        }
        return member.part === 'secretary'
          ? showStates(request, reply, services, call)
          : showOwn(request, reply, services, { call, personId });
      },
    );
  };
}

/** Whether somebody has to do with panels of this call; whether they sit in it, the page says. */
export function isOfPanel({ principal }: FastifyRequest, call: PublishedCall): boolean {
  return principal !== null && hasRole(principal, ['evaluator', 'panel-secretary'], call);
}

function placeOf(request: FastifyRequest) {
  const { after } = request.query as { readonly after?: string };
  return readShownPage(after, pageSize, ['count']);
}

async function showOwn(
  request: FastifyRequest,
  reply: FastifyReply,
  { database: { db } }: Services,
  { call, personId }: { readonly call: PublishedCall; readonly personId: string },
): Promise<FastifyReply> {
  const { mine, mineLead } = sheetWords[request.language];
  const page = placeOf(request);
  const found = await listOwnLines(db, { callId: call.callId, personId }, page);
  return renderPage(request, reply, {
    title: mine,
    lead: mineLead,
    ...frameOf(call, request),
    children: (
      <Lines
        caption={mine}
        list={listPage(found, page, placeIn)}
        linkOf={({ applicationId }) => `/calls/${call.slug}/applications/${applicationId}/sheet`}
        stateOf={(line) => <OwnState line={line} />}
      />
    ),
  });
}

async function showStates(
  request: FastifyRequest,
  reply: FastifyReply,
  { database: { db } }: Services,
  call: PublishedCall,
): Promise<FastifyReply> {
  const { states, statesLead } = sheetWords[request.language];
  const page = placeOf(request);
  const found = await listStateLines(db, call.callId, page);
  return renderPage(request, reply, {
    title: states,
    lead: statesLead,
    ...frameOf(call, request),
    children: (
      <Lines
        caption={states}
        list={listPage(found, page, placeIn)}
        linkOf={({ applicationId, standing }) =>
          standing === 'sheets'
            ? undefined
            : `/calls/${call.slug}/applications/${applicationId}/consolidation`
        }
        stateOf={(line) => <SheetsState line={line} />}
      />
    ),
  });
}

const placeIn = ({ entryNumber }: { readonly entryNumber: number }) => [String(entryNumber)];

export function frameOf(call: PublishedCall, { language }: FastifyRequest) {
  const { slug, mode, fictional, title } = call;
  return { mode, fictional, trail: [{ text: title[language], href: `/calls/${slug}` }] };
}

const sheetTones: Readonly<Record<NonNullable<OwnLine['sheet']> | 'none', Tone>> = {
  none: 'open',
  open: 'warn',
  closed: 'ok',
  removed: 'plain',
};

function OwnState({ line: { sheet, standing } }: { readonly line: OwnLine }): VNode {
  const words = useWords(sheetWords);
  if (standing === 'sheets')
    return <Tag tone={sheetTones[sheet ?? 'none']}>{words.sheetStates[sheet ?? 'none']}</Tag>;
  return <Tag tone="info">{standing === 'decided' ? words.consolidated : words.laidOpen}</Tag>;
}

function SheetsState({ line: { closed, wanted, standing } }: { readonly line: StateLine }): VNode {
  const words = useWords(sheetWords);
  if (standing === 'decided') return <Tag tone="ok">{words.consolidated}</Tag>;
  return (
    <Tag tone={closed < wanted ? 'open' : 'info'}>
      {standing === 'opened' ? words.laidOpen : words.closedOf(closed, wanted)}
    </Tag>
  );
}

interface LinesProps<Line> {
  readonly caption: string;
  readonly list: { readonly items: readonly Line[]; readonly next?: string };
  /** Nothing where there is nothing to open yet. */
  readonly linkOf: (line: Line) => string | undefined;
  readonly stateOf: (line: Line) => VNode;
}

function Lines<Line extends OwnLine | StateLine>({
  caption,
  list: { items, next },
  linkOf,
  stateOf,
}: LinesProps<Line>): VNode {
  const words = useWords(sheetWords);
  if (items.length === 0)
    return (
      <EmptyState title={words.noneAssigned}>
        <p>{words.noneAssignedHelp}</p>
      </EmptyState>
    );
  return (
    <>
      <Table
        caption={caption}
        isCaptionHidden
        rows={items}
        keyOf={({ applicationId }) => applicationId}
        columns={[
          { title: words.protocol, cell: ({ entryNumber }) => entryNumber },
          {
            title: words.application,
            isRowHead: true,
            cell: (line) => <Named line={line} href={linkOf(line)} />,
          },
          { title: words.state, cell: stateOf },
        ]}
      />
      <Pagination next={next ?? null} />
    </>
  );
}

function Named({
  line: { title, lead },
  href,
}: {
  readonly line: Pick<OwnLine, 'title' | 'lead'>;
  readonly href: string | undefined;
}): VNode {
  return (
    <>
      {href === undefined ? title : <a href={href}>{title}</a>}
      <br />
      <span class="bd-2nd">{lead}</span>
    </>
  );
}
