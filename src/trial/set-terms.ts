import {
  findCall,
  setRehearsalTerm,
  stateOf,
  type PublishedCall,
  type Term,
} from '../calls/index.ts';
import type { Db } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import { expectOutcome, idOf, peopleIds, type Loading } from './loading.ts';
import { readClock } from './queries.ts';
import type { TrialData } from './read-trial.ts';
import { instantOf } from './relative-time.ts';
import { author, rehearsalOf } from './slugs.ts';

/** The term of a rehearsal that is being filled; its ground tells it from the call's own. */
export async function fillingTerm(
  db: Db,
  { calls, ground, loading }: TrialData,
): Promise<{ readonly term: Term; readonly ground: string }> {
  const now = await readClock(db);
  const opensAt = calls
    .map(({ opens }) => instantOf(opens, now))
    .reduce((first, each) => (each < first ? each : first), now);
  return {
    term: { opensAt, closesAt: instantOf(loading, now) },
    ground: `${ground} (caricamento)`,
  };
}

/** A call of the trial, which a step before has published. */
export async function loadRehearsal(
  services: Pick<Services, 'database'>,
  definition: string,
): Promise<PublishedCall> {
  const call = await findCall(services, rehearsalOf(definition));
  if (!call) throw new Error(`the rehearsal of ${definition} is not published`);
  return call;
}

/** More than a load can take. */
const timeToFillMs = 15 * 60_000;

/** Opens a rehearsal again that has run out before it was filled, because an earlier load was cut off. */
export async function openToFill({ services, data }: Loading, definition: string): Promise<void> {
  const { db } = services.database;
  const { slug, term } = await loadRehearsal(services, definition);
  const filling = await fillingTerm(db, data);
  const now = await readClock(db);
  const later = new Date(now.getTime() + timeToFillMs);
  if (stateOf(term, now) === 'open' && stateOf(term, later) === 'open') return;
  const personId = idOf(await peopleIds(db, data), author);
  const asked = { ...filling.term, slug, personId, ground: filling.ground };
  expectOutcome(await setRehearsalTerm(services, asked), slug, 'set');
}

/** Gives each rehearsal its own dates, relative to the moment at which it is filled. */
export async function setOwnTerms({ services, data, done }: Loading): Promise<void> {
  const { db } = services.database;
  const personId = idOf(await peopleIds(db, data), author);
  for (const { definition, opens, closes } of data.calls) {
    const { slug, term } = await loadRehearsal(services, definition);
    if (term.ground === data.ground) continue;
    const now = await readClock(db);
    const own = { opensAt: instantOf(opens, now), closesAt: instantOf(closes, now) };
    const asked = { ...own, slug, personId, ground: data.ground };
    expectOutcome(await setRehearsalTerm(services, asked), slug, 'set');
    done(`term:${definition}`);
  }
}
