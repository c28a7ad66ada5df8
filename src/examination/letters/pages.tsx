import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { hasRole } from '../../accounts/index.ts';
import {
  addApplicationPart,
  addressOf,
  applicationParams,
  sendContent,
  type ApplicationRecord,
} from '../../applications/index.ts';
import { addCallAction, findCall, loadPublished } from '../../calls/index.ts';
import { answerProblem } from '../../platform/http/answer-problem.ts';
import type { App } from '../../platform/http/app-type.ts';
import type { LetterDocument, Localized } from '../../engine/index.ts';
import { strictObject } from '../../platform/http/api-schema.ts';
import { notFound } from '../../platform/http/problem-reply.ts';
import {
  Actions,
  Button,
  ButtonLink,
  Form,
  Hidden,
  redirectWithFlash,
  renderPage,
  Section,
  usePage,
  useWords,
} from '../../platform/page/index.ts';
import { runAct } from '../../platform/run-act.ts';
import type { Services } from '../../platform/services.ts';
import { findExamination } from '../queries.ts';
import { findAsked, readers as threadReaders, turnAway } from '../messages/asking.ts';
import { sideOf } from '../messages/message.ts';
import type { MessageDesk } from '../messages/send-message.ts';
import * as schema from './api-schemas.ts';
import { findAskedLetters, listTemplates, readers, writers, writersOfOne } from './asking.ts';
import { beginLetters, writeOneLetter } from './begin-letters.ts';
import { LetterLink, LetterPreview } from './letter-preview.tsx';
import { LettersOfCall } from './letters-view.tsx';
import { listDueTo, previewOutcomeLetter } from './preview-outcome-letter.ts';
import { findLetterFile, listBatches, listLetters, type WrittenLetter } from './store.ts';
import { letterWords } from './words.ts';
import { loadLetterRules } from './write-letters.ts';

/** Letters, for people. */
export function letterPages(desk: MessageDesk): (app: App) => void {
  return (app) => {
    addCallAction(app, {
      text: { it: letterWords.it.title, en: letterWords.en.title },
      href: ({ slug }) => `/calls/${slug}/letters`,
      order: 82,
      isShown: ({ principal }, call) =>
        principal !== null && hasRole(principal, ['officer', 'controller', 'auditor'], call),
    });
    addApplicationPart(app, {
      order: 30,
      to: ['partnership', 'office'],
      load: (request, application) => loadPart(desk.services, request, application),
    });
    addOfCall(app, desk.services);
    addOne(app, desk.services);
    addPreview(app, desk.services);
    addFile(app, desk);
  };
}

/** On the page of an application: the letters about it, for those whom they are for. */
async function loadPart(
  { database }: Services,
  { principal, subject }: FastifyRequest,
  application: ApplicationRecord,
): Promise<VNode | null> {
  if (!principal || !subject || !sideOf(principal, subject, application.lead.id)) return null;
  const key = { callId: application.call.id, applicationId: application.id };
  const letters = await listLetters(database.db, key);
  const isOfficer = hasRole(principal, ['officer'], subject);
  const due = isOfficer ? await findDue(database, key, principal.personId) : [];
  if (letters.length === 0 && due.length === 0) return null;
  return (
    <LettersPart
      address={addressOf(application)}
      letters={letters}
      titles={await findTitles({ database }, application.call.slug)}
      due={due}
    />
  );
}

/** What the letters of a call are called, by their ids. */
async function findTitles(
  services: Pick<Services, 'database'>,
  slug: string,
): Promise<ReadonlyMap<string, Localized>> {
  const call = await findCall(services, slug);
  if (!call) return new Map();
  const { call: rules } = await loadPublished(services, call);
  const { letters = [] } = rules.document.examination ?? {};
  return new Map(letters.map(({ id, title }) => [id, title]));
}

/** Nothing is looked up where no outcome is recorded. */
async function findDue(
  database: Services['database'],
  key: { readonly callId: number; readonly applicationId: string },
  personId: string,
): Promise<readonly LetterDocument[]> {
  const examination = await findExamination(database.db, key);
  if (!examination || examination.outcome === null) return [];
  const rules = await loadLetterRules(database, key.callId, personId);
  return listDueTo(database.db, { ...key, personId, rules, database });
}

function LettersPart({
  address,
  letters,
  titles,
  due,
}: {
  readonly address: string;
  readonly letters: readonly WrittenLetter[];
  readonly titles: ReadonlyMap<string, Localized>;
  /** Those that an officer can write now. */
  readonly due: readonly LetterDocument[];
}): VNode {
  const words = useWords(letterWords);
  const { language } = usePage();
  return (
    <Section id="letters" title={words.title}>
      <ul>
        {letters.map((letter) => (
          <li key={letter.number}>
            <LetterLink
              address={address}
              letter={letter}
              title={titles.get(letter.template)?.[language]}
            />
          </li>
        ))}
      </ul>
      {due.map(({ id, title }) => (
        <p key={id}>
          <a href={`${address}/letters/preview?template=${id}`}>
            {words.toPreview(title[language])}
          </a>
        </p>
      ))}
    </Section>
  );
}

