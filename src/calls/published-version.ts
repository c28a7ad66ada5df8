import { compileCall, type Call } from '../engine/index.ts';
import type { Database, Db, Tx } from '../platform/database.ts';
import type { Services } from '../platform/services.ts';
import type { VersionContent } from './compare-versions.ts';
import { findVersion, type VersionRow } from './queries.ts';

/** A version as it was published, ready to run. It never changes. */
export interface PublishedVersion extends Omit<VersionRow, 'documents'> {
  readonly callId: number;
  /** The definition and its decisions as read. */
  readonly content: VersionContent;
  /** The rules, with decided values in the place of their gaps; `call.document` is the definition so filled. */
  readonly call: Call;
}

interface VersionKey {
  readonly callId: number;
  readonly version: number;
}

const rememberedMax = 64;
const remembered = new WeakMap<Database, Map<string, Promise<PublishedVersion | undefined>>>();

/** The version with its compiled rules, remembered for as long as it is among those used last. */
export async function findPublished(
  { database }: Pick<Services, 'database'>,
  key: VersionKey,
): Promise<PublishedVersion | undefined> {
  const versions = remembered.get(database) ?? new Map<string, Promise<PublishedVersion>>();
  remembered.set(database, versions);
  const name = `${key.callId}/${key.version}`;
  const found = versions.get(name) ?? readPublished(database.db, key);
  versions.delete(name);
  versions.set(name, found);
  const [oldest] = versions.keys();
  if (versions.size > rememberedMax && oldest !== undefined) versions.delete(oldest);
  try {
    const version = await found;
    // What is not there yet may be there tomorrow.
    if (version === undefined) versions.delete(name);
    return version;
  } catch (error) {
    versions.delete(name);
    throw error;
  }
}

/** `findPublished` for a version that is known to be there. */
export async function loadPublished(
  services: Pick<Services, 'database'>,
  key: VersionKey,
): Promise<PublishedVersion> {
  const version = await findPublished(services, key);
  if (!version) throw new Error(`call ${key.callId} has no version ${key.version}`);
  return version;
}

/** Reads and compiles it anew; what was published is not checked again. */
export async function readPublished(
  db: Db | Tx,
  { callId, version }: VersionKey,
): Promise<PublishedVersion | undefined> {
  const row = await findVersion(db, { callId, version });
  if (!row) return undefined;
  const { documents, ...line } = row;
  const content = JSON.parse(documents) as VersionContent;
  const compiled = compileCall(content.definition, content.decisions);
  if ('problems' in compiled)
    throw new Error(`version ${version} of call ${callId} can no longer be read`);
  return { ...line, callId, content, call: compiled.call };
}
