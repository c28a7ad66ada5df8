import type { FastifyInstance } from 'fastify';
import { answerProblem } from './answer-problem.ts';
import { notFound } from './problem-reply.ts';

/** Answers for addresses that lead nowhere (404) and for methods that an address does not take (405). */
export function addNotFound(app: FastifyInstance): void {
  const methodsByPattern = new Map<string, Set<string>>();
  app.addHook('onRoute', ({ url, method }) => {
    const methods = methodsByPattern.get(url) ?? new Set<string>();
    for (const each of [method].flat()) methods.add(each);
    methodsByPattern.set(url, methods);
  });
  let patterns: readonly { readonly pattern: RegExp; readonly methods: ReadonlySet<string> }[];
  app.setNotFoundHandler((request, reply) => {
    patterns ??= [...methodsByPattern].map(([url, methods]) => ({
      pattern: patternOf(url),
      methods,
    }));
    const [path = '/'] = request.url.split('?', 1);
    const allowed = new Set(
      patterns.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods]),
    );
    if (allowed.size === 0) return answerProblem(request, reply, notFound);
    void reply.header('allow', [...allowed].toSorted().join(', '));
    return answerProblem(request, reply, { status: 405, code: 'method-not-allowed' });
  });
}

function patternOf(url: string): RegExp {
  const parts = url.split('/').map((part) => {
    if (part === '*') return '.*';
    return part
      .split(/(:[A-Za-z]+)/)
      .map((piece) => (piece.startsWith(':') ? '[^/]+' : piece.replaceAll(/[^\w-]/g, '\\$&')))
      .join('');
  });
  return new RegExp(`^${parts.join('/')}$`);
}
