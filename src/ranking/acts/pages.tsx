import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { hasRole, principalOf } from '../../accounts/index.ts';
import { addCallAction } from '../../calls/index.ts';
import { known } from '../../engine/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import { listPage, readShownPage } from '../../platform/http/list-page.ts';
import { renderPage, type Crumb } from '../../platform/page/index.ts';
import { listFrozenRounds } from '../round/queries.ts';
import { fileKinds, type FileKind } from './act-files.ts';
import { previewActLetters } from './act-letters.ts';
import { ChecksView, FiguresView, LettersView, LinesView } from './act-parts.tsx';
import {
  AbandonView,
  ActFacts,
  ActFiles,
  GoOnView,
  PublishView,
  SignView,
} from './act-view-page.tsx';
import {
  actsInForce,
  baseKindOf,
  isSigned,
  lastOfChains,
  type BaseKind,
  type RankingAct,
} from './act.ts';
import { ActsView } from './acts-view.tsx';
import { composeAct } from './compose-act.ts';
import {
  actParams,
  callParams,
  findActCall,
  keyOf,
  preparerRoles,
  readerAccess,
  readerRoles,
  signatoryRoles,
  unitTitle,
  type ActCall,
  type SigningDesk,
} from './desk.ts';
import {
  findAct,
  findNames,
  findPrintedFile,
  findToday,
  listActs,
  listEntries,
  loadActSummary,
} from './queries.ts';
import { findTextPrint } from './store.ts';
import { actWords } from './words.ts';
import { sendActFile } from './signing-routes.ts';

const linesShown = 20;
const linesAtOnce = 50;

/** Acts on rankings and lists as people read them. */
export function actPages(desk: SigningDesk): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: actWords.it.action, en: actWords.en.action },
      href: ({ slug }) => homeOf(slug),
      order: 86,
      isShown: ({ principal }, call) => principal !== null && hasRole(principal, readerRoles, call),
    });
    addList(app, desk);
    addOne(app, desk);
    addFiles(app, desk);
  };
}

export function homeOf(slug: string): string {
  return `/rankings/${slug}/acts`;
}

export function notFoundPage(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return answerProblem(request, reply, { status: 404, code: 'not-found' });
}

/** Where a page about acts stands. */
export function frameOf(
  { call }: ActCall,
  { language }: FastifyRequest,
  above: readonly Crumb[] = [],
) {
  const words = actWords[language];
  const trail = [
    { text: words.allCalls, href: '/calls' },
    { text: call.title[language], href: `/calls/${call.slug}` },
    ...above,
  ];
  return { trail, mode: call.mode, fictional: call.fictional };
}

export function crumbOf({ call: { slug } }: ActCall, { language }: FastifyRequest): Crumb {
  return { text: actWords[language].acts, href: homeOf(slug) };
}

function addList(app: App, { services }: SigningDesk): void {
  const { db } = services.database;
  app.get(
    '/rankings/:call/acts',
    { config: { access: readerAccess }, schema: { params: callParams, hide: true } },
    async (request, reply) => {
      const found = await findActCall(services, request);
      if (!found) return notFoundPage(request, reply);
      const words = actWords[request.language];
      const acts = await listActs(db, found.call.callId);
      const mayPrepare = hasRole(principalOf(request), preparerRoles, found.call);
      return renderPage(request, reply, {
        title: words.action,
        lead: words.actsLead,
        ...frameOf(found, request),
        children: (
          <ActsView
            home={homeOf(found.call.slug)}
            acts={acts}
            inForce={new Set(actsInForce(acts).map(({ number }) => number))}
            offered={mayPrepare ? offeredBy(found) : []}
            hasRound={(await listFrozenRounds(db, found.call.callId)).length > 0}
          />
        ),
      });
    },
  );
}

/** The acts that the procedure of a call can begin with; what goes on from an act is offered there. */
function offeredBy({ document }: ActCall): readonly BaseKind[] {
  const procedure = known(document.procedure);
  return procedure === undefined ? [] : [procedure];
}

function addOne(app: App, desk: SigningDesk): void {
  const query = Type.Object({ after: Type.Optional(Type.String({ maxLength: 1000 })) });
  app.get(
    '/rankings/:call/acts/:act',
    {
      config: { access: readerAccess },
      schema: { params: actParams, querystring: query, hide: true },
    },
    async (request, reply) => {
      const { db } = desk.services.database;
      const found = await findActCall(desk.services, request);
      const act = found && (await findAct(db, keyOf(request)));
      if (!act) return notFoundPage(request, reply);
      const words = actWords[request.language];
      return renderPage(request, reply, {
        title: act.title,
        lead: act.state === 'draft' ? words.draftLead : words.numberOf(act.number),
        ...frameOf(found, request, [crumbOf(found, request)]),
        children: (
          <>
            {await factsOf(desk, request, { found, act })}
            {act.state === 'draft' ? await draftPart(desk, request, { found, act }) : null}
            {isSigned(act) ? await signedPart(desk, request, { found, act }) : null}
          </>
        ),
      });
    },
  );
}

const wholeCall = { it: actWords.it.wholeCall, en: actWords.en.wholeCall };

interface Shown {
  readonly found: ActCall;
  readonly act: RankingAct;
}

