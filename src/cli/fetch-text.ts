import type { TextFile } from '../calls/index.ts';
import { complaint, notUnderstood, type NotUnderstood } from './complaint.ts';
import { readText } from './files.ts';
import type { Terminal } from './terminal.ts';

/** Longer than any bundle: whatever goes on beyond it is none. */
const bytesMax = 512 * 1024 * 1024;
const waitMs = 60_000;

type ReadText = ({ readonly type: 'read' } & TextFile) | NotUnderstood;

/** Reads a file, standard input for `-`, or what an address gives, which begins with http:// or https://. */
export async function readFileOrAddress(name: string, terminal: Terminal): Promise<ReadText> {
  return /^https?:\/\//i.test(name) ? fetchText(name) : readText(name, terminal);
}

async function fetchText(address: string): Promise<ReadText> {
  const refused = (why: string): NotUnderstood =>
    notUnderstood(complaint('no-address', `${address} cannot be read: ${why}`));
  try {
    const reply = await fetch(address, {
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(waitMs),
    });
    if (!reply.ok) return refused(`the answer was ${reply.status}`);
    const pieces: Uint8Array[] = [];
    let bytes = 0;
    for await (const piece of reply.body ?? []) {
      pieces.push(piece);
      bytes += piece.length;
      if (bytes > bytesMax) return refused('it is too long for a bundle');
    }
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
    return { type: 'read', file: address, text };
  } catch (error) {
    if (error instanceof TypeError || error instanceof DOMException) return refused(wordsOf(error));
    throw error;
  }
}

/** What is behind "fetch failed" is what helps. */
function wordsOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}
