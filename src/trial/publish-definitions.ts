import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { findBody, foundBody } from '../accounts/index.ts';
import { importRanking, readPublishedRanking } from '../ranking/index.ts';
import { loadDefinitions, type Loaded } from '../calls/index.ts';
import type { CallDocument } from '../engine/index.ts';
import { formatProblem } from '../platform/problem.ts';
import type { Services } from '../platform/services.ts';

export interface DefinitionsAsked {
  readonly folder: string;
  readonly log: (message: string) => void;
}

const ground = 'Definizione distribuita con il programma';

/** Publishes the definitions that come with the program, each by the body that it names. */
export async function publishDefinitions(
  services: Pick<Services, 'database'>,
  { folder, log }: DefinitionsAsked,
): Promise<void> {
  const loaded = await loadDefinitions(services, {
    folder,
    bodyOf: (definition) => ensureBody(services, definition),
    ground,
    resubmission: true,
  });
  for (const each of loaded) log(lineOf(each));
  await importRankings(services, { folder, log });
}

/** Keeps the published rankings that come with the program. */
async function importRankings(
  { database }: Pick<Services, 'database'>,
  { folder, log }: DefinitionsAsked,
): Promise<void> {
  for (const file of await rankingFiles(folder)) {
    const reading = readPublishedRanking(await readFile(file, 'utf8'), file);
    if (reading.type === 'refused') {
      const [first] = reading.problems;
      log(`${basename(file)} is not imported: ${first ? formatProblem(first) : ''}`);
      continue;
    }
    await database.db.transaction().execute((tx) => importRanking(tx, reading.ranking));
  }
}

async function rankingFiles(folder: string): Promise<readonly string[]> {
  const inside = join(folder, 'published-rankings');
  try {
    return (await readdir(inside)).toSorted().map((name) => join(inside, name));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** What the definitions of a folder are, as one hash: what has it was published before. */
export async function hashDefinitions(folder: string): Promise<string> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const files = names
    .toSorted()
    .flatMap((name) => ['call.yaml', 'decisions.yaml'].map((file) => join(folder, name, file)));
  const texts = await Promise.all([...files, ...(await rankingFiles(folder))].map(readIfThere));
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text?.length ?? -1}\n`).update(text ?? '');
  return hash.digest('hex');
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The body that a definition names, under an address made of its name. It begins with nobody who administers it. */
async function ensureBody(
  { database }: Pick<Services, 'database'>,
  { body: name, fictional = false }: CallDocument,
): Promise<string> {
  const code = codeOf(name);
  const there = await findBody(database.db, code);
  if (there) return there.id;
  const body = { code, name, kind: 'other', fictional, ground } as const;
  await database.db.transaction().execute((tx) => foundBody(tx, body));
  const made = await findBody(database.db, code);
  if (!made) throw new Error(`the body ${code} was not stored`);
  return made.id;
}

/** Small letters, digits and hyphens, as the addresses of bodies have them. */
export function codeOf(name: string): string {
  return name
    .normalize('NFD')
    .toLowerCase()
    .replace(/\p{Mark}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-+|-+$/g, '');
}

function lineOf(each: Loaded): string {
  if (each.type === 'already-there') return `${each.name} was published before as ${each.slug}`;
  if (each.type === 'published') return `${each.name} is published as ${each.slug}`;
  const [first] = each.problems;
  const why = first ? `${first.file}:${first.line}: ${first.message}` : each.code;
  return `${each.name} is not published: ${why}`;
}
