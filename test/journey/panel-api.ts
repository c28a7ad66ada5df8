import { judgedCriteria } from './call-words.ts';
import { everyItem, whereOf } from './office-api.ts';
import type { Judgement } from './plan.ts';
import type { Actor } from './stage.ts';
import type { PanelWays } from './ways.ts';

type Line = Readonly<Record<string, unknown>>;
const reason = 'La relazione dà misure di prima e di dopo, confrontabili.';

/** Programs of the panel of one call. */
export function makePanelApi(slug: string): PanelWays {
  return { ...seatsApi(`/calls/${slug}`), ...sessionsApi(slug) };
}

type Seats = Pick<PanelWays, 'compose' | 'declare' | 'draw' | 'score' | 'recuse'>;

/** Who is in it, what they declare, what they have and write. */
function seatsApi(call: string): Seats {
  return {
    compose: async (secretary, named) => {
      await secretary.ask(`POST ${call}/panel/acts`, {
        title: 'Costituzione del Nucleo di valutazione',
        day: '2025-02-18',
        ground: 'Decreto n. 118 del 18 febbraio 2025',
        named: named.map(({ actor: { name, fiscalCode }, part }) => {
          const [givenName = '', familyName = ''] = name.split(' ');
          return { fiscalCode, givenName, familyName, part };
        }),
      });
    },
    declare: (judge, leads, ground) => declareAll(call, judge, { leads, ground }),
    draw: async (secretary) => {
      const { body } = await secretary.ask(`POST ${call}/panel/drawings`);
      return Number(body['assigned']);
    },
    score: async (judge, judgementFor) => {
      const lines = await everyItem(judge, `${call}/sheets`);
      const fresh = lines.filter(({ state }) => state === 'none');
      for (const line of fresh) {
        const sheet = `${call}/applications/${String(line['application'])}/sheet`;
        const { headers } = await judge.ask(`GET ${sheet}`);
        const entries = entriesOf(judgementFor(String(line['title'])), reason);
        await judge.ask(`PUT ${sheet}`, { entries }, String(headers['etag']));
        await judge.ask(`POST ${sheet}/closing`);
      }
      return fresh.map(({ title }) => String(title));
    },
    recuse: async (judge, title, ground) => {
      const own = await everyItem(judge, `${call}/evaluation/assignments`);
      const application = own.find((each) => each['title'] === title)?.['application'];
      await judge.ask(`POST ${call}/evaluation/conflicts`, { application, ground });
    },
  };
}

/** What it decides together. */
function sessionsApi(slug: string): Omit<PanelWays, keyof Seats> {
  const call = `/calls/${slug}`;
  let session = '';
  const several = async (secretary: Actor, act: string, applications: readonly string[]) => {
    if (applications.length === 0) return 0;
    const { body } = await secretary.ask(`POST ${session}/${act}`, { applications });
    return (body['done'] as readonly string[]).length;
  };
  return {
    openSession: async (secretary, present) => {
      const { body } = await secretary.ask(`POST ${call}/sessions`, {
        heldOn: '2025-03-03',
        place: 'Sala 2',
        present: present.map(({ id }) => id),
      });
      session = `${call}/sessions/${String(body['number'])}`;
    },
    layOpen: async (secretary) => {
      const states = await everyItem(secretary, `${call}/sheets`);
      const ready = states.filter(
        ({ standing, closed, wanted }) =>
          standing === 'sheets' && Number(closed) >= Number(wanted) && Number(wanted) > 0,
      );
      return several(
        secretary,
        'openings',
        ready.slice(0, 50).map(({ application }) => String(application)),
      );
    },
    decideAgreed: async (secretary) => {
      const open = await openIn(secretary, call);
      const agreed: string[] = [];
      for (const line of open) {
        const read = await secretary.ask(`GET ${whereOf({ ...line, call: slug })}/consolidation`);
        const entries = read.body['entries'] as readonly Line[];
        if (entries.every(({ from }) => from === 'agreed'))
          agreed.push(String(line['application']));
      }
      return several(secretary, 'decisions', agreed);
    },
    leftOpen: async (secretary) =>
      new Map(
        (await openIn(secretary, call)).map((line) => [
          String(line['title']),
          whereOf({ ...line, call: slug }),
        ]),
      ),
    decideByHand: async (secretary, where, decided) => {
      const entries = entriesOf(decided, 'Il Nucleo concorda dopo la lettura delle schede.');
      try {
        await secretary.ask(`POST ${where}/consolidation`, { entries });
        return 'decided';
      } catch (error) {
        if (!String(error).includes('"code":"withdrawn-meanwhile"')) throw error;
        return 'withdrawn';
      }
    },
    closeSession: async (secretary) => {
      const { body } = await secretary.ask(`POST ${session}/closing`, { notes: 'Nessuna.' });
      return Number(body['minutes']);
    },
    release: async (secretary) => {
      const { body } = await secretary.ask(`POST ${call}/feedback-releases`);
      return Number(body['released']);
    },
  };
}

async function openIn(secretary: Actor, call: string): Promise<readonly Line[]> {
  const states = await everyItem(secretary, `${call}/sheets`);
  return states.filter(({ standing }) => standing === 'opened');
}

function entriesOf(judgement: Judgement, why: string) {
  return Object.fromEntries(
    judgedCriteria.map(({ fact }) => [fact, { value: judgement[fact], reason: why }]),
  );
}

async function declareAll(
  call: string,
  judge: Actor,
  { leads, ground }: { readonly leads: readonly string[]; readonly ground: string },
): Promise<number> {
  let declared = 0;
  for (;;) {
    const { body } = await judge.ask(`GET ${call}/evaluation/round`);
    const applications = body['applications'] as readonly Line[];
    if (applications.length === 0) return declared;
    const conflicts = applications
      .filter(({ organisations }) =>
        (organisations as readonly { readonly name: string }[]).some(({ name }) =>
          leads.includes(name),
        ),
      )
      .map(({ application }) => ({ application, ground }));
    const { upTo, shown } = body;
    await judge.ask(`POST ${call}/evaluation/declarations`, { upTo, shown, conflicts });
    declared += applications.length;
  }
}
