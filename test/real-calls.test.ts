import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser as Chrome, Page as Tab } from 'puppeteer-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApp } from '../src/app.ts';
import { makeApplicationServer, type ApplicationServer } from './support/application-server.ts';
import { makeWorld, type World } from './support/application-world.ts';
import { openBrowser } from './support/browser.ts';
import { runCaptured } from './support/captured-terminal.ts';
import { temporaryFolder } from './support/sample-round.ts';
import { openVisitor, type Visitor } from './support/visitor.ts';

let world: World;
let server: ApplicationServer;
let chrome: Chrome;
let tab: Tab;
let origin: string;
const slugs = new Map<string, string>();

beforeAll(async () => {
  world = await makeWorld();
  server = await makeApplicationServer(world, { create: createApp });
  await server.app.listen({ port: 0, host: '127.0.0.1' });
  origin = `http://127.0.0.1:${(server.app.server.address() as AddressInfo).port}`;
  chrome = await openBrowser();
  tab = await chrome.newPage();
}, 120_000);
afterAll(async () => {
  await chrome.close();
  expect(server.faults()).toEqual([]);
  await server.close();
  await world.close();
});

type Answers = Readonly<Record<string, string>>;

/** One organisation with whoever acts for it. */
interface Member {
  readonly name: string;
  readonly organisation: string;
  readonly fiscalCode: string;
  readonly token: string;
  readonly visitor: Visitor;
}

