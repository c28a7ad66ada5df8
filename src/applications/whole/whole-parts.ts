import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { PdfBlock } from '../../platform/pdf/index.ts';
import type { ApplicationRecord } from '../application-record.ts';

/** Something that later domains add to all of an application in one file. */
export interface WholePart {
  /** The lowest comes first. */
  readonly order: number;
  /** As far as whoever asks has a part in it; nothing where there is nothing to add. */
  readonly load: (
    request: FastifyRequest,
    application: ApplicationRecord,
  ) => Promise<WholeAddition | undefined>;
}

export interface WholeAddition {
  /** Under which name programs find it in the file that is for them. */
  readonly name: string;
  readonly json: unknown;
  readonly blocks: readonly PdfBlock[];
  /** Contents of the store that travel with the documents, with the folder in their names. */
  readonly files: readonly { readonly name: string; readonly hash: string }[];
}

const added = new WeakMap<object, WholePart[]>();

/** Adds a part to what is taken away of every application of this server. */
export function addWholePart({ shell }: Pick<FastifyInstance, 'shell'>, part: WholePart): void {
  added.set(shell, [...(added.get(shell) ?? []), part]);
}

export async function loadAdditions(
  request: FastifyRequest,
  application: ApplicationRecord,
): Promise<readonly WholeAddition[]> {
  const parts = (added.get(request.server.shell) ?? []).toSorted((a, b) => a.order - b.order);
  const loaded = await Promise.all(parts.map(({ load }) => load(request, application)));
  return loaded.filter((addition) => addition !== undefined);
}
