import { createApp } from '../../src/app.ts';
import { takeInCall } from '../../src/examination/index.ts';
import { checkWords } from '../../src/examination/checks/words.ts';
import { queueWords } from '../../src/examination/queue/words.ts';
import { closeSilentRequests } from '../../src/examination/requests/request-tasks.ts';
import { dialogueWords } from '../../src/examination/requests/words.ts';
import { makeApplicationServer } from '../support/application-server.ts';
import { makeWorld } from '../support/application-world.ts';
import { findAll, hasClass, textOf, type PageNode } from '../support/page-tree.ts';
import { addOrganisation, addPower } from '../support/people.ts';
import { stopClock } from '../support/stopped-clock.ts';
import { applicantPages, openOwn } from './applicant-pages.ts';
import { everyRow, expectSaid, officePages } from './office-pages.ts';
import { makeActor, type Actor } from './stage.ts';

const queue = queueWords.it;
const dialogue = dialogueWords.it;
const folder = 'definitions/manifestazione-filiere-2022';

/** An office and those who propose, all in front of pages, on days that the test sets. */
export interface ProposalDesk {
  /** It is nine in the morning, and what the server does by itself is done. */
  readonly morningOf: (day: string) => Promise<void>;
  /** Submits a proposal of ten firms; the office takes it and begins. */
  readonly submit: (title: string) => Promise<void>;
  readonly ask: (title: string, kind: 'clarification' | 'notice-against') => Promise<void>;
  readonly reply: (title: string) => Promise<void>;
  /** Of each proposal in the queue how its term stands. */
  readonly readQueue: () => Promise<ReadonlyMap<string, string>>;
  /** By when it ends, as the lead reads it. */
  readonly readOwn: (title: string) => Promise<{ readonly due: string; readonly isLate: boolean }>;
  /** Day, kind and proposal of everything in the calendar of the office. */
  readonly readCalendar: () => Promise<readonly string[]>;
  /** The same as a calendar program reads it. */
  readonly readFeed: () => Promise<readonly string[]>;
  readonly faults: () => readonly string[];
  readonly close: () => Promise<void>;
}

export async function makeProposalDesk(instant: string): Promise<ProposalDesk> {
  const world = await makeWorld();
  const clock = await stopClock(world.adminUrl, instant);
  const inMinutes = (at: string): number => (Date.parse(at) - Date.now()) / 60_000;
  const { slug } = await world.publish({
    definition: `${folder}/call.yaml`,
    decisions: `${folder}/decisions.yaml`,
    opensIn: inMinutes('2022-03-01T08:00:00Z'),
    closesIn: inMinutes('2022-12-31T15:00:00Z'),
  });
  const server = await makeApplicationServer(world, { create: createApp });
  const place = { world, server };
  const officer = await makeActor(place);
  await world.giveRole(officer.id, 'officer');
  const leads = new Map<string, Actor>();
  const titles = new Map<string, string>();
  /** The page of each proposal, as its lead keeps the address. */
  const marks = new Map<string, string>();
  let feed: string | undefined;
  return {
    morningOf: async (day) => {
      await clock.set(`${day}T09:00:00Z`);
      await takeInCall({ database: world.database }, slug);
      await closeSilentRequests(server.services);
    },
    submit: async (title) => {
      const { lead, protocol } = await propose({ ...place, slug }, title);
      leads.set(title, lead);
      titles.set(protocol, title);
      await takeInCall({ database: world.database }, slug);
      await officePages.shareOut(officer);
      await officePages.begin(officer);
    },
    ask: (title, kind) => askOf(officer, title, kind),
    reply: (title) => applicantPages.reply(leadOf(leads, title), title, { text: 'Ecco.' }),
    readQueue: async () => {
      const visitor = await officer.visitor();
      await visitor.open('/examination');
      const rows = await everyRow(visitor, queue.caption);
      return new Map(
        rows.map(({ cells, links }) => [links[0]?.text ?? '', termIn(cells[queue.term] ?? '')]),
      );
    },
    readOwn: async (title) => {
      const lead = leadOf(leads, title);
      const kept = marks.get(title);
      const page = kept === undefined ? undefined : await (await lead.visitor()).open(kept);
      const { text, url } = page ?? (await openOwn(lead, title)).here();
      marks.set(title, url);
      return dueIn(text);
    },
    readCalendar: async () => {
      const visitor = await officer.visitor();
      if (!visitor.isAt('/examination')) await visitor.open('/examination');
      const { root } = await visitor.follow(queue.calendarLink);
      return linesOf(root, titles);
    },
    readFeed: async () => {
      feed ??= await makeFeed(officer);
      const { body } = await server.app.inject({ url: feed });
      return eventsIn(body, titles);
    },
    faults: server.faults,
    close: async () => {
      await server.close();
      await clock.close();
      await world.close();
    },
  };
}

function leadOf(leads: ReadonlyMap<string, Actor>, title: string): Actor {
  const lead = leads.get(title);
  if (!lead) throw new Error(`nobody has proposed «${title}»`);
  return lead;
}

