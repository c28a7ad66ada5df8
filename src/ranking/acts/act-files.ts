import type { Readable } from 'node:stream';
import type { ActKey, RankingAct } from './act.ts';
import type { ActContent } from './act-content.ts';
import { writeSignSheet } from './act-document.ts';
import { composeAct, type ActDesk } from './compose-act.ts';
import { findAct, findActText, findPrintedFile } from './queries.ts';
import { refused, type ActRefused } from './refusals.ts';
import { findTextPrint } from './store.ts';

export const fileKinds = ['text', 'sheet', 'document', 'bundle', 'signature'] as const;
export type FileKind = (typeof fileKinds)[number];

export interface ActFile {
  readonly type: 'file';
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer | Readable;
  /** SHA-256 of what is kept, in hexadecimal. */
  readonly hash?: string;
}

/** A file that belongs to an act: of a draft as it would be signed now. Nothing where there is no such act. */
export async function findActFile(
  desk: ActDesk,
  key: ActKey,
  kind: FileKind,
): Promise<ActFile | ActRefused | undefined> {
  const act = await findAct(desk.services.database.db, key);
  return act && ((await fileOf(desk, act, kind)) ?? refused('no-such-file'));
}

async function fileOf(
  desk: ActDesk,
  act: RankingAct,
  kind: FileKind,
): Promise<ActFile | undefined> {
  const name = `atto-${act.number}`;
  if (kind === 'bundle')
    return keptFile(desk, act.bundleHash, `${name}-pacchetto.json`, 'application/json');
  if (kind === 'signature')
    return act.signature?.way === 'file'
      ? keptFile(
          desk,
          act.signature.fileHash,
          `${name}-firma.${extensions[act.signature.form]}`,
          'application/octet-stream',
        )
      : undefined;
  if (kind === 'document') return findDocument(desk, act, name);
  const text = await textOf(desk, act);
  if (!text) return undefined;
  if (kind === 'text')
    return {
      type: 'file',
      name: `${name}.json`,
      mediaType: 'application/json; charset=utf-8',
      content: text.bytes,
    };
  const sheet = writeSignSheet(text.content, text.hash);
  return {
    type: 'file',
    name: `${name}-da-firmare.pdf`,
    mediaType: 'application/pdf',
    content: sheet.bytes,
  };
}

const extensions = { cades: 'p7m', 'cades-detached': 'p7s', pades: 'pdf' } as const;

async function textOf(
  desk: ActDesk,
  act: RankingAct,
): Promise<
  { readonly bytes: Buffer; readonly content: ActContent; readonly hash: string } | undefined
> {
  if (act.contentHash === null)
    return act.state === 'draft' ? (await composeAct(desk, act)).text : undefined;
  const bytes = await findActText(desk.services.database.db, act);
  if (!bytes) throw new Error(`act ${act.number} was signed and says nothing`);
  const content = JSON.parse(bytes.toString('utf8')) as ActContent;
  return { bytes, content, hash: act.contentHash };
}

async function findDocument(
  desk: ActDesk,
  act: RankingAct,
  name: string,
): Promise<ActFile | undefined> {
  const { db } = desk.services.database;
  const print = await findTextPrint(db, act);
  const file = print && (await findPrintedFile(db, act, print.textHash));
  return file && keptFile(desk, file.hash, `${name}.pdf`, 'application/pdf');
}

async function keptFile(
  { store }: ActDesk,
  hash: string | null,
  name: string,
  mediaType: string,
): Promise<ActFile | undefined> {
  if (hash === null) return undefined;
  const content = await store.read(hash);
  if (!content) throw new Error(`the store has lost the content ${hash}`);
  return { type: 'file', name, mediaType, content, hash };
}
