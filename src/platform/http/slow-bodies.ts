import type { Socket } from 'node:net';

const slow = new WeakSet<Socket>();
const longestMs = 20 * 60_000;

/** A large file may take longer to arrive than other requests; a connection on which nothing comes still ends. */
export function allowSlowBody(socket: Socket): void {
  if (slow.has(socket)) return;
  slow.add(socket);
  const timer = setTimeout(() => socket.destroy(), longestMs);
  timer.unref();
  socket.once('close', () => {
    clearTimeout(timer);
  });
}

export function mayBeSlow(socket: Socket): boolean {
  return slow.has(socket);
}
