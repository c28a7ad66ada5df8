import { findPublished, type PublishedCall, type PublishedVersion } from '../../calls/index.ts';
import { parseCents, type Cents, type PublicationDocument } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';

import { loadDigest, type KeptDigest } from './load-digest.ts';
import {
  namingRules,
  showHolder,
  type HolderRow,
  type NamingRules,
  type ShownHolder,
} from './publication-rules.ts';
import { isListAct, type PublishedAct } from './published-act.ts';
import { findPersonTotals, findPublishedActs } from './queries.ts';
import { checkTotals, type TotalsCheck } from './totals.ts';

/** A published act with all that says what may be shown of it. */
export interface Result {
  readonly call: PublishedCall;
  /** All published ones of the call, the latest first. */
  readonly acts: readonly PublishedAct[];
  readonly act: PublishedAct;
  readonly isList: boolean;
  /** The rules that hold for it. */
  readonly published: PublishedVersion;
  readonly publication: PublicationDocument | undefined;
  readonly rules: NamingRules;
  readonly digest: KeptDigest;
  readonly sums: TotalsCheck;
}

type WithDatabase = Pick<Services, 'database'>;

/** An act by its number; nothing where there is none, or it is not published. */
export async function loadResult(
  services: WithDatabase,
  call: PublishedCall,
  number: number,
): Promise<Result | undefined> {
  const { database } = services;
  const acts = await findPublishedActs(database.db, call.callId);
  const act = acts.find((each) => each.number === number);
  if (!act) return undefined;
  return resultOf(services, { call, acts, act });
}

/** The same for an act that was found already. */
export async function resultOf(
  services: WithDatabase,
  { call, acts, act }: Pick<Result, 'call' | 'acts' | 'act'>,
): Promise<Result> {
  const { callId } = call;
  const published = await findPublished(services, { callId, version: act.callVersion });
  if (!published) throw new Error(`call ${callId} has no version ${act.callVersion}`);
  const { publication } = published.call.document;
  const digest = await loadDigest(services.database, act);
  return {
    call,
    acts,
    act,
    isList: isListAct(act, acts),
    published,
    publication,
    rules: namingRules(publication),
    digest,
    sums: checkTotals(digest, {
      act: digest.said.total ?? undefined,
      pots: drawnFrom(digest, published),
    }),
  };
}

/** What has left the pots: those within another one count there already. */
function drawnFrom({ said }: KeptDigest, { call }: PublishedVersion): Cents | undefined {
  const { pots = [] } = call.document.funding ?? {};
  const outer = new Set(pots.filter(({ within }) => within === undefined).map(({ id }) => id));
  const drawn = said.pots.filter(({ pot }) => outer.has(pot));
  if (drawn.length === 0) return undefined;
  return drawn.reduce((sum, { drawn: text }) => sum + (parseCents(text) ?? 0), 0);
}

/** Decides for the entries of an act what is shown of their holders. */
export interface Naming {
  readonly show: (entry: HolderRow) => ShownHolder;
  /** Fiscal codes of the natural persons that are named. */
  readonly namedCodes: readonly string[];
}

/** Reads what natural persons got in the year only where the rules name any. */
export async function loadNaming(
  { database }: WithDatabase,
  { call, act, rules }: Pick<Result, 'call' | 'act' | 'rules'>,
): Promise<Naming> {
  const { naming, hardship, threshold } = rules;
  const namesAny = naming?.value === 'named' && hardship?.value === false && threshold;
  const totals = namesAny
    ? await findPersonTotals(database.db, {
        bodyId: call.bodyId,
        mode: call.mode,
        year: Number(act.publishedOn.slice(0, 4)),
      })
    : new Map<string, Cents>();
  const yearTotal = (code: string): Cents => totals.get(code) ?? 0;
  return {
    show: (entry) => showHolder(entry, rules, yearTotal),
    namedCodes: [...totals].flatMap(([code, cents]) =>
      threshold && cents > threshold.value ? [code] : [],
    ),
  };
}
