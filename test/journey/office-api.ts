import type { Asked } from '../support/application-server.ts';
import type { Actor } from './stage.ts';
import type { OfficeWays, Where } from './ways.ts';

type Line = Readonly<Record<string, unknown>>;

/** An officer with a program, from the queue to the outcome; where an application is, is its address. */
export const officeApi: OfficeWays = {
  shareOut: async (officer) => {
    const [first] = await everyItem(officer, '/examinations?view=unassigned');
    const call = `/calls/${String(first?.['call'])}`;
    const { body } = await officer.ask(`GET ${call}/examination-workload`);
    const officers = (body['officers'] as readonly Line[])
      .filter(({ isOfficer }) => isOfficer === true)
      .map(({ officer: each }) => (each as { readonly id: string }).id);
    const shared = await officer.ask(`POST ${call}/examination-rotations`, { officers });
    return Number(shared.body['given']);
  },
  begin: async (officer) => {
    const items = (await everyItem(officer, '/examinations')).map(({ call, application }) => ({
      call,
      application,
    }));
    const { body } = await officer.ask('POST /examination-steps', { step: 'begin', items });
    const results = body['results'] as readonly Line[];
    return results.filter(({ outcome }) => outcome === 'done').length;
  },
  own: async (officer) =>
    new Map(
      (await everyItem(officer, '/examinations')).map((line) => [
        String(line['title']),
        whereOf(line),
      ]),
    ),
  record: async (officer, where, { answers }) => {
    const findings = answers.map(({ fact, value, note }) => ({
      kind: 'fact',
      subject: fact,
      ...(value === 'to-clarify' ? { says: value } : { says: 'value', value }),
      ...(note === undefined ? {} : { note }),
    }));
    await act(officer, where, 'findings', { findings });
  },
  overrule: async (officer, where, { note, ...decided }) => {
    const subject =
      'requirement' in decided
        ? await failingCheck(officer, where, decided.requirement)
        : { kind: 'fact', subject: decided.fact, value: decided.value };
    await act(officer, where, 'findings', { findings: [{ ...subject, says: 'value', note }] });
  },
  conclude: async (officer, where, phase) => {
    await act(officer, where, `phases/${phase}/conclusion`, {});
  },
  // What is written over is read before every act.
  reread: () => Promise.resolve(),
  confirm: async (officer, where) => {
    const { body } = await officer.ask(`GET ${where}/examination`);
    const last = new Map(
      (body['findings'] as readonly Line[]).map((each) => [each['subject'], each]),
    );
    const waiting = [...last.values()].filter(({ second }) => second === undefined);
    for (const { number } of waiting)
      await act(officer, where, `findings/${String(number)}/confirmation`, { agrees: true });
    return waiting.length;
  },
  ask: async (officer, where, { kind, correcting }) => {
    const { body } = await officer.ask(`POST ${where}/requests`, { kind });
    const request = `${where}/requests/${String(body['number'])}`;
    const points = [
      ...(body['points'] as readonly Line[]),
      ...(correcting === undefined
        ? []
        : [{ id: 'own-1', text: `Chiarire: ${correcting}`, fields: [`fact.${correcting}`] }]),
    ];
    const draft = { revision: 1, introduction: 'Gentile capofila,', points };
    const saved = await officer.ask(`PUT ${request}`, draft);
    await officer.ask(`POST ${request}/sending`, { revision: saved.body['revision'] });
  },
  answerObservations: async (officer, where, { text, isUpheld }) => {
    const request = await lastNotice(officer, where);
    for (const { id } of request.points)
      await officer.ask(`POST ${request.address}/answers/${encodeURIComponent(String(id))}`, {
        text,
        upheld: isUpheld,
      });
  },
  decide: async (officer, where, { outcome, reserve }) => {
    const { body } = await officer.ask(`GET ${where}/examination`);
    const failing = (body['checks'] as readonly Line[]).filter(
      ({ verdict, effect }) => verdict === 'not-met' && effect === 'exclude',
    );
    const reasons =
      outcome === 'not-admitted'
        ? failing.map(({ id }) => ({ check: id, text: 'Come comunicato, il requisito manca.' }))
        : reserve === undefined
          ? undefined
          : [{ text: reserve }];
    await act(officer, where, 'outcome', { outcome, ...(reasons && { reasons }) });
  },
  liftReserve: async (officer, title, ground) => {
    await act(officer, await findByTitle(officer, title), 'reserve-lifting', { ground });
  },
  reopen: async (officer, title, ground) => {
    await act(officer, await findByTitle(officer, title), 'reopening', { ground, phase: 'formal' });
  },
};

/** Writes over what was just read. */
async function act(officer: Actor, where: Where, path: string, body: object): Promise<Asked> {
  const { headers } = await officer.ask(`GET ${where}/examination`);
  return officer.ask(`POST ${where}/examination/${path}`, body, String(headers['etag']));
}

/** A check against the application, of the partner whom it is about, decided to be met. */
async function failingCheck(officer: Actor, where: Where, requirement: string) {
  const { body } = await officer.ask(`GET ${where}/examination`);
  const check = (body['checks'] as readonly Line[]).find(
    ({ subject, verdict }) => subject === requirement && verdict === 'not-met',
  );
  if (!check) throw new Error(`${requirement} does not stand against ${where}`);
  const { kind, subject, partner } = check;
  return { kind, subject, ...(partner === undefined ? {} : { partner }), value: 'met' };
}

/** A list from its first page to its last. */
export async function everyItem(actor: Actor, path: string): Promise<readonly Line[]> {
  const items: Line[] = [];
  let after = '';
  for (;;) {
    const join = path.includes('?') ? '&' : '?';
    const { body } = await actor.ask(`GET ${path}${join}limit=100${after}`);
    items.push(...(body['items'] as readonly Line[]));
    if (typeof body['next'] !== 'string') return items;
    after = `&after=${encodeURIComponent(body['next'])}`;
  }
}

export function whereOf({ call, application }: Line): Where {
  return `/calls/${String(call)}/applications/${String(application)}`;
}

export async function findByTitle(officer: Actor, title: string): Promise<Where> {
  const found = await everyItem(
    officer,
    `/examinations?view=all&text=${encodeURIComponent(title)}`,
  );
  const line = found.find((each) => each['title'] === title);
  if (!line) throw new Error(`there is no «${title}»`);
  return whereOf(line);
}

async function lastNotice(officer: Actor, where: Where) {
  const listed = await officer.ask(`GET ${where}/requests`);
  const notice = (listed.body['requests'] as readonly Line[]).findLast(
    ({ kind }) => kind === 'notice-against',
  );
  const address = `${where}/requests/${String(notice?.['number'])}`;
  const { body } = await officer.ask(`GET ${address}`);
  return { address, points: body['points'] as readonly Line[] };
}