async function factsOf(desk: SigningDesk, { language }: FastifyRequest, { found, act }: Shown) {
  const { db } = desk.services.database;
  const acts = await listActs(db, act.callId);
  const names = await findNames(db, act.signedBy === null ? [] : [act.signedBy]);
  return (
    <ActFacts
      act={act}
      home={homeOf(found.call.slug)}
      signer={names.get(act.signedBy ?? '')}
      replacedBy={acts.find((each) => each.replaces === act.number && isSigned(each))?.number}
      isInForce={actsInForce(acts).some(({ number }) => number === act.number)}
      today={await findToday(db, found.zone)}
      unitName={(unit) => unitTitle(found.document, unit, wholeCall)[language]}
    />
  );
}

function potNames({ document }: ActCall, { language }: FastifyRequest): (pot: string) => string {
  const titles = new Map(
    (document.funding?.pots ?? []).map(({ id, title }) => [id, title[language]]),
  );
  return (pot) => titles.get(pot) ?? pot;
}

function abilitiesOf(desk: SigningDesk, request: FastifyRequest, { call }: ActCall) {
  const principal = principalOf(request);
  return {
    mayPrepare: hasRole(principal, preparerRoles, call),
    maySign: hasRole(principal, signatoryRoles, call),
    checksSignatures: desk.anchors !== undefined,
  };
}

/** A draft as it would be signed now. */
async function draftPart(desk: SigningDesk, request: FastifyRequest, { found, act }: Shown) {
  const words = actWords[request.language];
  const here = `${homeOf(found.call.slug)}/${act.number}`;
  const abilities = abilitiesOf(desk, request, found);
  const { checks, text, maySign } = await composeAct(desk, act);
  const { db } = desk.services.database;
  const print = text && (await findTextPrint(db, act));
  const isPrinted = text !== undefined && print?.textHash === text.hash;
  const file = isPrinted ? await findPrintedFile(db, act, text.hash) : undefined;
  const document = file
    ? 'there'
    : isPrinted
      ? 'coming'
      : abilities.mayPrepare
        ? 'may-ask'
        : 'none';
  const kinds: readonly FileKind[] = ['text', 'sheet', ...(file ? (['document'] as const) : [])];
  const lines = text?.content.table.slice(0, linesShown) ?? [];
  return (
    <>
      <ChecksView checks={checks} />
      {text ? (
        <>
          <FiguresView content={text.content} hash={text.hash} potName={potNames(found, request)} />
          <LinesView
            lines={lines}
            isList={text.content.does === 'list'}
            {...(text.content.table.length > lines.length
              ? {
                  note: words.firstLines(lines.length, text.content.table.length),
                }
              : {})}
          />
          <ActFiles here={here} kinds={kinds} document={document} />
        </>
      ) : null}
      {text && maySign ? <SignView here={here} hash={text.hash} abilities={abilities} /> : null}
      {abilities.mayPrepare ? <AbandonView here={here} /> : null}
    </>
  );
}

/** A signed act: what it says of each application, and what may be done with it. */
async function signedPart(desk: SigningDesk, request: FastifyRequest, { found, act }: Shown) {
  const { db } = desk.services.database;
  const here = `${homeOf(found.call.slug)}/${act.number}`;
  const abilities = abilitiesOf(desk, request, found);
  const acts = await listActs(db, act.callId);
  const { after } = request.query as { readonly after?: string };
  const page = readShownPage(after, linesAtOnce, ['count']);
  const rows = await listEntries(db, act, page);
  const { items, next = null } = listPage(rows, page, ({ place }) => [String(place)]);
  const summary = await loadActSummary(db, act);
  const print = await findTextPrint(db, act);
  const file = print && (await findPrintedFile(db, act, print.textHash));
  const kinds = fileKinds.filter(
    (kind) =>
      (kind !== 'document' || file !== undefined) &&
      (kind !== 'signature' || act.signature?.way === 'file'),
  );
  return (
    <>
      <FiguresView
        content={summary}
        hash={act.contentHash ?? ''}
        potName={potNames(found, request)}
      />
      {abilities.maySign && act.state === 'signed' ? <PublishView here={here} act={act} /> : null}
      <LinesView lines={items} isList={summary.does === 'list'} next={next} />
      <ActFiles here={here} kinds={kinds} document={file ? 'there' : 'coming'} />
      {act.state === 'published' ? (
        <LettersView
          here={here}
          letters={await previewActLetters(
            desk.services.database,
            act,
            principalOf(request).personId,
          )}
          mayWrite={abilities.mayPrepare}
        />
      ) : null}
      {abilities.mayPrepare ? (
        <GoOnView home={homeOf(found.call.slug)} act={act} kinds={goOnKinds(act, acts, found)} />
      ) : null}
    </>
  );
}

/** A correction of whatever holds; money goes on from the last act on a ranking that shares some out. */
function goOnKinds(
  act: RankingAct,
  acts: readonly RankingAct[],
  { document }: ActCall,
): readonly ('scrolling' | 'reallocation' | 'correction')[] {
  const holds = actsInForce(acts).some(({ number }) => number === act.number);
  if (!holds) return [];
  const isLast = lastOfChains(acts).some(({ number }) => number === act.number);
  const hasMoney = document.funding !== undefined && baseKindOf(act, acts) !== 'list';
  return [
    ...(isLast && hasMoney ? (['scrolling'] as const) : []),
    ...(isLast && hasMoney && document.funding.reallocation.allowed
      ? (['reallocation'] as const)
      : []),
    'correction',
  ];
}

function addFiles(app: App, desk: SigningDesk): void {
  for (const kind of fileKinds)
    app.get(
      `/rankings/:call/acts/:act/files/${kind}`,
      { config: { access: readerAccess }, schema: { params: actParams, hide: true } },
      (request, reply) => sendActFile(desk, request, reply, kind),
    );
}
