import { expect } from 'vitest';
import { cookieName } from '../../src/platform/http/cookies.ts';
import type { ApplicationServer, Asked } from '../support/application-server.ts';
import type { Filled } from '../support/page-form.ts';
import { makePageVisitor, type PageVisitor } from '../support/page-visitor.ts';
import { openTestSession } from '../support/people.ts';

/** Whoever does something: the id of a person. */
type PersonId = string;

interface MoneyOrders {
  readonly renounced?: string;
  readonly added?: string;
}

export interface DraftWanted {
  readonly kind: keyof typeof prepare;
  readonly title: string;
  readonly follows?: number;
  /** Of a list: from when its changes hold. */
  readonly fromDay?: string;
  readonly orders?: MoneyOrders;
  /** Numbers of the decisions that an act which goes on from another rests on. */
  readonly decisions?: readonly number[];
}

/** What is done at the desk of rankings, through pages or through the API. */
export interface RankingWays {
  readonly freeze: (by: PersonId) => Promise<void>;
  /** What the first stop says it needs, in the words of the way; nothing where there is none. */
  readonly stops: (by: PersonId) => Promise<readonly string[]>;
  /** The first whom the money does not cover gets what is left. */
  readonly decidePartly: (by: PersonId) => Promise<void>;
  readonly draft: (by: PersonId, wanted: DraftWanted) => Promise<number>;
  /** How many checks keep it from being signed. */
  readonly failedChecks: (by: PersonId, act: number) => Promise<number>;
  readonly sign: (by: PersonId, act: number, protocol: string) => Promise<void>;
  readonly publish: (by: PersonId, act: number) => Promise<void>;
}

/** What is written on the way to the draft of an act. */
const prepare = {
  ranking: 'Approva una graduatoria',
  list: 'Approva l’elenco',
  scrolling: 'Scorri la graduatoria',
  rolling: 'Concedi a sportello',
} as const;
export const pot = 'pot-4';
export const decided = {
  act: 'Determinazione n. 12',
  day: '2025-03-03',
  ground: 'Dotazione finanziaria, linea 4',
  reasons: 'La dotazione si usa per intero.',
};
const protocolDay = '2025-03-10';
const ground = 'Dotazione finanziaria';
const deed = 'Decreto n. 44';
const giver = 'Regione inventata';

/** As programs do it. */
export function waysByApi(server: ApplicationServer, slug: string): RankingWays {
  const base = `/api/v1/calls/${slug}`;
  const tokens = new Map<PersonId, string>();
  const ask = async (by: PersonId, request: string, body?: object): Promise<Asked['body']> => {
    const token = tokens.get(by) ?? (await server.tokenOf(by));
    tokens.set(by, token);
    const reply = await server.ask(token, request, body);
    if (reply.status >= 300) throw new Error(`${request}: ${reply.status} ${reply.text}`);
    return reply.body;
  };
  const settled = async (by: PersonId) => {
    const { items } = await ask(by, `GET ${base}/rounds?limit=1`);
    const [{ number } = { number: 0 }] = items as readonly { readonly number: number }[];
    return (await ask(by, `GET ${base}/rounds/${number}`)) as unknown as {
      readonly state: string;
      readonly stops: readonly { readonly key: string; readonly code: string }[];
    };
  };
  const checks = async (by: PersonId, act: number) =>
    (await ask(by, `GET ${base}/ranking-acts/${act}/checks`)) as unknown as {
      readonly contentHash?: string;
      readonly checks: readonly { readonly state: string }[];
    };
  return {
    freeze: async (by) => {
      await ask(by, `POST ${base}/rounds`);
    },
    stops: async (by) => (await settled(by)).stops.map(({ code }) => code),
    decidePartly: async (by) => {
      const { state, stops } = await settled(by);
      const choice = { kind: 'partial', policy: 'partial' };
      const body = { stop: stops[0]?.key, choice, state, ...decided };
      await ask(by, `POST ${base}/decisions`, body);
    },
    draft: async (by, { orders = {}, ...wanted }) => {
      const { renounced, added } = orders;
      const additions = added && [{ pot, amount: added, act: deed, source: giver }];
      const savings = renounced && [{ application: renounced, kind: 'renunciation', act: deed }];
      const hasOrders = additions !== undefined || savings !== undefined;
      const { number } = await ask(by, `POST ${base}/ranking-acts`, {
        ground,
        ...wanted,
        ...(hasOrders && {
          orders: { ...(additions && { additions }), ...(savings && { savings }) },
        }),
      });
      return Number(number);
    },
    failedChecks: async (by, act) =>
      (await checks(by, act)).checks.filter(({ state }) => state === 'failed').length,
    sign: async (by, act, protocol) => {
      const { contentHash } = await checks(by, act);
      const body = { contentHash, protocol, protocolDay };
      await ask(by, `POST ${base}/ranking-acts/${act}/signature`, body);
    },
    publish: async (by, act) => {
      await ask(by, `POST ${base}/ranking-acts/${act}/publication`, {});
    },
  };
}