/** Ten firms, each of which consents, as their programs do. */
async function propose(
  place: Parameters<typeof makeActor>[0] & { readonly slug: string },
  title: string,
): Promise<{ readonly lead: Actor; readonly protocol: string }> {
  const { db } = place.world.database;
  const validFrom = new Date('2020-01-01');
  const firms: { readonly id: string; readonly person: Actor }[] = [];
  for (let index = 0; index < 10; index += 1) {
    const { id } = await addOrganisation(db, { name: `${title} ${index + 1} S.r.l.` });
    const person = await makeActor(place);
    const scopes = ['read', 'edit', 'consent', 'submit'] as const;
    await addPower(db, { organisationId: id, personId: person.id, scopes, validFrom });
    firms.push({ id, person });
  }
  const [first, ...others] = firms;
  if (!first) throw new Error('a proposal has no firms');
  const base = `/calls/${place.slug}/applications`;
  const begun = await first.person.ask(`POST ${base}`, {
    lead: first.id,
    title,
    content: {
      facts: { applicantKind: 'project-agreement', areas: ['innovation-research'] },
      partners: firms.map(({ id }, index) => ({
        id,
        role: index === 0 ? 'lead' : 'firm',
        facts: { subjectKind: 'firm', siteInTerritory: true },
      })),
    },
  });
  const own = `${base}/${String(begun.body['id'])}`;
  const frozen = await first.person.ask(
    `POST ${own}/freeze`,
    undefined,
    String(begun.headers['etag']),
  );
  const { hash } = frozen.body['frozen'] as { readonly hash: string };
  for (const { id, person } of others)
    await person.ask(`POST ${own}/consents`, { organisation: id, hash });
  await first.person.ask(`POST ${own}/submission`, { snapshotHash: hash });
  const { body } = await first.person.ask(`GET ${own}`);
  const [entry] = body['entries'] as readonly { readonly number: number }[];
  return {
    lead: first.person,
    protocol: `${place.slug}/${String(entry?.number).padStart(6, '0')}`,
  };
}

/** From the queue to what was asked of an application, and one point of one's own. */
async function askOf(
  officer: Actor,
  title: string,
  kind: 'clarification' | 'notice-against',
): Promise<void> {
  const visitor = await officer.visitor();
  await visitor.open('/examination');
  await visitor.follow(title);
  await visitor.follow(checkWords.it.openApplication);
  await visitor.follow(new RegExp(`^${dialogue.title} `));
  await visitor.press(dialogue.prepare[kind]);
  await visitor.press(dialogue.readAndSend, [[{ name: 'own0.text' }, 'Chiarire le fasi.']]);
  expectSaid(await visitor.press(dialogue.sendNow), dialogue.sent);
}

function termIn(text: string): string {
  const [, used = '', of = '', held = '0'] =
    /(\d+) usati su (\d+)(?:, (\d+) sospesi)?/.exec(text) ?? [];
  return `${used} of ${of}, ${held} held, ${endIn(text)}`;
}

function endIn(text: string): string {
  const [, starts] = /decorre dal giorno (\d+°? \w+ \d{4})/.exec(text) ?? [];
  if (starts !== undefined) return `from ${dayOf(starts)}`;
  const [, late] = /in ritardo di (\d+) giorn/.exec(text) ?? [];
  if (late !== undefined) return `${late} late`;
  const [, left] = /rest(?:a|ano) (\d+) giorn/.exec(text) ?? [];
  return `${text.includes('scade oggi') ? '0' : left} left`;
}

const months =
  'gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre'.split(
    ' ',
  );

/** As it is written for people, `1° aprile 2022`. */
function dayOf(written: string): string {
  const [, day = '', month = '', year = ''] = /(\d+)°? (\w+) (\d{4})/.exec(written) ?? [];
  const number = String(months.indexOf(month) + 1).padStart(2, '0');
  return `${year}-${number}-${day.padStart(2, '0')}`;
}

function dueIn(text: string): { readonly due: string; readonly isLate: boolean } {
  const [, was, day = ''] = /(entro il|prima del|era il) giorno (\d+°? \w+ \d{4})/.exec(text) ?? [];
  return { due: dayOf(day), isLate: was === 'era il' };
}

function linesOf(root: PageNode, titles: ReadonlyMap<string, string>): readonly string[] {
  const days = findAll(root, (each) => hasClass(each, 'bd-agenda')).flatMap(({ children }) =>
    children.filter((each) => typeof each !== 'string'),
  );
  return days
    .flatMap((day) => {
      const [time] = findAll(day, ({ tag }) => tag === 'time');
      return findAll(day, ({ tag }) => tag === 'li').flatMap((line) =>
        findAll(
          line,
          ({ tag, attributes }) => tag === 'a' && /\/applications\//.test(attributes['href'] ?? ''),
        ).map((link) => {
          const kind = /istruttori[ae] da concludere/.test(textOf(line)) ? 'term' : 'answer';
          const number = textOf(link).split(/\s/).at(-1) ?? '';
          const [, title] = [...titles].find(([protocol]) => protocol.endsWith(`/${number}`)) ?? [];
          return `${time?.attributes['datetime']} ${kind} ${title}`;
        }),
      );
    })
    .toSorted();
}

async function makeFeed(officer: Actor): Promise<string> {
  const visitor = await officer.visitor();
  await visitor.open('/examination');
  await visitor.follow(queue.calendarLink);
  const { text } = await visitor.press(queue.feedMake);
  const [address] = /\/examination\/calendar\/[\w-]{43}\/due-days\.ics/.exec(text) ?? [];
  if (address === undefined) throw new Error('the page shows no address');
  return address;
}

function eventsIn(feed: string, titles: ReadonlyMap<string, string>): readonly string[] {
  return feed
    .replaceAll('\r\n ', '')
    .split('BEGIN:VEVENT')
    .slice(1)
    .map((event) => {
      const [, year, month, day] = /DTSTART;VALUE=DATE:(\d{4})(\d\d)(\d\d)/.exec(event) ?? [];
      const [, summary = ''] = /SUMMARY:(.*)/.exec(event) ?? [];
      const protocol = [...titles.keys()].find((each) => summary.includes(each)) ?? summary;
      const kind = /Istruttoria|Examination/.test(summary) ? 'term' : 'answer';
      return `${year}-${month}-${day} ${kind} ${titles.get(protocol)}`;
    })
    .toSorted();
}
