import { createServer } from 'node:net';
import type { Config } from '../platform/config.ts';
import { NotStarted } from './not-started.ts';

const triesMax = 30;

/** The port of the configuration; when nobody asked for that one and it is taken, the next that is free. */
export async function findPort({ host, port, isPortGiven }: Config): Promise<number> {
  if (port === 0) return 0;
  for (let tried = port; tried < port + triesMax; tried += 1) {
    const wrong = await tryPort(host, tried);
    if (wrong === undefined) return tried;
    if (wrong !== 'EADDRINUSE') throw new NotStarted(explain(wrong, host, tried));
    if (isPortGiven)
      throw new NotStarted(
        `PORT is ${port}, where something else listens: set another, or stop that`,
      );
  }
  throw new NotStarted(`the ports from ${port} to ${port + triesMax - 1} are all taken: set PORT`);
}

function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen({ host, port }, () => server.close(() => resolve(undefined)));
  });
}

function explain(code: string, host: string, port: number): string {
  if (code === 'EACCES')
    return `PORT is ${port}, which only an administrator may listen on: set one above 1023`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `HOST is ${host}, which is no address of this machine: set one that is, such as 127.0.0.1`;
  return `listening on ${host}:${port} is not possible (${code})`;
}