/** As people do it: where links lead, by what is written beside fields and on buttons. */
export function waysByPages(server: ApplicationServer, slug: string): RankingWays {
  const at = seats(server, slug);
  return {
    freeze: async (by) => {
      await (await at(by)).press('Fotografa le pratiche');
    },
    stops: async (by) => {
      const { text } = (await at(by, '/units/linea-4')).here();
      const isStopped = text.includes('Il bando non dice se può essere finanziata in parte');
      return isStopped ? ['partial-policy-missing'] : [];
    },
    decidePartly: async (by) => {
      const visitor = await at(by, '/units/linea-4');
      await visitor.press('Guarda l’effetto', [['Che cosa si decide?', 'Finanziarla in parte']]);
      await visitor.press('Registra la decisione', [
        ['Atto', decided.act],
        ['Data dell’atto', decided.day],
        ['Fondamento', decided.ground],
        ['Motivazione', decided.reasons],
      ]);
    },
    draft: async (by, wanted) => {
      const { kind, follows } = wanted;
      const visitor = await at(by, follows === undefined ? '/acts' : `/acts/${follows}`);
      await visitor.follow(prepare[kind]);
      const saved = await visitor.press('Salva la bozza', draftFields(wanted));
      expect(saved.errors).toEqual([]);
      return Number(/\/acts\/(\d+)$/.exec(saved.url)?.[1]);
    },
    failedChecks: async (by, act) => {
      const { text } = (await at(by, `/acts/${act}`)).here();
      return text.split('non superato').length - 1;
    },
    sign: async (by, act, protocol) => {
      const visitor = await at(by, `/acts/${act}`);
      await visitor.press('Firma l’atto', [
        ['Numero di protocollo', protocol],
        ['Giorno del protocollo', protocolDay],
      ]);
    },
    publish: async (by, act) => {
      await (await at(by, `/acts/${act}`)).press('Pubblica l’atto');
    },
  };
}

/** Everybody has a browser of their own, which goes to a page of the desk. */
function seats(server: ApplicationServer, slug: string) {
  const visitors = new Map<PersonId, PageVisitor>();
  const { config, database } = server.services;
  return async (by: PersonId, path = ''): Promise<PageVisitor> => {
    let visitor = visitors.get(by);
    if (!visitor) {
      const { token } = await openTestSession(database.db, by, 'browser');
      const session = [cookieName(config, 'session'), token] as const;
      visitor = makePageVisitor(server.app, { session, publicUrl: config.publicUrl });
      visitors.set(by, visitor);
    }
    await visitor.open(`/rankings/${slug}${path}`);
    return visitor;
  };
}

function draftFields({ title, fromDay, decisions = [], orders = {} }: DraftWanted): Filled {
  const { renounced, added } = orders;
  const named = decisions.map((number) => `Decisione n. ${number}: ${decided.ground}`);
  const money: Filled = [
    [{ name: 'addition-0-pot' }, 'Dotazione della linea 4'],
    [{ name: 'addition-0-amount' }, added?.replace('.', ',') ?? ''],
    [{ name: 'addition-0-source' }, giver],
    [{ name: 'addition-0-act' }, deed],
  ];
  const back: Filled = [
    [{ name: 'saving-0-application' }, renounced ?? ''],
    [{ name: 'saving-0-kind' }, 'Rinuncia'],
    [{ name: 'saving-0-act' }, deed],
  ];
  return [
    ['Oggetto', title],
    ['Fondamento', ground],
    ...(fromDay === undefined
      ? []
      : ([['Da quale giorno valgono le modifiche', fromDay]] as const)),
    ...(named.length === 0 ? [] : ([['Decisioni su cui si fonda', named]] as const)),
    ...(added === undefined ? [] : money),
    ...(renounced === undefined ? [] : back),
  ];
}
