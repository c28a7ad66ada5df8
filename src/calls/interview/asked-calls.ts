import type { FastifyRequest } from 'fastify';
import type { Services } from '../../platform/services.ts';
import { loadPublished } from '../published-version.ts';
import type { PublishedCall } from '../published-call.ts';
import { findCalls } from '../queries.ts';
import { visibilityOf } from '../visible-call.ts';
import type { AskedCall } from './step.ts';

export interface Asked {
  readonly published: PublishedCall;
  readonly call: AskedCall;
}

/** With more, an interview would have no end. */
export const callsMax = 24;

export interface AskedCalls {
  readonly asked: readonly Asked[];
  /** There are more, which close later. */
  readonly areMore: boolean;
}

/** The calls that one can still apply for, as far as who asks may know of them, those that close first before the others. */
export async function findAskedCalls(
  { database, clock }: Pick<Services, 'database' | 'clock'>,
  { principal }: Pick<FastifyRequest, 'principal'>,
  only?: PublishedCall,
): Promise<AskedCalls> {
  const find = (state: 'open' | 'upcoming') =>
    findCalls(database.db, {
      ...visibilityOf(principal),
      state,
      modes: ['live', 'rehearsal', 'test'],
      at: clock(),
      limit: callsMax + 1,
      byTerm: { offset: 0 },
    });
  const open = only ? [only] : await find('open');
  const found = only || open.length > callsMax ? open : [...open, ...(await find('upcoming'))];
  return {
    asked: await readyCalls({ database }, found.slice(0, callsMax)),
    areMore: found.length > callsMax,
  };
}

/** Calls with their rules. */
export async function readyCalls(
  services: Pick<Services, 'database'>,
  calls: readonly PublishedCall[],
): Promise<readonly Asked[]> {
  return Promise.all(
    calls.map(async (published) => {
      const { call: rules } = await loadPublished(services, published);
      return { published, call: { slug: published.slug, rules } };
    }),
  );
}
