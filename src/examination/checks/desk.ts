import type { FastifyRequest } from 'fastify';
import { findCall, type PublishedCall } from '../../calls/index.ts';
import { assess, explain, FigureTooLarge, type Figure } from '../../engine/index.ts';
import type { Services } from '../../platform/services.ts';
import { keyOf } from './asking.ts';
import type { Examined } from './examined.ts';
import { findExamined } from './find-examined.ts';
import type { OutcomeAct } from './outcome-act.ts';
import { listOutcomeActs } from './queries.ts';

/** What a page about one examination is shown with. */
export interface Desk {
  readonly call: PublishedCall;
  readonly examined: Examined;
  readonly acts: readonly OutcomeAct[];
  /** Of the organisations, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  /** Why the figures are what they are; nothing where they are too large to be exact. */
  readonly explanation: Figure | undefined;
  /** Of the page of the application. */
  readonly address: string;
  /** Who looks at it, and whether they may act. */
  readonly personId: string;
}

/** Nothing where no application was received under the address. */
export async function findDesk(
  request: FastifyRequest,
  services: Services,
): Promise<Desk | undefined> {
  const { database } = services;
  const { personId, ...key } = keyOf(request);
  const { call: slug } = request.params as { readonly call: string };
  const call = await findCall(services, slug);
  const examined = call && (await findExamined(database, key));
  if (!call || !examined) return undefined;
  const { lead, partners } = examined.snapshot;
  return {
    call,
    examined,
    acts: await listOutcomeActs(database.db, examined.examination),
    names: new Map([lead, ...partners].map(({ id, name }) => [id, name])),
    explanation: explanationOf(examined),
    address: `/calls/${slug}/applications/${key.applicationId}`,
    personId,
  };
}

function explanationOf({ prepared }: Examined): Figure | undefined {
  try {
    return explain(assess(prepared));
  } catch (error) {
    if (error instanceof FigureTooLarge) return undefined;
    throw error;
  }
}
