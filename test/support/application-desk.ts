import { enter } from './application-scene.ts';
import {
  makeApplicationServer,
  type ApplicationServer,
  type Browser,
  type Page,
} from './application-server.ts';
import { makeWorld, type World } from './application-world.ts';
import { findApplicationIn } from '../../src/applications/queries.ts';

/** A call, a lead, a partner, a stranger and an officer, each in front of a browser. */
export interface Desk {
  readonly world: World;
  readonly server: ApplicationServer;
  readonly callId: number;
  /** The address of the call. */
  readonly call: string;
  readonly leadId: string;
  readonly partnerId: string;
  readonly lead: Browser;
  readonly partner: Browser;
  readonly stranger: Browser;
  readonly officer: Browser;
  /** Begins an application and gives the address of its page. */
  readonly begin: (title?: string) => Promise<string>;
  /** What the form of an application holds, with some of its questions answered. */
  readonly textWith: (
    address: string,
    answers: Readonly<Record<string, string>>,
  ) => Promise<{ readonly tag: string; readonly text: string }>;
  /** Answers every question and adds the partner. */
  readonly saveComplete: (address: string, title?: string) => Promise<Page>;
  /** Sends the form of a page with that action as it stands. */
  readonly press: (browser: Browser, address: string, act: string) => Promise<Page>;
  /** What the register would write. */
  readonly enter: (address: string, turn: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

export async function makeDesk(
  options: Parameters<typeof makeApplicationServer>[1] = {},
): Promise<Desk> {
  const world = await makeWorld();
  const { callId, slug } = await world.publish({ resubmission: true });
  const call = `/calls/${slug}`;
  const server = await makeApplicationServer(world, options);
  const leadId = await world.makeOrganisation('Comune di Ores');
  const partnerId = await world.makeOrganisation('Bottega Ferro');
  const browserFor = async (organisation: string): Promise<Browser> => {
    const person = await world.makePerson();
    await world.givePower(person, organisation, ['read', 'edit', 'consent', 'submit']);
    return server.browserOf(person);
  };
  const lead = await browserFor(leadId);
  const officer = await world.makePerson();
  await world.giveRole(officer, 'officer');
  return {
    ...formsOf({ world, call, lead, leadId, partnerId }),
    world,
    server,
    callId,
    call,
    leadId,
    partnerId,
    lead,
    partner: await browserFor(partnerId),
    stranger: await browserFor(await world.makeOrganisation('Altri')),
    officer: await server.browserOf(officer),
    enter: async (address, turn) => {
      const id = address.split('/').at(-1) ?? '';
      const application = await findApplicationIn(world.database.db, callId, id);
      if (!application) throw new Error('not stored');
      await world.database.db.transaction().execute((tx) => enter(tx, application, turn));
    },
    close: async () => {
      await server.close();
      await world.close();
    },
  };
}

const complete = {
  village: 'Ores',
  applicantKind: 'municipality',
  hasLampPlan: 'true',
  lampKinds: '[led]',
  materials: '[iron]',
  ownShare: '"10%"',
  startDate: '2027-05-01',
  upkeepYears: '5',
  lamps: '[{ street: Via Roma, count: 10, price: "1000.00", lit: 2027-12-01 }]',
  signed: 'true',
  poles: '"20000.00"',
};

type Given = Pick<Desk, 'world' | 'call' | 'lead' | 'leadId' | 'partnerId'>;

function formsOf({ world, call, lead, leadId, partnerId }: Given) {
  async function textWith(address: string, answers: Readonly<Record<string, string>>) {
    const { html } = await lead.get(`${address}/edit`);
    const inside = /<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(html)?.[1] ?? '';
    let text = plain(inside);
    for (const [name, answer] of Object.entries(answers)) {
      if (!text.includes(`${name}:\n`)) throw new Error(`there is no question ${name}`);
      text = text.replace(`${name}:\n`, `${name}: ${answer}\n`);
    }
    return { tag: /name="tag" value="([^"]+)"/.exec(html)?.[1] ?? '', text };
  }
  return {
    begin: async (title = 'Lampioni di Ores') => {
      await lead.get(`${call}/applications/new`);
      const fields = { lead: leadId, title, line: 'light' };
      const { location = '' } = await lead.post(`${call}/applications`, fields);
      return location.replace(/\/sections\/project$/, '');
    },
    textWith,
    saveComplete: async (address: string, title = 'Lampioni di Ores') => {
      const { tag, text } = await textWith(address, complete);
      const { fiscal_code: code } = await world.database.db
        .selectFrom('organisation')
        .select('fiscal_code')
        .where('id', '=', partnerId)
        .executeTakeFirstOrThrow();
      const added = `  - id: "${code}"\n    role: workshop\n    facts: { signed: true }\n`;
      const whole = text.replace('requestedRate:', `${added}requestedRate:`);
      return lead.post(`${address}/edit`, { title, text: whole.replaceAll('\n', '\r\n'), tag });
    },
    press: async (browser: Browser, address: string, act: string) => {
      const { html } = await browser.get(address);
      return browser.post(`${address}/${act}`, fieldsOf(html, `${address}/${act}`));
    },
  };
}

function plain(html: string): string {
  return html
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

/** The hidden fields of the form with that action. */
export function fieldsOf(html: string, action: string): Readonly<Record<string, string>> {
  const form = new RegExp(`<form[^>]*action="${action}"[^>]*>([\\s\\S]*?)</form>`).exec(html)?.[1];
  if (form === undefined) throw new Error(`there is no form for ${action}`);
  const fields = form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, value]));
}
