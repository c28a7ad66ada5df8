import type { FastifyRequest } from 'fastify';

/** Whether a request is for the API, by the route that answers it: an address can be written in several ways. */
export function isApi({
  routeOptions,
  url,
}: Pick<FastifyRequest, 'url'> & {
  readonly routeOptions: { readonly url?: string | undefined };
}): boolean {
  const address = routeOptions.url ?? url;
  // Its documentation is a page like the others.
  return address.startsWith('/api/') && address !== '/api/docs';
}
