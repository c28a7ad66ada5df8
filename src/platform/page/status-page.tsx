import type { FastifyReply, FastifyRequest } from 'fastify';
import { Facts, Note, Tag } from './parts.tsx';
import { renderPage } from './render-page.tsx';
import { Instant } from './values.tsx';
import { statusWords } from './status-words.ts';

export interface StatusShown {
  /** What was looked at, by its name. */
  readonly checks: readonly string[];
  /** The names of what does not work. */
  readonly unwell: readonly string[];
  readonly at: Date;
}

/** What monitoring reads as data, for people: whether one can work now, and what to do where one cannot. */
export function renderStatusPage(
  request: FastifyRequest,
  reply: FastifyReply,
  { checks, unwell, at }: StatusShown,
): FastifyReply {
  const words = statusWords[request.language];
  const isWell = unwell.length === 0;
  return renderPage(request, reply, {
    title: words.title,
    status: isWell ? 200 : 503,
    isNarrow: true,
    children: (
      <>
        <Note tone={isWell ? 'ok' : 'stop'} title={isWell ? words.well : words.notWell}>
          <p>{isWell ? words.wellHelp : words.notWellHelp}</p>
        </Note>
        <Facts
          facts={[
            { term: words.lookedAt, value: <Instant at={at} /> },
            ...checks.map((name) => ({
              term: words.checks[name] ?? words.other,
              value: unwell.includes(name) ? (
                <Tag tone="stop">{words.down}</Tag>
              ) : (
                <Tag tone="ok">{words.works}</Tag>
              ),
            })),
          ]}
        />
      </>
    ),
  });
}
