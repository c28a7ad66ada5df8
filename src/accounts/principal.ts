import type { FastifyRequest } from 'fastify';
import type { Principal } from './access.ts';
import type { Viewer } from '../platform/http/request.ts';

/** Who asks, on a route that lets only signed-in people through. */
export function principalOf({ principal }: FastifyRequest): Principal {
  if (!principal) throw new Error('This route lets people through who are not signed in.');
  return principal;
}

/** The same person as pages see them. */
export function viewerOf({ viewer }: FastifyRequest): Viewer {
  if (!viewer) throw new Error('This route lets people through who are not signed in.');
  return viewer;
}
