import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import type { ApplicationRecord } from './application-record.ts';

/** To whom the page of an application is shown: its partnership, or the office that received it. */
export type ApplicationAudience = 'partnership' | 'office';

/** Something that later domains show on the page of an application, between what is to be done and what it says. */
export interface ApplicationPart {
  /** The lowest comes first. */
  readonly order: number;
  readonly to: readonly ApplicationAudience[];
  /** Nothing where there is nothing to show. */
  readonly load: (
    request: FastifyRequest,
    application: ApplicationRecord,
    audience: ApplicationAudience,
  ) => Promise<VNode | null>;
}

const added = new WeakMap<object, ApplicationPart[]>();

/** Adds a part to the page of every application of this server. */
export function addApplicationPart(
  { shell }: Pick<FastifyInstance, 'shell'>,
  part: ApplicationPart,
): void {
  added.set(shell, [...(added.get(shell) ?? []), part]);
}

export async function loadParts(
  request: FastifyRequest,
  application: ApplicationRecord,
  audience: ApplicationAudience,
): Promise<readonly VNode[]> {
  const parts = (added.get(request.server.shell) ?? [])
    .filter(({ to }) => to.includes(audience))
    .toSorted((a, b) => a.order - b.order);
  const loaded = await Promise.all(parts.map(({ load }) => load(request, application, audience)));
  return loaded.filter((node) => node !== null);
}
