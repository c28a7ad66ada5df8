import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** What a line between a browser and the server can do to what passes. */
export type LineState =
  | 'good'
  /** Nobody answers. */
  | 'down'
  /** Whatever is sent arrives, and the line breaks before the answer. */
  | 'answers-lost'
  /** The same, for what is posted only. */
  | 'posts-lost';

export interface UnsteadyLine {
  readonly port: number;
  /** How many connections broke before their answer. */
  readonly lost: () => number;
  readonly become: (state: LineState) => void;
  /** Leads to another server from now on. */
  readonly leadTo: (port: number) => void;
  readonly close: () => Promise<void>;
}

/** A line that does what a test asks of it. */
export async function makeUnsteadyLine(serverPort: number): Promise<UnsteadyLine> {
  let state: LineState = 'good';
  let target = serverPort;
  let lost = 0;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    sockets.add(near);
    near.on('close', () => sockets.delete(near)).on('error', () => near.destroy());
    if (state === 'down') {
      near.destroy();
      return;
    }
    const far = connect(target, '127.0.0.1');
    let isPost = false;
    far.on('error', () => near.destroy()).on('close', () => near.destroy());
    near.on('close', () => far.destroy());
    near.on('data', (sent: Buffer) => {
      if (sent.subarray(0, 5).toString('latin1') === 'POST ') isPost = true;
      far.write(sent);
    });
    far.on('data', (answer: Buffer) => {
      if (state === 'answers-lost' || (state === 'posts-lost' && isPost)) {
        lost += 1;
        near.destroy();
      } else near.write(answer);
      isPost = false;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    lost: () => lost,
    become: (next) => {
      state = next;
      if (next === 'down') for (const socket of sockets) socket.destroy();
    },
    leadTo: (port) => (target = port),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
