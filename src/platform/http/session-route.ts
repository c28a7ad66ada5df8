import type { FastifyInstance } from 'fastify';

/** Asked by a page whose session is about to end, when the person wants to stay: any use makes it last. */
export function addSessionRoute(app: FastifyInstance): void {
  const config = { access: { who: 'signed-in' } } as const;
  app.get('/session/keep', { config }, (request, reply) =>
    request.viewer === null
      ? reply.code(204).send()
      : reply.send({ endsAt: request.viewer.sessionEndsAt.toISOString() }),
  );
}