function addOfCall(app: App, services: Services): void {
  const url = '/calls/:call/letters';
  app.get(
    url,
    { config: { access: readers }, schema: { params: schema.callParams, hide: true } },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      const call = await findCall(services, request.params.call);
      if (!asked || !call) return answerProblem(request, reply, notFound);
      const { language } = request;
      const words = letterWords[language];
      const templates = await listTemplates(services, asked);
      return renderPage(request, reply, {
        title: words.title,
        lead: words.lead,
        trail: [{ text: call.title[language], href: `/calls/${call.slug}` }],
        mode: call.mode,
        fictional: call.fictional,
        children: (
          <LettersOfCall
            here={`/calls/${call.slug}/letters`}
            templates={templates}
            batches={await listBatches(services.database.db, asked.callId)}
            mayWrite={mayWrite(request)}
          />
        ),
      });
    },
  );
  app.post(
    url,
    {
      config: { access: writers },
      schema: { params: schema.callParams, body: schema.templateForm, hide: true },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      if (!asked) return answerProblem(request, reply, notFound);
      const { template } = request.body;
      const outcome = await runAct(services.database.db, (tx) =>
        beginLetters(tx, { ...asked, template }),
      );
      const words = letterWords[request.language];
      const isBegun = outcome.type === 'begun';
      return redirectWithFlash(request, reply, `/calls/${request.params.call}/letters`, {
        tone: isBegun ? 'ok' : 'warn',
        text: isBegun ? words.started(outcome.batch.wanted) : words.refusals[outcome.code],
      });
    },
  );
}

function mayWrite({ principal }: FastifyRequest): boolean {
  return principal?.roles.some(({ role }) => role === 'officer') === true;
}

function addOne(app: App, services: Services): void {
  app.post(
    '/calls/:call/applications/:application/letters',
    {
      config: { access: writersOfOne },
      schema: { params: applicationParams, body: schema.templateForm, hide: true },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      if (!asked) return answerProblem(request, reply, notFound);
      const { call, application: applicationId } = request.params;
      const { template } = request.body;
      const outcome = await runAct(services.database.db, (tx) =>
        writeOneLetter(tx, { ...asked, template, applicationId }),
      );
      const words = letterWords[request.language];
      const isWritten = outcome.type === 'written';
      return redirectWithFlash(request, reply, `/calls/${call}/applications/${applicationId}`, {
        tone: isWritten ? 'ok' : 'warn',
        text: isWritten ? words.oneStarted : words.refusals[outcome.code],
      });
    },
  );
}

function addPreview(app: App, services: Services): void {
  const querystring = strictObject({ template: schema.templateBody.properties.template });
  app.get(
    '/calls/:call/applications/:application/letters/preview',
    {
      config: { access: writersOfOne },
      schema: { params: applicationParams, querystring, hide: true },
    },
    async (request, reply) => {
      const asked = await findAskedLetters(services, request);
      const { call, application: applicationId } = request.params;
      const { template } = request.query;
      const { db } = services.database;
      const text = asked && (await previewOutcomeLetter(db, { ...asked, template, applicationId }));
      const found = await findCall(services, call);
      if (!text || !found) return answerProblem(request, reply, notFound);
      const { language } = request;
      const address = `/calls/${call}/applications/${applicationId}`;
      const words = letterWords[language];
      return renderPage(request, reply, {
        title: (await findTitles(services, found.slug)).get(template)?.[language] ?? text.title,
        mode: found.mode,
        fictional: found.fictional,
        isNarrow: true,
        trail: [{ text: found.title[language], href: `/calls/${found.slug}` }],
        children: (
          <>
            <LetterPreview text={text} />
            <Form action={`${address}/letters`}>
              <Hidden name="template" value={template} />
              <Actions>
                <Button>{words.writeOne}</Button>
                <ButtonLink href={address} isSecondary>
                  {words.back}
                </ButtonLink>
              </Actions>
            </Form>
          </>
        ),
      });
    },
  );
}

function addFile(app: App, { services, store }: MessageDesk): void {
  app.get(
    '/calls/:call/applications/:application/letters/:letter',
    { config: { access: threadReaders }, schema: { params: schema.letterParams, hide: true } },
    async (request, reply): Promise<FastifyReply> => {
      const asked = await findAsked(services, request);
      if (asked?.type !== 'part') return turnAway(request, reply, asked);
      const file = await findLetterFile(services.database.db, asked.key, request.params.letter);
      return file ? sendContent(store, request, reply, file) : turnAway(request, reply, undefined);
    },
  );
}
