import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { ClamdAddress } from '../../src/platform/files/clamd.ts';

/** The text that every scanner takes for a virus by agreement; in two parts, so that none finds one here. */
export const eicar = [
  'X5O!P%@AP[4\\PZX54(P^)7CC)7}$',
  'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*',
].join('');

export interface Scanner {
  readonly address: ClamdAddress;
  /** Contents that were looked at. */
  readonly seen: () => number;
  readonly close: () => Promise<void>;
}

const bytesMax = 2_000_000;

/** A server that speaks the protocol of clamd and knows one virus. */
export async function openScanner(port = 0): Promise<Scanner> {
  let seen = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    serve(socket, () => (seen += 1)).catch(() => socket.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });
  const { port: taken } = server.address() as AddressInfo;
  return {
    address: { host: '127.0.0.1', port: taken },
    seen: () => seen,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => {
          resolve();
        });
      }),
  };
}

async function serve(socket: Socket, looked: () => void): Promise<void> {
  let rest = Buffer.alloc(0);
  const pieces = socket[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  const take = async (count: number): Promise<Buffer> => {
    while (rest.length < count) {
      const next = await pieces.next();
      if (next.done === true) throw new Error('the other side is gone');
      rest = Buffer.concat([rest, next.value]);
    }
    const taken = rest.subarray(0, count);
    rest = rest.subarray(count);
    return taken;
  };
  let command = '';
  while (!command.endsWith('\0')) command += (await take(1)).toString();
  if (command === 'zVERSION\0') socket.end('ClamAV 1.4.1/27455/Fri Nov 27 08:26:21 2026\0');
  if (command !== 'zINSTREAM\0') return;
  const content: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const length = (await take(4)).readUInt32BE();
    if (length === 0) break;
    content.push(await take(length));
    bytes += length;
    if (bytes > bytesMax) {
      socket.end('INSTREAM size limit exceeded. ERROR\0');
      return;
    }
  }
  looked();
  const isInfected = Buffer.concat(content).includes(eicar);
  socket.end(isInfected ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0');
}
