import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemWords } from './problem-words.ts';
import type { ProblemReply } from '../http/problem-reply.ts';
import { ButtonLink } from './parts.tsx';
import { renderPage } from './render-page.tsx';

/** Says what happened, what was kept and what to do, with the id by which the request is found in the log. */
export function renderProblemPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { status, code, said }: ProblemReply,
): FastifyReply {
  const words = problemWords[request.language];
  const general = words.byCode[code] ?? words.byStatus[status] ?? words.other;
  void reply.code(status);
  return renderPage(request, reply, {
    title: general.title,
    status,
    isNarrow: true,
    lead: said ?? general.what,
    children: (
      <>
        <p>{general.kept}</p>
        <p>{general.todo}</p>
        <p>
          <ButtonLink href="/" isSecondary>
            {words.home}
          </ButtonLink>
        </p>
        <p class="bd-small bd-2nd">
          {words.requestId} <code>{request.id}</code>
        </p>
      </>
    ),
  });
}
