import type { MemberPart } from '../../src/evaluation/index.ts';
import type { Asked, Browser } from './application-server.ts';
import { completeDraft } from './application-world.ts';
import { makeExaminationScene, type ExaminationScene } from './examination-scene.ts';
import { addPerson, type TestPerson } from './people.ts';

/** Somebody with a token and a browser. */
export interface PanelPerson extends TestPerson {
  readonly token: string;
  readonly browser: Browser;
}

/** A call with a panel that is composed, asked and changed through its API, as its secretary and its members do. */
export interface PanelOffice extends ExaminationScene {
  readonly secretary: PanelPerson;
  /** In the order in which the first act names them: chair, four members, two substitutes, an expert. */
  readonly judges: readonly PanelPerson[];
  /** An evaluator of the body who is in no panel. */
  readonly outsider: PanelPerson;
  readonly makePerson: (familyName?: string) => Promise<PanelPerson>;
  readonly compose: (more?: Readonly<Record<string, unknown>>) => Promise<Asked>;
  /** Submits an application and brings it to the panel; gives its id. */
  readonly bring: (title?: string) => Promise<string>;
  /** Declares about all that has come, in conflict only with these. */
  readonly declare: (
    person: PanelPerson,
    conflicts?: readonly { readonly application: string; readonly ground: string }[],
  ) => Promise<Asked>;
  readonly draw: () => Promise<Asked>;
  /** Who has an application now, by name. */
  readonly holders: (application: string) => Promise<readonly string[]>;
}

export const firstParts: readonly MemberPart[] = [
  'chair',
  'member',
  'member',
  'member',
  'member',
  'substitute',
  'substitute',
  'expert',
];

export async function makePanelOffice(): Promise<PanelOffice> {
  let title = 'Lampioni';
  const scene = await makeExaminationScene({
    partners: 1,
    draft: (leadId, partnerIds) => completeDraft(leadId, partnerIds, title),
  });
  const { world, server, slug } = scene;
  const { db } = world.database;
  const makePerson = async (familyName?: string): Promise<PanelPerson> => {
    const person = await addPerson(db, familyName === undefined ? {} : { familyName });
    return {
      ...person,
      token: await server.tokenOf(person.id),
      browser: await server.browserOf(person.id),
    };
  };
  const withRole = async (role: 'evaluator' | 'panel-secretary'): Promise<PanelPerson> => {
    const person = await makePerson();
    await world.giveRole(person.id, role);
    return person;
  };
  const secretary = await withRole('panel-secretary');
  const judges: PanelPerson[] = [];
  for (const _ of firstParts) judges.push(await withRole('evaluator'));
  const base = `/api/v1/calls/${slug}`;
  const bring = async (named = 'Lampioni'): Promise<string> => {
    title = named;
    const address = await scene.submit();
    const id = address.split('/').at(-1) ?? '';
    await db
      .updateTable('examination')
      .set({ phase: 'merit', state: 'under-way' })
      .where('application_id', '=', id)
      .execute();
    return id;
  };
  return {
    ...scene,
    secretary,
    judges,
    outsider: await withRole('evaluator'),
    makePerson,
    bring,
    compose: (more = {}) =>
      server.ask(secretary.token, `POST ${base}/panel/acts`, {
        title: 'Costituzione del Nucleo di valutazione',
        day: '2026-01-12',
        ground: 'Decreto n. 12 del 12 gennaio 2026',
        named: judges.map((judge, index) => namedAs(judge, firstParts[index] ?? 'member')),
        ...more,
      }),
    declare: async (person, conflicts = []) => {
      const round = await server.ask(person.token, `GET ${base}/evaluation/round`);
      const { upTo, shown } = round.body;
      return server.ask(person.token, `POST ${base}/evaluation/declarations`, {
        upTo,
        shown,
        conflicts,
      });
    },
    draw: () => server.ask(secretary.token, `POST ${base}/panel/drawings`),
    holders: async (application) => {
      const { body } = await server.ask(
        secretary.token,
        `GET ${base}/panel/applications?limit=200`,
      );
      const items = body['items'] as readonly {
        readonly application: string;
        readonly assigned: readonly { readonly name: string }[];
      }[];
      return (items.find((each) => each.application === application)?.assigned ?? []).map(
        ({ name }) => name,
      );
    },
  };
}

/** As an act names somebody. */
export function namedAs({ fiscalCode, name }: TestPerson, part: MemberPart) {
  const [givenName = '', familyName = ''] = name.split(' ');
  return { fiscalCode, givenName, familyName, part };
}
