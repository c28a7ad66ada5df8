import type { IncomingMessage, ServerResponse } from 'node:http';
import type { App } from './app-type.ts';

/** Takes a request for itself and answers it, or calls `framework` then or later, as long as nothing was answered. */
export type Taker = (
  request: IncomingMessage,
  response: ServerResponse,
  framework: () => void,
) => void;

/** Lets somebody have each request that comes over the network before the framework does. */
export function takeBeforeFramework(app: App, take: Taker): void {
  const { server } = app;
  const [framework, ...more] = server.listeners('request');
  if (!framework || more.length > 0)
    throw new Error('The server has not one listener for requests.');
  server.removeAllListeners('request');
  server.on('request', (request, response) => {
    take(request, response, () => {
      framework.call(server, request, response);
    });
  });
}
