import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page as Tab } from 'puppeteer-core';
import { expect } from 'vitest';
import { createApp } from '../../src/app.ts';
import { makeApplicationServer, type ApplicationServer } from '../support/application-server.ts';
import { makeWorld, type World } from '../support/application-world.ts';
import { openBrowser } from '../support/browser.ts';
import { runCaptured } from '../support/captured-terminal.ts';
import { temporaryFolder } from '../support/sample-round.ts';
import { openVisitor, type Visitor } from '../support/visitor.ts';
import type { Answers, Project } from './projects.ts';

/** A whole server, and a window at which people take turns. */
export interface Hall {
  readonly world: World;
  readonly server: ApplicationServer;
  readonly tab: Tab;
  readonly origin: string;
  /** The calls published so far. */
  readonly slugs: Map<string, string>;
  readonly close: () => Promise<void>;
}

export async function openHall(): Promise<Hall> {
  const world = await makeWorld();
  const server = await makeApplicationServer(world, { create: createApp });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.app.server.address() as AddressInfo;
  const chrome = await openBrowser();
  return {
    world,
    server,
    tab: await chrome.newPage(),
    origin: `http://127.0.0.1:${port}`,
    slugs: new Map(),
    close: async () => {
      await chrome.close();
      expect(server.faults()).toEqual([]);
      await server.close();
      await world.close();
    },
  };
}

/** One organisation with whoever acts for it. */
interface Member {
  readonly name: string;
  readonly organisation: string;
  readonly fiscalCode: string;
  readonly token: string;
  readonly visitor: Visitor;
}

async function makeMember({ world, server, tab, origin }: Hall, name: string): Promise<Member> {
  const organisation = await world.makeOrganisation(name);
  const person = await world.makePerson();
  await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
  const { fiscal_code: fiscalCode } = await world.database.db
    .selectFrom('organisation')
    .select('fiscal_code')
    .where('id', '=', organisation)
    .executeTakeFirstOrThrow();
  const { cookies } = await server.browserOf(person);
  const visitor = openVisitor(tab, { origin, cookies });
  return { name, organisation, fiscalCode, token: await server.tokenOf(person), visitor };
}

export interface Applied {
  /** The page of the application, as its lead sees it. */
  readonly address: string;
  readonly lead: Member;
  /** The section with the costs, and the rows of the table of points, read before the text was frozen. */
  readonly budget: string;
  readonly points: readonly (readonly string[])[];
  readonly receipt: string;
  /** The same application as `bandolo assess` reads it. */
  readonly assessed: Assessed;
}

const under = (prefix: string, answers: Answers): Answers =>
  Object.fromEntries(Object.entries(answers).map(([id, value]) => [`${prefix}.${id}`, value]));

/** A real call as a rehearsal that is open now, with the decisions that fill its gaps. */
async function publish({ world, slugs }: Hall, definition: string): Promise<string> {
  const known = slugs.get(definition);
  if (known !== undefined) return known;
  const { slug } = await world.publish({
    definition: `definitions/${definition}/call.yaml`,
    decisions: `definitions/${definition}/decisions.yaml`,
  });
  slugs.set(definition, slug);
  return slug;
}

/** From the page of the call to the receipt, as people do it. */
export async function apply(hall: Hall, project: Project): Promise<Applied> {
  const slug = await publish(hall, project.definition);
  await hall.tab.setJavaScriptEnabled(project.hasScripts);
  const members: Member[] = [];
  for (const { name } of [project.lead, ...project.others])
    members.push(await makeMember(hall, name));
  const [lead, ...others] = members as [Member, ...Member[]];
  const address = await begin(lead, slug, project);
  await gather(address, lead, others, project);
  const budget = await fillIn(address, members, project);
  await lead.visitor.open(`${address}/sections/summary`);
  const points = await lead.visitor.readTable('I punti con le risposte di oggi');
  await lead.visitor.open(address);
  await lead.visitor.press('Congela il testo');
  for (const { name, visitor } of others) {
    await visitor.open(address);
    await visitor.press(`Do il consenso per ${name}`);
  }
  await lead.visitor.open(address);
  await lead.visitor.press('Presenta la domanda');
  const receipt = await lead.visitor.read();
  return {
    address,
    lead,
    budget,
    points,
    receipt,
    assessed: await assess(hall, address, lead, project),
  };
}

async function begin({ visitor, organisation }: Member, slug: string, { title, line }: Project) {
  await visitor.open(`/calls/${slug}`);
  await visitor.press('Compila la domanda');
  await visitor.answer({ lead: organisation, title, ...(line === undefined ? {} : { line }) });
  await visitor.press('Comincia la domanda');
  return new URL(visitor.tab.url()).pathname.replace(/\/sections\/.*/, '');
}

async function save(visitor: Visitor): Promise<void> {
  await visitor.press('Salva');
  expect(await visitor.read()).toMatch(/Salvato alle/);
}

/** Everybody is invited by fiscal code, and accepts. */
async function gather(
  address: string,
  { visitor }: Member,
  others: readonly Member[],
  project: Project,
) {
  for (const [index, { fiscalCode, visitor: other }] of others.entries()) {
    const role = project.others[index]?.answers['role'] ?? '';
    await visitor.open(`${address}/partnership`);
    await visitor.answer({ fiscalCode, role });
    await visitor.press('Invita');
    await other.open('/applications');
    await other.press(`Leggi l’invito al progetto «${project.title}»`);
    await other.press('Accetta l’invito');
    expect(await other.read()).toContain('La tua organizzazione partecipa alla domanda.');
  }
}

/** Every section; what the page with the costs says is kept. */
async function fillIn(address: string, members: readonly Member[], project: Project) {
  const { visitor } = members[0] as Member;
  const parts = [project.lead, ...project.others];
  await visitor.open(`${address}/sections/project`);
  await visitor.answer(under('fact', project.answers));
  await save(visitor);
  if (parts.some(({ answers }) => Object.keys(answers).length > 0)) {
    await visitor.open(`${address}/sections/partners`);
    for (const [index, { organisation }] of members.entries()) {
      const { role: _, ...facts } = parts[index]?.answers ?? {};
      await visitor.answer(under(`partner.${organisation}.fact`, facts));
    }
    await save(visitor);
  }
  if (parts.every(({ costs }) => !costs)) return '';
  await visitor.open(`${address}/sections/budget`);
  for (const [index, { organisation }] of members.entries())
    await visitor.answer(under(`partner.${organisation}.cost`, parts[index]?.costs ?? {}));
  await save(visitor);
  return visitor.read();
}

export type Figure = string | { readonly from: string; readonly to: string | null };

export interface Assessed {
  readonly admitted?: Readonly<Record<string, Figure>>;
  readonly totalAdmitted?: Figure;
  readonly grant?: Figure;
  readonly shares?: Readonly<Record<string, Figure>>;
  readonly criteria?: Readonly<Record<string, Figure>>;
  readonly gross?: Figure;
}

/** What the command says of the application as the interface gives it. */
async function assess(
  { server }: Hall,
  address: string,
  { token }: Member,
  { definition }: Project,
): Promise<Assessed> {
  const { body } = await server.ask(token, `GET /api/v1${address}`);
  const file = join(temporaryFolder(), 'application.json');
  writeFileSync(file, JSON.stringify({ id: 'A-1', ...(body['content'] as object) }));
  const words = ['assess', `definitions/${definition}/call.yaml`, file, '--json'];
  const decisions = ['--decisions', `definitions/${definition}/decisions.yaml`];
  const { code, out, err } = await runCaptured([...words, ...decisions]);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out) as Assessed;
}
