import { createServer } from 'node:net';

const first = 20_000;
const count = 12_000;

/**
 * A port of the loopback address that nobody uses. It lies below those that systems give to outgoing
 * connections: one of these could take the port while PostgreSQL restarts, and keep it from coming back.
 */
export async function findFreePort(): Promise<number> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const port = first + Math.floor(Math.random() * count);
    if (await isFree(port)) return port;
  }
  throw new Error(
    `None of a hundred ports between ${first} and ${first + count} is free on 127.0.0.1. ` +
      'Check that this machine lets programs listen there, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

async function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => resolve(true));
    });
  });
}
