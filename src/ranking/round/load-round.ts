import { loadPublished, type PublishedVersion } from '../../calls/index.ts';
import {
  assess,
  prepareApplication,
  RoundCollector,
  type Assessment,
  type Call,
} from '../../engine/index.ts';
import type { Database } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import type { FrozenContent, FrozenRound } from './frozen-round.ts';
import { pseudonymAt } from './bundle-source.ts';
import { findFrozenRound, readFrozen, type RoundKey } from './queries.ts';

/** One application of a round that is ready to be ordered; its row is its index. */
export interface FrozenApplication extends FrozenContent {
  readonly entryNumber: number;
  /** As bundles call it. */
  readonly pseudonym: string;
}

/** A frozen round with its rules, assessed once: every ranking, what-if and act is settled on it. */
export interface LoadedRound {
  readonly frozen: FrozenRound;
  readonly published: PublishedVersion;
  readonly call: Call;
  readonly applications: readonly FrozenApplication[];
  readonly assessments: readonly Assessment[];
  readonly collector: RoundCollector;
}

const rememberedMax = 2;
const remembered = new WeakMap<Database, Map<string, Promise<LoadedRound | undefined>>>();

/** A round by its number, remembered as long as it is among the last used; nothing where there is none. */
export async function loadRound(
  services: Pick<Services, 'database'>,
  key: RoundKey,
): Promise<LoadedRound | undefined> {
  const { database } = services;
  const rounds = remembered.get(database) ?? new Map<string, Promise<LoadedRound | undefined>>();
  remembered.set(database, rounds);
  const name = `${key.callId}/${key.number}`;
  const found = rounds.get(name) ?? readRound(services, key);
  rounds.delete(name);
  rounds.set(name, found);
  const [oldest] = rounds.keys();
  if (rounds.size > rememberedMax && oldest !== undefined) rounds.delete(oldest);
  try {
    const round = await found;
    if (!round) rounds.delete(name);
    return round;
  } catch (error) {
    rounds.delete(name);
    throw error;
  }
}

async function readRound(
  services: Pick<Services, 'database'>,
  key: RoundKey,
): Promise<LoadedRound | undefined> {
  const { db } = services.database;
  const frozen = await findFrozenRound(db, key);
  if (!frozen) return undefined;
  const published = await loadPublished(services, {
    callId: frozen.callId,
    version: frozen.callVersion,
  });
  const applications: FrozenApplication[] = [];
  const assessments: Assessment[] = [];
  for await (const { place, content, entryNumber } of readFrozen(db, key)) {
    const frozenContent = JSON.parse(content.toString('utf8')) as FrozenContent;
    applications.push({ ...frozenContent, entryNumber, pseudonym: pseudonymAt(place) });
    assessments.push(assessFrozen(published.call, frozenContent));
  }
  return {
    frozen,
    published,
    call: published.call,
    applications,
    assessments,
    collector: collect(published.call, assessments),
  };
}

function assessFrozen(call: Call, { application }: FrozenContent): Assessment {
  const read = prepareApplication(call, application);
  if ('problems' in read)
    throw new Error(`application ${application.id} was frozen and can no longer be read`);
  return assess(read.prepared);
}

function collect(call: Call, assessments: readonly Assessment[]): RoundCollector {
  const collector = new RoundCollector(call);
  for (const assessment of assessments) collector.add(assessment);
  return collector;
}
