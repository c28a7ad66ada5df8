import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { findTrialPeople } from '../accounts/index.ts';
import type { Db } from '../platform/database.ts';
import { recordAct } from '../platform/journal.ts';
import { packageFile } from '../platform/package-file.ts';
import type { Localized } from '../platform/page/language.ts';
import type { Services } from '../platform/services.ts';
import { addBodies } from './add-bodies.ts';
import { addOrganisations } from './add-organisations.ts';
import { addPeople } from './add-people.ts';
import { beginExaminations } from './begin-examinations.ts';
import { examineApplications } from './examine-applications.ts';
import { fillCalls } from './fill-calls.ts';
import { givePowers } from './give-powers.ts';
import type { Loading } from './loading.ts';
import { hashDefinitions, publishDefinitions } from './publish-definitions.ts';
import { findSubjects, findTransactions, hasSomebodyReal } from './queries.ts';
import { readTrial } from './read-trial.ts';
import { recordIncidents } from './record-incidents.ts';
import { checkRehearsals, publishRehearsals } from './rehearse-calls.ts';
import { scoreApplications } from './score-applications.ts';
import { seatPanel } from './seat-panel.ts';
import { setOwnTerms } from './set-terms.ts';

export interface LoadingOptions {
  /** Only the definitions, nothing invented for the trial. */
  readonly isEmpty: boolean;
  readonly log: (message: string) => void;
  /** Called when there is something to load, before it begins. */
  readonly onBegin?: () => void;
  /** Called after each step with its name; what it throws stops the load there. */
  readonly onStep?: (step: string) => void;
}

/** Somebody one can be in a trial. */
export interface PersonToBe {
  readonly name: string;
  readonly about: Localized;
  /** Whether they work in an office, and do not apply. */
  readonly isOffice: boolean;
}

/** What the journal says once a part is loaded. */
interface Parts {
  readonly definitions: string;
  readonly trial: string;
}

/**
 * Fills the database of a server that starts as a trial and has nobody real: the definitions that come with the
 * program, and unless it shall be empty the invented people, organisations and applications. What is there is left
 * alone, so a second start does nothing, one that was cut off is taken up where it stopped, and of several servers that
 * start at once one does it. Gives the people one can be.
 */
export async function loadTrialData(
  services: Services,
  { isEmpty, log, onBegin = () => undefined, onStep = () => undefined }: LoadingOptions,
): Promise<readonly PersonToBe[]> {
  if (!services.config.hasTrialSignIn) return [];
  const { db, pool } = services.database;
  const folder = packageFile('definitions');
  const parts = {
    definitions: `definitions/${await hashDefinitions(folder)}`,
    trial: 'trial/data',
  };
  const missing = () => findMissing(db, { parts, isEmpty });
  if ((await missing()).length > 0) {
    onBegin();
    await alone(pool, async () => {
      const work = { parts, missing: await missing(), folder, log, onStep };
      if (work.missing.length > 0) await load(services, work);
    });
  }
  return findPeopleToBe(db);
}

async function findMissing(
  db: Db,
  { parts, isEmpty }: { readonly parts: Parts; readonly isEmpty: boolean },
): Promise<readonly (keyof Parts)[]> {
  const wanted = isEmpty ? (['definitions'] as const) : (['definitions', 'trial'] as const);
  const there = await findSubjects(db, Object.values(parts));
  const missing = wanted.filter((part) => !there.has(parts[part]));
  // Among the definitions, too, there is an invented one, and others have invented values.
  return missing.length > 0 && (await hasSomebodyReal(db)) ? [] : missing;
}

interface Work {
  readonly parts: Parts;
  readonly missing: readonly (keyof Parts)[];
  readonly folder: string;
  readonly log: (message: string) => void;
  readonly onStep: (step: string) => void;
}

async function load(services: Services, work: Work): Promise<void> {
  const { parts, missing, folder, log, onStep } = work;
  const began = performance.now();
  log(`loading for the first time: ${missing.join(' and ')}`);
  const publish = async (): Promise<void> => {
    if (!missing.includes('definitions')) return;
    await publishDefinitions(services, { folder, log });
    await note(db, parts.definitions, 'definitions-published');
    onStep('definitions');
  };
  const { db } = services.database;
  if (missing.includes('trial')) await loadTrial(services, { ...work, publish });
  else await publish();
  log(`loaded in ${Math.round(performance.now() - began)} ms`);
}

async function loadTrial(
  services: Services,
  { parts, folder, onStep, publish }: Work & { readonly publish: () => Promise<void> },
): Promise<void> {
  const data = await readTrial(packageFile('trial'));
  const loading: Loading = { services, data, definitions: folder, done: onStep };
  const checking = await checkRehearsals(loading);
  await addPeople(loading);
  await addBodies(loading);
  await addOrganisations(loading);
  // Before the rehearsals: a definition whose text is published in any mode is left alone afterwards.
  await publish();
  await publishRehearsals(loading, checking);
  await givePowers(loading);
  await fillCalls(loading);
  await setOwnTerms(loading);
  await recordIncidents(loading);
  await beginExaminations(loading);
  await examineApplications(loading);
  await seatPanel(loading);
  await scoreApplications(loading);
  await note(services.database.db, parts.trial, 'trial-filled');
  onStep('trial');
}

/** Notes in the journal that a part is loaded, so that no later start looks for what is missing. */
async function note(db: Db, subject: string, act: string): Promise<void> {
  await db.transaction().execute((tx) =>
    recordAct(tx, {
      chain: 'start',
      act,
      subject,
      personId: null,
      to: 'loaded',
      content: subject,
    }),
  );
}

const lockKey = 'bandolo-load';
const retryMs = 50;

/** Does something while no other server does it. Who dies meanwhile makes room with their connection. */
async function alone(pool: Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect();
  try {
    while (!(await tryLock())) await sleep(retryMs);
    await outlast(pool, await findTransactions(pool));
    await work();
  } finally {
    // Closing the connection gives the lock back, also when it is broken.
    client.release(true);
  }
  async function tryLock(): Promise<boolean> {
    const { rows } = await client.query<{ taken: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as taken',
      [lockKey],
    );
    return rows[0]?.taken === true;
  }
}

/** Waits until these have ended, so that nothing of a load that was cut off is stored once another has looked. */
async function outlast(pool: Pool, transactions: readonly string[]): Promise<void> {
  const going = new Set(await findTransactions(pool));
  const left = transactions.filter((id) => going.has(id));
  if (left.length === 0) return;
  await sleep(retryMs);
  await outlast(pool, left);
}

async function findPeopleToBe(db: Db): Promise<readonly PersonToBe[]> {
  const people = await findTrialPeople(db);
  return people.flatMap(({ name, about, roles }) =>
    about ? [{ name, about, isOffice: roles.length > 0 }] : [],
  );
}
