import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallDocument } from '../engine/index.ts';
import type { Problem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';
import type { Mode } from '../platform/tables.ts';
import { prepareDefinition } from './prepare-definition.ts';
import { publishPrepared, type PublicationOutcome } from './publish-call.ts';
import { findPublishedText } from './queries.ts';
import type { TextFile } from './read-call.ts';

export interface LoadingAsked {
  /** Where each folder with a `call.yaml` is a call. */
  readonly folder: string;
  /** The body that publishes it, which must be there. */
  readonly bodyOf: (definition: CallDocument) => string | Promise<string>;
  readonly ground: string;
  /** For all of them: see `PublicationAsked`. */
  readonly resubmission: boolean;
}

/** What became of one definition; `name` is that of its folder. */
export type Loaded =
  | {
      readonly type: 'published';
      readonly name: string;
      readonly slug: string;
      readonly mode: Mode;
      /** Why it is only rehearsed: the gaps that keep it from being live. */
      readonly because: readonly Problem[];
    }
  | { readonly type: 'already-there'; readonly name: string; readonly slug: string }
  | {
      readonly type: 'refused';
      readonly name: string;
      readonly code: string;
      readonly problems: readonly Problem[];
    };

/**
 * Publishes every definition of a folder that is not published yet. It is live when the definition gives the server
 * all that it needs without invented values; otherwise it is a rehearsal, with the decisions that lie beside it.
 * A definition whose text is published is left alone, so that a second start costs nothing.
 */
export async function loadDefinitions(
  services: Pick<Services, 'database'>,
  asked: LoadingAsked,
): Promise<readonly Loaded[]> {
  const entries = await readdir(asked.folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const loaded: Loaded[] = [];
  for (const name of folders.toSorted()) {
    const definition = await readIfThere(join(asked.folder, name), 'call.yaml');
    if (definition) loaded.push(await loadOne(services, { ...asked, name, definition }));
  }
  return loaded;
}

interface OneAsked extends LoadingAsked {
  /** Of its folder. */
  readonly name: string;
  readonly definition: TextFile;
}

async function loadOne(services: Pick<Services, 'database'>, asked: OneAsked): Promise<Loaded> {
  const { name, definition } = asked;
  const { db } = services.database;
  const there = await findPublishedText(db, definition.text);
  if (there !== undefined) return { type: 'already-there', name, slug: there };
  const outcome = await publishOne(services, asked);
  if (outcome.type === 'published' || outcome.code !== 'already-published') return outcome;
  // Another server may have published the very same text in the meantime.
  const slug = await findPublishedText(db, definition.text);
  return slug === undefined ? outcome : { type: 'already-there', name, slug };
}

type OneOutcome = Exclude<Loaded, { type: 'already-there' }>;

async function publishOne(
  { database }: Pick<Services, 'database'>,
  { name, folder, definition, bodyOf, ground, resubmission }: OneAsked,
): Promise<OneOutcome> {
  const beside = await readIfThere(join(folder, name), 'decisions.yaml');
  const decisions = beside ? [beside] : [];
  const alone = prepareDefinition({ definition }, 'live');
  if (alone.type === 'refused') return loadedAs(alone, { name, mode: 'live', because: [] });
  const { definition: document } = alone.content;
  const bodyId = await bodyOf(document);
  const publish = async (prepared: ReturnType<typeof prepareDefinition>, mode: Mode) => {
    if (prepared.type === 'refused') return prepared;
    const asked = { bodyId, ground, resubmission, mode, personId: null };
    return database.db.transaction().execute((tx) => publishPrepared(tx, prepared, asked));
  };
  // Values invented for a rehearsal have no place in a call that is not invented itself.
  const live = await publish(
    document.fictional === true ? prepareDefinition({ definition, decisions }, 'live') : alone,
    'live',
  );
  if (!isBlockedByGaps(live)) return loadedAs(live, { name, mode: 'live', because: [] });
  const decided = prepareDefinition({ definition, decisions }, 'rehearsal');
  const rehearsal = await publish(decided, 'rehearsal');
  return loadedAs(rehearsal, { name, mode: 'rehearsal', because: live.problems });
}

function isBlockedByGaps(
  outcome: PublicationOutcome,
): outcome is Extract<PublicationOutcome, { type: 'refused' }> {
  return (
    outcome.type === 'refused' &&
    outcome.problems.length > 0 &&
    outcome.problems.every(({ code }) => code === 'gap-blocks-publication')
  );
}

function loadedAs(
  outcome: PublicationOutcome,
  { name, mode, because }: { name: string; mode: Mode; because: readonly Problem[] },
): OneOutcome {
  if (outcome.type === 'published')
    return { type: 'published', name, slug: outcome.slug, mode, because };
  return { type: 'refused', name, code: outcome.code, problems: outcome.problems };
}

/** Under its bare name: where a file lay on this machine is of no use to who reads it later. */
async function readIfThere(folder: string, file: string): Promise<TextFile | undefined> {
  try {
    return { file, text: await readFile(join(folder, file), 'utf8') };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
