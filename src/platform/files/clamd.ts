import { createConnection, type Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** Where a clamd listens: on a host, or on a socket of this machine. */
export type ClamdAddress =
  | { readonly host: string; readonly port: number }
  | { readonly path: string };

export interface ScanResult {
  readonly state: 'clean' | 'infected' | 'unscannable';
  /** The name of what was found, or why the scanner could not look. */
  readonly finding: string;
}

const idleMs = 60_000;
const replyBytesMax = 4096;
const pieceBytesMax = 1024 * 1024;

/** Sends a content to clamd (INSTREAM), piece by piece. Throws when the scanner gives no answer: then nothing is known. */
export async function scanWithClamd(address: ClamdAddress, content: Readable): Promise<ScanResult> {
  const reply = await talk(address, async (socket) => {
    await send(socket, Buffer.from('zINSTREAM\0'));
    for await (const each of content)
      for (const piece of piecesOf(each as Buffer)) {
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.length);
        await send(socket, Buffer.concat([length, piece]));
      }
    await send(socket, Buffer.alloc(4));
  });
  if (reply === 'stream: OK') return { state: 'clean', finding: '' };
  const found = /^stream: (.{1,300}) FOUND$/.exec(reply)?.[1];
  if (found !== undefined) return { state: 'infected', finding: found };
  const problem = /^(.{1,300}) ERROR$/.exec(reply)?.[1];
  if (problem === undefined) throw new Error(`clamd answered "${reply.slice(0, 100)}"`);
  return { state: 'unscannable', finding: problem };
}

/** The scanner and its signatures: `ClamAV 1.4.1/27455/Fri Nov 27 …`. */
export async function versionOfClamd(address: ClamdAddress): Promise<string> {
  return talk(address, (socket) => send(socket, Buffer.from('zVERSION\0')));
}

function* piecesOf(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytesMax)
    yield bytes.subarray(at, at + pieceBytesMax);
}

/** One question on a connection of its own; the answer ends with a zero. */
async function talk(
  address: ClamdAddress,
  ask: (socket: Socket) => Promise<void>,
): Promise<string> {
  const socket = createConnection(address);
  const answer = new Promise<string>((resolve, reject) => {
    let text = '';
    socket.setTimeout(idleMs, () => {
      socket.destroy(new Error(`clamd said nothing for ${idleMs / 1000} seconds`));
    });
    socket.on('data', (piece: Buffer) => {
      text += piece.toString('utf8');
      const end = text.indexOf('\0');
      if (end >= 0) resolve(text.slice(0, end).trim());
      else if (text.length > replyBytesMax) socket.destroy(new Error('clamd says too much'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(new Error('clamd closed the connection without an answer'));
    });
  });
  // What clamd refuses in the middle it says at once, while pieces are still being sent.
  const asking = ask(socket).catch((error: unknown) => {
    if (socket.destroyed) return;
    throw error;
  });
  try {
    return await Promise.race([answer, asking.then(() => answer)]);
  } finally {
    socket.destroy();
    answer.catch(() => undefined);
  }
}

function send(socket: Socket, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    if (socket.destroyed) {
      reject(new Error('the connection to clamd is over'));
      return;
    }
    const onClose = (): void => {
      reject(new Error('the connection to clamd is over'));
    };
    socket.once('close', onClose);
    socket.write(bytes, (error) => {
      socket.off('close', onClose);
      if (error) reject(error);
      else resolve();
    });
  });
}