async function makeMember(name: string): Promise<Member> {
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

interface Part {
  readonly name: string;
  /** What is asked about it; the role it has in the partnership with the others. */
  readonly answers: Answers;
  readonly costs?: Answers;
}

interface Project {
  readonly definition: string;
  readonly title: string;
  readonly hasScripts: boolean;
  readonly line?: string;
  readonly answers: Answers;
  readonly lead: Part;
  readonly others: readonly Part[];
}

interface Applied {
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
async function publish(definition: string): Promise<string> {
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
async function apply(project: Project): Promise<Applied> {
  const slug = await publish(project.definition);
  await tab.setJavaScriptEnabled(project.hasScripts);
  const members: Member[] = [];
  for (const { name } of [project.lead, ...project.others]) members.push(await makeMember(name));
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
    assessed: await assess(address, lead, project),
  };
}

async function begin({ visitor, organisation }: Member, slug: string, { title, line }: Project) {
  await visitor.open(`/calls/${slug}`);
  await visitor.press('Compila la domanda');
  await visitor.fill({ lead: organisation, title, ...(line === undefined ? {} : { line }) });
  await visitor.press('Comincia la domanda');
  return new URL(visitor.tab.url()).pathname.replace(/\/sections\/.*/, '');
}

async function save(visitor: Visitor): Promise<void> {
  await visitor.press('Salva');
  expect(await visitor.read()).toMatch(/Salvato alle/);
}

/** Everybody takes part. */
async function gather(
  address: string,
  { visitor }: Member,
  others: readonly Member[],
  project: Project,
) {
  for (const [index, { fiscalCode }] of others.entries()) {
    const role = project.others[index]?.answers['role'] ?? '';
    await visitor.open(`${address}/sections/partners`);
    await visitor.fill({ 'new.code': fiscalCode, 'new.role': role });
    await save(visitor);
  }
}

/** Every section; what the page with the costs says is kept. */
async function fillIn(address: string, members: readonly Member[], project: Project) {
  const { visitor } = members[0] as Member;
  const parts = [project.lead, ...project.others];
  await visitor.open(`${address}/sections/project`);
  await visitor.fill(under('fact', project.answers));
  await save(visitor);
  if (parts.some(({ answers }) => Object.keys(answers).length > 0)) {
    await visitor.open(`${address}/sections/partners`);
    for (const [index, { organisation }] of members.entries()) {
      const { role: _, ...facts } = parts[index]?.answers ?? {};
      await visitor.fill(under(`partner.${organisation}.fact`, facts));
    }
    await save(visitor);
  }
  if (parts.every(({ costs }) => !costs)) return '';
  await visitor.open(`${address}/sections/budget`);
  for (const [index, { organisation }] of members.entries())
    await visitor.fill(under(`partner.${organisation}.cost`, parts[index]?.costs ?? {}));
  await save(visitor);
  return visitor.read();
}

type Figure = string | { readonly from: string; readonly to: string | null };

interface Assessed {
  readonly admitted?: Readonly<Record<string, Figure>>;
  readonly totalAdmitted?: Figure;
  readonly grant?: Figure;
  readonly shares?: Readonly<Record<string, Figure>>;
  readonly criteria?: Readonly<Record<string, Figure>>;
  readonly gross?: Figure;
}

/** As an Italian page writes an amount that is known to the cent. */
function inItalian(amount: Figure | undefined): string {
  if (typeof amount !== 'string') throw new Error(`not known: ${JSON.stringify(amount)}`);
  const [whole = '', cents = ''] = amount.split('.');
  return `${whole.replaceAll(/(?<=\d)(?=(\d{3})+$)/g, '.')},${cents}`;
}

/** As the page writes points: their bounds where they are not known. */
function pointsInItalian(points: Figure): string {
  const comma = (text: string): string => text.replace('.', ',');
  if (typeof points === 'string') return comma(points);
  return points.to === null ? 'non noti' : `fra ${comma(points.from)} e ${comma(points.to)}`;
}

/** Every criterion has on the page the points of the command, in the order of the call, and so has the total. */
function expectSamePoints({ points, assessed: { criteria = {}, gross } }: Applied): void {
  const said = points.map(([, text]) => text);
  const expected = Object.values(criteria).map(pointsInItalian);
  expect(expected.length).toBeGreaterThan(1);
  expect(said.slice(0, expected.length)).toEqual(expected);
  expect(said.at(-1)).toBe(pointsInItalian(gross as Figure));
}

/** Every amount of the command stands on the page with the costs, and the grant on the receipt. */
function expectSameFigures({ budget, receipt, assessed }: Applied): void {
  const { admitted = {}, totalAdmitted, grant, shares = {} } = assessed;
  expect(Object.keys(admitted).length).toBeGreaterThan(0);
  for (const amount of [...Object.values(admitted), ...Object.values(shares)])
    expect(budget).toContain(inItalian(amount));
  expect(budget).toContain(inItalian(totalAdmitted));
  expect(budget).toContain(`${inItalian(grant)} €`);
  expect(receipt).toContain(`${inItalian(grant)} €`);
}

/** What the command says of the application as the interface gives it. */
async function assess(
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

const authority: Answers = { authorityKind: 'municipality', innerArea: 'no' };

test('a municipality applies for a mobile collection centre, without any script', async () => {
  const applied = await apply({
    definition: 'ricircolo-enti-locali-2024',
    title: 'Il centro di raccolta che va nelle frazioni',
    hasScripts: false,
    line: '4d',
    answers: {
      hasWorks: 'no',
      nonCompulsoryFractions: '2',
      compulsoryFractionsToo: 'yes',
      mobileWithoutWorks: 'yes',
      collectionDesign: 'supplies-only',
      fractionsCollected: '6',
      collectionRenewables: 'part',
      'servedMunicipalities.0.name': 'Molvate',
      'servedMunicipalities.0.population': '5230',
    },
    lead: {
      name: 'Comune di Molvate',
      answers: { name: 'Comune di Molvate', ...authority },
      costs: { 'mobile-centre': '58.000,00', communication: '6.000,00', signage: '800,00' },
    },
    others: [],
  });
  expectSameFigures(applied);
  expectSamePoints(applied);
  expect(applied.assessed.grant).toBe('66472.26');
}, 120_000);

test('a municipality applies for a centre for re-use, whose lost points stay unknown', async () => {
  const applied = await apply({
    definition: 'ricircolo-enti-locali-2024',
    title: 'Il centro del riuso di Gorvago',
    hasScripts: false,
    line: 'linea-2',
    answers: {
      hasWorks: 'yes',
      worksStart: '2027-04-01',
      designLevel: 'executive',
      surfaceSquareMetres: '320',
      renewables: 'yes',
      abandonedBuilding: 'no',
      sharedByMunicipalities: 'yes',
      charityAgreements: 'yes',
      building: 'closed-building',
      onwardUse: 'charities',
      insideOrAdjacent: 'no',
      distanceM: '450',
      urbanContext: 'industrial',
      'servedMunicipalities.0.name': 'Gorvago',
      'servedMunicipalities.0.population': '41200',
    },
    lead: {
      name: 'Comune di Gorvago',
      answers: { name: 'Comune di Gorvago', ...authority },
      costs: {
        works: '180.000,00',
        'centre-equipment': '42.350,40',
        technical: '30.000,00',
        property: '25.000,00',
        communication: '15.000,00',
        signage: '1.200,00',
      },
    },
    others: [],
  });
  expectSameFigures(applied);
  expectSamePoints(applied);
  expect(applied.assessed.grant).toBe('300000.00');
  expect(applied.points.slice(0, 3).map(([, points]) => points)).toEqual(
    Array.from({ length: 3 }, () => 'fra 0 e 30'),
  );
  expect(applied.points.at(-1)?.[1]).toBe('fra 28 e 80');
}, 120_000);

const firm: Answers = {
  role: 'sme',
  size: 'small',
  siteInTerritory: 'yes',
  siteActiveAtApplication: 'yes',
  mustDeposit: 'yes',
  balanceSheets: '3',
  worksInTerritory: 'yes',
  deMinimisRoom: '200.000,00',
};

test('seven firms and a university apply with costs over every limit', async () => {
  const applied = await apply({
    definition: 'produzione-sostenibile-2024',
    title: 'Filo chiuso: dal cascame al tessuto',
    hasScripts: true,
    answers: {
      areas: 'residues green-standards',
      projectInvestment: '760.000,00',
      aggregateTurnover: '18.400.000,00',
    },
    lead: {
      name: 'Tessitura Valmora S.r.l.',
      answers: firm,
      costs: {
        consultancy: '38.000,00',
        equipment: '120.000,00',
        'environmental-certification': '14.100,00',
        training: '12.000,00',
      },
    },
    others: [
      {
        name: 'Filatura Lombrone S.n.c.',
        answers: { ...firm, size: 'micro', mustDeposit: 'no', balanceSheets: '0', taxReturns: '2' },
        costs: {
          consultancy: '29.500,00',
          equipment: '80.330,00',
          'environmental-certification': '10.000,00',
          training: '11.000,00',
        },
      },
      {
        name: 'Tintoria Ronchèl S.r.l.',
        answers: firm,
        costs: {
          consultancy: '24.000,00',
          equipment: '71.000,00',
          'technical-certification': '9.870,00',
        },
      },
      {
        name: 'Recuperi Adelmo S.r.l.',
        answers: { ...firm, size: 'medium' },
        costs: { consultancy: '27.800,00', equipment: '50.000,00', engineering: '39.500,00' },
      },
      {
        name: 'Cascina Filanda S.r.l. SB',
        answers: firm,
        costs: { consultancy: '22.700,00', 'home-automation': '20.000,00', materials: '20.000,00' },
      },
      {
        name: 'Confezioni Pralba S.a.s.',
        answers: firm,
        costs: { consultancy: '20.000,00', 'home-automation': '14.080,00', materials: '20.032,40' },
      },
      {
        name: 'Officine Gorle S.r.l.',
        answers: firm,
        costs: {
          engineering: '30.000,00',
          materials: '17.000,00',
          'intellectual-property': '9.400,00',
        },
      },
      {
        name: 'Università di Orvenna',
        answers: {
          role: 'other-subject',
          size: 'not-a-firm',
          siteInTerritory: 'yes',
          siteActiveAtApplication: 'yes',
        },
      },
    ],
  });
  expectSameFigures(applied);
  expect(applied.assessed).toMatchObject({
    admitted: { consultancy: '137078.10', indirect: '47977.33' },
    totalAdmitted: '733367.83',
    grant: '420000.00',
  });
}, 300_000);

test('ten firms propose a supply chain, which asks for no money', async () => {
  const applied = await apply({
    definition: 'manifestazione-filiere-2022',
    title: 'La filiera della canapa',
    hasScripts: true,
    answers: {
      applicantKind: 'project-agreement',
      areas: 'sustainability-circularity innovation-research',
    },
    lead: { name: 'Canapificio 1', answers: { subjectKind: 'firm', siteInTerritory: 'yes' } },
    others: Array.from({ length: 9 }, (_, index) => ({
      name: `Canapificio ${index + 2}`,
      answers: { role: 'firm', subjectKind: 'firm', siteInTerritory: 'yes' },
    })),
  });
  expect(applied.assessed).not.toHaveProperty('grant');
}, 300_000);
